/** Where Modal and a machine cost the same, by utilization. */

/**
 * The utilization of a machine at which Modal costs the same, on active time alone. `share` = what the machine costs an
 * hour ÷ what Modal costs for an hour of as many containers at work as the machine holds.
 */
export type UtilizationBreakEven =
  /** Modal is cheaper below `share` (0 < share ≤ 1), the machine above it. */
  | { readonly kind: 'at'; readonly share: number }
  /** Even a machine that is always busy costs more than Modal: `share` > 1. */
  | { readonly kind: 'modalAtAnyLoad'; readonly share: number }
  /** Modal's warm floor alone costs as much as the machine, or more. */
  | { readonly kind: 'never'; readonly share: number; readonly floorPerHour: number };

export interface UtilizationInput {
  /** The machine, whole, in USD an hour: more than 0. */
  readonly machinePerHour: number;
  /** One of Modal's containers at work, in USD an hour: more than 0. */
  readonly activePerHour: number;
  /** Containers that the machine does the work of; by default 1. */
  readonly containersPerMachine?: number;
  /** Modal's warm floor without any traffic, in USD an hour; by default 0. */
  readonly floorPerHour?: number;
}

/** Throws RangeError for prices that are not more than 0. */
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
