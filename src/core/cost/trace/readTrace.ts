/** Reads a trace of requests: what really came, and how long it took, from bytes that come in pieces. */
import { MAX_ROW_LENGTH } from '../../text/csvRows';
import { atOnce, type Steps } from '../../python/resumable';
import { GrowingNumbers } from './growingNumbers';
import { Lines } from './lines';
import { filled, forEach, risingOrder } from './order';
import { durationSource, RowNumbers } from './rowNumbers';
import { formatOf, isBad, type RowFormat } from './rows';
import { summaryOf } from './summary';
import {
  MAX_BAD_NAMED,
  MAX_BAD_SHARE,
  MAX_TRACE_BYTES,
  MAX_TRACE_ROWS,
  MAX_TRACE_SECONDS,
  UNIT_SECONDS,
  type BadRow,
  type BadRowReason,
  type Trace,
  type TraceGuess,
  type TraceOptions,
  type TraceProblem,
  type TraceReading,
} from './traceOutcomes';
import { durationUnitOf, isEpoch, timeUnitOf, tooLongIn } from './units';

/** The format is found by so many lines, or all where there are fewer. */
const FORMAT_LINES = 100;

interface NumberedLine {
  readonly line: string;
  readonly number: number;
}

/**
 * Reads one trace: push its bytes in pieces of any size, then end. It works while bytes come, in proportion to them; the
 * end is a sequence of short steps. Holds 16 bytes a row, and 16 to 40 more at the end.
 */
export class TraceReader {
  readonly #options: TraceOptions;
  readonly #bounds: { readonly bytes: number; readonly rows: number };
  readonly #lines = new Lines((line) => this.#take(line));
  readonly #times = new GrowingNumbers();
  readonly #durations = new GrowingNumbers();
  readonly #named: BadRow[] = [];
  #problem: TraceProblem | null = null;
  /** Found at the end only, when the unit of durations is known. */
  #tooLong: TraceProblem | null = null;
  #bytes = 0;
  /** Of the line that was taken last, from 1. */
  #line = 0;
  /** Lines before the format is known; null afterwards. */
  #waiting: NumberedLine[] | null = [];
  #format: RowFormat | null = null;
  #numbers: RowNumbers | null = null;
  /** The line in which a row of several lines began, 0 for none. */
  #rowBegan = 0;
  #bad = 0;
  #otherLines = 0;
  #outOfOrder = 0;
  #latest = -Infinity;

  /** `bounds`: for tests, which need not come near the real ones. */
  constructor(options: TraceOptions = {}, bounds = { bytes: MAX_TRACE_BYTES, rows: MAX_TRACE_ROWS }) {
    this.#options = options;
    this.#bounds = bounds;
  }

