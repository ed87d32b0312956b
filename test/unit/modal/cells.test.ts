import { strict as assert } from 'node:assert';
import { scanModule, type FileScan } from '../../../src/core/modal/scan';
import { SourceFile } from '../../../src/core/modal/sourceFile';
import { reasonText } from '../../../src/core/render/words/reasons';
import { targets } from '../../../src/core/edits/editTargets';
import type { ModuleFinder } from '../../../src/core/python/evaluate';
import { PythonModule, type Cell } from '../../../src/core/python/module';
import { loadParser } from '../../support/python';
import { brief } from './typing';

const HEAD = 'import modal\napp = modal.App()\n';

/** The cells of a notebook as modules, each after the one before; `use` is given the last. */
async function inLast<T>(texts: readonly string[], use: (module: PythonModule) => T): Promise<T> {
  const parser = await loadParser();
  const trees = texts.map((text) => parser.parse(text)!);
  try {
    const last = texts.reduce<PythonModule | null>(
      (before, text, i) => new PythonModule('nb.ipynb', text, trees[i]!.rootNode, { number: i + 1, before }),
      null,
    );
    return use(last!);
  } finally {
    for (const tree of trees) tree.delete();
  }
}

const scanLast = (texts: readonly string[], modules?: ModuleFinder): Promise<FileScan> =>
  inLast(texts, (module) => scanModule(module, modules));

/** What the last of some cells says of its one gpu: its value, or why it is unknown. */
async function gpu(...texts: string[]): Promise<string> {
  const { declarations } = await scanLast([HEAD, ...texts]);
  const [{ gpu: found }] = declarations as [FileScan['declarations'][number]];
  const shown = (options: NonNullable<typeof found.value>): string => options.map(({ type }) => type).join();
  return found.value
    ? shown(found.value)
    : ((found.reason && reasonText(found.reason)) ?? found.candidates.map(shown).join(' | '));
}

const USE = '@app.function(gpu=GPU)\ndef f(): ...\n';

