import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import schema from '../../schemas/actual.schema.json';
import diffSchema from '../../schemas/diff.schema.json';
import { reportText, SHAPES, type Cost } from '../support/bill';
import { repository } from './repository';
import { folder, modalCost, type Folder, type Run } from './run';

const APP = `import modal
app = modal.App("llama-serving")

# modal-cost: requests_per_day=5000 seconds_per_request=2
@app.function(gpu="H100", min_containers=1)
def serve(): ...

batch = modal.App("nightly")

@batch.function(gpu="A10", min_containers=1)
def job(): ...

unsaid = modal.App(name_from_somewhere())

@unsaid.function()
def later(): ...
`;

const SUMMARY = {
  metered_cost: '131.40',
  billed_cost: '350.00',
  adjustments: { plan_cost: '250.00', credits_applied: '-31.40' },
  metered_cost_breakdown: { deployed_apps: '120.0' },
};

/** A day of an H100 that lives all the time, of an app that nobody has the code of, and of what is no app. */
const COSTS: readonly Cost[] = [
  day('ap-1', 'llama-serving', 'H100', '94.80'),
  day('ap-1', 'llama-serving', 'CPU', '0.14'),
  day('ap-1', 'llama-serving', 'TPU-9', '1.06'),
  day('ap-2', 'forgotten', 'H100', '189.60'),
  day('vo-1', 'weights', 'Volume', '0.31'),
];

function day(object: string, description: string, resource: string, cost: string): Cost {
  return { object, description, environment: 'main', start: '2026-05-31T00:00:00', resource, cost };
}

