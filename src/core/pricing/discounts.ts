/** The discounts of a team, as factors for the rates of the price book. */

/** Factors, more than 0 and at most 1: the share of a rate that is paid. */
export interface Discounts {
  /** For everything without a factor of its own, including CPU and memory. */
  readonly all: number;
  /** By GPU type, in capitals. */
  readonly gpus: ReadonlyMap<string, number>;
}

/**
 * The factor for one part of a container's rate.
 * @param gpu the types of the part: the requested one, and the one whose price is used; empty for CPU and memory
 */
export function discountFactor(discounts: Discounts | null, gpu: readonly string[] = []): number {
  if (!discounts) return 1;
  const own = gpu
    .map((type) => discounts.gpus.get(type.toUpperCase()))
    .find((factor) => factor !== undefined);
  return own ?? discounts.all;
}
