import { simulate, type Floor, type Reuse, type Service, type SimulationOptions } from './simulator';

/**
 * The points at which the simulator is run once and for all; `run.ts` prints the results, which are kept in
 * `simulated.json`. Every point is run with each of its service laws, and with the same arrivals for all of them.
 */

/**
 * What a point is there for.
 * - `pool`: one request at a time, no maximum, no start-up time: window and floor.
 * - `startup`: the same with a start-up time.
 * - `capped`: one request at a time, a maximum above one, so that requests queue.
 * - `single`: at most one container, one request at a time, with and without start-up.
 * - `unlimited`: any number of requests at a time in one container.
 * - `reading`: a pool point under another order of reuse or another reading of the floor.
 */
export type Group = 'pool' | 'startup' | 'capped' | 'single' | 'unlimited' | 'reading';

export interface GridPoint {
  id: string;
  group: Group;
  /** Arrivals per second times mean service time. */
  rho: number;
  /** Arrivals per second. */
  lambda: number;
  /** Seconds. */
  serviceMean: number;
  /** Seconds. */
  window: number;
  minContainers: number;
  maxContainers: number;
  concurrency: number;
  /** Seconds. */
  startup: number;
  reuse: Reuse;
  floor: Floor;
  seed: number;
  services: readonly Service[];
}

const laws: readonly Service[] = ['exponential', 'fixed', 'lognormal'];

/** The coefficient of variation of the log-normal service times. */
export const lognormalCv = 1;

type Extra = Partial<Omit<GridPoint, 'id' | 'group' | 'rho' | 'lambda' | 'serviceMean' | 'window'>>;
/** Load, window, mean service time, and what differs from the defaults. */
type Row = readonly [rho: number, window: number, serviceMean: number, extra?: Extra];

const min = (minContainers: number): Extra => ({ minContainers });
const start = (startup: number, minContainers = 0): Extra => ({ startup, minContainers });

