import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answerStep, closeLists, leaveStep, seenStep } from './quickPicks';
import { closeAll, openPython, until } from './support';

const TWO = `import modal

app = modal.App("two")


@app.function(gpu="H100", min_containers=2)
def serve():
    pass


@app.function(gpu="A10")
def train():
    pass
`;

function panels(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input, label }) =>
      input instanceof vscode.TabInputWebview && input.viewType.endsWith('modalCost.scenarios')
        ? [label]
        : [],
    ),
  );
}

describe('the scenario panel', () => {
  beforeEach(async () => {
    await closeLists();
    // What another test has closed may still be in front for a moment, and then commands are about that.
    await until(
      'nothing in front',
      () => [...panels(), vscode.window.activeTextEditor?.document.uri.path ?? ''].join(''),
      (found) => found === '',
    );
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeAll();
  });

  it('opens once for each declaration, for the one at the cursor', async () => {
    const { document } = await openPython(TWO);
    await vscode.commands.executeCommand('modalCost.compareScenarios', document.uri, 5);
    await until('a panel', panels, (found) => found.length === 1);
    assert.deepEqual(panels(), ['Modal costs: serve']);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('modalCost.compareScenarios', document.uri, 5);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('modalCost.compareScenarios', document.uri, 10);
    await until('two panels', panels, (found) => found.length === 2);
    assert.deepEqual(panels().sort(), ['Modal costs: serve', 'Modal costs: train']);
  });

  it('is one calculator where no code is open, however often that is asked for', async () => {
    for (const count of [1, 1]) {
      const dialog = vscode.commands.executeCommand('modalCost.compareScenarios');
      await answerStep(-1); // the last row, after all declarations of the workspace
      await dialog;
      await until('a calculator', panels, (found) => found.length === count);
    }
    assert.deepEqual(panels(), ['Modal costs']);
  });

  it('goes with its declaration to another name, and is what commands are about', async () => {
    const editor = await openPython(TWO);
    const { document } = editor;
    await vscode.commands.executeCommand('modalCost.compareScenarios', document.uri, 5);
    await until('a panel', panels, (found) => found.length === 1);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# first\n');
    edit.replace(document.uri, new vscode.Range(6, 4, 6, 9), 'answer');
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /def answer\(\):/);
    await until('its new name', panels, ([title]) => title === 'Modal costs: answer');
    // The panel has the focus: what if asks of its declaration, and not which.
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    assert.match((await seenStep()).title ?? '', /^What if… · answer · now .* · step 1/);
    await leaveStep('escape');
    await dialog;
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('modalCost.compareScenarios', document.uri, 6);
    await until('the same panel', panels, (found) => found.length === 1);
    assert.deepEqual(panels(), ['Modal costs: answer']);
  });
});
