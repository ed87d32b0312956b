import { strict as assert } from 'node:assert';
import { EVEN } from '../../../../src/core/cost/simulatedPool';
import { shapedSeconds, shapedSecondsInSteps } from '../../../../src/core/cost/traffic/shapedSeconds';
import { simulatedSecondsInSteps } from '../../../../src/core/cost/traffic/simulatedSeconds';
import type { PatternArrivals, Period, Pool, Traffic } from '../../../../src/core/cost/traffic/trafficInput';
import { atOnce, neverPause } from '../../../../src/core/python/resumable';

const HOURS = [1, 1, 0, 0, 1, 1, 2, 3, 5, 8, 10, 10, 9, 8, 8, 7, 6, 5, 4, 3, 2, 2, 1, 1];
const MONTH = 730 * 3_600;
const DAYS = MONTH / 86_400;

const traffic = (requestsPerDay: number, of: Partial<PatternArrivals>, activeHours = 24): Traffic => ({
  arrivalsPerSecond: requestsPerDay / (activeHours * 3_600),
  serviceSeconds: 2,
  concurrency: 1,
  startupSeconds: 0,
  arrivals: { ...EVEN, ...of },
});
const pool = (of: Partial<Pool> = {}): Pool => ({
  minContainers: 0,
  maxContainers: null,
  bufferContainers: 0,
  scaledownWindow: 60,
  ...of,
});
const period = (activeHours = 24, days = DAYS): Period => ({
  seconds: MONTH,
  activeSeconds: activeHours * 3_600 * days,
  activePeriods: activeHours < 24 ? Math.round(days) : 1,
});

describe('seconds of traffic with a shape, by formulas', () => {
  for (const [what, requests, of, pooled, lasts] of [
    ['hours', 100_000, { hourly: HOURS }, {}, period()],
    [
      'hours over warm containers',
      100_000,
      { hourly: HOURS },
      { minContainers: 2, scaledownWindow: 300 },
      period(),
    ],
    ['hours of some days', 60_000, { hourly: HOURS }, { minContainers: 1 }, period(24, 20)],
    ['hours with a maximum', 100_000, { hourly: HOURS }, { maxContainers: 9 }, period()],
    ['days of a week', 20_000, { weekly: [5, 5, 5, 5, 5, 1, 0] }, {}, period()],
    ['hours of the days of a week', 20_000, { hourly: HOURS, weekly: [5, 5, 5, 5, 5, 1, 0] }, {}, period()],
  ] as const)
    it(`are those of a simulation: ${what}`, () => {
      const asked = traffic(requests, of);
      const found = shapedSeconds(asked, pool(pooled), lasts)!;
      const effort = { seed: 3, precision: 0.005, maxArrivals: 1_000_000, order: 'mostRecent' } as const;
      const inPool = { ...pool(pooled), singleUse: false };
      const simulated = atOnce(simulatedSecondsInSteps(asked, inPool, lasts, effort, neverPause))!;
      const close = (actual: number, expected: number, within: number): void =>
        assert.ok(Math.abs(actual - expected) <= within * expected, `${what}: ${actual}, ${expected}`);
      close(found.requests, simulated.requests, 1e-9);
      close(found.floorSeconds, simulated.floorSeconds, 1e-9);
      close(found.live.likely, simulated.live.likely, 0.015);
      close(found.activeSeconds.likely, simulated.activeSeconds.likely, 0.015);
      close(found.coldStartShare.likely + 0.05, simulated.coldStartShare.likely + 0.05, 0.05);
      const { low, likely, high } = found.live;
      assert.ok(low <= likely && likely <= high);
    });

  for (const [what, more, of, pooled] of [
    ['start-up', { startupSeconds: 20 }, {}, {}],
    ['several requests in a container', { concurrency: 4, serviceSeconds: 10 }, {}, { minContainers: 1 }],
    ['groups and a buffer', {}, { requestsAtOnce: 5 }, { bufferContainers: 2 }],
    ['start-up on some days', { startupSeconds: 60 }, { weekly: [5, 5, 5, 5, 5, 1, 0] }, {}],
  ] as const)
    it(`are those of a simulation of whole days where each rate is simulated by itself: ${what}`, () => {
      const asked = { ...traffic('weekly' in of ? 20_000 : 80_000, { hourly: HOURS, ...of }), ...more };
      const effort = { seed: 3, precision: 0.005, maxArrivals: 1_000_000, order: 'mostRecent' } as const;
      const inPool = { ...pool(pooled), singleUse: false };
      const found = atOnce(shapedSecondsInSteps(asked, inPool, period(), effort, neverPause))!;
      const whole = atOnce(simulatedSecondsInSteps(asked, inPool, period(), effort, neverPause))!;
      const close = (actual: number, expected: number, within: number): void =>
        assert.ok(Math.abs(actual - expected) <= within * expected, `${what}: ${actual}, ${expected}`);
      close(found.requests, whole.requests, 1e-9);
      close(
        found.live.likely + found.startupSeconds.likely,
        whole.live.likely + whole.startupSeconds.likely,
        0.02,
      );
      close(found.coldStartShare.likely + 0.05, whole.coldStartShare.likely + 0.05, 0.1);
      assert.equal(found.method, 'simulated');
      assert.ok(found.live.low <= found.live.likely && found.live.likely <= found.live.high);
    });

  it('are not simulated for bursts, and where one hour has more than all containers can serve', () => {
    const effort = { seed: 3, precision: 0.05, maxArrivals: 1_000_000, order: 'mostRecent' } as const;
    const of = (asked: Traffic, pooled: Pool): unknown =>
      atOnce(shapedSecondsInSteps(asked, { ...pooled, singleUse: false }, period(), effort, neverPause));
    const bursts = { perDay: 4, seconds: 60, share: 0.5 };
    assert.equal(of(traffic(50_000, { hourly: HOURS, bursts }), pool()), null);
    assert.equal(of(traffic(100_000, { hourly: HOURS }), pool({ maxContainers: 4 })), null);
    assert.notEqual(of(traffic(100_000, { hourly: HOURS }), pool({ maxContainers: 9 })), null);
  });

  it('are those of even traffic where all weights are alike', () => {
    const even = shapedSeconds(traffic(50_000, {}), pool(), period())!;
    const same = shapedSeconds(traffic(50_000, { hourly: HOURS.map(() => 4) }), pool(), period())!;
    assert.ok(Math.abs(same.live.likely / even.live.likely - 1) < 1e-9);
  });

  it('are none where one hour has more than all containers can serve, though the day has not', () => {
    const asked = traffic(100_000, { hourly: HOURS });
    assert.equal(shapedSeconds(asked, pool({ maxContainers: 4 }), period()), null);
    assert.ok((asked.arrivalsPerSecond * asked.serviceSeconds) / 4 < 1);
  });

  it('are none where formulas are not exact', () => {
    const asked = traffic(100_000, { hourly: HOURS });
    for (const more of [{ startupSeconds: 1 }, { concurrency: 2 }])
      assert.equal(shapedSeconds({ ...asked, ...more }, pool(), period()), null);
    assert.equal(shapedSeconds(asked, pool({ bufferContainers: 1 }), period()), null);
    const bursts = { perDay: 4, seconds: 60, share: 0.5 };
    for (const of of [{ bursts }, { requestsAtOnce: 2 }])
      assert.equal(shapedSeconds(traffic(100_000, { hourly: HOURS, ...of }), pool(), period()), null);
  });
});
