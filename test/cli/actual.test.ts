import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import schema from '../../schemas/actual.schema.json';
import { reportText, SHAPES, type Cost } from '../support/bill';
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
  const run = (...args: readonly string[]): Run => modalCost(['actual', ...args], { cwd: work.path });
  const refused = (message: RegExp, ...args: readonly string[]): void => {
    const { status, stdout, stderr } = run(...args);
    assert.equal(status, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  };

  it('reads the files that the team file names, and its names of apps', () => {
    work.write('bills/2026/may.json', reportText(COSTS, 'resources'));
    work.write('bills/2026/notes.txt', 'no bill');
    work.write(
      'modal-cost.json',
      `{ "version": 1, "actual": ["bills/**/*.json"], "apps": { "forgotten": "app.py::batch" } }`,
    );
    const { status, stdout, stderr } = run();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^forgotten +main +\$189\.60 +\$5,767\.00 +≈? ?\$[\d,.]+ or more/m);
    assert.match(stdout, /^llama-serving +main +\$96\.00/m);
    assert.doesNotMatch(stdout, /nightly/);
    const given = run('--actual', 'bill.json');
    assert.equal(given.stdout, stdout);
  });

  it('counts code that is deployed under two names once for each', () => {
    work.write(
      'modal-cost.json',
      `{ "version": 1, "apps": { "a": "app.py::app", "llama-serving": "*.py::app" } }`,
    );
    const { apps, notBilled } = JSON.parse(run('--actual', 'bill.json', '--format', 'json').stdout) as {
      apps: { app: string; code: { estimate: object } }[];
      notBilled: { app: string; estimate: object }[];
    };
    const found = apps.find(({ app }) => app === 'llama-serving')!;
    const other = notBilled.find(({ app }) => app === 'a')!;
    assert.deepEqual(other.estimate, found.code.estimate);
  });

  it('refuses names of files and apps that lead nowhere', () => {
    work.write('modal-cost.json', `{ "version": 1, "actual": "bills/*.json" }`);
    refused(/modal-cost\.json: actual: no file matches bills\/\*\.json/);
    work.write(
      'modal-cost.json',
      `{ "version": 1, "actual": ["../bill.json", 3], "apps": { "x": "app.py", "": "a.py::b" } }`,
    );
    const { stderr } = run('--actual', 'bill.json');
    assert.match(
      stderr,
      /modal-cost\.json:1:28: The files of actual must be in the folder of modal-cost\.json/,
    );
    assert.match(stderr, /“app\.py”: A key is a file, “::” and a name/);
    assert.match(stderr, /cannot be the name of an app/);
  });

  it('puts what an app did cost beside its estimate', () => {
    const { status, stdout, stderr } = run('--actual', 'bill.json', '--actual', 'summary.json');
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

  it('says the same of every version of the report, as JSON, CSV and Markdown', () => {
    const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
    const conforms = ajv.compile(schema);
    for (const shape of SHAPES) {
      work.write('one', reportText(COSTS, shape));
      const { stdout, stderr } = run('--actual=one', '--actual=summary.json', '--format=json');
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
    const csv = run('--actual=bill.json', '--format=csv').stdout.split('\r\n');
    assert.match(csv[1]!, /^forgotten,main,189\.6,5767,,,,not in this code,,48\.0\d+,48\.0\d+,$/);
    assert.match(csv[3]!, /^nightly,,,,\d/);
    assert.match(
      run('--actual=bill.json', '--format=markdown').stdout,
      /^\| `llama-serving` \| `main` \| \$96\.00 \|/m,
    );
  });

  it('refuses files and options with what to do', () => {
    refused(
      /actual needs --actual FILE, or "actual" in modal-cost\.json: save a bill with modal billing report/,
    );
    refused(/--actual none\.json: not a readable file/, '--actual', 'none.json');
    refused(/--actual \.: a folder; give its files/, '--actual', '.');
    refused(/a summary has no apps; give a report, too/, '--actual', 'summary.json');
    const { stderr } = modalCost(['estimate', '.', '--actual', 'bill.json'], { cwd: work.path });
    assert.match(stderr, /--actual works with actual, not with estimate/);
    work.write('bad.json', '[{"object_id": "ap-1"}]');
    refused(
      /^modal-cost: bad\.json: it has no column for the description$/m,
      '--actual=bill.json',
      '--actual=bad.json',
    );
    work.write('hours.json', reportText([{ ...COSTS[0]!, start: '2026-05-31T07:00:00' }], 'resources'));
    refused(
      /hours\.json: it has costs of the same time as “bill\.json”, but one is by day and the other by hour: leave one of them out/,
      '--actual=bill.json',
      '--actual=hours.json',
    );
  });
});
