/** A value that is unknown on both sides and written the same: what it depends on decides whether it may have changed. */
import { strict as assert } from 'node:assert';
import type { Assessment } from '../../../../src/core/cost/assess';
import { scanModule } from '../../../../src/core/modal/scan';
import type { ModuleFinder } from '../../../../src/core/python/evaluate';
import { moduleCandidates } from '../../../../src/core/python/findModule';
import { PythonModule } from '../../../../src/core/python/module';
import { diffAssessments } from '../../../../src/core/review/diff/diff';
import { causeText } from '../../../../src/core/render/words/changeCauses';
import { NO_TEAM } from '../../../../src/core/review/team/team';
import { priceScan } from '../../../../src/core/review/team/priceScan';
import { listBook } from '../../../../src/core/pricing/bundled';
import { teamPricing } from '../../../../src/core/review/team/assessWithTeam';
import { loadParser } from '../../../support/python';

type Files = Readonly<Record<string, string>>;

const HEAD = 'import modal\napp = modal.App("a")\n';

/** What the files declare, each by all of them. */
async function priced(given: Files): Promise<readonly Assessment[]> {
  const parser = await loadParser();
  const files = { ...given, 'app.py': HEAD + given['app.py']! };
  const trees = Object.entries(files).map(([file, text]) => [file, text, parser.parse(text)!] as const);
  const modules = new Map(
    trees.map(([file, text, tree]) => [file, new PythonModule(file, text, tree.rootNode)]),
  );
  const finder: ModuleFinder = {
    find: (from, module, level) => {
      const file = moduleCandidates(from.file, module, level).find((each) => modules.has(each));
      return file === undefined ? 'absent' : modules.get(file)!;
    },
  };
  try {
    const scans = [...modules.values()].map((module) => scanModule(module, finder));
    const scan = {
      declarations: scans.flatMap(({ declarations }) => declarations),
      callSites: scans.flatMap(({ callSites }) => callSites),
    };
    const context = teamPricing(NO_TEAM, { book: listBook, list: listBook, hoursPerMonth: null });
    const use = { defaults: [], includeStartup: true };
    return priceScan(scan, () => undefined, { team: NO_TEAM, context, use });
  } finally {
    for (const [, , tree] of trees) tree.delete();
  }
}

function edited(files: Files, [file, from, to]: Edit): Files {
  const text = files[file]!;
  assert.equal(text.split(from).length, 2, `${from} in ${file}`);
  return { ...files, [file]: text.replace(from, () => to) };
}

/** A file, what stands in it, and what comes in its place. */
type Edit = readonly [file: string, from: string, to: string];

interface Case {
  readonly files: Files;
  /** What changes the value. */
  readonly changes: readonly Edit[];
  /** What leaves it as it is. */
  readonly leaves: readonly Edit[];
}

const F = '@app.function(gpu=VALUE)\ndef f(x):\n    return x + 1\n';
const app = (text: string, value: string): string => text + F.replace('VALUE', value);

const SERVICE = `class Service:
    def __init__(self, gpu, warm):
        self.gpu, self.warm = gpu, warm
        register(self)
    def with_gpu(self, gpu):
        return Service(gpu, self.warm)
    def build(self):
        return pick(self.gpu)
    def other(self):
        return 1
`;

