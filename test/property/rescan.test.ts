import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { scanModuleInSteps, type FileScan } from '../../src/core/modal/scan';
import { SourceFile } from '../../src/core/modal/sourceFile';
import type { ModuleFinder } from '../../src/core/python/evaluate';
import { PythonModule } from '../../src/core/python/module';
import type { PythonParser, TextEdit } from '../../src/core/python/parser';
import { atOnce, neverPause } from '../../src/core/python/resumable';
import { loadParser } from '../support/python';
import { replaced } from '../unit/modal/typing';

const FORMS = 'test/fixtures/forms';
const FIXTURES = readdirSync(FORMS)
  .filter((name) => name.endsWith('.py'))
  .sort()
  .map((name) => readFileSync(join(FORMS, name), 'utf8'));

/** Statements that hang on one another in all ways: through constants, dicts and their other names, functions, classes, loops and tests. */
const STATEMENTS = [
  'GPU = "H100"',
  'N = 2',
  'N += 1',
  'M = N * 3',
  'LIMITS = {"max_containers": N, "timeout": 60}',
  'OTHER = LIMITS',
  'OTHER["timeout"] = 90',
  'LIMITS.update(retries=2)',
  'def count(k=N):\n    if k > 2:\n        return k\n    return M',
  'def change(rows):\n    rows["timeout"] = 5',
  'change(LIMITS)',
  'def later():\n    global N\n    N = 7',
  'if N > 2:\n    GPU = "L4"\nelse:\n    GPU = "T4"',
  'for size in ["A10", GPU]:\n    app.function(gpu=size)(work)',
  'while M < 40:\n    M = M * 2\n    if M > 30:\n        break',
  'class Config:\n    gpu = GPU\n    count: int = N\n    def __init__(self, n=M):\n        self.n = n\n        self.limits = LIMITS',
  '@dataclass\nclass Row:\n    gpu: str = GPU\n    n: int = 1',
  'CONFIG = Config(3)',
  'ROW = Row("A100", N)',
  'make = app.function(gpu=f"{GPU}:{N}")',
  'make(work)',
  'def register(f, n=M):\n    return app.function(gpu=GPU, min_containers=n)(f)',
  'register(work, N)',
  'match N:\n    case 2:\n        K = 1\n    case K:\n        pass',
  'try:\n    from settings import MEMORY\nexcept ImportError:\n    MEMORY = 512',
  'import os as system',
  'from dataclasses import dataclass',
  'WARM = int(system.environ.get("WARM", "1"))',
  'system.environ["WARM"] = "3"',
  'with open("x") as file:\n    text = file.read()\n    N = 4',
  'print(LIMITS, [N for N in range(3)])',
  'def grow(fn, n=M):\n    fn.update_autoscaler(min_containers=n)',
  'grow(work, N)',
  'FNS = {"a": work, "b": count}\nFNS["a"].update_autoscaler(min_containers=N)',
  'FNS["a"] = later',
  'ACTIONS = {"up": work.update_autoscaler}\nACTIONS["up"](min_containers=N)',
  'scale = work.update_autoscaler',
  'scale(max_containers=M)',
  'getattr(work, "keep_warm")(N)',
  'for each in [work, count]:\n    each.update_autoscaler(min_containers=N)',
  'class Pool:\n    def __init__(self, fn=work):\n        self.fn = fn\n        self.config = Config()\n    def up(self):\n        self.config.with_options(gpu=GPU)\n        self.fn.keep_warm(N)',
  'made = app.function(gpu=GPU)(work)\nmade.update_autoscaler(min_containers=N)',
  'def found(name="work"):\n    return modal.Function.from_name("made", name)',
  'found().update_autoscaler(min_containers=N)',
  'from ops import resize',
  'import ops',
  'resize(work, N)',
  'ops.resize(n=M, fn=count)',
  'def resize(*rest): ...',
  'class Registry:\n    def __init__(self, service):\n        self.service = service\n    def on(self, gpu):\n        if N > 2:\n            return self.service.function(gpu=gpu)\n        return self.service.function(gpu="L4")\n    @staticmethod\n    def large():\n        return app.function(gpu=GPU)',
  'registry = Registry(app)',
  'service = None\ndef setup():\n    global service\n    service = modal.App("service")',
  'def get_service() -> modal.App:\n    return app',
  'target: modal.App = get_service()',
  'other = importlib.import_module("modal")',
  'import importlib',
  'from functools import partial',
  'open_box = partial(modal.Sandbox.create, gpu=GPU, timeout=N)\nopen_box(cpu=M)',
];

