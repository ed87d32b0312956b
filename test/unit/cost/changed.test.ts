/** Declarations that calls change, and the calls as the variants that they make. */
import { strict as assert } from 'node:assert';
import type { Assessment } from '../../../src/core/cost/assess';
import { floorAmount, liveAmount, monthOrFloor } from '../../../src/core/cost/amount';
import { isAwaited } from '../../../src/core/cost/month';
import { SimulationsLater } from '../../../src/core/cost/simulations';
import { total } from '../../../src/core/cost/estimateTotal';
import type { FileScan } from '../../../src/core/modal/scan';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { estimateNotes } from '../../../src/core/render/estimateNotes';
import { callLinks, callsTitle } from '../../../src/core/render/callLinks';
import { lensTitle } from '../../../src/core/render/lensTitle';
import { NO_TEAM } from '../../../src/core/review/team/team';
import { KnownAssessments, priceScan } from '../../../src/core/review/team/priceScan';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { scanText } from '../../support/python';

const HEAD = 'import modal\napp = modal.App("shop")\n';
/** The review's rates: an H100 costs $7.56 per active hour, and $0.432 idle. */
const CONTEXT = { book: reviewBook, list: listBook, hoursPerMonth: 720 };
const WARM_H100 = 311.04;

async function priced(code: string, others: readonly FileScan[] = []): Promise<readonly Assessment[]> {
  const text = `${HEAD}${code}`;
  const comments = new UsageComments(text);
  const use = { defaults: [], includeStartup: true };
  const terms = { team: NO_TEAM, context: CONTEXT, use };
  return priceScan(await scanText(text), (each) => comments.of(each), terms, others);
}

const labels = ({ estimate }: Assessment): string =>
  estimate.alternatives.map(({ label }) => label).join(' | ');

const MODEL = '@app.cls(gpu="T4", min_containers=1, timeout=600)\nclass Model:\n  def run(self): ...\n';
const SERVE = '@app.function(gpu="H100")\ndef serve(): ...\n';

describe('a month that is simulated later', () => {
  it('is there when it is asked for again after that, with those of its variants', async () => {
    const text = `${HEAD}# modal-cost: requests_per_day=800 seconds_per_request=4 requests_at_once=5\n${SERVE}serve.with_options(gpu="L4")\n`;
    const scan = await scanText(text);
    const comments = new UsageComments(text);
    const simulations = new SimulationsLater(() => undefined);
    const use = { defaults: [], includeStartup: true, simulations };
    const known = new KnownAssessments();
    const ask = (): Assessment =>
      priceScan(
        scan,
        (each) => comments.of(each),
        { team: NO_TEAM, context: { ...CONTEXT, book: listBook }, use },
        [],
        known,
      )[0]!;
    let rounds = 0;
    for (; isAwaited(ask().month); rounds++) {
      assert.ok(rounds < 4);
      atOnce(simulations.work(neverPause));
    }
    assert.ok(rounds > 0);
    const { month } = ask();
    assert.equal(month?.status, 'known');
    assert.deepEqual(month.unpriced, []);
    assert.equal(ask(), ask(), 'and is kept');
  });
});

