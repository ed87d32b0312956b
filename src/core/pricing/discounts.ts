/** A team's own prices, as multipliers of the price book's. */

/** Factors over 0 and at most 1: what is paid of a rate. */
export interface Discounts {
  /** For whatever has none of its own, CPU and memory too. */
  readonly all: number;
  /** By GPU type, in capitals. */
  readonly gpus: ReadonlyMap<string, number>;
}

/**
 * The multiplier for one part of a container's rate.
 * @param gpu the types that the part may be known by: the one asked for, and the one it is priced as; empty for CPU and memory
 */
export function discountFactor(discounts: Discounts | null, gpu: readonly string[] = []): number {
  if (!discounts) return 1;
  const own = gpu
    .map((type) => discounts.gpus.get(type.toUpperCase()))
    .find((factor) => factor !== undefined);
  return own ?? discounts.all;
}
