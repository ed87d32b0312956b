/** Finds costs that exceed the budgets of the team file. All money is in USD per month. */
import { knownPart } from '../../cost/amount';
import { spendingOf, type Spending } from '../../cost/spending';
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import type { Declaration } from '../../modal/declaration';
import { keysMatching } from '../team/keyIndex';
import { TEAM_FILE, type Budget, type KeyBudget, type Team } from '../team/team';
import type { BudgetMessage } from './budgetMessages';
import type { Draft, Figure, RelatedPlace } from './finding';
import type { RuleSubject } from './ruleSubject';

/** The budgets of single declarations; if several keys match, that of the most specific one. */
export function declarationBudgets(on: RuleSubject, team: Team): Draft[] {
  const { declaration, assessment } = on;
  if (!declaration) return [];
  const [budget] = keysMatching(team.budgets.declarations, declaration);
  if (!budget) return [];
  const place: RelatedPlace = { kind: 'budget', file: TEAM_FILE, range: budget.range };
  return overruns(null, budget, spendingOf([assessment])).map(({ message, figure }) =>
    on.draft(on.head, message, { figure, related: [place] }),
  );
}

/** The budgets of apps and of the workspace, which exist only in the team file. */
export function sharedBudgets(subjects: readonly RuleSubject[], team: Team): Draft[] {
  const { workspace, apps } = team.budgets;
  const of = (app: string | null, budget: Budget, members: readonly RuleSubject[]): Draft[] =>
    overruns(app, budget, spendingOf(members.map(({ assessment }) => assessment))).map((over) => ({
      ...over.message,
      file: TEAM_FILE,
      range: budget.range,
      subject: null,
      figure: over.figure,
      related: costliest(members, over.of),
      fixes: [],
    }));
  return [
    ...(workspace ? of(null, workspace, subjects) : []),
    ...apps.flatMap((budget) => {
      const members = subjects.filter(
        ({ declaration }) => declaration && appBudgets(team, declaration).includes(budget),
      );
      return of(budget.pattern.source, budget, members);
    }),
  ];
}

/** The budgets of a declaration's app: every one that matches counts. */
export function appBudgets({ budgets }: Team, { file, app }: Declaration): readonly KeyBudget[] {
  return keysMatching(budgets.apps, { file, name: app, qualname: app });
}

interface Overrun {
  readonly of: 'floor' | 'month';
  readonly message: BudgetMessage;
  readonly figure: Figure;
}

/** A range counts with its likely figure, which is the one that a reader is shown. */
function overruns(app: string | null, { floor, month }: Budget, spending: Spending): Overrun[] {
  return [
    ...(floor !== null && spending.floor !== 'unknown' && exceeds(spending.floor.likely, floor)
      ? [floorOverrun(app, floor, spending.floor, spending)]
      : []),
    ...(month !== null && spending.month !== 'unknown' && exceeds(spending.month.likely, month)
      ? [monthOverrun(app, month, spending.month, spending)]
      : []),
  ];
}

/** Whether it is more, and not only by rounding. */
export function exceeds(value: number, limit: number): boolean {
  return value - limit > 1e-9 * Math.max(1, limit);
}

function floorOverrun(
  app: string | null,
  limit: number,
  { low, likely, high }: LikelyRange,
  { unknownFloors }: Spending,
): Overrun {
  return {
    of: 'floor',
    message: {
      rule: 'over-budget',
      kind: exceeds(low, limit) ? 'floorOverBudget' : 'uncertainFloorOverBudget',
      arguments: { app, floor: { low, likely, high }, limit, unknownFloors },
    },
    figure: { value: likely, unit: 'USD/month', limit },
  };
}

function monthOverrun(
  app: string | null,
  limit: number,
  { low, likely, high }: LikelyRange,
  { withoutMonth, atMost }: Spending,
): Overrun {
  return {
    of: 'month',
    message: {
      rule: 'over-budget',
      kind: 'monthOverBudget',
      arguments: { app, month: { low, likely, high }, limit, withoutMonth, atMost },
    },
    figure: { value: likely, unit: 'USD/month', limit },
  };
}

const MAX_RELATED = 5;

/** The most expensive declarations. */
function costliest(members: readonly RuleSubject[], of: Overrun['of']): RelatedPlace[] {
  return members
    .map((member) => {
      const spending = spendingOf([member.assessment]);
      return { member, usdPerMonth: knownPart(spending[of]).likely };
    })
    .filter(({ usdPerMonth }) => usdPerMonth > 0)
    .sort((a, b) => b.usdPerMonth - a.usdPerMonth)
    .slice(0, MAX_RELATED)
    .map(({ member: { subject, head }, usdPerMonth }) => ({
      kind: 'contribution',
      file: subject.file,
      range: head,
      subject,
      usdPerMonth,
    }));
}
