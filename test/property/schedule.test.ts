import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { runsPerMonth } from '../../src/core/cost/schedule/runsPerMonth';
import { runTimes } from '../../src/core/cost/schedule/runTimes';

/** A field of a cron line whose values are from `min` to `max`: a star, a value, a range, a step, or a list of these. */
function field(min: number, max: number): fc.Arbitrary<string> {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.tuple(
    fc.oneof(fc.constant('*'), range, value.map(String)),
    fc.integer({ min: 1, max: 40 }),
  );
  const part = fc.oneof(
    fc.constant('*'),
    value.map(String),
    range,
    step.map(([head, by]) => `${head}/${by}`),
  );
  return fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));
}

describe('the runs of a schedule, whatever its line', () => {
  it('are as many as a calendar has: one month in each of 28 years', () => {
    fc.assert(
      fc.property(field(1, 31), fc.integer({ min: 1, max: 12 }), field(0, 7), (days, month, weekdays) => {
        const schedule = {
          type: 'cron',
          cron: `0 0 ${days} ${month} ${weekdays}`,
          timezone: 'UTC',
        } as const;
        const rate = runsPerMonth(schedule, 24);
        assert.ok('runsPerMonth' in rate);
        const times = runTimes(schedule, '2000-12-31T12:00:00Z', 28 * 31);
        assert.ok(!('kind' in times));
        const until = Date.UTC(2029, 0, 1);
        const count = times.filter((time) => time < until).length;
        assert.ok(Math.abs(rate.runsPerMonth * 10_227 - count) < 1e-6, `${schedule.cron}: ${count}`);
      }),
      { numRuns: 30 },
    );
  });

  it('are read or refused in a time that grows with the line alone', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (cron) => {
        const rate = runsPerMonth({ type: 'cron', cron, timezone: 'UTC' }, 720);
        if ('runsPerMonth' in rate) assert.ok(rate.runsPerMonth >= 0 && rate.runsPerMonth <= 43_200);
        else assert.ok(['cronField', 'cronFieldCount'].includes(rate.reason.kind));
      }),
    );
  });
});
