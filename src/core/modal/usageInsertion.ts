/** New usage comments, and more fields in one that is there. */
import { usageFieldInfo, type UsageField } from './usageFields';
import { lineKinds } from '../python/lineKinds';
import type { Point } from '../python/parser';
import type { Declaration } from './declaration';
import type { UsageComment } from './usageComment';
import { headRow, markerIn } from './usageCommentText';

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

/** Where a new usage comment goes, and what it says: the fields, with examples to be typed over. */
export function insertionFor(
  text: string,
  declaration: Pick<Declaration, 'line'>,
  fields: readonly UsageField[] = FIRST_FIELDS,
): UsageInsertion {
  return commentAbove(text, declaration, fieldsText(fields, false), fieldsText(fields, true));
}

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
    const value = String(example);
    return `${name}=${asSnippet ? `\${${i + 1}:${value}}` : value}`;
  });
  return pairs.join(' ');
}
