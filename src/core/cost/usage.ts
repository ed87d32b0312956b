/** The usage of a declaration, from all its sources. */
import type { Declaration } from '../modal/declaration';
import { quantity, stackedQuantity } from './quantities';
import type { NamedTrace, TraceRead, TraceSource } from './trace/requestTrace';
import {
  USAGE_FIELDS,
  type Usage,
  type UsageField,
  type UsageFigure,
  type UsageFigures,
} from '../modal/usageFields';

/**
 * The sources, the nearest first: an option of the command line, the comment above the decorator, the team file, a
 * setting, the code itself (`@modal.concurrent`), or nothing.
 */
export type UsageSource = 'option' | 'comment' | 'team' | 'setting' | 'code' | 'default';

/** The usage from one source. Its values are valid: see `parseUsageValue`. */
export interface UsageLayer {
  readonly source: UsageSource;
  readonly values: UsageFigures;
  /** The fields that farther layers say and that are not to count: their defaults do. */
  readonly unsaid?: readonly UsageField[];
  readonly where?: UsagePlace;
  /** A trace of requests that takes the place of their number and their seconds. */
  readonly trace?: NamedTrace;
}

export interface UsageOrigin {
  readonly source: UsageSource;
  readonly where?: UsagePlace;
}

/** The line in the team file, from 1. */
export interface TeamFilePlace {
  readonly kind: 'teamFile';
  readonly line: number;
}

/** The origin of a usage field, as data: render/words/usageWords.ts has the words. */
export type UsagePlace =
  /** A comment in the file itself; lines are counted from 1. */
  | { readonly kind: 'comment'; readonly line: number }
  /** `keys`: how many keys of the team file match the declaration; this one is the most specific. */
  | (TeamFilePlace & { readonly keys: number })
  /** A setting of the editor, or an option of the command line, by its name. */
  | { readonly kind: 'setting' | 'option'; readonly name: string }
  /** As the code writes it, such as `@modal.concurrent(max_inputs=8)`. */
  | { readonly kind: 'code'; readonly written: string }
  /** A value that a user or an agent tries out: in What If…, in the panel, or as input of a tool. */
  | { readonly kind: 'whatIf' | 'panel' | 'question' }
  /** The requests of a trace, by the name of its file. */
  | { readonly kind: 'trace'; readonly file: string };

/** The trace that a usage rests on. */
export interface UsedTrace {
  readonly file: string;
  readonly read: TraceRead;
}

/** A usage with the origin of each field. */
export interface ResolvedUsage {
  /** Only valid with `given`: missing requests are 0 here, and missing seconds 1. */
  readonly usage: Usage;
  readonly origins: Readonly<Record<UsageField, UsageOrigin>>;
  /** Whether it is sufficient for a cost per month: requests and their seconds are known, or there are no requests. */
  readonly given: boolean;
  /** The fields that a cost per month needs and that are missing. */
  readonly missing: readonly UsageField[];
  /** The trace that says how requests arrive, with their number and their seconds; null without one. */
  readonly trace: UsedTrace | null;
}

/** The fields that have no meaningful default. */
const NEEDED: readonly UsageField[] = ['requestsPerDay', 'secondsPerRequest'];

/**
 * The usage from several layers: each field comes from the first layer that has it.
 * @param layers the nearest first; those of the code (`usageOfCode`) are the last
 * @param hoursPerMonth the length of the month: a day is 24 of them
 * @param traces reads the trace that a layer names; without one none can be read
 */
export function resolveUsage(
  layers: readonly (UsageLayer | undefined)[],
  hoursPerMonth: number,
  traces?: TraceSource,
): ResolvedUsage {
  const defaults = defaultUsage(hoursPerMonth);
  const values: Partial<Record<UsageField, UsageFigure | null>> = {};
  const origins: Partial<Record<UsageField, UsageOrigin>> = {};
  for (const { field } of USAGE_FIELDS) {
    const layer = layerOf(layers, field);
    values[field] = layer?.values[field] ?? defaults[field];
    origins[field] = layer ? originIn(layer) : { source: 'default' };
  }
  const usage = values as Usage;
  const trace = traceIn(layers, traces);
  if (trace) return withTrace(usage, origins as ResolvedUsage['origins'], trace);
  const missing = NEEDED.filter((field) => origins[field]?.source === 'default');
  const none = !missing.includes('requestsPerDay') && usage.requestsPerDay === 0;
  return {
    usage,
    origins: origins as Record<UsageField, UsageOrigin>,
    given: missing.length === 0 || none,
    missing,
    trace: null,
  };
}

/** What counts where nobody says anything. */
export function defaultUsage(hoursPerMonth: number): Usage {
  return {
    requestsPerDay: 0,
    secondsPerRequest: 1,
    activeHoursPerDay: 24,
    daysPerMonth: hoursPerMonth / 24,
    concurrency: 1,
    startupSeconds: 0,
    tokensPerSecond: null,
    cpuCores: null,
    memoryGib: null,
    requestsAtOnce: 1,
    burstsPerDay: null,
    burstMinutes: null,
    burstShare: 1,
    hourly: null,
    weekly: null,
    secondsCv: 1,
    interactive: null,
    needs: [],
    volumeGb: null,
    egressGbPerMonth: null,
  };
}

