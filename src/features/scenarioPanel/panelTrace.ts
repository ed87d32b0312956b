import { tracePoolsInSteps, type TracePoolLimits } from '../../core/cost/trace/tracePools';
import type { PreparedTrace } from '../../core/render/scenario/traceView';
import { Slices } from '../../host/slices';
import type { ChosenTrace } from './chooseTrace';

let prepared = 0;

/** A trace in a panel: its pools are worked out anew where limits change, a few milliseconds at a time. */
export class PanelTrace {
  private limits = '';
  private latest: Promise<PreparedTrace | null | undefined> | undefined;
  private turn = 0;

  constructor(readonly chosen: ChosenTrace) {}

  /** Null if it has too many pauses to draw; undefined if other limits were asked about meanwhile. */
  prepare(limits: TracePoolLimits): Promise<PreparedTrace | null | undefined> {
    const key = JSON.stringify(limits);
    if (!this.latest || key !== this.limits) {
      this.limits = key;
      const turn = ++this.turn;
      this.latest = this.work(limits, () => turn !== this.turn);
    }
    return this.latest;
  }

  private async work(
    limits: TracePoolLimits,
    isStopped: () => boolean,
  ): Promise<PreparedTrace | null | undefined> {
    const { file, reading, from } = this.chosen;
    const slices = new Slices();
    const steps = tracePoolsInSteps(reading, limits, slices.isOver);
    const pools = await slices.runUnless(steps, isStopped);
    return pools && { id: ++prepared, file, ofTeam: from === null, reading, pools };
  }
}
