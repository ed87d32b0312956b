import { strict as assert } from 'node:assert';
import { repository, type TestRepository } from './repository';
import { folder, modalCost, type Folder, type Run } from './run';

const APP = `import os
import modal

app = modal.App("studio")
GPU = os.environ.get("GPU_TYPE", "T4")


@app.function(gpu=GPU, min_containers=int(os.environ.get("WARM", "0")))
def render(scene):
    return scene
`;
const team = (env: object, values?: object): string =>
  JSON.stringify({
    version: 1,
    priceBook: 'review-2026-05',
    env,
    ...(values ? { declarations: { 'app.py::render': { values } } } : {}),
  });

interface Estimates {
  readonly estimates: readonly { readonly name: string; readonly notes: readonly string[] }[];
}

describe('--env and env in the team file', () => {
  let work: Folder;
  before(() => {
    work = folder({
      'app.py': APP,
      'team/app.py': APP,
      'team/modal-cost.json': team({ GPU_TYPE: 'L4', WARM: '1' }),
    });
  });
  after(() => {
    work.remove();
  });
  const run = (...args: readonly string[]): Promise<Run> => modalCost(args, { cwd: work.path });

  it('are what the code is deployed with', async () => {
    assert.match((await run('scan', 'app.py')).stdout, /T4 .*min_containers=0/);
    const said = ['--env', 'GPU_TYPE=H100', '--env', 'WARM=2'];
    assert.match((await run('scan', 'app.py', ...said)).stdout, /H100 .*min_containers=2/);
    const priced = await run('estimate', 'app.py', '--book', 'review-2026-05', ...said);
    assert.match(priced.stdout, /H100.*\$622\.08/);
    assert.equal(priced.stderr, '');
    assert.match((await run('check', 'app.py', '--book', 'review-2026-05', ...said)).stdout, /\$622\.08/);
    assert.match((await run('scan', 'team/app.py')).stdout, /L4 .*min_containers=1/);
    assert.match((await run('estimate', 'team/app.py')).stdout, /L4/);
  });

  it('reach what a helper or a loop is given, for each declaration', async () => {
    work.write(
      'helper/app.py',
      `import os
import modal

app = modal.App("helper")

def make(gpu, warm=0):
    @app.function(gpu=gpu, min_containers=warm)
    def inner(): ...

make(os.environ.get("GPU_TYPE", "T4"), warm=int(os.environ.get("WARM", "0")))

def on(gpu, **more):
    return app.function(gpu=gpu, **more)

@on(os.environ.get("GPU_TYPE", "T4"), timeout=int(os.environ.get("WARM", "0")) + 60)
def decorated(): ...

for gpu in os.environ.get("GPUS", "T4,L4").split(","):
    app.function(gpu=gpu, name="looped", serialized=True)(lambda: 1)
`,
    );
    const of = (env: object): object => ({ env });
    work.write(
      'helper/modal-cost.json',
      JSON.stringify({
        version: 1,
        declarations: {
          'app.py::*inner': of({ GPU_TYPE: 'H100', WARM: '2' }),
          'app.py::decorated': of({ GPU_TYPE: 'B200', WARM: '3' }),
          'app.py::function': of({ GPUS: 'A10,H200' }),
        },
      }),
    );
    const { stdout } = await run('scan', 'helper/app.py');
    assert.match(stdout, /inner .*H100 .*min_containers=warm \(?2|inner .*H100 .*min_containers=2/);
    assert.match(stdout, /decorated .*B200 .*timeout=63/);
    assert.match(stdout, /A10 /);
    assert.match(stdout, /H200 /);
    assert.doesNotMatch(stdout, /T4|L4/);
  });

  it('never come from this machine', async () => {
    const { stdout } = await modalCost(['scan', 'app.py'], { cwd: work.path, env: { GPU_TYPE: 'H100' } });
    assert.match(stdout, /T4/);
  });

  it('are taken from the option first, for one variable at a time', async () => {
    assert.match((await run('estimate', 'team', '--env', 'GPU_TYPE=A100')).stdout, /A100/);
    assert.match((await run('scan', 'team', '--env', 'GPU_TYPE=A100')).stdout, /A100.*min_containers=1/);
    assert.match(
      (await run('scan', 'team', '--env', 'GPU_TYPE=A100', '--env', 'GPU_TYPE=B200')).stdout,
      /B200/,
    );
  });

  it('are said to be where they are from, without their values', async () => {
    const { stdout } = await run('estimate', 'team', '--env', 'GPU_TYPE=A100', '--format', 'markdown');
    assert.match(
      stdout,
      /Environment: `GPU_TYPE` from `--env`, `WARM` from env in modal-cost\.json, line 1\./,
    );
    const { estimates } = JSON.parse((await run('estimate', 'team', '--format', 'json')).stdout) as Estimates;
    assert.match(estimates[0]!.notes.join(), /`GPU_TYPE` from env in modal-cost\.json/);
  });

  it('are told of where nothing depends on them', async () => {
    for (const command of ['scan', 'estimate', 'check'])
      assert.equal(
        (await run(command, 'app.py', '--env', 'GPU_TYP=H100')).stderr,
        'modal-cost: --env GPU_TYP: nothing that costs depends on it\n',
        command,
      );
  });

  it('are refused where they are no variables, without a value in the message', async () => {
    for (const given of ['GPU_TYPE', '9X=secret', 'GPU TYPE=secret', '=secret', '']) {
      const { status, stderr } = await run('estimate', 'app.py', '--env', given);
      assert.equal(status, 2);
      assert.match(stderr, /^modal-cost: --env must be NAME=VALUE, such as GPU_TYPE=H100/);
      assert.doesNotMatch(stderr, /secret/);
    }
    assert.match(
      (await run('estimate', 'app.py', '--env', `A=${'x'.repeat(1_001)}`)).stderr,
      /at most 1000 characters/,
    );
    assert.match(
      (await run('estimate', '--preset', 'A', '--env', 'A=1')).stderr,
      /leave out PATH, --usage, --trace and --env/,
    );
    assert.equal((await run('scan', 'app.py', '--env', 'GPU_TYPE=A=B')).status, 0);
  });
});

describe('a team file’s values that the code gives', () => {
  it('are named with their line by every command that reads it', async () => {
    const work = folder({ 'app.py': APP, 'modal-cost.json': team({}, { gpu: 'H100', min_containers: 2 }) });
    for (const args of [
      ['estimate', '.'],
      ['estimate', 'app.py'],
      ['check', '.'],
      ['check', 'app.py'],
    ]) {
      const { stderr, status } = await modalCost(args, { cwd: work.path });
      assert.equal(status, 0);
      assert.match(
        stderr,
        /^modal-cost: modal-cost\.json:1:\d+: gpu of “app\.py::render” is in the code: this value has no effect\. It depends on the environment variable GPU_TYPE: give that in “env”\.$/m,
      );
      assert.match(stderr, /min_containers of “app\.py::render” is in the code/);
    }
    const { stdout } = await modalCost(['check', '.', '--format', 'sarif'], { cwd: work.path });
    assert.match(stdout, /"kind": "valueWithoutEffect"/);
    work.remove();
  });
});

describe('a change of the environment', () => {
  let work: TestRepository;
  before(() => {
    work = repository({ 'app.py': APP, 'modal-cost.json': team({ WARM: '1' }) });
  });
  after(() => {
    work.remove();
  });

  it('is a change of what the code costs', async () => {
    work.write('modal-cost.json', team({ WARM: '2', GPU_TYPE: 'H100' }));
    assert.match((await work.run('diff')).stdout, /render.*T4.*H100/s);
    assert.match((await work.run('check', '--base', 'HEAD')).stdout, /\$622\.08/);
  });

  it('is none where an option says the same of both sides', async () => {
    const { stdout } = await work.run('diff', '--env', 'WARM=2', '--env', 'GPU_TYPE=H100');
    assert.match(stdout, /[Nn]o change/);
  });
});
