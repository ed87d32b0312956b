import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { ParameterValue } from '../../src/core/modal/declaration';
import { parseGpuString, type Gpu } from '../../src/core/modal/gpu';
import { fixAllOldNames, fixOldNames } from '../../src/core/edits/oldNames/fixOldNames';
import type { PlannedEdits } from '../../src/core/edits/editPlan';
import { isRefused } from '../../src/core/edits/refusal';
import { pythonSource } from '../../src/core/edits/pythonSource';
import { setKeyword } from '../../src/core/edits/setKeyword';
import { targets } from '../../src/core/edits/editTargets';
import { applyEdits } from '../../src/core/edits/textEdits';
import { verifyFix, verifyPlan } from '../support/verifyEdits';
import { isParameterName, oldSpellings, type ParameterName } from '../../src/core/modal/parameters';
import { scanModule } from '../../src/core/modal/scan';
import { PythonModule } from '../../src/core/python/module';
import type { PythonParser } from '../../src/core/python/parser';
import { loadParser } from '../support/python';

const RUNS = { numRuns: 250 };

/** Arguments as people write them; the values hold what looks like the ends of things. */
const ARGUMENTS: readonly string[] = [
  'gpu="H100"',
  'gpu=[\'H100\', "A100:2"]',
  'gpu=GPU',
  'gpu=f"{TYPE}:{COUNT}"',
  'gpu=modal.gpu.A100(count=2, size="80GB")',
  'gpu=True',
  'gpu=not FLAG',
  'timeout=20 * MINUTES',
  'timeout=(60)',
  'min_containers=1',
  'keep_warm=2',
  'max_containers=10 if FLAG else 5',
  'concurrency_limit=COUNT',
  'allow_concurrent_inputs=10',
  'scaledown_window=300',
  'container_idle_timeout=\tMINUTES',
  'cpu=(0.5, 2)',
  'memory = 1024',
  'name="a, b) # no comment 🎉"',
  'image=image.pip_install("x", y=[1, 2])',
  'secrets=[\n    modal.Secret.from_name("s"),  # ,)\n]',
  'volumes={"/a": v, **more}',
  '**CONFIG',
  '**{"region": "eu", "cloud": "aws"}',
];

const gap = fc.constantFrom(
  '',
  ' ',
  '  ',
  '\n',
  '\n    ',
  '\n        ',
  '  # c, d)\n',
  '\n    # alone (\n    ',
  ' \\\n  ',
);
/** What stands between two arguments, with one comma in it. */
const messy = fc.tuple(gap, gap).map(([before, after]) => `${before},${after}`);
const tidy = fc.constantFrom(', ', ',\n    ', ',\n                ', ',  # why\n    ');

interface Source {
  readonly code: string;
  readonly isTidy: boolean;
}

const HEAD = `import modal
from modal import gpu
MINUTES = 60
GPU = "H100"
TYPE, COUNT = "A100", 2
FLAG = True
CONFIG = {"ephemeral_disk": 2048, "retries": 3}
app = modal.App("a")


`;

