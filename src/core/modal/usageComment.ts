/**
 * `# modal-cost: requests_per_day=50000 seconds_per_request=0.2`: usage in a comment directly above a decorator.
 *
 * Found in the text, without a tree: one pass over the lines says which of them begin a decorator, are a comment, or
 * go on inside brackets or a string, so that a comment's look-alike in a string is none. A text that never says
 * `modal-cost`, or anything like it, costs two searches.
 */
import {
  nearestUsageField,
  parseUsageValue,
  usageFieldNamed,
  type UsageField,
  type UsageFigure,
  type UsageFigures,
} from './usageFields';
import { lineKinds, type LineKind } from '../python/lineKinds';
import type { Declaration, TextRange } from './declaration';
import type { UsageCommentFault, UsageCommentProblem } from './usageCommentProblem';
import { headRow, markerIn, mayHoldMarker, usagePairsIn, type Pair } from './usageCommentText';

/** A value of a comment, and where it stands: `key=value`. */
export interface UsageCommentValue {
  readonly field: UsageField;
  readonly value: UsageFigure;
  readonly range: TextRange;
}

/** All usage comments of a declaration, taken together. */
export interface UsageComment {
  readonly values: readonly UsageCommentValue[];
  readonly problems: readonly UsageCommentProblem[];
  /** Each comment, from its `#` to the end of its line. */
  readonly ranges: readonly TextRange[];
}

/** Longer lines are not read, and of one declaration no more comments than this. */
const MAX_LINE_LENGTH = 2_000;
const MAX_COMMENTS = 64;

const NOTHING: UsageComment = { values: [], problems: [], ranges: [] };

/** The usage comments of one text. */
export class UsageComments {
  readonly #lines: readonly string[];
  readonly #kinds: readonly LineKind[];
  /** Rows with a usage comment. */
  readonly #rows: ReadonlySet<number>;

  constructor(text: string) {
    const mentioned = mayHoldMarker(text);
    this.#lines = mentioned ? text.split('\n') : [];
    const marked = this.#lines.flatMap((line, row) => (markerIn(line) ? [row] : []));
    this.#kinds = marked.length > 0 ? lineKinds(this.#lines) : [];
    this.#rows = new Set(marked.filter((row) => this.#kinds[row] === 'comment'));
  }

  /** The comments above a declaration's first decorator and between its decorators, or above the statement with its call. */
  of(declaration: Pick<Declaration, 'line' | 'defLine'>): UsageComment {
    return this.#rows.size === 0 ? NOTHING : this.#read(this.#rowsOf(declaration));
  }

  /** The comments that stand above none of these declarations, each named as a problem. */
  stray(declarations: readonly Pick<Declaration, 'line' | 'defLine'>[]): readonly UsageCommentProblem[] {
    if (this.#rows.size === 0) return [];
    const taken = new Set(declarations.flatMap((each) => this.#rowsOf(each)));
    return [...this.#rows]
      .filter((row) => !taken.has(row))
      .slice(0, MAX_COMMENTS)
      .map((row) => ({ kind: 'strayComment', range: this.#commentRange(row) }));
  }

  /** The row that a comment of a declaration would stand above; only of a text that holds any. */
  headOf({ line }: Pick<Declaration, 'line'>): number {
    return headRow(this.#kinds, line - 1);
  }

  #rowsOf({ line, defLine }: Pick<Declaration, 'line' | 'defLine'>): number[] {
    const found: number[] = [];
    const top = headRow(this.#kinds, line - 1);
    let above = top;
    while (above > 0 && this.#kinds[above - 1] === 'comment') above -= 1;
    for (let row = above; row < defLine - 1 && found.length < MAX_COMMENTS; row++) {
      if (this.#rows.has(row)) found.push(row);
    }
    return found;
  }

  #commentRange(row: number): TextRange {
    const line = withoutReturn(this.#lines[row]!);
    return rangeIn(row, line.indexOf('#'), line.length);
  }

  #read(rows: readonly number[]): UsageComment {
    const values: UsageCommentValue[] = [];
    const problems: UsageCommentProblem[] = [];
    const seen = new Set<UsageField>();
    for (const row of rows) {
      const found = readLine(withoutReturn(this.#lines[row]!), seen);
      for (const { from, to, ...value } of found.values)
        values.push({ ...value, range: rangeIn(row, from, to) });
      for (const { from, to, ...fault } of found.faults)
        problems.push({ ...fault, range: rangeIn(row, from, to) });
    }
    return { values, problems, ranges: rows.map((row) => this.#commentRange(row)) };
  }
}

/** Columns of a line. */
interface Columns {
  readonly from: number;
  readonly to: number;
}

interface ReadLine {
  readonly values: readonly (Omit<UsageCommentValue, 'range'> & Columns)[];
  readonly faults: readonly (UsageCommentFault & Columns)[];
}

/** Reads one line with a usage comment; `seen` holds the fields that lines before it give. */
function readLine(line: string, seen: Set<UsageField>): ReadLine {
  const marker = markerIn(line)!;
  const whole = (fault: UsageCommentFault): ReadLine => ({
    values: [],
    faults: [{ ...fault, from: marker.hash, to: marker.end }],
  });
  if (line.length > MAX_LINE_LENGTH) return whole({ kind: 'lineTooLong', max: MAX_LINE_LENGTH });
  if (marker.fault) return whole({ kind: marker.fault });
  const words = usagePairsIn(line, marker.end);
  if (words.length === 0) return whole({ kind: 'emptyComment' });
  // Reserved for rules: what follows names those to leave alone.
  const reserved = words.findIndex(({ key, value }) => key === 'ignore' && value === null);
  const values: ReadLine['values'][number][] = [];
  const faults: ReadLine['faults'][number][] = [];
  for (const pair of reserved < 0 ? words : words.slice(0, reserved)) {
    const { from, to } = pair;
    const read = readPair(pair, seen);
    if ('kind' in read) faults.push({ ...read, from, to });
    else values.push({ ...read, from, to });
  }
  return { values, faults };
}

/** The usage comments of one declaration; of several in a text, `UsageComments` is quicker. */
export function usageComment(text: string, declaration: Pick<Declaration, 'line' | 'defLine'>): UsageComment {
  return new UsageComments(text).of(declaration);
}

/** The values by field, as a layer of a usage takes them. */
export function usageCommentValues(comment: UsageComment): UsageFigures {
  return Object.fromEntries(comment.values.map(({ field, value }) => [field, value]));
}

function readPair(
  { key, value }: Pair,
  seen: Set<UsageField>,
): Omit<UsageCommentValue, 'range'> | UsageCommentFault {
  const info = usageFieldNamed(key);
  if (!info) return { kind: 'unknownField', word: key, near: nearestUsageField(key)?.field ?? null };
  const { field } = info;
  if (value === null) return { kind: 'valueMissing', field };
  const parsed = parseUsageValue(info, value);
  if ('problem' in parsed) return { kind: 'invalidValue', problem: parsed.problem };
  if (seen.has(field)) return { kind: 'repeatedField', field };
  seen.add(field);
  return { field, value: parsed.value };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function rangeIn(line: number, from: number, to: number): TextRange {
  return { start: { line, column: from }, end: { line, column: to } };
}
