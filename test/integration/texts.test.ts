import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { typeText } from './quickPicks';
import { closeAll, hoverText, lensTitles, openPython, until, write } from './support';

const SERVE = `import modal

app = modal.App("serve")


@app.function(gpu="H100", min_containers=2)
def serve():
    pass
`;
const WARM = '$622/mo warm (2 × H100) · $7.56/h running';

/** The places of a document's lenses, as line and column from 0, each once. */
async function lensPlaces(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return [...new Set(lenses.map(({ range: { start } }) => `${start.line}:${start.character}`))];
}

/** The hover where a word stands, and the text of its range. */
async function hoverOn(document: vscode.TextDocument, word: string): Promise<string> {
  const offset = document.getText().indexOf(word);
  assert.ok(offset >= 0, `there is no ${word}`);
  return hoverText(document.uri, document.positionAt(offset + 1));
}

async function openBytes(path: string, text: string): Promise<vscode.TextDocument> {
  const uri = await write(path, new TextEncoder().encode(text));
  return vscode.workspace.openTextDocument(uri);
}

describe('texts of all kinds', () => {
  afterEach(closeAll);

  it('have lenses before they are saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: SERVE });
    assert.equal(document.uri.scheme, 'untitled');
    const editor = await vscode.window.showTextDocument(document);
    await until(
      'a lens',
      () => lensTitles(document.uri),
      ([title]) => title === WARM,
    );
    await editor.edit((edit) => edit.insert(new vscode.Position(5, 18), '+'));
    await editor.edit((edit) => edit.delete(new vscode.Range(5, 18, 5, 19)));
    assert.deepEqual(await lensTitles(document.uri), [WARM]);
    assert.match(await hoverOn(document, 'min_containers'), /Containers kept warm/);
  });

  it('may end their lines as Windows does, and are edited so', async () => {
    const { document } = await openPython(SERVE.replaceAll('\n', '\r\n'));
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    assert.deepEqual(await lensTitles(document.uri), [WARM]);
    assert.deepEqual(await lensPlaces(document.uri), ['5:0']);
    const editor = vscode.window.activeTextEditor!;
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), 'A = 1\r\nB = 2\r\n'));
    assert.deepEqual(await lensPlaces(document.uri), ['7:0']);
    const dialog = vscode.commands.executeCommand('modalCost.setUsage', document.uri, 7);
    await typeText('1k');
    await typeText('1');
    await dialog;
    assert.equal(document.lineAt(7).text, '# modal-cost: requests_per_day=1000 seconds_per_request=1');
    assert.equal(document.getText().replaceAll('\r\n', '').includes('\n'), false);
    await until(
      'a month',
      () => lensTitles(document.uri),
      ([title]) => title?.startsWith('≈ $') === true,
    );
  });

  it('may begin with a byte-order mark, and so may what they import', async () => {
    const common = await openBytes('marked_common.py', '\ufeffGPU = "T4"\r\n');
    const document = await openBytes(
      'marked.py',
      '\ufefffrom marked_common import GPU\r\nimport modal\r\napp = modal.App()\r\n@app.function(gpu=GPU)\r\ndef f(): ...\r\n',
    );
    const editor = await vscode.window.showTextDocument(document);
    await until(
      'the imported GPU',
      () => lensTitles(document.uri),
      ([title]) => title?.includes('T4') === true,
    );
    assert.deepEqual(await lensPlaces(document.uri), ['3:0']);
    assert.match(await hoverOn(document, 'gpu=GPU'), /T4/);
    // A mark that is typed, or pasted with the text.
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\ufeff'));
    assert.deepEqual(await lensPlaces(document.uri), ['3:0']);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), '# \ufeff é 𝔾\n'));
    assert.deepEqual(await lensPlaces(document.uri), ['4:0']);
    assert.match(await hoverOn(document, 'gpu=GPU'), /T4/);
    for (const { uri } of [common, document]) await vscode.workspace.fs.delete(uri);
  });

  it('may hold form feeds, tabs and characters of two units', async () => {
    const { document } = await openPython(
      [
        'import modal',
        'app = modal.App("𝔾𝔾")',
        '\f',
        '@app.function(gpu="H100")',
        'def f(): ...',
        '\f@app.function(name="𝔾𝔾", gpu="T4")',
        'def g(): ...',
        'if True:',
        '\t@app.function(\tgpu="A10")',
        '\tdef h(): ...',
        '',
      ].join('\n'),
    );
    assert.deepEqual(await lensTitles(document.uri), [
      '$7.56/h running · H100',
      '$0.59/h running · T4',
      '$1.12/h running · A10',
    ]);
    assert.deepEqual(await lensPlaces(document.uri), ['3:0', '5:1', '8:1']);
    assert.match(await hoverOn(document, 'gpu="T4"'), /T4/);
    assert.match(await hoverOn(document, 'gpu="A10"'), /A10/);
  });
});

describe('a diff editor', () => {
  const BEFORE = SERVE.replace('H100', 'A10');
  const PAST = 'modal-cost-past';
  const past = vscode.Uri.from({ scheme: PAST, path: '/serve.py', query: 'HEAD' });
  let provider: vscode.Disposable;

  before(() => {
    provider = vscode.workspace.registerTextDocumentContentProvider(PAST, {
      provideTextDocumentContent: () => BEFORE,
    });
  });
  after(() => {
    provider.dispose();
  });
  afterEach(closeAll);

  it('prices each side by its own text', async () => {
    const { document } = await openPython(SERVE);
    await vscode.commands.executeCommand('vscode.diff', past, document.uri, 'before and after');
    const before = await until(
      'the past',
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === PAST),
      (found) => found?.languageId === 'python',
    );
    assert.deepEqual(await lensTitles(past), ['$104/mo warm (2 × A10) · $1.12/h running']);
    assert.deepEqual(await lensTitles(document.uri), [WARM]);
    assert.match(await hoverOn(before!, 'gpu='), /A10/);
    assert.match(await hoverOn(document, 'gpu='), /H100/);
    // A lens of the side that has not the focus explains that side.
    const cursor = (uri: vscode.Uri): number | undefined =>
      vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString())
        ?.selection.active.line;
    const active = vscode.window.activeTextEditor!;
    assert.equal(active.document, document);
    active.selection = new vscode.Selection(7, 0, 7, 0);
    await until(
      'the cursor',
      () => cursor(document.uri),
      (line) => line === 7,
    );
    await vscode.commands.executeCommand('modalCost.explain', past, 5);
    await until(
      'the cursor of the past',
      () => cursor(past),
      (line) => line === 5,
    );
    assert.equal(cursor(document.uri), 7);
  });
});
