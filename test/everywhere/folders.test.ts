// A workspace of several folders, one of them on no disk, that nobody has trusted.
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  closeAll,
  hoverNow,
  hoverText,
  ipynb,
  lensTitles,
  restoreSettings,
  set,
  until,
  write,
} from '../integration/support';
import { MemoryFiles } from '../integration/memoryFiles';

const DECORATOR = new vscode.Position(3, 3);

async function open(folder: string, file: string): Promise<vscode.Uri> {
  const found = vscode.workspace.workspaceFolders?.find(({ name }) => name === folder);
  assert.ok(found, `there is no folder ${folder}`);
  const uri = vscode.Uri.joinPath(found.uri, file);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  return uri;
}

/** The first lens once it says something. */
async function lensWith(uri: vscode.Uri, part: string): Promise<string> {
  const [title] = await until(
    part,
    () => lensTitles(uri),
    ([found]) => found?.includes(part) === true,
  );
  return title!;
}

describe('a workspace of several folders', () => {
  afterEach(closeAll);

  it('reads what a file imports from the folder that it is in', async () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 2);
    assert.equal(await lensWith(await open('serving', 'serve.py'), 'H100'), '$7.56/h running · H100');
    assert.match(await lensWith(await open('training', 'train.py'), 'A10'), /\$1\.12\/h running/);
  });

  it('heeds each folder’s own settings', async () => {
    const training = await open('training', 'train.py');
    assert.match(await lensWith(training, 'A10'), /^≈ \$\d/);
    assert.match(await hoverText(training, DECORATOR), /A10/);
    const serving = await open('serving', 'serve.py');
    assert.doesNotMatch(await lensWith(serving, 'H100'), /≈/);
    assert.equal(await hoverNow(serving, DECORATOR), '');
  });
});

describe('a notebook in one of several folders', () => {
  afterEach(closeAll);

  for (const [folder, first] of [
    ['serving', /^\$7\.56\/h running · H100$/],
    ['training', /^≈ \$\d+.*A10/],
  ] as const)
    it(`has the modules and settings of ${folder}`, async () => {
      const at = vscode.workspace.workspaceFolders?.find(({ name }) => name === folder);
      const uri = vscode.Uri.joinPath(at!.uri, 'book.ipynb');
      const cells = ['from common import GPU, app', '@app.function(gpu=GPU)\ndef f(): ...'];
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(ipynb(cells)));
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      await vscode.window.showNotebookDocument(notebook);
      const { document } = notebook.cellAt(1);
      await until(
        'a lens',
        () => lensTitles(document.uri),
        ([title]) => first.test(title ?? ''),
      );
      const hover = await hoverNow(document.uri, new vscode.Position(0, 3));
      // The folder's own setting turns it off.
      assert.equal(hover === '', folder === 'serving', hover);
    });
});

describe('a workspace that is not trusted', () => {
  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  it('has prices all the same, and price books of its own', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const uri = await open('training', 'train.py');
    await lensWith(uri, '$1.12/h');
    await write('book.json', BOOK);
    await set('modalCost.priceBookFile', 'book.json');
    await lensWith(uri, '$3.60/h');
  });

  it('does not get any other file of the machine read', async () => {
    const uri = await open('training', 'train.py');
    const { fsPath } = await write('book.json', BOOK);
    await set('modalCost.priceBookFile', fsPath);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await lensWith(uri, '$1.12/h');
  });
});

const BOOK = JSON.stringify({
  version: 1,
  id: 'contract',
  title: 'Our contract',
  date: '2026-10',
  extends: 'review-2026-05',
  sources: { contract: { title: 'Contract of October', date: '2026-10-01' } },
  gpus: { A10: { active: { value: 0.001, unit: 'USD/GPU-s', source: 'contract', date: '2026-10' } } },
});

describe('a virtual workspace', () => {
  const files = new MemoryFiles();
  const root = vscode.Uri.from({ scheme: 'modal-cost-memory', path: '/virtual' });
  const put = (path: string, text: string): void =>
    files.writeFile(vscode.Uri.joinPath(root, path), new TextEncoder().encode(text));
  let provider: vscode.Disposable;

  before(async () => {
    provider = vscode.workspace.registerFileSystemProvider(root.scheme, files);
    put('common.py', 'import modal\n\napp = modal.App()\nGPU = "T4"\n');
    put('serve.py', 'from common import GPU, app\n\n\n@app.function(gpu=GPU)\ndef f():\n    pass\n');
    const added = new Promise((resolve) => vscode.workspace.onDidChangeWorkspaceFolders(resolve));
    vscode.workspace.updateWorkspaceFolders(2, 0, { uri: root });
    await added;
  });

  after(async () => {
    await closeAll();
    vscode.workspace.updateWorkspaceFolders(2, 1);
    provider.dispose();
  });

  it('has lenses and hovers, with what its files import', async () => {
    const uri = await open('virtual', 'serve.py');
    assert.equal(uri.scheme, 'modal-cost-memory');
    assert.equal(await lensWith(uri, 'T4'), '$0.59/h running · T4');
    assert.match(await hoverText(uri, DECORATOR), /T4/);
    put('common.py', 'import modal\n\napp = modal.App()\nGPU = "H100"\n');
    assert.equal(await lensWith(uri, 'H100'), '$7.56/h running · H100');
  });

  it('has a team file', async () => {
    const uri = await open('virtual', 'serve.py');
    put('modal-cost.json', JSON.stringify({ version: 1, discounts: { all: 0.5 } }));
    assert.equal(await lensWith(uri, '$3.78'), '$3.78/h running · H100');
    files.delete(vscode.Uri.joinPath(root, 'modal-cost.json'));
    assert.equal(await lensWith(uri, '$7.56'), '$7.56/h running · H100');
  });

  it('follows typing', async () => {
    const uri = await open('virtual', 'serve.py');
    await vscode.window.activeTextEditor!.edit((edit) =>
      edit.insert(new vscode.Position(3, 21), ', min_containers=2'),
    );
    assert.equal(await lensWith(uri, 'warm'), '$622/mo warm (2 × H100) · $7.56/h running');
  });
});
