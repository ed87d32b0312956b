/** Whether a number of machines does the same work as Modal, or makes requests wait. */
import type { TrafficUsage } from '../demand';
import { meanWait } from '../traffic/waiting';

/** The requests that wait for a place on machines that are nearly full. */
export interface MachineQueue {
  /** Requests in progress on average ÷ places for them, 0…1. */
  readonly utilization: number;
  /** Mean seconds that a request waits; null if the queue grows as long as the traffic lasts. */
  readonly meanWaitSeconds: number | null;
}

/** Our threshold: from this utilization on, the wait is shown. It is the highest load in the review's scenarios. */
const NOTED_UTILIZATION = 0.8;

/**
 * The queue for `containers` containers that are always there, if their utilization is 80% or more within the active
 * hours; null below, where waits are short or as on Modal.
 */
export function machineQueue(
  containers: number,
  clusterSize: number,
  { requestsPerDay, secondsPerRequest, activeHoursPerDay, concurrency }: TrafficUsage,
): MachineQueue | null {
  const places = Math.floor(containers / clusterSize) * concurrency;
  const load = (requestsPerDay * secondsPerRequest) / (activeHoursPerDay * 3_600);
  const utilization = Math.min(1, load / places);
  if (utilization < NOTED_UTILIZATION * (1 - 1e-9)) return null;
  return { utilization, meanWaitSeconds: meanWait(places, load, secondsPerRequest) };
}

/**
 * Whether a queue makes it other work than on Modal. Our threshold: above 80% utilization, a mean wait that is longer
 * than the requests themselves take.
 */
export function isTooLong(queue: MachineQueue | null, { secondsPerRequest }: TrafficUsage): boolean {
  if (!queue || queue.utilization <= NOTED_UTILIZATION * (1 + 1e-9)) return false;
  return queue.meanWaitSeconds === null || queue.meanWaitSeconds > secondsPerRequest;
}
