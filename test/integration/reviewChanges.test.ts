import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answerStep, closeLists, seenStep } from './quickPicks';
import { removeAll, TestRepository } from './repository';
import { closeAll, hintText, ipynb, lensTitles, openPython, restoreSettings, set, until } from './support';

const HEAD = 'import modal\n\napp = modal.App("serve")\n\n\n';
const SERVE = `${HEAD}@app.function(gpu="H100", min_containers=0)\ndef serve():\n    pass\n`;
const WARM = SERVE.replace('min_containers=0', 'min_containers=2');

/** What the lenses of a document say of its changes. */
async function changeTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.flatMap(({ command }) =>
    command?.command === 'modalCost.reviewChanges' ? [command.title] : [],
  );
}

const changesAre = (uri: vscode.Uri, wanted: readonly string[]): Promise<string[]> =>
  until(
    `lenses of changes (${wanted.join(', ')})`,
    () => changeTitles(uri),
    (titles) => titles.join() === wanted.join(),
  );

async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** The review as a document: the last but one of the list. */
async function reviewed(run: () => Thenable<unknown>, ...picks: readonly number[]): Promise<string> {
  await closeLists();
  const before = new Set(reviews());
  const done = run();
  for (const down of [...picks, -2]) await answerStep(down);
  await done;
  const document = await until(
    'a review',
    () => reviews().find((each) => !before.has(each) && each.getText() !== ''),
    (found) => found !== undefined,
  );
  const text = document!.getText();
  // Its preview takes the focus once it is drawn, and would take it from the next list, which leaves that.
  await closeAll();
  return text;
}

const reviews = (): vscode.TextDocument[] =>
  vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'modal-cost');

