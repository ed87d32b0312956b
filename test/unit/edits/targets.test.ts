import { strict as assert } from 'node:assert';
import { isRefused } from '../../../src/core/edits/refusal';
import { fixOldNames } from '../../../src/core/edits/oldNames/fixOldNames';
import { setKeyword } from '../../../src/core/edits/setKeyword';
import { targets } from '../../../src/core/edits/editTargets';
import { sharers } from '../../../src/core/edits/locateDecorator';
import { applyEdits } from '../../../src/core/edits/textEdits';
import type { Declaration } from '../../../src/core/modal/declaration';
import { scanModule } from '../../../src/core/modal/scan';
import type { ModuleFinder } from '../../../src/core/python/evaluate';
import { PythonModule } from '../../../src/core/python/module';
import { loadParser } from '../../support/python';

const HEAD = 'import modal\nfrom common import MINUTES\nimport settings\napp = modal.App("a")\n';
const FILES: Readonly<Record<string, string>> = {
  common: 'MINUTES = 60\n',
  settings: 'GPU = "H100"\n',
};

/** A declaration in a workspace where `common` and `settings` can be read. */
async function inWorkspace(
  code: string,
  use: (module: PythonModule, declaration: Declaration, modules: ModuleFinder) => void,
): Promise<void> {
  const parser = await loadParser();
  const parsed = new Map(
    Object.entries({ ...FILES, app: HEAD + code }).map(([name, text]) => {
      const tree = parser.parse(text);
      assert.ok(tree);
      return [name, { tree, module: new PythonModule(`lib/${name}.py`, text, tree.rootNode) }];
    }),
  );
  const modules: ModuleFinder = { find: (_, name) => parsed.get(name)?.module ?? 'absent' };
  try {
    const { module } = parsed.get('app')!;
    use(module, scanModule(module, modules).declarations[0]!, modules);
  } finally {
    for (const { tree } of parsed.values()) tree.delete();
  }
}

describe('targets in a workspace', () => {
  it('name the file of an imported value, and write in its units', async () => {
    await inWorkspace('@app.function(timeout=20 * MINUTES)\ndef f(): ...\n', (module, f, modules) => {
      const found = targets(module, f, 'timeout', modules);
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['here'],
      );
      const only = found[0]!;
      assert.deepEqual(only.notes, [
        { kind: 'imported', name: 'MINUTES', from: { kind: 'file', file: 'lib/common.py' } },
      ]);
      const plan = only.edits('600');
      assert.ok(!isRefused(plan));
      assert.match(applyEdits(module.text, plan.edits), /timeout=10 \* MINUTES\)/);
    });
  });

  it('name the file of an imported module', async () => {
    await inWorkspace('@app.function(gpu=settings.GPU)\ndef f(): ...\n', (module, f, modules) => {
      const found = targets(module, f, 'gpu', modules);
      assert.deepEqual(
        found.map(({ kind, notes }) => [kind, ...notes]),
        [
          [
            'here',
            { kind: 'imported', name: 'settings.GPU', from: { kind: 'file', file: 'lib/settings.py' } },
          ],
        ],
      );
    });
  });
});

describe('the declarations that share their keywords', () => {
  for (const [code, expected] of [
    ['@app.function(gpu="T4")\ndef f(): ...\n@app.function(gpu="T4")\ndef g(): ...\n', 1],
    ['on = app.function(gpu="T4")\n@on\ndef f(): ...\n@on\ndef g(): ...\n', 2],
    ['for n in (1, 2, 3):\n    app.function(name=f"f{n}")(f)\n', 3],
  ] as const)
    it(`are ${expected} in ${JSON.stringify(code)}`, async () => {
      await inWorkspace(code, (module, f, modules) => {
        assert.equal(sharers(module, f, modules), expected);
      });
    });
});

describe('a declaration that is no longer in the text', () => {
  const CODE = '@app.function(gpu="H100")\ndef f(): ...\n';

  it('is refused while it is stale', async () => {
    await inWorkspace(CODE, (module, f) => {
      const plan = setKeyword(module, { ...f, stale: true }, 'gpu', '"T4"');
      assert.deepEqual(plan, { refused: { kind: 'codeDoesNotParse', name: 'f' } });
      assert.deepEqual(targets(module, { ...f, stale: true }, 'gpu'), []);
    });
  });

  it('is refused if something else is in its place', async () => {
    await inWorkspace(CODE, (module, f) => {
      const gone = { refused: { kind: 'declarationMoved', name: 'g' } };
      assert.deepEqual(setKeyword(module, { ...f, name: 'g' }, 'gpu', '"T4"'), gone);
      assert.deepEqual(fixOldNames(module, { ...f, name: 'g' }), gone);
      const start = { line: 900, column: 4 };
      const moved = setKeyword(module, { ...f, range: { start, end: start } }, 'gpu', '"T4"');
      assert.deepEqual(moved, { refused: { kind: 'declarationMoved', name: 'f' } });
    });
  });
});
