import { strict as assert } from 'node:assert';
import { utimesSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareWithGolden } from '../golden/golden';
import { repository } from './repository';
import { folder, modalCost, type Folder } from './run';

const WARM = `import modal

app = modal.App("warm")


@app.function(gpu="H100", min_containers=1)
def serve():
    pass
`;

const RATES = resolve('test/fixtures/rates/2026-10.json');

/** In what an estimate prints as JSON. */
interface Estimated {
  readonly book: { readonly id: string; readonly lineage: readonly { readonly id: string }[] };
  readonly total: { readonly floorPerMonth: { readonly low: number } };
}

describe('the rates of a workspace on the command line', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({ 'app.py': WARM });
  });
  afterEach(() => {
    work.remove();
  });
  const json = async (book: string): Promise<Estimated> =>
    JSON.parse(
      (await modalCost(['estimate', 'app.py', '--book', book, '--format', 'json'], { cwd: work.path }))
        .stdout,
    ) as Estimated;

  it('price one H100, under the file’s day', async () => {
    const rates = work.write('rates.json', '{\n  "gpu_hour_cost_h100": "3.95000"\n}\n');
    utimesSync(rates, 0, Date.UTC(2026, 9, 8, 12) / 1_000);
    const { status, stdout, stderr } = await modalCost(['estimate', 'app.py', '--book', 'rates.json'], {
      cwd: work.path,
    });
    assert.deepEqual([status, stderr], [0, '']);
    compareWithGolden('estimate/workspace-rates.txt', stdout);
  });

  it('are the list’s within the rounding of their five digits', async () => {
    const ours = await json(RATES);
    assert.equal(ours.book.id, 'workspace-rates');
    const list = await json(ours.book.lineage[1]!.id);
    const [mine, theirs] = [ours, list].map(({ total }) => total.floorPerMonth.low);
    assert.ok(Math.abs(mine! / theirs! - 1) < 0.0005, `${mine} against ${theirs}`);
  });

  it('have notes on stderr, each once, and none in what is printed', async () => {
    work.remove();
    const repo = repository({
      'app.py': WARM,
      'modal-cost.json': '{ "version": 1, "priceBook": "rates.json" }',
      'rates.json': '{ "gpu_hour_cost_h100": "1.00000", "gpu_hour_cost_b400": "9" }',
    });
    work = repo;
    for (const args of [
      ['estimate', 'app.py', '--format', 'json'],
      ['check', '.'],
      ['diff'],
      ['diff', '--book', 'rates.json'],
      ['check', '--base', 'HEAD'],
    ]) {
      const { stdout, stderr } = await modalCost(args, { cwd: work.path });
      const lines = stderr.trimEnd().split('\n');
      assert.equal(lines.length, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(lines[0]!, /^modal-cost: rates\.json: B400 is a new GPU: /);
      assert.match(lines[1]!, /^modal-cost: rates\.json: H100 is [\d.]+% below Modal’s list: a contract\?$/);
      assert.doesNotMatch(stdout, /a contract|new GPU/);
    }
    // What Git has is as old as its commit or its checkout: neither is the day of the rates.
    assert.match((await modalCost(['diff'], { cwd: work.path })).stdout, /\(workspace-rates, undated\)/);
  });

  it('are refused with file and line where they cannot be', async () => {
    work.write('rates.json', '{\n  "cpu_hour_cost": "0.04",\n  "gpu_hour_cost_h100": "NaN"\n}\n');
    const { status, stdout, stderr } = await modalCost(['estimate', 'app.py', '--book', 'rates.json'], {
      cwd: work.path,
    });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^ {2}rates\.json:3: \$\.gpu_hour_cost_h100: must be a decimal number/m);
  });
});
