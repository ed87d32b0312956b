// Runs against the packaged and installed extension: what the package leaves out, only this notices.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('the packaged extension', () => {
  it('is the installed one', () => {
    const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens');
    assert.ok(extension, 'the extension is not installed');
    assert.equal(extension.extensionPath.includes('extensions'), true, extension.extensionPath);
  });

  it('has its words, and the files that its package.json points at', async () => {
    const { extensionUri, packageJSON } = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens')!;
    // The command line is npm's, and not in this package.
    const said = strings({ ...(packageJSON as object), bin: undefined });
    assert.deepEqual(
      said.filter((text) => /^%.*%$/.test(text)),
      [],
    );
    const files = said.filter((text) => /^(\.\/)?(media|schemas|syntaxes|l10n|dist)\b.*\w$/.test(text));
    assert.ok(files.length > 2, files.join());
    for (const file of files) {
      const { size } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(extensionUri, file));
      assert.ok(size > 0, file);
    }
  });

  it('has its license and the notices of what it is made with', async () => {
    const { extensionUri } = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens')!;
    for (const name of ['LICENSE.txt', 'THIRD-PARTY-NOTICES.txt'])
      assert.ok((await vscode.workspace.fs.stat(vscode.Uri.joinPath(extensionUri, name))).size > 500, name);
  });

  it('shows a price above a Modal function', async () => {
    const [file] = await vscode.workspace.findFiles('smoke.py');
    assert.ok(file);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    assert.match((await lensTitles(document.uri)).join('\n'), /\$/);
  });
});

/** Every string in a JSON value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** The extension activates while the first of these is under way, so an empty answer is asked again. */
async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      100,
    );
    const titles = lenses.flatMap((lens) => lens.command?.title ?? []);
    if (titles.length > 0) return titles;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
}
