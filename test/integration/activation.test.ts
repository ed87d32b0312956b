import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, openPython, until } from './support';

describe('activation', () => {
  it('comes with a Python file', async () => {
    const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens');
    assert.ok(extension, 'the extension is not there');
    await openPython('import modal\n');
    await until('active', () => extension.isActive, Boolean);
  });

  after(closeAll);
});
