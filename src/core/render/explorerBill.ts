/** The actual bill in the explorer: two columns beside the estimate, and groups of what is on one side only. */
import { differenceOf, type BilledWorkspace } from '../bill/join';
import { hoursOf } from '../bill/bill';
import { memberBills, type MemberBill } from '../bill/memberBills';
import type { Assessment } from '../cost/assess';
import { billedAppLines } from './billHover';
import { oneLine } from './escape';
import { groupColumns, groupSum, ordered, type BillColumns, type Sort } from './explorerColumns';
import { columnTexts, type Line } from './explorerLine';
import { usd, usdShort } from './money';
import { SEEN_BILL, SPOKEN_BILL, type BillTitles } from './words/billTitles';
import { SEEN, SPOKEN } from './words/titleWords';
import { t } from './words/translate';

/** What a line's bill comes to, in US dollars per month; null where the bill does not say. */
export interface BillFigures {
  readonly actual: number | null;
  /** Actual − estimate. */
  readonly difference: number | null;
  /** Whether the estimate is at least what it says, so that the difference is at most that. */
  readonly isAtMost: boolean;
  readonly isSplit: boolean;
  readonly environments: number;
}

const NO_FIGURES: BillFigures = {
  actual: null,
  difference: null,
  isAtMost: false,
  isSplit: false,
  environments: 0,
};

export function billColumns(figures: BillFigures, titles: BillTitles): BillColumns {
  const { actual, environments } = figures;
  return {
    actual: actualText(figures, titles),
    difference: differenceText(figures, titles),
    environments: actual !== null && environments > 1 ? titles.environments(environments) : '',
  };
}

function actualText({ actual, isSplit }: BillFigures, titles: BillTitles): string {
  if (actual === null) return '';
  const text = usdShort(actual);
  return isSplit ? titles.actualSplit(text) : titles.actual(text);
}

/** A smaller difference, as a share of the bill, is none. */
const SAME_SHARE = 0.005;

function differenceText({ actual, difference, isAtMost }: BillFigures, titles: BillTitles): string {
  if (difference === null) return '';
  if (Math.abs(difference) <= SAME_SHARE * (actual ?? 0)) return titles.asEstimated();
  const text = usdShort(Math.abs(difference));
  if (difference > 0) return isAtMost ? titles.upToAbove(text) : titles.above(text);
  return isAtMost ? titles.atLeastBelow(text) : titles.below(text);
}

/** The bill of one folder, for the lines of its apps and declarations. */
export class ExplorerBill {
  private readonly byMember: ReadonlyMap<Assessment, readonly MemberBill[]>;

  constructor(private readonly workspace: BilledWorkspace | null) {
    this.byMember = workspace ? memberBills(workspace) : new Map();
  }

  /** Of declarations: the whole bill of each app that has no others, and of other apps the part that falls on these. */
  of(members: readonly Assessment[]): BillFigures {
    const shown = new Set(members);
    const bills = members.flatMap((each) => this.byMember.get(each) ?? []);
    const apps = [...new Set(bills.map(({ billed }) => billed))];
    if (apps.length === 0) return NO_FIGURES;
    const whole = apps.filter(({ code }) => code!.members.every((each) => shown.has(each)));
    const parts = bills.filter(({ billed }) => !whole.includes(billed)).map(({ perMonth }) => perMonth);
    const isKnown = parts.every((part) => part !== null);
    const differences = whole.map((each) => differenceOf(each)?.likely ?? null);
    const isCompared = whole.length === apps.length && differences.every((each) => each !== null);
    return {
      actual: isKnown ? sumOf(whole.map(({ perMonth }) => perMonth)) + sumOf(parts) : null,
      difference: isCompared ? sumOf(differences) : null,
      isAtMost: whole.some(({ code }) => code!.month !== 'unknown' && code!.month.atLeast === true),
      isSplit: parts.length > 0,
      environments: new Set(apps.map(({ actual }) => actual.environment)).size,
    };
  }

