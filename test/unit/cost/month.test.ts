import { strict as assert } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import type { MonthAssumption } from '../../../src/core/cost/monthOutcomes';
import { monthReasonText } from '../../../src/core/render/words/monthWords';
import { bill } from '../../../src/core/cost/monthBill';
import { demandOf } from '../../../src/core/cost/demand';
import { estimate } from '../../../src/core/cost/estimate';
import { monthEstimate, monthOf, type KnownMonth, type Month } from '../../../src/core/cost/month';
import { containerRate } from '../../../src/core/cost/containerRate';
import { evenSeconds } from '../../../src/core/cost/schedule/scheduledSeconds';
import { liveSeconds } from '../../../src/core/cost/traffic/liveSeconds';
import { FORMULAS } from '../../../src/core/cost/simulations';
import { resolveUsage } from '../../../src/core/cost/usage';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { scanText } from '../../support/python';
import { formulaMonth, knownMonth, monthOfFunction, priceFunction, priceText } from './priced';

const LIST = { book: listBook, hoursPerMonth: 720 };
const close = (actual: number, expected: number, within = 1e-6): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
const part = ({ parts }: Pick<KnownMonth | Month, 'parts'>, name: string): KnownMonth['parts'][number] =>
  parts.find((each) => each.part === name)!;
const has = ({ assumptions }: KnownMonth, wanted: MonthAssumption): boolean =>
  assumptions.some((each) => isDeepStrictEqual(each, wanted));
const reasonOf = async (...of: Parameters<typeof monthOfFunction>): Promise<string> => {
  const month = await monthOfFunction(...of);
  assert.equal(month?.status, 'unknown');
  return monthReasonText(month.reason);
};

describe('month: the two bills', () => {
  const usage = 'requests_per_day=800 seconds_per_request=4 startup_seconds=20';

  it('by the review: active seconds and the idle floor, no tail, no start-up', async () => {
    const month = await formulaMonth('gpu="A100-80GB", min_containers=1', usage);
    const [active, idle] = [part(month, 'active'), part(month, 'floorIdle')];
    close(active.seconds.likely, 96_000);
    close(active.perSecond.likely, 0.0011);
    close(active.usd.likely, 105.6);
    close(idle.perSecond.likely, 0.00007);
    // Of one warm container, the share of the time without a request is e^−ρ.
    close(idle.usd.likely, 2_592_000 * Math.exp(-96_000 / 2_592_000) * 0.00007);
    close(month.total.likely, active.usd.likely + idle.usd.likely);
    for (const name of ['tail', 'startup']) {
      assert.deepEqual(part(month, name).usd, { low: 0, likely: 0, high: 0 });
      assert.equal(part(month, name).billed, false);
      assert.ok(part(month, name).seconds.likely > 0, `${name} is there, though not billed`);
    }
    assert.deepEqual(month.total, {
      low: month.total.likely,
      likely: month.total.likely,
      high: month.total.likely,
    });
    assert.equal(month.includesStartup, false);
  });

  it('by the list: running seconds in full, start-up as a switch', async () => {
    const of = await priceFunction('gpu="A100-80GB"', usage, LIST);
    const month = monthEstimate(of.estimate, of.usage, { simulations: FORMULAS }) as KnownMonth;
    const rate = 0.000694 + 0.125 * 0.0000131 + 0.125 * 0.00000222;
    close(month.total.likely, (month.seconds.live.likely + month.seconds.startupSeconds.likely) * rate);
    close(month.total.low, (month.seconds.live.low + month.seconds.startupSeconds.low) * rate);
    close(month.total.high, (month.seconds.live.high + month.seconds.startupSeconds.high) * rate);
    assert.equal(month.includesStartup, true);
    const without = monthEstimate(of.estimate, of.usage, {
      includeStartup: false,
      simulations: FORMULAS,
    }) as KnownMonth;
    close(without.total.likely, month.seconds.live.likely * rate);
    assert.equal(without.includesStartup, false);
    assert.equal(part(without, 'startup').billed, false);
    assert.ok(month.total.low < month.total.likely && month.total.likely < month.total.high);
  });

  it('the likely parts are seconds × rate, and add up', async () => {
    for (const pricing of [{}, LIST]) {
      const month = await knownMonth('gpu="H100", min_containers=2, buffer_containers=1', usage, pricing);
      for (const { seconds, perSecond, usd, billed } of month.parts)
        close(usd.likely, billed ? seconds.likely * perSecond.likely : 0);
      close(
        month.total.likely,
        month.parts.reduce((sum, { usd }) => sum + usd.likely, 0),
      );
      close(
        month.options[0].bill.shares.reduce((sum, { usd }) => sum + usd, 0),
        month.total.likely,
      );
      close(
        month.options[0].bill.shares.reduce((sum, { share }) => sum + share, 0),
        1,
      );
    }
  });

  it('a GPU that only the list prices has no month', async () => {
    const month = await monthOfFunction('gpu="H200"', usage);
    assert.equal(month?.status === 'unknown' && month.reason.kind, 'noPrice');
  });

  it('a user’s own book may mix the rules', async () => {
    const mixed: PriceBook = {
      ...reviewBook,
      id: 'own',
      billing: { ...reviewBook.billing, scaledownTail: true },
    };
    const month = await formulaMonth('gpu="H100", min_containers=1', usage, { book: mixed });
    const { live, floorIdleSeconds: idle } = month.seconds;
    const startup = part(month, 'startup').usd;
    close(month.total.likely, 0.0021 * (live.likely - idle.likely) + 0.00012 * idle.likely + startup.likely);
    close(month.total.high, 0.0021 * (live.high - idle.low) + 0.00012 * idle.low + startup.high);
    assert.ok(month.total.low <= month.total.likely);
  });
});

