/** Advice where the formulas are not exact: every setting is simulated before it is offered. */
import { strict as assert } from 'node:assert';
import { advise, type Advice, type AdvicePoint } from '../../../src/core/cost/advisor';
import { adviseInSteps } from '../../../src/core/cost/simulatedAdvice';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { STARTING, type SimulatedPool } from '../../../src/core/cost/traffic/simulation/simulatorRules';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { priceFunction } from './priced';
import { simulatedTraffic } from './traffic/simulated';

const LIST = { book: listBook, hoursPerMonth: 730 };
const DAY = 86_400;

async function adviceFor(
  args: string,
  usage: string,
  coldStartShare?: number,
  pricing = LIST,
): Promise<Advice> {
  const of = await priceFunction(args, usage, pricing);
  const asked = coldStartShare === undefined ? {} : { coldStartShare };
  const advice = atOnce(adviseInSteps(of, asked, neverPause));
  assert.equal(advice?.status, 'known');
  return advice;
}

const poolOf = ({
  minContainers,
  bufferContainers,
  scaledownWindow,
}: AdvicePoint): Partial<SimulatedPool> => ({
  minContainers,
  bufferContainers,
  scaledownWindow,
});

/** The share of cold starts and the cost of a setting in a run of its own. */
function rerun(
  { minContainers, bufferContainers, scaledownWindow }: AdvicePoint,
  perDay: number,
  serviceSeconds: number,
  startupSeconds: number,
): { share: number; containers: number } {
  const run = simulatedTraffic(
    { requestsPerSecond: perDay / DAY, serviceSeconds },
    { minContainers, bufferContainers, scaledownWindow, startupSeconds },
    { seed: 77, precision: 0.005 },
  );
  return { share: run.coldStartShare.mean, containers: run.containers.mean };
}

