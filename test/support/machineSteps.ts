import { machinePieces, machinesNeeded, type MachineMonths } from '../../src/core/cost/comparison/machines';
import type { Piece } from '../../src/core/cost/comparison/rateBreakEven';

/** Machines of one price each, in terms of the requests they take. */
export interface PricedMachines extends Omit<MachineMonths, 'monthUsd'> {
  readonly machineMonthUsd: number;
}

/** Their month as a step function of the request rate. */
export function machineSteps({ machineMonthUsd, ...machines }: PricedMachines): Piece[] {
  const { busyPerRequest, perMachine, least } = machines;
  const monthUsd = (rate: number): number =>
    machinesNeeded(rate * busyPerRequest, perMachine, least) * machineMonthUsd;
  return machinePieces({ ...machines, monthUsd });
}
