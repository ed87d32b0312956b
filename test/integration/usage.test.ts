import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, hoverText, lensTitles, openPython, restoreSettings, set, until } from './support';

const SERVE = `import modal

app = modal.App("serve")


@app.function(gpu="H100", min_containers=2)
def serve():
    pass
`;

describe('usage', () => {
  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  it('is offered where it is not set, and written above the decorator', async () => {
    const editor = await openPython(SERVE);
    const { document } = editor;
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    const offer = lenses.find(({ command }) => command?.command === 'modalCost.setUsage');
    assert.equal(offer?.command?.title, 'Usage not set…');
    await vscode.commands.executeCommand('modalCost.setUsage', ...(offer.command.arguments as unknown[]));
    assert.equal(document.lineAt(5).text, '# modal-cost: requests_per_day=1000 seconds_per_request=1');
    await until(
      'a month',
      () => lensTitles(document.uri),
      ([title]) => title?.startsWith('≈ $') === true,
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SERVE);
  });

  it('gives a month with its split', async () => {
    const { document } = await openPython(
      SERVE.replace('@app', '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n@app'),
    );
    assert.deepEqual(await lensTitles(document.uri), [
      '≈ $1,216/mo · $622/mo warm (2 × H100) · $7.56/h running',
    ]);
    const text = await hoverText(document.uri, new vscode.Position(6, 3));
    assert.match(text, /300,000 s × \$0\.0021\/s = \$630\.00/);
    assert.match(text, /the comment, line 6/);
  });

  it('has a hover on its comment and on each of its values', async () => {
    const { document } = await openPython(
      SERVE.replace('@app', '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n@app'),
    );
    const comment = await hoverText(document.uri, new vscode.Position(5, 4));
    assert.match(comment, /^\*\*≈ \$1,216\/mo\*\* · /);
    assert.match(comment, /\[Set usage\]\(command:modalCost\.setUsage\?/);
    const value = await hoverText(document.uri, new vscode.Position(5, 20));
    assert.match(value, /^`requests_per_day=50000`: Requests per day/);
  });

  it('comes from a setting where no comment says it', async () => {
    const { document } = await openPython(SERVE);
    await set('modalCost.usage', { requests_per_day: 50_000, seconds_per_request: 0.2, concurrency: -3 });
    await until(
      'a month',
      () => lensTitles(document.uri),
      ([title]) => title?.startsWith('≈ $1,216/mo') === true,
    );
  });

  it('that is wrong is named where it stands, and not counted', async () => {
    const { document } = await openPython(
      SERVE.replace('@app', '# modal-cost: request_per_day=5 seconds_per_request=-1\n@app'),
    );
    const problems = await until(
      'two problems',
      () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .filter(({ code }) => typeof code === 'object' && code.value === 'usage-comment'),
      (found) => found.length === 2,
    );
    assert.deepEqual(
      problems.map(({ range }) => document.getText(range)),
      ['request_per_day=5', 'seconds_per_request=-1'],
    );
    assert.match(problems[0]!.message, /requests_per_day/);
    const [title] = await lensTitles(document.uri);
    assert.equal(title, '$622/mo warm (2 × H100) · $7.56/h running');
  });
});
