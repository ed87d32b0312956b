/** What declarations and the calls that cost something come to together. All money is in USD per month. */
import { isCountedElsewhere } from '../modal/callChange';
import { countSubjects, type SubjectCount } from '../modal/countSubjects';
import type { Subject } from '../modal/declaration';
import { floorAmount, hasUnknown, monthOrFloor, sumOf, type Amount } from './amount';
import type { Assessment } from './assess';

/** A sum over declarations, and how many of them are only partly known. */
export interface Spending extends SubjectCount {
  readonly floor: Exclude<Amount, 'none'>;
  /** Costs per month; at least the warm floor if one is unknown. */
  readonly month: Exclude<Amount, 'none'>;
  /** Number of warm floors with something unknown, which count only as far as they are known. */
  readonly unknownFloors: number;
  /** Number of declarations and variants whose cost per month is unknown: their warm floor is included. */
  readonly withoutMonth: number;
  /** Number of declarations whose scheduled runs count with their timeout. */
  readonly atMost: number;
}

export function spendingOf(assessments: readonly Assessment[]): Spending {
  const all = spendingIn(assessments);
  const declared = all.filter(({ estimate }) => estimate.subject.type === 'declaration');
  const floors = all.map(({ estimate }) => floorAmount(estimate));
  const months = declared.map(({ month }) => month).filter((month) => month?.status === 'known');
  return {
    floor: sumOf(floors),
    month: sumOf(all.map(monthOrFloor)),
    ...countSubjects(assessments.map(({ estimate }) => estimate.subject)),
    unknownFloors: floors.filter(hasUnknown).length,
    withoutMonth: all.length - months.length,
    atMost: months.filter(({ atTimeout }) => atTimeout).length,
  };
}

/** What counts: declarations, and calls that make a variant of one or change one that is not found. */
export function spendingIn(assessments: readonly Assessment[]): readonly Assessment[] {
  const of = (type: Subject['type']): readonly Assessment[] =>
    assessments.filter(({ estimate }) => estimate.subject.type === type);
  return [...of('declaration'), ...of('call').filter(({ estimate }) => isSpending(estimate.subject))];
}

/** Whether a call makes a variant of a declaration, or changes one that is not found. */
function isSpending(subject: Subject): boolean {
  return subject.type === 'call' && subject.changes !== null && !isCountedElsewhere(subject);
}
