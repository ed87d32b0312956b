import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answerStep, closeLists, leaveStep, seenStep, typeStep, typeText } from './quickPicks';
import { closeAll, openPython, until, write } from './support';

const TWO = `import modal

app = modal.App("two")


@app.function(gpu="H100", min_containers=2)
def serve():
    x = 1

    return x


@app.function(gpu="A10")
def train():
    pass
`;

describe('commands about a declaration', () => {
  const written: vscode.Uri[] = [];

  beforeEach(closeLists);

  afterEach(async () => {
    await closeLists();
    await closeAll();
    for (const uri of written.splice(0)) await vscode.workspace.fs.delete(uri);
  });

  it('ask for none where the cursor is in one, down to the end of its body', async () => {
    const editor = await openPython(TWO);
    for (const [line, name] of [
      [5, 'serve'],
      [9, 'serve'],
      [14, 'train'],
    ] as const) {
      editor.selection = new vscode.Selection(line, 0, line, 0);
      const dialog = vscode.commands.executeCommand('modalCost.whatIf');
      assert.match(
        (await seenStep()).title ?? '',
        new RegExp(`^What if… · ${name} · now [^ ].* · step 1 of 3$`),
      );
      await leaveStep('escape');
      await dialog;
    }
  });

  it('ask for one of the file where the cursor is in none', async () => {
    await openPython(TWO);
    const dialog = vscode.commands.executeCommand('modalCost.whatIf');
    const { items } = await seenStep();
    assert.deepEqual(
      items.slice(0, 2).map(({ label, detail }) => [label, detail]),
      [
        ['serve   $622/mo warm (2 × H100)', '$7.56/h running'],
        ['train   $1.12/h running', 'A10'],
      ],
    );
    await answerStep(1);
    assert.match((await seenStep()).title ?? '', /^What if… · train · now .* · step 1/);
    await leaveStep('back');
    assert.match((await seenStep()).activeItems[0]?.label ?? '', /^train {3}.*\$/);
    await leaveStep('escape');
    await dialog;
  });

  it('ask for one of the workspace where no Python has the focus, with its figures, the dearest first', async () => {
    const notes = await write('notes_of_a_test.md', '# Notes\n');
    written.push(notes);
    await vscode.window.showTextDocument(notes);
    for (const command of ['modalCost.whatIf', 'modalCost.setUsage', 'modalCost.explain']) {
      const dialog = vscode.commands.executeCommand(command);
      const { items } = await seenStep();
      assert.ok(items.length > 5, `${items.length} rows`);
      assert.ok(items.every(({ description }) => /\.(py|ipynb):\d+$/.test(description ?? '')));
      assert.match(items[0]?.label ?? '', /\$/);
      await leaveStep('escape');
      await dialog;
    }
  });

  it('write the usage into a file that was not open', async () => {
    const uri = await write('usage_of_a_test.py', TWO);
    written.push(uri);
    const notes = await write('notes_of_a_test.md', '# Notes\n');
    written.push(notes);
    await vscode.window.showTextDocument(notes);
    // VS Code says a moment later that there is a new file.
    const { dialog, row } = await until(
      'the new file',
      async () => {
        const asked = vscode.commands.executeCommand('modalCost.setUsage');
        const { items } = await seenStep();
        const at = items.findIndex(({ description }) => description === 'usage_of_a_test.py:6');
        if (at < 0) await leaveStep('escape');
        // In an object: a promise alone would be waited for.
        return { dialog: asked, row: at };
      },
      (found) => found.row >= 0,
    );
    await answerStep(row);
    await typeText('5k');
    await typeText('0.2');
    await dialog;
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), uri.toString());
    assert.equal(document.lineAt(5).text, '# modal-cost: requests_per_day=5000 seconds_per_request=0.2');
  });
});

describe('the price of a GPU', () => {
  beforeEach(closeLists);
  afterEach(closeLists);

  it('needs no code, and is copied with its arithmetic', async () => {
    const dialog = vscode.commands.executeCommand('modalCost.priceGpu');
    await typeStep('H100:2', () => undefined);
    await typeStep('100 h', ({ activeItems: [row] }) =>
      assert.match(row?.label ?? '', /^100 h {3}\$[\d,.]+$/),
    );
    assert.match((await seenStep()).title ?? '', /2 × H100, 100 h {3}\$[\d,.]+ · step/);
    await answerStep(); // copy
    await dialog;
    const text = await until(
      'the answer',
      () => vscode.env.clipboard.readText(),
      (copied) => copied.startsWith('2 × H100, 100 h: $'),
    );
    assert.match(text, /100 h × \$[\d.]+\/h = \$[\d,.]+\nPrices: /);
  });

  it('is of a month, for requests that are typed', async () => {
    const dialog = vscode.commands.executeCommand('modalCost.priceGpu');
    const list = await seenStep();
    list.value = 'L4';
    await until(
      'why it has none',
      () => list.activeItems[0]?.description,
      (text) => text === '$(error) Modal as the 2026 review has it has no price for L4',
    );
    await typeStep('a100-80gb');
    await answerStep(); // one of them
    await answerStep(); // requests per day
    await typeText('5k');
    await typeText('200ms');
    const step = await until(
      'a month',
      seenStep,
      ({ items: [first] }) => first?.label.startsWith('$(copy) about $') === true,
    );
    assert.match(step.title ?? '', /1 × A100-80GB, 5,000 requests per day, 0\.2 s/);
    await leaveStep('escape');
    await dialog;
  });
});
