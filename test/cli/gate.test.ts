import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import checkSchema from '../../schemas/check.schema.json';
import estimateSchema from '../../schemas/estimate.schema.json';
import { repository } from './repository';
import { folder, modalCost, type Folder } from './run';

const DARK = `import os
import modal
app = modal.App("dark")
@app.function(gpu=os.environ["GPU"], min_containers=int(os.environ["WARM"]))
def run(x): ...
`;

describe('a check of unknown costs', () => {
  let work: Folder;
  before(() => (work = folder({ 'app.py': DARK })));
  after(() => work.remove());

  it('passes with a line about them, and fails with --fail-on-unknown', async () => {
    const loose = await modalCost(['check', work.path, '--fail-above', '10']);
    assert.equal(loose.status, 0, loose.stderr);
    assert.match(loose.stdout, /Not compared with the limit of \$10\.00 per month: the costs are unknown\./);
    assert.match(loose.stdout, /use --fail-on-unknown to fail for them: app\.py:4 run \(price, floor\)/);
    const strict = await modalCost(['check', work.path, '--fail-on-unknown']);
    assert.equal(strict.status, 1, strict.stderr);
    assert.match(strict.stdout, /Fails because of unknown costs: app\.py:4 run/);
  });

  it('has them in JSON, as the schemas say', async () => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    const { total } = estimateSchema.properties;
    for (const [command, schema, pick, ...options] of [
      ['check', checkSchema, (data: object) => data, '--fail-on-unknown', '--fail-above', '1'],
      ['estimate', { ...total, $defs: estimateSchema.$defs }, (data: { total?: unknown }) => data.total],
    ] as const) {
      const { stdout } = await modalCost([command, work.path, '--format', 'json', ...options]);
      const data = pick(JSON.parse(stdout) as object);
      assert.ok(ajv.validate(schema, data), JSON.stringify(ajv.errors, null, 1));
      assert.match(JSON.stringify(data), /"status":"unknown"/);
    }
  });

  it('says unknown in one word, in a table and in CSV', async () => {
    for (const format of ['table', 'csv', 'markdown']) {
      const { stdout } = await modalCost(['estimate', work.path, '--format', format]);
      assert.match(stdout, /unknown/);
      assert.doesNotMatch(stdout, /not known|\$0\b/, format);
    }
  });

  it('is an option of check only', async () => {
    const { status, stderr } = await modalCost(['estimate', work.path, '--fail-on-unknown']);
    assert.equal(status, 2);
    assert.match(stderr, /--fail-on-unknown works with check, not with estimate/);
    assert.match((await modalCost(['--help'])).stdout, /--fail-on-unknown +check: fail if/);
  });
});

describe('a check of a change behind an unknown value', () => {
  it('says that the difference is unknown, and where it comes from', async () => {
    const repo = repository({
      'conf.py':
        'class Service:\n    def __init__(self, gpu):\n        self.gpu = tune(gpu)\nS = Service("T4")\n',
      'app.py':
        'import modal\nfrom conf import S\napp = modal.App("a")\n@app.function(gpu=S.gpu)\ndef f(): ...\n',
    });
    try {
      repo.write(
        'conf.py',
        'class Service:\n    def __init__(self, gpu):\n        self.gpu = tune(gpu)\nS = Service("H100:8")\n',
      );
      const why = /gpu unknown: what it depends on changed in conf\.py:4/;
      const diff = await repo.run('diff');
      assert.match(diff.stdout, why);
      assert.match(diff.stdout, /no known difference per month/);
      assert.match((await repo.run('comment', '--platform=github')).stdout, why);
      const { changes } = JSON.parse((await repo.run('diff', '--format=json')).stdout) as {
        changes: readonly { causes: readonly object[] }[];
      };
      assert.deepEqual(changes[0]!.causes, [
        {
          what: 'parameter',
          kind: 'dependency',
          name: 'gpu',
          before: 'S.gpu (unknown)',
          after: 'S.gpu (unknown)',
          dependsOn: { side: 'after', file: 'conf.py', line: 4 },
        },
      ]);
      const loose = await repo.run('check', '--base=HEAD', '--fail-above=10');
      assert.match(loose.stdout, /Within the limit of \$10\.00 per month, as far as the costs are known/);
      assert.equal(
        (await repo.run('check', '--base=HEAD', '--fail-above=10', '--fail-on-unknown')).status,
        1,
      );
    } finally {
      repo.remove();
    }
  });
});