/** The rows of a Markdown table, as text. */
function rows(markdown: string): string[] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .replace(/<br>/g, ' ')
      .replace(/[`*]/g, '')
      .replace(/^\| | \|$/g, ''),
  );
}

describe('changes since a commit', () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await TestRepository.create();
  });

  afterEach(async () => {
    await closeLists();
    await restoreSettings();
    await closeAll();
    await repository.close();
  });

  after(removeAll);

  it('stand in the lens as they are typed, and go with the commit', async () => {
    const uri = await repository.write('serve.py', SERVE);
    await repository.commit('first');
    const editor = await show(uri);
    const { document } = editor;
    await changesAre(uri, []);
    const at = document.positionAt(SERVE.indexOf('=0)') + 1);
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 1)), '2'));
    await changesAre(uri, ['+$622/mo vs HEAD']);
    await document.save();
    await changesAre(uri, ['+$622/mo vs HEAD']);
    await set('modalCost.changes.lens', false);
    await changesAre(uri, []);
    await set('modalCost.changes.lens', undefined);
    await changesAre(uri, ['+$622/mo vs HEAD']);
    await set('modalCost.priceBook', 'modal-list-2026-10');
    await changesAre(uri, ['+$5,776/mo vs HEAD']);
    await set('modalCost.priceBook', undefined);
    await repository.commit('second');
    await changesAre(uri, []);
  });

  it('leave out of the lens what is no declaration yet', async () => {
    const uri = await repository.write('serve.py', SERVE);
    await repository.commit('first');
    const { document } = await show(uri);
    await repository.write('serve.py', WARM);
    await changesAre(uri, ['+$622/mo vs HEAD']);
    const decorator = '\n@app.function(gpu="T4", min_containers=1)\n';
    await repository.write('serve.py', WARM + decorator);
    await until(
      'its lens',
      () => lensTitles(document.uri),
      ({ length }) => length === 2,
    );
    await changesAre(uri, ['+$622/mo vs HEAD']);
    await repository.write('serve.py', `${WARM}${decorator}def more(): ...\n`);
    await changesAre(uri, ['+$622/mo vs HEAD', '+$28.51/mo vs HEAD']);
  });

  it('say in the lens what is unknown, what only the live price shows, and what has gone down', async () => {
    const uri = await repository.write('serve.py', WARM);
    await repository.commit('first');
    await repository.write('serve.py', WARM.replace('"H100"', 'cfg.gpu'));
    await show(uri);
    await changesAre(uri, ['unknown vs HEAD']);
    await repository.write('serve.py', SERVE.replace('H100', 'T4'));
    await changesAre(uri, ['−$622/mo vs HEAD']);
    await repository.commit('second');
    await repository.write('serve.py', SERVE);
    await changesAre(uri, ['+$6.97/h vs HEAD']);
    await repository.write('serve.py', SERVE.replace('H100', 'T4').replace('=0', '=0, max_containers=3'));
    await changesAre(uri, []);
  });

  it('stand at the end of the line with inlay hints', async () => {
    const uri = await repository.write('serve.py', SERVE);
    await repository.commit('first');
    await repository.write('serve.py', WARM);
    await set('modalCost.display', 'inlay');
    await show(uri);
    const whole = new vscode.Range(0, 0, 20, 0);
    await until(
      'a hint',
      async () => {
        const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          uri,
          whole,
        );
        return hints.map(hintText);
      },
      ([label]) =>
        label?.startsWith('$622/mo warm (2 × H100) · $7.56/h running · +$622/mo vs HEAD · ') === true,
    );
  });

  it('are none in the lens of what has only moved, or has another name', async () => {
    await repository.write('serve.py', WARM);
    await repository.commit('first');
    const gone = vscode.Uri.joinPath(repository.uri, 'serve.py');
    await vscode.workspace.fs.delete(gone);
    const moved = await repository.write('moved.py', WARM.replaceAll('serve()', 'answer()'));
    const added = await repository.write(
      'added.py',
      WARM.replaceAll('serve()', 'other()').replace('H100', 'T4'),
    );
    await show(moved);
    await show(added);
    await changesAre(added, ['+$57.02/mo vs HEAD']);
    await changesAre(moved, []);
  });

  it('are reviewed as a whole: new, gone, changed, moved and renamed, by what is imported too', async () => {
    await repository.write('config.py', 'GPU = "T4"\nWARM = 1\n');
    await repository.write(
      'by_import.py',
      `from config import GPU, WARM\n${HEAD}@app.function(gpu=GPU, min_containers=WARM)\ndef by_import(): ...\n`,
    );
    await repository.write('serve.py', SERVE);
    await repository.write('old/place.py', WARM.replaceAll('serve()', 'moved()'));
    await repository.write('gone.py', WARM.replaceAll('serve()', 'gone()').replace('H100', 'A10'));
    await repository.write('same.py', WARM.replaceAll('serve()', 'same()'));
    await repository.commit('first');
    await repository.write('config.py', 'GPU = "H100"\nWARM = 1\n');
    const serve = await repository.write('serve.py', SERVE.replaceAll('serve()', 'renamed()'));
    await vscode.workspace.fs.rename(
      vscode.Uri.joinPath(repository.uri, 'old/place.py'),
      vscode.Uri.joinPath(repository.uri, 'new/place.py'),
    );
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(repository.uri, 'gone.py'));
    await repository.write('new.py', WARM.replaceAll('serve()', 'fresh()').replace('H100', 'T4'));
    // What is not saved counts as it stands.
    const editor = await show(vscode.Uri.joinPath(repository.uri, 'same.py'));
    const end = editor.document.positionAt(WARM.indexOf('=2)') + 1);
    await editor.edit((edit) => edit.replace(new vscode.Range(end, end.translate(0, 1)), '3'));

    const text = await reviewed(() =>
      vscode.commands.executeCommand('modalCost.reviewChanges', serve, 'HEAD'),
    );
    const { name } = repository;
    assert.deepEqual(
      rows(text)
        .map((row) => row.replaceAll(name, ''))
        .sort(),
      [
        'added | new.py:6 | fresh | none → $0.59 | none → $57.02 | none → unknown | +$57.02 warm',
        'changed | by_import.py:7 | by_import gpu "T4" → "H100" | $0.59 → $7.56 | $28.51 → $311.04 | unknown | +$282.53 warm',
        'changed | same.py:6 | same min_containers 2 → 3 | $7.56 | $622.08 → $933.12 | unknown | +$311.04 warm',
        'moved | old/place.py:6 → new/place.py:6 | moved | $7.56 | $622.08 | unknown | the same',
        'removed | gone.py:6 | gone | $1.12 → none | $103.68 → none | unknown → none | −$103.68 warm',
        'renamed | serve.py:6 | serve → renamed | $7.56 | none | unknown | the same',
      ],
    );
    assert.match(text, /^## Modal costs: \+\$546\.91 per month\n/);
    assert.match(text, /HEAD \([0-9a-f]{10}\)` → `working tree/);
  });

  it('are reviewed where a project only says other folders for its modules', async () => {
    const project = (folder: string): string => `[tool.setuptools.packages.find]\nwhere = ["${folder}"]\n`;
    await repository.write('pyproject.toml', project('lib'));
    await repository.write('lib/chosen_gpu.py', 'GPU = "T4"\n');
    await repository.write('other/chosen_gpu.py', 'GPU = "H100"\n');
    const app = `from chosen_gpu import GPU\n${HEAD}@app.function(gpu=GPU, min_containers=1)\ndef f(): ...\n`;
    const uri = await repository.write('app.py', app);
    await repository.commit('first');
    await repository.write('pyproject.toml', project('other'));
    const text = await reviewed(() => vscode.commands.executeCommand('modalCost.reviewChanges', uri, 'HEAD'));
    assert.deepEqual(
      rows(text).map((row) => row.replaceAll(repository.name, '')),
      [
        'changed | app.py:7 | f gpu "T4" → "H100" | $0.59 → $7.56 | $28.51 → $311.04 | unknown | +$282.53 warm',
      ],
    );
  });

  it('are shown in the cells of a notebook, each with its own', async () => {
    const cells = (warm: number): string[] => [
      'import modal\napp = modal.App("notes")',
      '@app.function(gpu="T4", min_containers=1)\ndef other(): ...',
      `@app.function(gpu="H100", min_containers=${warm})\ndef f(): ...`,
    ];
    const uri = await repository.write('shown.ipynb', ipynb(cells(0)));
    await repository.commit('first');
    await repository.write('shown.ipynb', ipynb(cells(2)));
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    await changesAre(notebook.cellAt(2).document.uri, ['+$622/mo vs HEAD']);
    await changesAre(notebook.cellAt(1).document.uri, []);
  });

  it('are reviewed in notebooks, with the comments in their cells', async () => {
    const silent = 'WARM = 1\n# modal-cost: ignore warm-gpu the demo in May\n';
    const cells = (warm: number, comment = ''): string[] => [
      'import modal\napp = modal.App("notes")',
      'print("nothing")',
      `${comment}@app.function(gpu="H100", min_containers=${warm})\ndef f(): ...`,
    ];
    const notebook = await repository.write('notes.ipynb', ipynb(cells(0)));
    await repository.write('silenced.ipynb', ipynb(cells(0)));
    await repository.commit('first');
    await repository.write('notes.ipynb', ipynb(['print("one more")', ...cells(2)]));
    await repository.write('silenced.ipynb', ipynb(cells(2, silent)));
    const text = await reviewed(() =>
      vscode.commands.executeCommand('modalCost.reviewChanges', notebook, 'HEAD'),
    );
    const added = '$7.56 | none → $622.08 | unknown | +$622.08 warm';
    assert.deepEqual(
      rows(text).map((row) => row.replaceAll(repository.name, '')),
      [
        `changed | notes.ipynb, cell 4, line 1 | f min_containers 0 → 2 | ${added}`,
        `changed | silenced.ipynb, cell 3, line 3 | f min_containers 0 → 2 | ${added}`,
      ],
    );
    const found = text.split('\n').filter((line) => line.includes('rules/warm-gpu.md'));
    assert.match(found.join(), /notes\.ipynb, cell 4, line 1/);
    assert.doesNotMatch(found.join(), /silenced/);
  });

  it('are reviewed since a branch was left, and against a commit', async () => {
    const uri = await repository.write('serve.py', SERVE);
    await repository.commit('first');
    repository.git('switch', '--quiet', '--create', 'feature');
    await repository.write('serve.py', WARM);
    await repository.commit('second');
    repository.git('switch', '--quiet', 'main');
    await repository.write('other.py', WARM.replaceAll('serve()', 'other()'));
    await repository.commit('third');
    repository.git('switch', '--quiet', 'feature');
    await repository.settled(repository.git('rev-parse', 'feature'));
    await show(uri);
    const run = (): Thenable<unknown> => vscode.commands.executeCommand('modalCost.reviewChanges', uri);
    const since = await reviewed(run, 1);
    assert.deepEqual(
      rows(since).map((row) => row.split(' | ').at(-1)),
      ['+$622.08 warm'],
    );
    assert.match(since, /merge base with main/);
    // The branch itself, as it is now: what it has since gained is missing here.
    const tip = await reviewed(run, 2, 1);
    assert.deepEqual(
      rows(tip)
        .map((row) => row.split(' | ')[0])
        .sort(),
      ['changed', 'removed'],
    );
  });

  it('are listed with why a cost is unknown, what is not counted, and what was not read', async () => {
    const used = '# modal-cost: requests_per_day=5000 seconds_per_request=2\n';
    const of = (name: string, gpu: string, comment = ''): string =>
      `${HEAD}${comment}@app.function(gpu=${gpu})\ndef ${name}(): ...\n`;
    await repository.write('bare$(bug).py', of('bare', '"T4"'));
    await repository.write('unknown.py', of('by_config', '"T4"', used));
    await repository.write('moved.py', of('moved', '"T4"', used));
    await repository.write('broken.ipynb', ipynb([of('broken', '"T4"')]));
    await repository.commit('first');
    await repository.write('bare$(bug).py', of('bare', '"H100"'));
    await repository.write('unknown.py', of('by_config', 'config.gpu', used));
    await vscode.workspace.fs.rename(
      vscode.Uri.joinPath(repository.uri, 'moved.py'),
      vscode.Uri.joinPath(repository.uri, 'place.py'),
    );
    const uri = await repository.write('broken.ipynb', '{ "modal": ');
    const done = vscode.commands.executeCommand('modalCost.reviewChanges', uri, 'HEAD');
    const { title, items } = await seenStep();
    assert.match(title ?? '', /, and unknown: 1 file not read · 3 not counted · HEAD /);
    const rowOf = (name: string): string => {
      const found = items.find(({ label }) => label.endsWith(name));
      assert.ok(found, items.map(({ label }) => label).join('\n'));
      return [found.label, found.description, found.detail].join(' | ').replaceAll(repository.name, '');
    };
    // A name is never an icon.
    assert.equal(
      rowOf(' · bare'),
      '$(diff-modified) +$6.97/h running · bare | changed | usage not set · gpu "T4" → "H100" · bare$ (bug).py:6',
    );
    assert.equal(
      rowOf(' · by_config'),
      '$(diff-modified) unknown · by_config | changed | unknown price or value · gpu "T4" → config.gpu (unknown)',
    );
    assert.match(rowOf(' · moved'), /^\$\(diff-renamed\) the same · moved \| moved \| /);
    assert.match(rowOf('broken.ipynb'), /not a valid notebook/);
    assert.match(rowOf(' · broken'), /\| not read \|/);
    await closeLists();
    await done;
  });

  it('are nothing to compare in a repository without a commit, and no error', async () => {
    const uri = await repository.write('serve.py', SERVE);
    await show(uri);
    await vscode.commands.executeCommand('modalCost.reviewChanges', uri, 'HEAD');
    await changesAre(uri, []);
  });
});

describe('changes of a whole workspace folder since a commit', () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await TestRepository.create('whole');
  });

  afterEach(async () => {
    await closeLists();
    await closeAll();
    for (const name of ['modal-cost.json', 'prices.json', 'team.py'])
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(repository.uri, name));
    await repository.close();
    await removeAll();
  });

  it('are priced by the team file of their own state and the price book of now', async () => {
    const team = (rest: object): string => JSON.stringify({ version: 1, priceBook: 'prices.json', ...rest });
    const price = (value: number): object => ({
      value,
      unit: 'USD/GPU-s',
      source: 'contract',
      date: '2026-07-03',
    });
    const book = (active: number): string =>
      JSON.stringify({
        version: 1,
        id: 'ours',
        title: 'Ours',
        date: '2026-07',
        extends: 'review-2026-05',
        sources: { contract: { title: 'Order form', date: '2026-07-03' } },
        gpus: { H100: { active: price(active), idle: price(0.0001) } },
      });
    await repository.write('modal-cost.json', team({ discounts: { all: 0.5 } }));
    await repository.write('prices.json', book(0.001));
    const uri = await repository.write('team.py', WARM);
    await repository.commit('first');
    await show(uri);
    await changesAre(uri, []);
    await repository.write(
      'modal-cost.json',
      team({ declarations: { 'team.py::serve': { requests_per_day: 1, seconds_per_request: 1 } } }),
    );
    await repository.write('prices.json', book(0.002));
    await until(
      'the prices of now',
      () => lensTitles(uri),
      ([first]) => first?.includes('$7.20/h') ?? false,
    );
    // Warm: 2 × 2,592,000 s × $0.0001/s, at half the price before: both by the book of now.
    const text = await reviewed(() => vscode.commands.executeCommand('modalCost.reviewChanges', uri, 'HEAD'));
    const row = rows(text).find((each) => each.includes('team.py:6'));
    assert.equal(
      row,
      'changed | team.py:6 | serve use: requests_per_day not set → 1 use: seconds_per_request not set → 1 discount 0.5 → not set | $3.60 → $7.20 | $259.20 → $518.40 | unknown → ≈ $518.46 | +$259.20 warm',
    );
  });
});

describe('a folder without Git', () => {
  afterEach(closeAll);

  it('has nothing to compare with, and no error', async () => {
    const { document } = await openPython(WARM);
    await vscode.commands.executeCommand('modalCost.reviewChanges', document.uri, 'HEAD');
    assert.deepEqual(await changeTitles(document.uri), []);
  });
});