describe('modal-cost actual', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({
      'app.py': APP,
      'bill.json': reportText(COSTS, 'resources'),
      'summary.json': JSON.stringify(SUMMARY),
    });
  });
  afterEach(() => {
    work.remove();
  });
  const run = (...args: readonly string[]): Promise<Run> =>
    modalCost(['actual', ...args], { cwd: work.path });
  const refused = async (message: RegExp, ...args: readonly string[]): Promise<void> => {
    const { status, stdout, stderr } = await run(...args);
    assert.equal(status, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  };

  it('reads the files that the team file names, and its names of apps', async () => {
    work.write('bills/2026/may.json', reportText(COSTS, 'resources'));
    work.write('bills/2026/notes.txt', 'no bill');
    work.write(
      'modal-cost.json',
      `{ "version": 1, "actual": ["bills/**/*.json"], "apps": { "forgotten": "app.py::batch" } }`,
    );
    const { status, stdout, stderr } = await run();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^forgotten +main +\$189\.60 +\$5,767\.00 +≈? ?\$[\d,.]+ or more/m);
    assert.match(stdout, /^llama-serving +main +\$96\.00/m);
    assert.doesNotMatch(stdout, /nightly/);
    const given = await run('--actual', 'bill.json');
    assert.equal(given.stdout, stdout);
  });

  it('counts code that is deployed under two names once for each', async () => {
    work.write(
      'modal-cost.json',
      `{ "version": 1, "apps": { "a": "app.py::app", "llama-serving": "*.py::app" } }`,
    );
    const { apps, notBilled } = JSON.parse(
      (await run('--actual', 'bill.json', '--format', 'json')).stdout,
    ) as {
      apps: { app: string; code: { estimate: object } }[];
      notBilled: { app: string; estimate: object }[];
    };
    const found = apps.find(({ app }) => app === 'llama-serving')!;
    const other = notBilled.find(({ app }) => app === 'a')!;
    assert.deepEqual(other.estimate, found.code.estimate);
  });

  it('refuses names of files and apps that lead nowhere', async () => {
    work.write('modal-cost.json', `{ "version": 1, "actual": "bills/*.json" }`);
    await refused(/modal-cost\.json: actual: no file matches bills\/\*\.json/);
    work.write(
      'modal-cost.json',
      `{ "version": 1, "actual": ["../bill.json", 3], "apps": { "x": "app.py", "": "a.py::b" } }`,
    );
    const { stderr } = await run('--actual', 'bill.json');
    assert.match(
      stderr,
      /modal-cost\.json:1:28: The files of actual must be in the folder of modal-cost\.json/,
    );
    assert.match(stderr, /“app\.py”: A key is a file, “::” and a name/);
    assert.match(stderr, /cannot be the name of an app/);
  });

  it('puts what an app did cost beside its estimate', async () => {
    const { status, stdout, stderr } = await run('--actual', 'bill.json', '--actual', 'summary.json');
    assert.equal(status, 0, stderr);
    assert.match(
      stdout,
      /^forgotten +main +\$189\.60 +\$5,767\.00 +not in this code +– +48\.01 h of H100, 2 at a time/m,
    );
    assert.match(
      stdout,
      /^llama-serving +main +\$96\.00 +\$2,920\.00 +≈ \$3,771\.63 +−\$851\.63 +24 h of H100, 1 at a time +98\.9%$/m,
    );
    assert.match(stdout, /^Actual: 2026-05-31 \(1 day\), \$285\.91 in all, before credits/m);
    assert.match(stdout, /^1 app on the bill is not in this code: \$5,767\.00 per month\.$/m);
    assert.match(stdout, /^Volumes and others: \$0\.31 in the period\.$/m);
    assert.match(
      stdout,
      /^“nightly” is in this code, but not on the bill; its estimate is about \$\d+\.\d\d or more per month\.$/m,
    );
    assert.match(stdout, /^1 declaration belongs to an app whose name the code does not say/m);
    assert.match(stdout, /^Resources without a price in this book, .*: “TPU-9” \(\$1\.06\)\.$/m);
    assert.match(
      stdout,
      /^“summary\.json”: \$131\.40 metered, \$350\.00 billed\. The rows of the reports come to \$285\.91\.$/m,
    );
    assert.match(stdout, /^Prices: Modal’s published list/m);
  });

  it('says the same of every version of the report, as JSON, CSV and Markdown', async () => {
    const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
    const conforms = ajv.compile(schema);
    for (const shape of SHAPES) {
      work.write('one', reportText(COSTS, shape));
      const { stdout, stderr } = await run('--actual=one', '--actual=summary.json', '--format=json');
      const json = JSON.parse(stdout) as { apps: { app: string; actualUsd: number }[]; totalUsd: number };
      conforms(json);
      assert.deepEqual(conforms.errors ?? [], []);
      assert.deepEqual(
        json.apps.map(({ app, actualUsd }) => [app, actualUsd]),
        [
          ['forgotten', 189.6],
          ['llama-serving', 96],
        ],
      );
      assert.equal(json.totalUsd, 285.91);
      assert.equal(stderr.includes('loses text in square brackets'), shape.startsWith('csv'));
    }
    const csv = (await run('--actual=bill.json', '--format=csv')).stdout.split('\r\n');
    assert.match(csv[1]!, /^forgotten,main,189\.6,5767,,,,not in this code,,48\.0\d+,48\.0\d+,$/);
    assert.match(csv[3]!, /^nightly,,,,\d/);
    assert.match(
      (await run('--actual=bill.json', '--format=markdown')).stdout,
      /^\| `llama-serving` \| `main` \| \$96\.00 \|/m,
    );
  });

  it('refuses files and options with what to do', async () => {
    await refused(
      /actual needs --actual FILE, or "actual" in modal-cost\.json: save a bill with modal billing report/,
    );
    await refused(/--actual none\.json: not a readable file/, '--actual', 'none.json');
    await refused(/--actual \.: a folder; give its files/, '--actual', '.');
    await refused(
      /neither a summary nor metrics have costs of apps; give a report, too/,
      '--actual',
      'summary.json',
    );
    const { stderr } = await modalCost(['estimate', '.', '--actual', 'bill.json'], { cwd: work.path });
    assert.match(stderr, /--actual works with actual, diff, comment, check, not with estimate/);
    work.write('bad.json', '[{"object_id": "ap-1"}]');
    await refused(
      /^modal-cost: bad\.json: it has no column for the description$/m,
      '--actual=bill.json',
      '--actual=bad.json',
    );
    work.write('hours.json', reportText([{ ...COSTS[0]!, start: '2026-05-31T07:00:00' }], 'resources'));
    await refused(
      /hours\.json: it has costs of the same time as “bill\.json”, but one is by day and the other by hour: leave one of them out/,
      '--actual=bill.json',
      '--actual=hours.json',
    );
  });

  it('shows metrics beside the bill, and rates that the bill contradicts', async () => {
    const days = [0, 1, 2, 3, 4].map((i) => `2026-05-${27 + i}`);
    const usd = (24 * 3.9492 * 0.8).toFixed(8);
    const costs = days.map((each) => ({
      ...day('ap-1', 'llama-serving', 'H100', usd),
      start: `${each}T00:00:00`,
    }));
    work.write('month.json', reportText(costs, 'resources'));
    const rows = days.map((each) => `llama-serving,serve,${each}T00:00Z,${each}T23:59:59Z,4000,9000,1`);
    work.write(
      'm.csv',
      ['Service,function_name,start,end,requests,busy_seconds,containers', ...rows].join('\n'),
    );
    const columns = ['--metrics-columns', 'app=Service'];
    const { status, stdout, stderr } = await run('--actual=month.json', '--actual=m.csv', ...columns);
    assert.equal(status, 0, stderr);
    assert.match(
      stdout,
      /“llama-serving” “serve” by metrics: 4,000 requests per day, 2\.25 s each, containers alive on average: 1\./,
    );
    assert.match(
      stdout,
      /“llama-serving” pays \$3\.16 per hour of “H100” by the bill; the price book says \$3\.95\./,
    );
    assert.match(stdout, /A discount of 20% would explain it/);
    const json = (await run('--actual=month.json', '--actual=m.csv', ...columns, '--format=json')).stdout;
    const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
    const conforms = ajv.compile(schema);
    const data = JSON.parse(json) as { metrics: object[]; apps: { rates: object[] }[] };
    conforms(data);
    assert.deepEqual(conforms.errors ?? [], []);
    assert.deepEqual([data.metrics.length, data.apps[0]!.rates.length], [1, 1]);
    await refused(/m\.csv: it has no column for the object’s id/, '--actual=month.json', '--actual=m.csv');
    work.write('modal-cost.json', '{ "version": 1, "metricsColumns": { "app": "Service" } }');
    assert.equal(
      (await run('--actual=month.json', '--actual=m.csv')).stdout,
      stdout,
      'the team file names the column',
    );
    await refused(/no column/, '--actual=month.json', '--actual=m.csv', '--metrics-columns', 'app=Other');
    work.write(
      'modal-cost.json',
      '{\n  "version": 1,\n  "metricsColumns": { "application": "Service", "end": "" }\n}',
    );
    const wrong = await run('--actual=month.json');
    assert.match(wrong.stderr, /modal-cost\.json:3:23: “application” is unknown\. It can be app, function/);
    assert.match(wrong.stderr, /modal-cost\.json:3:56: end must be one line of text in double quotes/);
  });

  it('fails a check whose budget of actual costs the bill exceeds', async () => {
    const budget = (usd: number): void =>
      void work.write(
        'modal-cost.json',
        `{ "version": 1, "budgets": { "workspace": { "actual": 9000 }, "apps": { "app.py::app": { "actual": ${usd} } } },
          "rules": { "over-budget": "error", "warm-gpu": "off", "no-ceiling": "off" } }`,
      );
    budget(2_000);
    const check = (...args: string[]): Promise<Run> => modalCost(['check', '.', ...args], { cwd: work.path });
    const over = await check('--actual=bill.json');
    assert.equal(over.status, 1, over.stdout);
    assert.match(
      over.stdout,
      /app\.py::app did cost \$2,920\.00 per month by the bill of 2026-05-31 \(1 day\): \$920\.00 over the budget of \$2,000\.00/,
    );
    assert.doesNotMatch(over.stdout, /The workspace did cost/);
    const json = JSON.parse((await check('--actual=bill.json', '--format=json')).stdout) as {
      findings: { messageKind: string }[];
    };
    assert.ok(json.findings.some(({ messageKind }) => messageKind === 'actualOverBudget'));
    budget(3_000);
    assert.equal((await check('--actual=bill.json')).status, 0);
    const without = await check();
    assert.equal(without.status, 0);
    assert.match(without.stderr, /budgets of actual costs are only checked with --actual/);
    work.write(
      'modal-cost.json',
      `{ "version": 1, "budgets": { "declarations": { "app.py::serve": { "actual": 1 } } } }`,
    );
    assert.equal((await check('--actual=bill.json')).status, 2, 'the bill has no declarations');
  });

  it('says what an app costs today beside what a change is estimated to add', async () => {
    const changed = repository({ 'app.py': APP });
    try {
      changed.commit({ 'app.py': APP });
      changed.write('app.py', APP.replace('min_containers=1)\ndef serve', 'min_containers=2)\ndef serve'));
      changed.write('bill.json', reportText(COSTS, 'resources'));
      const said =
        /llama-serving.* \(main\) costs \$2,920\.00 per month by the bill of 2026-05-31 \(1 day\); this change is estimated to add ≈ \+\$[\d,.]+\./;
      assert.match((await changed.run('diff', '--actual=bill.json')).stdout, said);
      assert.match(
        (await changed.run('comment', '--actual=bill.json')).stdout,
        /costs \\?\$2,920\.00 per month by the bill/,
      );
      assert.match(
        (await changed.run('diff', '--actual=bill.json', '--format=markdown')).stdout,
        /costs \$2,920\.00 per month by the bill/,
      );
      const json = JSON.parse((await changed.run('diff', '--actual=bill.json', '--format=json')).stdout) as {
        actual: object;
      };
      const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
      const conforms = ajv.compile(diffSchema);
      conforms(json);
      assert.deepEqual(conforms.errors ?? [], []);
      assert.deepEqual(Object.keys(json.actual), ['period', 'apps']);
      assert.doesNotMatch((await changed.run('diff')).stdout, /by the bill/);
    } finally {
      changed.remove();
    }
  });
});
