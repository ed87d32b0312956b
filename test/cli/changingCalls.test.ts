/** A branch that makes a T4 eight warm H100s by a call, in each spelling: no gate may take it for no change. */
import { strict as assert } from 'node:assert';
import { folder, modalCost } from './run';
import { repository, type TestRepository } from './repository';

const HEAD = 'import modal\napp = modal.App("shop")\n';
const MODEL = '@app.cls(gpu="T4", min_containers=4)\nclass Model: ...\n';
const WORKER = '@app.function(gpu="H100:8")\ndef worker(): ...\n';
const OTHER_FILE = 'import modal\n';

/** The calls that are added, in the file of the declaration or in another one. */
const SPELLINGS: readonly (readonly [string, string, string])[] = [
  ['app.py', MODEL, 'fast = Model.with_options(gpu="H100:8")\n'],
  [
    'app.py',
    MODEL,
    'def main():\n  Model.with_options(gpu="H100:8").with_concurrency(max_inputs=4)().run.remote()\n',
  ],
  ['call.py', MODEL, `${OTHER_FILE}modal.Cls.from_name("shop", "Model").with_options(gpu="H100:8")\n`],
  [
    'call.py',
    MODEL,
    'from app import Model\nimport modal\nModel.with_options(gpu="H100:8").with_batching(max_batch_size=2, wait_ms=9)\n',
  ],
  ['app.py', WORKER, 'worker.update_autoscaler(min_containers=4)\n'],
  ['app.py', WORKER, 'async def main():\n  await worker.update_autoscaler.aio(min_containers=4)\n'],
  [
    'call.py',
    WORKER,
    `${OTHER_FILE}f = modal.Function.from_name("shop", "worker")\nf.update_autoscaler(min_containers=4)\n`,
  ],
  ['app.py', WORKER, 'worker.keep_warm(4)\n'],
  [
    'app.py',
    WORKER,
    'FUNCTIONS = {"worker": worker}\nFUNCTIONS["worker"].update_autoscaler(min_containers=4)\n',
  ],
  ['app.py', WORKER, 'def scale(f, n):\n  f.update_autoscaler(min_containers=n)\nscale(worker, 4)\n'],
  ['app.py', WORKER, 'scale = worker.update_autoscaler\nscale(min_containers=4)\n'],
  ['app.py', MODEL, 'variants = {gpu: Model.with_options(gpu=gpu) for gpu in ["H100:8"]}\n'],
  [
    'call.py',
    WORKER,
    `${OTHER_FILE}class Pool:\n  def __init__(self):\n    self.f = modal.Function.from_name("shop", "worker")\n  def up(self):\n    self.f.update_autoscaler(min_containers=4)\n`,
  ],
  ['call.py', WORKER, `${OTHER_FILE}modal.Function.lookup("shop", "worker").keep_warm(warm_pool_size=4)\n`],
  ['call.py', WORKER, 'import modal\nfrom app import worker as w\nw.keep_warm(4)\n'],
];

describe('a change by a call', () => {
  for (const [file, declared, call] of SPELLINGS)
    it(JSON.stringify(call), async () => {
      const repo: TestRepository = repository();
      try {
        repo.commit({ 'app.py': `${HEAD}${declared}` });
        const text = file === 'app.py' ? `${HEAD}${declared}${call}` : call;
        repo.commit({ [file]: text });
        const diff = await repo.run('diff', '--base', 'HEAD~1');
        assert.doesNotMatch(diff.stdout, /no change/);
        // 4 × 8 H100 for 730 h, and a little CPU and memory.
        assert.match(diff.stdout, /\+\$92,\d{3}\.\d\d per month/, diff.stdout);
        const check = await repo.run('check', '--base', 'HEAD~1', '--fail-above', '50000');
        assert.equal(check.status, 1, check.stdout);
        assert.match(check.stdout, /warm-gpu/);
        assert.match(check.stdout, /\$92,\d{3}\.\d\d/);
      } finally {
        repo.remove();
      }
    });

  it('of what is not found is within the limit only as far as the costs are known', async () => {
    const repo = repository();
    try {
      repo.commit({ 'app.py': `${HEAD}${WORKER}` });
      repo.commit({ 'app.py': `${HEAD}${WORKER}def main(f):\n  f.update_autoscaler(min_containers=4)\n` });
      const { stdout } = await repo.run('check', '--base', 'HEAD~1', '--fail-above', '500');
      assert.match(stdout, /The change: \+\$\d+\.\d\d per month/);
      assert.match(stdout, /Within the limit of \$500\.00 per month, as far as the costs are known\./);
    } finally {
      repo.remove();
    }
  });

  for (const call of [
    'from ops import scale\nscale(worker, 4)\n',
    'import ops\nops.scale(n=4, fn=worker)\n',
    'from ops import scale\nfor f in [worker]:\n  scale(f, 4)\n',
    'from tools import scale\nscale(modal.Function.from_name("shop", "worker"), 4)\n',
  ])
    it(`by a helper of another file is counted: ${JSON.stringify(call)}`, async () => {
      const repo = repository();
      try {
        const helpers = {
          'ops.py':
            'def scale(fn, n):\n  if n > 9: fn.keep_warm(9)\n  fn.update_autoscaler(min_containers=n)\n',
          'tools.py': 'from ops import scale\n',
        };
        repo.commit({ ...helpers, 'app.py': `${HEAD}${WORKER}` });
        repo.commit({ 'app.py': `${HEAD}${WORKER}${call}` });
        const { stdout } = await repo.run('diff', '--base', 'HEAD~1');
        assert.doesNotMatch(stdout, /no change/);
        assert.match(stdout, /\+\$92,\d{3}\.\d\d per month/, stdout);
      } finally {
        repo.remove();
      }
    });

  it('whose number is unknown is not passed over', async () => {
    const repo = repository();
    try {
      repo.commit({ 'app.py': `${HEAD}${WORKER}` });
      repo.commit({
        'app.py': `${HEAD}${WORKER}def scale(n):\n  worker.update_autoscaler(min_containers=n)\n`,
      });
      assert.match(
        (await repo.run('diff', '--base', 'HEAD~1')).stdout,
        /with an unknown price or value, not counted/,
      );
      const strict = await repo.run('check', '--base', 'HEAD~1', '--fail-on-unknown');
      assert.equal(strict.status, 1, strict.stdout);
      assert.match(strict.stdout, /app\.py:3 worker \(floor\)/);
    } finally {
      repo.remove();
    }
  });
});

