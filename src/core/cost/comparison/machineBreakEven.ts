import { containersPerMachine } from './machines';
import { machinePerHour, type OfferTerms } from './offerMonth';
import { utilizationBreakEven, type UtilizationBreakEven } from './utilizationBreakEven';

/** Modal's side of a break-even. */
export interface BreakEvenSide {
  readonly gpuCount: number;
  /** One active container, in USD per hour, with CPU and memory if they are billed. */
  readonly activePerHour: number;
  /** The warm floor without any traffic, in USD per hour. */
  readonly floorPerHour: number;
}

/**
 * The utilization from which a machine is cheaper than Modal: for the comparison and for the fit alike.
 * @param containers how many share the machine; by default as many as fit on it
 */
export function machineBreakEven(
  { gpuCount, activePerHour, floorPerHour }: BreakEvenSide,
  terms: Pick<OfferTerms, 'perGpuHour' | 'gpusPerInstance'>,
  containers = containersPerMachine(terms.gpusPerInstance, gpuCount),
): UtilizationBreakEven {
  return utilizationBreakEven({
    machinePerHour: machinePerHour(terms, gpuCount),
    activePerHour,
    containersPerMachine: containers,
    floorPerHour,
  });
}
