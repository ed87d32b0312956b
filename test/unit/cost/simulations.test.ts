import { strict as assert } from 'node:assert';
import { changeCost } from '../../../src/core/cost/changeCost';
import { assess } from '../../../src/core/cost/assess';
import { EVEN, type SimulatedPoolAsked } from '../../../src/core/cost/simulatedPool';
import {
  AT_ONCE,
  likelyAlone,
  SimulationsAtOnce,
  SimulationsLater,
  type Simulations,
} from '../../../src/core/cost/simulations';
import { trafficAssumptionText } from '../../../src/core/render/words/traffic';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { priceFunction } from './priced';

const ASKED: SimulatedPoolAsked = {
  traffic: { arrivalsPerSecond: 0.01, serviceSeconds: 30, concurrency: 1, startupSeconds: 20 },
  pool: { minContainers: 1, maxContainers: null, bufferContainers: 0, scaledownWindow: 60, singleUse: false },
  period: { seconds: 2_592_000, activeSeconds: 2_592_000 },
};

describe('the likely figures alone', () => {
  it('are those that come with bounds', () => {
    const [all, alone] = [new SimulationsAtOnce(), new SimulationsAtOnce()];
    const [bounded, likely] = [all.pool(ASKED)!, likelyAlone(alone).pool(ASKED)!];
    assert.deepEqual(
      [likely.live.likely, likely.coldStarts.likely, likely.wait],
      [bounded.live.likely, bounded.coldStarts.likely, bounded.wait],
    );
    assert.ok(bounded.live.low < likely.live.low && likely.live.high < bounded.live.high);
  });

  it('have bounds of all orders of reuse, also where a day has almost too many requests', () => {
    const busy: SimulatedPoolAsked = {
      ...ASKED,
      traffic: {
        arrivalsPerSecond: 150_000 / 43_200,
        serviceSeconds: 0.2,
        concurrency: 1,
        startupSeconds: 5,
      },
      period: { seconds: 30 * 86_400, activeSeconds: 30 * 43_200, activePeriods: 30 },
    };
    const simulations = new SimulationsAtOnce();
    const [likely, bounded] = [likelyAlone(simulations), simulations].map((each) => each.pool(busy)!.live);
    assert.ok(bounded!.high > 1.5 * likely!.high, `${bounded!.high} and ${likely!.high}`);
  });

  it('say how uncertain they are where the simulation ends before it is precise', () => {
    const bursts = { perDay: 20, seconds: 300, share: 0.5 };
    const traffic = { ...ASKED.traffic, arrivalsPerSecond: 12, serviceSeconds: 0.05, startupSeconds: 60 };
    const found = likelyAlone(new SimulationsAtOnce()).pool({
      ...ASKED,
      traffic: { ...traffic, arrivals: { ...EVEN, bursts } },
    })!;
    const rough = found.assumptions.find(({ kind }) => kind === 'simulatedRoughly');
    const { low, likely } = found.live;
    assert.deepEqual(rough, { kind: 'simulatedRoughly', share: rough && 'share' in rough ? rough.share : 0 });
    assert.ok(
      'share' in rough && Math.abs(rough.share - (likely - low) / likely) < 1e-9 && rough.share > 0.1,
    );
    assert.equal(
      trafficAssumptionText({ kind: 'simulatedRoughly', share: 0.62 }),
      'so many requests arrive that the simulation ended early: the likely figure is uncertain by 62% up or down',
    );
    const sparse = likelyAlone(new SimulationsAtOnce()).pool(ASKED)!;
    assert.ok(!sparse.assumptions.some(({ kind }) => kind === 'simulatedRoughly'));
  });

  it('are never taken for those with bounds, which have them too', () => {
    const later = new SimulationsLater(() => undefined);
    const answered = (of: Simulations): ReturnType<Simulations['pool']> => {
      if (of.pool(ASKED) === undefined) atOnce(later.work(neverPause));
      return of.pool(ASKED);
    };
    const likely = answered(likelyAlone(later));
    const bounded = answered(later);
    assert.ok(likely && bounded);
    assert.ok(bounded.live.low < likely.live.low);
    assert.equal(later.answered, 2);

    const all = new SimulationsAtOnce();
    assert.equal(all.pool(ASKED), likelyAlone(all).pool(ASKED));
  });

  it('are all that a change of the code is asked about', async () => {
    const asked: SimulatedPoolAsked[] = [];
    const simulations: Simulations = {
      pool: (of) => {
        asked.push(of);
        return AT_ONCE.pool(of);
      },
    };
    const { estimate } = await priceFunction('gpu="H100", min_containers=1, scaledown_window=60', '');
    const values = { requestsPerDay: 800, secondsPerRequest: 30, startupSeconds: 20 };
    const of = assess(estimate.subject, estimate.context, {
      options: { source: 'option', values },
      defaults: [],
      includeStartup: true,
      simulations,
    });
    assert.ok(changeCost(of, { min_containers: 2 }));
    const changed = asked.filter(({ pool }) => pool.minContainers === 2);
    assert.equal(changed.length, 2, 'by both books');
    assert.ok(changed.every(({ isLikelyAlone }) => isLikelyAlone));
    assert.ok(asked.some(({ pool, isLikelyAlone }) => pool.minContainers === 1 && !isLikelyAlone));
  });
});