const DECLARED = [
  '@app.function(gpu=GPU, timeout=N, **LIMITS)\ndef %(paths: list[str], n: int = N):\n    total = 0\n    for path in paths:\n        total += int(path)\n    return total',
  '@app.function(gpu=f"{GPU}:{count()}", min_containers=WARM, max_containers=M)\n@modal.concurrent(max_inputs=N)\ndef %(): ...',
  '@app.cls(gpu=CONFIG.gpu, memory=MEMORY, timeout=CONFIG.n)\nclass %:\n    @modal.enter()\n    def load(self):\n        self.limits = LIMITS\n    @modal.method()\n    def run(self, x):\n        return self.limits[x]',
  '@app.function(gpu=ROW.gpu, retries=K, **OTHER)\ndef %():\n    %2 = %.with_options(gpu=GPU, max_containers=N)()\n    return %2',
  '@registry.on(GPU)\ndef %(): ...',
  '@Registry.large()\ndef %(): ...',
  '@service.function(gpu=GPU)\ndef %(): ...',
  '@get_service().function(gpu=GPU)\ndef %(): ...',
  '@target.function(gpu=GPU, max_containers=N)\ndef %(): ...',
  '@other.App("other").function(gpu=GPU)\ndef %(): ...',
  'box = modal.Sandbox.create(app=app, gpu=GPU, timeout=LIMITS["timeout"])',
];

const made = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...STATEMENTS) },
      { weight: 2, arbitrary: fc.constantFrom(...DECLARED) },
    ),
    { minLength: 6, maxLength: 24 },
  )
  .map((parts) =>
    [
      'import modal',
      'app = modal.App("made")',
      'def work(): ...',
      'GPU = "H100"',
      'N = 2',
      ...parts.map((part, i) => part.replaceAll('%2', `variant_${i}`).replaceAll('%', `thing_${i}`)),
      '',
    ].join('\n'),
  );

/** A helper of another file. */
const OPS =
  'def resize(fn, n):\n    if n > 5:\n        fn.keep_warm(n)\n    fn.update_autoscaler(min_containers=n)\n';

/** What another file's function gives, which whoever imports it may set. */
const COMMON = 'GPU = "T4"\ndef options():\n    return {"gpu": GPU}\n';

/** What is typed, most of it so that the text still parses; a bracket alone breaks it. */
const TYPED = [
  ...['0', '1', 'x', ' ', '  ', '#', '"', '(', ')', '[', ']', '{', ',', ':', '=', '.', '\\', '@'],
  ...['\n', '\n    ', '    ', '\r\n', 'é', 'N', 'GPU', ' + 1', ' * N', 'not ', '(M := 3)', '"L4" or '],
  ...['N = 5\n', 'GPU = "A10"\n', 'del N\n', 'import os\n', 'from other import *\n', 'global N\n'],
  ...['LIMITS["timeout"] = 1\n', 'raise SystemExit\n', 'return\n', 'break\n', 'if N:\n    ', 'else:\n    '],
  ...['@app.function(gpu=GPU)\n', 'def more(): ...\n', 'class Config:\n', 'OTHER = LIMITS\n', '"""'],
];

const change = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  spot: fc.constantFrom('anywhere', 'value', 'value', 'line', 'end', 'word'),
  /** Characters that go; -1 for the whole line, -2 for two of them. */
  gone: fc.constantFrom(0, 0, 0, 1, 2, 9, -1, -2),
  typed: fc.constantFrom('', ...TYPED),
});

/** Changes at several cursors are told at once. */
const step = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  undone: fc.boolean(),
});

/** Other files, with functions that register what they are given. */
const HELPERS: Readonly<Record<string, string>> = {
  tools:
    'import modal\nservice = modal.App("tools")\ndef register(app, f, gpu="H100"):\n    return app.function(gpu=gpu)(f)\ndef on(app, gpu):\n    return app.function(gpu=gpu)\n',
  'team.helpers':
    'def register(app, f, **options):\n    app.function(**options)(f)\n    return app.function(**options)(f)\n',
};

