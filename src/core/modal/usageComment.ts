/**
 * `# modal-cost: requests_per_day=50000 seconds_per_request=0.2`: usage in a comment directly above a decorator.
 *
 * Found in the text, without a tree: one pass over the lines says which of them begin a decorator, are a comment, or
 * go on inside brackets or a string, so that a comment's look-alike in a string is none. A text that never says
 * `modal-cost` costs one search.
 */
import { nearestUsageField, parseUsageValue, usageFieldNamed, usageFieldInfo } from './usageFields';
import type { UsageField } from './usageFields';
import type { Point } from '../python/parser';
import { quoted } from '../text';
import type { Declaration, TextRange } from './declaration';
import { lineKinds, type LineKind } from '../python/lineKinds';
import { t } from '../render/words/translate';
import { usageProblemText } from '../render/words/usageWords';

/** A value of a comment, and where it stands: `key=value`. */
export interface UsageCommentValue {
  readonly field: UsageField;
  readonly value: number;
  readonly range: TextRange;
}

/** What is amiss, where it stands. It is ignored, never guessed. */
export interface UsageCommentProblem {
  readonly range: TextRange;
  readonly message: string;
}

/** All usage comments of a declaration, taken together. */
export interface UsageComment {
  readonly values: readonly UsageCommentValue[];
  readonly problems: readonly UsageCommentProblem[];
  /** Each comment, from its `#` to the end of its line. */
  readonly ranges: readonly TextRange[];
}

