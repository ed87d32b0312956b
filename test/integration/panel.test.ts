import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
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

  it('is a calculator where no code is open', async () => {
    await vscode.commands.executeCommand('modalCost.compareScenarios');
    await until('a calculator', panels, (found) => found.includes('Modal costs'));
  });
});
