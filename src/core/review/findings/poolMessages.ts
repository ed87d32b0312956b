import type { Interval } from '../../cost/interval';

/** The findings of the rules on containers. */
export type PoolMessage =
  | {
      readonly rule: 'warm-gpu';
      readonly kind: 'gpuKeptWarm';
      readonly arguments: {
        readonly containers: Interval;
        /** Its GPU options, such as `H100:2`. */
        readonly gpus: readonly string[];
        readonly usdPerMonth: Interval;
        readonly limit: number;
      };
    }
  | {
      readonly rule: 'above-break-even';
      readonly kind: 'cheaperElsewhere';
      readonly arguments: {
        readonly modalUsdPerMonth: number;
        readonly offer: { readonly provider: string; readonly product: string };
        readonly offerUsdPerMonth: number;
        /** The utilization up to which Modal is cheaper; null if there is none. */
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

export type CountOfContainers = 'min_containers' | 'max_containers' | 'buffer_containers';
