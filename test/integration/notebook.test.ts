import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answerStep, closeLists } from './quickPicks';
import {
  closeAll,
  hoverText,
  ipynb,
  lensTitles,
  remove,
  restoreSettings,
  set,
  until,
  write,
} from './support';

const CELLS = [
  '%pip install modal\nimport modal\n\napp = modal.App("nb")',
  '# Which GPU',
  'GPU = "A10"\nWARM = 2',
  '!nvidia-smi | grep "(\n\n@app.function(gpu=GPU, min_containers=WARM)\ndef serve():\n    pass',
  '%%bash\ncat > other.py <<END\n@app.function(gpu="B200")\ndef other(): ...\nEND',
  '@app.function(gpu="T4")\ndef small(): ...',
];
const [HEAD, , CONSTANTS, SERVE, SHELL, SMALL] = [0, 1, 2, 3, 4, 5] as const;

describe('a notebook', () => {
  let notebook: vscode.NotebookDocument;
  let scratch = 0;
  const cell = (index: number): vscode.TextDocument => notebook.cellAt(index).document;
  /** Undefined as long as VS Code has no editor for a cell that was never in sight. */
  const titles = async (index: number): Promise<string[] | undefined> => {
    const range = new vscode.NotebookRange(index, index + 1);
    vscode.window.activeNotebookEditor?.revealRange(
      range,
      vscode.NotebookEditorRevealType.InCenterIfOutsideViewport,
    );
    return lensTitles(cell(index).uri).catch(() => undefined);
  };
  const lens = async (index: number, part: string): Promise<string> => {
    const found = await until(
      `${part} in cell ${index}`,
      () => titles(index),
      (all) => all?.[0]?.includes(part) === true,
    );
    return found![0]!;
  };
  const noLens = (index: number): Promise<unknown> =>
    until(
      `no lens in cell ${index}`,
      () => titles(index),
      (all) => all?.length === 0,
    );
  const edit = async (index: number, from: string, to: string): Promise<void> => {
    const document = cell(index);
    const at = document.getText().indexOf(from);
    const change = new vscode.WorkspaceEdit();
    change.replace(
      document.uri,
      new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)),
      to,
    );
    assert.ok(at >= 0 && (await vscode.workspace.applyEdit(change)));
  };

  beforeEach(async () => {
    await closeLists();
    const uri = await write(`books/scratch_${Date.now()}_${++scratch}.ipynb`, ipynb(CELLS));
    notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
  });

  afterEach(async () => {
    await restoreSettings();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeAll();
    await vscode.workspace.fs.delete(notebook.uri);
  });

  it('has lenses in its cells, with what earlier cells say, whatever IPython commands stand between', async () => {
    assert.equal(notebook.notebookType, 'jupyter-notebook');
    assert.equal(await lens(SERVE, 'A10'), '$104/mo warm (2 × A10) · $1.12/h running');
    assert.equal(await lens(SMALL, 'T4'), '$0.59/h running · T4');
    for (const index of [HEAD, CONSTANTS, SHELL]) await noLens(index);
  });

  it('has hovers, which say in which cell a constant stands', async () => {
    await lens(SERVE, 'A10');
    const text = await hoverText(cell(SERVE).uri, new vscode.Position(2, 16));
    assert.match(text, /`GPU` in cell 3, line 1/);
    assert.match(await hoverText(cell(SERVE).uri, new vscode.Position(2, 3)), /`WARM` in cell 3, line 2/);
  });

  it('follows what is typed in a cell and in those before it', async () => {
    await lens(SERVE, 'A10');
    await edit(SERVE, 'WARM', '3');
    assert.equal(await lens(SERVE, '3 ×'), '$156/mo warm (3 × A10) · $1.12/h running');
    await edit(CONSTANTS, 'A10', 'H100');
    assert.match(await lens(SERVE, 'H100'), /\$7\.56\/h running/);
    await edit(HEAD, 'import modal', 'import nothing');
    await edit(HEAD, 'modal.App("nb")', 'nothing.Other()');
    await noLens(SMALL);
  });

  it('follows a magic that comes and goes', async () => {
    await lens(SERVE, 'A10');
    await edit(SHELL, '%%bash\ncat > other.py <<END', '%%time\n"""');
    await noLens(SHELL);
    await edit(SHELL, '"""', '\n');
    assert.match(await lens(SHELL, 'B200'), /no price for B200/);
    await edit(SHELL, '%%time', '%%bash');
    await noLens(SHELL);
  });

  it('follows its cells when they are taken away and added', async () => {
    await lens(SERVE, 'A10');
    const change = new vscode.WorkspaceEdit();
    change.set(notebook.uri, [
      vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(CONSTANTS, CONSTANTS + 1), [
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'WARM = 4', 'python'),
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'GPU = "L4"', 'python'),
      ]),
    ]);
    await vscode.workspace.applyEdit(change);
    assert.match(await lens(SERVE + 1, 'L4'), /4 × L4/);
  });

  it('has a what-if that writes into the cell, and leaves other cells alone', async () => {
    await lens(SERVE, 'A10');
    const before = notebook.getCells().map(({ document }) => document.getText());
    await vscode.window.showNotebookDocument(notebook, {
      selections: [new vscode.NotebookRange(SERVE, SERVE + 1)],
    });
    await vscode.commands.executeCommand('notebook.cell.edit');
    await until(
      'the cell’s editor',
      () => vscode.window.activeTextEditor?.document,
      (found) => found === cell(SERVE),
    );
    const dialog = vscode.commands.executeCommand('modalCost.whatIf', cell(SERVE).uri, 2);
    for (const down of [1, 1, 0, 0]) await answerStep(down);
    await dialog;
    await until(
      'the edit',
      () => cell(SERVE).getText(),
      (text) => text !== before[SERVE],
    );
    const after = notebook.getCells().map(({ document }) => document.getText());
    assert.deepEqual(
      after,
      before.map((text) => text.replace('min_containers=WARM', 'min_containers=3')),
    );
  });

  it('heeds the settings of the folder, and names bad usage in its cell', async () => {
    await lens(SMALL, 'T4');
    await set('modalCost.usage', { requests_per_day: 50_000, seconds_per_request: 0.2 });
    assert.match(await lens(SMALL, '≈'), /^≈ \$/);
    await edit(SMALL, '@app', '# modal-cost: requests_per_day=-1\n@app');
    const [problem] = await until(
      'a problem',
      () => vscode.languages.getDiagnostics(cell(SMALL).uri),
      (found) => found.length > 0,
    );
    assert.match(problem!.message, /requests_per_day/);
    assert.equal(problem!.range.start.line, 0);
  });

  it('is known to the team’s file by its own name', async () => {
    const declarations = { 'books/*.ipynb::small': { requests_per_day: 50_000, seconds_per_request: 0.2 } };
    const team = await write('modal-cost.json', JSON.stringify({ version: 1, declarations }));
    assert.match(await lens(SMALL, '≈'), /^≈ \$/);
    await remove(team);
    await until(
      'no month',
      () => titles(SMALL),
      (all) => all?.[0] === '$0.59/h running · T4',
    );
  });

  it('opens the panel for a declaration in a cell, else for the nearest before it', async () => {
    const labels = (): string[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await lens(SMALL, 'T4');
    await vscode.commands.executeCommand('modalCost.compareScenarios', cell(SMALL).uri, 0);
    await until('a panel', labels, (found) => found.includes('Modal costs: small'));
    await vscode.window.showNotebookDocument(notebook, {
      viewColumn: vscode.ViewColumn.One,
      selections: [new vscode.NotebookRange(SHELL, SHELL + 1)],
    });
    await until(
      'the cell of another language',
      () => vscode.window.activeTextEditor?.document,
      (found) => found === cell(SHELL),
    );
    await vscode.commands.executeCommand('modalCost.compareScenarios');
    await until('another panel', labels, (found) => found.includes('Modal costs: serve'));
  });
});
