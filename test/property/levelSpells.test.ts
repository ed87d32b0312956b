/** What draws a pool over time, bin by bin, is exactly the event simulation. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { atOnce, neverPause } from '../../src/core/python/resumable';
import { livePicture, poolsOf, type LevelSpells } from '../../src/core/cost/traffic/levelSpells';
import { levelSpellsInSteps } from '../../src/core/cost/traffic/levelSpellsInSteps';
import { observed, played, traceOf, type Requests } from '../unit/cost/traffic/simulated';

/** Bursts and pauses; on a grid, so that requests end, arrive, and windows and bins end at one instant. */
const onGrid = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60 })),
  seconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 40 })),
});
const anywhere = fc.record({
  gap: fc.double({ min: 0, max: 30, noNaN: true }),
  seconds: fc.double({ min: 0, max: 40, noNaN: true }),
});

const traces: fc.Arbitrary<Requests> = fc
  .oneof(
    fc.array(onGrid, { minLength: 1, maxLength: 120 }),
    fc.array(anywhere, { minLength: 1, maxLength: 120 }),
  )
  .map((steps) => {
    let now = 0;
    return steps.map(({ gap, seconds }) => [(now += gap), seconds] as const);
  });

function spellsOf(
  requests: Requests,
  until: number,
  { bins = 1, maxContainers = null as number | null, concurrency = 1, minWindow = 0 } = {},
): LevelSpells {
  const traffic = { source: traceOf(requests), seconds: until, maxContainers, maxRequests: Infinity };
  const options = { concurrency, minWindow, bins: { seconds: until / bins, count: bins, before: 0 } };
  return atOnce(levelSpellsInSteps(traffic, options, neverPause))!;
}

const close = (actual: number, expected: number, what: string): void =>
  assert.ok(
    Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} ≠ ${expected}`,
  );

const windows = fc.constantFrom(2, 5.5, 10, 60, 1_200);
const shares = fc.double({ min: 0.3, max: 1.5, noNaN: true });
const untilOf = (requests: Requests, share: number): number => share * ((requests.at(-1)?.[0] ?? 0) + 50);

/** The times in which at least one request is in progress: when each begins, and its seconds. */
function busyStretches(requests: Requests): Requests {
  const found: [number, number][] = [];
  let end = -1;
  for (const [at, seconds] of requests) {
    if (at < end) found.at(-1)![1] = Math.max(end, at + seconds) - found.at(-1)![0];
    else found.push([at, seconds]);
    end = Math.max(end, at + seconds);
  }
  return found;
}

describe('when each container of a pool was needed', () => {
  it('gives the series of the event simulation, bin by bin', () => {
    fc.assert(
      fc.property(
        traces,
        fc.integer({ min: 0, max: 8 }),
        windows,
        fc.constantFrom(null, 1, 2, 3, 8),
        fc.constantFrom(0, 2),
        shares,
        fc.integer({ min: 1, max: 7 }),
        (requests, minContainers, scaledownWindow, limit, minWindow, share, bins) => {
          // In eighths of a second, so that the bins add up to the time exactly.
          const until = (bins * Math.ceil((untilOf(requests, share) / bins) * 8)) / 8;
          const maxContainers = limit && Math.max(limit, minContainers);
          const spells = spellsOf(requests, until, { bins, maxContainers, minWindow });
          const picture = livePicture(spells, { floor: minContainers, buffer: 0, window: scaledownWindow });
          const pool = { minContainers, maxContainers, scaledownWindow };
          const { sums, series } = played(requests, until, pool, bins);
          assert.equal(spells.requests, sums.requests);
          assert.equal(picture.coldStarts, sums.coldInputs);
          close(picture.liveSeconds, sums.readySeconds, 'live');
          close(picture.activeSeconds, sums.activeSeconds, 'active');
          close(picture.floorIdleSeconds, sums.floorIdleSeconds, 'idle floor');
          const total = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0);
          assert.equal(total(picture.binCold), picture.coldStarts);
          assert.equal(total(spells.binRequests), spells.requests);
          for (const [i, span] of series.entries()) {
            close(picture.binLive[i]!, span.readySeconds, `live in bin ${i}`);
            close(spells.binBusy[i]!, span.activeSeconds, `active in bin ${i}`);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives the sums of every floor', () => {
    fc.assert(
      fc.property(traces, windows, shares, (requests, window, share) => {
        const until = untilOf(requests, share);
        const spells = spellsOf(requests, until, { minWindow: 2 });
        const [pools, pass] = [poolsOf(spells, window), observed(requests, until)];
        for (const floor of [0, 1, 2, 5, 200]) {
          const [pool, expected] = [pools(floor), pass.pool(floor, window)];
          assert.equal(pool.coldStarts, expected.coldStarts);
          close(pool.liveSeconds, expected.liveSeconds, 'live');
          close(pool.activeSeconds, expected.activeSeconds, 'active');
          close(pool.floorIdleSeconds, expected.floorIdleSeconds, 'idle floor');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has a buffer as if so many more requests were in progress whenever one is', () => {
    fc.assert(
      fc.property(
        traces,
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        windows,
        shares,
        (drawn, minContainers, buffer, window, share) => {
          // What takes no time keeps no buffer.
          const requests = drawn.map(([at, seconds]) => [at, Math.max(0.5, seconds)] as const);
          const until = untilOf(requests, share);
          const picture = livePicture(spellsOf(requests, until), { floor: minContainers, buffer, window });
          const more = busyStretches(requests).flatMap((each) => Array<typeof each>(buffer).fill(each));
          const all = [...requests, ...more].sort(([a], [b]) => a - b);
          const { sums } = played(all, until, { minContainers, scaledownWindow: window });
          close(picture.liveSeconds, sums.readySeconds, 'live');
          assert.equal(picture.starts, sums.coldInputs);
          close(picture.activeSeconds, played(requests, until, {}).sums.activeSeconds, 'active');
          const alone = played(requests.slice(0, 1), until, {}).sums.coldInputs;
          assert.ok(
            picture.coldStarts <= picture.starts && (minContainers > 0 || picture.coldStarts >= alone),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has no more containers than the simulation where one serves several inputs', () => {
    fc.assert(
      fc.property(
        traces,
        windows,
        fc.integer({ min: 2, max: 5 }),
        shares,
        (requests, window, slots, share) => {
          const until = untilOf(requests, share);
          const spells = spellsOf(requests, until, { concurrency: slots });
          const { sums } = played(requests, until, { scaledownWindow: window, slots });
          assert.ok(
            livePicture(spells, { floor: 0, buffer: 0, window }).liveSeconds <= sums.readySeconds + 1e-6,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('marks each cold start within a thousandth of the time', () => {
    const spells = spellsOf(
      [
        [100, 10],
        [500, 10],
        [530, 10],
      ],
      1_000,
    );
    const coldAt = (floor: number, window: number): readonly number[] =>
      livePicture(spells, { floor, buffer: 0, window }).coldAt;
    assert.deepEqual(coldAt(0, 60), [0.1, 0.5]);
    assert.deepEqual(coldAt(0, 20), [0.1, 0.5, 0.53]);
    assert.deepEqual(coldAt(1, 20), []);
  });
});
