/** The container-seconds of a schedule by its minutes: its runs are played, with their start-ups and the windows between. */
import { atOnce, neverPause } from '../../python/resumable';
import type { PoolSeconds } from '../monthBill';
import type { ArrivalSource } from '../traffic/simulation/arrivals';
import { simulateInSteps, type Simulated } from '../traffic/simulation/simulate';
import { ORDERS, type ReuseOrder } from '../traffic/simulation/simulatorRules';
import type { LikelyRange } from '../traffic/likelyRange';
import type { Pool } from '../traffic/trafficInput';
import type { RunCycle, ScheduledRuns } from './runCycle';

/** With more runs to play than this, the runs count as evenly spaced: playing them takes some milliseconds. */
const MAX_PLAYED = 40_000;
/** Short cycles are measured over several of them, until they have about so many runs. */
const MEASURED_RUNS = 64;

/**
 * The month of runs that start as the cycle says and all take the same time. Exact but for the order of reuse, over which
 * low and high are. Null if there are too many to play: more than some ten thousand run or start at once.
 */
export function playedRuns(runs: ScheduledRuns, cycle: RunCycle, pool: Pool): PoolSeconds | null {
  const { serviceSeconds, startupSeconds } = runs;
  const memory = serviceSeconds + startupSeconds + pool.scaledownWindow;
  const warmUpCycles = Math.ceil(memory / cycle.seconds) + 1;
  const measured = Math.max(1, Math.ceil(MEASURED_RUNS / cycle.at.length));
  if ((warmUpCycles + measured) * cycle.at.length > MAX_PLAYED) return null;
  const play = (order: ReuseOrder): Simulated =>
    atOnce(
      simulateInSteps(
        new CycleArrivals(cycle, serviceSeconds),
        {
          ...pool,
          startupSeconds,
          slots: 1,
          batchWaitSeconds: null,
          singleUse: false,
          starting: 'countsNot',
          order,
        },
        {
          spanSeconds: cycle.seconds * measured,
          spansPerCycle: 1,
          warmUpCycles: Math.ceil(warmUpCycles / measured),
          maxCycles: 1,
          maxArrivals: Infinity,
          maxEvents: 20 * MAX_PLAYED,
          precision: 0,
          seed: 1,
        },
        neverPause,
      ),
    );
  const likely = play('mostRecent');
  if (likely.seconds === 0) return null;
  // One container has no choice.
  const orders = likely.mostContainers > 1 ? ORDERS.filter((order) => order !== 'mostRecent').map(play) : [];
  return monthOf(runs, pool, cycle, [likely, ...orders.filter(({ seconds }) => seconds > 0)]);
}

/** What is beyond the floor comes with the runs; the floor is there all month. */
function monthOf(
  { runs, seconds, startupSeconds }: ScheduledRuns,
  { minContainers }: Pool,
  { isEven }: RunCycle,
  all: readonly Simulated[],
): PoolSeconds {
  const floorSeconds = minContainers * seconds;
  const range = (pick: (each: Simulated, perRun: number) => number): LikelyRange => {
    const values = all.map((each) => pick(each, runs / each.sums.requests));
    return { low: Math.min(...values), likely: values[0]!, high: Math.max(...values) };
  };
  const active = range(({ sums }, perRun) => sums.activeSeconds * perRun);
  const floorIdle = range(({ sums, seconds: played }, perRun) =>
    Math.max(0, floorSeconds - (minContainers * played - sums.floorIdleSeconds) * perRun),
  );
  const live = range(
    ({ sums, seconds: played }, perRun) =>
      floorSeconds + Math.max(0, sums.readySeconds - minContainers * played) * perRun,
  );
  const starts = range(({ sums }, perRun) => sums.starts * perRun);
  return {
    requests: runs,
    activeSeconds: active,
    floorSeconds,
    floorIdleSeconds: floorIdle,
    live,
    tailSeconds: {
      low: Math.max(0, live.low - active.high - floorIdle.high),
      likely: Math.max(0, live.likely - active.likely - floorIdle.likely),
      high: Math.max(0, live.high - active.low - floorIdle.low),
    },
    coldStarts: starts,
    coldStartShare: range(({ sums }) => sums.coldInputs / sums.requests),
    startupSeconds: range(({ sums }, perRun) => sums.starts * perRun * startupSeconds),
    utilization: live.likely > 0 ? Math.min(1, active.likely / live.likely) : 0,
    method: 'schedule',
    assumptions: [{ kind: isEven ? 'evenRuns' : 'runsAsScheduled' }, { kind: 'runsTakeTheSame' }],
    unstable: false,
    wait: all[0]!.wait,
  };
}

/** The runs of a cycle, again and again. */
class CycleArrivals implements ArrivalSource {
  #next = 0;
  #cycle = 0;

  constructor(
    private readonly cycle: RunCycle,
    private readonly serviceSeconds: number,
  ) {}

  fill(at: Float64Array, seconds: Float64Array): number {
    const { at: runs, seconds: length } = this.cycle;
    for (let i = 0; i < at.length; i++) {
      at[i] = this.#cycle * length + runs[this.#next]!;
      seconds[i] = this.serviceSeconds;
      this.#next++;
      if (this.#next < runs.length) continue;
      this.#next = 0;
      this.#cycle++;
    }
    return at.length;
  }
}