const CASES: Readonly<Record<string, Case>> = {
  'a chain of methods of an object': {
    files: { 'app.py': app(`${SERVICE}S = Service("T4", 0)\n`, 'S.with_gpu("L4").build()') },
    changes: [
      ['app.py', '"T4", 0', '"H100:8", 4'],
      ['app.py', 'return pick(self.gpu)', 'return pick("H100")'],
      ['app.py', 'self.gpu, self.warm = gpu, warm', 'self.gpu, self.warm = "B200", warm'],
    ],
    leaves: [
      ['app.py', 'return 1', 'return 2'],
      ['app.py', 'return x + 1', 'return x + 2'],
      ['app.py', '"T4", 0)', '\n    "T4",  # small\n    0,\n)'],
      ['app.py', 'def build(self):', 'def build(self):\n        """Builds it."""'],
    ],
  },
  'the class of a method’s own object': {
    files: {
      'app.py':
        'class Team:\n    gpu = load("T4")\n    size = load(1)\n    def build(self, cpu=load(2)):\n        @app.function(gpu=pick(self.gpu), cpu=cpu)\n        def f(x):\n            return x\n',
    },
    changes: [
      ['app.py', 'load("T4")', 'load("H100")'],
      ['app.py', 'load(2)', 'load(4)'],
    ],
    leaves: [['app.py', 'return x', 'return x + 1']],
  },
  'a parameter of a method': {
    files: {
      'app.py':
        'class Team:\n    def build(self, gpu, cpu):\n        @app.function(gpu=pick(gpu))\n        def f(x):\n            return x\nTeam().build(load("T4"), load(9))\n',
    },
    changes: [['app.py', 'load("T4")', 'load("H100")']],
    leaves: [['app.py', 'load(9)', 'load(8)']],
  },
  'a parameter of a class': {
    files: {
      'app.py':
        'class Team:\n    def __init__(self, gpu, cpu):\n        @app.function(gpu=pick(gpu))\n        def f(x):\n            return x\nTeam(load("T4"), load(9))\n',
    },
    changes: [['app.py', 'load("T4")', 'load("H100")']],
    leaves: [['app.py', 'load(9)', 'load(8)']],
  },
  'a helper of another module': {
    files: {
      'lib/helpers.py':
        'SIZES = load()\ndef pick(n):\n    return choose(SIZES, n)\ndef other():\n    return 1\n',
      'app.py': app('from lib.helpers import pick, other\n', 'pick(3)'),
    },
    changes: [
      ['lib/helpers.py', 'choose(SIZES, n)', 'choose(SIZES, n + 1)'],
      ['lib/helpers.py', 'load()', 'load("big")'],
      ['app.py', 'from lib.helpers', 'from lib.more'],
    ],
    leaves: [
      ['lib/helpers.py', 'return 1', 'return 2'],
      ['app.py', 'import pick, other', 'import other, pick, more'],
      ['lib/helpers.py', 'return choose(SIZES, n)', '# the best\n    return choose(\n        SIZES, n)'],
    ],
  },
  'an attribute of a class': {
    files: {
      'settings.py':
        'class Base:\n    size = fetch()\nclass Conf(Base):\n    gpu = name("T4")\n    def run(self):\n        return 1\n',
      'app.py': app('import settings\n', 'settings.Conf.gpu'),
    },
    changes: [
      ['settings.py', 'name("T4")', 'name("H100")'],
      ['settings.py', 'fetch()', 'fetch(2)'],
      ['app.py', 'import settings\n', 'import settings\nsettings.Conf.gpu = other("H100")\n'],
    ],
    leaves: [
      ['settings.py', 'return 1', 'return 2'],
      ['settings.py', 'class Base', 'def unrelated():\n    return 2\nclass Base'],
    ],
  },
  'a dict from a loop': {
    files: {
      'app.py': app(
        'GPUS = ["T4", "L4"]\nTABLE = {}\nfor i in range(100_000):\n    TABLE[i] = GPUS[i % len(GPUS)]\nother = {}\nother["a"] = 1\n',
        'TABLE[7]',
      ),
    },
    changes: [
      ['app.py', '["T4", "L4"]', '["T4", "H100:8"]'],
      ['app.py', '100_000', '200_000'],
      ['app.py', 'i % len', '(i + 1) % len'],
      ['app.py', 'other = {}', 'TABLE[7] = "H100"\nother = {}'],
    ],
    leaves: [['app.py', '"a"] = 1', '"a"] = 2']],
  },
  'a part of an f-string': {
    files: { 'app.py': app('KIND = kind("H100")\nN = count()\nM = 1\n', 'f"{KIND}:{N:d}"') },
    changes: [
      ['app.py', 'kind("H100")', 'kind("B200")'],
      ['app.py', 'count()', 'count(8)'],
    ],
    leaves: [['app.py', 'M = 1', 'M = 2']],
  },
  'a spread': {
    files: {
      'conf.py': 'OPTIONS = load("small")\nOTHER = load("x")\n',
      'app.py': 'from conf import OPTIONS\n@app.function(**OPTIONS)\ndef f(x):\n    return x\n',
    },
    changes: [
      ['conf.py', '"small"', '"large"'],
      ['conf.py', 'OTHER =', 'OPTIONS["gpu"] = "H100"\nOTHER ='],
      ['app.py', '@app', 'OPTIONS.update(gpu="H100")\n@app'],
    ],
    leaves: [
      ['conf.py', '"x"', '"y"'],
      ['app.py', 'return x', 'return x + 1'],
    ],
  },
  'a conditional': {
    files: {
      'app.py': app(
        'BIG = flag()\nif BIG:\n    GPU = big()\nelif other(1):\n    GPU = small("L4")\nelse:\n    GPU = "T4"\nx = 1\n',
        'GPU if check() else "T4"',
      ),
    },
    changes: [
      ['app.py', 'flag()', 'not flag()'],
      ['app.py', 'other(1)', 'other(2)'],
      ['app.py', 'GPU = "T4"', 'GPU = "H100"'],
      ['app.py', 'small("L4")', 'small("H100")'],
    ],
    leaves: [['app.py', 'x = 1', 'x = 2']],
  },
  'a comprehension': {
    files: {
      'app.py':
        app('ALL = names()\nx = 3\n', '[x for x in ALL if good(x)]') +
        'def good(x):\n    return x in GOOD\nGOOD = read(1)\n',
    },
    changes: [
      ['app.py', 'names()', 'names("H100")'],
      ['app.py', 'x in GOOD', 'x not in GOOD'],
      ['app.py', 'read(1)', 'read(2)'],
    ],
    leaves: [['app.py', 'x = 3', 'x = 4']],
  },
  'a constant by way of modules': {
    files: {
      'pkg/__init__.py': 'from .deep import *\n',
      'pkg/deep.py': 'import os\nfrom . import base\nGPU = base.of(2)\nUNUSED = 1\n',
      'pkg/base.py': 'def of(n):\n    from .table import TABLE\n    return lookup(TABLE, n)\n',
      'pkg/table.py': 'TABLE = read("T4")\nNOTE = 1\n',
      'app.py': app('from pkg import GPU as KIND\n', 'KIND'),
    },
    changes: [
      ['pkg/deep.py', 'base.of(2)', 'base.of(8)'],
      ['pkg/base.py', 'lookup(TABLE, n)', 'lookup(TABLE, 8)'],
      ['pkg/table.py', '"T4"', '"H100"'],
    ],
    leaves: [
      ['pkg/deep.py', 'UNUSED = 1', 'UNUSED = 2'],
      ['pkg/table.py', 'NOTE = 1', 'NOTE = 2'],
    ],
  },
  'a sandbox with a parameter': {
    files: {
      'app.py':
        'def start(name, gpu):\n    return modal.Sandbox.create(app=app, gpu=pick(gpu), timeout=60)\ndef pick(gpu):\n    return best(gpu)\ndef main():\n    print(1)\n    start("a", "T4")\n',
    },
    changes: [
      ['app.py', 'best(gpu)', 'best("H100")'],
      ['app.py', '"a", "T4"', '"a", "H100"'],
    ],
    leaves: [
      ['app.py', 'print(1)', 'print(2)'],
      ['app.py', '"a", "T4"', '"b", "T4"'],
    ],
  },
  'a call of with_options': {
    files: {
      'app.py':
        'CONF = read()\n@app.function(gpu="T4")\ndef f(x):\n    return x\nf.with_options(gpu=CONF.gpu, **more(CONF)).remote(1)\ndef more(conf):\n    return dict(conf.rest)\n',
    },
    changes: [
      ['app.py', 'read()', 'read("H100")'],
      ['app.py', 'dict(conf.rest)', 'dict(conf.all)'],
    ],
    leaves: [
      ['app.py', 'return x\n', 'return x + 1\n'],
      ['app.py', 'remote(1)', 'remote(2)'],
    ],
  },
  'what a decorator’s helper is called with': {
    files: {
      'app.py':
        'def on(gpu, note):\n    return app.function(gpu=gpu)\nGPU = pick("T4")\n@on(GPU, "a")\ndef f(x):\n    return x\n',
    },
    changes: [['app.py', 'pick("T4")', 'pick("H100")']],
    leaves: [['app.py', '"a"', '"b"']],
  },
  'an object that functions and methods fill': {
    files: {
      'app.py': app(
        'from conf import Conf, fill\nCONF = Conf()\nfill(CONF)\nCONF.scale(1)\nALIAS = CONF\nALIAS.gpu = pick("T4")\ndef main():\n    print(CONF)\n',
        'CONF.gpu',
      ),
      'conf.py':
        'class Conf:\n    def scale(self, n):\n        self.gpu = n * 1\n    def note(self):\n        return 1\ndef fill(conf):\n    conf.gpu = best()\n',
    },
    changes: [
      ['conf.py', 'best()', 'best("H100")'],
      ['conf.py', 'n * 1', 'n * 2'],
      ['app.py', 'scale(1)', 'scale(8)'],
      ['app.py', 'pick("T4")', 'pick("H100")'],
    ],
    leaves: [
      ['conf.py', 'return 1', 'return 2'],
      ['app.py', 'print(CONF)', 'print(CONF, 2)'],
    ],
  },
  'a value that a call of the autoscaler sets': {
    files: {
      'app.py':
        'def warm():\n    return level("low")\n@app.function(gpu="T4")\ndef f(x):\n    return x\nf.update_autoscaler(min_containers=warm())\n',
    },
    changes: [['app.py', '"low"', '"high"']],
    leaves: [['app.py', 'return x', 'return x + 1']],
  },
  'what files and services give': {
    files: {
      'app.py': app(
        'import json, os, sys\nCONF = json.load(open("conf.json"))\nKIND = os.environ["KIND"]\n',
        'CONF[KIND] + sys.argv[1]',
      ),
    },
    changes: [['app.py', '"conf.json"', '"large.json"']],
    leaves: [['app.py', 'import json, os, sys', 'import json\nimport os, sys, time']],
  },
};

describe('a value that is unknown before and after', () => {
  for (const [title, { files, changes, leaves }] of Object.entries(CASES)) {
    for (const edit of changes)
      it(`may have changed with ${title}: ${edit[2].replace(/\s+/g, ' ')}`, async () => {
        const diff = diffAssessments(await priced(files), await priced(edited(files, edit)));
        const why = diff.changes.flatMap(({ causes }) => causes.map(causeText));
        assert.ok(diff.changes.length > 0, 'no change');
        assert.ok(
          why.every((each) => each.includes('unknown: what it depends on')),
          why.join('; '),
        );
      });

    for (const edit of leaves)
      it(`stays as it is with ${title}: ${edit[2].replace(/\s+/g, ' ')}`, async () => {
        const diff = diffAssessments(await priced(files), await priced(edited(files, edit)));
        const why = diff.changes.flatMap(({ causes }) => causes.map(causeText));
        assert.deepEqual(why, []);
        assert.equal(diff.changes.length, 0);
      });
  }
});
