import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answerStep, closeLists, leaveStep, seenStep, seeStep, typeStep } from './quickPicks';
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

describe('what if', () => {
  const written: vscode.Uri[] = [];

  beforeEach(closeLists);

  afterEach(async () => {
    await closeLists();
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
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    await answerStep(1); // more or fewer warm containers
    await answerStep(1); // 3 instead of 2
    await answerStep(); // apply to code
    await answerStep(); // write these lines
    await dialog;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text !== SERVE,
    );
    assert.equal(document.getText(), SERVE.replace('WARM = 2', 'WARM = 3'));
    assert.deepEqual(await lensTitles(document.uri), ['$933/mo warm (3 × H100) · $7.56/h running']);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SERVE);
  });

  it('goes back step by step, and writes nothing when it is left', async () => {
    const { document } = await openPython(SERVE);
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    await answerStep(1); // more or fewer warm containers
    await leaveStep('back');
    assert.match(
      (await seenStep()).title ?? '',
      /^What if… · serve · now \$622\/mo warm \(2 × H100\) · step 1 of 3$/,
    );
    await answerStep();
    assert.match((await seenStep()).title ?? '', /step 2 of 3$/);
    await leaveStep('escape');
    await dialog;
    assert.equal(document.getText(), SERVE);
  });

  it('takes the number that was typed, at once or after a look at its figures', async () => {
    for (const look of [
      undefined,
      ({ activeItems: [first] }: vscode.QuickPick<vscode.QuickPickItem>) =>
        assert.match(first?.label ?? '', /^10 {3}\$622 → \$3,110 per month warm/),
    ]) {
      const { document } = await openPython(SERVE);
      const dialog = vscode.commands.executeCommand('modalCost.whatIf');
      await answerStep(1); // more or fewer warm containers
      await typeStep('10', look);
      await answerStep(); // apply to code
      await answerStep(); // write these lines
      await dialog;
      await until(
        'the edit',
        () => document.getText(),
        (text) => text !== SERVE,
      );
      assert.equal(document.getText(), SERVE.replace('WARM = 2', 'WARM = 10'));
    }
  });

  it('takes what was typed in its unit, and a GPU that was typed in place of a topic', async () => {
    const { document } = await openPython(SERVE);
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    await answerStep(2); // another scaledown_window
    await typeStep('90s', () => undefined);
    await answerStep(); // apply to code
    await answerStep(); // write these lines
    await dialog;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text.includes('scaledown_window=90'),
    );
    const next = vscode.commands.executeCommand('modalCost.whatIf');
    await typeStep('L40S:2', () => undefined);
    await answerStep(); // apply to code
    await answerStep(); // write these lines
    await next;
    await until(
      'the edit',
      () => document.getText(),
      (text) => text.includes('gpu="L40S:2"'),
    );
  });

  it('says in the row why a typed value is none, and takes nothing then', async () => {
    await openPython(SERVE);
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    await answerStep(1); // more or fewer warm containers
    const step = await seenStep();
    step.value = '1.5';
    await until(
      'the row',
      () => step.activeItems[0]?.description,
      (text) => text === '$(error) min_containers must be a whole number',
    );
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    assert.equal(await seenStep(), step);
    await leaveStep('escape');
    await dialog;
  });

  /** Goes to three warm containers, and leaves the dialog at where to write them. */
  async function threeWarm(): Promise<{ readonly ended: Thenable<unknown> }> {
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    await answerStep(1); // more or fewer warm containers
    await answerStep(1); // 3 instead of 2
    await answerStep(); // apply to code
    // In an object: a promise alone would be waited for.
    return { ended: dialog };
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
    await answerStep(); // in the decorator, which comes first
    await answerStep(); // write these lines
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
    await answerStep(1); // the constant
    await answerStep(1); // any row writes the lines
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
    const dialog = vscode.commands.executeCommand('modalCost.whatIf', document.uri, 6);
    await answerStep(1);
    await answerStep(1);
    await answerStep();
    await answerStep(); // in the decorator, which comes first
    await answerStep(); // write these lines
    await dialog;
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
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    await answerStep(1);
    await answerStep(2); // 2 instead of 0
    await answerStep();
    await answerStep(); // write these lines
    await dialog;
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
    await seeStep();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# new\n');
    await vscode.workspace.applyEdit(edit);
    await answerStep(); // write these lines
    await ended;
    assert.equal(document.getText(), `# new\n${SERVE}`);
  });

  it('says what another provider would cost, to copy', async () => {
    const used = SERVE.replace('@app', '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n@app');
    const { document } = await openPython(used);
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    await answerStep(7); // another provider
    await answerStep(2); // the second after Modal
    await answerStep(1); // copy
    await dialog;
    assert.equal(
      await vscode.env.clipboard.readText(),
      'serve: provider → Lambda, H100 SXM, on demand: $1,216 → $2,153 per month   +77%',
    );
    assert.equal(document.getText(), used);
  });
});