describe('advice by simulation', () => {
  it('is null, or has a reason, like the cost per month', async () => {
    const usage = 'requests_per_day=5000 seconds_per_request=10 startup_seconds=30';
    for (const [args, said] of [
      ['gpu="H100"', ''],
      ['gpu="X900"', usage],
      ['gpu="H100", min_containers=N', usage],
    ] as const) {
      const of = await priceFunction(args, said, LIST);
      assert.deepEqual(atOnce(adviseInSteps(of, {}, neverPause)), of.month);
    }
  });

  it('offers only what meets the target, at what it really costs', async () => {
    for (const [perDay, seconds, startup] of [
      [2_000, 1, 300],
      [5_000, 10, 30],
    ] as const) {
      const usage = `requests_per_day=${perDay} seconds_per_request=${seconds} startup_seconds=${startup}`;
      const advice = await adviceFor('gpu="H100"', usage, 0.05);
      const offered = advice.cheapest ?? advice.withheld!.point;
      assert.equal(offered.method, 'simulated');
      const { share, containers } = rerun(offered, perDay, seconds, startup);
      assert.ok(share <= 0.05, `${share}`);
      for (const starting of STARTING) {
        const { sums } = simulatedTraffic(
          { requestsPerSecond: perDay / DAY, serviceSeconds: seconds },
          { ...poolOf(offered), startupSeconds: startup, starting },
          { seed: 78, precision: 0.005 },
        );
        assert.ok(sums.startWaits / sums.requests <= 0.05, `${starting}: ${sums.startWaits / sums.requests}`);
      }
      const usd = containers * 730 * 3_600 * 0.001098915;
      assert.ok(Math.abs(offered.usd.likely / usd - 1) < 0.015, `${offered.usd.likely} ≠ ${usd}`);
      for (const point of advice.frontier) {
        assert.equal(point.method, 'simulated');
        const again = rerun(point, perDay, seconds, startup);
        assert.ok(Math.abs(again.share - point.coldStartShare.likely) < 0.015, JSON.stringify(point));
      }
    }
  });

  it('does not offer what only the formulas let pass', async () => {
    const usage = 'requests_per_day=5000 seconds_per_request=10 startup_seconds=30';
    const of = await priceFunction('gpu="H100"', usage, LIST);
    const model = advise(of, { coldStartShare: 0.05 }) as Advice;
    const byModel = model.cheapest ?? model.withheld!.point;
    assert.ok(rerun(byModel, 5_000, 10, 30).share > 0.05, 'the plain model misses the target');
    const { cheapest, withheld } = await adviceFor('gpu="H100"', usage, 0.05);
    assert.notDeepEqual((cheapest ?? withheld!.point).minContainers, byModel.minContainers);
  });

  it('compares buffers too', async () => {
    // Groups of requests in one container after the other: a buffer is cheaper than a floor all day.
    const usage = 'requests_per_day=5000 seconds_per_request=8 startup_seconds=2 active_hours_per_day=2';
    const { frontier, points } = await adviceFor('gpu="H100", scaledown_window=2', usage, 0.01);
    assert.ok(
      frontier.some(({ bufferContainers }) => bufferContainers > 0),
      String(points),
    );
    assert.ok(
      frontier.every(({ bufferContainers, minContainers }) => bufferContainers * minContainers === 0),
    );
  });

  it('compares none by a book that bills none', async () => {
    const usage = 'requests_per_day=5000 seconds_per_request=10 startup_seconds=30';
    const { frontier, current } = await adviceFor('gpu="H100"', usage, 0.05, {
      book: reviewBook,
      hoursPerMonth: 720,
    });
    assert.equal(current.method, 'simulated');
    assert.ok(frontier.length >= 3 && frontier.every(({ bufferContainers }) => bufferContainers === 0));
    assert.ok(frontier.every(({ scaledownWindow }) => scaledownWindow === 60));
  });

  it('never saves by raising the bill, and keeps the present setting if that is best', async () => {
    const usage = 'requests_per_day=5000 seconds_per_request=10 startup_seconds=30';
    const { current, cheapest, saves, target } = await adviceFor('gpu="H100", min_containers=3', usage);
    assert.equal(target, current.coldStartShare.likely);
    assert.ok(cheapest === null || (saves! >= 0 && cheapest.usd.likely <= current.usd.likely));
  });

  it('never calls the present setting the cheapest and beaten at once', async () => {
    for (const args of ['gpu="H100"', 'gpu="H100", min_containers=1', 'gpu="T4", scaledown_window=300'])
      for (const [perDay, seconds, startup] of [
        [200, 10, 30],
        [2_000, 1, 300],
      ] as const)
        for (const share of [undefined, 0.2]) {
          const usage = `requests_per_day=${perDay} seconds_per_request=${seconds} startup_seconds=${startup}`;
          const { current, cheapest, currentIsBest, frontier } = await adviceFor(args, usage, share);
          assert.ok(cheapest !== current || currentIsBest, `${args} ${usage} ${share}`);
          assert.ok(cheapest === null || frontier.includes(cheapest), `${args} ${usage} ${share}`);
        }
  });

  it('is that of the formulas where they are exact, or where there is too much to simulate', async () => {
    for (const [args, usage] of [
      ['gpu="H100"', 'requests_per_day=5000 seconds_per_request=10'],
      ['gpu="H100", max_containers=1', 'requests_per_day=50 seconds_per_request=10 startup_seconds=30'],
      ['gpu="T4", schedule=modal.Period(minutes=5)', 'seconds_per_request=10 startup_seconds=30'],
      ['gpu="H100"', 'requests_per_day=0 seconds_per_request=10 startup_seconds=30'],
      ['gpu="H100", max_containers=2', 'requests_per_day=500000 seconds_per_request=10 startup_seconds=30'],
    ] as const) {
      const of = await priceFunction(args, usage, LIST);
      assert.deepEqual(atOnce(adviseInSteps(of, {}, neverPause)), advise(of), usage);
    }
    const usage = 'requests_per_day=1e9 seconds_per_request=0.5 startup_seconds=30';
    const { current, assumptions } = await adviceFor('gpu="T4"', usage);
    assert.equal(current.method, 'model');
    assert.ok(assumptions.some(({ kind }) => kind === 'notSimulated'));
  });

  it('writes the containers of a cluster as the code does, and stops for a moment on the way', async () => {
    const above = '@modal.experimental.clustered(size=4)\n';
    const usage = 'requests_per_day=500 seconds_per_request=60 startup_seconds=60';
    const of = await priceFunction('gpu="H100:8", min_containers=4', usage, LIST, above);
    const steps = adviseInSteps(of, {}, () => true);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    const advice = step.value as Advice;
    assert.equal(advice.current.minContainers, 4);
    assert.ok(
      advice.frontier.every((each) => each.minContainers % 4 === 0 && each.bufferContainers % 4 === 0),
    );
    assert.ok(pauses > 100);
  });
});
