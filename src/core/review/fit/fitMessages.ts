/** What the rules on fit may say, as data: render/words/fit words it. */
import type { Lineage } from '../../pricing/schema';

/** The rule that speaks, which of its messages it is, and with what; `core/render/words/fit` words it. */
export type FitMessage =
  | LoadMessage
  | ClusterMessage
  | GpuOfferedMessage
  | GpuCountMessage
  | ColdStartMessage
  | RealTimeMessage
  | BackgroundMessage;

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
      /** The machine costs more than Modal even at full load; cheaper from a load on, and nobody says which it is. */
      readonly kind: 'machineDearer' | 'utilizationNotKnown';
      readonly arguments: MachineBreakEven;
    }
  | {
      readonly rule: 'sustained';
      readonly kind: 'aboveBreakEven' | 'nearBreakEven';
      readonly arguments: MachineBreakEven & { readonly utilization: number };
    }
  | {
      readonly rule: 'bursty';
      readonly kind: 'mostlyIdle' | 'belowBreakEven';
      readonly arguments: MachineBreakEven & { readonly utilization: number };
    };

/** Machine and container an hour, in USD, and the utilization from which on the machine is cheaper: above 1, never. */
export interface MachineBreakEven {
  readonly provider: string;
  readonly product: string;
  readonly machineUsdPerHour: number;
  readonly activeUsdPerHour: number;
  readonly share: number;
}

export type ClusterMessage = { readonly rule: 'multiNode' } & (
  | {
      /** Modal's word: up to so many. */
      readonly kind: 'clusterWithinLimits' | 'clusterTooLarge';
      readonly arguments: Cluster & ClusterLimits;
    }
  | {
      /** The review's word: none at all. */
      readonly kind: 'noFabric';
      readonly arguments: Cluster;
    }
);

export interface Cluster {
  readonly containers: number;
  /** All of them together; 0 for a cluster of CPUs. */
  readonly gpus: number;
}

export type GpuOfferedMessage = { readonly rule: 'gpuOffered' } & (
  | {
      /** In no book; not offered by the review; not in its catalogue. */
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
      /** `max` of one container, or what nobody needs to ask for. */
      readonly kind: 'moreThanModalGives' | 'contactNeeded' | 'countDocumented';
      readonly arguments: AskedGpus & { readonly max: number };
    }
  | { readonly kind: 'countNotDocumented'; readonly arguments: AskedGpus }
);

/** So many of a type in one container. */
export interface AskedGpus {
  readonly count: number;
  readonly type: string;
}

export type ColdStartMessage = { readonly rule: 'coldStart' } & (
  | {
      readonly kind: 'waitingNotKnown' | 'waitingOnServerNotKnown' | 'startIsBrief' | 'nothingWarm';
      readonly arguments: { readonly start: StartTime };
    }
  | {
      /** So many requests wait, of those that may. */
      readonly kind: 'shareOfColdStarts';
      readonly arguments: { readonly start: StartTime; readonly share: number; readonly budget: number };
    }
  | {
      /** How many wait beside so many warm containers; null: not known either. */
      readonly kind: 'shareNotKnown';
      readonly arguments: { readonly start: StartTime; readonly warm: number | null };
    }
);

export interface RealTimeMessage {
  readonly rule: 'realTime';
  readonly kind: 'warmPool';
  readonly arguments: {
    readonly containers: number;
    /** Median latency of a warm request in milliseconds, on Modal and on a machine of Lambda's. */
    readonly latency: { readonly modalMs: number; readonly machineMs: number } | null;
  };
}

/** How long a start takes, in seconds: the usage's own word, else what the book measured. */
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
