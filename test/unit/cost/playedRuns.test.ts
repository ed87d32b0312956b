/** Schedules by their minutes: starts and windows between runs as they fall. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { KnownMonth } from '../../../src/core/cost/month';
import { playedRuns } from '../../../src/core/cost/schedule/playedRuns';
import { evenSeconds } from '../../../src/core/cost/schedule/scheduledSeconds';
import type { PoolSeconds } from '../../../src/core/cost/monthBill';
import type { LikelyRange } from '../../../src/core/cost/traffic/likelyRange';
import type { Pool } from '../../../src/core/cost/traffic/trafficInput';
import { listBook } from '../../../src/core/pricing/bundled';
import { knownMonth } from './priced';

const LIST = { book: listBook, hoursPerMonth: 730 };
const near = (actual: number, expected: number, within = 1e-9): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} ≠ ${expected}`,
  );

const month = (cron: string, usage: string, args = ''): Promise<KnownMonth> =>
  knownMonth(`gpu="T4", schedule=modal.Cron("${cron}")${args}`, usage, LIST);

describe('runs by their minutes', () => {
  it('are what an independent simulation says of office hours', async () => {
    const { total, seconds, assumptions } = await month(
      '* 9-16 * * 1-5',
      'seconds_per_request=10 startup_seconds=20',
    );
    near(total.likely, 103.85, 0.01);
    near(seconds.coldStartShare.likely, 0.002, 0.001);
    assert.ok(assumptions.some(({ kind }) => kind === 'runsAsScheduled'));
  });

  it('share a container if they are close together, as calculated by hand', async () => {
    // Each hour at 0 and 1 for 30 s: 0–30, kept to 60, 60–90, kept to 150. One start.
    const close = await month('0,1 * * * *', 'seconds_per_request=30');
    near(close.seconds.live.likely, 730 * 150);
    near(close.seconds.coldStarts.likely, 730);
    near(close.seconds.coldStartShare.likely, 0.5);
    // At 0 and 10: 90 s each, both cold.
    const apart = await month('0,10 * * * *', 'seconds_per_request=30');
    near(apart.seconds.live.likely, 730 * 180);
    near(apart.seconds.coldStarts.likely, 2 * 730);
    // A window of half an hour bridges the ten minutes, not the fifty.
    const wide = await month('0,10 * * * *', 'seconds_per_request=30', ', scaledown_window=1800');
    near(wide.seconds.live.likely, 730 * (630 + 1_800));
    near(wide.seconds.coldStarts.likely, 730);
  });

  it('that overlap take a container each, whose order of reuse is not known', async () => {
    const { seconds } = await month('*/2 * * * *', 'seconds_per_request=150', ', scaledown_window=60');
    near(seconds.activeSeconds.likely, 730 * 30 * 150);
    assert.ok(seconds.live.low <= seconds.live.likely && seconds.live.likely <= seconds.live.high);
  });

  it('start as often in any time zone, and on days of a month', async () => {
    const utc = await month('0 6 1,15 * *', 'seconds_per_request=600', ', timeout=900');
    near(utc.seconds.coldStarts.likely, utc.seconds.requests);
    near(utc.seconds.live.likely, utc.seconds.requests * 660);
    const zone = await knownMonth(
      'gpu="T4", schedule=modal.Cron("0 6 1,15 * *", timezone="America/New_York"), timeout=900',
      'seconds_per_request=600',
      LIST,
    );
    assert.deepEqual(zone.total, utc.total);
  });

  it('count as evenly spaced where they are too many to play', async () => {
    const { seconds, assumptions } = await knownMonth(
      'gpu="T4", timeout=86400, schedule=modal.Period(seconds=1)',
      'seconds_per_request=80000',
      LIST,
    );
    near(seconds.activeSeconds.likely, 80_000 * 730 * 3_600);
    assert.ok(!assumptions.some(({ kind }) => kind === 'runsTakeTheSame'));
  });

  it('of a period are the formula’s, without start-up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4_000 }),
        fc.integer({ min: 1, max: 9_000 }),
        fc.integer({ min: 2, max: 1_200 }),
        fc.constantFrom(0, 0, 1, 3),
        (distance, serviceSeconds, scaledownWindow, minContainers) => {
          // Where a run or a window ends at the very instant at which a run starts, the simulation has its own rule.
          fc.pre(serviceSeconds % distance !== 0 && (serviceSeconds + scaledownWindow) % distance !== 0);
          const pool = { minContainers, maxContainers: null, bufferContainers: 0, scaledownWindow };
          const seconds = 730 * 3_600;
          const runs = { runs: seconds / distance, serviceSeconds, startupSeconds: 0, seconds };
          const cycle = { at: [0], seconds: distance, isEven: true };
          const found = playedRuns({ ...runs, cycle }, cycle, pool);
          if (!found) return;
          const even = evenSeconds(runs, pool);
          near(found.activeSeconds.likely, even.activeSeconds.likely, 1e-6);
          near(found.live.likely, even.live.likely, 1e-6);
          near(found.coldStarts.likely, even.coldStarts.likely, 1e-6);
          near(found.tailSeconds.likely, even.tailSeconds.likely, 1e-6);
          assert.equal(even.tailSeconds.low, 0);
          assert.ok(
            found.live.low >= even.live.low * (1 - 1e-6) && found.live.high <= even.live.high * (1 + 1e-6),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are evenly spaced by a formula, as calculated by hand', () => {
    const HOURS = 730;
    const month = (runs: number, serviceSeconds: number, pool: Partial<Pool>): PoolSeconds =>
      evenSeconds(
        { runs, serviceSeconds, startupSeconds: 10, seconds: HOURS * 3_600 },
        { minContainers: 0, maxContainers: null, bufferContainers: 0, scaledownWindow: 300, ...pool },
      );
    /** By the hour. */
    const each = ({ low, likely, high }: LikelyRange): readonly number[] =>
      [low, likely, high].map((value) => Math.round((value / HOURS) * 1e6) / 1e6);

    const buffered = month(HOURS, 1_800, { bufferContainers: 1 });
    assert.deepEqual(each(buffered.activeSeconds), [1_800, 1_800, 1_800]);
    assert.deepEqual(each(buffered.live), [1_800, 2 * 2_100, 2_100 + 3_600]);
    assert.deepEqual(each(buffered.tailSeconds), [0, 2 * 2_100 - 1_800, 2_100 + 3_600 - 1_800]);
    assert.deepEqual(each(buffered.coldStarts), [0, 1, 1]);
    assert.deepEqual(each(buffered.startupSeconds), [0, 10, 10]);
    assert.deepEqual(buffered.coldStartShare, { low: 0, likely: 1, high: 1 });
    near(buffered.utilization, 1_800 / 4_200);

    // One is always busy, and another one for half of each hour; the buffer is one more at most.
    const floor = month(HOURS, 5_400, {
      minContainers: 2,
      maxContainers: 3,
      bufferContainers: 5,
      scaledownWindow: 600,
    });
    assert.deepEqual([floor.floorSeconds / HOURS, ...each(floor.live)], [7_200, 7_200, 10_800, 10_800]);
    // As many as 90 may run at once, and the floor have the work of two of three.
    assert.deepEqual(each(floor.floorIdleSeconds), [1_800, 1_800, 3_600]);
    assert.deepEqual(each(floor.tailSeconds), [0, 3_600, 3_600]);
    assert.deepEqual(each(floor.coldStarts), [0, 0, 1]);
    assert.deepEqual([floor.coldStartShare.likely, floor.unstable], [0, false]);
    near(floor.utilization, 0.5);

    // Of 121 s, three may run at once: then the floor has a third of the work.
    const shared = month(HOURS, 121, { minContainers: 1 });
    assert.deepEqual(each(shared.floorIdleSeconds), [3_479, 3_479, 3_559.666667]);

    const queued = month(60 * HOURS, 120, { maxContainers: 1 });
    assert.deepEqual(
      [each(queued.activeSeconds), each(queued.live)],
      [Array(3).fill(3_600), Array(3).fill(3_600)],
    );
    assert.deepEqual([each(queued.coldStarts), queued.unstable, queued.utilization], [[0, 0, 60], true, 1]);

    const none = month(0, 60, {});
    const nothing = { low: 0, likely: 0, high: 0 };
    assert.deepEqual([none.live, none.coldStarts, none.coldStartShare], [nothing, nothing, nothing]);
    assert.equal(none.utilization, 0);
  });

  it('never cost less with a longer window, nor start more often', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 2, max: 600 }),
        fc.integer({ min: 1, max: 600 }),
        (minutes, serviceSeconds, window, more) => {
          const cycle = {
            at: minutes.sort((a, b) => a - b).map((each) => each * 60),
            seconds: 3_600,
            isEven: false,
          };
          const runs = {
            runs: 730 * minutes.length,
            serviceSeconds,
            startupSeconds: 0,
            seconds: 730 * 3_600,
            cycle,
          };
          const of = (scaledownWindow: number) =>
            playedRuns(runs, cycle, {
              minContainers: 0,
              maxContainers: null,
              bufferContainers: 0,
              scaledownWindow,
            })!;
          const [short, long] = [of(window), of(window + more)];
          assert.ok(long.live.likely >= short.live.likely - 1e-6);
          assert.ok(long.coldStarts.likely <= short.coldStarts.likely + 1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });
});
