import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  leastBusy,
  leastLive,
  levelOf,
  mostFloorIdle,
  mostLive,
  occupancy,
} from '../../../../src/core/cost/traffic/concurrency';
import { limitedPool, queueingExcess } from '../../../../src/core/cost/traffic/limited';
import { poolTable } from '../../../../src/core/cost/traffic/pool';
import { poolBounds } from '../../../../src/core/cost/traffic/poolBounds';
import { singleQueue, singleUnbounded } from '../../../../src/core/cost/traffic/single';
import type { Traffic } from '../../../../src/core/cost/traffic/trafficInput';
import { simulate, slowLevel, slowPmf } from './reference';

const close = (actual: number, expected: number, within: number, what = ''): void =>
  assert.ok(
    Math.abs(actual - expected) <= within,
    `${what} ${actual} is not within ${within} of ${expected}`,
  );

const requests = (lambda: number, service: number, c = 1, startupSeconds = 0): Traffic => {
  return { arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c, startupSeconds };
};

/** At most so many containers, or without a limit. */
const limitedTo = <M extends number | null>(most: M, m: number, window = 0) => {
  return { minContainers: m, maxContainers: most, scaledownWindow: window };
};
const warm = (m: number, window = 0): ReturnType<typeof limitedTo> => limitedTo(null, m, window);

describe('one container', () => {
  it('with unbounded concurrency is M/G/∞', () => {
    const { live, coldStarts } = singleUnbounded(0.01, 4, 60);
    close(live, 1 - Math.exp(-0.64), 1e-15);
    close(coldStarts, 0.01 * Math.exp(-0.64), 1e-17);
    assert.deepEqual(singleUnbounded(0, 4, 60), { live: 0, coldStarts: 0 });
    const simulated = simulate({ lambda: 0.2, service: 4, window: 3, c: 1e9, law: 'fixed' });
    const formula = singleUnbounded(0.2, 4, 3);
    close(simulated.live, formula.live, 0.01);
    close(simulated.coldStarts, formula.coldStarts, 0.002);
  });

  it('with a queue has the formula of the design', () => {
    for (const [lambda, service, window, startup] of [
      [0.1, 4, 10, 20],
      [0.01, 4, 60, 0],
      [0.24, 4, 2, 5],
    ] as const) {
      const rho = lambda * service;
      const q = Math.exp(-lambda * window);
      const rest = (service + q * startup) / (1 - rho);
      const queue = singleQueue(lambda, service, window, startup);
      assert.ok(queue.stable);
      close(queue.live, ((1 - q) / lambda + rest) / (1 / lambda + rest), 1e-14);
      close(queue.coldStarts, q / (1 / lambda + rest), 1e-15);
      close(queue.ready, queue.live - startup * queue.coldStarts, 1e-14);
    }
  });

  it('with a queue is what a simulated one does, wait included', () => {
    const [lambda, service, window, startup] = [0.1, 4, 6, 15];
    let [seed, clock, freeAt, live, starting, waits, starts] = [7, 0, -Infinity, 0, 0, 0, 0];
    const uniform = (): number => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
    };
    const count = 400_000;
    for (let i = 0; i < count; i++) {
      clock -= Math.log(uniform()) / lambda;
      let begin = Math.max(clock, freeAt);
      if (clock > freeAt + window) {
        starts++;
        begin = clock + startup;
        starting += startup;
        if (i > 0) live += window;
      } else if (clock > freeAt) live += clock - freeAt;
      waits += begin - clock;
      const duration = -service * Math.log(uniform());
      live += duration;
      freeAt = begin + duration;
    }
    const queue = singleQueue(lambda, service, window, startup);
    assert.ok(queue.stable);
    close(live / clock, queue.ready, 0.005);
    close((live + starting) / clock, queue.live, 0.005);
    close(starts / clock, queue.coldStarts, 0.0005);
    close(waits / count, queue.meanWait, 0.02 * queue.meanWait);
  });

  it('with a queue has its limits', () => {
    assert.deepEqual(singleQueue(0.25, 4, 60, 10), { stable: false, live: 1 });
    assert.deepEqual(singleQueue(1, 4, 60, 10), { stable: false, live: 1 });
    const none = singleQueue(0, 4, 60, 10);
    assert.ok(none.stable && none.live === 0 && none.coldStarts === 0);
    assert.ok(none.meanWait === 10, 'the only request waits for the start');
    const edge = singleQueue(0.25 * (1 - 1e-15), 4, 60, 10);
    assert.ok(edge.stable && Number.isFinite(edge.meanWait) && edge.live <= 1);
    // M/D/1 waits half as long as M/M/1.
    const fixed = singleQueue(0.1, 4, 1e6, 0, 0);
    const varied = singleQueue(0.1, 4, 1e6, 0, 1);
    assert.ok(fixed.stable && varied.stable);
    close(varied.meanWait, (0.4 * 4) / 0.6, 1e-12);
    close(fixed.meanWait, varied.meanWait / 2, 1e-12);
  });
});