describe('month: low and high of a bill', () => {
  const range = (low: number, likely: number, high: number): Month['total'] => ({ low, likely, high });
  const { usage } = resolveUsage([], 720);
  const nothing = { minContainers: 2, maxContainers: null, bufferContainers: 0, scaledownWindow: 60 };
  /** Two warm containers for 100 s, at work for 50 to 150 of their 200 s; no more than 30 s of tail. */
  const seconds = {
    ...liveSeconds(demandOf(usage, 720).traffic, nothing, demandOf(usage, 720).period),
    activeSeconds: range(50, 100, 150),
    floorSeconds: 200,
    floorIdleSeconds: range(60, 110, 160),
    live: range(205, 220, 240),
    tailSeconds: range(0, 10, 30),
    startupSeconds: range(1, 2, 3),
  };
  const rate = (book: PriceBook, active: number, idle: number): Parameters<typeof bill>[1] => ({
    gpu: null,
    quote: null,
    book,
    active: [],
    activePerSecond: { low: active, high: active },
    idle: [],
    idlePerSecond: { low: idle, high: idle },
    mostPerSecond: active,
    atLeast: false,
    notes: [],
  });

  it('without the tail: the part of the floor that is not active is idle, and both together are live', () => {
    const { total } = bill(seconds, rate(reviewBook, 3, 1), 1, true);
    // 50 s at work leave 150 of the floor; 150 s at work leave 90 of at most 240 live ones.
    assert.deepEqual(total, range(50 * 3 + 150, 100 * 3 + 110, 150 * 3 + 90));
  });

  it('with the tail: all that is live, less what is known to be idle', () => {
    const full = bill(seconds, rate(listBook, 3, 3), 1, true);
    assert.deepEqual(full.total, range(206 * 3, 222 * 3, 243 * 3));
    const discounted = bill(seconds, rate(listBook, 3, 1), 1, false);
    assert.deepEqual(discounted.total, range(50 * 3 + 155, 110 * 3 + 110, 180 * 3 + 60));
  });

  it('the parts alone if idle time costs more than active time', () => {
    const { total } = bill(seconds, rate(reviewBook, 1, 3), 1, true);
    assert.deepEqual(total, range(50 + 60 * 3, 100 + 110 * 3, 150 + 160 * 3));
  });
});

