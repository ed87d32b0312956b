import { strict as assert } from 'node:assert';
import { poolHours, type PoolSwitch } from '../../../src/core/cost/schedule/poolHours';

const at = (cron: string, containers: number, timezone = 'UTC'): PoolSwitch => ({
  schedule: { type: 'cron', cron, timezone },
  containers,
});

/** Hours of a week by number of containers. */
function hours(...switches: PoolSwitch[]): Record<number, number> | null {
  const found = poolHours(switches);
  return (
    found &&
    Object.fromEntries(found.map(({ containers, share }) => [containers, Math.round(share * 1_680) / 10]))
  );
}

describe('the hours of a switched pool', () => {
  it('go from each run to the next, round the week', () => {
    assert.deepEqual(hours(at('0 9 * * *', 4), at('0 18 * * *', 0)), { 4: 63, 0: 105 });
    assert.deepEqual(hours(at('0 9 * * 1-5', 4), at('30 17 * * 1-5', 1)), { 4: 42.5, 1: 125.5 });
    assert.deepEqual(hours(at('0 20 * * *', 2), at('0 6 * * *', 0)), { 2: 70, 0: 98 });
    assert.deepEqual(hours(at('0 9 * * *', 4)), { 4: 168 });
    assert.deepEqual(hours(at('0 8 * * 1', 3), at('0 8 * * 3', 1), at('0 8 * * 5', 0)), {
      3: 48,
      1: 48,
      0: 72,
    });
  });

  it('are the same in any one time zone, and take the distance of two', () => {
    const zone = 'America/New_York';
    assert.deepEqual(hours(at('0 9 * * *', 4, zone), at('0 18 * * *', 0, zone)), { 4: 63, 0: 105 });
    // 9:00 in Tokyo is midnight UTC, all year.
    assert.deepEqual(hours(at('0 9 * * *', 4, 'Asia/Tokyo'), at('0 6 * * *', 0)), { 4: 42, 0: 126 });
    // 9:00 in New York is 14:00 UTC, or 13:00 in the 34 weeks of daylight saving time.
    const { 4: on } = hours(at('0 9 * * *', 4, zone), at('0 18 * * *', 0))!;
    assert.ok(Math.abs(on! - (7 * (18 * 4 + 34 * 5)) / 52) < 0.2, String(on));
  });

  it('count days of the month and months by the calendar', () => {
    const share = poolHours([at('0 0 1 * *', 1), at('0 0 2 * *', 0)])![0]!.share;
    assert.ok(Math.abs(share - 12 / 365.25) < 1e-9);
    const summer = poolHours([at('0 0 1 6 *', 2), at('0 0 1 9 *', 0)])![0]!.share;
    assert.ok(Math.abs(summer - 92 / 365.25) < 1e-9);
  });

  it('are unknown for schedules that are invalid, never run, or contradict each other', () => {
    assert.equal(poolHours([at('0 9 * *', 4)]), null);
    assert.equal(poolHours([at('0 9 30 2 *', 4), at('0 18 * * *', 0)]), null);
    assert.equal(poolHours([at('0 9 * * *', 4, 'Mars/Base'), at('0 18 * * *', 0)]), null);
    assert.equal(poolHours([at('0 9 * * *', 4), at('0 9 * * *', 0)]), null);
    assert.equal(poolHours([at('* * * * *', 4, 'Asia/Tokyo'), at('0 9 * * *', 0)]), null);
  });
});
