/** The actual bill: read from files that the team file names, or imported, and shown beside the estimate. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { ACTUAL_TOOL } from '../../src/core/tools/actualAnswer';
import { answerStep } from './quickPicks';
import { closeAll, hoverText, openPython, remove, until, write } from './support';

const CODE = `import modal
app = modal.App("billed-app")
# modal-cost: requests_per_day=4000 seconds_per_request=0.4
@app.function(gpu="T4", max_containers=4)
def embed(): ...
`;

function report(cost: string): string {
  const rows = [...Array(31).keys()].map((i) => ({
    object_id: 'ap-1',
    description: 'billed-app',
    environment: 'main',
    interval_start: `2026-10-${String(i + 1).padStart(2, '0')}T00:00:00`,
    resource: 'T4',
    cost,
  }));
  return JSON.stringify(rows);
}

const [{ uri: root }] = vscode.workspace.workspaceFolders as [vscode.WorkspaceFolder];
const TEAM = vscode.Uri.joinPath(root, 'modal-cost.json');
const KEYWORD = new vscode.Position(3, 3);

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

describe('the actual bill', () => {
  afterEach(async () => {
    await closeAll();
    await remove(TEAM, vscode.Uri.joinPath(root, 'billing'));
  });

  it('is in the hover, from the files that the team file names, and is read again when they change', async () => {
    await write('billing/report.json', report('10'));
    await write('modal-cost.json', '{ "version": 1, "actual": "billing/*.json" }');
    const { document } = await openPython(CODE);
    const shows = (amount: string) => (text: string) =>
      text.includes(`**Actual:** ${amount} in October 2026 (app \`billed-app\`)`);
    await until('the bill', () => hoverText(document.uri, KEYWORD), shows('$310.00'));
    const uri = await write('billing/report.json', report('20'));
    await until('the bill as it is now', () => hoverText(document.uri, KEYWORD), shows('$620.00'));
    await write('billing/report.json', report('a lot'));
    const [problem] = await until(
      'a problem',
      () => vscode.languages.getDiagnostics(uri),
      (found) => found.length > 0,
    );
    assert.match(
      problem!.message,
      /^billing\/report\.json: row 1: the cost cannot be “a lot”\. The file is in no sum\.$/,
    );
    await until(
      'no bill',
      () => hoverText(document.uri, KEYWORD),
      (text) => !text.includes('**Actual:**'),
    );
  });

  it('says that no file matches, where the team file names it', async () => {
    await write('modal-cost.json', '{\n  "version": 1,\n  "actual": "nowhere/*.json"\n}');
    const { document } = await openPython(CODE);
    await hoverText(document.uri, KEYWORD);
    const [problem] = await until(
      'a warning',
      () => vscode.languages.getDiagnostics(TEAM),
      (found) => found.length > 0,
    );
    assert.match(problem!.message, /^No file matches "nowhere\/\*\.json"/);
    assert.equal(problem!.range.start.line, 2);
  });

  it('is imported from the clipboard for the session, or into the workspace as one edit', async () => {
    const { document } = await openPython(CODE);
    await vscode.env.clipboard.writeText(report('10'));
    const first = vscode.commands.executeCommand('modalCost.importBill');
    await answerStep(1);
    await answerStep();
    await first;
    const hasBill = (text: string): boolean => text.includes('**Actual:** $310.00 in October 2026');
    await until('the bill', () => hoverText(document.uri, KEYWORD), hasBill);
    await assert.rejects(async () => read(TEAM));
    const again = vscode.commands.executeCommand('modalCost.importBill');
    await answerStep(3);
    await again;
    await until(
      'no bill',
      () => hoverText(document.uri, KEYWORD),
      (text) => !hasBill(text),
    );

    const second = vscode.commands.executeCommand('modalCost.importBill');
    await answerStep(1);
    await answerStep(1);
    await second;
    // A busy VS Code may still write what it says is saved.
    await until(
      'the team file',
      () => read(TEAM),
      (text) => text.includes('"actual": ["billing/*.json"]'),
    );
    const written = await read(vscode.Uri.joinPath(root, 'billing/report-2026-10.json'));
    assert.deepEqual(JSON.parse(written), JSON.parse(report('10')));
    await until('the bill', () => hoverText(document.uri, KEYWORD), hasBill);
  });

  it('fits the usage in the comment to the bill, as an edit that undo takes back', async () => {
    await write('billing/report.json', report('6.4'));
    await write('modal-cost.json', '{ "version": 1, "actual": "billing/*.json" }');
    const { document } = await openPython(CODE);
    await until(
      'the bill',
      () => hoverText(document.uri, KEYWORD),
      (text) => text.includes('**Actual:** $198.40'),
    );
    const fitting = vscode.commands.executeCommand('modalCost.fitUsage', document.uri, 3);
    await answerStep();
    await answerStep();
    await fitting;
    const requests = /requests_per_day=(\d+) seconds_per_request=0\.4/.exec(document.getText());
    // 198.40 USD in 744 h are 192 in 720, at 0.59 USD for an hour of a T4 that works.
    assert.ok(requests && Math.abs(Number(requests[1]) / 96_400 - 1) < 0.05, document.getText());
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), CODE);
  });

  it('fits the usage in the team file to the bill, as an edit that undo takes back', async () => {
    const team = '{ "version": 1, "actual": "billing/*.json" }';
    await write('billing/report.json', report('6.4'));
    const code = CODE.replace(/# modal-cost.*\n/, '');
    const { document } = await openPython(code);
    const key = `${vscode.workspace.asRelativePath(document.uri)}::embed`;
    const usage = { requests_per_day: 4_000, seconds_per_request: 0.4 };
    const text = JSON.stringify({ ...(JSON.parse(team) as object), declarations: { [key]: usage } });
    await write('modal-cost.json', text);
    const keyword = KEYWORD.translate(-1);
    await until(
      'the bill, and the usage of the team file',
      () => hoverText(document.uri, keyword),
      (found) => found.includes('**Actual:** $198.40') && found.includes('modal-cost.json'),
    );
    const fitting = vscode.commands.executeCommand('modalCost.fitUsage', document.uri, 2);
    await answerStep();
    await answerStep();
    await fitting;
    assert.equal(document.getText(), code, 'the code stays');
    const file = await vscode.workspace.openTextDocument(TEAM);
    const { declarations } = JSON.parse(file.getText()) as {
      declarations: Record<string, typeof usage>;
    };
    const fitted = declarations[key]!;
    assert.ok(Math.abs(fitted.requests_per_day / 96_400 - 1) < 0.05, file.getText());
    assert.equal(fitted.seconds_per_request, 0.4);
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('undo');
    assert.equal(file.getText(), text);
  });

  it('answers an agent in the chat, from the files that the team file names', async () => {
    const ask = async (input: object): Promise<string[]> => {
      const { content } = await vscode.lm.invokeTool(ACTUAL_TOOL.name, {
        input,
        toolInvocationToken: undefined,
      });
      return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''));
    };
    await openPython(CODE);
    // VS Code tells in its own time that the files of the test before are gone.
    await until(
      'no bill',
      () => ask({}).then(() => '', String),
      (problem) => problem.includes('There is no actual bill'),
    );
    await write('billing/report.json', report('6.4'));
    await write('billing/other.json', '[{ "object_id": 1 }]');
    await write('modal-cost.json', '{ "version": 1, "actual": "billing/*.json" }');
    const [text, data] = await until(
      'an answer',
      () => ask({ app: 'billed-app' }).catch(() => ['', '']),
      ([found]) => found !== '',
    );
    assert.match(text, /billed-app \(main\): \$198\.40 in the period, \$\d+\.\d\d per month; estimate/);
    assert.match(
      text,
      /With requests_per_day=9\d,\d00 for embed, the estimate would meet the bill \(it is 4,000 now\)/,
    );
    assert.match(text, /Not in these sums: billing\/other\.json: it has no column for the description\./);
    const { apps } = JSON.parse(data) as { apps: { app: string }[] };
    assert.deepEqual(
      apps.map(({ app }) => app),
      ['billed-app'],
    );
    await assert.rejects(() => ask({ app: 'nobody' }), /"nobody" is not on the bill/);
  });
});
