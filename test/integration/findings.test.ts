import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { typeText } from './quickPicks';
import { closeAll, openPython, remove, restoreSettings, set, until, write } from './support';

const HEAD = 'import modal\n\napp = modal.App("serve")\n\n\n';
const WARM = `${HEAD}@app.function(
    gpu="H100",
    min_containers=2,  # why?
    max_containers=4,
)
def serve():
    pass
`;
const OLD = `${HEAD}@app.function(
    gpu=modal.gpu.A100(size="80GB", count=2),  # big
    keep_warm=0,
    allow_concurrent_inputs=8,  # many
)
def old():
    pass


@app.function(concurrency_limit=3)
def older():
    pass
`;

/** The findings that are shown, by rule. */
async function shown(
  document: vscode.TextDocument,
  holds: (rules: string[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  await until('findings', () => vscode.languages.getDiagnostics(document.uri).map(ruleOf), holds);
  return vscode.languages.getDiagnostics(document.uri);
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : '';
}

function actions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: string,
): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, kind, 20);
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action && (action.edit ?? action.command), 'nothing to apply');
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit));
  const { command } = action;
  if (command)
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

const titled = (found: readonly vscode.CodeAction[], title: RegExp): vscode.CodeAction | undefined =>
  found.find((each) => title.test(each.title));

