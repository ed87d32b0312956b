/** Storage and egress on the command line, in every format. `UPDATE_GOLDEN=1` writes it anew. */
import { strict as assert } from 'node:assert';
import { compareWithGolden } from '../golden/golden';
import { repository, type TestRepository } from './repository';
import { folder, modalCost, type Folder } from './run';

const CODE = `import modal
app = modal.App("serving")
jobs = modal.App("jobs")

# modal-cost: requests_per_day=1000 seconds_per_request=1 volume_gb=500
@app.function(gpu="T4")
def serve(): ...

# modal-cost: egress_gb_per_month=900
@app.function(gpu="T4")
def files(): ...

@jobs.function(gpu="T4")
def train(): ...
`;
const TEAM = (volume: number, egress: number): string => `{
  "version": 1,
  "data": {
    "apps": { "app.py::jobs": { "volume_gb": ${volume} } },
    "workspace": { "volume_gb": 200, "egress_gb_per_month": ${egress} }
  },
  "budgets": {
    "workspace": { "month": 20 },
    "apps": { "app.py::jobs": { "month": 5 } },
    "declarations": { "app.py::serve": { "month": 25 } }
  }
}
`;

const CHANGE = ['--base', 'HEAD~1', '--head', 'HEAD'];
const OUTPUTS: Readonly<Record<string, readonly [status: number, args: readonly string[]]>> = {
  'data/estimate.txt': [0, ['estimate', '.']],
  'data/estimate.json': [0, ['estimate', '.', '--format=json']],
  'data/estimate.csv': [0, ['estimate', '.', '--format=csv']],
  'data/estimate.md': [0, ['estimate', '.', '--format=markdown']],
  'data/estimate-review.txt': [0, ['estimate', '.', '--book=review-2026-05']],
  'data/estimate-part.txt': [0, ['estimate', 'app.py']],
  'data/check.txt': [1, ['check']],
  'data/check.json': [1, ['check', '--format=json']],
  'data/check.sarif': [1, ['check', '--format=sarif']],
  'data/diff.txt': [0, ['diff', ...CHANGE]],
  'data/diff.json': [0, ['diff', ...CHANGE, '--format=json']],
  'data/diff.csv': [0, ['diff', ...CHANGE, '--format=csv']],
  'data/diff.md': [0, ['diff', ...CHANGE, '--format=markdown']],
  'data/comment.md': [0, ['comment', ...CHANGE]],
};

describe('storage and egress on the command line', () => {
  let repo: TestRepository;
  before(() => {
    repo = repository({ 'app.py': CODE, 'modal-cost.json': TEAM(100, 100) });
    repo.commit({ 'app.py': CODE.replace('=900', '=1200'), 'modal-cost.json': TEAM(2_000, 100) });
  });
  after(() => {
    repo.remove();
  });

  for (const [name, [status, args]] of Object.entries(OUTPUTS)) {
    it(`modal-cost ${args.join(' ')}`, async () => {
      const run = await repo.run(...args);
      assert.deepEqual([run.status, run.stderr], [status, '']);
      compareWithGolden(name, run.stdout);
    });
  }
});

describe('storage and egress, spelled', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({
      'app.py': 'import modal\napp = modal.App("a")\n@app.function(gpu="T4")\ndef f(): ...\n',
    });
  });
  afterEach(() => {
    work.remove();
  });
  const totalOf = async (...args: readonly string[]): Promise<number> => {
    const { status, stdout, stderr } = await modalCost(['estimate', '.', ...args, '--format=json'], {
      cwd: work.path,
    });
    assert.deepEqual([status, stderr], [0, '']);
    const { data } = JSON.parse(stdout) as { readonly data: { readonly usdPerMonth: number } };
    return data.usdPerMonth;
  };
  const team = (content: object): void => {
    work.write('modal-cost.json', JSON.stringify({ version: 1, ...content }));
  };
  const comment = (text: string): void => {
    work.write(
      'app.py',
      `import modal\napp = modal.App("a")\n# modal-cost: ${text}\n@app.function(gpu="T4")\ndef f(): ...\n`,
    );
  };
  const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-6, `${a} ≠ ${b}`);
  const VOLUME = (2_000 / 1.073741824 - 1_024) * 0.09;
  const EGRESS = 20;

  it('by a comment, in three ways', async () => {
    for (const text of [
      'volume_gb=2000 egress_gb_per_month=1500',
      'volume_gb=2_000 egress_gb_per_month=1.5e3',
      'egress_gb_per_month=1500.0  volume_gb=2e3',
    ]) {
      comment(text);
      near(await totalOf(), VOLUME + EGRESS);
    }
  });

  it('by options, in three ways', async () => {
    near(await totalOf('--usage', 'volume_gb=2000 egress_gb_per_month=1500'), VOLUME + EGRESS);
    near(await totalOf('--usage=egress_gb_per_month=1_500 volume_gb=2e3'), VOLUME + EGRESS);
    near(await totalOf('--usage', 'volume_gb=2000'), VOLUME);
  });

  it('by the team file: a declaration, an app, the workspace', async () => {
    const entry = { volume_gb: 2_000, egress_gb_per_month: 1_500 };
    team({ declarations: { 'app.py::f': entry } });
    near(await totalOf(), VOLUME + EGRESS);
    team({ data: { apps: { '*.py::app': entry } } });
    near(await totalOf(), VOLUME + EGRESS);
    team({ data: { workspace: entry } });
    near(await totalOf(), VOLUME + EGRESS);
  });

  it('by two keys for one app: each counts once', async () => {
    team({ data: { apps: { 'app.py::app': { volume_gb: 1_000 }, '**::app': { volume_gb: 1_000 } } } });
    near(await totalOf(), VOLUME);
  });

  it('is refused with the line and what to write', async () => {
    const told = async (content: string): Promise<string> => {
      work.write('modal-cost.json', content);
      return (await modalCost(['estimate', '.'], { cwd: work.path })).stderr;
    };
    assert.match(
      await told('{\n"version": 1,\n"data": { "workspace": { "volume_gb": -1 } } }'),
      /modal-cost\.json:3:\d+: volume_gb must be a number of GB from 0 to 1,000,000,000, not -1\./,
    );
    assert.match(
      await told('{\n"version": 1,\n"data": {\n"workspace": {} } }'),
      /:4:\d+: .*needs “volume_gb” or “egress_gb_per_month”/,
    );
    assert.match(await told('{\n"version": 1,\n"data": { "workspace": { "volumegb": 1 } } }'), /volume_gb/);
    assert.match(
      await told('{"version": 1, "data": { "apps": { "app.py::ap": { "volume_gb": 1 } } } }'),
      /matches no app: it is in no sum.*app\.py::app/,
    );
    comment('volume_gb=-5');
    assert.match(
      (await modalCost(['check'], { cwd: work.path })).stdout,
      /app\.py:3:.*volume_gb must be a number of GB from 0 to 1,000,000,000, not “-5”/,
    );
  });
});
