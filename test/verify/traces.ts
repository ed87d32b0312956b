/** Files of requests: the one pass over each against the event simulation, in every setting. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TraceReader } from '../../src/core/cost/trace/readTrace';
import { secondsOf } from '../../src/core/cost/trace/requestTrace';
import { atOnce } from '../../src/core/python/resumable';
import type { Requests } from '../unit/cost/traffic/simulated';
import { settingsOff, type SettingsOff } from './blind';
import { MAX_ROUNDING } from './blindPage';

/** A generated one that is kept here: bursts, groups and heavy service times. */
export const KEPT_TRACE = 'test/fixtures/traces/bursts.csv';

/** What a token takes, where a trace has tokens and no durations. */
const TOKENS = { input: 8_000, output: 50 };

export interface TraceRow extends SettingsOff {
  readonly file: string;
  readonly requests: number;
  readonly gapsCv: number;
}

/** Undefined for a file that is no trace, such as a table of rates. */
export function traceRow(path: string): TraceRow | undefined {
  const reader = new TraceReader({ tokensPerSecond: TOKENS });
  reader.push(readFileSync(path));
  const reading = atOnce(reader.end());
  if (!reading.ok) return undefined;
  const { trace, summary } = reading;
  const requests: Requests = Array.from(trace.arrivals, (at, i) => [at, trace.durations[i]!] as const);
  const file = path.slice(path.lastIndexOf('/') + 1);
  return {
    file,
    requests: requests.length,
    gapsCv: summary.gapsCv,
    ...settingsOff(requests, secondsOf(reading)),
  };
}

/** All traces of a folder, by name. */
export function traceRows(folder: string): TraceRow[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return files.sort().flatMap((name) => traceRow(join(folder, name)) ?? []);
}

export function traceText({ file, requests, gapsCv, settings, seconds, coldStarts }: TraceRow): string {
  return `${file}: ${requests} requests, gaps of CV ${gapsCv.toFixed(1)}, ${settings} settings: container-seconds off by ${seconds.toExponential(1)} at most, cold starts by ${coldStarts}`;
}

/** Whether the one pass is exact in all settings. */
export const isSame = ({ seconds, coldStarts }: SettingsOff): boolean =>
  seconds <= MAX_ROUNDING && coldStarts === 0;
