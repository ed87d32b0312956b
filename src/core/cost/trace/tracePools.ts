/** The pools of a trace: what draws one over time, and the sums of all settings that are worth comparing. */
import { WINDOWS } from '../advisor';
import type { Pause, Steps } from '../../python/resumable';
import { poolsOf, type LevelSpells, type PoolsOfWindow } from '../traffic/levelSpells';
import { levelSpellsInSteps } from '../traffic/levelSpellsInSteps';
import { TraceArrivals } from '../traffic/simulation/arrivals';
import { binsOver } from '../traffic/timeBins';
import { secondsOf, type RequestTrace } from './requestTrace';

/** What of a pool changes which containers a trace needs: all but the floor and the window. */
export interface TracePoolLimits {
  /** Of groups; null for no limit. */
  readonly maxContainers: number | null;
  readonly concurrency: number;
  readonly singleUse: boolean;
}

export interface TracePools {
  readonly spells: LevelSpells;
  /** By window, in rising order: the one of 0 alone where containers serve one input. */
  readonly windows: readonly { readonly window: number; readonly pools: PoolsOfWindow }[];
}

/** Null if a trace has too many pauses to keep. */
export function* tracePoolsInSteps(
  read: Pick<RequestTrace, 'trace' | 'summary'>,
  { maxContainers, concurrency, singleUse }: TracePoolLimits,
  pause: Pause,
): Steps<TracePools | null> {
  const { arrivals, durations, begin } = read.trace;
  const seconds = secondsOf(read);
  // A queue forms where all places of all containers are taken.
  const places = maxContainers && maxContainers * concurrency;
  const spells = yield* levelSpellsInSteps(
    {
      source: new TraceArrivals(arrivals, durations),
      seconds,
      maxContainers: places,
      maxRequests: Infinity,
    },
    { concurrency, minWindow: singleUse ? 0 : WINDOWS[0]!, bins: binsOver(seconds, begin ?? 0) },
    pause,
  );
  if (!spells) return null;
  const windows: { window: number; pools: PoolsOfWindow }[] = [];
  for (const window of singleUse ? [0] : WINDOWS) {
    if (window < spells.minWindow) continue;
    windows.push({ window, pools: poolsOf(spells, window) });
    if (pause()) yield;
  }
  return { spells, windows };
}
