/** How the budgets of a team file stand, those that hold too: for what shows them beside the costs. */
import type { Assessment } from '../../cost/assess';
import { spendingOf, type DataShare } from '../../cost/spending';
import type { Declaration } from '../../modal/declaration';
import type { FolderData } from '../team/folderData';
import { keysMatching } from '../team/keyIndex';
import type { Budget, KeyBudget, Team } from '../team/team';
import { budgetsOfDeclaration, exceeds } from './budgetRules';

/** One limit, in USD per month. */
export interface BudgetState {
  readonly of: 'floor' | 'month';
  readonly limit: number;
  /** How much more the likely figure is; 0 within the limit. */
  readonly over: number;
}

/** The budgets of a workspace folder, with the figures of the budget findings. */
export class BudgetStates {
  private readonly apps = new Map<KeyBudget, readonly BudgetState[]>();

  /** @param assessments everything in the folder, shown or not */
  constructor(
    private readonly team: Team,
    private readonly assessments: readonly Assessment[],
    private readonly data: FolderData,
  ) {}

  get ofWorkspace(): readonly BudgetState[] {
    const { workspace } = this.team.budgets;
    return workspace ? statesOf(workspace, this.assessments, this.data.sum) : [];
  }

  ofDeclaration(assessment: Assessment): readonly BudgetState[] {
    const { subject } = assessment.estimate;
    if (subject.type === 'call') return [];
    return budgetsOfDeclaration(this.team, subject).flatMap((budget) =>
      statesOf(budget, [assessment], this.data.declared),
    );
  }

  /** Those of the app that declarations belong to; a budget may be for more than this app, and counts with all of them. */
  ofApp(members: readonly Assessment[]): readonly BudgetState[] {
    const budgets = new Set(members.flatMap((each) => this.appBudgets(each)));
    return [...budgets].flatMap((budget) => this.ofAppBudget(budget));
  }

  private ofAppBudget(budget: KeyBudget): readonly BudgetState[] {
    let states = this.apps.get(budget);
    if (!states) {
      const members = this.assessments.filter((each) => this.appBudgets(each).includes(budget));
      this.apps.set(budget, (states = statesOf(budget, members, this.data.of(members))));
    }
    return states;
  }

  private appBudgets({ estimate: { subject } }: Assessment): readonly KeyBudget[] {
    return subject.type === 'declaration' ? budgetsOf(this.team, subject) : [];
  }
}

function budgetsOf({ budgets }: Team, { file, app }: Declaration): readonly KeyBudget[] {
  return budgets.apps.length === 0 ? [] : keysMatching(budgets.apps, { file, name: app, qualname: app });
}

function statesOf(
  { floor, month }: Budget,
  assessments: readonly Assessment[],
  data: DataShare | null,
): readonly BudgetState[] {
  const spending = spendingOf(assessments, data);
  const state = (of: BudgetState['of'], limit: number | null): BudgetState[] => {
    const amount = spending[of];
    if (limit === null || amount === 'unknown') return [];
    return [{ of, limit, over: exceeds(amount.likely, limit) ? amount.likely - limit : 0 }];
  };
  return [...state('floor', floor), ...state('month', month)];
}
