import type { Comparison } from '../../cost/comparison/comparison';
import type { Books } from '../../cost/containerRate';
import type { Parameters } from '../../modal/declaration';
import type { Usage } from '../../modal/usageFields';
import type { DeclarationKind } from '../../modal/declaration';
import type { Gpu } from '../../modal/gpu';
import { choices } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import type { Citation } from './fitFinding';

/** The input of the rules: facts on a declaration and its usage. Null: unknown. */
export interface FitFacts {
  /** The GPU options of a container, with fallbacks; empty for a CPU; null if unknown. */
  readonly gpus: readonly Gpu[] | null;
  /** Containers that serve one input together: 1 for all but clusters. */
  readonly clusterSize: number | null;
  readonly kind: DeclarationKind;
  readonly scheduled: boolean;
  readonly minContainers: number | null;
  /** Active time ÷ the time of the containers that the work needs: 1 for one that is always active. */
  readonly utilization: number | null;
  /** Share of requests that wait for a container to start, 0 to 1. */
  readonly coldStartShare: number | null;
  /** Seconds from the start of a container to its first request. */
  readonly startupSeconds: number | null;
  /** Whether somebody waits for the result. */
  readonly interactive: boolean | null;
  /** The share of requests that may wait for a start; by default 0.01. */
  readonly coldStartBudget?: number;
  /** What a container costs on Modal besides its GPU; by default Modal's least CPU and memory, and no warm floor. */
  readonly container?: {
    readonly params: Parameters;
    readonly use: Pick<Usage, 'cpuCores' | 'memoryGib'> | null;
    readonly floorUsdPerHour: number;
  };
}

export interface FitContext {
  readonly facts: FitFacts;
  readonly books: Books;
  /** The same work on other offers; null if it cannot be compared. */
  readonly comparison: Comparison | null;
  /** The price book is the review's, or extends it: then the review decides. */
  readonly byReview: boolean;
}

/** The possible GPUs; for “any”, those that Modal may choose. */
export function gpusOf({ facts, books }: FitContext): Gpu[] {
  return (facts.gpus ?? []).flatMap((gpu) => {
    if (gpu.type === null) return [];
    const types = choices(books.book, books.list, gpu.type) ?? [gpu.type];
    return types.map((type) => ({ type, count: gpu.count }));
  });
}

/** A citation of a whole book. */
export function bookCitation({ lineage, date }: PriceBook): Citation {
  return { who: 'book', lineage, url: null, date };
}
