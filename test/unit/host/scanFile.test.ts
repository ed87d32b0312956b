import { strict as assert } from 'node:assert';
import type { WorkspaceFolder } from 'vscode';
import { indexedFile, readInPart } from '../../../src/host/index/scanFile';

const FOLDER = {} as WorkspaceFolder;

describe('an indexed file', () => {
  it('keeps that it was read only in part, and at which line', () => {
    const scan = { declarations: [], callSites: [], leftOut: [12, 40] };
    const file = indexedFile(FOLDER, 'app.py', '', scan, new Set());
    assert.deepEqual(readInPart(file), { kind: 'searchTooLong', line: 12 });
  });

  it('says nothing of one that was read whole', () => {
    const file = indexedFile(FOLDER, 'app.py', '', { declarations: [], callSites: [] }, new Set());
    assert.equal(readInPart(file), undefined);
  });
});
