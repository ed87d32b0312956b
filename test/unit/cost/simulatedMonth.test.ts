import { strict as assert } from 'node:assert';
import { monthEstimate, type KnownMonth } from '../../../src/core/cost/month';
import { monthInSteps } from '../../../src/core/cost/simulatedMonth';
import { SimulationCache } from '../../../src/core/cost/traffic/simulationCache';
import { simulatedSecondsInSteps, type Effort } from '../../../src/core/cost/traffic/simulatedSeconds';
import { liveSeconds } from '../../../src/core/cost/traffic/liveSeconds';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { listBook } from '../../../src/core/pricing/bundled';
import { priceFunction } from './priced';

const LIST = { book: listBook, hoursPerMonth: 730 };
const DAY = 86_400;
const EFFORT: Effort = { seed: 4, precision: 0.005, maxArrivals: 1_000_000, order: 'mostRecent' };

const close = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within * Math.abs(expected), `${actual} ≠ ${expected}`);

async function month(args: string, usage: string, cache = new SimulationCache()): Promise<KnownMonth> {
  const { estimate, usage: resolved } = await priceFunction(args, usage, LIST);
  const found = atOnce(monthInSteps(estimate, resolved, {}, cache, neverPause));
  assert.equal(found?.status, 'known');
  return found;
}

describe('the month by simulation', () => {
  it('is what start-up and buffers really cost', async () => {
    const slow = await month('gpu="H100"', 'requests_per_day=2000 seconds_per_request=1 startup_seconds=300');
    close(slow.total.likely, 11_843, 0.01);
    assert.ok(Math.abs(slow.seconds.coldStartShare.likely - 0.462) < 0.01);
    assert.equal(slow.seconds.method, 'simulated');
    const buffer = 'gpu="H100", scaledown_window=10, buffer_containers=2';
    const buffered = await month(buffer, 'requests_per_day=43200 seconds_per_request=2');
    close(buffered.total.likely, 12_128, 0.01);
  });

  it('has low and high over the orders of reuse', async () => {
    const args = 'gpu="H100", scaledown_window=20';
    const { total, seconds, parts } = await month(
      args,
      'requests_per_day=50000 seconds_per_request=5 startup_seconds=5',
    );
    assert.ok(total.low < total.likely && total.likely < total.high);
    assert.ok(seconds.live.high > 1.05 * seconds.live.likely, 'the least recent first keeps more live');
    close(
      parts.reduce((sum, { usd }) => sum + usd.likely, 0),
      total.likely,
      1e-9,
    );
  });

  it('is that of the formulas where they are exact, or where there is too much to simulate', async () => {
    for (const [args, usage, method] of [
      ['gpu="H100"', 'requests_per_day=800 seconds_per_request=4', 'chain'],
      [
        'gpu="H100", max_containers=1',
        'requests_per_day=800 seconds_per_request=4 startup_seconds=9',
        'single-queue',
      ],
      ['gpu="H100"', 'requests_per_day=1e9 seconds_per_request=0.1 startup_seconds=100', 'chain'],
    ] as const) {
      const { estimate, usage: resolved } = await priceFunction(args, usage, LIST);
      const found = await month(args, usage);
      assert.deepEqual(found, monthEstimate(estimate, resolved));
      assert.equal(found.seconds.method === 'closed-form' ? 'chain' : found.seconds.method, method);
    }
  });

  it('comes from what was simulated before', async () => {
    const cache = new SimulationCache(4);
    const usage = 'requests_per_day=2000 seconds_per_request=1 startup_seconds=20';
    const first = await month('gpu="H100"', usage, cache);
    const { estimate, usage: resolved } = await priceFunction('gpu="T4"', usage, LIST);
    let pauses = 0;
    const steps = monthInSteps(estimate, resolved, {}, cache, () => true);
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    assert.equal(pauses, 0, 'nothing was simulated');
    assert.deepEqual((step.value as KnownMonth).seconds, first.seconds);
    // Two months more, of three orders each, and the first ones are forgotten.
    await month('gpu="H100", scaledown_window=30', usage, cache);
    await month('gpu="H100", scaledown_window=90', usage, cache);
    const again = monthInSteps(estimate, resolved, {}, cache, () => true);
    assert.ok(!again.next().done);
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
