/** Machines, and workers that are always on: billed for the whole month, busy or not. */
import type { TrafficUsage } from '../demand';
import type { Piece } from './rateBreakEven';

/**
 * How many containers of `gpus` GPUs fit on a machine of `gpusPerInstance`; 0 if not even one does. If the book does
 * not give the number of GPUs of a machine, its price is per GPU, and a machine of exactly the needed size is assumed.
 */
export function containersPerMachine(gpusPerInstance: number | null | undefined, gpus: number): number {
  return gpusPerInstance == null ? 1 : Math.floor(gpusPerInstance / gpus);
}

/** The excess load at which another machine is counted: less is rounding, not load. */
const ROUNDING = 1e-9;

/**
 * Machines for a mean number of busy containers, each machine busy up to 100%. A machine is paid as a whole, and any
 * load needs at least one. `least` containers must fit on the machines at the same time (the size of a cluster).
 */
export function machinesNeeded(busyContainers: number, perMachine: number, least = 1): number {
  const containers = Math.max(least, busyContainers * (1 - ROUNDING));
  return Math.max(1, Math.ceil(containers / perMachine));
}

/**
 * Mean number of busy containers within the active hours for one request per day; 0 if no day has traffic. Containers
 * that serve several requests at once are assumed to be full.
 */
export function busyPerRequest(
  { secondsPerRequest, activeHoursPerDay, daysPerMonth, concurrency }: TrafficUsage,
  clusterSize: number,
): number {
  if (daysPerMonth === 0) return 0;
  return (secondsPerRequest * clusterSize) / (activeHoursPerDay * 3_600 * concurrency);
}

/** The input of `machineSteps`. */
export interface MachineMonths {
  /** USD per month for the machines that a number of requests per day needs. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** Containers that fit on a machine. */
  readonly perMachine: number;
  /** Containers that must fit on the machines at the same time. */
  readonly least: number;
  /** Busy containers for one request per day: 0 if there is no traffic at any rate. */
  readonly busyPerRequest: number;
  /** The highest number of requests per day that is needed. */
  readonly to: number;
}

/** Machines are counted one by one up to this number; beyond it, the steps are small compared with the sum. */
const MAX_STEPS = 64;

/**
 * The cost per month of machines as a step function of the request rate: as many machines as the busy containers need,
 * each busy up to 100%.
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
