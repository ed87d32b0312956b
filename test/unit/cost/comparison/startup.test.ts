/** Offers whose workers take time to start. */
import { strict as assert } from 'node:assert';
import {
  isBeingSimulated,
  type ComparedWork,
  type Comparison,
  type ComparisonRow,
} from '../../../../src/core/cost/comparison/comparison';
import { cheaperUpTo, compareOffers } from '../../../../src/core/cost/comparison/compareOffers';
import { scaleAt } from '../../../../src/core/cost/comparison/scaleOf';
import { demandOf } from '../../../../src/core/cost/demand';
import { AT_ONCE, FORMULAS, SimulationsLater, type Simulations } from '../../../../src/core/cost/simulations';
import { poolSeconds } from '../../../../src/core/cost/monthWork';
import { singleQueue } from '../../../../src/core/cost/traffic/single';
import { listBook } from '../../../../src/core/pricing/bundled';
import { atOnce, neverPause } from '../../../../src/core/python/resumable';

const STARTUP = 30;
const usage = {
  requestsPerDay: 50_000,
  secondsPerRequest: 0.2,
  activeHoursPerDay: 24,
  daysPerMonth: 31,
  concurrency: 1,
  startupSeconds: STARTUP,
  tokensPerSecond: null,
};
const work: ComparedWork = { gpu: { type: 'H100', count: 1 }, clusterSize: 1, usage };

function compared(
  simulations: Simulations,
  of: ComparedWork = work,
  modal: (rate: number) => number = (rate) => rate,
): Comparison {
  const options = { book: listBook, list: listBook, simulations, rateBreakEvens: true };
  return compareOffers(of, { activePerHour: 4, monthUsd: modal }, options);
}

function row({ rows }: Comparison, id: string): ComparisonRow {
  const found = rows.find((each) => each.id === id);
  assert.ok(found, `no row ${id}`);
  return found;
}

function near(found: number, wanted: number): void {
  assert.ok(Math.abs(found / wanted - 1) < 1e-9, `${found} for ${wanted}`);
}

describe('an offer whose workers take time to start', () => {
  const flex = 'runpod-flex-h100';

  it('is simulated as Modal’s month is: more workers start while requests wait for one', () => {
    const asked = { demand: demandOf(usage, 730), scheduled: null, atTimeout: false, assumptions: [] };
    const pool = { minContainers: 0, maxContainers: null, bufferContainers: 0, scaledownWindow: 5 };
    const seconds = poolSeconds(asked, pool, false, AT_ONCE);
    assert.ok(!('status' in seconds) && seconds.method === 'simulated');
    const { monthUsd, range } = row(compared(AT_ONCE), flex);
    near(monthUsd, (4.79 / 3_600) * (seconds.live.likely + seconds.startupSeconds.likely));
    const byFormulas = row(compared(FORMULAS), flex);
    assert.ok(monthUsd > 1.5 * byFormulas.monthUsd, `${monthUsd} and ${byFormulas.monthUsd}`);
    assert.ok(range.low < monthUsd && monthUsd < range.high);
  });

  it('is compared at other rates by formulas that go through that month', () => {
    // A Modal that costs more than the offer by formulas, and less than it is simulated.
    const { monthUsd } = row(compared(AT_ONCE), flex);
    const between = (monthUsd + row(compared(FORMULAS), flex).monthUsd) / 2;
    const modal = (rate: number): number => (between * rate) / usage.requestsPerDay;
    const cheaperAt = (simulations: Simulations): string | undefined =>
      row(compared(simulations, work, modal), flex).rate!.stretches.find(
        ({ from, to }) => from < usage.requestsPerDay && usage.requestsPerDay <= to,
      )?.cheaper;
    assert.equal(cheaperAt(AT_ONCE), 'modal');
    assert.equal(cheaperAt(FORMULAS), 'other');
  });

  it('is nearer the formulas the farther a rate is from the simulated one', () => {
    assert.deepEqual(
      [0, 100, 1e6].map((rate) => scaleAt(1, 100, rate)),
      [1, 1, 1],
    );
    assert.equal(scaleAt(2, 100, 100), 2);
    assert.equal(scaleAt(2, 100, 0), 1);
    for (const [near, far] of [
      [50, 10],
      [200, 5_000],
    ] as const) {
      assert.ok(scaleAt(2, 100, near) < 2 && scaleAt(2, 100, far) < scaleAt(2, 100, near));
      assert.ok(scaleAt(0.5, 100, near) > 0.5 && scaleAt(0.5, 100, far) > scaleAt(0.5, 100, near));
    }
  });

  it('is left out while it is being simulated, and the other offers are not', () => {
    const simulations = new SimulationsLater(() => undefined);
    const waiting = compared(simulations);
    assert.ok(isBeingSimulated(waiting));
    assert.deepEqual(waiting.leftOut.find(({ id }) => id === flex)?.reason, { kind: 'simulating' });
    assert.ok(waiting.rows.some(({ machines }) => machines !== null));
    const { modal } = waiting;
    const options = { book: listBook, list: listBook, simulations };
    assert.equal(
      cheaperUpTo(work, { activePerHour: 4, monthUsd: () => modal.monthUsd }, options, flex),
      null,
    );
    atOnce(simulations.work(neverPause));
    const known = compared(simulations);
    assert.ok(!isBeingSimulated(known));
    assert.equal(row(known, flex).monthUsd, row(compared(AT_ONCE), flex).monthUsd);
  });

  it('costs at least what one worker costs that serves all requests, where its idle time is not known', () => {
    for (const [requestsPerDay, secondsPerRequest] of [
      [100, 1],
      [2_000, 1],
      [50_000, 0.2],
      [10_000, 8],
    ] as const) {
      const rowOf = (startupSeconds: number): ComparisonRow => {
        const its = { ...usage, requestsPerDay, secondsPerRequest, startupSeconds };
        return row(compared(AT_ONCE, { ...work, usage: its }), 'cerebrium-h100');
      };
      const { monthUsd, range, atLeast } = rowOf(STARTUP);
      assert.ok(atLeast && monthUsd === range.low);
      const lambda = requestsPerDay / 86_400;
      const { live } = singleQueue(lambda, secondsPerRequest, 0, STARTUP);
      // Without start-up only the requests are left, at the same price for each second.
      near(monthUsd / rowOf(0).monthUsd, live / (lambda * secondsPerRequest));
    }
  });
});
