/** The event simulation by hand: short traces whose course is written beside them. */
import { strict as assert } from 'node:assert';
import { atOnce, neverPause } from '../../../../src/core/python/resumable';
import { GeneratedArrivals } from '../../../../src/core/cost/traffic/simulation/arrivals';
import { simulateInSteps } from '../../../../src/core/cost/traffic/simulation/simulate';
import type { SimulatedPool } from '../../../../src/core/cost/traffic/simulation/simulatorRules';
import { liveSeconds } from '../../../../src/core/cost/traffic/liveSeconds';
import { played, simulatedPool, simulatedTraffic, traceOf, type Requests } from './simulated';

const close = (actual: number, expected: number, within = 1e-9, what = ''): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${what} ${actual} ≠ ${expected}`,
  );

/** Several requests at one instant. */
const together = (count: number, at: number, seconds: number): Requests =>
  Array.from({ length: count }, () => [at, seconds] as const);

interface Seen {
  readonly ready?: number;
  readonly active?: number;
  readonly starting?: number;
  readonly floorIdle?: number;
  readonly starts?: number;
  readonly cold?: number;
  readonly meanWait?: number;
  readonly most?: number;
}

/** Plays a trace and compares container-seconds and counts. */
function expect(requests: Requests, until: number, pool: Partial<SimulatedPool>, seen: Seen): void {
  const { sums, wait, mostContainers } = played(requests, until, pool);
  const actual: Seen = {
    ready: sums.readySeconds,
    active: sums.activeSeconds,
    starting: sums.startingSeconds,
    floorIdle: sums.floorIdleSeconds,
    starts: sums.starts,
    cold: sums.coldInputs,
    meanWait: wait.mean,
    most: mostContainers,
  };
  for (const [key, value] of Object.entries(seen) as [keyof Seen, number][])
    close(actual[key]!, value, 1e-9, key);
}

describe('event simulation: windows and the floor', () => {
  it('stops a container a window after its last request', () => {
    // Busy 0–2, idle to 12.
    expect([[0, 2]], 100, { scaledownWindow: 10 }, { ready: 12, active: 2, starts: 1, cold: 1 });
  });

  it('has a gap of exactly a window cold, and a shorter one warm', () => {
    const at = (gap: number): Requests => [
      [0, 2],
      [2 + gap, 1],
    ];
    expect(at(10), 100, { scaledownWindow: 10 }, { ready: 12 + 11, cold: 2 });
    expect(at(9), 100, { scaledownWindow: 10 }, { ready: 22, cold: 1 });
  });

  it('has a request end before another one arrives at the same instant', () => {
    expect(
      [
        [0, 5],
        [5, 5],
      ],
      100,
      { scaledownWindow: 10 },
      { ready: 20, cold: 1, most: 1 },
    );
  });

  it('keeps the floor live, and says what of it idles', () => {
    // Two warm for 100 s; the third of three at 10 s starts, is busy to 20 and lives to 25.
    const seen = { ready: 200 + 15, active: 30, floorIdle: 200 - 20, cold: 1, most: 3 };
    expect(together(3, 10, 10), 100, { minContainers: 2, scaledownWindow: 5 }, seen);
  });

  it('uses the most recent, a random or the least recent container', () => {
    // Two containers from 0; then one request each 6 s keeps one of them, or both in turn.
    const requests: Requests = [...together(2, 0, 1), [6, 1], [12, 1], [18, 1], [24, 1]];
    const ready = (order: SimulatedPool['order']): number =>
      played(requests, 100, { scaledownWindow: 11.5, order }).sums.readySeconds;
    close(ready('mostRecent'), 12.5 + 36.5);
    close(ready('leastRecent'), 30.5 + 36.5);
    assert.ok(ready('random') > 12.5 + 36.5 && ready('random') <= 30.5 + 36.5);
  });
});

describe('event simulation: start-up and the queue', () => {
  it('starts a container for each request without a slot, and serves with whatever is free first', () => {
    // Started at 0 and 1 for both; the first is ready at 10, serves the first to 12, and the second to 14.
    const requests: Requests = [
      [0, 2],
      [1, 2],
      [8.5, 1],
    ];
    // The third starts one too (ready at 18.5); the second container is ready at 11 and takes the second request.
    expect(
      requests,
      30,
      { startupSeconds: 10, scaledownWindow: 2 },
      {
        starts: 3,
        starting: 30,
        cold: 3,
        active: 5,
        // Waits 10, 10 and 3.5: the third is served at 12 by the first one.
        meanWait: (10 + 10 + 3.5) / 3,
        // 10–12–13–15, 11–13–15, 18.5–20.5
        ready: 5 + 4 + 2,
      },
    );
  });

  it('counts the slots of starting containers', () => {
    // Four at once with two slots: two starts. Two more fit into a third.
    const pool = { startupSeconds: 5, slots: 2, scaledownWindow: 1 };
    expect(together(4, 0, 1), 50, pool, { starts: 2, cold: 4, meanWait: 5, active: 2, ready: 4 });
    expect([...together(5, 0, 1), [1, 1]], 50, pool, { starts: 3, cold: 6, meanWait: (25 + 4) / 6 });
  });

  it('queues at the maximum, and counts no cold start there', () => {
    expect(
      together(3, 0, 2),
      50,
      { maxContainers: 1, startupSeconds: 4, scaledownWindow: 3 },
      {
        starts: 1,
        cold: 1,
        meanWait: (4 + 6 + 8) / 3,
        ready: 6 + 3,
        starting: 4,
      },
    );
  });

  it('fills the fullest container first, or the emptiest', () => {
    const requests: Requests = [...together(3, 0, 1), [2, 10], [3, 10]];
    // Two containers; the two later requests share one, or take one each.
    const pool = { slots: 2, scaledownWindow: 20 };
    expect(requests, 13, { ...pool, order: 'mostRecent' }, { active: 2 + 11 });
    expect(requests, 13, { ...pool, order: 'leastRecent' }, { active: 2 + 20 });
  });
});

describe('event simulation: buffers, batches and single use', () => {
  it('keeps buffer containers while in use', () => {
    // One busy 0–20 and two idle ones: kept to 20, as their windows of 4 s begin anew; all stop at 24.
    expect(
      [[0, 20]],
      100,
      { bufferContainers: 2, scaledownWindow: 4 },
      {
        starts: 3,
        cold: 1,
        ready: 24 + 2 * 20,
      },
    );
  });

  it('has a request take a buffer container, and starts another one', () => {
    const requests: Requests = [
      [0, 50],
      [20, 10],
    ];
    expect(
      requests,
      45,
      { bufferContainers: 1, startupSeconds: 5, scaledownWindow: 100 },
      {
        starts: 3,
        cold: 1,
        meanWait: 5 / 2,
        most: 3,
      },
    );
  });

  it('has no cold start wait for a start that is over', () => {
    // The second request takes the buffer container, and the third one waits until 55 for one of both.
    const requests: Requests = [
      [0, 50],
      [10, 50],
      [20, 1],
    ];
    const pool = { bufferContainers: 1, maxContainers: 2, startupSeconds: 5 };
    expect(requests, 100, pool, { starts: 2, cold: 1, meanWait: (5 + 35) / 3 });
  });

  it('begins a batch when it is full, or has waited long enough', () => {
    const pool = { slots: 3, batchWaitSeconds: 2, scaledownWindow: 1 };
    // Full at 1: served 1–6. The last one waits for others until 22.
    const requests: Requests = [
      [0, 5],
      [0.5, 9],
      [1, 9],
      [20, 5],
    ];
    expect(requests, 50, pool, {
      starts: 2,
      meanWait: (1 + 0.5 + 0 + 2) / 4,
      active: 6 + 7,
      ready: 7 + 8,
    });
  });

  it('takes a waiting queue as one batch', () => {
    const pool = { slots: 4, batchWaitSeconds: 0, startupSeconds: 10, maxContainers: 1, scaledownWindow: 1 };
    // Ready at 10: with no wait for others, the batch begins with the first of the queue.
    const { sums } = played(together(4, 0, 3), 60, pool);
    assert.equal(sums.starts, 1);
    close(sums.activeSeconds, 3);
  });

  it('stops a single-use container after its request, and replaces the floor', () => {
    expect(
      [[10, 5]],
      50,
      { singleUse: true, minContainers: 1, startupSeconds: 2, scaledownWindow: 0 },
      {
        starts: 1,
        cold: 0,
        starting: 2,
        ready: 15 + 33,
      },
    );
    expect(
      together(2, 0, 3),
      50,
      { singleUse: true, maxContainers: 1, startupSeconds: 1, scaledownWindow: 0 },
      {
        starts: 2,
        meanWait: (1 + 5) / 2,
        ready: 6,
      },
    );
  });
});

describe('event simulation: long runs', () => {
  const traffic = { requestsPerSecond: 1, serviceSeconds: 3 };

  it('is the exact chain where that is exact', () => {
    for (const [minContainers, scaledownWindow] of [
      [0, 10],
      [2, 60],
      [5, 2],
    ] as const) {
      const run = simulatedTraffic(traffic, { minContainers, scaledownWindow }, { precision: 0.002 });
      const pool = { minContainers, scaledownWindow, maxContainers: null, bufferContainers: 0 };
      const asked = { arrivalsPerSecond: 1, serviceSeconds: 3, concurrency: 1, startupSeconds: 0 };
      const chain = liveSeconds(asked, pool, { seconds: 1e6, activeSeconds: 1e6 });
      close(run.containers.mean, chain.live.likely / 1e6, 0.005);
      close(run.coldStartShare.mean, chain.coldStartShare.likely, 0.003);
      close(run.sums.floorIdleSeconds / run.seconds, chain.floorIdleSeconds.likely / 1e6, 0.01);
    }
  });

  it('is the same for the same seed, in whatever steps', () => {
    const run = (pause: () => boolean): [unknown, number] => {
      const plan = {
        spanSeconds: 500,
        spansPerCycle: 1,
        warmUpCycles: 1,
        maxCycles: 20,
        maxArrivals: Infinity,
        maxEvents: Infinity,
        precision: 0,
        seed: 3,
      };
      const pool = simulatedPool({ order: 'random', startupSeconds: 4, slots: 2, bufferContainers: 1 });
      const steps = simulateInSteps(new GeneratedArrivals(traffic, 3), pool, plan, pause);
      for (let pauses = 0; ; pauses++) {
        const step = steps.next();
        if (step.done) return [step.value, pauses];
      }
    };
    const [atOnceResult, none] = run(neverPause);
    const [inSteps, pauses] = run(() => true);
    assert.deepEqual(inSteps, atOnceResult);
    assert.equal(none, 0);
    assert.ok(pauses >= 15);
  });

  it('says why it ended', () => {
    const end = (plan: Parameters<typeof simulatedTraffic>[2]): string =>
      simulatedTraffic(traffic, {}, plan).end;
    assert.equal(end({ precision: 0.05 }), 'precise');
    assert.equal(end({ precision: 1e-6, maxArrivals: 20_000 }), 'workLimit');
    assert.equal(end({ precision: 0, maxCycles: 5 }), 'complete');
  });

  it('ends however much there is to do', () => {
    // A thousand buffer containers, each with a new window every two seconds, all day for one request.
    const run = simulatedTraffic(
      { requestsPerSecond: 1 / 86_400, serviceSeconds: 86_400 },
      { bufferContainers: 1_000, scaledownWindow: 2 },
      { maxEvents: 50_000 },
    );
    assert.equal(run.end, 'workLimit');
    assert.deepEqual([run.seconds, run.sums.requests, run.containers.halfWidth], [0, 0, Infinity]);
  });

  it('has an interval that nearly always has the true mean in it', () => {
    let inside = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const plan = { seed, precision: 0, maxArrivals: 15_000 };
      const { mean, halfWidth } = simulatedTraffic(traffic, { scaledownWindow: 0 }, plan).containers;
      if (Math.abs(mean - 3) <= halfWidth) inside++;
    }
    assert.ok(inside >= 52, `${inside} of 60`);
  });

  it('has a series of each span, folded over cycles', () => {
    const requests: Requests = Array.from(
      { length: 48 },
      (_, hour) => [hour * 3_600 + 10, 60 + hour] as const,
    );
    const plan = {
      spanSeconds: 3_600,
      spansPerCycle: 24,
      warmUpCycles: 0,
      maxCycles: 2,
      maxArrivals: Infinity,
      maxEvents: Infinity,
      precision: 0,
      seed: 1,
    };
    const run = atOnce(simulateInSteps(traceOf(requests), simulatedPool(), plan, neverPause));
    assert.equal(run.series.length, 24);
    run.series.forEach((span, hour) => {
      assert.equal(span.requests, 2);
      close(span.activeSeconds, 60 + hour + (60 + hour + 24));
    });
  });

  it('measures nothing before the end of the warm-up', () => {
    const requests: Requests = [...together(5, 0, 10), [150, 7]];
    const plan = {
      spanSeconds: 100,
      spansPerCycle: 1,
      warmUpCycles: 1,
      maxCycles: 1,
      maxArrivals: Infinity,
      maxEvents: Infinity,
      precision: 0,
      seed: 1,
    };
    const pool = simulatedPool({ maxContainers: 1, scaledownWindow: 20 });
    const { sums, wait, seconds } = atOnce(simulateInSteps(traceOf(requests), pool, plan, neverPause));
    assert.deepEqual([seconds, sums.requests, sums.activeSeconds, sums.readySeconds], [100, 1, 7, 27]);
    assert.equal(wait.mean, 0);
  });

  it('has waits within 1%', () => {
    // M/D/1 with a container that is always there: a mean wait of ρS/2(1 − ρ).
    const pool = { minContainers: 1, maxContainers: 1 };
    const run = simulatedTraffic({ requestsPerSecond: 0.5, serviceSeconds: 1, serviceCv: 0 }, pool, {
      precision: 0,
      maxArrivals: 400_000,
    });
    close(run.wait.mean, 0.5, 0.02);
    const steps: Requests = Array.from({ length: 100 }, () => [0, 1] as const);
    const { wait } = played(steps, 200, { maxContainers: 1 });
    close(wait.mean, 49.5);
    close(wait.p50, 49.5, 0.02);
    close(wait.p95, 94.5, 0.02);
    close(wait.p99, 98.5, 0.02);
  });
});
