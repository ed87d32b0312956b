import { strict as assert } from 'node:assert';
import type { WorkspaceFolder } from 'vscode';
import { indexedFile, indexedNotebook, readInPart } from '../../../src/host/index/scanFile';

const FOLDER = {} as WorkspaceFolder;

describe('an indexed file', () => {
  it('keeps that it was read only in part, and at which line', () => {
    const scan = { declarations: [], callSites: [], leftOut: [12, 40] };
    const file = indexedFile(FOLDER, 'app.py', '', scan, new Set());
    assert.deepEqual(readInPart(file), { kind: 'searchTooLong', line: 12 });
  });

  it('keeps that a notebook was read only in part, and in which cell', () => {
    const whole = { declarations: [], callSites: [] };
    const scans = [whole, { ...whole, leftOut: [3] }, { ...whole, leftOut: [0] }];
    const cells = scans.map((scan, i) => ({ text: '', number: i + 1, scan }));
    const file = indexedNotebook(FOLDER, 'book.ipynb', cells, new Set());
    assert.deepEqual(readInPart(file), { kind: 'searchTooLong', line: 3, cell: 2 });
    const all = indexedNotebook(FOLDER, 'book.ipynb', cells.slice(0, 1), new Set());
    assert.equal(readInPart(all), undefined);
  });

  it('says nothing of one that was read whole', () => {
    const file = indexedFile(FOLDER, 'app.py', '', { declarations: [], callSites: [] }, new Set());
    assert.equal(readInPart(file), undefined);
  });
});
