import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeLists, leaveStep, typeText, wrongText } from './quickPicks';
import { closeAll, hoverText, lensTitles, openPython, restoreSettings, set, until } from './support';

const SERVE = `import modal

app = modal.App("serve")


@app.function(gpu="H100", min_containers=2)
def serve():
    pass
`;

describe('usage', () => {
  beforeEach(closeLists);

  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  /** The lens that offers to set the usage. */
  async function offer(document: vscode.TextDocument): Promise<vscode.Command> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    const found = lenses.find(({ command }) => command?.command === 'modalCost.setUsage');
    assert.ok(found?.command, 'no offer');
    return found.command;
  }

  it('is asked for where it is not set, and written above the decorator once all of it is there', async () => {
    const { document } = await openPython(SERVE);
    const { title, arguments: given } = await offer(document);
    assert.equal(title, 'Usage not set…');
    const dialog = vscode.commands.executeCommand('modalCost.setUsage', ...(given as unknown[]));
    assert.equal(await wrongText('0,2'), 'Not a number: type, for example, 500, 5k or 5,000');
    await typeText('50,000');
    assert.equal(document.getText(), SERVE);
    await leaveStep('back');
    await typeText('5k');
    await typeText('200ms');
    await dialog;
    assert.equal(document.lineAt(5).text, '# modal-cost: requests_per_day=5000 seconds_per_request=0.2');
    await until(
      'a month',
      () => lensTitles(document.uri),
      ([found]) => found?.startsWith('≈ $') === true,
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SERVE);
  });

  it('is written neither in part nor when it is left', async () => {
    const { document } = await openPython(SERVE);
    const dialog = vscode.commands.executeCommand('modalCost.setUsage');
    await typeText('5k');
    await leaveStep('escape');
    await dialog;
    assert.equal(document.getText(), SERVE);
  });

  it('of which half is there is asked for the rest', async () => {
    const half = SERVE.replace('@app', '# modal-cost: requests_per_day=5000\n@app');
    const { document } = await openPython(half);
    const { title, arguments: given } = await offer(document);
    assert.equal(title, 'seconds_per_request is missing…');
    const dialog = vscode.commands.executeCommand('modalCost.setUsage', ...(given as unknown[]));
    await typeText('1.5 s');
    await dialog;
    assert.equal(document.lineAt(5).text, '# modal-cost: requests_per_day=5000 seconds_per_request=1.5');
  });

  it('in a comment that is a near miss is put right by a fix', async () => {
    const { document } = await openPython(SERVE.replace('@app', '# modal cost: requests_per_day=5\n@app'));
    const [problem] = await until(
      'a problem',
      () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .filter(({ code }) => typeof code === 'object' && code.value === 'usage-comment'),
      (found) => found.length === 1,
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem!.range,
    );
    const fix = actions.find(({ title }) => title === 'Change to # modal-cost:');
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.equal(document.lineAt(5).text, '# modal-cost: requests_per_day=5');
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
    assert.match(value, /^\*\*≈ \$1,216\/mo\*\* with this usage\./);
    assert.match(value, /\n`requests_per_day=50000`: Requests per day/);
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
