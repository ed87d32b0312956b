import type { Period } from '../../bill/bill';
import type { ChangeCost } from '../../cost/changeCost';
import type { PoolSaving } from '../../cost/savings';
import type { LikelyRange } from '../../cost/traffic/likelyRange';

/** What the actual bill shows beside the code. All money is in USD per month, scaled from the bill's period. */
export type BillMessage =
  | {
      readonly rule: 'actual-above-estimate';
      readonly kind: 'actualAboveEstimate';
      readonly arguments: OfApp & {
        readonly estimate: LikelyRange;
        /** Number of declarations and variants of the app that the estimate is for. */
        readonly declarations: number;
      };
    }
  | { readonly rule: 'actual-without-code'; readonly kind: 'appNotInCode'; readonly arguments: OfApp }
  | {
      readonly rule: 'warm-and-idle';
      readonly kind: 'billIsWarmFloor';
      readonly arguments: OfApp & {
        readonly floor: LikelyRange;
        /** The floor as a share of the bill, from the app’s first interval on it to the last one; 0…1. */
        readonly share: number;
        /** Fewer warm containers with the same cold starts, if that saves. */
        readonly beaten: PoolSaving | null;
        /** What it costs to remove `min_containers`, if that does not save; then there is no Quick Fix. */
        readonly notFixed: ChangeCost | null;
      };
    };

/** An app of the bill, as the bill names it. */
interface OfApp {
  readonly app: string;
  readonly environment: string;
  readonly period: Period;
  readonly usdPerMonth: number;
}