describe('the cells of a notebook', () => {
  it('see what the cells before them bind: modal, apps and constants', async () => {
    const { declarations } = await scanLast([HEAD, 'GPU = "H100"\n', 'x = 1\n', USE]);
    assert.deepEqual(
      declarations.map(({ line, app, gpu: { value, origins } }) => ({ line, app, gpu: value, origins })),
      [
        {
          line: 1,
          app: 'app',
          gpu: [{ type: 'H100', count: 1 }],
          origins: [{ kind: 'name', name: 'GPU', line: 1, file: 'nb.ipynb', cell: 2 }],
        },
      ],
    );
  });

  it('see the last of several definitions, and all possible ones', async () => {
    assert.equal(await gpu('GPU = "T4"\n', 'GPU = "L4"\n', USE), 'L4');
    assert.equal(await gpu('GPU = "T4"\n', 'if big:\n  GPU = "L4"\n', USE), 'T4 | L4');
    assert.equal(await gpu('GPU = "T4"\n', 'if big:\n  GPU = "L4"\n' + USE), 'T4 | L4');
    assert.equal(await gpu('GPU = "T4"\n', 'GPU = GPU + ":2"\n', 'N = 1\n' + USE), 'T4');
  });

  it('do not see the cells after them, nor deleted names', async () => {
    assert.match(await gpu(USE), /`GPU` is not defined in this cell or an earlier one/);
    assert.match(await gpu('GPU = "T4"\n', 'del GPU\n', USE), /is not defined in this cell/);
  });

  it('notice what other cells change in place', async () => {
    const use = USE.replace('GPU', 'c["gpu"]');
    assert.equal(await gpu('c = {"gpu": "T4"}\n', use), 'T4');
    assert.equal(await gpu('c = {"gpu": "T4"}\nc["gpu"] = "L4"\n', use), 'L4');
    assert.equal(await gpu('c = {"gpu": "T4"}\n', 'c["gpu"] = "L4"\n', use), 'L4');
    assert.equal(await gpu('c = {"gpu": "T4"}\n', 'c["gpu"] = "L4"\n' + use), 'L4');
    assert.match(await gpu('c = {"gpu": "T4"}\n', '\nc[x] = 1\n', use), /changed in cell 3, line 2/);
    const ofClass = USE.replace('GPU', 'C.gpu');
    assert.equal(await gpu('class C:\n  gpu = "T4"\n', ofClass), 'T4');
    assert.equal(await gpu('class C:\n  gpu = "T4"\n', 'C.gpu = "L4"\n', ofClass), 'L4');
    assert.equal(await gpu('class C:\n  gpu = "T4"\n', 'C.gpu = "L4"\n' + ofClass), 'L4');
    assert.match(
      await gpu('GPU = "T4"\n', 'def g():\n  global GPU\n  GPU = x\n', USE),
      /rewritten by a `global`/,
    );
  });

  it('work across many cells', async () => {
    const between = Array.from({ length: 200 }, (_, i) => `def g${i}(GPU, app): ...\n`);
    assert.equal(await gpu('GPU = "T4"\n', ...between, USE), 'T4');
  });

  it('recognize an app by its value, not by its name', async () => {
    const names = async (...cells: string[]): Promise<string[]> =>
      (await scanLast(cells)).declarations.map(({ name }) => name);
    const use = '@mine.function(gpu="T4")\ndef f(): ...\n';
    assert.deepEqual(await names('import modal as m\n', 'mine = m.App()\n', use), ['f']);
    assert.deepEqual(await names('from modal import App\n', 'mine = App()\n', use), ['f']);
    assert.deepEqual(await names('mine = Other()\n', use), []);
    assert.deepEqual(
      await names('from fastapi import FastAPI\n', 'app = FastAPI()\n', use.replace('mine', 'app')),
      [],
    );
  });

  it('find the modules that another cell imports', async () => {
    const parser = await loadParser();
    const tree = parser.parse('GPU = "L4"\n')!;
    const config = new PythonModule('config.py', 'GPU = "L4"\n', tree.rootNode);
    const modules: ModuleFinder = { find: (_, module) => (module === 'config' ? config : 'absent') };
    const use = (source: string): string => USE.replace('GPU', source);
    for (const cells of [
      ['import config\n', use('config.GPU')],
      ['from config import GPU\n', USE],
      ['from config import *\n', USE],
    ]) {
      const { declarations } = await scanLast([HEAD, ...cells], modules);
      assert.deepEqual(
        declarations[0]?.gpu.value?.map(({ type }) => type),
        ['L4'],
        cells[0],
      );
    }
    tree.delete();
  });

  it('are edited in place; a value from another cell is not changed, with a message', async () => {
    await inLast([HEAD, 'GPU = "T4"\n', USE], (module) => {
      const [declaration] = scanModule(module).declarations;
      const found = targets(module, declaration!, 'gpu');
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['here'],
      );
      assert.deepEqual(found[0]!.notes, [
        { kind: 'imported', name: 'GPU', from: { kind: 'cell', number: 2 } },
      ]);
    });
  });

  it('are scanned again if a cell before them has changed, and only then', async () => {
    const parser = await loadParser();
    const before = (text: string): { cell: Cell; free: () => void } => {
      const tree = parser.parse(text)!;
      const module = new PythonModule('nb.ipynb', text, tree.rootNode, { number: 1, before: null });
      return { cell: { number: 2, before: module }, free: () => tree.delete() };
    };
    const file = new SourceFile('nb.ipynb', USE, parser);
    const [t4, l4] = [before(HEAD + 'GPU = "T4"\n'), before(HEAD + 'GPU = "L4"\n')];
    const first = file.scan(undefined, t4.cell);
    assert.deepEqual(brief(first), ['1 f T4']);
    assert.equal(file.scan(undefined, t4.cell), first);
    assert.deepEqual(brief(file.scan(undefined, l4.cell)), ['1 f L4']);
    file.dispose();
    for (const { free } of [t4, l4]) free();
  });

  it('know the calls of Modal’s methods by the import in a cell before them', async () => {
    const { callSites } = await scanLast([
      HEAD,
      'found = modal.Function.from_name("a", "b")\n',
      'other.keep_warm(3)\n',
    ]);
    assert.deepEqual(
      callSites.map(({ form, line }) => ({ form, line })),
      [{ form: 'update_autoscaler', line: 1 }],
    );
    assert.deepEqual((await scanLast(['x = 1\n', 'other.keep_warm(3)\n'])).callSites, []);
  });

  it('contain calls that cost something although they never name Modal', async () => {
    const parser = await loadParser();
    const file = new SourceFile('nb.ipynb', 'image.run_function(fetch, gpu="A100")\n', parser);
    assert.equal(file.scan().callSites.length, 0);
    assert.equal(file.scan(undefined, { number: 2, before: null }).callSites.length, 1);
    file.dispose();
  });
});
