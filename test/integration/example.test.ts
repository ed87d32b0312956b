import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { Commands } from '../../src/host/contributions';
import { closeAll, lensTitles, until } from './support';

describe('Open Example', () => {
  after(closeAll);

  it('opens Modal code in an untitled file, with its costs', async () => {
    await vscode.commands.executeCommand(Commands.openExample);
    const document = vscode.window.activeTextEditor!.document;
    assert.deepEqual([document.isUntitled, document.languageId], [true, 'python']);
    const titles = await until(
      'lenses',
      () => lensTitles(document.uri),
      (found) => found.length > 0,
    );
    assert.match(titles.join('\n'), /\$622\/mo warm \(2 × H100\)/);
  });

  it('shows the one that is open as long as nobody has changed it', async () => {
    const examples = (): number =>
      vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled).length;
    const before = examples();
    await vscode.commands.executeCommand(Commands.openExample);
    assert.equal(examples(), before);
  });
});