  /** What the bill has of an app, one for each environment. */
  sentencesOf(members: readonly Assessment[]): readonly string[] {
    if (!this.workspace) return [];
    const bills = members.flatMap((each) => this.byMember.get(each) ?? []);
    return billedAppLines([...new Set(bills.map(({ billed }) => billed))], this.workspace.period);
  }

  groups(sort: Sort): readonly BillGroupNode[] {
    if (!this.workspace) return [];
    const { apps, notBilled, others, period, context } = this.workspace;
    const scale = context.hoursPerMonth / hoursOf(period);
    return [
      group('notInCode', t('Not in this code'), sort, [
        ...apps
          .filter(({ code }) => !code)
          .map(({ actual, perMonth }) => billedNode(actual.app, actual.environment, perMonth, sort)),
      ]),
      group(
        'notBilled',
        t('In this code, not on the bill'),
        sort,
        notBilled.map(({ app, members }) => unbilledNode(oneLine(app), members, sort)),
      ),
      group(
        'others',
        t('Volumes and others on the bill'),
        sort,
        others.map(({ description, environment, cost }) =>
          billedNode(description, environment, cost * scale, sort),
        ),
      ),
    ].filter(({ lines }) => lines.length > 0);
  }
}

function sumOf(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

/** What stands on one side only. */
export interface BillGroupNode extends Line {
  readonly kind: 'billGroup';
  readonly group: 'notInCode' | 'notBilled' | 'others';
  readonly lines: readonly BilledNode[];
}

export interface BilledNode extends Line {
  readonly kind: 'billed';
  /** US dollars per month; null for code that is not on the bill. */
  readonly actual: number | null;
  /** A declaration of its code; null where there is no code. */
  readonly member: Assessment | null;
}

function group(
  id: BillGroupNode['group'],
  label: string,
  sort: Sort,
  lines: readonly BilledNode[],
): BillGroupNode {
  const amounts = lines.flatMap(({ actual }) => actual ?? []);
  const texts = (titles: BillTitles): string[] =>
    amounts.length > 0 ? [titles.actual(usdShort(sumOf(amounts)))] : [];
  const { figure, others } = billFirst(texts(SEEN_BILL), sort);
  return {
    kind: 'billGroup',
    group: id,
    label,
    figure,
    ...columnTexts({ label, figure }, others),
    spoken: [label, ...texts(SPOKEN_BILL)].join(': '),
    isOverBudget: false,
    lines,
  };
}

function billedNode(name: string, environment: string, perMonth: number, sort: Sort): BilledNode {
  const label = oneLine(name);
  const { figure, others } = billFirst([SEEN_BILL.actual(usdShort(perMonth)), oneLine(environment)], sort);
  return {
    kind: 'billed',
    label,
    figure,
    ...columnTexts({ label, figure }, others),
    spoken: `${label}: ${SPOKEN.parts([SPOKEN_BILL.actual(usd(perMonth)), oneLine(environment)])}`,
    isOverBudget: false,
    actual: perMonth,
    member: null,
  };
}

/** Sorted by name, a line begins with that. */
function billFirst(
  [first = '', ...others]: readonly string[],
  sort: Sort,
): {
  readonly figure: string;
  readonly others: readonly string[];
} {
  return sort === 'name' ? { figure: '', others: [first, ...others] } : { figure: first, others };
}

function unbilledNode(label: string, members: readonly Assessment[], sort: Sort): BilledNode {
  const sum = groupSum(members);
  const columns = { ...groupColumns(sum, SEEN), actual: '', difference: '', environments: '' };
  const { figure, others } = ordered(columns, sort === 'name' ? 'name' : 'cost');
  const { month, warm, live, rest } = groupColumns(sum, SPOKEN);
  return {
    kind: 'billed',
    label,
    figure,
    ...columnTexts({ label, figure }, others),
    spoken: `${label}: ${SPOKEN.parts([month, warm, live, ...rest])}`,
    isOverBudget: false,
    actual: null,
    member: members[0] ?? null,
  };
}