const rows: Record<Group, readonly Row[]> = {
  pool: [
    // From rare requests to a busy pool, without a floor.
    [0.01, 2, 0.2],
    [0.01, 60, 1],
    [0.01, 300, 5],
    [0.01, 1200, 30],
    [0.02, 10, 0.5],
    [0.05, 30, 1],
    [0.05, 120, 10],
    [0.1, 2, 2],
    [0.1, 60, 2],
    [0.1, 600, 10],
    [0.2, 300, 5],
    [0.3, 10, 0.2],
    [0.3, 60, 5],
    [0.5, 2, 1],
    [0.5, 60, 1],
    [0.5, 1200, 30],
    [0.8, 30, 10],
    [1, 5, 5],
    [1, 60, 2],
    [1, 300, 0.5],
    [1.5, 120, 30],
    [2, 10, 1],
    [2, 60, 0.2],
    [2, 600, 10],
    [3, 60, 5],
    [5, 2, 2],
    [5, 60, 1],
    [5, 300, 20],
    [8, 120, 10],
    [10, 10, 0.5],
    [10, 60, 30],
    [10, 1200, 20],
    [20, 2, 30],
    [20, 60, 0.5],
    [20, 300, 10],
    [20, 1200, 30],
    // With a floor below, at and above the load.
    [0.01, 60, 1, min(1)],
    [0.05, 10, 0.5, min(1)],
    [0.1, 300, 2, min(2)],
    [0.3, 2, 1, min(1)],
    [0.5, 60, 5, min(1)],
    [0.5, 600, 1, min(1)],
    [1, 30, 1, min(1)],
    [1, 60, 10, min(2)],
    [1, 1200, 30, min(4)],
    [2, 10, 0.2, min(1)],
    [2, 60, 2, min(2)],
    [2, 120, 5, min(4)],
    [3, 300, 10, min(8)],
    [5, 5, 1, min(4)],
    [5, 60, 2, min(2)],
    [5, 60, 2, min(8)],
    [8, 600, 30, min(8)],
    [10, 60, 1, min(3)],
    [10, 120, 5, min(8)],
    [20, 30, 2, min(8)],
    [20, 600, 30, min(1)],
  ],
  startup: [
    [0.05, 30, 1, start(5)],
    [0.3, 60, 5, start(15)],
    [1, 60, 2, start(5)],
    [2, 10, 1, start(5, 1)],
    [5, 60, 5, start(15, 4)],
    [10, 30, 2, start(5)],
  ],
  capped: [
    [0.5, 10, 1, { maxContainers: 2 }],
    [1.5, 60, 5, { maxContainers: 2 }],
    [2, 30, 2, { maxContainers: 3, startup: 5 }],
    [4, 60, 1, { maxContainers: 5, minContainers: 2 }],
    [8, 120, 10, { maxContainers: 10, startup: 15 }],
  ],
  single: [
    [0.01, 60, 1, start(0)],
    [0.01, 60, 1, start(15)],
    [0.05, 2, 0.5, start(0)],
    [0.05, 2, 0.5, start(5)],
    [0.1, 300, 10, start(15)],
    [0.2, 10, 2, start(0)],
    [0.2, 10, 2, start(5)],
    [0.2, 10, 2, start(15)],
    [0.3, 60, 30, start(15)],
    [0.5, 2, 1, start(0)],
    [0.5, 2, 1, start(5)],
    [0.5, 60, 5, start(5)],
    [0.5, 30, 30, start(15)],
    [0.7, 5, 10, start(0)],
    [0.7, 5, 10, start(15)],
    [0.85, 2, 2, start(5)],
    [0.85, 20, 30, start(15)],
    [0.5, 60, 5, start(5, 1)],
  ],
  unlimited: (
    [
      [0.01, 10, 0.2],
      [0.01, 300, 5],
      [0.05, 2, 1],
      [0.1, 60, 10],
      [0.3, 2, 1],
      [0.5, 10, 5],
      [0.5, 10, 5, start(5)],
      [1, 2, 5],
      [1, 2, 30, start(15)],
      [2, 2, 2],
      [3, 10, 30, start(5)],
      [5, 30, 20],
      [0.3, 60, 30, min(1)],
      [0.5, 10, 5, min(2)],
      [20, 60, 10, min(1)],
    ] satisfies Row[]
  ).map(([rho, window, serviceMean, extra]): Row => [
    rho,
    window,
    serviceMean,
    { ...extra, concurrency: Infinity },
  ]),
  reading: [
    [0.5, 60, 5, { floor: 'any', minContainers: 1 }],
    [1, 30, 1, { floor: 'any', minContainers: 1 }],
    [2, 60, 2, { floor: 'any', minContainers: 2 }],
    [5, 60, 2, { floor: 'any', minContainers: 8 }],
    [0.3, 60, 5, { reuse: 'lru' }],
    [1, 5, 5, { reuse: 'lru' }],
    [0.3, 60, 5, { reuse: 'random' }],
    [1, 5, 5, { reuse: 'random' }],
    [5, 2, 2, { reuse: 'random' }],
  ],
};

/** All points, in the order of the groups above; the seed of a point is its place plus 1001. */
export const grid: readonly GridPoint[] = (Object.entries(rows) as [Group, readonly Row[]][])
  .flatMap(([group, points]) => points.map((row, i) => ({ group, row, number: i + 1 })))
  .map(({ group, row: [rho, window, serviceMean, extra], number }, index) => ({
    id: `${group}-${String(number).padStart(2, '0')}`,
    group,
    rho,
    lambda: rho / serviceMean,
    serviceMean,
    window,
    minContainers: 0,
    maxContainers: Infinity,
    concurrency: 1,
    startup: 0,
    reuse: 'mru',
    floor: 'preferred',
    seed: 1001 + index,
    services: laws,
    ...extra,
  }));

/** The largest relative standard error of the mean number of live containers that a result may have. */
export const relativeErrorLimit = 0.0025;

/**
 * The largest relative standard errors that a run stops at: of the mean number of live containers, of what it is
 * above the floor, and of the share of requests that meet a cold start (if that is not tiny).
 */
