/** Edits within one line, and what of the last scan they leave as it was: most typing need not read the file again. */
import type { ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import type { Point, TextEdit } from '../python/parser';
import { field, pathAt } from '../python/syntax';
import { holdsWord } from '../python/wordOffsets';
import { Work } from '../python/work';
import { mayCall } from './callSites';
import { mayRegister } from './registrations';
import { mayCreate } from './sandboxes';
import type { Declaration } from './declaration';
import { mayDeclare } from './mayDeclare';
import { scanStretch, type FileScan } from './scan';

/** An edit that stays in one line and leaves the structure everywhere else as it was; most typing is of this kind. */
export interface LineEdit {
  readonly line: number;
  /** Where it is in the new text, and by how much that grew. */
  readonly at: number;
  readonly growth: number;
  /** The line's text before and after. */
  readonly before: string;
  readonly after: string;
}

export function lineEdit(
  before: string,
  after: string,
  [edit, ...more]: readonly TextEdit[],
  changed: readonly { readonly startIndex: number; readonly endIndex: number }[],
): LineEdit | undefined {
  if (!edit || more.length > 0) return undefined;
  const { line } = edit.start;
  if (edit.oldEnd.line !== line || edit.newEnd.line !== line) return undefined;
  const now = lineAround(after, edit.startIndex, edit.newEndIndex);
  if (changed.some(({ startIndex, endIndex }) => startIndex < now.start || endIndex > now.end))
    return undefined;
  return {
    line,
    at: edit.startIndex,
    growth: edit.newEndIndex - edit.oldEndIndex,
    before: lineAround(before, edit.startIndex, edit.oldEndIndex).text,
    after: now.text,
  };
}

/** Whether nothing but space at the end of a line has come or gone: it means nothing, unless in a string or after a backslash. */
export function isSpaceAtEnd({ at, before, after }: LineEdit, module: PythonModule): boolean {
  const kept = after.trimEnd();
  if (before.trimEnd() !== kept || kept.endsWith('\\') || module.root.hasError) return false;
  return !pathAt(module.root, at).some(({ type }) => type === 'string');
}

/** Statements that declare nothing and hold no other statements. */
const SIMPLE = new Set([
  'expression_statement',
  'return_statement',
  'raise_statement',
  'assert_statement',
  'comment',
]);

/**
 * Whether an edit cannot have changed what the file declares: it is inside a simple statement whose lines neither before nor
 * after hold a word that the last scan asked for, or that could begin a declaration or a call that costs.
 */
export function isElsewhere(
  { at, growth }: LineEdit,
  before: string,
  words: readonly string[],
  module: PythonModule,
): boolean {
  const path = pathAt(module.root, at);
  const index = path.findLastIndex(
    (_, i) => i > 0 && (path[i - 1]!.type === 'block' || path[i - 1]!.type === 'module'),
  );
  const statement = path[index];
  // A function that was asked for may have been followed, line by line.
  const isFollowed = path.some(
    (node) => node.type === 'function_definition' && words.includes(field(node, 'name')?.text ?? ''),
  );
  if (isFollowed) return false;
  if (!statement || !SIMPLE.has(statement.type) || statement.hasError) return false;
  // Whole lines: what stands beside the statement now may have been part of it.
  const { start, end } = lineAround(module.text, statement.startIndex, statement.endIndex);
  const texts = [before.slice(start, end - growth), module.text.slice(start, end)];
  if (texts.some((text) => mayDeclare(text) || mayCall(text) || mayRegister(text) || mayCreate(text)))
    return false;
  return !words.some((word) => texts.some((text) => holdsWord(text, word)));
}

/**
 * The result with one declaration read anew: what is typed among a decorator's arguments binds no name, so that no other
 * declaration can have changed. Undefined where that is not so.
 */
export function rereadOne(
  { line, at, growth, before, after }: LineEdit,
  result: FileScan,
  module: PythonModule,
  modules: ModuleFinder,
): FileScan | undefined {
  if (before.includes(':=') || after.includes(':=') || result.declarations.some((each) => each.stale))
    return undefined;
  const isHere = ({ range }: Declaration): boolean => range.start.line <= line && line <= range.end.line;
  const [old, ...others] = result.declarations.filter(isHere);
  if (!old || others.length > 0) return undefined;
  if (result.callSites.some(({ range }) => range.start.line <= line && line <= range.end.line))
    return undefined;
  const start = offsetOfLine(module.text, old.range.start.line);
  const end = offsetOfLine(module.text, old.range.end.line + 1);
  const work = new Work();
  const [fresh, ...more] = scanStretch(module, modules, start, end, work);
  if (work.isSpent || fresh?.qualname !== old.qualname || fresh.line !== old.line || more.length > 0)
    return undefined;
  // Beside a call the line may bind a name.
  const isInside =
    offsetOf(module.text, fresh.range.start) < at &&
    at + Math.max(0, growth) < offsetOf(module.text, fresh.range.end);
  if (fresh.registeredBy === 'call' && !isInside) return undefined;
  return { ...result, declarations: result.declarations.map((each) => (each === old ? fresh : each)) };
}

function offsetOf(text: string, { line, column }: Point): number {
  return offsetOfLine(text, line) + column;
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return text.length;
    offset = next + 1;
  }
  return offset;
}

function lineAround(text: string, from: number, to: number): { start: number; end: number; text: string } {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next < 0 ? text.length : next;
  return { start, end, text: text.slice(start, end) };
}
