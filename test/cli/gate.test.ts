import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import checkSchema from '../../schemas/check.schema.json';
import estimateSchema from '../../schemas/estimate.schema.json';
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

  it('passes with a line about them, and fails with --fail-on-unknown', () => {
    const loose = modalCost(['check', work.path, '--fail-above', '10']);
    assert.equal(loose.status, 0, loose.stderr);
    assert.match(loose.stdout, /Not compared with the limit of \$10\.00 per month: the costs are unknown\./);
    assert.match(loose.stdout, /use --fail-on-unknown to fail for them: app\.py:4 run \(price, floor\)/);
    const strict = modalCost(['check', work.path, '--fail-on-unknown']);
    assert.equal(strict.status, 1, strict.stderr);
    assert.match(strict.stdout, /Fails because of unknown costs: app\.py:4 run/);
  });

  it('has them in JSON, as the schemas say', () => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    const { total } = estimateSchema.properties;
    for (const [command, schema, pick, ...options] of [
      ['check', checkSchema, (data: object) => data, '--fail-on-unknown', '--fail-above', '1'],
      ['estimate', { ...total, $defs: estimateSchema.$defs }, (data: { total?: unknown }) => data.total],
    ] as const) {
      const { stdout } = modalCost([command, work.path, '--format', 'json', ...options]);
      const data = pick(JSON.parse(stdout) as object);
      assert.ok(ajv.validate(schema, data), JSON.stringify(ajv.errors, null, 1));
      assert.match(JSON.stringify(data), /"status":"unknown"/);
    }
  });

  it('says unknown in one word, in a table and in CSV', () => {
    for (const format of ['table', 'csv', 'markdown']) {
      const { stdout } = modalCost(['estimate', work.path, '--format', format]);
      assert.match(stdout, /unknown/);
      assert.doesNotMatch(stdout, /not known|\$0\b/, format);
    }
  });

  it('is an option of check only', () => {
    const { status, stderr } = modalCost(['estimate', work.path, '--fail-on-unknown']);
    assert.equal(status, 2);
    assert.match(stderr, /--fail-on-unknown works with check, not with estimate/);
    assert.match(modalCost(['--help']).stdout, /--fail-on-unknown +check: fail if/);
  });
});
