/** Where Modal and another offer cost the same: by utilization, and by requests a day. */
import { findRoot } from './findRoot';

/** Which side is cheaper. */
export type Cheaper = 'modal' | 'other' | 'same';

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

/**
 * Containers of `gpus` GPUs that a machine of `gpusPerInstance` holds; 0 where one does not fit into it. A book that does
 * not say how many GPUs a machine has prices it by the GPU, so it is taken to be of the size asked for.
 */
export function containersPerMachine(gpusPerInstance: number | undefined, gpus: number): number {
  return gpusPerInstance === undefined ? 1 : Math.floor(gpusPerInstance / gpus);
}

/** What may be over before another machine is counted: rounding, not load. */
const ROUNDING = 1e-9;

/**
 * Machines for so many busy containers, each machine busy up to 100 %: a machine is paid for whole, and one is needed for
 * any load. `least` containers must have their place at the same time (the size of a cluster).
 */
export function machinesNeeded(busyContainers: number, perMachine: number, least = 1): number {
  const containers = Math.max(least, busyContainers * (1 - ROUNDING));
  return Math.max(1, Math.ceil(containers / perMachine));
}

/** What another offer costs a month, on the stretch of request rates above `from` and up to `to`. */
export interface Piece {
  /** Requests a day. */
  readonly from: number;
  readonly to: number;
  /** USD a month at so many requests a day. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** The month is the same on the whole stretch, so that a monotone Modal crosses it once at most. */
  readonly steady: boolean;
}

/** Request rates from `from` to `to`, in which the same side is cheaper. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly cheaper: Cheaper;
}

/** A request rate at which the cheaper side changes. */
export interface Crossing {
  readonly requestsPerDay: number;
  readonly below: Cheaper;
  readonly above: Cheaper;
  /** The other offer's month jumps here, by one more machine: there is no rate at which both cost the same. */
  readonly atStep: boolean;
}

export interface RateBreakEven {
  /** `crosses`, or who is cheaper at any rate up to `searchedTo`. */
  readonly kind: 'crosses' | 'modalAtAnyRate' | 'otherAtAnyRate' | 'sameAtAnyRate';
  /** All from 0 to `searchedTo`; neighbours differ. */
  readonly stretches: readonly Stretch[];
  /** Between the stretches: more than one where machines are added one by one. */
  readonly crossings: readonly Crossing[];
  /** Requests a day; nothing is said of more. */
  readonly searchedTo: number;
}

/** Two months that differ by less than this, relative to the dearer, cost the same. */
const SAME = 1e-9;

/** Points of a stretch that is not steady: so many to a decade of request rates, over so many decades below its end. */
const POINTS_A_DECADE = 6;
const DECADES = 8;

/**
 * Who is cheaper at which request rate: the roots of Modal's month − the other's, each in a bracket.
 *
 * `modalMonth` (USD at so many requests a day) must not fall as requests rise. On a steady piece the difference is then
 * monotone and its ends tell all. On any other it is looked at in 48 places, evenly on a logarithmic scale: of two
 * crossings between neighbouring places neither is seen.
 */
export function rateBreakEven(
  modalMonth: (requestsPerDay: number) => number,
  pieces: readonly Piece[],
): RateBreakEven {
  const stretches: Stretch[] = [];
  const steps = new Set<number>();
  const push = (from: number, to: number, cheaper: Cheaper): void => {
    const last = stretches.at(-1);
    if (last?.cheaper === cheaper) stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ from, to, cheaper });
  };
  for (const { from, to, monthUsd, steady } of pieces) {
    steps.add(from);
    const difference = (rate: number): number => modalMonth(rate) - monthUsd(rate);
    const points = steady ? [from, to] : spread(from, to);
    const signs = points.map((rate) => signOf(modalMonth(rate), monthUsd(rate)));
    for (let i = 1; i < points.length; i++) {
      const [low, high] = [points[i - 1]!, points[i]!];
      const [before, after] = [signs[i - 1]!, signs[i]!];
      if (before * after >= 0) {
        push(low, high, cheaperOf(before + after));
        continue;
      }
      const root = findRoot(difference, { low, high });
      const x = root.kind === 'root' ? root.x : high;
      push(low, x, cheaperOf(before));
      push(x, high, cheaperOf(after));
    }
  }
  const crossings = stretches.slice(1).map((above, i): Crossing => {
    const below = stretches[i]!;
    return {
      requestsPerDay: above.from,
      below: below.cheaper,
      above: above.cheaper,
      atStep: steps.has(above.from),
    };
  });
  const only = stretches[0]?.cheaper ?? 'same';
  const searchedTo = pieces.at(-1)?.to ?? 0;
  return { kind: crossings.length > 0 ? 'crosses' : `${only}AtAnyRate`, stretches, crossings, searchedTo };
}

/** −1 where Modal is cheaper, 1 where the other is, 0 where they cost the same. */
function signOf(modal: number, other: number): -1 | 0 | 1 {
  if (!Number.isFinite(modal) || !Number.isFinite(other))
    throw new RangeError(`A month must be a finite sum of USD, not ${modal} or ${other}.`);
  const difference = modal - other;
  if (Math.abs(difference) <= SAME * Math.max(Math.abs(modal), Math.abs(other))) return 0;
  return difference < 0 ? -1 : 1;
}

function cheaperOf(sign: number): Cheaper {
  return sign < 0 ? 'modal' : sign > 0 ? 'other' : 'same';
}

/** `from`, `to`, and what is between on a logarithmic scale. */
function spread(from: number, to: number): number[] {
  const points: number[] = [from];
  for (let i = -DECADES * POINTS_A_DECADE; i < 0; i++) {
    const rate = to * 10 ** (i / POINTS_A_DECADE);
    if (rate > from) points.push(rate);
  }
  points.push(to);
  return points;
}

/** A machine, or a worker that is always on, in terms of the requests it can take. */
export interface MachineMonths {
  /** One of them for a month, in USD. */
  readonly machineMonthUsd: number;
  readonly perMachine: number;
  /** Containers that must have their place at the same time. */
  readonly least: number;
  /** Busy containers for one request a day: 0 where there is no traffic at any rate. */
  readonly busyPerRequest: number;
  /** Requests a day up to which the month is wanted. */
  readonly to: number;
}

/** Machines that are counted one by one; beyond, the steps are small against the sum. */
const MAX_STEPS = 64;

/**
 * The month of machines as a step function of the request rate: as many as are needed for the busy containers, each busy
 * up to 100 %.
 */
export function machinePieces(machine: MachineMonths): Piece[] {
  const { machineMonthUsd, perMachine, least, busyPerRequest, to } = machine;
  const at = (rate: number): number => machinesNeeded(rate * busyPerRequest, perMachine, least);
  const [first, last] = [at(0), at(to)];
  const pieces: Piece[] = [];
  let from = 0;
  for (let machines = first; machines <= last && from < to; machines++) {
    if (machines - first === MAX_STEPS) {
      pieces.push({ from, to, steady: false, monthUsd: (rate) => at(rate) * machineMonthUsd });
      break;
    }
    const full = machines === last ? to : Math.min(to, (machines * perMachine) / busyPerRequest);
    const monthUsd = machines * machineMonthUsd;
    pieces.push({ from, to: full, steady: true, monthUsd: () => monthUsd });
    from = full;
  }
  return pieces;
}
