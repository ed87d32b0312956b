/** What a pool costs per month as in a trace, as numbers: for the host, and for the page while a reader drags. */
import type { BillPartName } from '../../cost/monthBill';
import type { ObservedPool } from '../../cost/traffic/inProgress';
import type { TraceModel } from './panelView';

/** One line of the bill: container-seconds over the trace × months of the trace × rate = USD. */
export interface TracePart {
  readonly part: BillPartName;
  readonly seconds: number;
  readonly perSecond: number;
  readonly billed: boolean;
  /** USD per month. */
  readonly usd: number;
}

/** A month as in a trace: the time that it covers, as often as a month has it. */
export interface TraceMonth {
  readonly parts: readonly TracePart[];
  readonly usd: number;
}

/** How often a month has the time of a trace. */
export const timesPerMonth = ({ secondsPerMonth }: TraceModel, seconds: number): number =>
  secondsPerMonth / seconds;

/** The bill of a pool by the rules of the book. `seconds`: of the trace. */
export function traceMonth(
  model: TraceModel,
  pool: ObservedPool & { readonly starts?: number },
  seconds: number,
): TraceMonth {
  const { activePerSecond: active, idlePerSecond: idle, bills, clusterSize, startupSeconds } = model;
  const { liveSeconds, activeSeconds, floorIdleSeconds, coldStarts, starts = coldStarts } = pool;
  const times = timesPerMonth(model, seconds);
  const part = (name: BillPartName, each: number, perSecond: number, billed: boolean): TracePart => {
    const ofAll = Math.max(0, each) * clusterSize;
    return { part: name, seconds: ofAll, perSecond, billed, usd: billed ? ofAll * times * perSecond : 0 };
  };
  const parts = [
    part('active', activeSeconds, active, true),
    part('floorIdle', floorIdleSeconds, idle, true),
    part('tail', liveSeconds - activeSeconds - floorIdleSeconds, active, bills.tail),
    part('startup', starts * startupSeconds, active, bills.startup),
  ];
  return { parts, usd: parts.reduce((sum, { usd }) => sum + usd, 0) };
}