describe('concurrency', () => {
  it('needs at least Σ p_j·⌈j/c⌉ busy containers, which is at least ρ/c', () => {
    for (const rho of [1e-6, 0.3, 5, 60, 3000])
      for (const c of [1, 2, 7, 100]) {
        let slow = 0;
        for (let j = 1; j < rho + 60 * Math.sqrt(rho) + 60; j++) slow += slowPmf(j, rho) * Math.ceil(j / c);
        const busy = leastBusy(rho, c);
        close(busy, slow, 1e-9 * slow);
        assert.ok(busy >= (rho / c) * (1 - 1e-12));
        assert.ok(busy <= Math.min(rho, rho / c + 1) * (1 + 1e-12));
      }
    assert.equal(leastBusy(0, 4), 0);
    close(leastBusy(200, 2, 10), 10, 1e-9);
    close(mostFloorIdle(3, 0.01, 4), 3 - (1 - Math.exp(-0.01)), 1e-9);
    assert.equal(levelOf(3, 4), 9);
  });

  it('with c = 1 is the pool', () => {
    for (const m of [0, 1, 5, 40]) {
      const picture = occupancy(requests(2, 4), warm(m, 60));
      const table = poolTable(2, 4, 60);
      close(picture.live, table.live(m), 1e-11);
      close(picture.coldStarts, table.coldStarts(m), 1e-13);
      close(picture.busy, 8, 1e-11);
      close(leastLive(requests(2, 4), warm(m, 60)), poolBounds(2, 4, 60, m).low, 1e-12);
      close(leastLive(requests(2, 4), limitedTo(1e9, m, 60)), poolBounds(2, 4, 60, m).low, 1e-11);
    }
  });

  it('without limit is one container of M/G/∞', () => {
    const picture = occupancy(requests(0.5, 8, 100_000), warm(0, 30));
    const { live, coldStarts } = singleUnbounded(0.5, 8, 30);
    close(picture.live, live, 1e-12);
    close(picture.coldStarts, coldStarts, 1e-12);
    close(picture.busy, 1 - Math.exp(-4), 1e-12);
  });

  it('is close to a simulation with the fullest container first, and bounded for every order', () => {
    for (const [lambda, service, window, c, m] of [
      [1, 3, 10, 4, 0],
      [5, 4, 20, 4, 0],
      [5, 4, 5, 16, 0],
      [2, 20, 10, 8, 2],
    ] as const) {
      const picture = occupancy(requests(lambda, service, c), warm(m, window));
      const run = { lambda, service, window, c, m, requests: 60_000 };
      const fullest = simulate({ ...run, order: 'fullest' });
      close(picture.live, fullest.live, 0.03 * fullest.live, 'live');
      close(picture.busy, fullest.busy, 0.1 * fullest.busy, 'busy');
      const low = leastLive(requests(lambda, service, c), warm(m, window));
      const { mean } = mostLive(requests(lambda, service, c), warm(m), 60_000 / lambda);
      for (const order of ['fullest', 'even', 'recent', 'oldest-idle'] as const)
        for (const law of ['exponential', 'fixed'] as const) {
          const { live } = simulate({ ...run, order, law, requests: 30_000 });
          assert.ok(low * 0.99 < live && live < mean * 1.01, `${order}: ${low} < ${live} < ${mean}`);
        }
    }
  });
});

