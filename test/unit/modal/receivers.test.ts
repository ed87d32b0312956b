import { strict as assert } from 'node:assert';
import { scanBeside, scanText } from '../../support/python';

/** What a text declares, each by its name, kind and app's name; `others` are files beside it. */
async function declared(text: string, others: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { declarations } = await scanBeside(text, others);
  return declarations.map(({ name, kind, appName }) => `${kind} ${name} of ${appName ?? '?'}`);
}

// `memory` alone tells nothing of Modal: only the receiver does.
const DECORATED = '.function(memory=512)\ndef work(): ...\n';

/** Expressions and the code before them that makes them an app. */
const APPS: Readonly<Record<string, readonly (readonly [string, string, string?])[]>> = {
  'what a function returns': [
    ['make("one")', 'def make(name):\n    return modal.App(name)\n', 'one'],
    ['service', 'def make():\n    return modal.App("one")\nservice = make()\n', 'one'],
    ['make()', 'def make() -> modal.App:\n    with open("x") as f:\n        return load(f)\n'],
    ['make()', 'def make():\n    with lock:\n        print(1)\n    return modal.App("one")\n'],
    ['make()', 'def make():\n    for x in load():\n        return None\n    return modal.App("one")\n'],
    ['make()', 'def make():\n    with lock:\n        return modal.App("one")\n    return 1\n'],
    [
      'make()',
      'import functools\n@functools.cache\ndef make():\n    print(1)\n    return modal.App("one")\n',
      'one',
    ],
  ],
  annotations: [
    ['service', 'service: modal.App = load()\n'],
    ['service', 'from typing import Optional\nservice: Optional[modal.App] = load()\n'],
    ['service', 'service: "modal.App | None" = load()\n'],
    ['service', 'from typing import Union\nfrom modal import App as A\nservice: Union[None, A] = load()\n'],
  ],
  'collections with known keys': [
    ['apps["x"]', 'apps = {"x": modal.App("one")}\n', 'one'],
    ['apps[0]', 'apps = [modal.App("one")]\n', 'one'],
    ['apps["x"]', 'apps = {}\napps["x"] = modal.App("one")\n', 'one'],
    [
      'space.service',
      'from types import SimpleNamespace\nspace = SimpleNamespace(service=modal.App("one"))\n',
      'one',
    ],
  ],
  'other ways to bind a name': [
    ['(service := modal.App("one"))', '', 'one'],
    ['service', 'service = None\nservice = service or modal.App("one")\n', 'one'],
    [
      'service',
      'service = None\ndef setup():\n    global service\n    service = modal.App("one")\nsetup()\n',
    ],
    ['service', 'service, other = modal.App("one"), 1\n', 'one'],
    ['service', 'service = (await modal.App.lookup.aio("one"))\n', 'one'],
  ],
  'subclasses and names of the class': [
    ['service', 'class Service(modal.App): ...\nservice = Service("one")\n', 'one'],
    ['service', 'make = modal.App\nservice = make("one")\n', 'one'],
    ['service', 'service = getattr(modal, "App", None)("one")\n', 'one'],
    ['service', 'import importlib\nm = importlib.import_module("modal")\nservice = m.App("one")\n', 'one'],
    ['service', 'm = __import__("modal")\nservice = m.App("one")\n', 'one'],
  ],
  'attributes of objects': [
    [
      'holder.service',
      'class Holder:\n    def __init__(self):\n        self.service = modal.App("one")\nholder = Holder()\n',
      'one',
    ],
    ['Holder.service', 'class Holder:\n    service = modal.App("one")\n', 'one'],
    ['holder.service', 'class Holder:\n    service: modal.App\nholder = Holder()\n'],
    [
      'holder.service',
      'class Holder:\n    @property\n    def service(self) -> modal.App:\n        return self._service\nholder = Holder()\n',
    ],
  ],
};

