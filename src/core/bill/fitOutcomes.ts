/** What fitting a usage to the bill can come to, as data. All money is in US dollars per month of the book's hours. */
import type { Assessment } from '../cost/assess';
import type { Interval } from '../cost/interval';
import type { MonthReason } from '../cost/monthOutcomes';
import type { UsageField } from '../modal/usageFields';

/**
 * The field that is changed: how many requests come, or how many of them come at the same instant. The second one is the
 * burst that the model can have without anything else about it being known.
 */
export type FittedField = 'requestsPerDay' | 'requestsAtOnce';

export type UsageFit =
  | ({ readonly kind: 'fitted' } & FittedUsage)
  | ({ readonly kind: 'notFitted'; readonly field: FittedField } & NotFitted);

export interface FittedUsage {
  readonly field: FittedField;
  /** Null where nobody gave it so far. */
  readonly before: number | null;
  /** Requests to three digits, as they are to be written. */
  readonly after: number;
  readonly target: FitTarget;
  /** The likely figure with the usage before, of what the target counts; null where it is unknown. */
  readonly usdBefore: number | null;
  /** The same with the usage after: as near to the target as the field comes. */
  readonly usdAfter: number;
  /** The same for the requests of `requestsAtOnce`, if each came by itself; null for `requestsPerDay`. */
  readonly usdEven: number | null;
  readonly assumptions: readonly FitAssumption[];
}

/** What the bill says of one declaration. */
export interface FitTarget {
  /** What is left of the bill for the declaration. */
  readonly usd: number;
  readonly basis: FitBasis;
  /** The other declarations of the app that the bill is for as well, and what they are estimated to cost of it. */
  readonly others: readonly Assessment[];
  readonly othersUsd: number;
}

export type FitBasis =
  /** The cost of one type of GPU, and how many GPU-hours a month that is by the book's rates, others included. */
  | { readonly kind: 'gpu'; readonly resource: string; readonly gpuHours: Interval }
  /** All that the app costs: the report has no resources, or the declaration not one single GPU. */
  | { readonly kind: 'dollars' };

/** Why there is no usage with which the estimate meets the bill. */
export type NotFitted =
  /** Runs come by a schedule, requests from a trace: both are known better than a bill can tell. */
  | { readonly reason: 'scheduled' | 'trace' }
  /** Nobody knows how often the code declares it. */
  | { readonly reason: 'countNotKnown' }
  /** Fields that have to be given. */
  | { readonly reason: 'missing'; readonly fields: readonly UsageField[] }
  /** The report has resources, and not the GPU of the declaration: it never ran. */
  | { readonly reason: 'gpuNotBilled'; readonly gpu: string }
  /** Other declarations in the same cost have no cost per month. */
  | { readonly reason: 'othersNotKnown'; readonly others: readonly Assessment[] }
  /** They alone are estimated to cost more than the bill. */
  | { readonly reason: 'othersExceed'; readonly target: FitTarget }
  /** The model has no cost per month. */
  | { readonly reason: 'monthNotKnown'; readonly month: MonthReason | null }
  /** The warm pool alone costs more than the bill: it was not up all the time, or not with these settings. */
  | { readonly reason: 'belowFloor'; readonly target: FitTarget; readonly floorUsd: number }
  /** The requests cost more than the bill, even if each comes by itself: there are fewer, or they are shorter. */
  | { readonly reason: 'belowEven'; readonly target: FitTarget; readonly evenUsd: number }
  /** The bill is above all that the field can make of it: `max_containers` live all the time, or every request in a container of its own. */
  | {
      readonly reason: 'aboveMost';
      readonly target: FitTarget;
      readonly mostUsd: number;
      /** The largest value that was looked at. */
      readonly most: number;
    };

/** What a fit takes as given. */
export type FitAssumption =
  /** The app's usage was the same all the month as in the period of the bill. */
  | { readonly kind: 'monthLikePeriod'; readonly hours: number }
  | { readonly kind: 'fieldsGiven'; readonly fields: readonly UsageField[] }
  | { readonly kind: 'fieldsDefault'; readonly fields: readonly UsageField[] }
  /** The other declarations cost what they are estimated to cost. */
  | { readonly kind: 'othersHeld'; readonly others: readonly Assessment[]; readonly usd: number }
  /** CPU and memory as requested: more use costs more, and is not a request. */
  | { readonly kind: 'resourcesAsRequested' };
