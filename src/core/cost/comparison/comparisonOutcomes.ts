/** Notes on a comparison, as data: render/words/comparisonWords.ts has the words. */
import type { Provider } from '../../pricing/schema';

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
  /** Billed from start to stop. */
  | { readonly kind: 'billedFromStartToStop' }
  /** How long a start takes: as measured in the book, or otherwise as on Modal. */
  | { readonly kind: 'startMeasured'; readonly seconds: number }
  | { readonly kind: 'startAsOnModal'; readonly seconds: number }
  /** How long it idles before it stops; if the book does not say, idle time is not included. */
  | { readonly kind: 'stopsAfterIdling'; readonly seconds: number }
  | { readonly kind: 'idlingNotKnown' }
  /** Billed only while it serves requests. */
  | { readonly kind: 'billedWhileAnswering' }
  /** A remark of the price book, quoted. */
  | { readonly kind: 'remarkOfBook'; readonly text: string };

/** Why an offer is not compared. */
export type LeftOutReason =
  /** The book has no price; `remark` is its remark on that. */
  | { readonly kind: 'noPrice'; readonly remark: string | null }
  /** A container needs more GPUs than a machine has. */
  | { readonly kind: 'containerTooLarge'; readonly gpus: number; readonly gpusPerMachine: number };

/** Notes that apply to all rows. */
export type ComparisonAssumption =
  | { readonly kind: 'sameSecondsPerRequest' }
  | { readonly kind: 'machinesFull' }
  | { readonly kind: 'priceAlone' };
