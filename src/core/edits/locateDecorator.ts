import type { Node } from 'web-tree-sitter';
import type { ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { callArguments, field, last, pathAt, type CallArguments, type Path } from '../python/syntax';
import { scopeOf } from '../modal/contexts';
import type { Declaration, TextRange } from '../modal/declaration';
import { scanModule } from '../modal/scan';
import { itemsOf, type Items } from './listItems';
import { nextLine } from './lineText';
import { refused, type Refused } from './refusal';

/** A call's arguments by meaning and by place. */
export interface CallParts {
  readonly list: Node;
  readonly given: CallArguments;
  readonly items: Items;
}

/** The call with a declaration's keywords in the tree, and its decorator, if it has one. */
export interface DecoratorSite extends CallParts {
  readonly decorator: { readonly decorated: Node; readonly node: Node } | null;
  readonly call: Node;
  /** The path to the decorated definition, or to the call's statement: the scope that the arguments are read in. */
  readonly path: Path;
}

/** Finds the call with a declaration's keywords, or says why it cannot be found. */
export function findDecorator(module: PythonModule, declaration: Declaration): DecoratorSite | Refused {
  const { name, options, registeredBy } = declaration;
  if (declaration.unfinished) return refused({ kind: 'nothingDecorated' });
  if (declaration.stale) return refused({ kind: 'codeDoesNotParse', name });
  if (!options) return refused({ kind: 'keywordsElsewhere', name });
  const decorator = registeredBy === 'decorator' ? decoratorAt(module, declaration) : null;
  const path = callAt(module, options);
  if (!path || decorator === undefined || last(path).hasError)
    return refused({ kind: 'declarationMoved', name });
  const call = last(path);
  const inside = callParts(call);
  if (!inside) return refused({ kind: 'noArgumentList', name });
  const isDecorators =
    decorator && call.startIndex >= decorator.node.startIndex && call.endIndex <= decorator.node.endIndex;
  const scope = isDecorators ? decorator.path : scopeOf(path);
  return { decorator, call, path: scope, ...inside };
}

/**
 * How many declarations have their keywords from the same call: those of a loop, of a helper, or of a name that is put on
 * several definitions.
 */
export function sharers(
  module: PythonModule,
  { options, range }: Declaration,
  modules: ModuleFinder,
): number {
  const place = JSON.stringify(options);
  const isDecorator = module.text[offsetAt(module.text, range.start.line, range.start.column)] === '@';
  const isOwn = options && range.start.line <= options.start.line && options.end.line <= range.end.line;
  if (isDecorator && isOwn) return 1;
  const { declarations } = scanModule(module, modules);
  return declarations.filter((each) => JSON.stringify(each.options) === place).length;
}

/** The decorator of a declaration; undefined where it is not there any more. */
function decoratorAt(
  module: PythonModule,
  { name, range: { start } }: Declaration,
): { readonly decorated: Node; readonly node: Node; readonly path: Path } | undefined {
  const path = pathAt(module.root, offsetAt(module.text, start.line, start.column));
  const node = last(path);
  const decorated = path.at(-2);
  const definition = decorated && field(decorated, 'definition');
  const isIt = node.type === 'decorator' && definition && field(definition, 'name')?.text === name;
  return isIt ? { decorated: decorated, node, path: path.slice(0, -1) } : undefined;
}

/** The path to the call in a stretch of text; undefined where none fills it. */
export function callAt(module: PythonModule, { start, end }: TextRange): Path | undefined {
  const from = offsetAt(module.text, start.line, start.column);
  const to = offsetAt(module.text, end.line, end.column);
  const path = pathAt(module.root, from);
  const at = path.findIndex(
    (node) => node.type === 'call' && node.startIndex === from && node.endIndex === to,
  );
  return at < 0 ? undefined : path.slice(0, at + 1);
}

/** A call's arguments; null for `f(x for x in y)`, which has no list of them. */
export function callParts(call: Node): CallParts | null {
  const list = field(call, 'arguments');
  const items = list?.type === 'argument_list' ? itemsOf(list) : null;
  return list && items && { list, given: callArguments(call), items };
}

/** The offset of a line and column, both from 0. */
export function offsetAt(text: string, line: number, column: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) offset = nextLine(text, offset);
  return offset + column;
}
