/** The memory of GPUs, as the price books have it: what a cheaper one must not have less of. */
import type { Gpu } from '../modal/gpu';
import { quoteGpu } from '../pricing/lookup';
import type { Books } from './containerRate';

/** The memory of all GPUs of a container together, in GB; null where neither book has it. */
export function gpuMemoryGb({ type, count }: Gpu, { book, list }: Books): number | null {
  const quote = quoteGpu(book, list, type ?? '') ?? quoteGpu(list, list, type ?? '');
  const vramGb = quote && (book.gpus[quote.pricedAs] ?? list.gpus[quote.pricedAs])?.vramGb;
  return vramGb === undefined ? null : vramGb * count;
}

/** How the memory of a GPU compares with that of the present one; `unknown` where one of the two is not known. */
export type MemoryFit = 'fits' | 'less' | 'unknown';

export function memoryFit(gpu: Gpu, now: Gpu | null, books: Books): MemoryFit {
  const [has, needed] = [gpuMemoryGb(gpu, books), now && gpuMemoryGb(now, books)];
  if (has === null || needed === null) return 'unknown';
  return has >= needed ? 'fits' : 'less';
}

/** One of several GPUs to choose from. `usd`: what it costs, in a unit that all of them have; Infinity without a price. */
export interface GpuToOrder {
  readonly isCurrent: boolean;
  readonly fit: MemoryFit;
  readonly usd: number;
}

/**
 * The present one first, then what costs less and has no less memory, then all others; each group the cheapest first.
 * @param asIt what to order by of each
 */
export function inOrderOfUse<T>(gpus: readonly T[], asIt: (gpu: T) => GpuToOrder): readonly T[] {
  const all = gpus.map((gpu) => ({ gpu, ...asIt(gpu) }));
  const now = all.find(({ isCurrent }) => isCurrent)?.usd ?? -Infinity;
  const group = ({ isCurrent, fit, usd }: GpuToOrder): number =>
    isCurrent ? 0 : fit === 'fits' && usd < now ? 1 : 2;
  // Between two infinities the difference is NaN, which leaves them in their order.
  return all.sort((a, b) => group(a) - group(b) || a.usd - b.usd).map(({ gpu }) => gpu);
}
