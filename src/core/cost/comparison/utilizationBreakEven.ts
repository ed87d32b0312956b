/** Where Modal and a machine cost the same, by utilization. */

/**
 * The utilization of a machine at which Modal costs the same, counting active time only. `share` = the price of the
 * machine per hour ÷ the price per hour of as many active Modal containers as fit on the machine.
 */
export type UtilizationBreakEven =
  /** Modal is cheaper below `share` (0 < share ≤ 1), the machine above it. */
  | { readonly kind: 'at'; readonly share: number }
  /** Modal is cheaper even than a machine that is always busy: `share` > 1. */
  | { readonly kind: 'modalAtAnyLoad'; readonly share: number }
  /** Modal's warm floor alone costs as much as the machine, or more. */
  | { readonly kind: 'never'; readonly share: number; readonly floorPerHour: number };

export interface UtilizationInput {
  /** The price of the whole machine, in USD per hour: more than 0. */
  readonly machinePerHour: number;
  /** One active Modal container, in USD per hour: more than 0. */
  readonly activePerHour: number;
  /** Containers that fit on the machine; by default 1. */
  readonly containersPerMachine?: number;
  /** Modal's warm floor without any traffic, in USD per hour; by default 0. */
  readonly floorPerHour?: number;
}

/** Throws RangeError unless both prices are more than 0. */
export function utilizationBreakEven(input: UtilizationInput): UtilizationBreakEven {
  const { machinePerHour, activePerHour, containersPerMachine = 1, floorPerHour = 0 } = input;
  for (const [name, value] of Object.entries({ machinePerHour, activePerHour, containersPerMachine })) {
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be more than 0, not ${value}.`);
  }
  if (!(floorPerHour >= 0 && floorPerHour < Infinity))
    throw new RangeError(`floorPerHour must be 0 or more, not ${floorPerHour}.`);
  const share = machinePerHour / (activePerHour * containersPerMachine);
  if (floorPerHour >= machinePerHour) return { kind: 'never', share, floorPerHour };
  return { kind: share <= 1 ? 'at' : 'modalAtAnyLoad', share };
}
