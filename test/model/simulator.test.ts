import assert from 'node:assert/strict';
import { Random } from './random';
import {
  simulate,
  simulateTrace,
  type Estimate,
  type PoolOptions,
  type Service,
  type SimulationOptions,
  type SimulationResult,
  type TraceResult,
} from './simulator';

const laws: readonly Service[] = ['exponential', 'fixed', 'lognormal'];

/** Plays requests given as pairs. */
function trace(
  requests: readonly (readonly [arrival: number, service: number])[],
  pool: PoolOptions,
): TraceResult {
  return simulateTrace(
    { arrivals: requests.map(([time]) => time), services: requests.map(([, time]) => time) },
    pool,
  );
}

function near(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not within ${tolerance} of ${expected}`);
}

/** Within four and a half standard errors; seeds are fixed, so a test that passes once always passes. */
function agrees(estimate: Estimate, expected: number): void {
  near(estimate.mean, expected, 4.5 * estimate.se + 1e-12);
}

function conserves(result: SimulationResult, minContainers: number): void {
  const { totals } = result;
  assert.equal(totals.arrivals, totals.completed + totals.held + totals.queued);
  assert.equal(totals.live, minContainers + totals.started - totals.removed);
  near(result.live.mean, result.busy.mean + result.starting.mean + result.idle.mean, 1e-6);
}

const base: SimulationOptions = { lambda: 1, serviceMean: 2, window: 5, seed: 7, arrivals: 200_000 };

describe('model: random numbers', () => {
  it('repeats with the seed, and differs with seed and stream', () => {
    const some = (seed: number, stream?: number): number[] => {
      const random = new Random(seed, stream);
      return Array.from({ length: 5 }, () => random.next());
    };
    assert.deepEqual(some(1), some(1));
    assert.notDeepEqual(some(1), some(2));
    assert.notDeepEqual(some(1, 0), some(1, 1));
  });

  it('has the moments it should have', () => {
    const random = new Random(3);
    const count = 400_000;
    const moments = (draw: () => number): [mean: number, square: number] => {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < count; i++) {
        const value = draw();
        sum += value;
        squares += value * value;
      }
      return [sum / count, squares / count];
    };
    const [uniform, uniformSquare] = moments(() => random.uniform());
    near(uniform, 1 / 2, 0.002);
    near(uniformSquare, 1 / 3, 0.002);
    const [normal, normalSquare] = moments(() => random.normal());
    near(normal, 0, 0.007);
    near(normalSquare, 1, 0.01);
    const [exponential, exponentialSquare] = moments(() => random.exponential(3));
    near(exponential, 3, 0.02);
    near(exponentialSquare, 18, 0.3);
    const [below, belowSquare] = moments(() => random.below(4));
    near(below, 1.5, 0.01);
    near(belowSquare, 3.5, 0.03);
  });
});

describe('model: hand-computed traces', () => {
  const three = [
    [0, 2],
    [1, 2],
    [5, 1],
  ] as const;

  it('reuses the most recently used container', () => {
    // Container 0: busy 0-2, removed at 12. Container 1: busy 1-3 and 5-6, removed at 16.
    const result = trace(three, { window: 10 });
    assert.deepEqual(result.requests, [
      { wait: 0, container: 0, cold: true },
      { wait: 0, container: 1, cold: true },
      { wait: 0, container: 1, cold: false },
    ]);
    near(result.duration, 16);
    near(result.live.mean * 16, 12 + 15);
    near(result.busy.mean * 16, 5);
    near(result.idle.mean * 16, 22);
    near(result.liveShare.mean, 1);
    near(result.coldShare.mean, 2 / 3);
    near(result.coldStartRate.mean, 2 / 16);
    assert.equal(result.totals.removed, 2);
  });

  it('reuses the least recently used container', () => {
    // Container 0: busy 0-2 and 5-6, removed at 16. Container 1: busy 1-3, removed at 13.
    const result = trace(three, { window: 10, reuse: 'lru' });
    assert.equal(result.requests[2]!.container, 0);
    near(result.live.mean * result.duration, 16 + 12);
  });

  it('removes at the end of the window, and starts again', () => {
    const result = trace(
      [
        [0, 1],
        [3, 1],
        [6.5, 1],
      ],
      { window: 2 },
    );
    // 0-3: the request at 3 comes at the very end of the window and finds the container; removed at 6.
    assert.deepEqual(
      result.requests.map(({ cold }) => cold),
      [true, false, true],
    );
    near(result.duration, 9.5);
    near(result.live.mean * 9.5, 6 + 3);
    near(result.liveShare.mean * 9.5, 9);
  });

  it('makes requests wait for the start-up and in the queue of a single container', () => {
    const result = trace(
      [
        [0, 2],
        [1, 2],
        [10, 1],
        [20, 1],
      ],
      { window: 4, maxContainers: 1, startup: 3 },
    );
    // Starting 0-3, busy 3-5 and 5-7, idle to 10, busy to 11, removed at 15; starting 20-23, busy to 24, to 28.
    assert.deepEqual(
      result.requests.map(({ wait }) => wait),
      [3, 4, 0, 3],
    );
    near(result.wait.mean, 2.5);
    near(result.duration, 28);
    near(result.live.mean * 28, 15 + 8);
    near(result.starting.mean * 28, 6);
    near(result.busy.mean * 28, 6);
    near(result.coldShare.mean, 0.5);
    near(result.startupShare.mean, 0.5);
  });

  it('serves the queue in order of arrival, however long', () => {
    const result = trace(
      Array.from({ length: 300 }, () => [0, 1] as const),
      { window: 0, maxContainers: 1 },
    );
    assert.deepEqual(
      result.requests.map(({ wait }) => wait),
      Array.from({ length: 300 }, (_, i) => i),
    );
    near(result.duration, 300);
  });

  it('starts as many containers as there are requests at once', () => {
    const result = trace(
      Array.from({ length: 300 }, (_, i) => [0, 300 - i] as const),
      { window: 1, startup: 1 },
    );
    assert.equal(result.totals.peak, 300);
    assert.equal(result.totals.removed, 300);
    near(result.live.mean * result.duration, (300 * 301) / 2 + 300 * 2);
    near(result.starting.mean * result.duration, 300);
  });

  it('fills the busiest container that has a free slot', () => {
    const result = trace(
      [
        [0, 3],
        [0.5, 1],
        [1, 3],
        [1.2, 0.1],
        [2, 3],
      ],
      { window: 1, concurrency: 2 },
    );
    // Container 0 is full 0.5-1.5 and takes the last request at 2: busy 0-5, removed at 6. Container 1: 1-4, to 5.
    assert.deepEqual(
      result.requests.map(({ container }) => container),
      [0, 0, 1, 1, 0],
    );
    near(result.duration, 6);
    near(result.live.mean * 6, 6 + 4);
    near(result.busy.mean * 6, 5 + 3);
    near(result.inService.mean * 6, 10.1);
  });

  it('lets requests join a container that is starting', () => {
    for (const concurrency of [2, Infinity]) {
      const result = trace(
        [
          [0, 1],
          [1, 1],
        ],
        { window: 0, concurrency, startup: 2 },
      );
      assert.deepEqual(
        result.requests.map(({ wait, container }) => [wait, container]),
        [
          [2, 0],
          [1, 0],
        ],
      );
      near(result.duration, 3);
      near(result.busy.mean * 3, 1);
      near(result.starting.mean * 3, 2);
      near(result.inService.mean * 3, 2);
      near(result.coldShare.mean, 0.5);
      near(result.startupShare.mean, 1);
    }
  });

  it('prefers permanent containers, or only counts to the floor', () => {
    const requests = [
      [0, 3],
      [1, 3],
      [5, 0.5],
    ] as const;
    // Both: container 0 busy 0-3, container 1 busy 1-4. Preferred: 0 takes the last request, 1 is removed at 7.
    const preferred = trace(requests, { window: 3, minContainers: 1 });
    assert.deepEqual(
      preferred.requests.map(({ container, cold }) => [container, cold]),
      [
        [0, false],
        [1, true],
        [0, false],
      ],
    );
    near(preferred.duration, 7);
    near(preferred.live.mean * 7, 7 + 6);
    near(preferred.permanentIdle!.mean * 7, 2 + 1.5);
    assert.equal(preferred.totals.live, 1);
    // Any: 1 takes it, as the one used last; 0 is removed at 6, and 1 stays.
    const any = trace(requests, { window: 3, minContainers: 1, floor: 'any' });
    assert.equal(any.requests[2]!.container, 1);
    near(any.duration, 6);
    near(any.live.mean * 6, 6 + 5);
    assert.equal(any.permanentIdle, null);
    assert.equal(any.totals.live, 1);
  });

  it('keeps a buffer until the window after the last request', () => {
    // The request starts container 0, then the buffer starts 1; at 5 one of two idle ones may go, at 7 the other.
    const result = trace([[0, 2]], { window: 5, bufferContainers: 1 });
    near(result.duration, 7);
    near(result.live.mean * 7, 5 + 7);
    near(result.coldShare.mean, 1);
    // With a start-up, the second request joins the buffer container that is still starting.
    const slow = trace(
      [
        [0, 9],
        [1, 1],
      ],
      { window: 5, bufferContainers: 1, startup: 3 },
    );
    assert.deepEqual(slow.requests[1], { wait: 2, container: 1, cold: false });
  });

  it('measures up to a given horizon only', () => {
    const result = simulateTrace({ arrivals: [0, 1], services: [4, 9], horizon: 2 }, { window: 1 });
    near(result.duration, 2);
    near(result.live.mean, 1.5);
    assert.equal(result.totals.held, 2);
  });

  it('rejects nonsense', () => {
    assert.throws(() => simulateTrace({ arrivals: [1, 0], services: [1, 1] }, { window: 1 }), /bad arrivals/);
    assert.throws(() => simulateTrace({ arrivals: [0], services: [] }, { window: 1 }), /bad services/);
    assert.throws(() => simulate({ ...base, lambda: 0 }), /bad lambda/);
    assert.throws(() => simulate({ ...base, window: -1 }), /bad window/);
    assert.throws(() => simulate({ ...base, minContainers: 3, maxContainers: 2 }), /bad maxContainers/);
    assert.throws(() => simulate({ ...base, concurrency: 1.5 }), /bad concurrency/);
  });
});

describe('model: simulator', () => {
  it('is determined by the seed', () => {
    const options: SimulationOptions = { ...base, arrivals: 20_000, reuse: 'random', service: 'lognormal' };
    assert.deepEqual(simulate(options), simulate(options));
    assert.notDeepEqual(simulate(options).live, simulate({ ...options, seed: 8 }).live);
  });

  it("keeps Little's law and its books, whatever the pool", () => {
    const pools: PoolOptions[] = [
      { window: 5 },
      { window: 5, startup: 3 },
      { window: 5, reuse: 'lru', minContainers: 2 },
      { window: 5, reuse: 'random', minContainers: 3, floor: 'any' },
      { window: 5, minContainers: 1, maxContainers: 3, startup: 1 },
      { window: 5, concurrency: 3, startup: 1 },
      { window: 5, concurrency: 3, maxContainers: 2, reuse: 'random' },
      { window: 5, concurrency: Infinity, startup: 4 },
      { window: 5, bufferContainers: 2, startup: 2, maxContainers: 6 },
    ];
    for (const pool of pools) {
      for (const service of laws) {
        const result = simulate({ ...base, ...pool, service });
        conserves(result, pool.minContainers ?? 0);
        agrees(result.inService, base.lambda * base.serviceMean);
        near(result.starting.mean, result.coldStartRate.mean * (pool.startup ?? 0), 1e-3);
        assert.ok(result.totals.peak <= (pool.maxContainers ?? Infinity));
        if ((pool.concurrency ?? 1) === 1) near(result.busy.mean, result.inService.mean);
      }
    }
  });

  it('has live containers only while they are busy if the window is 0', () => {
    for (const service of laws) {
      const result = simulate({ ...base, window: 0, service });
      near(result.live.mean, result.busy.mean);
      assert.equal(result.coldShare.mean, 1);
    }
  });

  it('removes nothing if the window is endless, or longer than the run', () => {
    for (const window of [Infinity, 1e9]) {
      const { totals } = simulate({ ...base, window });
      assert.equal(totals.removed, 0);
      assert.equal(totals.live, totals.peak);
    }
  });

  it('is an M/G/1 queue with one container that stays', () => {
    // Pollaczek and Khinchine: lambda E[S^2] / (2 (1 - rho)), with E[S^2] = (1 + cv^2) S^2.
    const [lambda, serviceMean] = [0.3, 2];
    for (const [service, cv] of [
      ['exponential', 1],
      ['fixed', 0],
      ['lognormal', 1.5],
    ] as const) {
      const options = { lambda, serviceMean, service, cv, seed: 5, arrivals: 1_000_000 };
      const result = simulate({ ...options, window: Infinity, maxContainers: 1 });
      agrees(result.wait, (lambda * (1 + cv * cv) * serviceMean ** 2) / (2 * (1 - lambda * serviceMean)));
      assert.ok(result.wait.se < 0.02 * result.wait.mean);
    }
  });

  it('is an M/M/3 queue with three containers that stay', () => {
    // Erlang C with a = 2: P(wait) = 4/9, so the mean wait is 4/9 S / (3 - 2).
    const result = simulate({ ...base, window: 0, minContainers: 3, maxContainers: 3, arrivals: 1_000_000 });
    agrees(result.wait, (4 / 9) * 2);
    const slots = simulate({ ...base, window: 0, concurrency: 3, maxContainers: 1, arrivals: 1_000_000 });
    agrees(slots.wait, (4 / 9) * 2);
  });

  it('loses to further containers what an Erlang group of permanent ones cannot take', () => {
    // Erlang B with a = 2 and two servers: 2/5, whatever the service law, the window and the order of reuse.
    for (const service of laws) {
      for (const window of [0, 5]) {
        const result = simulate({ ...base, minContainers: 2, window, service, reuse: 'lru' });
        agrees(result.permanentIdle!, 2 - 2 * (1 - 2 / 5));
        if (window === 0) agrees(result.coldShare, 2 / 5);
      }
    }
  });

  it('has a container live exactly if a request was in service within the last window', () => {
    // Poisson: none has arrived within its own service time plus the window, on average lambda (S + W) arrivals.
    const options = { lambda: 0.2, serviceMean: 2, window: 3, seed: 11, arrivals: 300_000 };
    for (const service of laws) {
      for (const pool of [{}, { reuse: 'lru' }, { reuse: 'random' }, { concurrency: Infinity }] as const) {
        const result = simulate({ ...options, ...pool, service });
        agrees(result.liveShare, 1 - Math.exp(-0.2 * (2 + 3)));
        if ('concurrency' in pool) {
          agrees(result.busy, 1 - Math.exp(-0.2 * 2));
          near(result.live.mean, result.liveShare.mean);
        }
      }
    }
  });

  it('serves the same requests in the same time in any order of reuse, but keeps more live if it spreads them', () => {
    const [mru, random, lru] = (['mru', 'random', 'lru'] as const).map((reuse) =>
      simulate({ ...base, reuse }),
    );
    near(mru!.busy.mean, lru!.busy.mean);
    near(mru!.busy.mean, random!.busy.mean);
    assert.ok(mru!.live.mean < random!.live.mean && random!.live.mean < lru!.live.mean);
  });

  it('is the same with one slot as with the general rule for few slots when requests never meet', () => {
    const options: SimulationOptions = { ...base, lambda: 1e-4, window: 5000, arrivals: 2_000 };
    const one = simulate({ ...options, service: 'fixed', serviceMean: 1e-6 });
    const two = simulate({ ...options, service: 'fixed', serviceMean: 1e-6, concurrency: 2 });
    assert.deepEqual(one.live, two.live);
  });

  it('gives standard errors that tell how far off it is', () => {
    const scores = Array.from({ length: 40 }, (_, i) => {
      const { busy } = simulate({ ...base, seed: 100 + i, arrivals: 20_000 });
      return (busy.mean - 2) / busy.se;
    });
    const spread = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length);
    assert.ok(spread > 0.7 && spread < 1.4, `spread ${spread}`);
  });
});
