import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { repository, type TestRepository } from './repository';
import { folder, modalCost, type Folder, type Run } from './run';

/** A notebook of code cells, as Jupyter writes it. */
function notebook(...cells: readonly (string | object)[]): string {
  const written = cells.map((cell) =>
    typeof cell === 'string'
      ? {
          cell_type: 'code',
          execution_count: null,
          metadata: {},
          outputs: [],
          source: cell.split(/(?<=\n)/),
        }
      : cell,
  );
  return JSON.stringify(
    { cells: written, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
}

const HEAD = '%pip install -q modal\nimport modal\n\napp = modal.App("lab")\n';
describe('a notebook with a cell that is no Python', () => {
  for (const cell of ['print("modal"', 'GPU = (\n', 'def f(:\n    pass\n'])
    it(`is read in part: ${cell.trim()}`, async () => {
      const work = folder({
        'n.ipynb': notebook(
          'import modal\napp = modal.App("a")\n@app.function(gpu="T4")\ndef f(): ...\n',
          cell,
        ),
      });
      try {
        const { status, stdout } = await modalCost(['check', work.path]);
        assert.equal(status, 3, stdout);
        assert.match(stdout, /n\.ipynb \(only read in part: line \d of cell 2 is not valid Python\)/);
      } finally {
        work.remove();
      }
    });
});

const MARKDOWN = { cell_type: 'markdown', metadata: {}, source: ['# Probe'] };
const PROBE =
  '# modal-cost: requests_per_day=100 seconds_per_request=2\n@app.function(gpu=GPU, min_containers=1)\ndef probe(x):\n    return x\n';
const NOTEBOOK = notebook(
  HEAD,
  MARKDOWN,
  'GPU = "H100"\n!nvidia-smi\nfiles = !ls\nmodal.App?\n',
  '%%bash\necho "modal" {\n',
  PROBE,
);

interface Place {
  readonly file: string;
  readonly cell: number;
  readonly line: number;
  readonly name: string;
}
interface Sarif {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endColumn', number>>;
        };
      }[];
    }[];
  }[];
}

