/** What the rules read of one assessed declaration or call. */
import type { Assessment } from '../../cost/assess';
import type { CallSite, Declaration, Declared, TextRange } from '../../modal/declaration';
import { parameter } from '../../cost/quantities';
import type { ParameterName } from '../../modal/parameters';
import { oneLine, shorten } from '../../render/escape';
import type { Draft, Finding } from './finding';
import type { RuleId } from './rules';

export class Subject {
  readonly subject: Declaration | CallSite;
  /** Null for a call. */
  readonly declaration: Declaration | null;
  /** As messages call it. */
  readonly name: string;

  constructor(
    readonly assessment: Assessment,
    /** The lines of its file; empty where the text is not at hand. */
    readonly lines: readonly string[],
    readonly includeStartup: boolean,
  ) {
    const { subject } = assessment.estimate;
    this.subject = subject;
    this.declaration = 'kind' in subject ? subject : null;
    this.name = shown('kind' in subject ? subject.qualname : CALLS[subject.form]);
  }

  draft(
    rule: RuleId,
    range: TextRange,
    message: string,
    rest: Partial<Pick<Finding, 'figure' | 'related' | 'fixes'>> = {},
  ): Draft {
    const { fixes, ...others } = rest;
    return {
      rule,
      range,
      message: message.replace(/^this /, 'This '),
      file: this.subject.file,
      subject: this.subject,
      ...others,
      // Edits are made in a declaration's decorator: there are none for a call.
      ...(fixes && this.declaration && { fixes }),
    };
  }

  /** The first line of the decorator or call. */
  get head(): TextRange {
    return this.firstLineOf(this.subject.range);
  }

  /** Where a parameter stands, or the head where it is not written out. */
  rangeOf(name: ParameterName): TextRange {
    return this.placeOf(name === 'gpu' ? this.subject.gpu : parameter(this.subject.params, name));
  }

  placeOf(value: Declared<unknown> | undefined): TextRange {
    return value?.range ?? this.head;
  }

  /** A line without the blanks around it. */
  lineRange(line: number): TextRange {
    const text = this.lines[line - 1];
    if (text === undefined) return this.head;
    const from = text.length - text.trimStart().length;
    const to = Math.max(from, text.trimEnd().length);
    return { start: { line: line - 1, column: from }, end: { line: line - 1, column: to } };
  }

  private firstLineOf(range: TextRange): TextRange {
    const { start, end } = range;
    const text = this.lines[start.line];
    if (start.line === end.line || text === undefined) return range;
    return { start, end: { line: start.line, column: Math.max(start.column, text.trimEnd().length) } };
  }
}

const CALLS: Readonly<Record<CallSite['form'], string>> = {
  sandbox: 'this sandbox',
  image_build: 'this image build',
  imperative: 'this function',
  with_options: 'this call',
  update_autoscaler: 'this call',
};

/** Text of a workspace in a message: plain, short, on one line. */
export function shown(text: string): string {
  return shorten(oneLine(text), 80);
}
