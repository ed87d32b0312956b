import type { Node } from 'web-tree-sitter';
import type { PythonModule } from '../python/module';
import { callArguments, field, last, pathAt, type CallArguments, type Path } from '../python/syntax';
import type { Declaration } from '../modal/declaration';
import { itemsOf, type Items } from './listItems';
import { nextLine } from './lineText';
import { refused, type Refused } from './refusal';

/** A call's arguments by meaning and by place. */
export interface CallParts {
  readonly list: Node;
  readonly given: CallArguments;
  readonly items: Items;
}

/** A declaration's decorator in the tree. */
export interface DecoratorSite extends CallParts {
  readonly decorated: Node;
  readonly decorator: Node;
  readonly call: Node;
  /** The path to the decorated definition: the scope that the arguments are read in. */
  readonly path: Path;
}

/** Finds a declaration's decorator, or says why it cannot be found. */
export function findDecorator(module: PythonModule, declaration: Declaration): DecoratorSite | Refused {
  if (declaration.unfinished) return refused({ kind: 'nothingDecorated' });
  if (declaration.stale) return refused({ kind: 'codeDoesNotParse', name: declaration.name });
  const { start } = declaration.range;
  const path = pathAt(module.root, offsetAt(module.text, start.line, start.column));
  const decorator = last(path);
  const decorated = path.at(-2);
  const call = decorator.firstNamedChild;
  const definition = decorated && field(decorated, 'definition');
  const name = definition && field(definition, 'name')?.text;
  const inside = call?.type === 'call' ? callParts(call) : null;
  if (decorator.type !== 'decorator' || !decorated || !call || name !== declaration.name || call.hasError)
    return refused({ kind: 'declarationMoved', name: declaration.name });
  if (!inside) return refused({ kind: 'noArgumentList', name: declaration.name });
  return { decorated, decorator, call, path: path.slice(0, -1), ...inside };
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
