import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../../python/evaluate';
import { parseInteger, unescape } from '../../python/literals';
import { callArguments, field, last, parts, pathAt, type Path } from '../../python/syntax';
import { dominantQuote, type Quote } from '../pythonSource';
import { readsOf } from '../countUses';
import { spanOf } from '../replaceableValue';
import { allOf, edited, left, type Fix } from './oldNameFix';
import { importEdits, modalBindings } from './modalImports';
import type { Stretch } from './modalNames';

/** A call such as `modal.gpu.H100(count=2)`. */
interface LegacyCall {
  readonly node: Node;
  readonly path: Path;
  readonly type: string;
}

/** Writes `modal.gpu.X(count=N)` as `"X:N"` within the stretches, and drops the imports that nothing needs any more. */
export function fixLegacyGpus(ev: Evaluator, within: readonly Stretch[], isWholeModule: boolean): Fix {
  const isWithin = ({ node }: LegacyCall): boolean =>
    within.some(({ start, end }) => start <= node.startIndex && node.endIndex <= end);
  const quote = dominantQuote(ev.module);
  const fixed: LegacyCall[] = [];
  const fixes = legacyCalls(ev)
    .filter(isWithin)
    .map((call): Fix => {
      const attribute = attributeRead(ev, call);
      if (attribute !== null) return left({ kind: 'readsGpuObject', attribute });
      const source = gpuString(call, quote);
      if (source === null) return left({ kind: 'gpuNotUnderstood', call: call.node.text });
      fixed.push(call);
      return edited([{ ...spanOf(call.node), newText: source }]);
    });
  return allOf([...fixes, edited(unneededImports(ev, fixed, isWholeModule))]);
}

function legacyCalls(ev: Evaluator): readonly LegacyCall[] {
  const { module } = ev;
  return modalBindings(module).flatMap(([bound]) =>
    readsOf(module, bound).flatMap((path): LegacyCall[] => {
      const start = last(path).startIndex;
      const at = path.findLastIndex((node) => node.type === 'call' && node.startIndex === start);
      const callee = at < 0 ? null : field(path[at]!, 'function');
      const type = callee && /^gpu\.(\w+)$/.exec(module.modalPath(callee) ?? '')?.[1];
      return type ? [{ node: path[at]!, path: path.slice(0, at + 1), type }] : [];
    }),
  );
}

/** `CONFIG.count` for a `CONFIG = modal.gpu.H100(count=2)`: a string has no such thing. */
function attributeRead(ev: Evaluator, { node, path }: LegacyCall): string | null {
  const assignment = path.at(-2);
  const name = assignment?.type === 'assignment' ? field(assignment, 'left') : null;
  if (name?.type !== 'identifier' || field(assignment!, 'right')?.id !== node.id) return null;
  const read = readsOf(ev.module, name.text).find((each) => each.at(-2)?.type === 'attribute');
  return read ? read.at(-2)!.text : null;
}

/** The string that says the same as a GPU object; null where that cannot be told. */
function gpuString({ node, type }: LegacyCall, quote: Quote): string | null {
  const { positional, keywords, spreads, starred } = callArguments(node);
  if (spreads.length > 0 || starred || positional.length > 1) return null;
  if (keywords.some(({ name }) => !['count', 'size', 'memory'].includes(name))) return null;
  if (node.descendantsOfType('comment').length > 0) return null;
  const argument = (name: string): Node | undefined => keywords.find((each) => each.name === name)?.value;
  const name = gpuType(type, argument('size'), argument('memory'));
  if (name === null) return null;
  const count = argument('count') ?? positional[0];
  if (!count) return quote + name + quote;
  const number = count.type === 'integer' ? parseInteger(count.text) : undefined;
  if (number !== undefined) return quote + (number === 1 ? name : `${name}:${number}`) + quote;
  return interpolated(name, count.text, quote);
}

function gpuType(type: string, size: Node | undefined, memory: Node | undefined): string | null {
  if (type === 'Any') return 'any';
  if (type !== 'A100') return size || memory ? null : type;
  const text = size && plainString(size);
  if (size && text === undefined) return null;
  if (text !== undefined && text !== '') return `A100-${text}`;
  if (!memory) return 'A100-40GB';
  const gigabytes = memory.type === 'integer' ? parseInteger(memory.text) : undefined;
  return gigabytes === undefined ? null : `A100-${gigabytes > 0 ? gigabytes : 40}GB`;
}

function plainString(node: Node): string | undefined {
  if (node.type !== 'string' || !/^["']/.test(node.text)) return undefined;
  return parts(node)
    .map((part) => unescape(part.type === 'string_content' ? part.text : '', false))
    .join('');
}

/** `f"H100:{COUNT}"`, in quotes that the expression does not hold, so that every Python reads it. */
function interpolated(name: string, expression: string, quote: Quote): string | null {
  if (/[\\\n{}!:=]/.test(expression)) return null;
  const free = [quote, quote === '"' ? "'" : '"'].find((each) => !expression.includes(each));
  return free === undefined ? null : `f${free}${name}:{${expression}}${free}`;
}

/** Imports of `modal.gpu`, which is gone: with the last use of a name its import has to go too. */
function unneededImports(
  ev: Evaluator,
  fixed: readonly LegacyCall[],
  isWholeModule: boolean,
): ReturnType<typeof importEdits> {
  const { module } = ev;
  if (fixed.length === 0 && !isWholeModule) return [];
  const starts = new Set(fixed.map(({ node }) => node.startIndex));
  const isFixed = (path: Path): boolean => starts.has(last(path).startIndex);
  const drop = modalBindings(module)
    .filter(([, found]) => /^modal(\.gpu)?$/.test(found.module) && isGpu(found.module, found.name))
    .map(([bound]) => bound)
    .filter((bound) => {
      const reads = readsOf(module, bound);
      return reads.every(isFixed) && (isWholeModule || reads.length > 0);
    });
  const remaining = module.occurrences('gpu').some((offset) => {
    const path = pathAt(module.root, offset);
    const attribute = path.at(-2);
    return (
      attribute?.type === 'attribute' &&
      module.modalPath(attribute) === 'gpu' &&
      !starts.has(attribute.startIndex)
    );
  });
  const rename = new Map(remaining ? [] : [['modal.gpu', 'modal']]);
  return importEdits(module, { drop: new Set(drop), rename });
}

function isGpu(module: string, name: string | null): boolean {
  return module === 'modal.gpu' || name === 'gpu';
}
