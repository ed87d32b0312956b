/** The memory of a GPU in a list of several, in a few characters. */
import type { Books } from '../cost/containerRate';
import { gpuMemoryGb, memoryFit } from '../cost/gpuMemory';
import type { Gpu } from '../modal/gpu';
import { plainNumber } from './money';
import { t } from './words/translate';

/** `80 GB`, with `(less)` where the present one has more; empty where no book has it. */
export function gpuMemoryText(gpu: Gpu, now: Gpu | null, books: Books): string {
  const memory = gpuMemoryGb(gpu, books);
  if (memory === null) return '';
  const text = t('{0} GB', plainNumber(memory));
  return memoryFit(gpu, now, books) === 'less' ? t('{0} (less)', text) : text;
}
