import { strict as assert } from 'node:assert';
import { monthEstimate, type KnownMonth } from '../../../src/core/cost/month';
import { SimulationsLater } from '../../../src/core/cost/simulations';
import { simulatedSecondsInSteps, type Effort } from '../../../src/core/cost/traffic/simulatedSeconds';
import { liveSeconds } from '../../../src/core/cost/traffic/liveSeconds';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { listBook } from '../../../src/core/pricing/bundled';
import { knownMonth, monthOfFunction, priceFunction } from './priced';

const LIST = { book: listBook, hoursPerMonth: listBook.hoursPerMonth.value };
const DAY = 86_400;
const EFFORT: Effort = { seed: 4, precision: 0.005, maxArrivals: 1_000_000, order: 'mostRecent' };

const close = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within * Math.abs(expected), `${actual} ≠ ${expected}`);

const month = (args: string, usage: string): Promise<KnownMonth> => knownMonth(args, usage, LIST);
const kinds = ({ assumptions }: KnownMonth): string[] => assumptions.map(({ kind }) => kind);

describe('a month of requests that do not come evenly', () => {
  it('is what an independent simulation says of groups and of bursts', async () => {
    const base = 'requests_per_day=50000 seconds_per_request=0.2 startup_seconds=15';
    const groups = await month('gpu="H100"', `${base} requests_at_once=20 seconds_cv=1`);
    close(groups.total.likely, 78_306, 0.01);
    assert.ok(Math.abs(groups.seconds.coldStartShare.likely - 0.46) < 0.01);
    assert.equal(groups.seconds.method, 'simulated');
    assert.ok(kinds(groups).includes('groupsAtOnce'));
    const bursts = await month(
      'gpu="H100"',
      'requests_per_day=800 seconds_per_request=4 startup_seconds=20 bursts_per_day=14.4 burst_minutes=5',
    );
    close(bursts.total.likely, 602, 0.01);
    assert.ok(Math.abs(bursts.seconds.coldStartShare.likely - 0.15) < 0.01);
    assert.ok(kinds(bursts).includes('bursts'));
  });

  it('is what an independent simulation says of even requests with start-up, and with a buffer', async () => {
    const startup = await month(
      'gpu="H100"',
      'requests_per_day=2000 seconds_per_request=1 startup_seconds=300',
    );
    close(startup.total.likely, 11_843, 0.01);
    assert.ok(Math.abs(startup.seconds.coldStartShare.likely - 0.462) < 0.01);
    const args = 'gpu="H100", scaledown_window=10, buffer_containers=2';
    const buffer = await month(args, 'requests_per_day=43200 seconds_per_request=2');
    close(buffer.total.likely, 12_128, 0.01);
    assert.ok(Math.abs(buffer.seconds.coldStartShare.likely - 0.0024) < 0.01);
    assert.ok([startup, buffer].every(({ seconds }) => seconds.method === 'simulated'));
  });

  it('is what an independent simulation says of several requests in a container', async () => {
    const args = 'gpu="L4", scaledown_window=30, min_containers=1';
    const two = await month(args, 'requests_per_day=19100 seconds_per_request=30 concurrency=2');
    close(two.total.likely, 2_853, 0.01);
    assert.ok(Math.abs(two.seconds.coldStartShare.likely - 0.081) < 0.01);
    assert.equal(two.seconds.method, 'simulated');
    assert.ok(kinds(two).includes('fullestContainerFirst'));
    const full = 'requests_per_day=31900 seconds_per_request=0.05 concurrency=2';
    const one = await knownMonth('gpu="A10", max_containers=1, cpu=4.0', full);
    close(one.total.likely, 14.71, 0.03);
  });

  it('is that of each hour and day by itself where a day has too many requests to simulate', async () => {
    const hours = '1,1,0,0,1,1,2,3,5,8,10,10,9,8,8,7,6,5,4,3,2,2,1,1';
    const of = (requests: number, more: string): Promise<KnownMonth> =>
      month('gpu="H100"', `requests_per_day=${requests} seconds_per_request=0.5 ${more}`);
    const many = await of(4_000_000, `hourly=${hours}`);
    assert.ok(kinds(many).includes('eachRateByItself') && kinds(many).includes('hourlyShape'));
    close(many.seconds.requests, (4_000_000 * LIST.hoursPerMonth) / 24, 1e-9);
    const half = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 1 : 0)).join(',');
    close(
      (await of(4_000_000, `hourly=${half}`)).total.likely,
      (await of(4_000_000, 'active_hours_per_day=12')).total.likely,
      0.005,
    );
    const week = await of(100_000, 'weekly=5,5,5,5,5,1,0 days_per_month=30');
    assert.ok(kinds(week).includes('weeklyShape'));
    close(week.seconds.requests, (100_000 * (LIST.hoursPerMonth / 24) * 6) / 7, 1e-9);
    const bursts = `requests_per_day=4000000 seconds_per_request=0.5 hourly=${hours} bursts_per_day=9 burst_minutes=5`;
    const found = await monthOfFunction('gpu="H100"', bursts, LIST);
    assert.equal(found?.status === 'unknown' && found.reason.kind, 'tooManyToSimulate');
  });

  it('is that of the formulas for the same traffic, said in another way', async () => {
    const even = 'requests_per_day=20000 seconds_per_request=2';
    const hours = Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 1 : 0)).join(',');
    close(
      (await month('gpu="H100"', `${even} hourly=${hours}`)).total.likely,
      (await month('gpu="H100"', `${even} active_hours_per_day=8`)).total.likely,
      0.01,
    );
    const nearlyExponential = await month('gpu="H100"', `${even} seconds_cv=0.999`);
    close(nearlyExponential.total.likely, (await month('gpu="H100"', even)).total.likely, 0.01);
  });

  it('counts requests on days that have some: five days of a week, or all of them', async () => {
    const base = 'requests_per_day=5000 seconds_per_request=2';
    const weekdays = await month('gpu="H100"', `${base} weekly=1,1,1,1,1,0,0`);
    close(weekdays.seconds.requests, (5_000 * (LIST.hoursPerMonth / 24) * 5) / 7, 1e-9);
    const uneven = await month('gpu="H100"', `${base} weekly=2,1,1,1,1,1,1 active_hours_per_day=8`);
    close(uneven.seconds.requests, 5_000 * (LIST.hoursPerMonth / 24), 1e-9);
  });

  it('is exactly that of even traffic where all weights are alike, or groups are of one', async () => {
    const base = 'requests_per_day=5000 seconds_per_request=2';
    const ones = Array<number>(24).fill(3).join(',');
    for (const same of ['requests_at_once=1', 'seconds_cv=1', `hourly=${ones}`, 'weekly=1,1,1,1,1,1,1'])
      assert.deepEqual(
        (await month('gpu="H100"', `${base} ${same}`)).total,
        (await month('gpu="H100"', base)).total,
      );
  });

  it('has low and high over the orders of reuse and the laws of service that may hold', async () => {
    const { total, parts } = await month(
      'gpu="H100", scaledown_window=20',
      'requests_per_day=50000 seconds_per_request=5 startup_seconds=5 requests_at_once=4',
    );
    assert.ok(total.low < total.likely && 1.05 * total.likely < total.high);
    close(
      parts.reduce((sum, { usd }) => sum + usd.likely, 0),
      total.likely,
      1e-9,
    );
  });

  it('is unknown with its reason where bursts cannot be, or too many requests come', async () => {
    const base = 'requests_per_day=1000 seconds_per_request=1';
    for (const [usage, kind] of [
      [`${base} bursts_per_day=4`, 'burstsIncomplete'],
      [`${base} burst_minutes=4`, 'burstsIncomplete'],
      [`${base} bursts_per_day=24 burst_minutes=60`, 'burstsTooLong'],
      ['requests_per_day=1e9 seconds_per_request=1 requests_at_once=10', 'tooManyToSimulate'],
    ] as const) {
      const found = await monthOfFunction('gpu="H100"', usage, LIST);
      assert.equal(found?.status === 'unknown' && found.reason.kind, kind, usage);
    }
  });

  it('is worked out later, in short steps, for whoever must not wait', async () => {
    let asked = 0;
    const simulations = new SimulationsLater(() => asked++);
    const usage = 'requests_per_day=2000 seconds_per_request=1 requests_at_once=4';
    const of = await priceFunction('gpu="H100"', usage, LIST);
    const find = () => monthEstimate(of.estimate, of.usage, { simulations });
    const first = find();
    assert.equal(first?.status === 'unknown' && first.reason.kind, 'simulating');
    assert.equal(asked, 1);
    let pauses = 0;
    const steps = simulations.work(() => true);
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    assert.equal(simulations.answered, 1);
    assert.ok(pauses > 20, 'it can be interrupted');
    assert.deepEqual(find(), of.month);
    assert.equal(asked, 1, 'what is known is not asked again');
    atOnce(simulations.work(neverPause));
    assert.equal(simulations.answered, 1);
  });
});

