import { tracePoolsInSteps, type TracePoolLimits } from '../../core/cost/trace/tracePools';
import type { PreparedTrace } from '../../core/render/scenario/traceView';
import { Slices } from '../../host/slices';
import type { ChosenTrace } from './chooseTrace';

let prepared = 0;

/** A trace in a panel: its pools are worked out anew where limits change, a few milliseconds at a time. */
export class PanelTrace {
  private limits = '';
  private latest: Promise<PreparedTrace | null> | undefined;

  constructor(readonly chosen: ChosenTrace) {}

  /** Null if it has too many pauses to draw. */
  prepare(limits: TracePoolLimits): Promise<PreparedTrace | null> {
    const key = JSON.stringify(limits);
    if (!this.latest || key !== this.limits) {
      this.limits = key;
      this.latest = this.work(limits);
    }
    return this.latest;
  }

  private async work(limits: TracePoolLimits): Promise<PreparedTrace | null> {
    const { file, reading, from } = this.chosen;
    const slices = new Slices();
    const pools = await slices.run(tracePoolsInSteps(reading, limits, slices.isOver));
    return pools && { id: ++prepared, file, ofTeam: from === null, reading, pools };
  }
}
