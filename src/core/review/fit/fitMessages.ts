/** The messages of the rules on fit, as data: render/words/fit has the words. */
import type { Need } from '../../modal/needs';
import type { UnseenTopic } from '../../pricing/fitClaimsSchema';
import type { Lineage } from '../../pricing/schema';

/** The rule, the kind of message, and its arguments; `core/render/words/fit` has the words. */
export type FitMessage =
  | LoadMessage
  | ClusterMessage
  | GpuOfferedMessage
  | GpuCountMessage
  | ColdStartMessage
  | RealTimeMessage
  | BackgroundMessage
  | NeedMessage;

export type LoadMessage =
  | {
      readonly rule: 'sustained';
      readonly kind: 'gpuNotKnown';
      readonly arguments: Readonly<Record<string, never>>;
    }
  | {
      readonly rule: 'sustained';
      readonly kind: 'noMachinePrice';
      readonly arguments: { readonly lineage: Lineage };
    }
  | {
      readonly rule: 'sustained';
      /**
       * Either the machine costs more than Modal even at full load, or it is cheaper above a utilization and the
       * present one is unknown; or Modal's warm floor alone costs more.
       */
      readonly kind: 'machineDearer' | 'utilizationNotKnown' | 'floorDearer';
      readonly arguments: MachineBreakEven;
    }
  | {
      readonly rule: 'sustained';
      readonly kind: 'aboveBreakEven' | 'nearBreakEven';
      readonly arguments: BusyMachine;
    }
  | {
      readonly rule: 'bursty';
      readonly kind: 'mostlyIdle' | 'belowBreakEven';
      readonly arguments: BusyMachine;
    }
  | {
      readonly rule: 'sustained';
      /**
       * By whole months, idle time included: an offer is cheaper than Modal; a machine is, but requests would wait too
       * long on it; none is.
       */
      readonly kind: 'offerCheaper' | 'machineQueues' | 'modalCheaper';
      readonly arguments: OfferMonths;
    };

/** The same work for a month, in USD. */
export interface OfferMonths {
  readonly provider: string;
  readonly product: string;
  readonly machines: number | null;
  readonly offerUsdPerMonth: number;
  readonly modalUsdPerMonth: number;
  /** Mean seconds that a request waits; null if it does not wait, or without limit. */
  readonly waitSeconds: number | null;
}

/**
 * Prices of machine and container, in USD per hour, and the utilization above which the machine is cheaper: more than 1
 * means never.
 */
export interface MachineBreakEven {
  readonly provider: string;
  readonly product: string;
  readonly machineUsdPerHour: number;
  readonly activeUsdPerHour: number;
  readonly share: number;
}

/** A machine and how busy a container is. With months, they decide, as billed; without, the prices of the active time. */
export type BusyMachine = MachineBreakEven & {
  readonly utilization: number;
  readonly months: OfferMonths | null;
};

export type ClusterMessage = { readonly rule: 'multiNode' } & (
  | {
      /** By Modal: up to this many. */
      readonly kind: 'clusterWithinLimits' | 'clusterTooLarge';
      readonly arguments: Cluster & ClusterLimits;
    }
  | {
      /** By the review: none at all. */
      readonly kind: 'noFabric';
      readonly arguments: Cluster;
    }
);

export interface Cluster {
  readonly containers: number;
  /** The sum over all containers; 0 for a cluster of CPUs. */
  readonly gpus: number;
}

export type GpuOfferedMessage = { readonly rule: 'gpuOffered' } & (
  | {
      /** Without a price in any book; not offered by the review; not in the review's catalog. */
      readonly kind: 'typeNotKnown' | 'typeNotOffered' | 'typeNotInCatalogue';
      readonly arguments: { readonly type: string };
    }
  | {
      readonly kind: 'typeHasPrice';
      readonly arguments: { readonly type: string; readonly usdPerHour: number };
    }
);

export type GpuCountMessage = { readonly rule: 'gpuCount' } & (
  | {
      /** `max` per container, or per function without an enterprise contact. */
      readonly kind: 'moreThanModalGives' | 'contactNeeded' | 'countDocumented';
      readonly arguments: AskedGpus & { readonly max: number };
    }
  | { readonly kind: 'countNotDocumented'; readonly arguments: AskedGpus }
);

/** A number of GPUs of a type in one container. */
export interface AskedGpus {
  readonly count: number;
  readonly type: string;
}

export type ColdStartMessage = { readonly rule: 'coldStart' } & (
  | {
      readonly kind: 'waitingNotKnown' | 'startIsBrief' | 'nothingWarm';
      readonly arguments: { readonly start: StartTime };
    }
  | {
      /** The share of requests that wait for a start, and the acceptable share. */
      readonly kind: 'shareOfColdStarts';
      readonly arguments: { readonly start: StartTime; readonly share: number; readonly budget: number };
    }
  | {
      /** The share of requests that wait in spite of this many warm containers; null: unknown. */
      readonly kind: 'shareNotKnown';
      readonly arguments: { readonly start: StartTime; readonly warm: number | null };
    }
);

export type RealTimeMessage = { readonly rule: 'realTime' } & (
  | {
      readonly kind: 'warmPool';
      readonly arguments: {
        readonly containers: number;
        /** Median latency of a warm request in milliseconds, on Modal and on a Lambda machine. */
        readonly latency: { readonly modalMs: number; readonly machineMs: number } | null;
      };
    }
  | { readonly kind: 'noWarmPool'; readonly arguments: Readonly<Record<string, never>> }
);

export type NeedMessage =
  | {
      readonly rule: NeedRule;
      readonly kind: 'needed';
      /** What is needed, and what the source says on it. */
      readonly arguments: { readonly needs: readonly Need[]; readonly says: string };
    }
  | {
      readonly rule: 'imageGeneration';
      readonly kind: 'volumeNotKnown';
      readonly arguments: Readonly<Record<string, never>>;
    };

/** The rules that judge what a usage says is needed. */
export type NeedRule = UnseenTopic | 'multiNode';

/** How long a start takes, in seconds: from the usage, otherwise as measured in the book. */
export type StartTime =
  | { readonly kind: 'given'; readonly seconds: number }
  | { readonly kind: 'measured'; readonly low: number; readonly high: number }
  | { readonly kind: 'unknown' };

export type BackgroundMessage = { readonly arguments: Readonly<Record<string, never>> } & (
  | { readonly rule: 'batch'; readonly kind: 'onSchedule' }
  | { readonly rule: 'async'; readonly kind: 'nobodyWaits' }
);

export interface ClusterLimits {
  readonly maxNodes: number;
  readonly maxGpus: number;
}
