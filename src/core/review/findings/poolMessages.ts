import type { Interval } from '../../cost/interval';

/** What the rules on containers find. */
export type PoolMessage =
  | {
      readonly rule: 'warm-gpu';
      readonly kind: 'gpuKeptWarm';
      readonly arguments: {
        readonly containers: Interval;
        /** What it may run on, such as `H100:2`. */
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
        /** The share of its time at work up to which Modal is cheaper; null where there is none. */
        readonly breakEvenShare: number | null;
      };
    }
  | {
      readonly rule: 'costly-window';
      readonly kind: 'waitingCostsMore';
      readonly arguments: {
        readonly windowSeconds: number;
        /** Containers in the buffer. */
        readonly buffer: number;
        readonly waitingUsdPerMonth: number;
        readonly servingUsdPerMonth: number;
      };
    }
  | {
      readonly rule: 'no-ceiling';
      /** What `max_containers` counts: containers, or clusters of them. */
      readonly kind: 'containersUnlimited' | 'clustersUnlimited';
      readonly arguments: {
        /** Of one of them at work. */
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