const decorators: fc.Arbitrary<Source> = fc
  .record({
    given: fc.shuffledSubarray([...ARGUMENTS], { maxLength: 7 }),
    isTidy: fc.boolean(),
    tidy,
    messy: fc.array(messy, { minLength: 8, maxLength: 8 }),
    open: gap,
    close: gap,
    hasComma: fc.boolean(),
    indented: fc.boolean(),
    isCrLf: fc.boolean(),
    behind: fc.constantFrom('', '  # behind', '\n@modal.concurrent(max_inputs=3)', '\n@other(gpu="T4")'),
  })
  .map((each) => {
    const names = new Set<string>();
    const given = each.given.filter((argument) => {
      const name = /^\w+/.exec(argument)?.[0] ?? argument;
      return !names.has(name) && names.add(name);
    });
    const isOneLine = each.tidy === ', ';
    const [open, close] = each.isTidy
      ? isOneLine
        ? ['', '']
        : [each.tidy.includes('      ') ? '' : '\n    ', each.tidy.includes('      ') ? '' : '\n']
      : [each.open, each.close];
    const list = given
      .map((argument, i) => (i === 0 ? argument : (each.isTidy ? each.tidy : each.messy[i]!) + argument))
      .join('');
    const comma = each.hasComma && given.length > 0 && !(each.isTidy && isOneLine) ? ',' : '';
    const decorator = `@app.function(${open}${list}${comma}${close})${each.behind}\ndef f(): ...\n`;
    const other = '\n@app.function(gpu=GPU, timeout=MINUTES, keep_warm=COUNT)\ndef other(): ...\n';
    const body = each.indented
      ? `def make():\n${(decorator + other).replace(/^(?=.)/gm, '    ')}`
      : decorator + other;
    const code = HEAD + body;
    return { code: each.isCrLf ? code.replaceAll('\n', '\r\n') : code, isTidy: each.isTidy };
  })
  .filter(({ code }) => !/\\\r?\n *(#|\r?\n)/.test(code) && !/\\\r?\n\s*\)/.test(code));

interface Change {
  readonly name: ParameterName;
  readonly value: string | number | null;
}

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ name: fc.constant('gpu' as const), value: fc.constantFrom('T4', 'a100:4', 'H100') }),
  fc.record({
    name: fc.constantFrom(
      'min_containers',
      'max_containers',
      'scaledown_window',
      'timeout',
      'memory',
      'buffer_containers',
    ),
    value: fc.constantFrom(1, 7, 120, 600),
  }),
);

let parser: PythonParser;
before(async () => {
  parser = await loadParser();
});

function withModule<T>(code: string, use: (module: PythonModule) => T): T {
  const tree = parser.parse(code);
  assert.ok(tree);
  try {
    return use(new PythonModule('app.py', code, tree.rootNode));
  } finally {
    tree.delete();
  }
}

function valueIn(scan: Change): ParameterValue | readonly Gpu[] {
  if (scan.name !== 'gpu') return scan.value;
  const gpu = parseGpuString(String(scan.value));
  assert.ok('value' in gpu);
  return [gpu.value];
}