const IMPORTS = [
  ...[
    'from tools import register\n',
    'import tools\n',
    'import team.helpers\n',
    'from team import helpers\n',
  ],
  ...['from tools import on as helper\n', 'import tools as helpers\n', 'from functools import partial\n'],
  ...['from tools import service\n', 'from tools import *\n', 'import json\n', 'tools = None\n'],
];

const USES = [
  'register(app, work, gpu=GPU)\n',
  'tools.register(app, work)\n',
  'def inside():\n    helpers.register(app, work, gpu="L4")\n',
  'team.helpers.register(app, work, gpu="T4", timeout=60)\n',
  '@helper(app, GPU)\ndef decorated(): ...\n',
  'made = helper(app, "A10")\nmade(work)\n',
  'start = partial(modal.Sandbox.create, gpu=GPU)\nstart(cpu=2)\n',
  '@service.function(gpu=GPU)\ndef served(): ...\n',
  'GPU = "L4"\n',
];

/** Other files that set what a third one has, and the environment, once they are imported. */
const SETTERS: Readonly<Record<string, string>> = {
  common: COMMON,
  'team.common': 'GPU = "A100"\n',
  setter: 'import common\ncommon.GPU = "A10"\n',
  behind: 'import setter\n',
  variables: 'import os\nos.environ["KIND"] = "L40S"\n',
};

const SETTER_IMPORTS = [
  ...['import common\n', 'from common import GPU as KIND\n', 'from common import options\n'],
  ...[
    'import setter\n',
    'import behind\n',
    'import variables\n',
    'import json\n',
    'import jsonx as common\n',
  ],
  ...['from team import common\n', 'from common import *\n', 'from os import environ as variables\n'],
];

const SETTER_USES = [
  '@app.function(**options())\ndef given(): ...\n',
  '@app.function(gpu=KIND)\ndef named(): ...\n',
  '@app.function(gpu=common.GPU)\ndef dotted(): ...\n',
  '@app.function(gpu=os.environ.get("KIND", "T4"))\ndef read(): ...\n',
  'common.GPU = "H200"\n',
  'variables["KIND"] = "B200"\n',
];

