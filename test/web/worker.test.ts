import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('the web-worker extension host', () => {
  it('is a worker of the browser, without Node', () => {
    assert.match(Object.prototype.toString.call(globalThis), /WorkerGlobalScope/);
    assert.equal(typeof process, 'undefined');
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
  });

  it('runs the installed package, by its browser entry', async () => {
    const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    // Here means in this worker: what the server's extension host runs is a workspace extension.
    assert.equal(extension.extensionKind, vscode.ExtensionKind.UI);
    assert.match(extension.extensionUri.path, /\/extensions\/modal-cost-lens\.modal-cost-lens-/);
  });
});