describe('the app that something registers with', () => {
  for (const [kind, spellings] of Object.entries(APPS)) {
    for (const [receiver, before, name] of spellings) {
      it(`is found through ${kind}: ${receiver} after ${JSON.stringify(before)}`, async () => {
        const text = `import modal\n${before}@${receiver}${DECORATED}`;
        assert.deepEqual(await declared(text), [`function work of ${name ?? '?'}`]);
      });
    }
  }

  it('is found through the object of a method', async () => {
    for (const made of [
      'self._app_of_team = modal.App("one")',
      'self._app_of_team: modal.App = load()',
      'self._app_of_team = given',
    ]) {
      const text = `import modal\nclass Team:\n    def __init__(self, given: modal.App):\n        ${made}\n    def build(self):\n        @self._app_of_team.function(memory=512)\n        def work(): ...\n`;
      assert.deepEqual((await declared(text)).length, 1, made);
      const decorated = text.replace('    def build', '    @traced\n    def build');
      assert.deepEqual((await declared(decorated)).length, 1, made);
    }
  });

  it('is found through what calls give a parameter', async () => {
    const helper = 'def register(target):\n    @target.function(memory=512)\n    def work(): ...\n';
    for (const call of ['register(modal.App("one"))', 'x = modal.App("one")\nregister(target=x)'])
      assert.deepEqual((await declared(`import modal\n${helper}${call}\n`)).length, 1, call);
  });

  it('is found in other files', async () => {
    const others = {
      'common.py': 'import modal\ninference = modal.App("one")\ndef get() -> modal.App:\n    return load()\n',
      'team/__init__.py': 'from common import inference as shared\n',
    };
    for (const [receiver, before] of [
      ['common.inference', 'import common'],
      ['served', 'from common import inference as served'],
      ['inference', 'from common import *'],
      ['team.shared', 'import team'],
      ['common.get()', 'import common'],
    ] as const)
      assert.equal((await declared(`${before}\n@${receiver}${DECORATED}`, others)).length, 1, receiver);
  });

  for (const [what, text] of [
    ['of another class', 'class Router:\n    def function(self, **options): ...\nrouter = Router()\n@router'],
    ['of another package', 'from fastapi import FastAPI\nservice = FastAPI()\n@service'],
    ['that a function returns', 'def make():\n    return {}\nservice = make()\n@service'],
    ['annotated as another', 'service: Router = make()\n@service'],
    ['of a list of apps', 'def f(services: list[modal.App]):\n    pass\nservices = 1\n@services'],
  ] as const) {
    it(`is nothing ${what}`, async () => {
      assert.deepEqual(await declared(`import modal\n${text}${DECORATED}`), []);
    });
  }
});

describe('a receiver that nobody knows', () => {
  const at = (receiver: string, options: string): string =>
    `@${receiver}.function(${options})\ndef work(): ...\n`;

  for (const [before, receiver] of [
    ['from elsewhere import service\n', 'service'],
    ['import elsewhere\n', 'elsewhere.service'],
    ['from elsewhere import make\nservice = make()\n', 'service'],
    ['def register(target):\n    pass\nfrom elsewhere import *\n', 'target'],
  ] as const) {
    it(`counts with keywords that only Modal has: ${receiver} after ${JSON.stringify(before)}`, async () => {
      const text = `import modal\n${before}${at(receiver, 'gpu="H100", timeout=60')}`;
      assert.equal((await declared(text)).length, 1);
    });
  }

  for (const [what, text] of [
    [
      'keywords that others have',
      `import modal\nfrom elsewhere import service\n${at('service', 'timeout=60')}`,
    ],
    [
      'a keyword that Modal does not take',
      `import modal\nfrom elsewhere import service\n${at('service', 'gpu=1, tools=[]')}`,
    ],
    ['a positional argument', `import modal\nfrom elsewhere import service\n${at('service', '"x", gpu=1')}`],
    ['no import of modal', `from elsewhere import service\n${at('service', 'gpu="H100"')}`],
    ['a module', `import modal\nimport sglang\n${at('sglang', 'gpu="H100"')}`],
    [
      'an object of a foreign class',
      `import modal\nfrom x import Router\nr = Router()\n${at('r', 'gpu="H100"')}`,
    ],
    ['a name that nothing binds', `import modal\n${at('other', 'gpu="H100"')}`],
    ['a value', `import modal\nservice = 5\n${at('service', 'gpu="H100"')}`],
  ] as const) {
    it(`does not count with ${what}`, async () => {
      assert.deepEqual(await declared(text), []);
    });
  }
});