/** Files of some lines, and changes of them that type more of these. */
function linesOf(
  imports: readonly string[],
  uses: readonly string[],
): readonly [starts: fc.Arbitrary<string>, step: fc.Arbitrary<Step>] {
  const starts = fc
    .array(fc.constantFrom(...imports, ...uses, ...uses), { minLength: 3, maxLength: 10 })
    .map(
      (parts) =>
        `import modal\nimport os\napp = modal.App("made")\nGPU = "H100"\ndef work(): ...\n${parts.join('')}`,
    );
  const step = fc.record({
    changes: fc.array(
      fc.record({
        place: fc.double({ min: 0, max: 1, noNaN: true }),
        spot: fc.constantFrom('line', 'line', 'line', 'word'),
        gone: fc.constantFrom(0, 0, -1, 1),
        typed: fc.constantFrom('', 'x', ...imports, ...uses),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    undone: fc.boolean(),
  });
  return [starts, step];
}

describe('a scan that goes on from the last one', () => {
  let parser: PythonParser;
  let modules: ModuleFinder;
  before(async () => {
    parser = await loadParser();
    const files = Object.entries({ ops: OPS, common: COMMON }).map(([name, text]) => {
      const module = new PythonModule(`${name}.py`, text, parser.parse(text)!.rootNode);
      return [name, module] as const;
    });
    const found = new Map(files);
    modules = { find: (_, name) => found.get(name) ?? 'absent' };
  });

  it('finds what a scan of all of the text finds, wherever it is edited', () => {
    // A property that compares nothing holds always.
    const compared = compareAll(fc.oneof(made, fc.constantFrom(...FIXTURES)), step, 500, parser, modules);
    assert.ok(compared > 1_500, `${compared} comparisons`);
  });

  const HEAD = 'import modal\napp = modal.App("made")\n@app.function()\ndef work(): ...\n';
  for (const [code, old, typed] of [
    ['resize(work, 4)\n', '@app', 'from ops import resize\n@app'],
    ['DO = {"up": work.update_autoscaler}\n\nDO["up"](min_containers=4)\n', '=4', '=5'],
    [
      'import common\nfrom common import options\n' +
        '@app.function(**common.options())\ndef one(): ...\n@app.function(**options())\ndef two(): ...\n',
      '@app.function(**common',
      'common.GPU = "H100"\n@app.function(**common',
    ],
  ] as const)
    it(`finds what hangs on all of the text: ${JSON.stringify(typed)}`, () => {
      const start = HEAD + code;
      const file = new SourceFile('app.py', start, parser);
      const before = plain(file.scan(modules));
      const at = start.indexOf(old);
      const { text, edit } = replaced(start, at, at + old.length, typed);
      file.update(text, [edit]);
      assert.equal(compare(file, text, modules), 1);
      assert.notDeepEqual(plain(file.scan(modules)), before);
      file.dispose();
    });

  for (const [what, files, ...lines] of [
    ['helpers are imported from other files', HELPERS, IMPORTS, USES],
    ['other files set what is read', SETTERS, SETTER_IMPORTS, SETTER_USES],
  ] as const)
    it(`finds it where ${what}, and imports come and go`, () => {
      const trees = Object.entries(files).map(([name, text]) => [name, text, parser.parse(text)!] as const);
      const found = new Map(
        trees.map(([name, text, tree]) => [name, new PythonModule(`${name}.py`, text, tree.rootNode)]),
      );
      const modules = { find: (_: unknown, name: string) => found.get(name) ?? 'absent' } as const;
      const compared = compareAll(...linesOf(...lines), 300, parser, modules);
      assert.ok(compared > 900, `${compared} comparisons`);
      for (const [, , tree] of trees) tree.delete();
    });
});

interface Step {
  readonly changes: readonly (Change & { readonly typed: string })[];
  readonly undone: boolean;
}

/** Compares after each of some random steps. @returns how often */
function compareAll(
  starts: fc.Arbitrary<string>,
  step: fc.Arbitrary<Step>,
  numRuns: number,
  parser: PythonParser,
  modules: ModuleFinder,
): number {
  let compared = 0;
  const steps = fc.array(step, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(starts, steps, (start, edited) => {
      const file = new SourceFile('app.py', start, parser);
      file.scan(modules);
      let text = start;
      const go = (edits: readonly TextEdit[], next: string): void => {
        file.update(next, edits);
        text = next;
        compared += compare(file, text, modules);
      };
      for (const { changes, undone } of edited) {
        const before = text;
        const edits: TextEdit[] = [];
        let next = text;
        for (const each of changes) {
          const { from, to } = stretchOf(next, each);
          const after = replaced(next, from, to, each.typed);
          edits.push(after.edit);
          next = after.text;
        }
        go(edits, next);
        if (undone) go([replaced(next, 0, next.length, before).edit], before);
      }
      file.dispose();
    }),
    { seed: 15, numRuns },
  );
  return compared;
}

interface Change {
  readonly place: number;
  readonly spot: string;
  readonly gone: number;
}

function stretchOf(
  text: string,
  { place, spot, gone }: Change,
): { readonly from: number; readonly to: number } {
  const at = Math.floor(place * text.length);
  const line = text.lastIndexOf('\n', at - 1) + 1;
  if (gone < 0) {
    let to = line;
    for (let i = gone; i < 0; i++) to = (text + '\n').indexOf('\n', to) + 1;
    return { from: line, to: Math.min(to, text.length) };
  }
  const from = spotAt(text, at, line, spot);
  return { from, to: Math.min(text.length, from + gone) };
}

function spotAt(text: string, at: number, line: number, spot: string): number {
  const after = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.exec(text) ? pattern.lastIndex : text.length;
  };
  switch (spot) {
    case 'line':
      return line;
    case 'end':
      return (text + '\n').indexOf('\n', at);
    case 'value':
      return after(/(?<![=!<>:])=(?!=) ?/g);
    case 'word':
      return after(/\w\b/g);
    default:
      return at;
  }
}

/** Compares with a scan of all of the text by the same tree, so that only what went on from the last scan can differ. */
function compare(file: SourceFile, text: string, modules: ModuleFinder): number {
  const scan = file.scan(modules);
  const module = file.module();
  if (!module) return 0;
  const whole = new PythonModule(module.file, module.text, module.root);
  const expected = atOnce(scanModuleInSteps(whole, modules, neverPause, undefined, true));
  assert.deepEqual(plain(scan), plain(expected), JSON.stringify(text));
  return 1;
}

/** Without what is kept, or not yet finished, while the text does not parse. */
function plain({ declarations, callSites }: FileScan): unknown {
  return JSON.parse(JSON.stringify({ declarations: declarations.filter(({ stale }) => !stale), callSites }));
}