describe('month: its input', () => {
  it('zero requests are exactly the floor', async () => {
    for (const pricing of [{}, LIST]) {
      for (const args of ['gpu="H100"', 'gpu="H100:2", min_containers=3', 'cpu=4, min_containers=2']) {
        const { estimate: of, usage } = await priceFunction(args, 'requests_per_day=0', pricing);
        const month = monthEstimate(of, usage) as KnownMonth;
        close(month.total.likely, of.floor?.perMonth?.low ?? 0, 1e-12);
        close(month.total.low, month.total.high, 1e-12);
      }
    }
  });

  it('without a usage there is no cost per month', async () => {
    assert.equal(await monthOfFunction('gpu="H100"', ''), null);
    assert.equal(await monthOfFunction('gpu="H100"', 'requests_per_day=5'), null);
    const { declarations } = await scanText('import modal\nmodal.Sandbox.create(gpu="H100")\n');
    const of = estimate(declarations[0]!, { book: reviewBook, list: listBook, hoursPerMonth: 720 });
    assert.equal(monthEstimate(of, resolveUsage([], 720)), null);
  });

  it('says why it is unknown', async () => {
    const usage = 'requests_per_day=5 seconds_per_request=1';
    assert.match(await reasonOf('gpu="X900"', usage), /^no price for X900$/);
    assert.match(await reasonOf('gpu=CONF.gpu', usage), /^gpu=CONF.gpu is unknown: /);
    assert.match(await reasonOf('gpu="T4", min_containers=N', usage), /^min_containers=N is unknown: /);
    assert.match(await reasonOf('gpu="T4", scaledown_window=N', usage), /^scaledown_window=N is unknown/);
    assert.match(
      await reasonOf('gpu="T4"', 'requests_per_day=1e9 seconds_per_request=604800'),
      /^outside the range of the model: 7,000,000,000 requests would be in progress at once; the maximum is 1,000,000\.$/,
    );
    assert.match(
      await reasonOf('gpu="T4", min_containers=3', usage, {}, '@modal.experimental.clustered(size=2)\n'),
      /^min_containers is not a multiple of the cluster size, 2$/,
    );
  });

  it('counts an unknown maximum as none, and says so', async () => {
    const usage = 'requests_per_day=50000 seconds_per_request=1';
    const month = await knownMonth('gpu="T4", max_containers=N', usage, LIST);
    const unlimited = await knownMonth('gpu="T4"', usage, LIST);
    assert.deepEqual(month.total, unlimited.total);
    assert.ok(has(month, { kind: 'maxContainersNotKnown', source: 'N' }));
  });

  it('reads old names and defaults', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4';
    const old = await knownMonth(
      'gpu="T4", keep_warm=1, container_idle_timeout=300, concurrency_limit=5',
      usage,
      LIST,
    );
    assert.deepEqual(old.pool, {
      minContainers: 1,
      maxContainers: 5,
      bufferContainers: 0,
      scaledownWindow: 300,
    });
    assert.equal((await knownMonth('gpu="T4"', usage)).pool.scaledownWindow, 60);
    assert.equal((await knownMonth('gpu="T4"', usage)).pool.maxContainers, null);
  });

  it('treats a maximum below the minimum, which Modal rejects, as the minimum, and a maximum of 0 as 1', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4';
    const limit = async (args: string): Promise<number | null> =>
      (await knownMonth(`gpu="T4", ${args}`, usage)).pool.maxContainers;
    assert.equal(await limit('min_containers=3, max_containers=2'), 3);
    assert.equal(await limit('max_containers=0'), 1);
  });

  it('spans several options, likely the first', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4';
    const month = await knownMonth('gpu=["A10", "H100", "T4", "X900"]', usage);
    const each = await Promise.all(['A10', 'H100', 'T4'].map((gpu) => knownMonth(`gpu="${gpu}"`, usage)));
    assert.deepEqual(month.total, {
      low: each[2]!.total.low,
      likely: each[0]!.total.likely,
      high: each[1]!.total.high,
    });
    assert.deepEqual(
      month.options.map(({ label }) => label),
      ['A10', 'H100', 'T4'],
    );
    assert.deepEqual(month.unpriced, ['X900']);
    assert.ok(has(month, { kind: 'likelyIsFirstOption', label: 'A10' }));
    assert.equal(part(month, 'active').usd.high, month.total.high);
  });

  it('spans several values of the pool, likely the first', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4';
    const month = await knownMonth('gpu="T4", min_containers=2 if X else 1', usage, LIST);
    const [one, two] = await Promise.all(
      [1, 2].map((n) => knownMonth(`gpu="T4", min_containers=${n}`, usage, LIST)),
    );
    assert.deepEqual(month.total, { low: one!.total.low, likely: two!.total.likely, high: two!.total.high });
    assert.ok(has(month, { kind: 'likelyIsFirstPool' }));
  });

  it('counts every container of a cluster', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4';
    const one = await knownMonth('gpu="H100:8", min_containers=1', usage, LIST);
    const four = await knownMonth(
      'gpu="H100:8", min_containers=4',
      usage,
      LIST,
      '@modal.experimental.clustered(size=4)\n',
    );
    close(four.total.likely, 4 * one.total.likely);
    close(four.total.high, 4 * one.total.high);
    assert.equal(four.clusterSize, 4);
    assert.equal(four.pool.minContainers, 1);
    close(part(four, 'active').seconds.likely, 4 * 96_000);
  });

  it('bills actual use of CPU and memory if it is more than the request', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4';
    const plain = await knownMonth('gpu="T4", cpu=2, memory=2048', usage, LIST);
    const same = await knownMonth('gpu="T4", cpu=2, memory=2048', `${usage} cpu_cores=1 memory_gib=1`, LIST);
    assert.deepEqual(same.total, plain.total);
    const more = await knownMonth('gpu="T4", cpu=2, memory=2048', `${usage} cpu_cores=3 memory_gib=16`, LIST);
    const rate = 0.000164 + 3 * 0.0000131 + 16 * 0.00000222;
    close(more.total.likely, more.seconds.live.likely * rate);
    assert.equal(more.options[0].rate.atLeast, false);
    assert.equal(plain.options[0].rate.atLeast, true);
    const review = await knownMonth('gpu="T4", cpu=2', `${usage} cpu_cores=3`);
    close(review.total.likely, 96_000 * 0.000164);
    const shares = Object.fromEntries(more.options[0].bill.shares.map(({ what, share }) => [what, share]));
    close(shares.cpu!, (3 * 0.0000131) / rate);
  });

  it('packs requests into containers as the code or the usage says', async () => {
    const above = '@modal.concurrent(max_inputs=16)\n';
    const usage = 'requests_per_day=500000 seconds_per_request=2';
    const code = await knownMonth('gpu="T4"', usage, {}, above);
    const said = await knownMonth('gpu="T4"', `${usage} concurrency=16`);
    const one = await knownMonth('gpu="T4"', `${usage} concurrency=1`, {}, above);
    assert.deepEqual(code.total, said.total);
    assert.ok(
      has(code, {
        kind: 'concurrencyFromCode',
        requests: 16,
        where: { kind: 'code', written: '@modal.concurrent(max_inputs=16)' },
      }),
    );
    close(one.total.likely, 500_000 * 30 * 2 * 0.000164);
    assert.ok(code.total.likely < one.total.likely / 5);
    assert.ok(code.total.high <= one.total.high * (1 + 1e-12));
  });

  it('says when the pool cannot keep up', async () => {
    const month = await knownMonth(
      'gpu="T4", max_containers=2',
      'requests_per_day=86400 seconds_per_request=3',
    );
    assert.deepEqual(month.unstable, { kind: 'requestsOverload', containersNeeded: 3, maxContainers: 2 });
    close(part(month, 'active').seconds.likely, 2 * 2_592_000);
    assert.equal(
      (await knownMonth('gpu="T4"', 'requests_per_day=86400 seconds_per_request=3')).unstable,
      null,
    );
  });

  const month0 = resolveUsage(
    [{ source: 'option', values: { requestsPerDay: 800, secondsPerRequest: 4 } }],
    730,
  ).usage;

  it('runs only the floor outside the active hours', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4 active_hours_per_day=8 days_per_month=22';
    const month = await knownMonth('gpu="T4", min_containers=1', usage, LIST);
    close(part(month, 'active').seconds.likely, 800 * 4 * 22);
    assert.ok(has(month, { kind: 'activePeriodsFromFloor' }));
    const { period, traffic } = demandOf({ ...month0, activeHoursPerDay: 8, daysPerMonth: 22 }, 720);
    assert.deepEqual(period, { seconds: 2_592_000, activeSeconds: 633_600, activePeriods: 22 });
    close(traffic.arrivalsPerSecond, 800 / 28_800);
    assert.equal(demandOf({ ...month0, daysPerMonth: 22 }, 720).period.activePeriods, 1);
    assert.equal(demandOf(month0, 730).period.activeSeconds, 730 * 3_600);
    const capped = await knownMonth(
      'gpu="T4"',
      'requests_per_day=800 seconds_per_request=4 days_per_month=31',
    );
    close(part(capped, 'active').seconds.likely, 96_000);
    assert.ok(has(capped, { kind: 'fewerDays', hoursPerMonth: 720, days: 30, given: 31 }));
  });

  it('starts a container for each request if containers are single-use', async () => {
    const usage = 'requests_per_day=800 seconds_per_request=4 startup_seconds=10';
    const month = await knownMonth('gpu="T4", single_use_containers=True', usage, LIST);
    close(part(month, 'active').seconds.likely, 96_000);
    assert.equal(part(month, 'tail').seconds.likely, 0);
    close(part(month, 'startup').seconds.likely, 800 * 30 * 10);
  });
});