describe('notebooks on the command line', () => {
  let work: Folder;
  before(() => {
    work = folder({
      'lab/nb.ipynb': NOTEBOOK,
      'lab/.ipynb_checkpoints/nb-checkpoint.ipynb': NOTEBOOK,
      'lab/broken.ipynb': '{ "cells": [ modal',
      'lab/old.ipynb': '{ "nbformat": 3, "worksheets": [], "metadata": { "name": "modal" } }',
      'lab/r.ipynb': NOTEBOOK.replace('"python"', '"R"'),
      'lab/plain.ipynb': notebook('import modalities\n'),
      'modal-cost.json': JSON.stringify({
        version: 1,
        priceBook: 'review-2026-05',
        budgets: { declarations: { '**/*.ipynb::probe': { floor: 10 } } },
      }),
    });
  });
  after(() => {
    work.remove();
  });
  const run = (...args: readonly string[]): Promise<Run> => modalCost(args, { cwd: work.path });

  it('are scanned cell by cell, each going on from those before it', async () => {
    const { stdout, stderr, status } = await run('scan', '.', '--format', 'json');
    assert.equal(status, 0);
    const { declarations, files } = JSON.parse(stdout) as {
      declarations: (Place & { gpu: { options: object[]; origins: object[] } })[];
      files: { seen: number; parsed: number };
    };
    assert.equal(declarations.length, 1);
    const { file, cell, line, name, gpu } = declarations[0]!;
    assert.deepEqual({ file, cell, line, name }, { file: 'lab/nb.ipynb', cell: 5, line: 2, name: 'probe' });
    assert.deepEqual(gpu.options, [{ type: 'H100', count: 1 }]);
    assert.deepEqual(gpu.origins, [{ kind: 'name', name: 'GPU', line: 1, file: 'lab/nb.ipynb', cell: 3 }]);
    assert.deepEqual({ seen: files.seen, parsed: files.parsed }, { seen: 5, parsed: 1 });
    assert.equal(
      stderr,
      'modal-cost: lab/broken.ipynb: skipped, not a valid notebook: save it again with Jupyter or VS Code\n' +
        'modal-cost: lab/old.ipynb: skipped, a notebook of an old format: convert it to version 4\n',
    );
  });

  it('fail a check with a cell that is no Python, named with its line', async () => {
    const broken = folder({
      'nb.ipynb': notebook(HEAD, MARKDOWN, '@app.function(gpu="H100",,)\ndef f(): ...\n'),
      'gone.ipynb': notebook(HEAD, 'worker = app.function(gpu="H100"(f)\n'),
      'fine.ipynb': notebook(HEAD, '%time worker = app.function(gpu="H100")(print)\n'),
    });
    try {
      const { status, stderr } = await modalCost(['check', '.', '--fail-above', '1'], { cwd: broken.path });
      assert.equal(status, 3);
      assert.match(stderr, /nb\.ipynb: skipped, only read in part: line 1 of cell 3 is not valid Python/);
      assert.match(stderr, /gone\.ipynb: skipped, only read in part: line 1 of cell 2 is not valid Python/);
      assert.doesNotMatch(stderr, /fine\.ipynb/);
    } finally {
      broken.remove();
    }
  });

  it('are named with their cell and line', async () => {
    const place = /lab\/nb\.ipynb, cell 5, line 2 /;
    assert.match((await run('scan', '.')).stdout, place);
    assert.match((await run('estimate', '.')).stdout, place);
    assert.match((await run('check', '.')).stdout, place);
    assert.match(
      (await run('estimate', '.', '--format', 'markdown')).stdout,
      /`lab\/nb\.ipynb, cell 5, line 2`/,
    );
    assert.match((await run('check', '.', '--format', 'markdown')).stdout, /lab\/nb\.ipynb, cell 5, line 2/);
    assert.match(
      (await run('estimate', '.', '--format', 'csv')).stdout,
      /,cell,unknown,price_book,price_book_date\r\nlab\/nb\.ipynb,2,probe,.*,5,[^\r]*\r\n/,
    );
  });

  it('have the variables that magics and other cells set', async () => {
    const read = (name: string): string =>
      `import os\n@app.function(gpu=os.environ.get("${name}", "T4"))\ndef ${name.toLowerCase()}(): ...\n`;
    work.write(
      'env.ipynb',
      notebook(
        HEAD,
        '%env BY_ENV=H100\n%set_env BY_SET L4\n%env FROM_SHELL=$GPU\n%env\n',
        'import os\nos.environ["BY_CELL"] = "A10"\n',
        ...['BY_ENV', 'BY_SET', 'FROM_SHELL', 'BY_CELL', 'BY_NOBODY'].map(read),
      ),
    );
    const { declarations } = JSON.parse(
      (await modalCost(['scan', join(work.path, 'env.ipynb'), '--format', 'json'])).stdout,
    ) as { declarations: { name: string; gpu: { status: string; candidates?: { type: string }[][] } }[] };
    assert.deepEqual(
      declarations.map(({ name, gpu }) => [
        name,
        gpu.status,
        (gpu.candidates ?? []).map(([first]) => first?.type).join(' '),
      ]),
      [
        ['by_env', 'range', 'T4 H100'],
        ['by_set', 'range', 'T4 L4'],
        ['from_shell', 'unknown', 'T4'],
        ['by_cell', 'range', 'T4 A10'],
        ['by_nobody', 'known', ''],
      ],
    );
  });

  it('take usage from the comments in their cells', async () => {
    const { stdout } = await run('estimate', 'lab/nb.ipynb', '--format', 'json');
    const { estimates } = JSON.parse(stdout) as {
      estimates: { usage: unknown; month: { status: string } | null }[];
    };
    assert.equal(estimates.length, 1);
    assert.notEqual(estimates[0]!.month, null);
    assert.match((await run('advise', 'lab/nb.ipynb::probe')).stdout, /now/);
  });

  it('have findings of rules and budgets, in JSON with the cell', async () => {
    const { status, stdout } = await run('check', '.', '--format', 'json');
    assert.equal(status, 1);
    const { findings } = JSON.parse(stdout) as { findings: (Place & { rule: string })[] };
    const over = findings.find(({ rule }) => rule === 'over-budget')!;
    assert.deepEqual([over.file, over.cell, over.line], ['lab/nb.ipynb', 5, 2]);
  });

  it('have places in SARIF that are those of the file', async () => {
    const { stdout } = await run('check', '.', '--format', 'sarif');
    const { results } = (JSON.parse(stdout) as Sarif).runs[0]!;
    const { region } = results.find(({ ruleId }) => ruleId === 'warm-gpu')!.locations[0]!.physicalLocation;
    const line = NOTEBOOK.split('\n')[region.startLine - 1]!;
    assert.equal(line.slice(region.startColumn - 1, region.endColumn - 1), 'min_containers=1');
  });

  it('are silenced by a comment in their cell, and named where one stands above nothing', async () => {
    const silent = folder({
      'nb.ipynb': notebook(
        HEAD,
        '# modal-cost: ignore warm-gpu a demo\n@app.function(gpu="H100", min_containers=1)\ndef probe(): ...\n',
        '# modal-cost: requests_per_day=1\nx = 1\n@app.function()\ndef g(): ...\n',
      ),
    });
    const { findings, silenced } = JSON.parse(
      (await modalCost(['check', '.', '--format', 'json'], { cwd: silent.path })).stdout,
    ) as { findings: (Place & { rule: string })[]; silenced: { rule: string; cell: number }[] };
    assert.deepEqual(
      silenced.map(({ rule, cell }) => [rule, cell]),
      [['warm-gpu', 2]],
    );
    const stray = findings.find(({ rule }) => rule === 'usage-comment')!;
    assert.deepEqual([stray.cell, stray.line], [3, 1]);
    silent.remove();
  });

  it('may be of thousands of cells, but no more than a person writes', async () => {
    const many = folder({
      'many.ipynb': notebook(...Array.from({ length: 2_001 }, () => 'import modal\n')),
      'long.ipynb': notebook(
        HEAD,
        ...Array.from({ length: 1_900 }, (_, i) => `G${i} = "T4"\n`),
        '@app.function(gpu=G3)\ndef f(): ...\n',
      ),
    });
    const { stdout, stderr } = await modalCost(['scan', '.'], { cwd: many.path });
    assert.match(stdout, /long\.ipynb, cell 1902, line 1 .* T4 /);
    assert.match(stderr, /many\.ipynb: skipped, a notebook with more than 2000 cells/);
    many.remove();
  });
});

