import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, hoverNow, hoverText, openPython, restoreSettings, set } from './support';

const WARM = `import modal

app = modal.App("serve")
COUNT = 2


@app.function(gpu="H100", min_containers=COUNT, keep_warm=1)
def serve():
    pass
`;

describe('the hover', () => {
  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  it('has the arithmetic, the book with its date, and what Modal’s list says', async () => {
    const { document } = await openPython(WARM);
    const text = await hoverText(document.uri, new vscode.Position(6, 3));
    assert.match(text, /2 × H100 × \$0\.00012\/s × 2,592,000 s = \$622\.08\/mo/);
    assert.match(text, /review-2026-05/);
    assert.match(text, /2026-05/);
    assert.match(text, /In italics: Modal’s published list/);
    assert.match(text, /command:modalCost\.switchPriceBook/);
  });

  it('begins with the answer and what to do, and runs only the commands of a list', async () => {
    const { document } = await openPython(WARM);
    const text = await hoverText(document.uri, new vscode.Position(6, 3));
    assert.match(text, /^\*\*\$622\/mo warm \(2 × H100\) · \$7\.56\/h running\*\*\n\n/);
    const actions = text.split('\n\n')[1]!;
    for (const command of [
      '_modalCost.setParameter',
      'modalCost.setUsage',
      'modalCost.whatIf',
      'modalCost.compareScenarios',
    ])
      assert.ok(actions.includes(`](command:${command}?`), actions);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(6, 3),
    );
    for (const { contents } of hovers)
      for (const each of contents) {
        if (!(each instanceof vscode.MarkdownString) || !each.value.includes('command:')) continue;
        assert.ok(typeof each.isTrusted === 'object');
        const { enabledCommands } = each.isTrusted;
        for (const [, id] of each.value.matchAll(/\]\(command:([\w.]+)/g))
          assert.ok(enabledCommands.includes(id!), id);
      }
  });

  it('explains a keyword where it stands: its value, where that came from, and its old name', async () => {
    const { document } = await openPython(WARM);
    const text = await hoverText(
      document.uri,
      new vscode.Position(6, WARM.split('\n')[6]!.indexOf('min_containers') + 2),
    );
    assert.match(text, /Containers kept warm/);
    assert.match(text, /`COUNT` on line 4/);
    const old = await hoverText(
      document.uri,
      new vscode.Position(6, WARM.split('\n')[6]!.indexOf('keep_warm') + 2),
    );
    assert.match(old, /rejects it since 1\.4\.0/);
  });

  it('shows hostile names as text', async () => {
    const evil = WARM.replace('gpu="H100"', 'gpu=x["](command:workbench.action.quit) <img src=x> `**b**`"]');
    const { document } = await openPython(evil);
    const text = await hoverText(document.uri, new vscode.Position(6, 3));
    const links = [...text.matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1]);
    const outsideCode = text.replace(/(`+)[\s\S]*?\1/g, '');
    // Its brackets are escaped: no link.
    assert.doesNotMatch(outsideCode, /\]\(command:workbench|<img/);
    assert.ok(links.includes('command:modalCost.switchPriceBook'), links.join());
  });

  it('answers for a name of 200 characters, also while the file is typed in', async () => {
    const name = 'a'.repeat(200);
    const long = WARM.replaceAll('serve', name);
    const editor = await openPython(long);
    const { document } = editor;
    assert.match(await hoverText(document.uri, new vscode.Position(6, 3)), /^\*\*\$622\/mo warm/);
    for (let typed = 0; typed < 5; typed++) {
      const hovered = hoverNow(document.uri, new vscode.Position(6 + typed, 3));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
      // It answers, whatever the text has become meanwhile.
      await hovered;
    }
    assert.match(await hoverText(document.uri, new vscode.Position(11, 3)), /^\*\*\$622\/mo warm/);
  });

  it('can be turned off', async () => {
    const { document } = await openPython(WARM);
    await hoverText(document.uri, new vscode.Position(6, 3));
    await set('modalCost.hover.enabled', false);
    assert.equal(await hoverNow(document.uri, new vscode.Position(6, 3)), '');
  });
});
