import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, lensTitles, openPython, until } from './support';

const SERVE = `import modal

app = modal.App("serve")
WARM = 2


@app.function(
    gpu="H100",  # fast
    min_containers=WARM,
)
def serve():
    pass
`;

/** Waits until VS Code shows a quick pick, then moves in it and accepts. */
async function pick(downs = 0): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400));
  for (let i = 0; i < downs; i++)
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

describe('what if', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await closeAll();
  });

  it('goes from a question to the code by keyboard, as one edit, following a constant', async () => {
    const { document } = await openPython(SERVE);
    await until(
      'a lens',
      () => lensTitles(document.uri),
      (titles) => titles.length === 1,
    );
    const dialogue = vscode.commands.executeCommand('modalCost.whatIf');
    await pick(1); // more or fewer warm containers
    await pick(1); // 3 instead of 2
    await pick(); // apply to code
    await pick(); // write these lines
    await dialogue;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text !== SERVE,
    );
    assert.equal(document.getText(), SERVE.replace('WARM = 2', 'WARM = 3'));
    assert.deepEqual(await lensTitles(document.uri), ['$933/mo warm (3 × H100) · $7.56/h live']);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SERVE);
  });

  it('writes nothing when it is left', async () => {
    const { document } = await openPython(SERVE);
    await until(
      'a lens',
      () => lensTitles(document.uri),
      (titles) => titles.length === 1,
    );
    const dialogue = vscode.commands.executeCommand('modalCost.whatIf');
    await pick();
    for (let i = 0; i < 2; i++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    }
    await dialogue;
    assert.equal(document.getText(), SERVE);
  });
});