/** The nearest layer that says a field; undefined where none does, or a nearer one takes back what it says. */
function layerOf(layers: readonly (UsageLayer | undefined)[], field: UsageField): UsageLayer | undefined {
  const nearest = layers.find((each) => each?.values[field] !== undefined || each?.unsaid?.includes(field));
  return nearest?.values[field] === undefined ? undefined : nearest;
}

interface FoundTrace extends UsedTrace {
  readonly layer: UsageLayer;
}

/** The trace of the nearest layer that has one, unless a nearer layer says how many requests come. */
function traceIn(
  layers: readonly (UsageLayer | undefined)[],
  traces: TraceSource | undefined,
): FoundTrace | null {
  const layer = layers.find((each) => each?.trace ?? each?.values.requestsPerDay !== undefined);
  if (!layer?.trace) return null;
  const { file, options } = layer.trace;
  const seconds = layers.find((each) => each?.values.secondsPerRequest !== undefined)?.values
    .secondsPerRequest;
  const named = {
    file,
    options: typeof seconds === 'number' ? { ...options, secondsPerRequest: seconds } : options,
  };
  const source = layer.source === 'option' ? 'option' : 'team';
  return { layer, file, read: traces ? traces(named, source) : { status: 'pending' } };
}

/** A usage whose requests are those of a trace. */
function withTrace(
  usage: Usage,
  origins: ResolvedUsage['origins'],
  { layer: { source }, file, read }: FoundTrace,
): ResolvedUsage {
  const origin: UsageOrigin = { source, where: { kind: 'trace', file } };
  const known = read.status === 'read' ? read.trace.summary : null;
  return {
    usage: {
      ...usage,
      ...(known && {
        requestsPerDay: known.requestsPerSecond * 86_400,
        secondsPerRequest: known.meanSeconds,
      }),
    },
    origins: { ...origins, requestsPerDay: origin, secondsPerRequest: origin },
    given: true,
    missing: [],
    trace: { file, read },
  };
}

function originIn({ source, where }: UsageLayer): UsageOrigin {
  return where === undefined ? { source } : { source, where };
}

/** The usage in the code. */
export function usageOfCode(declaration: Declaration): readonly UsageLayer[] {
  return [concurrencyOfCode(declaration), waitingOfCode(declaration)].filter((layer) => layer !== undefined);
}

/**
 * Whether somebody waits for the answer, as the code shows it: yes for a server and for what serves HTTP requests, no for
 * what a schedule starts. How other code calls a function (`.remote`, `.spawn`) does not count: its callers may be anywhere.
 */
function waitingOfCode({ kind, web, params }: Declaration): UsageLayer | undefined {
  const says = (interactive: boolean, written: string): UsageLayer => ({
    source: 'code',
    values: { interactive },
    where: { kind: 'code', written },
  });
  if (web !== undefined) return says(true, `@modal.${web}`);
  if (kind === 'server') return says(true, '@app.server');
  const { schedule } = params;
  return schedule?.status === 'known' && schedule.value !== null && !schedule.ignored
    ? says(false, `schedule=${schedule.source}`)
    : undefined;
}

/**
 * The number of concurrent requests per container. That is `target_inputs` of
 * `@modal.concurrent`, which is the target of Modal's autoscaler, or else its `max_inputs`; a server's
 * `target_concurrency`; or the old `allow_concurrent_inputs`. It implies that a new container starts only when the
 * others are full, which is a low estimate: `concurrency=` in the usage says how far containers really fill. Of several
 * candidates, the smallest counts. Undefined if the code gives no known value, or turns autoscaling off.
 */
function concurrencyOfCode({ concurrent, params }: Declaration): UsageLayer | undefined {
  const spellings = [
    { given: stackedQuantity(concurrent, 'target_inputs', null), as: '@modal.concurrent(target_inputs=…)' },
    { given: stackedQuantity(concurrent, 'max_inputs', null), as: '@modal.concurrent(max_inputs=…)' },
    { given: quantity(params, 'target_concurrency', null), as: 'target_concurrency=…' },
    { given: quantity(params, 'allow_concurrent_inputs', null), as: 'allow_concurrent_inputs=…' },
  ];
  const said = spellings.find(({ given }) => given.interval !== null);
  if (!said?.given.interval) return undefined;
  const { low } = said.given.interval;
  if (low === 0) return undefined;
  // Modal treats a target below 1 as 1, and accepts at most 1,000.
  const concurrency = Math.min(1_000, Math.max(1, Math.floor(low)));
  return {
    source: 'code',
    values: { concurrency },
    where: { kind: 'code', written: said.as.replace('…', said.given.source) },
  };
}
