import { isCountedElsewhere } from '../modal/callChange';
import { countSubjects, type SubjectCount } from '../modal/countSubjects';
import type { Assessment } from './assess';
import { floorAmount, liveAmount, sumOf, type Amount } from './amount';
import { isCountUnknown } from '../modal/declaration';
import { isOpen, type Estimate } from './estimate';
import type { LikelyRange } from './traffic/likelyRange';

/**
 * The sum of several estimates, in USD. Unknown costs make it `at least`, and are never treated as 0. Image builds are
 * not included: they cost once. Nor are calls that are in the figures of what they change.
 */
export interface Total extends SubjectCount {
  /** How many are in the sums. */
  readonly counted: number;
  /** The warm floors, per month. */
  readonly floorPerMonth: Exclude<Amount, 'none'>;
  /** One running container (or cluster) of each, per hour. */
  readonly livePerHour: Exclude<Amount, 'none'>;
  /** How many have an unknown floor or price. */
  readonly unknown: number;
}

export function total(all: readonly Estimate[]): Total {
  const estimates = all.filter(
    ({ subject }) =>
      subject.type === 'declaration' || (subject.form !== 'image_build' && !isCountedElsewhere(subject)),
  );
  return {
    ...countSubjects(all.map(({ subject }) => subject)),
    counted: estimates.length,
    floorPerMonth: sumOf(estimates.map(floorAmount)),
    livePerHour: sumOf(estimates.map(liveAmount)),
    unknown: estimates.filter(isUnknown).length,
  };
}

/** Whether the floor, the price or how many there are is unknown. */
export function isUnknown(estimate: Estimate): boolean {
  return (
    isOpen(estimate) ||
    isCountUnknown(estimate.subject) ||
    (estimate.floor !== null && !estimate.floor.perMonth)
  );
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
