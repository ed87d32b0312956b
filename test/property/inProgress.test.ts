/** One pass over the requests is exactly the event simulation, for every window, floor and maximum. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { observed, played, type Requests } from '../unit/cost/traffic/simulated';

/** Bursts and pauses; on a grid, so that requests end, arrive and windows end at one instant. */
const onGrid = fc.record({
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60 })),
  seconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 40 })),
});
const anywhere = fc.record({
  gap: fc.double({ min: 0, max: 30, noNaN: true }),
  seconds: fc.double({ min: 0, max: 40, noNaN: true }),
});

const traces: fc.Arbitrary<Requests> = fc
  .oneof(fc.array(onGrid, { maxLength: 120 }), fc.array(anywhere, { maxLength: 120 }))
  .map((steps) => {
    let now = 0;
    return steps.map(({ gap, seconds }) => [(now += gap), seconds] as const);
  });

const close = (actual: number, expected: number, what: string): void =>
  assert.ok(
    Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} ≠ ${expected}`,
  );

describe('requests in progress', () => {
  it('give the seconds and cold starts of the event simulation', () => {
    fc.assert(
      fc.property(
        traces,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 1, 2, 5.5, 10, 60, 1_200)), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.constantFrom(null, 1, 2, 3, 8),
        fc.double({ min: 0.3, max: 1.5, noNaN: true }),
        (requests, settings, limit, share) => {
          const until = share * ((requests.at(-1)?.[0] ?? 0) + 50);
          for (const [floor, scaledownWindow] of settings) {
            const maxContainers = limit && Math.max(limit, floor);
            const pass = observed(requests, until, maxContainers);
            const pool = pass.pool(floor, scaledownWindow);
            const { sums } = played(requests, until, {
              minContainers: floor,
              maxContainers,
              scaledownWindow,
            });
            assert.equal(pass.requests, sums.requests);
            assert.equal(pool.coldStarts, sums.coldInputs);
            close(pool.liveSeconds, sums.readySeconds, 'live');
            close(pool.activeSeconds, sums.activeSeconds, 'active');
            close(pool.floorIdleSeconds, sums.floorIdleSeconds, 'idle floor');
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
