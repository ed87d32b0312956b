/** The product's simulator, and its one pass, beside a simulator in Python that was written from the rules alone. */
import { execFileSync } from 'node:child_process';
import { containerRate } from '../../src/core/cost/containerRate';
import { listBook } from '../../src/core/pricing/bundled';
import {
  observed,
  played,
  simulatedPool,
  simulatedTraffic,
  type Requests,
} from '../unit/cost/traffic/simulated';
import { REAL_TRAFFIC } from '../unit/cost/traffic/realTraffic';
import { GRID_CASES, PASS_CASES, TABLE_CASES, type BlindCase } from './blindCases';
import kept from './blind.json';

/** Mean containers, and the share of requests that hit a cold start. */
export interface Seen {
  readonly containers: number;
  readonly coldShare: number;
}

/** The same requests, simulated by both. */
export interface Pair {
  readonly name: string;
  readonly ours: Seen;
  /**
   * By the blind one a cold start is a container that starts for an input, which with one input per container and no
   * buffer is the same; else ours are at least these, and at most the inputs that found no free slot.
   */
  readonly blind: Seen & { readonly noSlotShare: number };
}

/** How far ours are off. */
export interface Deviation {
  /** Of containers, as a share. */
  readonly containers: number;
  /** Of the share of cold starts: 0 between the two shares of the blind one. */
  readonly coldShare: number;
}

export function deviationOf({ ours, blind }: Pair): Deviation {
  const below = Math.max(0, blind.coldShare - ours.coldShare);
  const above = ours.coldShare - blind.coldShare;
  const isOneToOne = above <= SAME || ours.coldShare > blind.noSlotShare;
  return {
    containers: ours.containers / blind.containers - 1,
    coldShare: below > 0 ? -below : isOneToOne ? above : 0,
  };
}

/** Shares that differ by less are the same. */
const SAME = 1e-6;

/** A row of the table of real traffic: USD per month and cold starts, stated, by a long run of ours, and by both on the same requests. */
export interface TableRow extends Pair {
  readonly gpu: string;
  readonly stated: { readonly usd: number; readonly coldShare: number } | null;
  readonly long: { readonly usd: number; readonly coldShare: number } | null;
}

/** One trace under all settings: how far the one pass is off at most, of container-seconds as a share and of cold starts. */
export interface PassRow extends SettingsOff {
  readonly name: string;
  /** The same against the blind simulator, for a few settings. */
  readonly blindSettings: number;
  readonly blindSeconds: number;
  readonly blindColdStarts: number;
}

export interface BlindResults {
  readonly table: readonly TableRow[];
  readonly grid: readonly Pair[];
  readonly pass: readonly PassRow[];
}

export const storedBlind: BlindResults = kept;

/** Whether there is a Python to run the blind simulator with. */
export function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Everything again: about three minutes. */
export function measureBlind(said: (name: string) => void): BlindResults {
  const pair = (each: BlindCase): Pair => {
    said(each.name);
    return { name: each.name, ours: oursOf(each), blind: blindOf(each) };
  };
  return {
    table: TABLE_CASES.map((each) => tableRow(pair(each))),
    grid: GRID_CASES.map(pair),
    pass: PASS_CASES.map((each) => {
      said(`one pass: ${each.name}`);
      return passRow(each);
    }),
  };
}

export function oursOf({ requests, seconds, pool }: BlindCase): Seen {
  const { sums } = played(requests(), seconds, pool);
  return rounded({
    containers: (sums.readySeconds + sums.startingSeconds) / seconds,
    coldShare: sums.coldInputs / sums.requests,
  });
}

/** As the blind simulator answers, as far as it is needed. */
interface BlindAnswer {
  readonly inputs: number;
  readonly starts: number;
  readonly containers: number;
  readonly cold: { readonly starts_for_inputs: number; readonly found_no_slot: number };
}

function blindOf(each: BlindCase): Pair['blind'] {
  const { containers, cold } = askBlind(each);
  const seen = rounded({ containers, coldShare: cold.starts_for_inputs });
  return { ...seen, noSlotShare: round(cold.found_no_slot) };
}

const REUSE = { mostRecent: 'recent', leastRecent: 'oldest', random: 'random' } as const;

