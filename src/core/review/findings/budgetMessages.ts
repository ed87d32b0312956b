import type { Interval } from '../../cost/interval';
import type { LikelyRange } from '../../cost/traffic/likelyRange';

/** What is over a budget of the team file. All money is USD a month. */
export type BudgetMessage = { readonly rule: 'over-budget' } & (
  | {
      /** The warm floor is over it, or where it is uncertain may be. */
      readonly kind: 'floorOverBudget' | 'uncertainFloorOverBudget';
      readonly arguments: BudgetHolder & {
        readonly floor: Interval;
        readonly limit: number;
        /** Warm floors that are not known and not counted. */
        readonly unknownFloors: number;
      };
    }
  | {
      readonly kind: 'monthOverBudget';
      readonly arguments: BudgetHolder & {
        readonly month: LikelyRange;
        readonly limit: number;
        /** Declarations without a known use, counted at the warm floor. */
        readonly withoutMonth: number;
        /** Scheduled declarations, counted up to their timeout. */
        readonly atMost: number;
      };
    }
);

interface BudgetHolder {
  /** The key of an app’s budget; null for the finding's own declaration, or the workspace where it has none. */
  readonly app: string | null;
}
