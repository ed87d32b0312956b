/** What may be completed where a cursor stands in Python: a GPU, a keyword of Modal's, or a field of a usage comment. */
import { cursorContext, type CursorContext, type OpenBracket } from '../python/cursorContext';
import type { Declaration, DeclaredGpu } from './declaration';
import { markerIn, pairsIn } from './usageCommentText';
import { usageFieldNamed, type UsageFieldInfo } from './usageFields';

/** What opens a list by itself where it is typed: editors open none in strings and comments. */
export const COMPLETION_TRIGGERS: readonly string[] = ['"', "'", ':', '=', '(', ',', ' '];

/** Columns of the cursor's line that a completion replaces. */
interface Replaced {
  readonly from: number;
  readonly to: number;
}

/** A GPU in a value that ends up in a `gpu=`. */
export interface GpuPlace extends Replaced {
  readonly kind: 'gpu';
  /** Whether the value has quotes: without, they are completed too. */
  readonly isQuoted: boolean;
  /** The type whose count is completed: empty for one in the hole of an f-string; null where the type is completed. */
  readonly countOf: string | null;
  /** Whether a count follows the type. */
  readonly hasCount: boolean;
  /** The constant that the value is given to; null if it stands in the call itself. */
  readonly constant: string | null;
}

/** A keyword of a call that may be Modal's. */
export interface KeywordPlace extends Replaced {
  readonly kind: 'keyword';
  /** What is called, such as `function` of `app`. */
  readonly method: string;
  readonly receiver: string;
  /** Whether it is a decorator's. */
  readonly isDecorator: boolean;
  /** The keywords that the call has before the cursor. */
  readonly given: readonly string[];
}

/** A field of a usage comment, or its value. */
export interface UsagePlace extends Replaced {
  readonly kind: 'usageField' | 'usageValue';
  /** The field whose value is completed; null for a name. */
  readonly field: UsageFieldInfo | null;
  /** The fields that the line gives already. */
  readonly given: readonly string[];
}

export type CompletionPlace = GpuPlace | KeywordPlace | UsagePlace;

/**
 * What may be completed at a place; null for nothing.
 * @param line and `column` from 0, as UTF-16 units
 * @param isGpuConstant whether a name ends up in a `gpu=` of this file or another
 */
export function completionPlace(
  lines: readonly string[],
  line: number,
  column: number,
  isGpuConstant: (name: string) => boolean,
): CompletionPlace | null {
  const text = lines[line] ?? '';
  if (markerIn(text)) return usagePlace(text, column);
  if (!mayComplete(text, column)) return null;
  const context = cursorContext(lines, line, column);
  if (!context || context.isComment) return null;
  if (!context.string) return codePlace(context, text, column, isGpuConstant);
  return gpuInString(context, text, column, isGpuConstant);
}

