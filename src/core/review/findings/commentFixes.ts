/** What puts a usage comment right. */
import type { TextRange } from '../../modal/declaration';
import { typedUsage } from '../../modal/typedUsage';
import type { UsageCommentFault } from '../../modal/usageCommentProblem';
import { MARKER } from '../../modal/usageCommentText';
import { usageFieldInfo } from '../../modal/usageFields';
import { FIRST_FIELDS } from '../../modal/usageInsertion';
import type { FindingFix } from './finding';
import type { IgnoreOutcome } from './ignoreComments';

/**
 * The fixes of one fault, the best first; none where nobody knows what was meant.
 * @param line the line that it stands in
 */
export function commentFixes(fault: UsageCommentFault, range: TextRange, line: string): FindingFix[] {
  const old = line.slice(range.start.column, range.end.column);
  const change = (text: string): FindingFix => ({ kind: 'comment', range, old, text });
  switch (fault.kind) {
    case 'missingColon':
    case 'misspelledMarker':
      return [change(MARKER)];
    case 'emptyComment':
      return [{ kind: 'usage', fields: FIRST_FIELDS }];
    case 'valueMissing':
      return [{ kind: 'usage', fields: [fault.field] }];
    case 'unknownField':
      return fault.near === null
        ? [removal(range, line)]
        : [change(old.replace(fault.word, () => usageFieldInfo(fault.near!).name))];
    case 'repeatedField':
      return [removal(range, line)];
    case 'invalidValue': {
      const { field, given, near } = fault.problem;
      const value = near ?? (typeof given === 'string' ? typedUsage(field, given) : undefined);
      return value === undefined
        ? [{ kind: 'usage', fields: [field] }]
        : [change(`${usageFieldInfo(field).name}=${value}`)];
    }
    case 'strayComment':
      return [change('')];
    case 'lineTooLong':
      return [];
  }
}

/** A declaration without a usage comment, and the row that one would stand above. */
export interface CommentHome {
  readonly name: string;
  readonly row: number;
}

/** Where a comment that stands above no declaration may belong: to the next one, else to the one before. */
export function moves(
  range: TextRange,
  lines: readonly string[],
  homes: readonly CommentHome[],
): FindingFix[] {
  const { line: at, column } = range.start;
  const byRow = [...homes].sort((a, b) => a.row - b.row);
  const found = [byRow.find(({ row }) => row > at), byRow.findLast(({ row }) => row < at)];
  return found.flatMap((home): FindingFix[] => {
    if (!home) return [];
    const indentation = /^\s*/.exec(lines[home.row] ?? '')![0].length;
    const text = lines[at]!.slice(column, range.end.column);
    return [
      { kind: 'moveComment', range, text, to: { line: home.row, column: indentation }, name: home.name },
    ];
  });
}

/** The rule that is most likely meant, in a comment that silences one. */
export function ignoreFixes(outcome: IgnoreOutcome, range: TextRange, line: string): FindingFix[] {
  if (outcome.kind !== 'notARule' || outcome.arguments.near === null) return [];
  const old = line.slice(range.start.column, range.end.column);
  return [{ kind: 'comment', range, old, text: outcome.arguments.near }];
}

/** With the blanks before it. */
function removal({ start, end }: TextRange, line: string): FindingFix {
  const column = line.slice(0, start.column).trimEnd().length;
  const old = line.slice(start.column, end.column);
  return { kind: 'comment', range: { start: { ...start, column }, end }, old, text: '' };
}