describe('decorators by way of classes', () => {
  const app = 'import modal\nfrom modal import concurrent\napp = modal.App("one")\n';
  for (const [what, before, decorator] of [
    [
      'a static method',
      'class Tier:\n    @staticmethod\n    def on(m):\n        return app.function(memory=m)\n',
      'Tier.on(512)',
    ],
    [
      'a class method',
      'class Tier:\n    @classmethod\n    def on(cls, m=512):\n        return app.function(memory=m)\n',
      'Tier.on()',
    ],
    [
      'a method',
      'class Tier:\n    def __init__(self, target):\n        self.target = target\n    def on(self, m):\n        return self.target.function(memory=m)\ntier = Tier(app)\n',
      'tier.on(512)',
    ],
    [
      'an object that is called',
      'class On:\n    def __init__(self, m):\n        self.m = m\n    def __call__(self, f):\n        return app.function(memory=self.m)(f)\n',
      'On(512)',
    ],
    [
      'a function that combines them',
      'from elsewhere import compose\n',
      'compose(app.function(memory=512), concurrent(max_inputs=4))',
    ],
    ['getattr', '', 'getattr(app, "function")(memory=512)'],
    ['getattr by a constant', 'KIND = "function"\n', 'getattr(app, KIND)(memory=512)'],
    ['getattr by a table', 'KINDS = {"job": "function"}\n', 'getattr(app, KINDS["job"])(memory=512)'],
    [
      'getattr by what a function is given',
      'def on(kind, m):\n    return getattr(app, kind)(memory=m)\n',
      'on("function", 512)',
    ],
    ['attrgetter', 'from operator import attrgetter\n', 'attrgetter("function")(app)(memory=512)'],
    [
      'attrgetter by its module, and a constant',
      'import operator\nKIND = "function"\n',
      'operator.attrgetter(KIND)(app)(memory=512)',
    ],
    [
      'attrgetter under another name',
      'from operator import attrgetter as ask\nfunction_of = ask("function")\n',
      'function_of(app)(memory=512)',
    ],
    [
      'attrgetter in a helper',
      'from operator import attrgetter\ndef on(kind, m):\n    return attrgetter(kind)(app)(memory=m)\n',
      'on("function", 512)',
    ],
    ['methodcaller', 'import operator\n', 'operator.methodcaller("function", memory=512)(app)'],
    [
      'methodcaller under a name',
      'from operator import methodcaller\nsmall = methodcaller("function", memory=512)\n',
      'small(app)',
    ],
    ['__getattribute__', '', 'app.__getattribute__("function")(memory=512)'],
    ['__getattribute__ by a constant', 'KIND = "function"\n', 'app.__getattribute__(KIND)(memory=512)'],
    ['the class’s own __getattribute__', '', 'modal.App.__getattribute__(app, "function")(memory=512)'],
    ['object’s own __getattribute__', '', 'object.__getattribute__(app, "function")(memory=512)'],
    ['getattr of its module', 'import builtins\n', 'builtins.getattr(app, "function")(memory=512)'],
    ['the class’s own function', '', 'modal.App.function(app, memory=512)'],
    ['__call__', '', 'app.function.__call__(memory=512)'],
  ] as const) {
    it(`are found: ${what}`, async () => {
      const { declarations } = await scanText(`${app}${before}@${decorator}\ndef work(): ...\n`);
      assert.deepEqual(
        declarations.map(({ name, params }) => [name, params.memory?.value]),
        [['work', 512]],
      );
    });
  }

  it('keep what they are combined with', async () => {
    const decorator = '@compose(concurrent(max_inputs=4), app.function(memory=512))';
    const { declarations } = await scanText(
      `${app}from elsewhere import compose\n${decorator}\ndef work(): ...\n`,
    );
    assert.equal(declarations[0]?.concurrent?.max_inputs?.value, 4);
  });
});

