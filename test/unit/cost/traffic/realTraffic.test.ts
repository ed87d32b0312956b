/**
 * Months of real traffic at Modal's list, against an independent event simulation: the month within 1%, cold starts
 * within one point. Each is what the pool does with H100s (the last with T4s), and what the plain model says of it.
 */
import { strict as assert } from 'node:assert';
import { containerRate } from '../../../../src/core/cost/containerRate';
import { listBook } from '../../../../src/core/pricing/bundled';
import type { Simulated } from '../../../../src/core/cost/traffic/simulation/simulate';
import { REAL_TRAFFIC } from './realTraffic';
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

describe('real traffic', () => {
  for (const { name, traffic, pool, plan = {}, usd, coldShare } of REAL_TRAFFIC)
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