function askBlind({ requests, seconds, pool }: BlindCase): BlindAnswer {
  const full = simulatedPool(pool);
  const options = {
    length: seconds,
    window: full.scaledownWindow,
    min: full.minContainers,
    max: full.maxContainers,
    buffer: full.bufferContainers,
    concurrency: full.slots,
    single_use: full.singleUse,
    startup: full.startupSeconds,
    reuse: REUSE[full.order],
    arrivals: { kind: 'list', inputs: requests() },
    // Where a rule may be read in two ways: a container that the buffer needs gets another window.
    readings: { overdue: full.bufferContainers > 0 ? 'waits again' : 'stops' },
  };
  const output = execFileSync('python3', ['test/model/blind/simulate.py'], {
    input: JSON.stringify(options),
    encoding: 'utf8',
    maxBuffer: 1e6,
  });
  return JSON.parse(output) as BlindAnswer;
}

/** USD per month at Modal's list, with so many containers all the time. */
export function monthUsd(containers: number, gpu: string): number {
  const books = { book: listBook, list: listBook };
  const rate = containerRate({ type: gpu, count: 1 }, { params: {}, sandbox: false }, books)!;
  return containers * rate.activePerSecond.low * listBook.hoursPerMonth.value * 3_600;
}

function tableRow(pair: Pair): TableRow {
  const real = REAL_TRAFFIC.find(({ name }) => name === pair.name);
  if (!real) return { ...pair, gpu: pair.name.startsWith('Cron') ? 'T4' : 'H100', stated: null, long: null };
  const { traffic, pool, plan = {}, usd, coldShare } = real;
  const run = simulatedTraffic(traffic, pool, { precision: 0.003, ...plan });
  const containers = (run.sums.readySeconds + run.sums.startingSeconds) / run.seconds;
  return {
    ...pair,
    gpu: 'H100',
    stated: { usd, coldShare },
    long: { usd: round(monthUsd(containers, 'H100')), coldShare: round(run.coldStartShare.mean) },
  };
}

const WINDOWS = [2, 5, 10, 20, 30, 60, 120, 300, 1_200];
const FLOORS = [0, 1, 2, 3, 5, 8];
const ASKED: readonly (readonly [floor: number, window: number])[] = [
  [0, 60],
  [2, 10],
  [5, 300],
];

/** How far the one pass is off from the event simulation: container-seconds as a share, and cold starts. */
export interface SettingsOff {
  readonly settings: number;
  readonly seconds: number;
  readonly coldStarts: number;
}

/** The largest deviations over all windows and floors. */
export function settingsOff(requests: Requests, until: number): SettingsOff {
  const pass = observed(requests, until);
  let [seconds, coldStarts] = [0, 0];
  for (const scaledownWindow of WINDOWS)
    for (const minContainers of FLOORS) {
      const { sums } = played(requests, until, { minContainers, scaledownWindow });
      const pool = pass.pool(minContainers, scaledownWindow);
      seconds = Math.max(seconds, Math.abs(pool.liveSeconds / sums.readySeconds - 1));
      coldStarts = Math.max(coldStarts, Math.abs(pool.coldStarts - sums.coldInputs));
    }
  return { settings: WINDOWS.length * FLOORS.length, seconds, coldStarts };
}

function passRow({ name, requests, seconds }: BlindCase): PassRow {
  const list = requests();
  const pass = observed(list, seconds);
  let [blindSeconds, blindColdStarts] = [0, 0];
  for (const [minContainers, scaledownWindow] of ASKED) {
    const pool = { minContainers, scaledownWindow };
    const answer = askBlind({ name, requests: () => list, seconds, pool });
    const { liveSeconds, coldStarts: cold } = pass.pool(minContainers, scaledownWindow);
    blindSeconds = Math.max(blindSeconds, Math.abs(liveSeconds / (answer.containers * seconds) - 1));
    blindColdStarts = Math.max(blindColdStarts, Math.abs(cold - answer.starts));
  }
  return {
    name,
    ...settingsOff(list, seconds),
    blindSettings: ASKED.length,
    blindSeconds,
    blindColdStarts,
  };
}

const round = (value: number): number => Number(value.toPrecision(8));
const rounded = ({ containers, coldShare }: Seen): Seen => ({
  containers: round(containers),
  coldShare: round(coldShare),
});
