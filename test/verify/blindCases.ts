/** What is simulated twice: by the product's simulator and by test/model/blind/simulate.py, each with the same requests. */
import {
  GeneratedArrivals,
  calendarShape,
  type GeneratedTraffic,
} from '../../src/core/cost/traffic/simulation/arrivals';
import type { SimulatedPool } from '../../src/core/cost/traffic/simulation/simulatorRules';
import type { Requests } from '../unit/cost/traffic/simulated';
import { REAL_TRAFFIC } from '../unit/cost/traffic/realTraffic';

export interface BlindCase {
  readonly name: string;
  readonly requests: () => Requests;
  /** Seconds that are simulated. */
  readonly seconds: number;
  readonly pool: Partial<SimulatedPool>;
}

const DAY = 86_400;
/** Requests of a case of the table, and of one of the grid. */
const [MANY, FEW] = [100_000, 15_000];

function generated(
  name: string,
  traffic: GeneratedTraffic,
  pool: Partial<SimulatedPool>,
  count: number,
  seed: number,
): BlindCase {
  const requests = (): Requests => {
    const [at, service] = [new Float64Array(count), new Float64Array(count)];
    new GeneratedArrivals(traffic, seed).fill(at, service);
    return Array.from(at, (time, i) => [time, service[i]!] as const);
  };
  return { name, requests, seconds: Math.floor(count / traffic.requestsPerSecond), pool };
}

/** A run of 10 s each minute from 9 to 17 on weekdays, for four weeks from a Monday on. */
const weekdays = (): Requests =>
  Array.from({ length: 20 * 480 }, (_, run) => {
    const day = Math.floor(run / 480);
    return [(Math.floor(day / 5) * 7 + (day % 5)) * DAY + 9 * 3_600 + (run % 480) * 60, 10] as const;
  });

const cron: BlindCase = {
  name: 'Cron("* 9-16 * * 1-5"), 10 s, with 20 s of start-up',
  requests: weekdays,
  seconds: 28 * DAY,
  pool: { startupSeconds: 20 },
};

const long: BlindCase = generated(
  '50,000 a day × 0.2 s with 300 s of start-up and a window of 20 s',
  { requestsPerSecond: 50_000 / DAY, serviceSeconds: 0.2 },
  { startupSeconds: 300, scaledownWindow: 20 },
  MANY,
  1,
);

/** The table of real traffic. */
export const TABLE_CASES: readonly BlindCase[] = [
  ...REAL_TRAFFIC.map(({ name, traffic, pool }, i) => generated(name, traffic, pool, MANY, i + 1)),
  long,
  cron,
];

/** Start-up, buffers, concurrency, groups, variation, bursts and the shape of a day: one or two at a time. */
export const GRID_CASES: readonly BlindCase[] = (
  [
    ['start-up 0 s', {}, {}],
    ['start-up 15 s', {}, { startupSeconds: 15 }],
    ['start-up 120 s', {}, { startupSeconds: 120 }],
    ['start-up 600 s', {}, { startupSeconds: 600 }],
    ['start-up 60 s, window 2 s', {}, { startupSeconds: 60, scaledownWindow: 2 }],
    ['start-up 20 s, 3 warm', {}, { startupSeconds: 20, minContainers: 3 }],
    ['start-up 20 s, at most 4', {}, { startupSeconds: 20, maxContainers: 4 }],
    ['buffer 1', {}, { bufferContainers: 1, startupSeconds: 15 }],
    ['buffer 2, no start-up', {}, { bufferContainers: 2 }],
    ['buffer 4', {}, { bufferContainers: 4, startupSeconds: 60 }],
    ['concurrency 4', {}, { slots: 4, startupSeconds: 15 }],
    ['concurrency 64', { requestsPerSecond: 40 }, { slots: 64, startupSeconds: 15 }],
    ['groups of 5', { requestsAtOnce: 5 }, { startupSeconds: 15 }],
    ['groups of 20', { requestsAtOnce: 20 }, { startupSeconds: 15 }],
    ['groups of 100, concurrency 8', { requestsAtOnce: 100 }, { startupSeconds: 15, slots: 8 }],
    ['gaps of CV 2', { gapCv: 2 }, { startupSeconds: 15 }],
    ['gaps of CV 5', { gapCv: 5 }, { startupSeconds: 60 }],
    ['service fixed', { serviceCv: 0 }, { startupSeconds: 15 }],
    ['service of CV 3', { serviceCv: 3 }, { startupSeconds: 15 }],
    ['bursts of 5 minutes', { bursts: { perDay: 30, seconds: 300, share: 0.9 } }, { startupSeconds: 20 }],
    [
      'busy by day',
      { shape: calendarShape(Array.from({ length: 24 }, (_, h) => (h < 8 ? 1 : 6)))! },
      { startupSeconds: 30 },
    ],
    ['single use', {}, { singleUse: true, startupSeconds: 10 }],
    ['least recently used first', {}, { order: 'leastRecent', startupSeconds: 15 }],
  ] satisfies [string, Partial<GeneratedTraffic>, Partial<SimulatedPool>][]
).map(([name, traffic, pool], i) =>
  generated(name, { requestsPerSecond: 0.5, serviceSeconds: 4, ...traffic }, pool, FEW, 100 + i),
);

/** Without start-up and buffers, where one pass is exact: also one that looks like requests to a language model. */
export const PASS_CASES: readonly BlindCase[] = (
  [
    ['Poisson', {}],
    ['gaps of CV 5', { gapCv: 5 }],
    ['groups of 20', { requestsAtOnce: 20 }],
    ['bursts of 5 minutes', { bursts: { perDay: 30, seconds: 300, share: 1 } }],
    ['busy by day', { shape: calendarShape(Array.from({ length: 24 }, (_, h) => (h < 8 ? 1 : 6)))! }],
    [
      'like a language model’s: gaps of CV 13, service of CV 1.5',
      { gapCv: 13, serviceCv: 1.5, requestsPerSecond: 2.5 },
    ],
  ] satisfies [string, Partial<GeneratedTraffic>][]
).map(([name, traffic], i) =>
  generated(name, { requestsPerSecond: 0.5, serviceSeconds: 4, ...traffic }, {}, FEW, 200 + i),
);
