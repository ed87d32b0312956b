/** The container-seconds of a pool whose size schedules switch. */
import type { PoolHours } from '../modal/declaration';
import type { LikelyRange } from './traffic/likelyRange';
import type { PoolSeconds } from './monthBill';
import type { UnknownMonth } from './monthWork';

/**
 * A month in which a pool has each size for a share of the time, and requests come alike at all hours: the mean of the
 * months with each size, weighted by its share.
 * @param hours at least one; their shares add up to 1
 * @param secondsOf the month with a number of warm containers
 */
export function overHours(
  hours: readonly PoolHours[],
  secondsOf: (containers: number) => PoolSeconds | UnknownMonth,
): PoolSeconds | UnknownMonth {
  const months: { readonly seconds: PoolSeconds; readonly share: number }[] = [];
  for (const { containers, share } of hours) {
    const seconds = secondsOf(containers);
    if ('status' in seconds) return seconds;
    months.push({ seconds, share });
  }
  const [{ seconds: first }] = months as [(typeof months)[0]];
  const mean = (pick: (seconds: PoolSeconds) => number): number =>
    months.reduce((sum, { seconds, share }) => sum + share * pick(seconds), 0);
  const range = (name: RangeName): LikelyRange => ({
    low: mean((seconds) => seconds[name].low),
    likely: mean((seconds) => seconds[name].likely),
    high: mean((seconds) => seconds[name].high),
  });
  return {
    ...withoutWait(first),
    activeSeconds: range('activeSeconds'),
    floorSeconds: mean(({ floorSeconds }) => floorSeconds),
    floorIdleSeconds: range('floorIdleSeconds'),
    live: range('live'),
    tailSeconds: range('tailSeconds'),
    coldStarts: range('coldStarts'),
    coldStartShare: range('coldStartShare'),
    startupSeconds: range('startupSeconds'),
    utilization: mean(({ utilization }) => utilization),
    unstable: months.some(({ seconds }) => seconds.unstable),
  };
}

/** How long requests wait is of one size alone. */
function withoutWait(seconds: PoolSeconds): PoolSeconds {
  const rest: { -readonly [key in keyof PoolSeconds]: PoolSeconds[key] } = { ...seconds };
  delete rest.wait;
  return rest;
}

type RangeName =
  | 'activeSeconds'
  | 'floorIdleSeconds'
  | 'live'
  | 'tailSeconds'
  | 'coldStarts'
  | 'coldStartShare'
  | 'startupSeconds';