describe('a call of the autoscaler with a spread that cannot be read', () => {
  const HEAD = 'import modal\napp = modal.App("a")\nCFG = load()\n@app.function(gpu="T4")\ndef f(): ...\n';

  it('has no unknown GPU: it takes none', async () => {
    for (const call of [
      'f.update_autoscaler(**CFG)',
      'f.update_autoscaler(**{"gpu": load(), "min_containers": 2})',
      'modal.Function.from_name("b", "g").update_autoscaler(**CFG)',
      'f.with_concurrency(**CFG)',
    ]) {
      const work = folder({ 'app.py': `${HEAD}${call}\n` });
      try {
        const { stdout } = await modalCost(['check', work.path]);
        assert.doesNotMatch(stdout, /unknown-gpu/, call);
        const { callSites } = JSON.parse((await modalCost(['scan', work.path, '--format=json'])).stdout) as {
          callSites: readonly { gpu: { status: string }; params: object }[];
        };
        assert.equal(callSites[0]!.gpu.status, 'absent', call);
        assert.ok(!('timeout' in callSites[0]!.params), call);
      } finally {
        work.remove();
      }
    }
  });

  it('has the environment that the team file says for its file, by a glob', async () => {
    const warm = 'int(os.environ.get("N", "1"))';
    const work = folder({
      'a/app.py': `import os\n${HEAD}f.update_autoscaler(min_containers=${warm})\nrun(f.keep_warm, ${warm})\nmodal.Image.debian_slim().run_function(f, gpu=os.environ.get("GPU", "T4"))\n`,
      'modal-cost.json': '{"version": 1, "declarations": {"a/**::*": {"env": {"N": "7", "GPU": "H100"}}}}',
    });
    try {
      const { stdout } = await modalCost(['scan', work.path]);
      assert.match(stdout, /min_containers=7/);
      assert.match(stdout, /keep_warm=7/);
      assert.match(stdout, /image_build +H100/);
    } finally {
      work.remove();
    }
  });
});

describe('the number of declarations and calls', () => {
  it('is the same in scan, estimate and check', async () => {
    const work = folder({
      'app.py':
        'import modal\napp = modal.App("a")\n@app.function(gpu="T4")\ndef f(): ...\nf.update_autoscaler(min_containers=1)\nf.with_options(gpu="H100")\nmodal.Image.debian_slim().run_function(f, gpu="T4")\nmodal.Sandbox.create(app=app)\n',
    });
    try {
      for (const command of ['scan', 'estimate', 'check'])
        assert.match(
          (await modalCost([command, work.path])).stdout,
          /^2 declarations and 3 calls[.:]/m,
          command,
        );
      for (const command of ['estimate', 'check']) {
        const { stdout } = await modalCost([command, work.path, '--format=json']);
        const data = JSON.parse(stdout) as Record<string, { declarations: number; calls: number }>;
        const { declarations, calls } = (data.total ?? data.spending)!;
        assert.deepEqual([declarations, calls], [2, 3], command);
      }
    } finally {
      work.remove();
    }
  });
});
