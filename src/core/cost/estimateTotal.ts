import type { Assessment } from './assess';
import type { Estimate } from './estimate';
import { add, type Interval } from './interval';
import type { LikelyRange } from './traffic/likelyRange';

/**
 * The sum of several estimates, in USD. Unknown costs are counted, and never treated as 0. Image builds are not
 * included: they cost once.
 */
export interface Total {
  readonly declarations: number;
  /** The known warm floors, per month. */
  readonly floorPerMonth: Interval;
  /** One running container (or cluster) of each, per hour. */
  readonly livePerHour: Interval;
  /** How many have an unknown floor or price. */
  readonly unknown: number;
}

export function total(all: readonly Estimate[]): Total {
  const estimates = all.filter(
    ({ subject }) => subject.type === 'declaration' || subject.form !== 'image_build',
  );
  const floors = estimates.flatMap(({ floor }) => (floor?.perMonth ? [floor.perMonth] : []));
  const lives = estimates.flatMap(({ livePerHour }) => (livePerHour ? [livePerHour] : []));
  return {
    declarations: estimates.length,
    floorPerMonth: add(...floors),
    livePerHour: add(...lives),
    unknown: estimates.filter(isUnknown).length,
  };
}

/** Whether the floor or the price is unknown. */
export function isUnknown({ certainty, floor }: Estimate): boolean {
  return certainty === 'unknown' || (floor !== null && !floor.perMonth);
}

/**
 * The sum, in USD, of those with a known cost per month, and their number. Credits and fees apply to the workspace and
 * are not included.
 */
export function monthTotal(assessments: readonly Assessment[]): {
  readonly known: number;
  readonly usd: LikelyRange;
} {
  const months = assessments.flatMap(({ month }) => (month?.status === 'known' ? [month.total] : []));
  const sum = (pick: keyof LikelyRange): number => months.reduce((all, month) => all + month[pick], 0);
  return { known: months.length, usd: { low: sum('low'), likely: sum('likely'), high: sum('high') } };
}
