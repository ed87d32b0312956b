/** What reading a trace of requests can say, as data: render/words has the sentences. Texts of a trace are cut short. */
import type { Measure } from '../../text/instants';

/** The bounds of a trace. */
export const MAX_TRACE_BYTES = 200_000_000;
export const MAX_TRACE_ROWS = 5_000_000;
/** With a larger share of bad rows than this, a trace is refused. */
export const MAX_BAD_SHARE = 0.05;
/** So many bad rows are named. */
export const MAX_BAD_NAMED = 5;
/** Seconds. Modal lets no input run longer. */
export const MAX_INPUT_SECONDS = 86_400;
/** Seconds. Times that are further apart are not the times of one service. */
export const MAX_TRACE_SECONDS = 5 * 366 * 86_400;
/** Of a cell or a name that a person is shown. */
export const MAX_QUOTED = 40;

/** What a column can be. */
export type TraceRole = 'start' | 'end' | 'duration' | 'inputTokens' | 'outputTokens';

export type TraceUnit = Measure['unit'];

/** Seconds of a unit. */
export const UNIT_SECONDS: Readonly<Record<TraceUnit, number>> = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 };

/**
 * `nginx` is its “combined” log with `$request_time` after it; `caddy` its access log in JSON; `uvicorn` its access log with a
 * time on each line.
 */
export type TraceFormat = 'csv' | 'jsonLines' | 'caddy' | 'nginx' | 'uvicorn';

/** Separators between the cells of a row. */
export type TraceDelimiter = ',' | ';' | '\t' | '|';

/** What the user says of a trace; each takes the place of a guess. */
export interface TraceOptions {
  readonly format?: TraceFormat;
  readonly delimiter?: TraceDelimiter;
  /** The name of a column without regard to case, or its position from 1 in CSV, which then may have no header. */
  readonly columns?: Readonly<Partial<Record<TraceRole, string | number>>>;
  readonly timeUnit?: TraceUnit;
  readonly durationUnit?: TraceUnit;
  /** Whether the time of a row is that at which its request came or that at which it was done. */
  readonly timeIs?: 'start' | 'end';
  /** Of times without a zone, in minutes east of UTC. */
  readonly offsetMinutes?: number;
  /** Where the trace has tokens and no durations: how many a second are read and written. */
  readonly tokensPerSecond?: { readonly input: number; readonly output: number };
  /** Where the trace has nothing about durations. */
  readonly secondsPerRequest?: number;
}

/** Seconds of the median request: in the unit that was taken, and in another one that it may be in. */
export interface UnitDoubt {
  readonly taken: number;
  readonly unit: TraceUnit;
  readonly seconds: number;
}

/** Something that the reader took to be so; an option of {@link TraceOptions} says otherwise. */
export type TraceGuess =
  | { readonly kind: 'format'; readonly format: TraceFormat }
  | { readonly kind: 'delimiter'; readonly delimiter: TraceDelimiter }
  | { readonly kind: 'column'; readonly role: TraceRole; readonly name: string }
  | { readonly kind: 'timeUnit'; readonly unit: TraceUnit; readonly because: 'name' | 'size' | 'default' }
  | {
      readonly kind: 'durationUnit';
      readonly unit: TraceUnit;
      /** `time`: whole numbers beside times in that unit. */
      readonly because: 'name' | 'size' | 'format' | 'time' | 'default';
      /** Another unit that is as plausible. */
      readonly doubt?: UnitDoubt;
    }
  /** At least one time has no zone: it is taken as UTC. */
  | { readonly kind: 'zoneUtc' }
  /** The time is when the request was done, as access logs have it: it came so much earlier as it took. */
  | { readonly kind: 'timeIsEnd'; readonly because: 'format' | 'column' }
  | { readonly kind: 'durationFrom'; readonly what: 'end' | 'tokens' | 'secondsPerRequest' };

/** Why a row is bad. */
export type BadRowReason =
  | { readonly kind: 'tooLong'; readonly max: number }
  /** It has a NUL. */
  | { readonly kind: 'notText' }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'notLogLine' }
  | { readonly kind: 'quoteNotClosed' }
  | { readonly kind: 'cellCount'; readonly found: number; readonly expected: number }
  | { readonly kind: 'missing' | 'unreadable' | 'negative'; readonly role: TraceRole; readonly text: string }
  /** A number among texts, or the other way round. */
  | { readonly kind: 'otherForm'; readonly role: TraceRole; readonly text: string }
  | { readonly kind: 'endBeforeStart' };

export interface BadRow {
  /** From 1. */
  readonly line: number;
  readonly reason: BadRowReason;
}

/** Rows that are not in the trace. */
export interface LeftOut {
  readonly bad: number;
  /** The first {@link MAX_BAD_NAMED} of them. */
  readonly named: readonly BadRow[];
  /** Lines of a log that are about something else than a request: not bad, and not rows. */
  readonly otherLines: number;
}

/** Why a trace is refused as a whole. */
export type TraceProblem =
  | { readonly kind: 'tooManyBytes' | 'tooManyRows' | 'coversTooLong'; readonly max: number }
  | { readonly kind: 'noRows' | 'notText' | 'unknownFormat' }
  /** CSV whose first row has no names. */
  | { readonly kind: 'noHeader' }
  | { readonly kind: 'noTimeColumn'; readonly columns: readonly string[] }
  | { readonly kind: 'noSuchColumn'; readonly role: TraceRole; readonly name: string }
  /** `hasTokens`: `tokensPerSecond` would do. */
  | { readonly kind: 'noDuration'; readonly hasTokens: boolean }
  | { readonly kind: 'tooManyBadRows'; readonly bad: number; readonly rows: number }
  /** Fewer than two different times: no rate can be told. */
  | { readonly kind: 'oneMoment' }
  /** In the unit that nobody gave, requests take longer than Modal lets any run. */
  | { readonly kind: 'durationsTooLong'; readonly unit: TraceUnit; readonly seconds: number };

/** Requests, in the order in which they came. */
export interface Trace {
  /** Seconds since the first one came; never falls. */
  readonly arrivals: Float64Array;
  /** Seconds, at least 0; that of the arrival at the same place. */
  readonly durations: Float64Array;
  /** When the first one came, in seconds since 1970; null where the times count from something else. */
  readonly begin: number | null;
}

/** What a trace says about traffic. */
export interface TraceSummary {
  readonly requests: number;
  /** From the first arrival to the last. */
  readonly coveredSeconds: number;
  /** Arrivals after the first, over the time covered. */
  readonly requestsPerSecond: number;
  /** The coefficient of variation of the gaps between arrivals: 0 for even ones, 1 for random ones, more for bursts. */
  readonly gapsCv: number;
  /** The 3,600 seconds with the most arrivals: seconds from the first arrival to where they begin. */
  readonly busiestHour: { readonly begin: number; readonly requests: number };
  /** The most requests in progress at one time; one that is done makes room for one that comes at the same instant. */
  readonly peakInProgress: number;
  readonly meanSeconds: number;
}

export type TraceReading =
  | {
      readonly ok: true;
      readonly trace: Trace;
      readonly summary: TraceSummary;
      readonly guesses: readonly TraceGuess[];
      readonly leftOut: LeftOut;
      /** Rows that stand before one that came earlier. */
      readonly outOfOrder: number;
    }
  | {
      readonly ok: false;
      readonly problem: TraceProblem;
      readonly guesses: readonly TraceGuess[];
      readonly leftOut: LeftOut;
    };
