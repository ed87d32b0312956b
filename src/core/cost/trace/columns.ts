/** Which column of a trace is what, and in which unit, by its name. */
import type { TraceRole, TraceUnit } from './traceOutcomes';

/** Whatever its case, its spaces and its other signs. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9µμ]/g, '');

/** Names of each role, the most telling first. One may end with a unit. */
const NAMES: Readonly<Record<TraceRole, readonly string[]>> = {
  start: [
    ...['arrived_at', 'arrival_time', 'arrival_timestamp', 'arrival', 'received_at'],
    ...['start_time', 'start_timestamp', 'start_time_unix', 'started_at', 'start'],
    ...['timestamp', 'datetime', 'gmt_create', 'created_at', 'time_iso8601', 'msec', 'time_local'],
    ...['asctime', 'time', 'ts', 'date', 't'],
  ].map(plain),
  end: [
    ...['end_time', 'end_timestamp', 'end_time_unix', 'ended_at', 'end'],
    ...['finished_at', 'finish_time', 'finish', 'completed_at', 'completion_time', 'stopped_at', 'stop'],
  ].map(plain),
  duration: [
    ...['duration', 'request_time', 'latency', 'elapsed', 'elapsed_time', 'exec_time', 'execution_time'],
    // A name that is all unit: `seconds`.
    ...['processing_time', 'response_time', 'service_time', 'runtime', 'took', ''],
  ].map(plain),
  inputTokens: ['context_tokens', 'input_tokens', 'prompt_tokens', 'input_length', 'prompt_length'].map(
    plain,
  ),
  outputTokens: ['generated_tokens', 'output_tokens', 'completion_tokens', 'output_length'].map(plain),
};

/** Endings that say a unit, the longest first within each. */
const UNITS: readonly (readonly [string, TraceUnit])[] = [
  ...['nanoseconds', 'nanosecond', 'nanos', 'nano', 'ns'].map((each) => [each, 'ns'] as const),
  ...['microseconds', 'microsecond', 'micros', 'us', 'µs', 'μs'].map((each) => [each, 'us'] as const),
  ...['milliseconds', 'millisecond', 'millis', 'msec', 'msecs', 'ms'].map((each) => [each, 'ms'] as const),
  ...['seconds', 'second', 'secs', 'sec', 's'].map((each) => [each, 's'] as const),
];

/** nginx’s `$msec` and `$request_time` are in seconds. */
const OWN_UNITS: ReadonlyMap<string, TraceUnit> = new Map([
  [plain('msec'), 's'],
  [plain('request_time'), 's'],
]);

export interface NamedColumn {
  readonly name: string;
  /** That its name says. */
  readonly unit?: TraceUnit;
}

/** The column of a role among names; undefined if none has a name of it. Of two, the more telling name, then the first. */
export function columnOf(role: TraceRole, names: readonly string[]): NamedColumn | undefined {
  let best: (NamedColumn & { readonly rank: number }) | undefined;
  for (const name of names) {
    const found = rankOf(role, plain(name));
    if (found && (!best || found.rank < best.rank)) best = { name, ...found };
  }
  return best && { name: best.name, ...(best.unit && { unit: best.unit }) };
}

/** The column that the user named, with the unit that its name says. */
export function columnNamed(wanted: string, names: readonly string[]): NamedColumn | undefined {
  const name = names.find((each) => each === wanted) ?? names.find((each) => plain(each) === plain(wanted));
  if (name === undefined) return undefined;
  const unit = OWN_UNITS.get(plain(name)) ?? unitAfterWord(name);
  return { name, ...(unit && { unit }) };
}

function rankOf(
  role: TraceRole,
  name: string,
): { readonly rank: number; readonly unit?: TraceUnit } | undefined {
  const names = NAMES[role];
  const rank = name === '' ? -1 : names.indexOf(name);
  const own = OWN_UNITS.get(name);
  if (rank >= 0) return { rank, ...(own && { unit: own }) };
  if (role === 'inputTokens' || role === 'outputTokens') return undefined;
  for (const [ending, unit] of UNITS) {
    const before = name.endsWith(ending) ? names.indexOf(name.slice(0, -ending.length)) : -1;
    if (before >= 0) return { rank: before, unit };
  }
  return undefined;
}

/** The unit of a name whose last word is one: `wall_ms`, `wallMs`, `wall (ms)`. */
function unitAfterWord(name: string): TraceUnit | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9µμ]+/)
    .filter((word) => word !== '');
  const last = words.at(-1);
  return UNITS.find(([ending]) => ending === last)?.[1];
}
