/**
 * Months of real traffic at Modal's list, against an independent event simulation: the month within 1%, cold starts
 * within one point. Each is what the pool does with H100s (the last with T4s), and what the plain model says of it.
 */
import { strict as assert } from 'node:assert';
import { containerRate } from '../../../../src/core/cost/containerRate';
import { listBook } from '../../../../src/core/pricing/bundled';
import type { GeneratedTraffic } from '../../../../src/core/cost/traffic/simulation/arrivals';
import type { Simulated, SimulationPlan } from '../../../../src/core/cost/traffic/simulation/simulate';
import type { SimulatedPool } from '../../../../src/core/cost/traffic/simulation/simulatorRules';
import { played, simulatedTraffic, type Requests } from './simulated';

const DAY = 86_400;
const perDay = (requests: number): number => requests / DAY;

/** USD per month, as if it went on like that. */
function monthUsd({ sums, seconds }: Simulated, gpu: string): number {
  const subject = { params: {}, sandbox: false };
  const rate = containerRate({ type: gpu, count: 1 }, subject, { book: listBook, list: listBook })!;
  const containers = (sums.readySeconds + sums.startingSeconds) / seconds;
  return containers * rate.activePerSecond.low * listBook.hoursPerMonth.value * 3_600;
}

function expectMonth(of: Simulated, usd: number, coldShare: number, gpu = 'H100'): void {
  const month = monthUsd(of, gpu);
  assert.ok(Math.abs(month / usd - 1) <= 0.01, `$${month} is not within 1% of $${usd}`);
  const share = of.coldStartShare.mean;
  assert.ok(Math.abs(share - coldShare) <= 0.01, `${share} is not within 0.01 of ${coldShare}`);
}

const CASES: readonly {
  readonly name: string;
  readonly traffic: GeneratedTraffic;
  readonly pool: Partial<SimulatedPool>;
  readonly plan?: Partial<SimulationPlan>;
  readonly usd: number;
  readonly coldShare: number;
}[] = [
  {
    name: '2,000 a day × 1 s with 300 s of start-up',
    traffic: { requestsPerSecond: perDay(2_000), serviceSeconds: 1 },
    pool: { startupSeconds: 300 },
    usd: 11_843,
    coldShare: 0.462,
  },
  {
    name: '50,000 a day × 0.2 s with 15 s of start-up and gaps of CV 5',
    traffic: { requestsPerSecond: perDay(50_000), serviceSeconds: 0.2, gapCv: 5 },
    pool: { startupSeconds: 15 },
    // Gaps so uneven leave this run within 0.6%; thirty million arrivals give $14,225.
    plan: { precision: 0.004, maxArrivals: 3e6, seed: 7 },
    usd: 14_331,
    coldShare: 0.084,
  },
  {
    name: 'the same twenty at a time',
    traffic: { requestsPerSecond: perDay(50_000), serviceSeconds: 0.2, requestsAtOnce: 20 },
    pool: { startupSeconds: 15 },
    plan: { precision: 0.008, maxArrivals: 1e6 },
    usd: 78_306,
    coldShare: 0.46,
  },
  {
    name: '800 a day × 4 s with 20 s of start-up in bursts of 5 minutes at 20 × the rate',
    traffic: {
      requestsPerSecond: perDay(800),
      serviceSeconds: 4,
      bursts: { perDay: 14.4, seconds: 300, share: 1 },
    },
    pool: { startupSeconds: 20 },
    plan: { spanSeconds: DAY, precision: 0.008, maxArrivals: 1e6 },
    usd: 602,
    coldShare: 0.15,
  },
  {
    name: '43,200 a day × 2 s with two buffer containers',
    traffic: { requestsPerSecond: perDay(43_200), serviceSeconds: 2 },
    pool: { scaledownWindow: 10, bufferContainers: 2 },
    plan: { precision: 0.002 },
    usd: 12_128,
    coldShare: 0.0024,
  },
];

describe('real traffic', () => {
  for (const { name, traffic, pool, plan = {}, usd, coldShare } of CASES)
    it(name, () =>
      expectMonth(simulatedTraffic(traffic, pool, { precision: 0.003, ...plan }), usd, coldShare),
    );

  it('50,000 a day × 0.2 s with 300 s of start-up and a window of 20 s: a third of the plain model', () => {
    const traffic = { requestsPerSecond: perDay(50_000), serviceSeconds: 0.2 };
    const of = simulatedTraffic(
      traffic,
      { startupSeconds: 300, scaledownWindow: 20 },
      { precision: 0.02, maxArrivals: 3e6 },
    );
    const ratio = 23_518 / monthUsd(of, 'H100');
    assert.ok(ratio > 2.85 && ratio < 3.15, String(ratio));
    assert.ok(Math.abs(of.coldStartShare.mean - 0.009) < 0.0025, String(of.coldStartShare.mean));
  });

  it('a run of 10 s each minute from 9 to 17 on weekdays: warm all day', () => {
    const week = 7 * DAY;
    const requests: Requests = Array.from({ length: 5 * 480 }, (_, run) => {
      const day = Math.floor(run / 480);
      return [day * DAY + 9 * 3_600 + (run % 480) * 60, 10] as const;
    });
    expectMonth(played(requests, week, { startupSeconds: 20 }), 103.85, 0.002, 'T4');
  });
});