/** Where a comment goes, and what it says. */
export interface UsageInsertion {
  /** The start of the line that it is inserted before. */
  readonly position: Point;
  readonly indent: string;
  readonly eol: string;
  /** The whole line, with its line break. */
  readonly text: string;
  /** The same as a VS Code snippet, its values to be typed over. */
  readonly snippet: string;
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
    const mentioned = text.includes('modal-cost');
    this.#lines = mentioned ? text.split('\n') : [];
    const marked = this.#lines.flatMap((line, row) => (markerIn(line) ? [row] : []));
    this.#kinds = marked.length > 0 ? lineKinds(this.#lines) : [];
    this.#rows = new Set(marked.filter((row) => this.#kinds[row] === 'comment'));
  }

  /** The comments above a declaration's first decorator and between its decorators. */
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
      .map((row) => ({
        range: this.#commentRange(row),
        message: t(
          'This usage belongs to no declaration: it counts directly above a decorator of a Modal app.',
        ),
      }));
  }

  #rowsOf({ line, defLine }: Pick<Declaration, 'line' | 'defLine'>): number[] {
    const found: number[] = [];
    const top = firstDecorator(this.#kinds, line - 1);
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
    const seen = new Set<string>();
    for (const row of rows) {
      const line = withoutReturn(this.#lines[row]!);
      const marker = markerIn(line)!;
      const problem = (from: number, to: number, message: string): void => {
        problems.push({ range: rangeIn(row, from, to), message });
      };
      if (line.length > MAX_LINE_LENGTH) {
        problem(
          marker.hash,
          marker.end,
          t('A usage comment has at most {0} characters in a line.', MAX_LINE_LENGTH),
        );
        continue;
      }
      if (!marker.colon) {
        problem(marker.hash, marker.end, t('A usage comment begins with “modal-cost:”, with a colon.'));
        continue;
      }
      const words = pairsIn(line, marker.end);
      // Reserved for rules: what follows names those to leave alone.
      const reserved = words.findIndex(({ key, value }) => key === 'ignore' && value === null);
      const pairs = reserved < 0 ? words : words.slice(0, reserved);
      if (words.length === 0)
        problem(
          marker.hash,
          marker.end,
          t('This usage says nothing: write, for example, requests_per_day=1000 seconds_per_request=0.2.'),
        );
      for (const pair of pairs) {
        const read = readPair(pair, seen);
        if ('problem' in read) problem(pair.from, pair.to, read.problem);
        else values.push({ ...read, range: rangeIn(row, pair.from, pair.to) });
      }
    }
    return { values, problems, ranges: rows.map((row) => this.#commentRange(row)) };
  }
}

/** The usage comments of one declaration; of several in a text, `UsageComments` is quicker. */
export function usageComment(text: string, declaration: Pick<Declaration, 'line' | 'defLine'>): UsageComment {
  return new UsageComments(text).of(declaration);
}

/** The values by field, as a layer of a usage takes them. */
export function usageCommentValues(comment: UsageComment): Partial<Record<UsageField, number>> {
  return Object.fromEntries(comment.values.map(({ field, value }) => [field, value]));
}

/** What a new usage says, in the order that it is asked for. */
export const FIRST_FIELDS: readonly UsageField[] = ['requestsPerDay', 'secondsPerRequest'];

/** Where a new usage comment goes, and what it says: the fields, with examples to be typed over. */
export function insertionFor(
  text: string,
  declaration: Pick<Declaration, 'line'>,
  fields: readonly UsageField[] = FIRST_FIELDS,
): UsageInsertion {
  return commentAbove(text, declaration, fieldsText(fields, false), fieldsText(fields, true));
}

/** A new `# modal-cost:` comment, directly above the declaration's first decorator and indented like it. */
export function commentAbove(
  text: string,
  declaration: Pick<Declaration, 'line'>,
  says: string,
  saysAsSnippet: string,
): UsageInsertion {
  const lines = text.split('\n');
  const row = Math.min(firstDecorator(lineKinds(lines), declaration.line - 1), lines.length - 1);
  const indent = /^[ \t\f]*/.exec(lines[row]!)![0];
  const eol = lines.length > 1 && lines[Math.max(0, row - 1)]!.endsWith('\r') ? '\r\n' : '\n';
  const comment = (body: string): string => `${indent}# modal-cost: ${body}${eol}`;
  return {
    position: { line: row, column: 0 },
    indent,
    eol,
    text: comment(says),
    snippet: comment(saysAsSnippet),
  };
}

/** Fields that a declaration's comment does not give yet, to be inserted in it; null where it gives them all. */
export function additionTo(
  text: string,
  { values, ranges: [first] }: UsageComment,
  fields: readonly UsageField[],
): { readonly position: Point; readonly snippet: string } | null {
  const missing = fields.filter((each) => values.every(({ field }) => field !== each));
  const marker = first && markerIn(text.split('\n', first.start.line + 1)[first.start.line]!);
  if (!marker || missing.length === 0) return null;
  return {
    position: { line: first.start.line, column: marker.end },
    snippet: ` ${fieldsText(missing, true)}`,
  };
}

function fieldsText(fields: readonly UsageField[], asSnippet: boolean): string {
  const pairs = fields.map((field, i) => {
    const { name, example } = usageFieldInfo(field);
    return `${name}=${asSnippet ? `\${${i + 1}:${example}}` : example}`;
  });
  return pairs.join(' ');
}

/**
 * The row of the first of the decorators that the one in `row` stands among: up over decorators, their further lines,
 * comments and blank lines, as long as more decorators follow. Work: the lines of that stack.
 */
function firstDecorator(kinds: readonly LineKind[], row: number): number {
  let first = row;
  for (let at = row - 1; at >= 0 && kinds[at] !== 'other'; at--) if (kinds[at] === 'decorator') first = at;
  return first;
}

interface Marker {
  readonly hash: number;
  /** After the colon, or after `modal-cost` where there is none. */
  readonly end: number;
  readonly colon: boolean;
}

/** `# modal-cost:` at a line's beginning; without a colon only where a field follows, as people do write of it. */
function markerIn(line: string): Marker | undefined {
  const match = /^([ \t\f]*)#[ \t]*modal-cost(?:[ \t]*(:)|(?=[ \t]+\w+=))/.exec(line);
  if (!match) return undefined;
  return { hash: match[1]!.length, end: match[0].length, colon: match[2] !== undefined };
}

/** One word of a comment: `key=value`, or a key alone, with its columns. */
interface Pair {
  readonly key: string;
  readonly value: string | null;
  readonly from: number;
  readonly to: number;
}

/** The words of a line from `start` on, up to a `#` that begins a remark. Blanks around "=" do no harm. */
function pairsIn(line: string, start: number): Pair[] {
  const pairs: Pair[] = [];
  const blank = (at: number): boolean => line[at] === ' ' || line[at] === '\t' || line[at] === '\f';
  let at = start;
  const skip = (): void => {
    while (at < line.length && blank(at)) at += 1;
  };
  const word = (stop: string): string => {
    const from = at;
    while (at < line.length && !blank(at) && line[at] !== stop) at += 1;
    return line.slice(from, at);
  };
  for (;;) {
    skip();
    if (at >= line.length || line[at] === '#') return pairs;
    const from = at;
    const key = word('=');
    const end = at;
    skip();
    if (line[at] !== '=') {
      pairs.push({ key, value: null, from, to: end });
      continue;
    }
    at += 1;
    skip();
    const value = line[at] === '#' ? '' : word('');
    pairs.push({ key, value, from, to: at });
  }
}

function readPair(
  { key, value }: Pair,
  seen: Set<string>,
): { readonly field: UsageField; readonly value: number } | { readonly problem: string } {
  const info = usageFieldNamed(key);
  if (!info) {
    const near = nearestUsageField(key);
    const hint = near ? ` ${t('Did you mean {0}?', near.name)}` : '';
    return { problem: `${t('{0} is not a field of a usage.', quoted(key))}${hint}` };
  }
  if (value === null) return { problem: t('{0} needs a value: {1}={2}.', key, key, info.example) };
  const parsed = parseUsageValue(info, value);
  if ('problem' in parsed) return { problem: usageProblemText(parsed.problem) };
  if (seen.has(key)) return { problem: t('{0} is given twice: the first one counts.', key) };
  seen.add(key);
  return { field: info.field, value: parsed.value };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function rangeIn(line: number, from: number, to: number): TextRange {
  return { start: { line, column: from }, end: { line, column: to } };
}
