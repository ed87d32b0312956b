/** What the rules read of one declaration or call. */
import type { Assessment } from '../../cost/assess';
import type { CallSite, Declaration, Declared, Subject, TextRange } from '../../modal/declaration';
import { parameter } from '../../cost/quantities';
import type { ParameterName } from '../../modal/parameters';
import { oneLine, shorten } from '../../render/escape';
import type { Draft, Finding } from './finding';
import type { RuleId } from './rules';
import { message, translated } from '../../render/words/translate';

/** A declaration or call as it stands in the code. */
export class Written {
  /** Null for a call. */
  readonly declaration: Declaration | null;
  /** As messages call it. */
  readonly name: string;

  constructor(
    readonly subject: Subject,
    /** The lines of its file; empty where the text is not at hand. */
    readonly lines: readonly string[],
  ) {
    this.declaration = subject.type === 'declaration' ? subject : null;
    this.name = shown(subject.type === 'declaration' ? subject.qualname : translated(CALLS[subject.form]));
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
      // A call has no name that stands as it is at the beginning of a sentence.
      message: !this.declaration && message.startsWith(this.name) ? capitalized(message) : message,
      file: this.subject.file,
      subject: this.subject,
      ...others,
      // Values are set in a declaration's decorator.
      ...(fixes && {
        fixes: this.declaration ? fixes : fixes.filter(({ kind }) => /^(?:oldNames|allOldNames)$/.test(kind)),
      }),
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

  private firstLineOf(range: TextRange): TextRange {
    const { start, end } = range;
    const text = this.lines[start.line];
    if (start.line === end.line || text === undefined) return range;
    return { start, end: { line: start.line, column: Math.max(start.column, text.trimEnd().length) } };
  }
}

/** A declaration or call with what it costs. */
export class RuleSubject extends Written {
  constructor(
    readonly assessment: Assessment,
    lines: readonly string[],
    readonly includeStartup: boolean,
  ) {
    super(assessment.estimate.subject, lines);
  }
}

const CALLS: Readonly<Record<CallSite['form'], string>> = {
  sandbox: message('this sandbox'),
  image_build: message('this image build'),
  imperative: message('this function'),
  with_options: message('this call'),
  update_autoscaler: message('this call'),
};

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text of a workspace in a message: plain, short, on one line. */
export function shown(text: string): string {
  return shorten(oneLine(text), 80);
}
