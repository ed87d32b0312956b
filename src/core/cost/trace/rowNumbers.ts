/** From the cells of a row to its time and its duration, as numbers whose unit may be found later. */
import { instantIn, measureIn, numberIn } from '../../text/instants';
import type { Cells, RowFormat } from './rows';
import {
  MAX_QUOTED,
  UNIT_SECONDS,
  type BadRowReason,
  type TraceOptions,
  type TraceProblem,
  type TraceRole,
} from './traceOutcomes';

/** Where durations come from. */
export type DurationSource = 'column' | 'end' | 'tokens' | 'secondsPerRequest';

/** Where the durations of a trace come from; a problem if it has none and the user says none. */
export function durationSource({ columns }: RowFormat, options: TraceOptions): DurationSource | TraceProblem {
  if (columns.duration) return 'column';
  if (columns.start && columns.end) return 'end';
  const hasTokens = columns.inputTokens !== undefined || columns.outputTokens !== undefined;
  if (hasTokens && options.tokensPerSecond) return 'tokens';
  return options.secondsPerRequest === undefined ? { kind: 'noDuration', hasTokens } : 'secondsPerRequest';
}

/** A bare number, or something that says its own unit and so is in seconds. */
type Form = 'number' | 'seconds';

interface Read {
  readonly value: number;
  readonly form: Form;
}

/** Reads rows of one trace: a column has the form that it has in the first good row. */
export class RowNumbers {
  readonly #forms = new Map<TraceRole, Form>();
  /** The role of the column that has the times. */
  readonly timeRole: 'start' | 'end';
  /** Whether a time without a zone was read. */
  zoneless = false;

  constructor(
    format: RowFormat,
    readonly source: DurationSource,
    readonly options: TraceOptions,
  ) {
    this.timeRole = format.columns.start ? 'start' : 'end';
  }

  /** The form of a column: null before the first good row. */
  formOf(role: TraceRole): Form | null {
    return this.#forms.get(role) ?? null;
  }

  /** Time and duration, or why the row is bad. */
  read(cells: Cells): readonly [number, number] | BadRowReason {
    const time = this.#number(cells, this.timeRole);
    if ('kind' in time) return time;
    switch (this.source) {
      case 'column': {
        const duration = this.#number(cells, 'duration');
        return 'kind' in duration ? duration : this.#good(time, { duration });
      }
      case 'end': {
        const end = this.#number(cells, 'end');
        if ('kind' in end) return end;
        if (end.form !== time.form) return otherForm('end', cells);
        return end.value < time.value ? { kind: 'endBeforeStart' } : this.#good(time, { end });
      }
      case 'tokens': {
        const seconds = this.#tokenSeconds(cells);
        return typeof seconds === 'number' ? this.#good(time, { seconds }) : seconds;
      }
      case 'secondsPerRequest':
        return this.#good(time, { seconds: this.options.secondsPerRequest! });
    }
  }

  #good(
    time: Read,
    { duration, end, seconds }: { readonly duration?: Read; readonly end?: Read; readonly seconds?: number },
  ): readonly [number, number] {
    this.#forms.set(this.timeRole, time.form);
    if (duration) this.#forms.set('duration', duration.form);
    if (end) this.#forms.set('end', end.form);
    return [time.value, seconds ?? duration?.value ?? end!.value - time.value];
  }

  #number(cells: Cells, role: 'start' | 'end' | 'duration'): Read | BadRowReason {
    const cell = cells[role];
    const text = typeof cell === 'string' ? cell.trim() : cell;
    if (text === undefined || text === '') return { kind: 'missing', role, text: '' };
    const bare = typeof text === 'number' ? text : numberIn(text);
    const read: Read | undefined =
      bare !== undefined
        ? { value: bare, form: 'number' }
        : role === 'duration'
          ? secondsIn(text as string)
          : this.#instant(text as string);
    if (!read) return { kind: 'unreadable', role, text: String(text).slice(0, MAX_QUOTED) };
    // The times of a trace that count from 1970 or from its beginning are never below 0.
    if (read.value < 0) return { kind: 'negative', role, text: String(text).slice(0, MAX_QUOTED) };
    const form = this.#forms.get(role);
    return form !== undefined && form !== read.form ? otherForm(role, cells) : read;
  }

  #instant(text: string): Read | undefined {
    const instant = instantIn(text);
    if (!instant) return undefined;
    if (instant.offset === null) this.zoneless = true;
    const minutes = instant.offset ?? this.options.offsetMinutes ?? 0;
    return { value: instant.clock - minutes * 60, form: 'seconds' };
  }

  #tokenSeconds(cells: Cells): number | BadRowReason {
    const { input, output } = this.options.tokensPerSecond!;
    let seconds = 0;
    for (const [role, rate] of [
      ['inputTokens', input],
      ['outputTokens', output],
    ] as const) {
      const cell = cells[role];
      if (cell === undefined) continue;
      const tokens = typeof cell === 'number' ? cell : numberIn(cell.trim());
      const text = String(cell).slice(0, MAX_QUOTED);
      if (tokens === undefined) return { kind: text === '' ? 'missing' : 'unreadable', role, text };
      if (tokens < 0) return { kind: 'negative', role, text };
      seconds += tokens / rate;
    }
    return seconds;
  }
}

function secondsIn(text: string): Read | undefined {
  const measure = measureIn(text);
  return measure && { value: measure.value * UNIT_SECONDS[measure.unit], form: 'seconds' };
}

const otherForm = (role: TraceRole, cells: Cells): BadRowReason => ({
  kind: 'otherForm',
  role,
  text: String(cells[role]).slice(0, MAX_QUOTED),
});
