/** The trace that a usage names: where it is, how to read it, and what was read. */
import type { LeftOut, Trace, TraceGuess, TraceOptions, TraceProblem, TraceSummary } from './traceOutcomes';

/** A trace as a usage names it. */
export interface NamedTrace {
  /** From the folder of the team file, with `/`, or as an option of the command line has it. */
  readonly file: string;
  readonly options: TraceOptions;
}

/** A trace that was read. */
export interface RequestTrace {
  /** Tells this reading from all others, for whoever keeps what was worked out of it. */
  readonly id: string;
  readonly trace: Trace;
  readonly summary: TraceSummary;
  readonly guesses: readonly TraceGuess[];
  readonly leftOut: LeftOut;
  readonly outOfOrder: number;
}

/** Why the file of a trace cannot be read. */
export type TraceFileProblem = 'absent' | 'outside' | 'notFile' | 'unreadable';

/** What is known of a trace. */
export type TraceRead =
  | { readonly status: 'read'; readonly trace: RequestTrace }
  /** Not yet: whoever reads it says when it is there. */
  | { readonly status: 'pending' }
  | { readonly status: 'refused'; readonly problem: TraceProblem; readonly leftOut: LeftOut }
  | { readonly status: 'noFile'; readonly problem: TraceFileProblem };

/** Reads traces, or knows those that were read. `source` says from where its path counts. */
export type TraceSource = (named: NamedTrace, source: 'option' | 'team') => TraceRead;

/** The time that a trace stands for, in seconds: as many mean gaps as it has arrivals. */
export function secondsOf({
  summary: { requests, requestsPerSecond },
}: Pick<RequestTrace, 'summary'>): number {
  return requests / requestsPerSecond;
}
