/** Finds costs that exceed the budgets of the team file. All money is in USD per month. */
import { knownPart } from '../../cost/amount';
import type { Assessment } from '../../cost/assess';
import { dataCostOf, dataUsd } from '../../cost/dataCost';
import { spendingOf, type DataShare, type Spending } from '../../cost/spending';
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import type { Declaration } from '../../modal/declaration';
import type { FolderData } from '../team/folderData';
import { keysMatching } from '../team/keyIndex';
import { TEAM_FILE, type Budget, type KeyBudget, type Team } from '../team/team';
import type { BudgetMessage } from './budgetMessages';
import type { Draft, Figure, RelatedPlace } from './finding';
import type { RuleSubject } from './ruleSubject';

/** What exceeds the budgets of single declarations. */
export function declarationBudgets(on: RuleSubject, team: Team, data: FolderData): Draft[] {
  const { declaration, assessment } = on;
  if (!declaration) return [];
  return budgetsOfDeclaration(team, declaration).flatMap((budget) => {
    const place: RelatedPlace = { kind: 'budget', file: TEAM_FILE, range: budget.range };
    return overruns(null, budget, [assessment], data.declared).map(({ message, figure }) =>
      on.draft(on.head, message, { figure, related: [place] }),
    );
  });
}

/** The budgets of a declaration, with each limit once: that of the most specific key that has it. */
export function budgetsOfDeclaration({ budgets }: Team, declaration: Declaration): readonly Budget[] {
  const keys = keysMatching(budgets.declarations, declaration);
  const ofFloor = keys.find(({ floor }) => floor !== null);
  const ofMonth = keys.find(({ month }) => month !== null);
  return [
    ...(ofFloor ? [{ ...ofFloor, month: null }] : []),
    ...(ofMonth ? [{ ...ofMonth, floor: null }] : []),
  ];
}

/** The budgets of apps and of the workspace, which exist only in the team file. */
export function sharedBudgets(subjects: readonly RuleSubject[], team: Team, data: FolderData): Draft[] {
  const { workspace, apps } = team.budgets;
  const of = (
    app: string | null,
    budget: Budget,
    members: readonly RuleSubject[],
    share: (members: readonly Assessment[]) => DataShare | null,
  ): Draft[] => {
    const assessments = members.map(({ assessment }) => assessment);
    return overruns(app, budget, assessments, share(assessments)).map((over) => ({
      ...over.message,
      file: TEAM_FILE,
      range: budget.range,
      subject: null,
      figure: over.figure,
      related: costliest(members, over.of, data),
      fixes: [],
    }));
  };
  return [
    ...(workspace ? of(null, workspace, subjects, () => data.sum) : []),
    ...apps.flatMap((budget) => {
      const members = subjects.filter(
        ({ declaration }) => declaration && appBudgets(team, declaration).includes(budget),
      );
      return of(budget.pattern.source, budget, members, (each) => data.of(each));
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
function overruns(
  app: string | null,
  { floor, month }: Budget,
  members: readonly Assessment[],
  data: DataShare | null,
): Overrun[] {
  const spending = spendingOf(members, data);
  return [
    ...(floor !== null && spending.floor !== 'unknown' && exceeds(spending.floor.likely, floor)
      ? [floorOverrun(app, floor, spending.floor, spending)]
      : []),
    ...(month !== null && spending.month !== 'unknown' && exceeds(spending.month.likely, month)
      ? [monthOverrun(app, month, spending.month, { ...spending, dataUsd: sharedUsd(members, data) })]
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
  { withoutMonth, atMost, dataUsd: ofData }: Spending & { readonly dataUsd: number },
): Overrun {
  return {
    of: 'month',
    message: {
      rule: 'over-budget',
      kind: 'monthOverBudget',
      arguments: {
        ...{ app, month: { low, likely, high }, limit, withoutMonth, atMost },
        ...(ofData > 0 ? { data: ofData } : {}),
      },
    },
    figure: { value: likely, unit: 'USD/month', limit },
  };
}

/** What of the month is for data, after the allowance of the plan. */
function sharedUsd(members: readonly Assessment[], data: DataShare | null): number {
  if (!data) return 0;
  const costs = [...members.map(dataCostOf), ...data.lines.map(({ cost }) => cost)];
  return costs.reduce((sum, cost) => sum + dataUsd(cost, data.paid), 0);
}

const MAX_RELATED = 5;

/** The most expensive declarations. */
function costliest(members: readonly RuleSubject[], of: Overrun['of'], data: FolderData): RelatedPlace[] {
  return members
    .map((member) => {
      const spending = spendingOf([member.assessment], data.declared);
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
