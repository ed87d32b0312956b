/** The keys of `modal billing rates --json`, and what each prices. */
import type { PriceBook } from './schema';

/** What a rate of a workspace is for. */
export type RateName =
  | { readonly kind: 'gpu'; readonly gpu: string }
  | { readonly kind: 'cpu' | 'memory' | 'sandboxCpu' | 'sandboxMemory' | 'volumes' | 'egress' };

/** Keys that name no GPU. Compute is per hour, storage per GiB-month. */
const NAMES: ReadonlyMap<string, RateName> = new Map([
  ['cpu_hour_cost', { kind: 'cpu' }],
  ['mem_gib_hour_cost', { kind: 'memory' }],
  ['cpu_hour_cost_sandbox', { kind: 'sandboxCpu' }],
  ['mem_gib_hour_cost_sandbox', { kind: 'sandboxMemory' }],
  ['volume_storage_gib_month_cost', { kind: 'volumes' }],
  ['egress_gib_cost', { kind: 'egress' }],
]);

/** GPUs that the file calls otherwise than in capitals with `-` for `_`. */
const GPUS: ReadonlyMap<string, string> = new Map([
  ['a10g', 'A10'],
  ['rtx6000', 'RTX-PRO-6000'],
]);

/** The name of a GPU behind `gpu_hour_cost_`. The bound is that of a GPU type in a price book. */
const GPU_KEY = /^gpu_hour_cost_([a-z0-9][a-z0-9_]{0,39})$/;

/**
 * What a key prices; null where that is not known. A name that the list uses for another GPU (`A100`) or for one of several
 * (`ANY`) is not known either: it would change what the name means.
 */
export function rateNameOf(key: string, { gpuAliases, gpuChoices }: PriceBook): RateName | null {
  const name = NAMES.get(key);
  if (name) return name;
  const [, written] = GPU_KEY.exec(key) ?? [];
  if (written === undefined) return null;
  const gpu = GPUS.get(written) ?? written.toUpperCase().replaceAll('_', '-');
  return Object.hasOwn(gpuAliases, gpu) || Object.hasOwn(gpuChoices, gpu) ? null : { kind: 'gpu', gpu };
}
