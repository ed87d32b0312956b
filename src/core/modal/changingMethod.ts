/** The methods of functions, classes and instances that change what a declaration costs. */
import type { ChangingMethod } from './declaration';

/** The methods that make a variant, which a chain goes on from. */
const VARIANT_METHODS: readonly ChangingMethod[] = ['with_options', 'with_concurrency', 'with_batching'];

export const CHANGING_METHODS: readonly ChangingMethod[] = [
  ...VARIANT_METHODS,
  'update_autoscaler',
  'keep_warm',
];

export function isChangingMethod(name: string): name is ChangingMethod {
  return CHANGING_METHODS.some((method) => method === name);
}

export function isVariantMethod(name: string): name is ChangingMethod {
  return VARIANT_METHODS.some((method) => method === name);
}