describe('a variant that a call makes', () => {
  it('has the declared values with those of each call of its chain on top', async () => {
    const [model, first, second] = await priced(
      `${MODEL}Model.with_options(gpu="H100").with_options(timeout=60)\n`,
    );
    assert.equal(labels(model!), 'T4');
    assert.deepEqual([labels(first!), labels(second!)], ['H100', 'H100']);
    const timeouts = [first!, second!].map(({ estimate }) => estimate.call?.timeout.interval?.low);
    assert.deepEqual(timeouts, [600, 60]);
    // The first of the chain is only a step.
    assert.equal(total([model!, first!, second!].map(({ estimate }) => estimate)).counted, 2);
  });

  it('keeps the GPU of the declaration where a call gives none, or None', async () => {
    for (const given of ['cpu=4', 'gpu=None']) {
      const [, variant] = await priced(`${SERVE}serve.with_options(${given})\n`);
      assert.deepEqual(liveAmount(variant!.estimate), { low: 7.56, likely: 7.56, high: 7.56 });
    }
    const [, variant] = await priced(`${SERVE}serve.with_options(gpu=None)\n`);
    assert.match(estimateNotes(variant!.estimate).join(' '), /cannot unset a GPU with `gpu=None`/);
  });

  it('has unknown values where either side has', async () => {
    const open = '@app.function(gpu=load())\ndef open(): ...\n';
    const [, inherited] = await priced(`${open}open.with_options(cpu=4)\n`);
    assert.equal(inherited!.estimate.certainty, 'unknown');
    const [, given] = await priced(`${SERVE}serve.with_options(gpu=load())\n`);
    assert.equal(liveAmount(given!.estimate), 'unknown');
    const [, spread] = await priced(`${SERVE}serve.with_options(cpu=2, **load())\n`);
    const { subject, settings } = spread!.estimate;
    assert.equal(subject.gpu.status, 'unknown');
    assert.equal(settings.timeout.status, 'unknown');
    assert.equal(subject.params.cpu?.value, 2);
  });

  it('may keep the declared containers warm, and no more of them than that', async () => {
    const [, variant] = await priced(`${MODEL}Model.with_options(gpu="H100")\n`);
    const { low, likely, high } = floorAmount(variant!.estimate) as {
      low: number;
      likely: number;
      high: number;
    };
    assert.equal(low, 0);
    assert.ok(Math.abs(likely - WARM_H100) < 0.01 && likely === high);
  });

  it('is one of its own that update_autoscaler may change', async () => {
    const [model, variant, call] = await priced(
      `${MODEL}Fast = Model.with_options(gpu="H100")\nFast().update_autoscaler(min_containers=2)\n`,
    );
    assert.deepEqual(model!.estimate.settings.minContainers.interval, { low: 1, high: 1 });
    assert.deepEqual(variant!.estimate.settings.minContainers.interval, { low: 0, high: 2 });
    assert.deepEqual(call!.estimate.settings.minContainers.interval, { low: 2, high: 2 });
    assert.equal(labels(call!), 'H100');
    assert.equal(total([variant!, call!].map(({ estimate }) => estimate)).counted, 1);
  });

  it('of what is not found has only the values of the call', async () => {
    const [gpu, cpu] = await priced(
      'def main(unknown):\n  unknown.with_options(gpu="H100")\n  unknown.with_options(cpu=4)\n',
    );
    assert.deepEqual(liveAmount(gpu!.estimate), { low: 7.56, likely: 7.56, high: 7.56, atLeast: true });
    // Four cores and the least memory, and whatever GPU it has.
    assert.ok((liveAmount(cpu!.estimate) as { atLeast?: boolean }).atLeast);
    assert.equal(floorAmount(cpu!.estimate), 'unknown');
    assert.match(lensTitle(cpu!), /changes unknown, which was not found/);
  });

  it('keeps a CPU warm at least, where what is not found is kept warm', async () => {
    for (const call of ['unknown.update_autoscaler(min_containers=4)', 'unknown.keep_warm(4)']) {
      const [row] = await priced(`def main(unknown):\n  ${call}\n`);
      const floor = floorAmount(row!.estimate) as { likely: number; atLeast?: boolean };
      assert.ok(floor.likely > 0 && floor.atLeast, call);
      assert.match(lensTitle(row!), /^changes unknown, which was not found · \$14\.39\/mo/);
    }
  });

  it('is found in another file, by its import and by its name', async () => {
    const serve = await scanText(`${HEAD}${MODEL}`, 'serve.py');
    const [variant] = await priced('modal.Cls.from_name("shop", "Model").with_options(gpu="H100")\n', [
      serve,
    ]);
    assert.equal(
      lensTitle(variant!),
      '$7.56/h running · runs Model (serve.py:3) as H100 · $0–311/mo warm (0–1 × H100)',
    );
    const [other] = await priced('modal.Cls.from_name("another", "Model").with_options(cpu=2)\n', [serve]);
    assert.equal(other!.estimate.certainty, 'atLeast');
  });
});

