import type { TextEdit } from '../python/parser';
import type { Declaration, TextRange } from './declaration';
import type { FileScan } from './scan';

/**
 * While a file is being typed it often does not parse, and the parser then loses the declarations around the error.
 * Each that was there before, lies where the text is broken and is not seen now is kept, moved with the text and marked
 * stale, so that figures do not flicker. Where nothing is broken, what is gone is gone.
 */
export function keepLastGood(
  previous: FileScan,
  fresh: FileScan,
  edits: readonly TextEdit[],
  broken: readonly (readonly [number, number])[],
): FileScan {
  if (broken.length === 0 || previous.declarations.length === 0) return fresh;
  const seen = new Set(fresh.declarations.map(identity));
  const lines = new Set(fresh.declarations.map(({ line }) => line));
  const kept = previous.declarations
    .map((declaration) => moved(declaration, edits))
    .filter((declaration) => !seen.has(identity(declaration)))
    .filter(({ unfinished, line }) => !(unfinished && lines.has(line)))
    .filter((declaration) =>
      broken.some(([from, to]) => from <= declaration.defLine && declaration.line <= to + 1),
    )
    .map((declaration) => ({ ...declaration, stale: true }));
  if (kept.length === 0) return fresh;
  // What has lost its definition just now is better known by what it was.
  const known = new Set(kept.map(({ line }) => line));
  const found = fresh.declarations.filter(({ unfinished, line }) => !(unfinished && known.has(line)));
  const declarations = [...found, ...kept].sort((a, b) => a.line - b.line);
  return { ...fresh, declarations };
}

function identity(declaration: Declaration): string {
  return `${declaration.kind} ${declaration.registeredBy} ${declaration.qualname}`;
}

/** The declaration where the edits have moved it. */
function moved(declaration: Declaration, edits: readonly TextEdit[]): Declaration {
  const line = (from1: number): number => edits.reduce(moveLine, from1 - 1) + 1;
  const shift = line(declaration.line) - declaration.line;
  if (shift === 0 && line(declaration.defLine) === declaration.defLine) return declaration;
  return {
    ...declaration,
    line: line(declaration.line),
    endLine: line(declaration.endLine),
    defLine: line(declaration.defLine),
    range: moveRange(declaration.range, shift),
  };
}

/** A line (from 0) after an edit: below it, it moves; inside it, it goes to the edit's start. */
function moveLine(line: number, edit: TextEdit): number {
  if (line < edit.start.line || (line === edit.start.line && edit.start.column > 0)) return line;
  if (line < edit.oldEnd.line) return edit.start.line;
  return line + edit.newEnd.line - edit.oldEnd.line;
}

function moveRange(range: TextRange, lines: number): TextRange {
  return {
    start: { line: range.start.line + lines, column: range.start.column },
    end: { line: range.end.line + lines, column: range.end.column },
  };
}