describe('findings', () => {
  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  it('stand at the keyword that they are about, with a link to their page', async () => {
    const { document } = await openPython(WARM);
    const [finding, ...others] = await shown(document, (rules) => rules.length > 0);
    assert.ok(finding);
    assert.deepEqual(others, []);
    assert.equal(document.getText(finding.range), 'min_containers=2');
    assert.equal(
      finding.message,
      'serve keeps 2 containers of H100 warm all month: $622 before the first request, more than $100 per month.',
    );
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(finding.source, 'Modal Cost Lens');
    const { code } = finding;
    assert.ok(typeof code === 'object');
    assert.match(code.target.toString(), /^https:\/\/github\.com\/.*\/docs\/rules\/warm-gpu\.md$/);
  });

  it('follow the settings, the prices and the code', async () => {
    const { document } = await openPython(WARM);
    await shown(document, (rules) => rules.join() === 'warm-gpu');
    await set('modalCost.rules', { 'warm-gpu': 'error', 'old-name': 'nonsense' });
    await until(
      'an error',
      () => vscode.languages.getDiagnostics(document.uri)[0]?.severity,
      (severity) => severity === vscode.DiagnosticSeverity.Error,
    );
    await set('modalCost.rules', { 'warm-gpu': 'off' });
    await shown(document, (rules) => rules.length === 0);
    await set('modalCost.rules', undefined);
    await set('modalCost.priceBook', 'modal-list-2026-10');
    await until(
      'the list’s price',
      () => vscode.languages.getDiagnostics(document.uri)[0]?.message ?? '',
      (message) => message.includes('$5,776'),
    );
  });

  it('stay while the code does not parse', async () => {
    const editor = await openPython(WARM);
    const { document } = editor;
    await shown(document, (rules) => rules.join() === 'warm-gpu');
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), 'x = [\n\n'));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri).map(ruleOf), ['warm-gpu']);
    await vscode.commands.executeCommand('undo');
    const [finding] = vscode.languages.getDiagnostics(document.uri);
    assert.equal(finding && document.getText(finding.range), 'min_containers=2');
  });

  it('go when a document is no Python any more', async () => {
    const { document } = await openPython(WARM);
    await shown(document, (rules) => rules.length === 1);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await shown(document, (rules) => rules.length === 0);
  });

  it('are mended by a quick fix that keeps the rest', async () => {
    const { document } = await openPython(WARM);
    const [finding] = await shown(document, (rules) => rules.length === 1);
    const found = await actions(document, finding!.range);
    const remove = titled(found, /^Remove min_containers \(saves up to \$[\d,]+\/mo\)$/);
    assert.equal(remove?.isPreferred, false);
    await apply(remove);
    assert.equal(document.getText(), WARM.replace('    min_containers=2,  # why?\n', ''));
    await shown(document, (rules) => rules.length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), WARM);
  });

  it('are mended where the value comes from, each place an action of its own', async () => {
    const text = WARM.replace('app =', 'WARM = 2\napp =').replace('=2,', '=WARM,') + '\n\nprint(WARM)\n';
    const { document } = await openPython(text.replace('max_containers=4', 'max_containers=1'));
    const found = await shown(document, (rules) => rules.length === 2);
    const over = found.find((each) => ruleOf(each) === 'min-over-max');
    const titles = (await actions(document, over!.range)).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => title.startsWith('Set')),
      [
        'Set min_containers=1: Write min_containers here, on line 9',
        'Set min_containers=1: Change WARM in line 3, used 2 times',
        'Set max_containers=2',
      ],
    );
  });

  it('of old names are mended one by one, and all at once', async () => {
    const { document } = await openPython(OLD);
    const found = await shown(document, (rules) => rules.length === 4);
    assert.ok(found.every(({ tags }) => tags?.includes(vscode.DiagnosticTag.Deprecated)));
    assert.deepEqual(
      found.map(({ range }) => document.getText(range)),
      ['modal.gpu.A100(size="80GB", count=2)', 'keep_warm', 'allow_concurrent_inputs', 'concurrency_limit'],
    );
    const one = await actions(document, found[1]!.range);
    const fix = titled(one, /^Fix the deprecated names of old$/);
    assert.equal(fix?.isPreferred, true);
    await apply(fix);
    const OLD_FIXED = `${HEAD}@app.function(
    gpu="A100-80GB:2",  # big
    min_containers=0,
)
@modal.concurrent(max_inputs=8)  # many
def old():
    pass
`;
    assert.ok(document.getText().startsWith(OLD_FIXED), document.getText());
    assert.match(document.getText(), /concurrency_limit=3/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), OLD);

    await apply(titled(one, /^Fix all deprecated names in this file$/));
    assert.ok(document.getText().startsWith(OLD_FIXED));
    assert.match(document.getText(), /max_containers=3/);
    await shown(document, (rules) => rules.length === 0);
  });

  it('of old names are mended by Fix All, as it is run on saving', async () => {
    const { document } = await openPython(OLD);
    await shown(document, (rules) => rules.length === 4);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    assert.deepEqual(
      (await actions(document, whole, 'source.organizeImports')).map(({ title }) => title),
      [],
    );
    const [fixAll, ...others] = await actions(document, whole, 'source.fixAll');
    assert.deepEqual(others, []);
    assert.equal(fixAll?.kind?.value, 'source.fixAll.modalCost');
    await set('editor.codeActionsOnSave', { 'source.fixAll.modalCost': 'always' });
    const editor = vscode.window.activeTextEditor!;
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# a remark\n'));
    await document.save();
    assert.match(document.getText(), /@modal\.concurrent\(max_inputs=8\)/);
    assert.match(document.getText(), /max_containers=3/);
    assert.doesNotMatch(document.getText(), /keep_warm|modal\.gpu|concurrency_limit/);
  });

  it('are silenced by a comment that asks for its reason', async () => {
    const { document } = await openPython(WARM.replaceAll('serve():', 'serve():  # warm'));
    const [finding] = await shown(document, (rules) => rules.length === 1);
    await apply(
      titled(await actions(document, finding!.range), /^Silence warm-gpu for serve, with a reason$/),
    );
    assert.equal(document.lineAt(5).text, '# modal-cost: ignore warm-gpu …');
    const { selection } = vscode.window.activeTextEditor!;
    assert.equal(document.getText(selection), '…');
    const asked = await shown(document, (rules) => rules.includes('ignore-comment'));
    assert.deepEqual(asked.map(ruleOf).sort(), ['ignore-comment', 'warm-gpu']);
    await vscode.commands.executeCommand('type', { text: 'sold as always on' });
    assert.equal(document.lineAt(5).text, '# modal-cost: ignore warm-gpu sold as always on');
    await shown(document, (rules) => rules.length === 0);
  });

  it('of a window whose start-up is unknown ask for it in the comment that is there', async () => {
    await set('modalCost.priceBook', 'modal-list-2026-10');
    const { document } = await openPython(
      `${HEAD}# modal-cost: requests_per_day=800 seconds_per_request=4\n@app.function(gpu="A100-80GB", max_containers=10)\ndef f(): ...\n`,
    );
    const found = await shown(document, (rules) => rules.includes('costly-window'));
    const window = found.find((each) => ruleOf(each) === 'costly-window')!;
    const applied = apply(titled(await actions(document, window.range), /^Set startup_seconds/));
    await typeText('15 s');
    await applied;
    assert.equal(
      document.lineAt(5).text,
      '# modal-cost: requests_per_day=800 seconds_per_request=4 startup_seconds=15',
    );
  });

  it('of a GPU that is unknown have it said in the team file', async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const file = vscode.Uri.joinPath(folder!.uri, 'modal-cost.json');
    const { document } = await openPython(
      `${HEAD}def make(gpu):\n    @app.function(gpu=gpu)\n    def inner(): ...\n`,
    );
    const [finding] = await shown(document, (rules) => rules.length === 1);
    assert.equal(finding && document.getText(finding.range), 'gpu=gpu');
    try {
      await apply(titled(await actions(document, finding!.range), /^Set the GPU in modal-cost\.json$/));
      const editor = vscode.window.activeTextEditor!;
      assert.equal(editor.document.uri.toString(), file.toString());
      const name = vscode.workspace.asRelativePath(document.uri, false);
      assert.deepEqual(JSON.parse(editor.document.getText()), {
        version: 1,
        declarations: { [`${name}::make.<locals>.inner`]: { values: { gpu: 'T4' } } },
      });
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await remove(file);
    }
  });

  it('are those of the team’s rules and budgets, of the whole workspace once that has been read', async () => {
    const text = JSON.stringify({
      version: 1,
      rules: { 'warm-gpu': 'off' },
      budgets: { workspace: { floor: 1 }, declarations: { '**::serve': { floor: 600 } } },
    });
    const file = await write('modal-cost.json', text);
    try {
      await set('modalCost.rules', { 'warm-gpu': 'error' });
      const { document } = await openPython(WARM);
      const [over] = await shown(document, (rules) => rules.join() === 'over-budget');
      assert.equal(over?.severity, vscode.DiagnosticSeverity.Error);
      const [place] = over.relatedInformation ?? [];
      assert.equal(place?.location.uri.toString(), file.toString());
      await vscode.commands.executeCommand('modalCost.readAgain');
      const found = await until(
        'the workspace’s budget',
        () => vscode.languages.getDiagnostics(file),
        (problems) => problems.length > 0,
      );
      assert.deepEqual(found.map(ruleOf), ['over-budget']);
      assert.match(
        found[0]!.message,
        /^The workspace (?:may cost|costs) \$[\d,.–]+ per month for idle warm containers/,
      );
      const dearest = found[0]!.relatedInformation ?? [];
      assert.ok(dearest.some(({ message }) => message === 'serve: $622.08 per month'));
    } finally {
      await remove(file);
      await until(
        'no budget',
        () => vscode.languages.getDiagnostics(file).length,
        (count) => count === 0,
      );
    }
  });

  it('are none in the old side of a comparison', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('test-old', {
      provideTextDocumentContent: () => WARM,
    });
    const old = await vscode.workspace.openTextDocument(vscode.Uri.parse('test-old:/warm.py'));
    assert.equal(old.languageId, 'python');
    const { document } = await openPython(WARM);
    await shown(document, (rules) => rules.length === 1);
    assert.deepEqual(vscode.languages.getDiagnostics(old.uri), []);
    provider.dispose();
  });
});
