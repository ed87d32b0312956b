import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, ipynb, openPython, remove, restoreSettings, until, write } from './support';

const HEAD = 'import modal\napp = modal.App("serve")\n\n';

/** The rows that this extension offers at the `|` in a new file: label, price and month. */
async function rowsAt(text: string): Promise<string[]> {
  const { document } = await openPython(text.replace('|', ''));
  return rowsIn(document, text.indexOf('|'));
}

async function rowsIn(document: vscode.TextDocument, offset: number): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
  );
  return list.items.filter(({ sortText }) => sortText?.startsWith('!')).map(textOf);
}

function textOf({ label }: vscode.CompletionItem): string {
  if (typeof label === 'string') return label;
  return [label.label, label.detail?.trim(), label.description].filter(Boolean).join(' ');
}

const with_ = (start: string) => (rows: readonly string[]) => rows.find((row) => row.startsWith(start));

describe('completions', () => {
  let file: vscode.Uri | undefined;

  afterEach(async () => {
    await restoreSettings();
    await closeAll();
    if (file) await remove(file);
    file = undefined;
  });

  it('have each GPU’s price per hour and what it does to the month', async () => {
    const code =
      `${HEAD}# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n` +
      '@app.function(gpu="|H100", min_containers=2)\ndef serve(): ...\n';
    const rows = await rowsAt(code);
    assert.equal(with_('A100-80GB')(rows), 'A100-80GB $3.96/h · 80 GB −$544/mo');
    assert.equal(with_('H100')(rows), 'H100 $7.56/h · 80 GB ≈ $1,216/mo now');
  });

  it('come while the text is broken, in lists, and in constants that end up there', async () => {
    for (const text of [
      '@app.function(gpu="|\ndef serve(): ...\n',
      '@app.function(gpu=["H100", "|"])\ndef serve(): ...\n',
      'GPU = "|"\n@app.function(gpu=GPU)\ndef serve(): ...\n',
      'TYPE = "|"\n@app.function(gpu=f"{TYPE}:2")\ndef serve(): ...\n',
    ])
      assert.match(String(with_('A100-80GB')(await rowsAt(HEAD + text))), /\$\d/, text);
    assert.deepEqual(await rowsAt(`${HEAD}NAME = "|"\n`), []);
    assert.deepEqual(await rowsAt('train(gpu="|")\n'), []);
  });

  it('have the keywords that cost with their figure, and none that is given', async () => {
    const rows = await rowsAt(`${HEAD}@app.function(gpu="H100", |)\ndef serve(): ...\n`);
    assert.match(String(with_('min_containers=')(rows)), /\$311\/mo each, idle/);
    assert.equal(with_('gpu=')(rows), undefined);
  });

  it('have the fields of a usage comment', async () => {
    const rows = await rowsAt(
      `${HEAD}# modal-cost: requests_per_day=5000 |\n@app.function(gpu="H100")\ndef serve(): ...\n`,
    );
    assert.equal(with_('seconds_per_request=')(rows), 'seconds_per_request= 1 seconds');
    assert.equal(with_('requests_per_day=')(rows), undefined);
  });

  it('come in the cells of a notebook, from constants of other cells too', async () => {
    file = await write(
      `cells_${Date.now()}.ipynb`,
      ipynb([
        'import modal\napp = modal.App("n")\nGPU = "L4"',
        '@app.function(gpu=GPU)\ndef serve(): ...',
        '@app.function(gpu="L4")\ndef other(): ...',
      ]),
    );
    const notebook = await vscode.workspace.openNotebookDocument(file);
    await vscode.window.showNotebookDocument(notebook);
    const [first, , third] = notebook.getCells().map((cell) => cell.document);
    await until(
      'the rows of a constant',
      () => rowsIn(first!, first!.getText().indexOf('L4')),
      (rows) => with_('H100')(rows) !== undefined,
    );
    const rows = await rowsIn(third!, third!.getText().indexOf('L4'));
    assert.match(String(with_('H100')(rows)), /\$7\.56\/h/);
  });

  it('have the declarations of the folder in a team file, which a command creates', async () => {
    await openPython(`${HEAD}@app.function(gpu="H100")\ndef listed_here(): ...\n`);
    // Somebody may have had the folder read before: the system tells of a new file in its own time.
    await vscode.commands.executeCommand('modalCost.readAgain');
    await vscode.commands.executeCommand('modalCost.createTeamFile');
    const { document } = vscode.window.activeTextEditor!;
    file = document.uri;
    assert.match(document.uri.path, /\/modal-cost\.json$/);
    const listed =
      /\/\/ "scratch_\d+_\d+\.py::listed_here": \{ "requests_per_day": , "seconds_per_request": {2}\},/;
    // A file of that name that is gone may have been open: VS Code keeps its text until it is told of the new one.
    await until(
      'the team file',
      () => document.getText(),
      (text) => listed.test(text),
    );
    const before = document.getText();
    await vscode.commands.executeCommand('modalCost.createTeamFile');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), before);
    const offset = before.indexOf('"declarations": {') + '"declarations": {'.length;
    const rows = await rowsIn(document, offset);
    assert.match(String(rows.find((row) => row.includes('::listed_here'))), /\$7\.56\/h running/);
    // VS Code itself has nothing against it: its only complaint is of what is typed after the end.
    const end = document.positionAt(before.length);
    await vscode.window.activeTextEditor.edit((edit) => edit.insert(end, '!'));
    const complaints = await until(
      'what VS Code says of JSON',
      () => vscode.languages.getDiagnostics(file!).filter(({ source }) => source?.startsWith('json')),
      ({ length }) => length > 0,
    );
    assert.deepEqual(
      complaints.map(({ range }) => range.start.line),
      [end.line],
    );
  });
});