describe('seconds by simulation', () => {
  it('are the exact chain’s over active hours and days, the floor in the rest', () => {
    for (const [hours, days, m] of [
      [24, 30, 0],
      [8, 30, 2],
      [2, 22, 1],
      [24, 20, 3],
    ] as const) {
      const traffic = { arrivalsPerSecond: 0.2, serviceSeconds: 4, concurrency: 1, startupSeconds: 0 };
      const pool = { minContainers: m, maxContainers: null, bufferContainers: 0, scaledownWindow: 60 };
      const period = {
        seconds: 30 * DAY,
        activeSeconds: hours * 3_600 * days,
        activePeriods: hours < 24 ? days : 1,
      };
      const chain = liveSeconds(traffic, pool, period);
      const asked = { ...pool, singleUse: false };
      const run = atOnce(simulatedSecondsInSteps(traffic, asked, period, EFFORT, neverPause))!;
      close(run.live.likely, chain.live.likely, 0.01);
      close(run.floorIdleSeconds.likely, chain.floorIdleSeconds.likely, 0.01);
      close(run.activeSeconds.likely, chain.activeSeconds.likely, 1e-9);
      assert.ok(Math.abs(run.coldStartShare.likely - chain.coldStartShare.likely) < 0.005);
      assert.equal(run.requests, chain.requests);
      const { low, likely, high } = run.live;
      assert.ok(low < likely && likely < high && high - low < 0.03 * likely);
    }
  });
});