/** A quick look at a line: most of what is typed is neither in a string nor the beginning of an argument. */
export function mayComplete(line: string, column: number): boolean {
  const before = line.slice(0, column);
  return (
    /["']/.test(before) ||
    /^\s*\w*$/.test(before) ||
    /[(,[=]\s*\w*$/.test(before) ||
    markerIn(line) !== undefined
  );
}

/** A type, or as much of it as is typed: `A100-80GB`, `H100!`, `B200+`. */
const TYPE_BEFORE = /[A-Za-z0-9+!.-]*$/;
const TYPE_AFTER = /^[A-Za-z0-9+!.-]*/;

function gpuInString(
  context: CursorContext,
  line: string,
  column: number,
  isGpuConstant: (name: string) => boolean,
): GpuPlace | null {
  const { text, string } = context;
  const target = targetOf(context, string!.at, isGpuConstant);
  if (target === null) return null;
  const written = text.slice(string!.from);
  if (written.includes('\n')) return null;
  const typed = TYPE_BEFORE.exec(written)![0];
  const rest = line.slice(column);
  const to = column + TYPE_AFTER.exec(rest)![0].length;
  const before = written.slice(0, written.length - typed.length);
  const base = { kind: 'gpu', isQuoted: true, constant: target.constant, to } as const;
  if (before.endsWith(':')) {
    const type = TYPE_BEFORE.exec(before.slice(0, -1))![0];
    const isWhole = type.length === before.length - 1;
    if (!isWhole && !before.endsWith('}:')) return null;
    return { ...base, from: column - typed.length, countOf: isWhole ? type : '', hasCount: true };
  }
  if (before !== '') return null;
  const hasCount = line[to] === ':';
  return { ...base, from: column - typed.length, countOf: null, hasCount };
}

function codePlace(
  context: CursorContext,
  line: string,
  column: number,
  isGpuConstant: (name: string) => boolean,
): GpuPlace | KeywordPlace | null {
  const { text, brackets } = context;
  const open = brackets.at(-1);
  const typed = /\w*$/.exec(text)![0];
  const start = text.length - typed.length;
  const from = column - typed.length;
  const to = column + /^\w*/.exec(line.slice(column))![0].length;
  const item = text.slice(open?.item ?? 0, start);
  if (open?.char === '(' && item.trim() === '') return keywordPlace(text, open, { from, to });
  const isValue = /=\s*$/.test(item) || (open?.char === '[' && item.trim() === '');
  const target = isValue ? targetOf(context, start, isGpuConstant) : null;
  if (!target) return null;
  return {
    kind: 'gpu',
    isQuoted: false,
    countOf: null,
    hasCount: false,
    constant: target.constant,
    from,
    to,
  };
}

function keywordPlace(text: string, { at, item }: OpenBracket, columns: Replaced): KeywordPlace | null {
  const called = /([\w.]+)\s*\.\s*(\w+)\s*$/.exec(text.slice(0, at));
  if (!called) return null;
  const [, receiver = '', method = ''] = called;
  const given = [...text.slice(at + 1, item).matchAll(/(\w+)\s*=(?!=)/g)].map((match) => match[1]!);
  return { kind: 'keyword', method, receiver, isDecorator: /^\s*@/.test(text), given, ...columns };
}

/** Calls that read the environment, whose second argument is the value without it. */
const ENVIRONMENT = /(?:^|\.)(?:environ\s*\.\s*get|getenv)\s*$/;
const CALLED = /[\w\])]\s*$/;

/** Where a value at an offset goes, if that is a `gpu=`; null for anything else. */
function targetOf(
  { text, brackets }: CursorContext,
  offset: number,
  isGpuConstant: (name: string) => boolean,
): { readonly constant: string | null } | null {
  let end = offset;
  for (const { char, at, item, commas } of [...brackets].reverse()) {
    const written = text.slice(item, end);
    const before = text.slice(0, at);
    if (char === '(' && /^\s*gpu\s*=(?!=)/.test(written)) return { constant: null };
    if (char === '(' && isCalled(before) && !(ENVIRONMENT.test(before) && commas > 0)) return null;
    if (char === '[' && CALLED.test(before)) return null;
    if (char === '{' && /^\s*(["'])gpu\1\s*:/.test(written))
      return { constant: constantIn(before, 0) ?? null };
    if (char === '{' && !written.includes(':')) return null;
    end = at;
  }
  const constant = constantIn(text, end);
  return constant !== undefined && isGpuConstant(constant) ? { constant } : null;
}

/** The name that a statement binds: `GPU = …`, `GPU: str = …`. */
function constantIn(text: string, end: number): string | undefined {
  const written = end === 0 ? text : text.slice(0, end);
  return /^\s*(\w+)\s*(?::[^=]*)?=(?!=)/.exec(written)?.[1];
}

/** Whether a bracket after this text is that of a call, and not one around an expression. */
function isCalled(before: string): boolean {
  return CALLED.test(before) && !/\b(?:in|and|or|not|if|else|return|yield|await|lambda)\s*$/.test(before);
}

function usagePlace(line: string, column: number): UsagePlace | null {
  const { end, fault } = markerIn(line)!;
  if (fault !== null || column < end) return null;
  const pairs = pairsIn(line, end);
  const here = pairs.find(({ from, to }) => from <= column && column <= to);
  const given = pairs.filter((each) => each !== here).map(({ key }) => key);
  if (!here) return { kind: 'usageField', field: null, given, from: column, to: column };
  const valueFrom = here.value === null ? here.to + 1 : here.to - here.value.length;
  if (column < valueFrom) {
    return { kind: 'usageField', field: null, given, from: here.from, to: here.from + here.key.length };
  }
  const field = usageFieldNamed(here.key) ?? null;
  return field && { kind: 'usageValue', field, given, from: valueFrom, to: here.to };
}

/**
 * The names that a declared GPU is read from: the constants behind it in a file and, if it is declared there, the names in
 * its expression, which count also while they have no value.
 */
export function gpuNames({ source, origins }: DeclaredGpu, file: string, isOwn: boolean): readonly string[] {
  const behind = origins.flatMap((each) => (each.kind === 'name' && each.file === file ? [each.name] : []));
  if (!isOwn) return behind;
  const outside = source.replace(/(["'])(?:(?!\1).)*\1/gs, ' ');
  const holes = source.match(/\{[^{}]*\}/g) ?? [];
  return [...behind, ...(`${outside} ${holes.join(' ')}`.match(/[A-Za-z_]\w*/g) ?? [])];
}

/** The declarations whose GPU is read from a constant of a file. */
export function fedBy(
  declarations: readonly Declaration[],
  constant: string,
  file: string,
  isOwn: boolean,
): readonly Declaration[] {
  return declarations.filter(({ gpu }) => gpuNames(gpu, file, isOwn).includes(constant));
}