describe('a change of a notebook', () => {
  let work: TestRepository;
  before(() => {
    work = repository({ 'nb.ipynb': notebook(HEAD, 'GPU = "T4"\n', PROBE) });
  });
  after(() => {
    work.remove();
  });

  it('is compared with a commit, wherever its cells have moved', async () => {
    work.write('nb.ipynb', notebook(HEAD, MARKDOWN, 'x = 1\n', 'GPU = "H100"\n', PROBE));
    const { stdout } = await work.run('diff', '--format', 'json');
    const { changes } = JSON.parse(stdout) as { changes: { kind: string; before: Place; after: Place }[] };
    assert.deepEqual(
      changes.map(({ kind, before: was, after: is }) => [kind, was.cell, is.cell]),
      [['changed', 3, 5]],
    );
    assert.match((await work.run('diff')).stdout, /nb\.ipynb, cell 5, line 2 /);
    assert.match((await work.run('comment')).stdout, /nb\.ipynb, cell 5, line 2/);
    assert.match((await work.run('check', '--base', 'HEAD')).stdout, /nb\.ipynb, cell 5, line 2 .*warm-gpu/);
  });

  it('is none where only cells without Modal have come', async () => {
    work.write('nb.ipynb', notebook(HEAD, MARKDOWN, 'x = 1\n', 'GPU = "T4"\n', PROBE));
    assert.match((await work.run('diff')).stdout, /no change/i);
    assert.doesNotMatch((await work.run('check', '--base', 'HEAD')).stdout, /warm-gpu/);
  });
});
