/** What calls change: by whatever name, container, attribute, parameter or helper the function or class is reached. */
import { strict as assert } from 'node:assert';
import { joinCalls } from '../../../src/core/modal/joinCalls';
import { scanBeside, scanText } from '../../support/python';

const HEAD = `import os, sys
import modal
from functools import cache, partial
app = modal.App("shop")
@app.function(gpu="H100")
def f(): ...
@app.function(gpu="T4")
def g(): ...
@app.cls(gpu="A100")
class C:
    def run(self): ...
def work(): ...
`;

/** Each call site as `target <- size` of its warm pool, or its GPU; \`?\` for what is not known. */
async function changes(code: string, head = HEAD): Promise<readonly string[]> {
  const scan = await scanText(`${head}${code}\n`);
  const joined = joinCalls([scan]);
  return scan.callSites.map((site) => {
    const { min_containers: warm, keep_warm: old } = site.params;
    const given = warm ?? old;
    const gpu =
      site.gpu.status === 'known' ? site.gpu.value?.map(({ type }) => type).join() : site.gpu.status;
    const value = given ? (given.status === 'known' ? JSON.stringify(given.value) : '?') : gpu;
    return `${joined.targetOf(site)?.name ?? '?'} <- ${value}`;
  });
}

/** By kind, its spellings with the changes that each makes. */
const KINDS: Readonly<Record<string, readonly (readonly [string, ...string[]])[]>> = {
  'what a call registers': [
    ['w = app.function(gpu="L4")(work)\nw.update_autoscaler(min_containers=4)', 'work <- 4'],
    ['work = app.function(gpu="L4")(work)\nwork.keep_warm(4)', 'work <- 4'],
    [
      'class D: ...\nServed = app.cls(gpu="L4")(D)\nServed.with_options(gpu="H200")()\nServed().update_autoscaler(min_containers=4)',
      'D <- H200',
      'D <- 4',
    ],
    [
      'def register(fn, gpu): return app.function(gpu=gpu)(fn)\nw = register(work, "L4")\nw.update_autoscaler(min_containers=4)',
      'work <- 4',
    ],
  ],
  'the name that something is deployed under': [
    [
      '@app.function(name="big")\ndef h(): ...\nmodal.Function.from_name("shop", "big").update_autoscaler(min_containers=4)',
      'h <- 4',
    ],
    [
      'w = app.function(name="big")(work)\nmodal.Function.from_name("shop", name="big").keep_warm(4)',
      'work <- 4',
    ],
    [
      'OPTIONS = {"name": "big"}\n@app.function(**OPTIONS)\ndef h(): ...\nmodal.Function.from_name("shop", "h").keep_warm(4)',
      '? <- 4',
    ],
    ['REF = ("shop", "f")\nmodal.Function.from_name(*REF).update_autoscaler(min_containers=4)', 'f <- 4'],
  ],
  'a parameter of a helper': [
    [
      'def scale(fn, n): fn.update_autoscaler(min_containers=n)\nscale(f, 4)\nscale(g, 0)',
      'f <- 4',
      'g <- 0',
    ],
    [
      'def scale(name="f", n=4): modal.Function.from_name("shop", name).update_autoscaler(min_containers=n)\nscale()',
      'f <- 4',
    ],
    ['def variant(cls, gpu): return cls.with_options(gpu=gpu)\nvariant(C, "H200")', 'C <- H200'],
    ['def scale(fn): fn.update_autoscaler(min_containers=4)', '? <- 4'],
  ],
  'a loop': [
    ['for t in (f, g): t.update_autoscaler(min_containers=4)', 'f <- 4', 'g <- 4'],
    ['[t.update_autoscaler(min_containers=4) for t in [f, g]]', 'f <- 4', 'g <- 4'],
    [
      'for name, n in {"f": 4, "g": 0}.items(): modal.Function.from_name("shop", name).update_autoscaler(min_containers=n)',
      'f <- 4',
      'g <- 0',
    ],
    ['{gpu: C.with_options(gpu=gpu) for gpu in ["L4", "H200"]}', 'C <- L4', 'C <- H200'],
  ],
  'a container': [
    ['FNS = {"f": f, "g": g}\nFNS["f"].update_autoscaler(min_containers=4)', 'f <- 4'],
    ['FNS = [g, f]\nFNS[1].update_autoscaler(min_containers=4)', 'f <- 4'],
    ['FNS = {"f": modal.Function.from_name("shop", "f")}\nFNS.get("f").keep_warm(4)', 'f <- 4'],
  ],
  'an attribute': [
    [
      'class Pool:\n  def __init__(self): self.c = C()\n  def up(self): self.c.update_autoscaler(min_containers=4)',
      'C <- 4',
    ],
    [
      'class Pool:\n  def connect(self): self.fn = modal.Function.from_name("shop", "f")\n  def up(self): self.fn.keep_warm(4)',
      'f <- 4',
    ],
    ['class Manager:\n  model = C()\nManager.model.update_autoscaler(min_containers=4)', 'C <- 4'],
    [
      '@app.cls()\nclass D:\n  def load(self): self.client = connect()\n  def up(self): self.client.with_options(gpu="L4")',
      '? <- L4',
    ],
    [
      '@app.cls()\nclass D:\n  @modal.method()\n  def up(self): self.update_autoscaler(min_containers=4)',
      'D <- 4',
    ],
  ],
  'a function that gives one': [
    [
      'def h(): return modal.Function.from_name("shop", "f")\nh().update_autoscaler(min_containers=4)',
      'f <- 4',
    ],
    [
      '@cache\ndef h(name): return modal.Function.from_name("shop", name)\ndef go():\n  x = h("f")\n  x.keep_warm(4)',
      'f <- 4',
    ],
    [
      'class Ops:\n  def h(self): return f\n  def up(self): self.h().update_autoscaler(min_containers=4)',
      'f <- 4',
    ],
    ['f.remote().with_options(gpu="L4")', '? <- L4'],
  ],
  'one of several': [
    ['(f if sys.argv else g).update_autoscaler(min_containers=4)', 'f <- 4', 'g <- 4'],
    ['h = f\nif sys.argv: h = g\nh.update_autoscaler(min_containers=4)', 'f <- 4', 'g <- 4'],
    ['try: h = f\nexcept Exception: h = None\nh.update_autoscaler(min_containers=4)', 'f <- 4'],
    ['h = f if sys.argv else load()\nh.update_autoscaler(min_containers=4)', 'f <- 4', '? <- 4'],
  ],
  'a method that is not called where it stands': [
    ['scale = f.update_autoscaler\nscale(min_containers=4)', 'f <- 4'],
    ['up = partial(f.update_autoscaler, max_containers=9)\nup(min_containers=4)', 'f <- 4'],
    ['executor.submit(f.update_autoscaler, min_containers=4)', 'f <- 4'],
    ['Thread(target=f.update_autoscaler, kwargs={"min_containers": 4})', 'f <- 4'],
    ['getattr(f, "update_autoscaler")(min_containers=4)', 'f <- 4'],
    ['ACTIONS = {"up": f.update_autoscaler}\nACTIONS["up"](min_containers=4)', 'f <- 4'],
    ['min_containers = CONFIG.keep_warm'],
  ],
};