describe('max_containers', () => {
  it('has no excess with room, all of it near saturation', () => {
    assert.ok(queueingExcess(50, 1) < 1e-60);
    assert.equal(queueingExcess(5, 0), 0);
    assert.equal(queueingExcess(4, 4), Infinity);
    // 1 + x = e^{-ρ} / π_0 of M/M/s
    for (const [s, rho] of [
      [1, 0.4],
      [3, 2],
      [10, 9.5],
    ] as const) {
      let weights = 0;
      for (let j = 0; j < s; j++) weights += slowPmf(j, rho);
      weights += slowPmf(s, rho) / (1 - rho / s);
      close(1 + queueingExcess(s, rho), weights, 1e-12 * weights);
    }
  });

  it('with one container is the queue without start-up', () => {
    for (const [lambda, service, window] of [
      [0.1, 4, 10],
      [0.24, 4, 60],
      [1e-5, 4, 60],
    ] as const) {
      const pool = limitedPool(requests(lambda, service), limitedTo(1, 0, window), 1e6);
      const queue = singleQueue(lambda, service, window, 0);
      assert.ok(pool.stable && queue.stable);
      close(pool.likely.live, queue.live, 1e-13);
      close(pool.likely.coldStarts, queue.coldStarts, 1e-13);
    }
  });

  it('is the killed chain started from M/M/s', () => {
    const [lambda, service, window, limit] = [1.6, 2, 5, 5];
    const rho = lambda * service;
    let total = slowPmf(limit, rho) / (1 - rho / limit);
    for (let j = 0; j < limit; j++) total += slowPmf(j, rho);
    let [live, starts, below] = [0, 0, 0];
    for (let n = 1; n <= limit; n++) {
      below += slowPmf(n - 1, rho);
      const level = slowLevel(lambda, service, window, n, (j) => slowPmf(j, rho) / total, 1 - below / total);
      live += level.atLeast;
      starts += level.starts;
    }
    const pool = limitedPool(requests(lambda, service), limitedTo(limit, 0, window), 1e6);
    assert.ok(pool.stable);
    close(pool.likely.live, live, 1e-11);
    close(pool.likely.coldStarts, starts, 1e-11);
    close(pool.likely.busy, rho, 1e-11);
  });

  it('agrees with a simulation with a queue, and is bounded for every order', () => {
    for (const [lambda, service, window, m, most, c] of [
      [1, 2, 10, 0, 3, 1],
      [1.4, 2, 5, 1, 3, 1],
      [2, 4, 20, 2, 12, 1],
      [2, 4, 10, 0, 3, 4],
    ] as const) {
      const pool = limitedPool(requests(lambda, service, c), limitedTo(most, m, window), 200_000 / lambda);
      assert.ok(pool.stable);
      const run = { lambda, service, window, m, most, c };
      const same = simulate({ ...run, order: c === 1 ? 'recent' : 'fullest' });
      close(pool.likely.live, same.live, 0.02 * same.live, `live at ${lambda}, ${most}:`);
      assert.ok(pool.low <= pool.likely.live && pool.likely.live <= pool.high);
      for (const order of ['even', 'oldest-idle'] as const)
        for (const law of ['exponential', 'fixed'] as const) {
          const { live } = simulate({ ...run, order, law, requests: 60_000 });
          assert.ok(pool.low * 0.99 < live && live < pool.high * 1.01, `${pool.low} ${live} ${pool.high}`);
        }
    }
  });

  it('joins the unlimited pool when M is ample', () => {
    const pool = limitedPool(requests(2, 4), limitedTo(1000, 1, 60), 1e6);
    assert.ok(pool.stable);
    close(pool.likely.live, poolTable(2, 4, 60).live(1), 1e-10);
    close(
      pool.high,
      Math.min(poolBounds(2, 4, 60, 1).high, mostLive(requests(2, 4), warm(1), 1e6).mean),
      1e-9,
    );
  });

  it('never has fewer live than busy, close to saturation as well', () => {
    const pool = limitedPool(requests(1.49, 2), limitedTo(3, 0), 1e6);
    assert.ok(pool.stable && pool.low >= 2.98 && pool.likely.live >= 2.98 - 1e-9);
  });

  it('reports overload and gives no figure', () => {
    assert.deepEqual(limitedPool(requests(2, 4), limitedTo(8, 1, 60), 1e6), { stable: false, live: 8 });
    assert.deepEqual(limitedPool(requests(2, 4, 4), limitedTo(2, 1, 60), 1e6), { stable: false, live: 2 });
    assert.ok(limitedPool(requests(2, 4), limitedTo(9, 1, 60), 1e6).stable);
  });
});

describe('the most that can live', () => {
  it('is the mean over the horizon of the most at each moment, and counts a start as held', () => {
    const steps = 20_000;
    let sum = 0;
    for (let i = 0; i < steps; i++)
      sum += mostLive(requests(1, 2), warm(1), ((i + 0.5) / steps) * 5000).atEnd;
    close(mostLive(requests(1, 2), warm(1), 5000).mean, sum / steps, 1e-4);
    assert.deepEqual(mostLive(requests(1, 2, 1, 3), warm(1), 5000), mostLive(requests(1, 5), warm(1), 5000));
  });

  it('is the maximum if that is certainly reached, and ignores one that is never reached', () => {
    assert.deepEqual(mostLive(requests(1, 2), limitedTo(3, 0), 1e4), { mean: 3, atEnd: 3, everFull: 1 });
    const ample = mostLive(requests(1, 2), limitedTo(60, 0), 1e4);
    assert.ok(ample.everFull < 1e-12);
    close(ample.mean, mostLive(requests(1, 2), warm(0), 1e4).mean, 1e-9);
  });

  it('grows with the horizon and never beats the trivial bound by being wrong', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -4, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1.5, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 2, max: 6, noNaN: true }),
        (logLambda, logService, m, c, logHorizon) => {
          const [lambda, service, horizon] = [10 ** logLambda, 10 ** logService, 10 ** logHorizon];
          const here = mostLive(requests(lambda, service, c), warm(m), horizon);
          assert.ok(m <= here.mean && here.mean <= here.atEnd * (1 + 1e-12));
          assert.ok(
            mostLive(requests(lambda, service, c), warm(m), horizon * 2).mean >= here.mean * (1 - 1e-12),
          );
          assert.ok(
            mostLive(requests(lambda, service, c, 9), warm(m), horizon).mean >= here.mean * (1 - 1e-12),
          );
          assert.ok(mostLive(requests(lambda, service, c), limitedTo(m + 3, m), horizon).mean <= m + 3);
          const window = horizon / 2;
          assert.ok(leastLive(requests(lambda, service, c), warm(m, window)) <= here.atEnd * (1 + 1e-9));
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});
