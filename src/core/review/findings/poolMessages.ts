import type { ChangeCost } from '../../cost/changeCost';
import type { Interval } from '../../cost/interval';
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import type { PoolSaving } from '../../cost/savings';

/** The findings of the rules on containers. */
export type PoolMessage =
  | {
      readonly rule: 'warm-gpu';
      readonly kind: 'gpuKeptWarm';
      readonly arguments: WarmPool & {
        /** Its GPU options, such as `H100:2`. */
        readonly gpus: readonly string[];
      };
    }
  | {
      readonly rule: 'warm-cpu';
      readonly kind: 'cpuKeptWarm';
      readonly arguments: WarmPool;
    }
  | {
      readonly rule: 'costly-call';
      readonly kind: 'callMayCost';
      readonly arguments: {
        /** At its timeout, all attempts together, with the requested CPU and memory. */
        readonly usdPerCall: Interval;
        readonly timeoutSeconds: Interval;
        readonly attempts: number;
        /** The bound of all that can be billed; null if there is none. */
        readonly mostUsd: number | null;
        readonly limit: number;
      };
    }
  | {
      readonly rule: 'above-break-even';
      readonly kind: 'cheaperElsewhere';
      readonly arguments: {
        /** Likely, with its bounds. */
        readonly modalUsdPerMonth: LikelyRange;
        /** The containers that it is for; no maximum if `most` is null. */
        readonly containers: { readonly least: number; readonly most: number | null };
        readonly offer: {
          readonly provider: string;
          readonly product: string;
          /** Null for an offer that is billed by time. */
          readonly machines: number | null;
        };
        readonly offerUsdPerMonth: number;
        /** The utilization of one container up to which Modal is cheaper, as billed; more than 1 for several; null if there is none. */
        readonly breakEvenShare: number | null;
      };
    }
  | {
      readonly rule: 'costly-window';
      readonly kind: 'waitingCostsMore';
      readonly arguments: {
        readonly windowSeconds: number;
        /** Number of buffer containers. */
        readonly buffer: number;
        readonly waitingUsdPerMonth: number;
        readonly servingUsdPerMonth: number;
        /** A window as long as a start-up, if that does not save; then there is no Quick Fix. */
        readonly notFixed: ShorterWindow | null;
      };
    }
  | {
      readonly rule: 'no-ceiling';
      /** The unit of `max_containers`: containers, or clusters. */
      readonly kind: 'containersUnlimited' | 'clustersUnlimited';
      readonly arguments: {
        /** For one active container or cluster. */
        readonly usdPerHour: Interval;
      };
    }
  | {
      readonly rule: 'min-over-max';
      readonly kind: 'minOverMax';
      readonly arguments: { readonly min: Interval; readonly max: Interval };
    }
  | {
      readonly rule: 'cluster-multiple';
      readonly kind: 'notMultipleOfCluster';
      readonly arguments: {
        readonly parameter: CountOfContainers;
        readonly value: number;
        readonly clusterSize: number;
      };
    };

export interface ShorterWindow {
  readonly seconds: number;
  readonly cost: ChangeCost;
}

/** Containers that stay warm all month, or at the hours of schedules. */
export interface WarmPool {
  readonly containers: Interval;
  /** Null for all of them. */
  readonly hoursPerWeek: number | null;
  readonly usdPerMonth: Interval;
  readonly limit: number;
  /** Fewer of them with the same cold starts, if that saves. */
  readonly beaten: PoolSaving | null;
  /** What it costs to remove `min_containers`, if that does not save; then there is no Quick Fix. */
  readonly notFixed: ChangeCost | null;
}

export type CountOfContainers = 'min_containers' | 'max_containers' | 'buffer_containers';