describe('decorators by way of collections', () => {
  const app = 'import modal\nfrom types import SimpleNamespace\nimport tables\napp = modal.App("one")\n';
  const others = {
    'tables.py': 'import modal\napp = modal.App("one")\nD = {"x": app.function(memory=512)}\n',
  };
  const small = 'app.function(memory=512)';
  for (const [what, before, decorator] of [
    ['a dict', `D = {"y": 1, "x": ${small}}\n`, 'D["x"]'],
    ['a dict in parentheses', `D = ({"x": ${small}})\n`, 'D["x"]'],
    ['a dict of another one', `E = {"x": ${small}}\nD = {"y": 1, **E}\n`, 'D["x"]'],
    ['a dict as a call', `D = dict(x=${small})\n`, 'D["x"]'],
    ['a dict that is filled', `D = {}\nD["x"] = ${small}\n`, 'D["x"]'],
    ['a dict that is updated', `D = {}\nD.update(x=${small})\n`, 'D["x"]'],
    ['a dict that is updated from another', `D = {}\nD.update({"x": ${small}})\n`, 'D["x"]'],
    ['get', `D = {"x": ${small}}\n`, 'D.get("x")'],
    ['get with what is not needed', `D = {"x": ${small}}\n`, 'D.get("x", app.function(memory=1))'],
    ['get with what is needed', 'D = {"y": 1}\n', `D.get("x", ${small})`],
    ['a list', `D = [1, ${small}]\n`, 'D[1]'],
    ['a list that is filled', `D = []\nD.append(${small})\n`, 'D[0]'],
    ['a namespace', `D = SimpleNamespace(x=${small})\n`, 'D.x'],
    ['a namespace that is filled', `D = SimpleNamespace()\nD.x = ${small}\n`, 'D.x'],
    ['a dict that a function is given', 'def on(d):\n    return d["x"]\n', `on({"x": ${small}})`],
    ['a dict of another file', '', 'tables.D["x"]'],
    ['a dict that is imported', 'from tables import D\n', 'D["x"]'],
  ] as const)
    it(`are found: ${what}`, async () => {
      const { declarations } = await scanBeside(`${app}${before}@${decorator}\ndef work(): ...\n`, others);
      assert.deepEqual(
        declarations.map(({ name, params }) => [name, params.memory?.value]),
        [['work', 512]],
      );
    });

  it('are nothing by another key, attribute or method', async () => {
    for (const [before, decorator] of [
      [`D = {"x": ${small}}\n`, 'D["y"]'],
      [`D = {"x": ${small}}\n`, 'D.pick("x")'],
      [`D = {"x": ${small}}\n`, 'D.get()'],
      [`D = SimpleNamespace(x=${small})\n`, 'D.y'],
      [`D = {}\nD.setdefault(x=${small})\n`, 'D["x"]'],
    ] as const)
      assert.deepEqual(
        await declared(`${app}${before}@${decorator}\ndef work(): ...\n`, others),
        [],
        decorator,
      );
  });
});

describe('what a helper takes as many of', () => {
  const helper = (call: string): string =>
    `import modal\napp = modal.App("one")\ndef register(f, *gpus):\n    return app.function(gpu=list(gpus))(f)\ndef work(): ...\n${call}\n`;
  const gpuOf = async (call: string): Promise<readonly unknown[]> => {
    const { gpu } = (await scanText(helper(call))).declarations[0]!;
    return [gpu.status, gpu.value?.map(({ type }) => type).join(' ') ?? null];
  };

  it('is known if all of it is', async () => {
    assert.deepEqual(await gpuOf('register(work, "T4", "A10")'), ['known', 'T4 A10']);
    assert.deepEqual(await gpuOf('register(work, "T4", *load())'), ['unknown', null]);
  });
});

