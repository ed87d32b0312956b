import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import gpusSchema from '../../schemas/gpus.schema.json';
import providersSchema from '../../schemas/providers.schema.json';
import { compareWithGolden } from '../golden/golden';
import { folder, modalCost } from './run';

const REVIEW = ['--book', 'review-2026-05'];

/** What each command prints. `UPDATE_GOLDEN=1` writes it anew. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  'catalog/gpus.txt': ['gpus'],
  'catalog/gpus.md': ['gpus', '--format=markdown'],
  'catalog/gpus.csv': ['gpus', '--format=csv'],
  'catalog/gpus-review.txt': ['gpus', ...REVIEW],
  'catalog/gpus-review.csv': ['gpus', ...REVIEW, '--format=csv'],
  'catalog/break-even-review.txt': ['gpus', 'H100', 'A100', 'A10G', 'T4', ...REVIEW],
  'catalog/break-even.txt': ['gpus', 'H100', 'a100-80gb', 'A10', 'T4', '--utilization', '20%'],
  'catalog/as-of.txt': ['gpus', ...REVIEW, '--as-of', '2024-05'],
  'catalog/providers.txt': ['providers'],
  'catalog/providers.md': ['providers', '--format=markdown'],
  'catalog/providers-list.txt': ['providers', '--book', 'modal-list-2026-10', '--utilization', '0.3'],
};

const run = (...args: readonly string[]): ReturnType<typeof modalCost> => modalCost(args);

describe('modal-cost gpus and providers', () => {
  for (const [name, args] of Object.entries(OUTPUTS)) {
    it(`modal-cost ${args.join(' ')}`, async () => {
      const { status, stdout } = await run(...args);
      assert.equal(status, 0);
      compareWithGolden(name, stdout);
    });
  }

  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
  const conforms = { gpus: ajv.compile(gpusSchema), providers: ajv.compile(providersSchema) };
  for (const args of [
    ['gpus'],
    ['gpus', ...REVIEW],
    ['gpus', ...REVIEW, '--as-of', '2025-03'],
    ['gpus', 'T4', 'A10', 'H100', 'A100-40GB', '--utilization=0'],
    ['gpus', 'T4', 'H100', ...REVIEW, '--tokens-per-second=900'],
    ['gpus', '--min-vram=1000'],
    ['providers'],
    ['providers', '--book=modal-list-2026-10', '--utilization=0'],
  ])
    it(`prints JSON by the schema: ${args.join(' ')}`, async () => {
      const data: unknown = JSON.parse((await run(...args, '--format=json')).stdout);
      const check = conforms[args[0] as keyof typeof conforms];
      assert.ok(check(data), JSON.stringify(check.errors?.slice(0, 5)));
      assert.equal(check({ ...(data as object), extra: 1 }), false);
    });

  it('filters and sorts', async () => {
    const types = async (...args: string[]): Promise<string[]> =>
      (
        JSON.parse((await run('gpus', ...args, '--format=json')).stdout) as { gpus: { gpu: string }[] }
      ).gpus.map(({ gpu }) => gpu);
    assert.deepEqual(await types('--min-vram', '80', '--max-price', '$3.95'), [
      'H100',
      'RTX-PRO-6000',
      'A100-80GB',
    ]);
    assert.deepEqual(await types('--sort=price', '--max-price=1.2'), ['T4', 'L4', 'A10']);
    assert.deepEqual(await types('--sort=name', '--max-price=1.2'), ['A10', 'L4', 'T4']);
    assert.deepEqual(await types('--sort=vram', '--min-vram=141'), ['B300', 'B200', 'H200']);
    assert.deepEqual(await types('--min-vram=289'), []);
  });

  it('uses the price book of the team file', async () => {
    const team = folder({ 'modal-cost.json': '{ "priceBook": "review-2026-05" }' });
    const { stdout, status } = await modalCost(['gpus', '--format=csv'], { cwd: team.path });
    team.remove();
    assert.equal(status, 0);
    assert.match(stdout, /^H100,80,0\.0021,/m);
  });

  for (const [args, message] of [
    [['gpus', 'H1000'], /has no GPU H1000.*it has B300/],
    [['gpus', '--sort', 'size'], /--sort must be book, price, vram, name/],
    [['gpus', '--min-vram=-1'], /--min-vram must be GB/],
    [['gpus', '--max-price', '0'], /--max-price must be USD per GPU-hour/],
    [['gpus', '--utilization', '120%'], /--utilization must be a share/],
    [['gpus', '--as-of', 'May 2024'], /--as-of must be a date/],
    [
      ['gpus', '--as-of', '2024-05'],
      /earliest rates of modal-list-2026-10 are of 2025-08-08.*--book review-2026-05/,
    ],
    [['gpus', '--as-of', '2024-04-30', ...REVIEW], /earliest rates of review-2026-05 are of 2024-05/],
    [['providers', 'H100'], /providers takes no PATH/],
    [['providers', '--sort=price'], /--sort works with gpus, not with providers/],
    [['estimate', '.', '--min-vram=1'], /--min-vram works with gpus, not with estimate/],
    [['diff', '--as-of=2024-05'], /--as-of works with estimate, gpus, not with diff/],
  ] as const)
    it(`refuses modal-cost ${args.join(' ')}`, async () => {
      const { status, stderr, stdout } = await run(...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    });

  it('prices code as of an earlier day', async () => {
    const code = folder({
      'app.py': [
        'import modal',
        'app = modal.App("a")',
        '@app.function(gpu="H100", min_containers=1)',
        'def f(): ...',
        '@app.function(gpu="T4")',
        'def g(): ...',
      ].join('\n'),
    });
    const { stdout, stderr, status } = await modalCost(['estimate', code.path, ...REVIEW, '--as-of=2024-05']);
    code.remove();
    assert.equal(status, 0);
    assert.match(stdout, /H100 +\$8\.64 +\$311\.04/);
    assert.match(stdout, /T4 +unknown/);
    assert.match(stderr, /Prices as of 2024-05: H100 \$0\.0024\/s/);
    assert.match(stderr, /idle containers, CPU, memory and regions cost what they do in 2026-05/);
    assert.match(stderr, /No price as of 2024-05: A10, T4/);
  });
});
