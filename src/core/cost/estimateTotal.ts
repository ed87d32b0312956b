import { isCountedElsewhere } from '../modal/callChange';
import { countSubjects, type SubjectCount } from '../modal/countSubjects';
import type { Assessment } from './assess';
import {
  floorAmount,
  knownSumOf,
  liveAmount,
  monthAmount,
  sumOf,
  type Amount,
  type KnownAmount,
} from './amount';
import { isCountUnknown } from '../modal/declaration';
import { isOpen, type Estimate } from './estimate';
import { isSimulating } from './month';

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
 * The sum, in USD, of those with a known cost per month, and their number. What is being simulated counts with its last
 * month. Credits and fees apply to the workspace and are not included.
 */
export function monthTotal(assessments: readonly Assessment[]): {
  readonly known: number;
  readonly usd: KnownAmount;
  /** Whether something in it is being simulated. */
  readonly isSimulating: boolean;
} {
  const months = assessments.flatMap(({ month, lastMonth }) => {
    const shown = month?.status === 'known' ? month : lastMonth;
    return shown ? [monthAmount(shown)] : [];
  });
  return {
    known: months.length,
    usd: knownSumOf(months),
    isSimulating: assessments.some(({ month }) => isSimulating(month)),
  };
}
