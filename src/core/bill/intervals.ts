/** How long the intervals of a report are: it says only where each begins. */
import type { Grain } from './report';

const [HOUR, DAY] = [3_600, 86_400];

/** A start by the report's own clock, in seconds since 1970, and that clock's zone in minutes east of UTC. */
interface Start {
  readonly clock: number;
  readonly offset: number;
}

/** Days if each begins at midnight, else hours; or the place of one that begins within an hour. */
export function grainOf(starts: readonly Start[]): { readonly grain: Grain } | { readonly notWhole: number } {
  const notWhole = starts.findIndex(({ clock }) => clock % HOUR !== 0);
  if (notWhole >= 0) return { notWhole };
  return { grain: starts.every(({ clock }) => clock % DAY === 0) ? 'day' : 'hour' };
}

/**
 * Where each interval ends, in seconds since 1970 by UTC. A day ends where the next one begins: with another offset that is
 * 23 or 25 hours later. Where the report has no row of the next day, the clock is taken not to change.
 */
export function endsOf(starts: readonly Start[], grain: Grain): readonly number[] {
  const offsets = new Map(starts.map(({ clock, offset }) => [clock, offset]));
  return starts.map(({ clock, offset }) => {
    const length = grain === 'day' ? DAY : HOUR;
    const next = grain === 'day' ? (offsets.get(clock + DAY) ?? offset) : offset;
    return clock + length - next * 60;
  });
}