describe('what a registration is given', () => {
  const app = 'import modal\nfrom functools import partial\napp = modal.App("one")\ndef work(n): ...\n';
  for (const given of ['(work)', 'partial(work, 1)', 'modal.concurrent(max_inputs=2)(work)'])
    it(`is named by its function: ${given}`, async () => {
      assert.deepEqual(await declared(`${app}w = app.function(memory=512)(${given})\n`), [
        'function work of one',
      ]);
    });

  it('has no name of a function that another call may give', async () => {
    assert.deepEqual(await declared(`${app}w = app.function(memory=512)(wrap(work))\n`), [
      'function w of one',
    ]);
  });
});

describe('helpers of other files', () => {
  const others = {
    'pkg/__init__.py': 'from .tools import on, register\n',
    'pkg/tools.py':
      'def on(target, **options):\n    return target.function(**options)\ndef register(target, f, **options):\n    return target.function(**options)(f)\n',
  };
  const before = 'import modal\nservice = modal.App("one")\ndef work(): ...\n';
  for (const [what, text] of [
    ['a decorator of a package', 'from pkg import on\n@on(service, memory=512)\ndef work(): ...\n'],
    ['a function that registers', 'from pkg import register\nworker = register(service, work, memory=512)\n'],
    [
      'the same under another name',
      'from pkg.tools import register as add\nadd(service, work, memory=512)\n',
    ],
    ['the same by its module', 'import pkg.tools\nworker = pkg.tools.register(service, work, memory=512)\n'],
  ] as const) {
    it(`register what they are given: ${what}`, async () => {
      assert.deepEqual(await declared(before + text, others), ['function work of one']);
    });
  }
});

describe('a registration of which a part is left out', () => {
  it('has no GPU as one of its values', async () => {
    const { declarations } = await scanText(
      'import modal, sys\napp = modal.App()\n@(app.function(gpu="H100") if sys.argv else app.function())\ndef work(): ...\n',
    );
    assert.deepEqual(declarations[0]?.gpu.candidates, [[{ type: 'H100', count: 1 }], []]);
  });
});

describe('sandboxes by other names', () => {
  for (const [what, text] of [
    [
      'a partial',
      'from functools import partial\nstart = partial(modal.Sandbox.create, gpu="H100")\nbox = start(cpu=2)\n',
    ],
    [
      'a partial that nothing calls here',
      'from functools import partial\nstart = partial(modal.Sandbox.create, gpu="H100")\n',
    ],
    ['another thread', 'import asyncio\nbox = asyncio.to_thread(modal.Sandbox.create, gpu="H100")\n'],
    ['a pool', 'box = pool.submit(modal.Sandbox.create, "sleep", gpu="H100")\n'],
    [
      'a partial in a pool',
      'from functools import partial\nbox = pool.submit(partial(modal.Sandbox.create, gpu="H100"))\n',
    ],
    ['a subclass', 'class Box(modal.Sandbox): ...\nbox = Box.create(gpu="H100")\n'],
    ['another name', 'kind = modal.Sandbox\nbox = kind.create(gpu="H100")\n'],
    [
      'an attribute',
      'class P:\n    kind = modal.Sandbox\n    def go(self):\n        return self.kind.create(gpu="H100")\n',
    ],
    ['a default', 'def go(kind=modal.Sandbox):\n    return kind.create(gpu="H100")\n'],
    ['a dict', 'kinds = {"x": modal.Sandbox}\nbox = kinds["x"].create(gpu="H100")\n'],
    ['the app', 'service = modal.App("x")\nbox = service.spawn_sandbox("bash", gpu="H100")\n'],
  ] as const) {
    it(`are found: ${what}`, async () => {
      const { declarations } = await scanText(`import modal\n${text}`);
      assert.deepEqual(
        declarations.map(({ kind, gpu }) => [kind, gpu.value?.[0]?.type]),
        [['sandbox', 'H100']],
      );
    });
  }

  for (const text of [
    'inspect.signature(modal.Sandbox.create)',
    'Model.objects.create(gpu="H100")',
    'client.spawn_sandbox(gpu="H100")',
    'class Box(Other): ...\nBox.create(gpu="H100")',
  ]) {
    it(`are not seen in ${JSON.stringify(text)}`, async () => {
      assert.deepEqual((await scanText(`import modal\n${text}\n`)).declarations, []);
    });
  }
});
