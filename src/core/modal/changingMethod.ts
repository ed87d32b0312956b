/** The methods of functions, classes and instances that change what a declaration costs. */
import type { ChangingMethod } from './declaration';

/** The methods that make a variant, which a chain goes on from. */
const VARIANT: readonly string[] = [
  'with_options',
  'with_concurrency',
  'with_batching',
] satisfies ChangingMethod[];

export const CHANGING_METHODS: readonly string[] = [...VARIANT, 'update_autoscaler', 'keep_warm'];

export function isChangingMethod(name: string): name is ChangingMethod {
  return CHANGING_METHODS.includes(name);
}

export function isVariantMethod(name: string): name is ChangingMethod {
  return VARIANT.includes(name);
}
