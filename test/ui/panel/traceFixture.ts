/** A trace of two days: quiet nights, busy days, and a burst each hour. */
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { calendarShape, GeneratedArrivals } from '../../../src/core/cost/traffic/simulation/arrivals';
import { readTrace } from '../../../src/core/cost/trace/readTrace';
import { tracePoolsInSteps } from '../../../src/core/cost/trace/tracePools';
import type { PreparedTrace } from '../../../src/core/render/scenario/traceView';

/** Two days of requests as CSV: `timestamp,duration_ms`, from 2026-11-09 06:10 UTC on. */
export function traceCsv(): string {
  const begin = Date.UTC(2026, 10, 9, 6, 10);
  const rows: [at: number, seconds: number][] = [];
  for (let minute = 0; minute < 2 * 1_440; minute++) {
    const isDay = (minute + 370) % 1_440 < 1_080;
    if (isDay || minute % 17 === 0) rows.push([minute * 60 + (minute % 7), 2 + (minute % 5)]);
    if (isDay && minute % 60 === 20) for (let i = 0; i < 6; i++) rows.push([minute * 60 + 30 + i / 4, 8 + i]);
  }
  const lines = rows
    .sort(([a], [b]) => a - b)
    .map(([at, seconds]) => `${new Date(begin + at * 1_000).toISOString()},${seconds * 1_000}`);
  return ['timestamp,duration_ms', ...lines].join('\n');
}

/** So many random requests over some days, few at night; a higher CV of the gaps makes bursts. */
export function randomTraceCsv(count: number, days = 30, gapCv = 1): string {
  const [at, seconds] = [new Float64Array(count), new Float64Array(count)];
  const requestsPerSecond = count / (days * 86_400);
  const shape = calendarShape(Array.from({ length: 24 }, (_, hour) => (hour < 7 ? 1 : 5)))!;
  new GeneratedArrivals({ requestsPerSecond, serviceSeconds: 20, gapCv, shape }, 1).fill(at, seconds);
  const rows = Array.from(at, (each, i) => `${1_793_491_200 + each},${seconds[i]!}`);
  return ['timestamp,duration', ...rows].join('\n');
}

export function preparedTrace(id = 1, csv = traceCsv()): PreparedTrace {
  const reading = readTrace(new TextEncoder().encode(csv));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  const limits = { maxContainers: null, concurrency: 1, singleUse: false };
  return {
    id,
    file: 'requests.csv',
    reading,
    ofTeam: false,
    pools: atOnce(tracePoolsInSteps(reading, limits, neverPause))!,
  };
}
