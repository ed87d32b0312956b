import type { Comparison } from '../../cost/comparison/comparison';
import type { Books } from '../../cost/containerRate';
import type { Parameters } from '../../modal/declaration';
import type { Usage } from '../../modal/usageFields';
import type { Gpu } from '../../modal/gpu';
import type { Need } from '../../modal/needs';
import { choices } from '../../pricing/lookup';
import type { PriceBook } from '../../pricing/schema';
import type { Citation } from './fitFinding';

/** The input of the rules: facts on a declaration and its usage. Null: unknown. */
export interface FitFacts {
  /** The GPU options of a container, with fallbacks; empty for a CPU; null if unknown. */
  readonly gpus: readonly Gpu[] | null;
  /** Containers that serve one input together: 1 for all but clusters. */
  readonly clusterSize: number | null;
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
  /** Whether the answers are those of a chatbot: somebody reads along as they come. */
  readonly realTime: boolean;
  /** What the work needs, as its usage and the regions in the code say it. */
  readonly needs: readonly Need[];
  /** Whether the usage says all that the work needs. */
  readonly needsGiven: boolean;
  /** The share of requests that may wait for a start; by default 0.01 in real time, and 0.05 otherwise. */
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
