/** The input of the rules: one declaration or call. */
import type { Assessment } from '../../cost/assess';
import type { Declaration, Declared, Subject, TextRange } from '../../modal/declaration';
import { parameter } from '../../cost/quantities';
import type { ParameterName } from '../../modal/parameters';
import type { Draft, FindingMessage } from './finding';

/** A declaration or call as written in the code. */
export class Written {
  /** Null for a call. */
  readonly declaration: Declaration | null;

  constructor(
    readonly subject: Subject,
    /** The lines of its file; empty if the text is not available. */
    readonly lines: readonly string[],
  ) {
    this.declaration = subject.type === 'declaration' ? subject : null;
  }

  /** The values that it writes; a call's also count for what it changes. */
  get values(): Pick<Subject, 'gpu' | 'params'> {
    const { subject } = this;
    return subject.type === 'call' && subject.joined ? subject.joined.own : subject;
  }

  /** Whether it writes one of these parameters, or, as a declaration or another call, stands for all of its own. */
  decides(...names: readonly ParameterName[]): boolean {
    const { gpu, params } = this.values;
    const isChange = this.subject.type === 'call' && this.subject.changes !== null;
    return (
      !isChange || names.some((name) => (name === 'gpu' ? gpu.status !== 'absent' : parameter(params, name)))
    );
  }

  draft(
    range: TextRange,
    message: FindingMessage,
    { figure = null, related = [], fixes = [] }: Partial<Pick<Draft, 'figure' | 'related' | 'fixes'>> = {},
  ): Draft {
    return {
      ...message,
      file: this.subject.file,
      ...inCell(this.subject.cell),
      range,
      subject: this.subject,
      figure,
      related,
      // Values are set only in a declaration's decorator.
      fixes: this.declaration
        ? fixes
        : fixes.filter(({ kind }) => kind === 'oldNames' || kind === 'allOldNames'),
    };
  }

  /** The first line of the decorator or call. */
  get head(): TextRange {
    return this.firstLineOf(this.subject.range);
  }

  /** The place of a parameter, or the head if it is not written out. */
  rangeOf(name: ParameterName): TextRange {
    return this.placeOf(name === 'gpu' ? this.values.gpu : parameter(this.values.params, name));
  }

  placeOf(value: Declared<unknown> | undefined): TextRange {
    return value?.range ?? this.head;
  }

  private firstLineOf(range: TextRange): TextRange {
    const { start, end } = range;
    const text = this.lines[start.line];
    if (start.line === end.line || text === undefined) return range;
    return { start, end: { line: start.line, column: Math.max(start.column, text.trimEnd().length) } };
  }
}

/** A declaration or call with its cost. */
export class RuleSubject extends Written {
  constructor(
    readonly assessment: Assessment,
    lines: readonly string[],
  ) {
    super(assessment.estimate.subject, lines);
  }
}

/** The cell of a place that is in one. */
export function inCell(cell: number | undefined): Pick<Draft, 'cell'> {
  return cell === undefined ? {} : { cell };
}

/** The name of a declaration, the form of a call. */
export function subjectKey(subject: Subject): string {
  return subject.type === 'declaration' ? subject.qualname : subject.form;
}
