/** The container-seconds of a schedule: its runs start at fixed times, not at random. */
import type { PoolSeconds } from '../monthBill';
import { playedRuns } from './playedRuns';
import type { ScheduledRuns } from './runCycle';
import { exactly, range } from '../traffic/likelyRange';
import type { Pool } from '../traffic/trafficInput';

/** The months that were played last: a lens asks for the same one again and again. */
const played = new Map<string, PoolSeconds | null>();
const MAX_PLAYED_MONTHS = 256;

/**
 * The container-seconds of a schedule: by its minutes, or as evenly spaced runs where there are too many to play, or more
 * than `max_containers` can serve.
 */
export function scheduledSeconds(runs: ScheduledRuns, pool: Pool): PoolSeconds {
  const busy = (runs.runs * runs.serviceSeconds) / runs.seconds;
  if (!runs.cycle || busy > (pool.maxContainers ?? Infinity)) return evenSeconds(runs, pool);
  const key = JSON.stringify([runs, pool]);
  let month = played.get(key);
  if (month === undefined) {
    month = playedRuns(runs, runs.cycle, pool);
    if (played.size >= MAX_PLAYED_MONTHS) played.clear();
    played.set(key, month);
  }
  return month ?? evenSeconds(runs, pool);
}

/**
 * Runs with a fixed distance P that take S each: k = ⌊S/P⌋ containers are always busy, and one more for S − kP of every
 * P, which then keeps running for the window. So live = k + min(1, (S − kP + W)/P), exactly. The additional one starts
 * anew for each run, unless it is still running at the next. The runs of a cron line may be close together: low is
 * their own time, high adds a window for each. If `max_containers` is not more than the mean number of busy containers,
 * the queue grows without limit.
 */
export function evenSeconds(
  { runs, serviceSeconds: service, startupSeconds, seconds }: Omit<ScheduledRuns, 'cycle'>,
  { minContainers: m, maxContainers, bufferContainers, scaledownWindow: window }: Pool,
): PoolSeconds {
  const most = maxContainers ?? Infinity;
  const distance = seconds / runs;
  const busy = service / distance;
  const unstable = busy > most;
  const atWork = Math.min(busy, most) * seconds;
  const always = Math.floor(busy);
  const share = Math.min(1, busy - always + window / distance);
  const room = Math.min(bufferContainers, most - m);
  const inUse = Math.min(1, (service + window) / distance);
  const floor = m * seconds;
  const ceiling = Math.min(most * seconds, floor + runs * (service + window) + room * seconds);
  const live = range(
    Math.max(floor, atWork),
    Math.min(most, Math.max(m, always + share) + room * inUse) * seconds,
    ceiling,
  );
  const idle = Math.max(0, floor - atWork);
  // A cron line starts at most one run per minute, so no more containers than this are busy at once.
  const peak = Math.max(1, Math.min(most, Math.max(Math.ceil(service / 60), always + 1)));
  const floorIdle = range(idle, idle, floor - Math.min(floor, atWork * Math.min(1, m / peak)));
  const starts = range(0, unstable || m > always || share >= 1 || most <= always ? 0 : runs, runs);
  return {
    requests: runs,
    activeSeconds: exactly(atWork),
    floorSeconds: floor,
    floorIdleSeconds: floorIdle,
    live,
    tailSeconds: range(
      0,
      Math.max(0, live.likely - atWork - floorIdle.likely),
      Math.max(0, live.high - atWork - floorIdle.low),
    ),
    coldStarts: starts,
    coldStartShare: range(0, runs > 0 ? starts.likely / runs : 0, runs > 0 ? 1 : 0),
    startupSeconds: {
      low: starts.low * startupSeconds,
      likely: starts.likely * startupSeconds,
      high: starts.high * startupSeconds,
    },
    utilization: live.likely > 0 ? Math.min(1, atWork / live.likely) : 0,
    method: 'schedule',
    assumptions: [{ kind: 'evenRuns' }],
    unstable,
  };
}
