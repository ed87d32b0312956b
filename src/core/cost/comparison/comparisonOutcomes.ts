/** What a reader should know of a comparison, as data: render/words/comparisonWords.ts words it. */
import type { Provider } from '../../pricing/schema';

/** What a reader should know of a row. */
export type RowNote =
  /** The price is Modal's list's: the book in use has none. */
  | { readonly kind: 'priceOfList' }
  /** Modal's active time alone, which nobody is billed. */
  | { readonly kind: 'activeTimeAlone' }
  /** Machines, or always-on workers, of so many GPUs each, paid for the whole month. */
  | {
      readonly kind: 'paidAllMonth';
      readonly offered: Provider['kind'];
      readonly count: number;
      readonly gpus: number;
    }
  /** So many more containers could be busy on them. */
  | { readonly kind: 'spareRoom'; readonly containers: number }
  /** The book does not say how many GPUs one has: taken as so many. */
  | { readonly kind: 'gpusTaken'; readonly offered: Provider['kind']; readonly gpus: number }
  /** Billed from start to stop. */
  | { readonly kind: 'billedFromStartToStop' }
  /** How long a start takes: as the book measured it, or else as on Modal. */
  | { readonly kind: 'startMeasured'; readonly seconds: number }
  | { readonly kind: 'startAsOnModal'; readonly seconds: number }
  /** How long it idles before it stops; or the book does not say, and nothing is counted. */
  | { readonly kind: 'stopsAfterIdling'; readonly seconds: number }
  | { readonly kind: 'idlingNotKnown' }
  /** Billed while it answers requests. */
  | { readonly kind: 'billedWhileAnswering' }
  /** A remark of the price book, in its own words. */
  | { readonly kind: 'remarkOfBook'; readonly text: string };

/** Why an offer is not compared. */
export type LeftOutReason =
  /** The book has no price; `remark` is its own word on it. */
  | { readonly kind: 'noPrice'; readonly remark: string | null }
  /** A container has more GPUs than a machine. */
  | { readonly kind: 'containerTooLarge'; readonly gpus: number; readonly gpusPerMachine: number };

/** What holds for all rows. */
export type ComparisonAssumption =
  | { readonly kind: 'sameSecondsPerRequest' }
  | { readonly kind: 'machinesFull' }
  | { readonly kind: 'priceAlone' };