const goals = { live: 0.0015, aboveFloor: 0.005, coldShare: 0.01 };
const tinyShare = 1e-4;
/** Batches that hold this many windows, service times and start-ups are all but independent. */
const spansPerBatch = 10;
const batches = 50;
const fewestArrivals = 1_500_000;
const mostArrivals = 30_000_000;

/** What was simulated, complete and as JSON can hold it: null stands for no limit. */
export interface SimulatedInput {
  lambda: number;
  serviceMean: number;
  service: Service;
  cv: number;
  window: number;
  minContainers: number;
  maxContainers: number | null;
  concurrency: number | null;
  startup: number;
  reuse: Reuse;
  floor: Floor;
  seed: number;
  arrivals: number;
  batches: number;
}

const estimates = [
  'live',
  'busy',
  'starting',
  'idle',
  'permanentIdle',
  'inService',
  'liveShare',
  'coldStartRate',
  'coldShare',
  'startupShare',
  'wait',
] as const;

/** `[mean, standard error]` of each estimate of a `SimulationResult`; see there for meanings and units. */
export type SimulatedOutput = Record<
  Exclude<(typeof estimates)[number], 'permanentIdle'>,
  [number, number]
> & {
  permanentIdle: [number, number] | null;
  batchCorrelation: number | null;
};

/** One entry of `simulated.json`. */
export interface SimulatedPoint {
  id: string;
  group: Group;
  rho: number;
  input: SimulatedInput;
  output: SimulatedOutput;
}

/** Simulates once; the results are rounded to eight digits. */
export function simulateInput(input: SimulatedInput): SimulatedOutput {
  const options: SimulationOptions = {
    ...input,
    maxContainers: input.maxContainers ?? Infinity,
    concurrency: input.concurrency ?? Infinity,
  };
  const result = simulate(options);
  const pairs = estimates.map((name) => {
    const estimate = result[name];
    return [name, estimate && [digits(estimate.mean, 8), digits(estimate.se, 4)]] as const;
  });
  const correlation = Number.isNaN(result.batchCorrelation) ? null : digits(result.batchCorrelation, 3);
  return { ...Object.fromEntries(pairs), batchCorrelation: correlation } as SimulatedOutput;
}

/** Simulates one point with one service law, with ever more arrivals until the results are sharp enough. */
export function measure(point: GridPoint, service: Service): SimulatedPoint {
  const { id, group, rho, lambda, serviceMean, window, minContainers, startup, reuse, floor, seed } = point;
  const span = window + serviceMean + startup;
  let arrivals = Math.max(fewestArrivals, batches * spansPerBatch * span * lambda);
  for (;;) {
    arrivals = Math.min(mostArrivals, Math.ceil(arrivals / 1000) * 1000);
    const input: SimulatedInput = {
      lambda,
      serviceMean,
      service,
      cv: { exponential: 1, fixed: 0, lognormal: lognormalCv }[service],
      window,
      minContainers,
      maxContainers: finite(point.maxContainers),
      concurrency: finite(point.concurrency),
      startup,
      reuse,
      floor,
      seed,
      arrivals,
      batches,
    };
    const output = simulateInput(input);
    const excess = excessOf(input, output);
    const correlated = (output.batchCorrelation ?? 0) > 0.4;
    if ((excess <= 1 && !correlated) || arrivals === mostArrivals) return { id, group, rho, input, output };
    arrivals *= Math.max(correlated ? 3 : 1.5, Math.min(8, 1.2 * excess ** 2));
  }
}

/** The largest standard error in terms of its goal. */
function excessOf({ minContainers }: SimulatedInput, { live, coldShare }: SimulatedOutput): number {
  const aboveFloor = live[0] - minContainers;
  return Math.max(
    live[1] / live[0] / goals.live,
    aboveFloor > 0 ? live[1] / aboveFloor / goals.aboveFloor : 0,
    coldShare[0] > tinyShare ? coldShare[1] / coldShare[0] / goals.coldShare : 0,
  );
}

function finite(limit: number): number | null {
  return Number.isFinite(limit) ? limit : null;
}

function digits(value: number, count: number): number {
  return Number(value.toPrecision(count));
}