describe('a declaration that calls change', () => {
  it('names its variants and leads to them', async () => {
    const [serve, variant] = await priced(`${SERVE}serve.with_options(gpu="A100-80GB")\n`);
    const [link] = callLinks([serve!]);
    assert.equal(link?.title, 'also as A100-80GB: line 5');
    assert.equal(lensTitle(variant!), '$3.96/h running · runs serve (line 3) as A100-80GB');
    assert.match(estimateNotes(serve!.estimate)[0]!, /^Also run as `A100-80GB` by the call in line 5: /);
  });

  it('names several calls in one lens, however many', async () => {
    const options = ['gpu="H200"', 'gpu="T4"', 'gpu="T4", cpu=4', 'gpu="A10"', 'gpu="L4"'];
    const variants = options.map((each) => `serve.with_options(${each})\n`).join('');
    const title = async (calls: string): Promise<string> => {
      const [serve] = await priced(`${SERVE}${calls}`);
      return callsTitle(callLinks([serve!]));
    };
    assert.equal(await title(variants), '5 calls change it: H200, T4, A10, …');
    const scaled = 'def main():\n  serve.update_autoscaler(min_containers=2)\n  serve.keep_warm(1)\n';
    assert.equal(await title(scaled), '2 calls change it: autoscaler');
    const both = `serve.with_options(gpu="H200")\n${scaled}`;
    assert.equal(await title(both), '3 calls change it: H200, autoscaler');
  });

  it('names a call once that changes several of one place', async () => {
    const [serve] = await priced(`${SERVE}serve.with_options(gpu="H200")\n`);
    assert.equal(callLinks([serve!, serve!]).length, 1);
  });

  it('has a month between those of itself and of its variants', async () => {
    const usage = '# modal-cost: requests_per_day=10000 seconds_per_request=1\n';
    const [alone] = await priced(`${usage}${SERVE}`);
    const [both] = await priced(`${usage}${SERVE}serve.with_options(gpu="T4")\n`);
    const [t4] = await priced(`${usage}${SERVE.replace('H100', 'T4')}`);
    const months = [alone, both, t4].map(
      (each) => monthOrFloor(each!) as { low: number; likely: number; high: number },
    );
    assert.equal(months[1]!.likely, months[0]!.likely);
    assert.equal(months[1]!.high, months[0]!.high);
    assert.equal(months[1]!.low, months[2]!.low);
  });

  it('has a warm floor from its own to that of the calls, of which a limit counts the largest', async () => {
    for (const call of ['serve.update_autoscaler(min_containers=4)', 'serve.keep_warm(4)']) {
      const [serve, row] = await priced(`${SERVE}def main():\n  ${call}\n`);
      const floor = floorAmount(serve!.estimate) as { low: number; likely: number; high: number };
      assert.equal(floor.low, 0);
      assert.ok(Math.abs(floor.likely - 4 * WARM_H100) < 0.01, call);
      assert.equal(floor.high, floor.likely);
      assert.match(lensTitle(row!), /^\$1,244\/mo warm \(4 × H100\) · changes serve \(line 3\)$/);
      // The floor counts once.
      const { floorPerMonth } = total([serve!, row!].map(({ estimate }) => estimate));
      assert.deepEqual(floorPerMonth, floor);
    }
  });

  it('keeps what a call leaves as it is', async () => {
    const [serve] = await priced(
      '@app.function(gpu="H100", min_containers=2)\ndef serve(): ...\nserve.update_autoscaler(min_containers=None, max_containers=9)\n',
    );
    assert.deepEqual(serve!.estimate.settings.minContainers.interval, { low: 2, high: 2 });
  });

  it('has an unknown warm floor where a call sets an unknown number', async () => {
    const [serve] = await priced(`${SERVE}def scale(n):\n  serve.update_autoscaler(min_containers=n)\n`);
    assert.equal(floorAmount(serve!.estimate), 'unknown');
    assert.match(lensTitle(serve!), /warm floor not known: set in line 6/);
    assert.match(estimateNotes(serve!.estimate).join(' '), /Warm floor not known: it is set in line 6/);
  });
});

describe('a warm pool that schedules switch', () => {
  const at = (cron: string, containers: string, name: string): string =>
    `@app.function(schedule=modal.Cron("${cron}"))\ndef ${name}():\n  serve.update_autoscaler(min_containers=${containers})\n`;

  it('has a floor by the hours of the week, with its arithmetic', async () => {
    const [serve, , , on, off] = await priced(
      `${SERVE}${at('0 9 * * *', '4', 'a')}${at('0 18 * * *', '0', 'b')}`,
    );
    const floor = floorAmount(serve!.estimate) as { low: number; likely: number; high: number };
    // 4 × 9 of 24 hours.
    for (const value of [floor.low, floor.likely, floor.high])
      assert.ok(Math.abs(value - (4 * WARM_H100 * 9) / 24) < 0.01);
    assert.equal(lensTitle(serve!), '$467/mo warm (4 × H100, 63 h/week) · $7.56/h running');
    assert.match(lensTitle(on!), /^\$467\/mo warm \(4 × H100, 63 h\/week\) · changes serve/);
    assert.equal(off!.estimate.floor, null);
    assert.match(estimateNotes(serve!.estimate).join(' '), /4 for 63 h, 0 for 105 h/);
  });

  it('has a month in which each size counts for its hours', async () => {
    const usage = '# modal-cost: requests_per_day=0\n';
    const [serve] = await priced(`${usage}${SERVE}${at('0 9 * * *', '4', 'a')}${at('0 18 * * *', '0', 'b')}`);
    const { likely } = monthOrFloor(serve!) as { likely: number };
    assert.ok(Math.abs(likely - (4 * WARM_H100 * 9) / 24) < 0.01);
  });

  it('has a range where a call has no schedule, may not run, or has an unknown one', async () => {
    const evening = at('0 18 * * *', '0', 'b');
    for (const morning of [
      'def a():\n  serve.update_autoscaler(min_containers=4)\n',
      `@app.function(schedule=modal.Cron("0 9 * * *"))\ndef a(x):\n  if x:\n    serve.update_autoscaler(min_containers=4)\n`,
      `@app.function(schedule=load())\ndef a():\n  serve.update_autoscaler(min_containers=4)\n`,
    ]) {
      const [serve] = await priced(`${SERVE}${morning}${evening}`);
      const floor = floorAmount(serve!.estimate) as { low: number; likely: number };
      assert.equal(floor.low, 0);
      assert.ok(Math.abs(floor.likely - 4 * WARM_H100) < 0.01, morning);
    }
  });
});