describe('what a call changes', () => {
  for (const [kind, spellings] of Object.entries(KINDS))
    for (const [code, ...expected] of spellings)
      it(`is found by ${kind}: ${JSON.stringify(code)}`, async () => {
        assert.deepEqual(await changes(code), expected);
      });

  it('is found through a helper of another file, where it is given what Modal runs', async () => {
    const others = {
      'ops.py': 'def scale(fn, n=4):\n    if n > 1:\n        fn.update_autoscaler(min_containers=n)\n',
    };
    const of = async (code: string): Promise<readonly (string | null)[]> => {
      const scan = await scanBeside(`${HEAD}${code}\n`, others);
      const joined = joinCalls([scan]);
      return scan.callSites.map(
        (site) =>
          `${joined.targetOf(site)?.name ?? '?'} <- ${JSON.stringify(site.params.min_containers?.value)}`,
      );
    };
    assert.deepEqual(await of('from ops import scale\nscale(f)\nscale(g, 2)'), ['f <- 4', 'g <- 2']);
    assert.deepEqual(await of('import ops\nops.scale(n=3, fn=g)'), ['g <- 3']);
    assert.deepEqual(await of('from ops import scale\nscale(f, 1)'), []);
    assert.deepEqual(await of('from ops import scale\nscale(7)\nscale(load())'), []);
    assert.deepEqual(await of('import ops\nops.other(f)\nprint(ops.scale, f)'), []);
  });

  it('is found by the environment variable that names the app', async () => {
    const apps = ['os.environ["APP"]', 'os.getenv("APP")', 'APP'];
    for (const app of apps) {
      const head = `import os, modal\nAPP = os.environ.get("APP")\napp = modal.App(${app})\n@app.function()\ndef f(): ...\n`;
      const call = 'modal.Function.from_name(os.environ["APP"], "f").update_autoscaler(min_containers=4)';
      assert.deepEqual(await changes(call, head), ['f <- 4'], app);
    }
    const other =
      'import os, modal\napp = modal.App(f"x-{os.environ[\'APP\']}")\n@app.function()\ndef f(): ...\n';
    const call = 'modal.Function.from_name(os.environ["APP"], "f").update_autoscaler(min_containers=4)';
    assert.deepEqual(await changes(call, other), ['? <- 4']);
  });

  it('has a warm pool that is not known where the method is handed on', async () => {
    const scan = await scanText(`${HEAD}register(f.update_autoscaler)\n`);
    const [site] = scan.callSites;
    assert.equal(site?.changes?.unreadSpreads.length, 1);
    assert.equal(joinCalls([scan]).targetOf(site)?.name, 'f');
  });

  it('takes no GPU where the method takes none', async () => {
    for (const method of ['update_autoscaler', 'with_concurrency', 'with_batching', 'keep_warm']) {
      const { callSites } = await scanText(`${HEAD}f.${method}(**load())\n`);
      assert.equal(callSites[0]?.gpu.status, 'absent', method);
    }
  });
});
