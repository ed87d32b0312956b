import { strict as assert } from 'node:assert';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import checkSchema from '../../schemas/check.schema.json';
import diffSchema from '../../schemas/diff.schema.json';
import estimateSchema from '../../schemas/estimate.schema.json';
import scanSchema from '../../schemas/scan.schema.json';
import { USAGE_FIELDS } from '../../src/core/modal/usageFields';
import { PARAMETER_NAMES } from '../../src/core/modal/parameters';
import { RULE_IDS } from '../../src/core/review/findings/rules';
import { repository } from './repository';
import { folder, modalCost } from './run';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
ajv.addSchema(scanSchema, 'scan.schema.json');
const isScan = ajv.getSchema('scan.schema.json')!;
const isEstimate = ajv.compile(estimateSchema);
const isDiff = ajv.compile(diffSchema);
const isCheck = ajv.compile(checkSchema);

function assertConforms(text: string, conforms: ValidateFunction): void {
  const value: unknown = JSON.parse(text);
  const errors = (conforms(value), conforms.errors ?? []);
  assert.deepEqual(
    errors.map(({ instancePath, message, params }) => ({ instancePath, message, params })),
    [],
  );
}

async function output(...args: string[]): Promise<string> {
  return (await modalCost([...args, '--format', 'json'])).stdout;
}

describe('the published schemas', () => {
  for (const [command, conforms] of [
    ['scan', isScan],
    ['estimate', isEstimate],
  ] as const) {
    it(`hold for the golden JSON of ${command}`, () => {
      const golden = readdirSync(`test/golden/${command}`).filter((name) => name.endsWith('.json'));
      assert.ok(golden.length > 0);
      for (const name of golden)
        assertConforms(readFileSync(join('test/golden', command, name), 'utf8'), conforms);
    });

    it(`hold for ${command} of every form of Modal code, and of the examples`, async () => {
      assertConforms(await output(command, 'test/fixtures/forms'), conforms);
      assertConforms(await output(command, 'examples'), conforms);
    });

    it(`hold for ${command} of nothing`, async () => {
      const nothing = folder({ 'plain.py': '', 'bytes.py': new Uint8Array([0xff]) });
      assertConforms(await output(command, nothing.path), conforms);
      nothing.remove();
    });
  }

  it('hold for what storage and egress print', () => {
    const schemas = { estimate: isEstimate, check: isCheck, diff: isDiff };
    for (const [name, conforms] of Object.entries(schemas))
      assertConforms(readFileSync(`test/golden/data/${name}.json`, 'utf8'), conforms);
  });

  it('hold for an estimate by the list, with usage for everything', async () => {
    const usage = [
      '--usage',
      'requests_per_day=5000 seconds_per_request=2 tokens_per_second=900 startup_seconds=20',
    ];
    const list = ['--book', 'modal-list-2026-10'];
    assertConforms(
      await output('estimate', 'test/fixtures/forms/gpu_types.py', ...list, ...usage),
      isEstimate,
    );
    assertConforms(await output('estimate', 'examples', ...list, ...usage), isEstimate);
    assertConforms(await output('estimate', 'examples', '--usage', 'requests_per_day=0'), isEstimate);
  });

  for (const [command, conforms] of [
    ['diff', isDiff],
    ['check', isCheck],
  ] as const) {
    it(`hold for the golden JSON of ${command}`, () => {
      const golden = readdirSync(`test/golden/${command}`).filter((name) => name.endsWith('.json'));
      assert.ok(golden.length > 0);
      for (const name of golden)
        assertConforms(readFileSync(join('test/golden', command, name), 'utf8'), conforms);
    });
  }

  it('hold for a diff and a check of every form of Modal code, of the examples, and of nothing', async () => {
    const repo = repository({ 'plain.py': '', 'bytes.py': new Uint8Array([0xff]) });
    const conform = async (): Promise<void> => {
      for (const args of [
        ['diff', '--base', 'empty', '--head', 'HEAD'],
        ['diff', '--base=HEAD', '--head=empty'],
      ])
        assertConforms((await repo.run(...args, '--format=json')).stdout, isDiff);
      for (const args of [['check'], ['check', '--base', 'empty', '--fail-above=1', '--min-delta=1%']])
        assertConforms((await repo.run(...args, '--format=json')).stdout, isCheck);
    };
    repo.git('branch', 'empty');
    await conform();
    cpSync('examples', repo.path, { recursive: true });
    cpSync('test/fixtures/forms', join(repo.path, 'forms'), { recursive: true });
    cpSync('test/golden/findings', join(repo.path, 'findings'), { recursive: true });
    repo.commit({});
    await conform();
    repo.remove();
  });

  it('refuse what is not named in them', async () => {
    const scan = JSON.parse(await output('scan', 'examples')) as { declarations: object[] };
    const [first, ...rest] = scan.declarations;
    assert.equal(isScan({ ...scan, extra: 1 }), false);
    assert.equal(isScan({ ...scan, declarations: [{ ...first, extra: 1 }, ...rest] }), false);
    assert.equal(isScan({ ...scan, declarations: [{ ...first, kind: 'class' }] }), false);
    const estimate = JSON.parse(await output('estimate', 'examples')) as { estimates: object[] };
    assert.equal(isEstimate({ ...estimate, estimates: [{ ...estimate.estimates[0], extra: 1 }] }), false);
    assert.equal(isEstimate({ ...estimate, currency: 'EUR' }), false);
    const diff = JSON.parse(readFileSync('test/golden/diff/change.json', 'utf8')) as { changes: object[] };
    assert.equal(isDiff({ ...diff, changes: [{ ...diff.changes[0], extra: 1 }] }), false);
    const check = JSON.parse(readFileSync('test/golden/check/all.json', 'utf8')) as { findings: object[] };
    assert.equal(isCheck({ ...check, findings: [{ ...check.findings[0], line: 0 }] }), false);
  });

  it('name every rule', () => {
    for (const { $defs } of [diffSchema, checkSchema])
      assert.deepEqual($defs.finding.properties.rule.enum, [...RULE_IDS].sort());
  });

  it('name every parameter and every field of a usage', () => {
    const { parameters } = scanSchema.$defs;
    assert.deepEqual(
      Object.keys(parameters.properties),
      PARAMETER_NAMES.filter((name) => name !== 'gpu'),
    );
    const { fields } = estimateSchema.$defs.usage.properties;
    assert.deepEqual(
      Object.keys(fields.properties),
      USAGE_FIELDS.map(({ name }) => name),
    );
  });
});
