/** What declarations and the calls that cost something come to together. All money is in USD per month. */
import { isCountedElsewhere } from '../modal/callChange';
import { countSubjects, type SubjectCount } from '../modal/countSubjects';
import type { Subject } from '../modal/declaration';
import { dataAmount, floorAmount, hasUnknown, monthOrFloor, sumOf, type Amount } from './amount';
import type { Assessment } from './assess';
import { ALL_PAID, type PaidShares } from './dataCost';
import type { DataLine } from './dataSum';

/** A sum over declarations, and how many of them are only partly known. */
export interface Spending extends SubjectCount {
  readonly floor: Exclude<Amount, 'none'>;
  /** Costs per month, with what is stored and sent; at least the warm floor if one is unknown. */
  readonly month: Exclude<Amount, 'none'>;
  /** Number of warm floors with something unknown, which count only as far as they are known. */
  readonly unknownFloors: number;
  /** Number of declarations and variants whose cost per month is unknown: their warm floor is included. */
  readonly withoutMonth: number;
  /** Number of declarations whose scheduled runs count with their timeout. */
  readonly atMost: number;
}

/** What is stored and sent, for a sum. */
export interface DataShare {
  /** What the allowance of the plan leaves of it. */
  readonly paid: PaidShares;
  /** What apps and the workspace have in addition. */
  readonly lines: readonly DataLine[];
}

/** @param data of the workspace (`dataSum`), or of a part of it; by default that of the declarations, before the allowance */
export function spendingOf(assessments: readonly Assessment[], data?: DataShare | null): Spending {
  const { paid, lines } = data ?? { paid: ALL_PAID, lines: [] };
  const all = spendingIn(assessments);
  const declared = all.filter(({ estimate }) => estimate.subject.type === 'declaration');
  const floors = all.map(({ estimate }) => floorAmount(estimate));
  const months = declared.map(({ month }) => month).filter((month) => month?.status === 'known');
  return {
    floor: sumOf(floors),
    month: sumOf([
      ...all.map((each) => monthOrFloor(each, paid)),
      ...lines.map(({ cost }) => dataAmount(cost, paid)),
    ]),
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
