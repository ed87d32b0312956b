import { strict as assert } from 'node:assert';
import { runTimes, type RunTimesReason } from '../../../src/core/cost/schedule/runTimes';

function times(cron: string, timezone = 'UTC', after = '2026-01-01T00:00:00Z', count = 3): string[] {
  const found = runTimes({ type: 'cron', cron, timezone }, after, count);
  assert.ok(!('kind' in found), JSON.stringify(found));
  return found.map((time) => new Date(time).toISOString().slice(0, 16));
}

describe('the times of a cron line', () => {
  it('come after the instant, in order', () => {
    assert.deepEqual(times('*/20 * * * *'), ['2026-01-01T00:20', '2026-01-01T00:40', '2026-01-01T01:00']);
    assert.deepEqual(times('5/20 9 * * *'), ['2026-01-01T09:05', '2026-01-01T09:25', '2026-01-01T09:45']);
  });

  it('are by the clock of the time zone, in summer and in winter', () => {
    assert.deepEqual(times('0 9 28-30 3 *', 'Europe/Berlin'), [
      '2026-03-28T08:00',
      '2026-03-29T07:00',
      '2026-03-30T07:00',
    ]);
    assert.deepEqual(times('0 9 1 1,7 *', 'Asia/Kolkata', '2025-12-01T00:00:00Z', 2), [
      '2026-01-01T03:30',
      '2026-07-01T03:30',
    ]);
  });

  it('run once if the clock repeats an hour, and afterwards if it skips one', () => {
    assert.deepEqual(times('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2), [
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    assert.deepEqual(times('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2), [
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('follow cron’s rule for days: one of two, or both with a star', () => {
    assert.deepEqual(times('0 0 13 * 5'), ['2026-01-02T00:00', '2026-01-09T00:00', '2026-01-13T00:00']);
    assert.deepEqual(times('0 0 */2 * 5'), ['2026-01-09T00:00', '2026-01-23T00:00', '2026-02-13T00:00']);
    assert.deepEqual(times('0 0 13 * *'), ['2026-01-13T00:00', '2026-02-13T00:00', '2026-03-13T00:00']);
    assert.deepEqual(times('0 0 * * sat,7'), ['2026-01-03T00:00', '2026-01-04T00:00', '2026-01-10T00:00']);
  });

  it('are none for a day that never occurs, and at most as many as requested', () => {
    assert.deepEqual(times('0 0 31 2 *'), []);
    assert.equal(times('* * * * *', 'UTC', '2026-01-01T00:00:00Z', 1_440).length, 1_440);
  });

  it('say why there are none', () => {
    const reason = (cron: string, timezone: string): RunTimesReason | readonly number[] =>
      runTimes({ type: 'cron', cron, timezone }, '2026-01-01T00:00:00Z', 1);
    assert.deepEqual(reason('@daily', 'UTC'), { kind: 'cronFieldCount', line: '@daily', fields: 1 });
    assert.deepEqual(reason('0 0 L * *', 'UTC'), { kind: 'cronField', field: 'dayOfMonth', text: 'L' });
    assert.deepEqual(reason('0 0 * * *', 'Mars/Base'), { kind: 'timeZoneNotKnown', timezone: 'Mars/Base' });
  });
});