describe('month: schedules', () => {
  it('give the runs, and need no usage for a ceiling', async () => {
    const month = await knownMonth('gpu="T4", timeout=600, schedule=modal.Period(hours=1)', '');
    assert.equal(month.atMost, true);
    close(month.seconds.requests, 720);
    close(month.total.likely, 720 * 600 * 0.000164);
    assert.ok(has(month, { kind: 'runsTakeTheirTimeout' }));
    const retried = await knownMonth('gpu="T4", timeout=600, retries=2, schedule=modal.Period(hours=1)', '');
    close(retried.total.likely, 3 * month.total.likely);
  });

  it('take the seconds of a run from the usage, and not its requests', async () => {
    const args = 'gpu="T4", timeout=600, schedule=modal.Cron("0 * * * *")';
    const month = await knownMonth(args, 'seconds_per_request=50 requests_per_day=9', LIST);
    assert.equal(month.atMost, false);
    close(part(month, 'active').seconds.likely, 720 * 50);
    close(month.seconds.live.likely, 720 * 110);
    assert.ok(has(month, { kind: 'scheduleGivesRuns' }));
    const long = await knownMonth(args, 'seconds_per_request=700');
    close(part(long, 'active').seconds.likely, 720 * 600);
  });

  it('that are unknown are a reason', async () => {
    assert.match(
      await reasonOf('gpu="T4", schedule=modal.Cron(X)', ''),
      /^schedule=modal.Cron\(X\) is unknown/,
    );
    assert.match(
      await reasonOf('gpu="T4", timeout=1_000_000, schedule=modal.Period(days=1)', ''),
      /^outside the range of the model: the time of a request must be from 0\.000001 to 604,800 seconds, not 1000000\.$/,
    );
    assert.match(
      await reasonOf('gpu="T4", timeout=N, schedule=modal.Period(days=1)', ''),
      /^timeout=N is unknown/,
    );
  });

  it('keep containers running as calculated by hand', () => {
    const pool = { minContainers: 0, maxContainers: null, bufferContainers: 0, scaledownWindow: 60 };
    const of = (
      serviceSeconds: number,
      runs: number,
      change: Partial<typeof pool> = {},
    ): [number, number] => {
      const runsOf = { runs, serviceSeconds, startupSeconds: 0, seconds: 3_600 };
      const { live, coldStarts } = evenSeconds(runsOf, { ...pool, ...change });
      return [Math.round(live.likely * 1e6) / 1e6, coldStarts.likely];
    };
    // Every 10 minutes for 30 s: 90 s each, a start each.
    assert.deepEqual(of(30, 6), [540, 6]);
    // Every 50 s for 20 s: alive all the time, never a start.
    assert.deepEqual(of(20, 72), [3_600, 0]);
    // Every 100 s for 220 s: two always at work, a third for 20 + 60 of 100 s.
    assert.deepEqual(of(220, 36), [10_080, 36]);
    assert.deepEqual(of(220, 36, { minContainers: 3 }), [10_800, 0]);
    assert.deepEqual(of(220, 36, { minContainers: 1 }), [10_080, 36]);
    assert.deepEqual(of(30, 0), [0, 0]);
  });

  it('are between low and high for runs close together, simulated', () => {
    // 60 runs, a minute apart, in the first hour of ten.
    const seconds = 36_000;
    for (const [service, window, m] of [
      [20, 60, 0],
      [20, 5, 0],
      [150, 60, 0],
      [150, 60, 2],
      [50, 300, 1],
    ] as const) {
      const pool = { minContainers: m, maxContainers: null, bufferContainers: 0, scaledownWindow: window };
      const { live, floorIdleSeconds: idle } = evenSeconds(
        { runs: 60, serviceSeconds: service, startupSeconds: 0, seconds },
        pool,
      );
      let [played, playedIdle] = [0, 0];
      const atWork = (t: number): number =>
        Math.min(60, Math.floor(t / 60) + 1) -
        Math.max(0, Math.floor((t - service) / 60) + 1 > 60 ? 60 : Math.floor((t - service) / 60) + 1);
      for (let t = 0; t < seconds; t++) {
        let most = 0;
        for (let back = t; back >= Math.max(0, t - window); back--) most = Math.max(most, atWork(back));
        played += Math.max(m, most);
        playedIdle += Math.max(0, m - atWork(t));
      }
      const what = `S=${service} W=${window} m=${m}: ${played} in ${live.low}…${live.high}`;
      assert.ok(live.low <= played * 1.001 && played <= live.high * 1.001, what);
      assert.ok(idle.low <= playedIdle * 1.001 && playedIdle <= idle.high * 1.001, `idle ${what}`);
    }
  });
});

