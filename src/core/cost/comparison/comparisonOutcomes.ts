/** Notes on a comparison, as data: render/words/comparisonWords.ts has the words. */
import type { Provider } from '../../pricing/schema';

/**
 * Why a row cannot be the cheapest: it is no offer (Modal's active time only), a part of its cost is unknown, requests
 * would wait too long, it runs a public model instead of a container, or there are no requests.
 */
export type CannotWin = 'activeTimeOnly' | 'partUnknown' | 'longWait' | 'noContainer' | 'noRequests';

/** A note on a row. */
export type RowNote =
  /** The price is from Modal's list, because the book in use has none. */
  | { readonly kind: 'priceOfList' }
  /** Modal's active time only; nobody is billed like this. */
  | { readonly kind: 'activeTimeAlone' }
  /** Machines, or always-on workers, of so many GPUs each, paid for the whole month. */
  | {
      readonly kind: 'paidAllMonth';
      readonly offered: Provider['kind'];
      readonly count: number;
      readonly gpus: number;
    }
  /** This many more containers could be busy on them. */
  | { readonly kind: 'spareRoom'; readonly containers: number }
  /** The book does not say how many GPUs a machine has: this many are assumed. */
  | { readonly kind: 'gpusTaken'; readonly offered: Provider['kind']; readonly gpus: number }
  /** Billed from start to stop; or without the start-up. */
  | { readonly kind: 'billedFromStartToStop' | 'billedFromReadyToStop' }
  /** How long a start takes: as measured in the book, or otherwise as on Modal. */
  | { readonly kind: 'startMeasured'; readonly seconds: number }
  | { readonly kind: 'startAsOnModal'; readonly seconds: number }
  /** How long it idles before it stops; if the book does not say, idle time is not included. */
  | { readonly kind: 'stopsAfterIdling'; readonly seconds: number }
  | { readonly kind: 'idlingNotKnown' }
  /** Billed only while it serves requests: a public model, not a container of one's own. */
  | { readonly kind: 'billedWhileAnswering' }
  /** So many machines are nearly full: requests wait, without limit if `seconds` is null. */
  | { readonly kind: 'queued'; readonly utilization: number; readonly seconds: number | null }
  /** What the price pays for besides the GPU; `usdPerHour` is for what the container requests beyond that. */
  | {
      readonly kind: 'hostOfPrice';
      readonly includes: NonNullable<Provider['includes']>;
      readonly usdPerHour: number | null;
    }
  /** Start-up is not known to be billed. */
  | { readonly kind: 'startDisputed' }
  /** Billed in whole steps of this many seconds, which is not counted. */
  | { readonly kind: 'billedInSteps'; readonly seconds: number }
  /** A remark of the price book, quoted. */
  | { readonly kind: 'remarkOfBook'; readonly text: string };

/** Why an offer is not compared. */
export type LeftOutReason =
  /** The book has no price; `remark` is its remark on that. */
  | { readonly kind: 'noPrice'; readonly remark: string | null }
  /** A container needs more GPUs than a machine has. */
  | { readonly kind: 'containerTooLarge'; readonly gpus: number; readonly gpusPerMachine: number }
  /** Its cost is still being simulated. */
  | { readonly kind: 'simulating' };

/** Notes that apply to all rows. */
export type ComparisonAssumption =
  | { readonly kind: 'sameSecondsPerRequest' }
  | { readonly kind: 'noRequests' }
  | { readonly kind: 'machinesFull' }
  | { readonly kind: 'priceAlone' };