const comments = (text: string): string[] => text.match(/# (c, d\)|alone \(|behind|why)/g) ?? [];

describe('edits of any decorator', () => {
  it('the generated files parse and declare f and other', () => {
    fc.assert(
      fc.property(decorators, ({ code }) =>
        withModule(code, (module) => {
          assert.ok(!module.root.hasError, code);
          assert.deepEqual(
            scanModule(module).declarations.map(({ name }) => name),
            ['f', 'other'],
          );
        }),
      ),
      RUNS,
    );
  });

  it('setting a keyword sets it and nothing else, keeping all comments and line breaks', () => {
    fc.assert(
      fc.property(decorators, changes, ({ code }, change) =>
        withModule(code, (module) => {
          const declaration = scanModule(module).declarations[0]!;
          const plan = planned(
            setKeyword(module, declaration, change.name, pythonSource(module, change.value)),
          );
          const intended = [{ declaration, name: change.name, value: valueIn(change) }];
          assert.deepEqual(verifyPlan(module, plan.edits, intended, parser), []);
          const after = applyEdits(code, plan.edits);
          const hadOld = oldSpellings(change.name).some((old) => declaration.params[old]);
          if (!hadOld) assert.deepEqual(comments(after), comments(code));
          if (code.includes('\r\n')) assert.ok(!/(?<!\r)\n/.test(after), JSON.stringify(after));
          const [start, end] = [code.indexOf('@app.function('), code.indexOf('def f')];
          for (const edit of plan.edits) assert.ok(edit.start > start && edit.end < end);
        }),
      ),
      RUNS,
    );
  });

  it('removing a keyword removes it and nothing else, keeping comments on lines of their own', () => {
    fc.assert(
      fc.property(decorators, changes, ({ code }, { name }) =>
        withModule(code, (module) => {
          const declaration = scanModule(module).declarations[0]!;
          const plan = planned(setKeyword(module, declaration, name, null));
          assert.deepEqual(
            verifyPlan(module, plan.edits, [{ declaration, name, value: undefined }], parser),
            [],
          );
          const after = applyEdits(code, plan.edits);
          const alone = (text: string): number => text.match(/^ *# alone \(/gm)?.length ?? 0;
          assert.equal(alone(after), alone(code), after);
          const blank = /^[ \t]+\r?$/m;
          assert.ok(blank.test(code) || !blank.test(after), after);
        }),
      ),
      RUNS,
    );
  });

  it('adding and removing again gives the file back', () => {
    fc.assert(
      fc.property(
        decorators.filter(({ isTidy }) => isTidy),
        ({ code }) => {
          const added = change(code, 'buffer_containers', '3');
          const emptied = /@app\.function\(\s*\)/.test(code);
          if (added !== code && !emptied) assert.equal(change(added, 'buffer_containers', null), code);
        },
      ),
      RUNS,
    );
  });

  it('setting twice is setting once', () => {
    fc.assert(
      fc.property(decorators, changes, ({ code }, { name, value }) => {
        const source = typeof value === 'string' ? `"${value}"` : String(value);
        const once = change(code, name, source);
        assert.equal(change(once, name, source), once);
      }),
      RUNS,
    );
  });

  it('every target that nothing else reads changes that parameter alone', () => {
    fc.assert(
      fc.property(decorators, changes, ({ code }, each) =>
        withModule(code, (module) => {
          const declaration = scanModule(module).declarations[0]!;
          const source = pythonSource(module, each.value);
          const found = targets(module, declaration, each.name, undefined, source);
          assert.ok(found.some(({ kind }) => kind === 'here'));
          for (const { edits, uses, kind } of found.filter((target) => target.uses === 1)) {
            const intended = [{ declaration, name: each.name, value: valueIn(each) }];
            const plan = planned(edits(source));
            assert.deepEqual(verifyPlan(module, plan.edits, intended, parser), [], `${kind} ${uses}`);
          }
        }),
      ),
      RUNS,
    );
  });

  it('fixing old names changes no value and leaves none', () => {
    fc.assert(
      fc.property(decorators, ({ code }) =>
        withModule(code, (module) => {
          const plan = planned(fixAllOldNames(module));
          assert.deepEqual(verifyFix(module, plan.edits, parser), []);
          const after = applyEdits(code, plan.edits);
          withModule(after, (fixed) => {
            for (const { oldNames, params } of scanModule(fixed).declarations) {
              assert.deepEqual(oldNames, []);
              const old = Object.keys(params).filter((name) => !isCurrent(name));
              assert.deepEqual(old, []);
            }
            assert.deepEqual(planned(fixAllOldNames(fixed)).edits, [], 'fixing again changes nothing');
          });
          if (code.includes('\r\n')) assert.ok(!/(?<!\r)\n/.test(after), JSON.stringify(after));
        }),
      ),
      RUNS,
    );
  });

  it('fixing one declaration after another is fixing all', () => {
    fc.assert(
      fc.property(decorators, ({ code }) => {
        const fix = (text: string, index: number): string =>
          withModule(text, (module) =>
            applyEdits(text, planned(fixOldNames(module, scanModule(module).declarations[index]!)).edits),
          );
        const all = withModule(code, (module) => applyEdits(code, planned(fixAllOldNames(module)).edits));
        const unusedImport = /^from modal import gpu\r?\n/m;
        assert.equal(fix(fix(code, 0), 1).replace(unusedImport, ''), all);
      }),
      RUNS,
    );
  });
});

function change(code: string, name: ParameterName, source: string | null): string {
  return withModule(code, (module) => {
    const declaration = scanModule(module).declarations[0]!;
    return applyEdits(code, planned(setKeyword(module, declaration, name, source)).edits);
  });
}

const isCurrent = (name: string): boolean =>
  !isParameterName(name) ||
  !/^(keep_warm|concurrency_limit|container_idle_timeout|allow_concurrent_inputs|checkpointing_enabled)$/.test(
    name,
  );

function planned(plan: ReturnType<typeof setKeyword>): PlannedEdits {
  assert.ok(!isRefused(plan), isRefused(plan) ? plan.refused.kind : '');
  return plan;
}
