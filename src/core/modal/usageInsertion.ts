/** New usage comments, and other values in one that is there. */
import { USAGE_FIELDS, writtenUsage, type UsageField, type UsageFigure } from './usageFields';
import { lineKinds } from '../python/lineKinds';
import type { Point } from '../python/parser';
import type { Declaration, TextRange } from './declaration';
import type { UsageComment } from './usageComment';
import { headRow, MARKER, markerIn, usagePairsIn, type Marker, type Pair } from './usageCommentText';

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

/** What a new usage says, in the order that it is asked for. */
export const FIRST_FIELDS: readonly UsageField[] = ['requestsPerDay', 'secondsPerRequest'];

/** A new `# modal-cost:` comment, directly above the declaration's first decorator, or the statement with its call, and indented like it. */
export function commentAbove(
  text: string,
  declaration: Pick<Declaration, 'line'>,
  says: string,
  saysAsSnippet: string,
): UsageInsertion {
  const lines = text.split('\n');
  const row = Math.min(headRow(lineKinds(lines), declaration.line - 1), lines.length - 1);
  const indent = /^[ \t\f]*/.exec(lines[row]!)![0];
  const eol = lines.length > 1 && lines[Math.max(0, row - 1)]!.endsWith('\r') ? '\r\n' : '\n';
  const comment = (body: string): string => `${indent}${MARKER} ${body}${eol}`;
  return {
    position: { line: row, column: 0 },
    indent,
    eol,
    text: comment(says),
    snippet: comment(saysAsSnippet),
  };
}

/** A change of a line of text. */
export interface LineEdit {
  readonly range: TextRange;
  readonly text: string;
}

/**
 * The edits that give fields of a usage their values in a declaration's comment: in place of what is written of a field, right
 * or wrong, else after what is written; in a new comment where there is none. A field that is null is taken out. A comment that
 * begins in another way than `# modal-cost:` is put right.
 */
export function usageEdits(
  text: string,
  declaration: Pick<Declaration, 'line'>,
  { ranges }: Pick<UsageComment, 'ranges'>,
  values: Readonly<Partial<Record<UsageField, UsageFigure | null>>>,
): readonly LineEdit[] {
  const says = USAGE_FIELDS.flatMap(({ field, name }) => {
    const value = values[field];
    return value === undefined || value === null ? [] : [{ name, pair: `${name}=${writtenUsage(value)}` }];
  });
  const removed = USAGE_FIELDS.filter(({ field }) => values[field] === null).map(({ name }) => name);
  if (says.length === 0 && removed.length === 0) return [];
  const lines = text.split('\n');
  const written = ranges.flatMap(({ start }) => rowOf(lines, start.line));
  const [first] = written.filter(({ isIgnore }) => !isIgnore);
  if (!first) {
    if (says.length === 0) return [];
    const { position, text: line } = commentAbove(
      text,
      declaration,
      says.map(({ pair }) => pair).join(' '),
      '',
    );
    return [{ range: { start: position, end: position }, text: line }];
  }
  const edits = written.flatMap((each) => removals(each, removed, each === first && says.length > 0));
  const added: string[] = [];
  for (const { name, pair } of says) {
    const place = written.flatMap(({ row, pairs }) => pairs.map((each) => ({ row, ...each })));
    const at = place.find(({ key }) => key === name);
    if (at) edits.push({ range: columns(at.row, at.from, at.to), text: pair });
    else added.push(pair);
  }
  const { row, marker, end } = first;
  if (marker.fault) edits.push({ range: columns(row, marker.hash, marker.end), text: MARKER });
  if (added.length > 0) edits.push({ range: columns(row, end, end), text: ` ${added.join(' ')}` });
  return edits.sort(
    ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.column - b.column,
  );
}

/**
 * What takes fields out of a comment, each with the blanks before it; the whole line where nothing is left.
 * @param isKept whether something else is written into the line
 */
function removals(
  { row, marker, pairs, isWhole }: WrittenRow,
  names: readonly string[],
  isKept: boolean,
): LineEdit[] {
  const isRemoved = ({ key }: Pair): boolean => names.includes(key);
  if (pairs.length > 0 && pairs.every(isRemoved) && isWhole && !isKept)
    return [{ range: { start: { line: row, column: 0 }, end: { line: row + 1, column: 0 } }, text: '' }];
  return pairs.flatMap((pair, i) =>
    isRemoved(pair) ? [{ range: columns(row, pairs[i - 1]?.to ?? marker.end, pair.to), text: '' }] : [],
  );
}

interface WrittenRow {
  readonly row: number;
  readonly marker: Marker;
  readonly pairs: readonly Pair[];
  /** Behind its last pair, before a remark. */
  readonly end: number;
  /** Nothing follows its pairs. */
  readonly isWhole: boolean;
  /** It silences a rule: what follows is the reason for that. */
  readonly isIgnore: boolean;
}

function rowOf(lines: readonly string[], row: number): WrittenRow[] {
  const line = lines[row]!.replace(/\r$/, '');
  const marker = markerIn(line);
  if (!marker) return [];
  const all = usagePairsIn(line, marker.end);
  const ignore = all.findIndex(({ key, value }) => key === 'ignore' && value === null);
  const pairs = ignore < 0 ? all : all.slice(0, ignore);
  const end = pairs.at(-1)?.to ?? marker.end;
  return [{ row, marker, pairs, end, isWhole: line.slice(end).trim() === '', isIgnore: ignore === 0 }];
}

function columns(line: number, from: number, to: number): TextRange {
  return { start: { line, column: from }, end: { line, column: to } };
}