describe('month: of one rate and one pool', () => {
  it('is the traffic model’s seconds times the rate', async () => {
    const { f } = await priceText('import modal\napp = modal.App()\n@app.function()\ndef f(): ...\n');
    const books = { book: listBook, list: listBook };
    const rate = containerRate(
      { type: 'L4', count: 1 },
      { params: f!.estimate.subject.params, sandbox: false },
      books,
    )!;
    const usage = { ...f!.usage.usage, requestsPerDay: 8_640, secondsPerRequest: 10, daysPerMonth: 30 };
    const pool = { minContainers: 0, maxContainers: null, bufferContainers: 0, scaledownWindow: 10 };
    const month = monthOf({ pool, rate, clusterSize: 1, usage, hoursPerMonth: 720, includeStartup: true });
    const seconds = liveSeconds(
      { arrivalsPerSecond: 0.1, serviceSeconds: 10, concurrency: 1, startupSeconds: 0 },
      pool,
      { seconds: 2_592_000, activeSeconds: 2_592_000 },
    );
    close(month.seconds.live.likely, seconds.live.likely);
    close(month.total.likely, seconds.live.likely * rate.activePerSecond.low);
    assert.throws(
      () =>
        monthOf({
          pool: { ...pool, scaledownWindow: -1 },
          rate,
          clusterSize: 1,
          usage,
          hoursPerMonth: 720,
          includeStartup: true,
        }),
      /scaledownWindow must be from 0 to 604800 seconds, not -1\./,
    );
  });
});
