/** Months of real traffic, each with what an independent event simulation says of it, at Modal's list for an H100. */
import type { GeneratedTraffic } from '../../../../src/core/cost/traffic/simulation/arrivals';
import type { SimulationPlan } from '../../../../src/core/cost/traffic/simulation/simulate';
import type { SimulatedPool } from '../../../../src/core/cost/traffic/simulation/simulatorRules';

const DAY = 86_400;
const perDay = (requests: number): number => requests / DAY;

export interface RealTraffic {
  readonly name: string;
  readonly traffic: GeneratedTraffic;
  readonly pool: Partial<SimulatedPool>;
  /** How long to simulate it. */
  readonly plan?: Partial<SimulationPlan>;
  /** USD per month, and the share of requests that hit a cold start, by the independent simulation. */
  readonly usd: number;
  readonly coldShare: number;
}

export const REAL_TRAFFIC: readonly RealTraffic[] = [
  {
    name: '2,000 a day × 1 s with 300 s of start-up',
    traffic: { requestsPerSecond: perDay(2_000), serviceSeconds: 1 },
    pool: { startupSeconds: 300 },
    usd: 11_843,
    coldShare: 0.462,
  },
  {
    name: '50,000 a day × 0.2 s with 15 s of start-up and gaps of CV 5',
    traffic: { requestsPerSecond: perDay(50_000), serviceSeconds: 0.2, gapCv: 5 },
    pool: { startupSeconds: 15 },
    // Gaps so uneven leave this run within 0.6%; thirty million arrivals give $14,225.
    plan: { precision: 0.004, maxArrivals: 3e6, seed: 7 },
    usd: 14_331,
    coldShare: 0.084,
  },
  {
    name: 'the same twenty at a time',
    traffic: { requestsPerSecond: perDay(50_000), serviceSeconds: 0.2, requestsAtOnce: 20 },
    pool: { startupSeconds: 15 },
    plan: { precision: 0.008, maxArrivals: 1e6 },
    usd: 78_306,
    coldShare: 0.46,
  },
  {
    name: '800 a day × 4 s with 20 s of start-up in bursts of 5 minutes at 20 × the rate',
    traffic: {
      requestsPerSecond: perDay(800),
      serviceSeconds: 4,
      bursts: { perDay: 14.4, seconds: 300, share: 1 },
    },
    pool: { startupSeconds: 20 },
    plan: { spanSeconds: DAY, precision: 0.008, maxArrivals: 1e6 },
    usd: 602,
    coldShare: 0.15,
  },
  {
    name: '43,200 a day × 2 s with two buffer containers',
    traffic: { requestsPerSecond: perDay(43_200), serviceSeconds: 2 },
    pool: { scaledownWindow: 10, bufferContainers: 2 },
    plan: { precision: 0.002 },
    usd: 12_128,
    coldShare: 0.0024,
  },
];