  /** Whether it is worth while to push more: false once the trace is refused. */
  push(bytes: Uint8Array): boolean {
    this.#bytes += bytes.length;
    if (this.#bytes > this.#bounds.bytes) this.#problem ??= { kind: 'tooManyBytes', max: this.#bounds.bytes };
    if (!this.#problem) this.#lines.push(bytes);
    return this.#problem === null;
  }

  /** What was read. Call it once, after the last piece. */
  *end(): Steps<TraceReading> {
    if (!this.#problem) this.#lines.end();
    this.#findFormat();
    const open = this.#format?.end?.();
    if (open) this.#addBad(this.#rowBegan, open, this.#line - this.#rowBegan + 1);
    this.#problem ??= this.#badShare();
    if (this.#problem) return this.#refused(this.#problem, this.#format?.guesses ?? []);
    const { trace, guesses } = yield* this.#trace(this.#numbers!, this.#format!);
    if (this.#tooLong) return this.#refused(this.#tooLong, guesses);
    const covered = trace.arrivals.at(-1)!;
    if (covered === 0) return this.#refused({ kind: 'oneMoment' }, guesses);
    if (covered > MAX_TRACE_SECONDS)
      return this.#refused({ kind: 'coversTooLong', max: MAX_TRACE_SECONDS }, guesses);
    const summary = yield* summaryOf(trace);
    return { ok: true, trace, summary, guesses, leftOut: this.#leftOut, outOfOrder: this.#outOfOrder };
  }

  // ---- Rows ----

  #take(line: string | null): void {
    this.#line++;
    if (this.#problem || line?.trim() === '') return;
    if (line === null) this.#addBad(this.#line, { kind: 'tooLong', max: MAX_ROW_LENGTH });
    else if (!this.#waiting) this.#row(line, this.#line);
    else if (this.#waiting.push({ line, number: this.#line }) === FORMAT_LINES) this.#findFormat();
  }

  #findFormat(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#problem) return;
    this.#waiting = null;
    const format = formatOf(
      waiting.map(({ line }) => line),
      this.#options,
    );
    if ('kind' in format) {
      this.#problem = format;
      return;
    }
    this.#format = format;
    const source = durationSource(format, this.#options);
    if (typeof source !== 'string') {
      this.#problem = source;
      return;
    }
    this.#numbers = new RowNumbers(format, source, this.#options);
    for (const { line, number } of waiting.slice(format.headerLines)) this.#row(line, number);
  }

  #row(line: string, number: number): void {
    const began = this.#rowBegan || number;
    const row = line.includes('\0') ? ({ kind: 'notText' } as const) : this.#format!.read(line);
    this.#rowBegan = row === null ? began : 0;
    if (row === null) return;
    if (row === 'other') {
      this.#otherLines++;
      return;
    }
    const numbers = isBad(row) ? row : this.#numbers!.read(row);
    if ('kind' in numbers) this.#addBad(began, numbers, number - began + 1);
    else this.#addGood(numbers[0], numbers[1]);
  }

  #addGood(time: number, duration: number): void {
    if (this.#times.length === this.#bounds.rows) {
      this.#problem = { kind: 'tooManyRows', max: this.#bounds.rows };
      return;
    }
    this.#times.push(time);
    this.#durations.push(duration);
    if (time < this.#latest) this.#outOfOrder++;
    else this.#latest = time;
  }

  /** Each line of a bad row counts: it may have been a row of its own. */
  #addBad(line: number, reason: BadRowReason, lines = 1): void {
    this.#bad += lines;
    if (this.#named.length < MAX_BAD_NAMED) this.#named.push({ line, reason });
  }

  #badShare(): TraceProblem | null {
    const rows = this.#times.length + this.#bad;
    if (rows === 0) return { kind: 'noRows' };
    return this.#bad > MAX_BAD_SHARE * rows ? { kind: 'tooManyBadRows', bad: this.#bad, rows } : null;
  }

  // ---- The trace ----

  get #leftOut(): TraceReading['leftOut'] {
    return { bad: this.#bad, named: this.#named, otherLines: this.#otherLines };
  }

  #refused(problem: TraceProblem, guesses: readonly TraceGuess[]): TraceReading {
    return { ok: false, problem, guesses, leftOut: this.#leftOut };
  }

  *#trace(
    numbers: RowNumbers,
    format: RowFormat,
  ): Steps<{ readonly trace: Trace; readonly guesses: readonly TraceGuess[] }> {
    const guesses = [...format.guesses];
    const [times, taken] = [this.#times, this.#durations];
    const timeSeconds = this.#timeSeconds(numbers, format, guesses);
    const durationSeconds =
      numbers.source === 'end' ? timeSeconds : this.#durationSeconds(numbers, format, guesses);
    if (numbers.source !== 'column') guesses.push({ kind: 'durationFrom', what: numbers.source });
    const isEnd = this.#timeIsEnd(numbers, format, guesses);
    const durations = yield* filled(taken.length, (i) => taken.at(i) * durationSeconds);
    const begins = yield* filled(
      times.length,
      (i) => times.at(i) * timeSeconds - (isEnd ? durations[i]! : 0),
    );
    const isInOrder = this.#outOfOrder === 0 && !isEnd;
    const rows = isInOrder ? { begins, durations } : yield* inOrder(begins, durations);
    const arrivals = rows.begins;
    const first = arrivals[0]!;
    yield* forEach(arrivals.length, (i) => (arrivals[i]! -= first));
    const hasDates = numbers.formOf(numbers.timeRole) === 'seconds' || isEpoch(times, timeSeconds);
    return { trace: { arrivals, durations: rows.durations, begin: hasDates ? first : null }, guesses };
  }

  /** Seconds of the unit of times. */
  #timeSeconds(numbers: RowNumbers, { columns }: RowFormat, guesses: TraceGuess[]): number {
    if (numbers.formOf(numbers.timeRole) === 'seconds') {
      if (numbers.zoneless && this.#options.offsetMinutes === undefined) guesses.push({ kind: 'zoneUtc' });
      return 1;
    }
    if (this.#options.timeUnit) return UNIT_SECONDS[this.#options.timeUnit];
    const unit = columns[numbers.timeRole]?.unit;
    const told = unit ? ({ unit, because: 'name' } as const) : timeUnitOf(this.#times);
    guesses.push({ kind: 'timeUnit', ...told });
    return UNIT_SECONDS[told.unit];
  }

  /** Seconds of the unit of durations. */
  #durationSeconds(numbers: RowNumbers, { columns, format }: RowFormat, guesses: TraceGuess[]): number {
    if (numbers.source !== 'column' || numbers.formOf('duration') === 'seconds') return 1;
    if (this.#options.durationUnit) return UNIT_SECONDS[this.#options.durationUnit];
    const unit = columns.duration?.unit;
    const time = guesses.find((guess) => guess.kind === 'timeUnit' && guess.because !== 'name');
    const told = unit
      ? ({ unit, because: 'name' } as const)
      : format === 'nginx' || format === 'caddy'
        ? ({ unit: 's', because: 'format' } as const)
        : durationUnitOf(this.#durations, time?.kind === 'timeUnit' ? time.unit : undefined);
    guesses.push({ kind: 'durationUnit', ...told });
    const seconds = tooLongIn(told.unit, this.#durations);
    if (seconds !== undefined) this.#tooLong = { kind: 'durationsTooLong', unit: told.unit, seconds };
    return UNIT_SECONDS[told.unit];
  }

  /** Whether the time of a row is that of its end. */
  #timeIsEnd(numbers: RowNumbers, { columns, format }: RowFormat, guesses: TraceGuess[]): boolean {
    if (this.#options.timeIs) return this.#options.timeIs === 'end';
    const byFormat = format === 'caddy' || format === 'nginx' || format === 'uvicorn';
    const byColumn = numbers.timeRole === 'end' || /^\$?request_?time$/i.test(columns.duration?.name ?? '');
    if (!byFormat && !byColumn) return false;
    guesses.push({ kind: 'timeIsEnd', because: byFormat ? 'format' : 'column' });
    return true;
  }
}

/** The rows in the order in which their requests began. */
function* inOrder(
  begins: Float64Array,
  durations: Float64Array,
): Steps<{ readonly begins: Float64Array; readonly durations: Float64Array }> {
  const order = yield* risingOrder(begins);
  return {
    begins: yield* filled(order.length, (i) => begins[order[i]!]!),
    durations: yield* filled(order.length, (i) => durations[order[i]!]!),
  };
}

/** Reads a trace that is there as a whole. */
export function readTrace(bytes: Uint8Array, options: TraceOptions = {}): TraceReading {
  const reader = new TraceReader(options);
  reader.push(bytes);
  return atOnce(reader.end());
}
