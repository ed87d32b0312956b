/** Finds actual costs that exceed the budgets of the team file. All money is in USD per month of the book's hours. */
import { hoursOf } from '../../bill/bill';
import type { BilledApp, BilledWorkspace } from '../../bill/join';
import type { Declaration } from '../../modal/declaration';
import { TEAM_FILE, type Budget, type KeyBudget, type Team } from '../team/team';
import { appBudgets, exceeds } from './budgetRules';
import type { BudgetMessage } from './budgetMessages';
import type { Draft } from './finding';

/** The budget of the workspace is for all of the bill, that of an app for all its environments. */
export function actualBudgets(bill: BilledWorkspace, team: Team): Draft[] {
  const { workspace, apps } = team.budgets;
  const { total, period, context } = bill;
  const all = (total / hoursOf(period)) * context.hoursPerMonth;
  return [
    ...(workspace ? overrun(null, workspace, all, bill) : []),
    ...apps.flatMap((budget) => {
      const own = bill.apps.filter((billed) => isOf(billed, budget, team));
      const usd = own.reduce((sum, { perMonth }) => sum + perMonth, 0);
      return overrun(budget.pattern.source, budget, usd, bill);
    }),
  ];
}

function isOf({ code }: BilledApp, budget: KeyBudget, team: Team): boolean {
  const declarations = (code?.members ?? []).flatMap(({ estimate: { subject } }): readonly Declaration[] =>
    subject.type === 'declaration' ? [subject] : [],
  );
  return declarations.some((each) => appBudgets(team, each).includes(budget));
}

function overrun(app: string | null, budget: Budget, actual: number, { period }: BilledWorkspace): Draft[] {
  const { actual: limit, range } = budget;
  if (limit === null || !exceeds(actual, limit)) return [];
  const message: BudgetMessage = {
    rule: 'over-budget',
    kind: 'actualOverBudget',
    arguments: { app, actual, limit, period },
  };
  const figure = { value: actual, unit: 'USD/month', limit } as const;
  return [{ ...message, file: TEAM_FILE, range, subject: null, figure, related: [], fixes: [] }];
}
