import type { Period } from '../../bill/bill';
import type { LikelyRange } from '../../cost/traffic/likelyRange';

/** Costs that exceed a budget of the team file. All money is in USD per month. */
export type BudgetMessage = { readonly rule: 'over-budget' } & (
  | {
      /** The likely warm floor exceeds the budget; `uncertain` if a lower possible one does not. */
      readonly kind: 'floorOverBudget' | 'uncertainFloorOverBudget';
      readonly arguments: BudgetHolder & {
        readonly floor: LikelyRange;
        readonly limit: number;
        /** Number of unknown warm floors, which are not included. */
        readonly unknownFloors: number;
      };
    }
  | {
      readonly kind: 'monthOverBudget';
      readonly arguments: BudgetHolder & {
        readonly month: LikelyRange;
        readonly limit: number;
        /** Number of declarations with an unknown usage, which count with their warm floor. */
        readonly withoutMonth: number;
        /** Number of scheduled declarations that count with their timeout. */
        readonly atMost: number;
      };
    }
  | {
      /** The bill, scaled to a month, exceeds the budget for actual costs. */
      readonly kind: 'actualOverBudget';
      readonly arguments: BudgetHolder & {
        readonly actual: number;
        readonly limit: number;
        readonly period: Period;
      };
    }
);

interface BudgetHolder {
  /**
   * The key of the budget of an app; null for the declaration of the finding, or for the workspace if there is none.
   */
  readonly app: string | null;
}
