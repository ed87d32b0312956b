/** Machines, and workers that are always on: paid for whole, whatever they do. */
import type { TrafficUsage } from '../demand';
import type { Piece } from './rateBreakEven';

/**
 * Containers of `gpus` GPUs that a machine of `gpusPerInstance` holds; 0 where one does not fit into it. A book that does
 * not say how many GPUs a machine has prices it by the GPU, so it is taken to be of the size asked for.
 */
export function containersPerMachine(gpusPerInstance: number | null | undefined, gpus: number): number {
  return gpusPerInstance == null ? 1 : Math.floor(gpusPerInstance / gpus);
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

/**
 * Containers that are busy within the active hours, on average, for one request a day; 0 where no day has traffic.
 * Containers that take several requests at once are taken to be full.
 */
export function busyPerRequest(
  { secondsPerRequest, activeHoursPerDay, daysPerMonth, concurrency }: TrafficUsage,
  clusterSize: number,
): number {
  if (daysPerMonth === 0) return 0;
  return (secondsPerRequest * clusterSize) / (activeHoursPerDay * 3_600 * concurrency);
}

/** The month of machines, in terms of the requests they can take. */
export interface MachineMonths {
  /** USD a month for as many machines as so many requests a day need. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** Containers that a machine holds. */
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
  const { monthUsd, perMachine, least, busyPerRequest: busy, to } = machine;
  const at = (rate: number): number => machinesNeeded(rate * busy, perMachine, least);
  const [first, last] = [at(0), at(to)];
  const pieces: Piece[] = [];
  let from = 0;
  for (let machines = first; machines <= last && from < to; machines++) {
    if (machines - first === MAX_STEPS) {
      pieces.push({ from, to, steady: false, monthUsd });
      break;
    }
    const full = machines === last ? to : Math.min(to, (machines * perMachine) / busy);
    const usd = monthUsd(full);
    pieces.push({ from, to: full, steady: true, monthUsd: () => usd });
    from = full;
  }
  return pieces;
}
