/** What is over the budgets of the team file. All money is USD a month. */
import type { Assessment } from '../../cost/assess';
import type { LikelyRange } from '../../cost/month';
import type { Declaration } from '../../modal/declaration';
import { usd, usdInterval } from '../../render/money';
import { globMatches } from '../team/glob';
import { bySpecificity, keyMatches } from '../team/keyPattern';
import { TEAM_FILE, type Budget, type KeyBudget, type Team } from '../team/team';
import type { Draft, RelatedPlace } from './finding';
import type { RuleSubject } from './ruleSubject';
import { shown } from './ruleSubject';
import { t } from '../../render/words/translate';

/** A sum over declarations, and how many of them it does not know in full. */
export interface Spending {
  readonly floor: { readonly low: number; readonly high: number };
  /** Known months; where none is known, the warm floor. */
  readonly month: LikelyRange;
  readonly declarations: number;
  /** Warm floors that are not known, and so not in it. */
  readonly unknownFloors: number;
  /** Declarations whose month is not known: their floor is in it. */
  readonly withoutMonth: number;
  /** Scheduled runs that are counted up to their timeout. */
  readonly atMost: number;
}

export function spendingOf(assessments: readonly Assessment[]): Spending {
  const sum: { -readonly [K in keyof Spending]: Spending[K] } = {
    floor: { low: 0, high: 0 },
    month: { low: 0, likely: 0, high: 0 },
    declarations: 0,
    unknownFloors: 0,
    withoutMonth: 0,
    atMost: 0,
  };
  for (const { estimate, month } of assessments) {
    if (!(estimate.subject.type === 'declaration')) continue;
    sum.declarations++;
    const floor = estimate.floor === null ? { low: 0, high: 0 } : estimate.floor.perMonth;
    if (floor === null) sum.unknownFloors++;
    const { low, high } = floor ?? { low: 0, high: 0 };
    sum.floor = { low: sum.floor.low + low, high: sum.floor.high + high };
    const known = month?.status === 'known' ? month : null;
    if (!known) sum.withoutMonth++;
    if (known?.atMost) sum.atMost++;
    const each = known?.total ?? { low, likely: low, high };
    sum.month = {
      low: sum.month.low + (known?.atMost ? low : each.low),
      likely: sum.month.likely + each.likely,
      high: sum.month.high + each.high,
    };
  }
  return sum;
}

/** The budgets of single declarations: of several keys the most specific one's. */
export function declarationBudgets(on: RuleSubject, team: Team): Draft[] {
  const { declaration, assessment } = on;
  if (!declaration) return [];
  const [budget] = team.budgets.declarations
    .filter(({ pattern }) => keyMatches(pattern, declaration))
    .sort((a, b) => bySpecificity(a.pattern, b.pattern));
  if (!budget) return [];
  const place = { file: TEAM_FILE, range: budget.range, message: t('Its budget') };
  return overruns(on.name, budget, spendingOf([assessment])).map(({ message, figure }) =>
    on.draft('over-budget', on.head, message, { figure, related: [place] }),
  );
}

/** The budgets of apps and of the workspace, which stand in the team file and nowhere else. */
export function sharedBudgets(subjects: readonly RuleSubject[], team: Team): Draft[] {
  const { workspace, apps } = team.budgets;
  const of = (name: string, budget: Budget, members: readonly RuleSubject[]): Draft[] =>
    overruns(name, budget, spendingOf(members.map(({ assessment }) => assessment))).map((over) => ({
      rule: 'over-budget',
      file: TEAM_FILE,
      range: budget.range,
      subject: null,
      message: over.message,
      figure: over.figure,
      related: costliest(members, over.of),
    }));
  return [
    ...(workspace ? of(t('The workspace'), workspace, subjects) : []),
    ...apps.flatMap((budget) => {
      const members = subjects.filter(({ declaration }) => declaration && isOfApp(budget, declaration));
      return of(shown(budget.pattern.source), budget, members);
    }),
  ];
}

function isOfApp({ pattern }: KeyBudget, { file, app }: Declaration): boolean {
  return globMatches(pattern.file, file) && globMatches(pattern.name, app);
}

interface Overrun {
  readonly of: 'floor' | 'month';
  readonly message: string;
  readonly figure: Draft['figure'] & object;
}

function overruns(name: string, { floor, month }: Budget, spending: Spending): Overrun[] {
  return [
    ...(floor !== null && exceeds(spending.floor.high, floor) ? [floorOverrun(name, floor, spending)] : []),
    ...(month !== null && exceeds(spending.month.likely, month) ? [monthOverrun(name, month, spending)] : []),
  ];
}

/** More, and not by rounding alone. */
export function exceeds(value: number, limit: number): boolean {
  return value - limit > 1e-9 * Math.max(1, limit);
}

function floorOverrun(name: string, limit: number, { floor, unknownFloors }: Spending): Overrun {
  const figures = [name, usdInterval(floor), usd(floor.high - limit), usd(limit)] as const;
  return {
    of: 'floor',
    message: [
      exceeds(floor.low, limit)
        ? t('{0} costs {1} a month while it only waits warm: {2} over the budget of {3}.', ...figures)
        : t('{0} may cost {1} a month while it only waits warm: {2} over the budget of {3}.', ...figures),
      ...notCounted(unknownFloors),
    ].join(' '),
    figure: { value: floor.high, unit: 'USD/month', limit },
  };
}

function notCounted(floors: number): string[] {
  if (floors === 0) return [];
  return floors === 1
    ? [t('1 warm floor is not known and not counted.')]
    : [t('{0} warm floors are not known and not counted.', floors)];
}

function monthOverrun(name: string, limit: number, { month, withoutMonth, atMost }: Spending): Overrun {
  const between =
    usd(month.low) === usd(month.high)
      ? ''
      : ` ${t('(between {0} and {1})', usd(month.low), usd(month.high))}`;
  const notes = [
    ...(withoutMonth > 0 ? [t('{0} without a known use counted at the warm floor', withoutMonth)] : []),
    ...(atMost > 0 ? [t('{0} scheduled counted up to the timeout', atMost)] : []),
  ];
  const rest = notes.length === 0 ? '' : ` ${t('Of it {0}.', notes.join(', '))}`;
  return {
    of: 'month',
    message: t(
      '{0} costs about {1} a month{2}: {3} over the budget of {4}.{5}',
      name,
      usd(month.likely),
      between,
      usd(month.likely - limit),
      usd(limit),
      rest,
    ),
    figure: { value: month.likely, unit: 'USD/month', limit },
  };
}

const MAX_RELATED = 5;

/** The declarations that cost most of it. */
function costliest(members: readonly RuleSubject[], of: Overrun['of']): RelatedPlace[] {
  return members
    .map((member) => {
      const { floor, month } = spendingOf([member.assessment]);
      return { member, usd: of === 'floor' ? floor.high : month.likely };
    })
    .filter((each) => each.usd > 0)
    .sort((a, b) => b.usd - a.usd)
    .slice(0, MAX_RELATED)
    .map(({ member, usd: money }) => ({
      file: member.subject.file,
      range: member.head,
      message: t('{0}: {1} a month', member.name, usd(money)),
    }));
}
