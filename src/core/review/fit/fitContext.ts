import type { Books } from '../../cost/containerRate';
import type { DeclarationKind } from '../../modal/declaration';
import type { Gpu } from '../../modal/gpu';
import { choices } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import type { Citation } from './fitFinding';

/** What the rules need to know of a declaration and its usage. Null: not known. */
export interface FitFacts {
  /** What a container may run on, fallbacks included; empty for CPU alone; null where the code does not tell. */
  readonly gpus: readonly Gpu[] | null;
  /** Containers that serve one input together: 1 for all but clusters. */
  readonly clusterSize: number | null;
  readonly kind: DeclarationKind;
  readonly scheduled: boolean;
  readonly minContainers: number | null;
  /** Active time ÷ the time of the containers that the work takes: 1 for one that is always at work. */
  readonly utilization: number | null;
  /** Share of requests that wait for a container to start, 0 to 1. */
  readonly coldStartShare: number | null;
  /** Seconds from the start of a container to its first request. */
  readonly startupSeconds: number | null;
  /** Somebody waits for the answer. */
  readonly interactive: boolean | null;
  /** The share of requests that may wait for a start; by default 0.01. */
  readonly coldStartBudget?: number;
}

export interface FitContext {
  readonly facts: FitFacts;
  readonly books: Books;
  /** The book in use is the review's, or one over it: the review's word goes first. */
  readonly byReview: boolean;
}

/** The GPUs that it may run on; of “any” those that Modal may choose. */
export function gpusOf({ facts, books }: FitContext): Gpu[] {
  return (facts.gpus ?? []).flatMap((gpu) => {
    if (gpu.type === null) return [];
    const types = choices(books.book, books.list, gpu.type) ?? [gpu.type];
    return types.map((type) => ({ type, count: gpu.count }));
  });
}

/** A book as a whole as the source of something. */
export function bookCitation({ lineage, date }: PriceBook): Citation {
  return { who: 'book', lineage, url: null, date };
}
