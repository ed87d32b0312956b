import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, lensTitles, openPython, until, write } from './support';

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

/** What the search of the folder for other uses of a constant may take on a busy machine, in milliseconds. */
const SEARCHED = 3_000;

/** Waits until VS Code shows a quick pick, then moves in it and accepts. */
async function pick(downs = 0, wait = 600): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, wait));
  for (let i = 0; i < downs; i++)
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

describe('what if', () => {
  const written: vscode.Uri[] = [];

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await closeAll();
    for (const uri of written.splice(0)) await vscode.workspace.fs.delete(uri);
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
    await pick(0, SEARCHED); // write these lines
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

  /** Goes to three warm containers, and leaves the dialogue at where to write them. */
  async function threeWarm(): Promise<{ readonly ended: Thenable<unknown> }> {
    const dialogue = vscode.commands.executeCommand('modalCost.whatIf');
    await pick(1); // more or fewer warm containers
    await pick(1); // 3 instead of 2
    await pick(); // apply to code
    // In an object: a promise alone would be waited for.
    return { ended: dialogue };
  }

  /** What another file says of the constant, in an editor that is not saved where that is wanted. */
  async function elsewhere(of: vscode.TextDocument, text: (module: string) => string): Promise<void> {
    const module = of.uri.path.split('/').at(-1)!.replace('.py', '');
    const uri = await write(`${module}_user.py`, text(module));
    written.push(uri);
  }

  it('asks before it changes a constant that another file imports', async () => {
    const { document } = await openPython(SERVE);
    await elsewhere(document, (module) => `from ${module} import (\n    WARM as W,\n)\n`);
    const { ended } = await threeWarm();
    await pick(0, SEARCHED); // in the decorator, which comes first
    await pick(); // write these lines
    await ended;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text !== SERVE,
    );
    assert.equal(document.getText(), SERVE.replace('min_containers=WARM', 'min_containers=3'));
  });

  it('changes that constant all the same where its reader says so', async () => {
    const { document } = await openPython(SERVE);
    await elsewhere(document, (module) => `import ${module} as config\nprint(config.WARM)\n`);
    const { ended } = await threeWarm();
    await pick(1, SEARCHED); // the constant
    await pick();
    await ended;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text !== SERVE,
    );
    assert.equal(document.getText(), SERVE.replace('WARM = 2', 'WARM = 3'));
  });

  it('asks about a constant that the same file reads twice', async () => {
    const twice = `${SERVE}\n\n@app.function(gpu="A10", min_containers=WARM)\ndef other():\n    pass\n`;
    const { document } = await openPython(twice);
    const dialogue = vscode.commands.executeCommand('modalCost.whatIf', document.uri, 6);
    await pick(1);
    await pick(1);
    await pick();
    await pick(0, SEARCHED); // in the decorator, which comes first
    await pick();
    await dialogue;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text !== twice,
    );
    assert.equal(document.getText(), twice.replace('min_containers=WARM,\n', 'min_containers=3,\n'));
  });

  it('adds the keyword where there is none, in the decorator’s own way', async () => {
    const without = SERVE.replace('    min_containers=WARM,\n', '');
    const { document } = await openPython(without);
    const dialogue = vscode.commands.executeCommand('modalCost.whatIf');
    await pick(1);
    await pick(2); // 2 instead of 0
    await pick();
    await pick();
    await dialogue;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text !== without,
    );
    assert.equal(document.getText(), without.replace('# fast\n', '# fast\n    min_containers=2,\n'));
  });

  it('writes nothing where the code has changed behind the preview', async () => {
    const { document } = await openPython(SERVE);
    const { ended } = await threeWarm();
    await new Promise((resolve) => setTimeout(resolve, SEARCHED));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# new\n');
    await vscode.workspace.applyEdit(edit);
    await pick();
    await ended;
    assert.equal(document.getText(), `# new\n${SERVE}`);
  });

  it('says what another provider would cost, to copy', async () => {
    const used = SERVE.replace('@app', '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n@app');
    const { document } = await openPython(used);
    const dialogue = vscode.commands.executeCommand('modalCost.whatIf');
    await pick(4); // another provider
    await pick(2); // the second after Modal
    await pick(1); // copy
    await dialogue;
    assert.equal(
      await vscode.env.clipboard.readText(),
      'serve: provider → Lambda, H100 SXM, on demand: $1,216 → $2,153 a month   +77 %',
    );
    assert.equal(document.getText(), used);
  });
});
