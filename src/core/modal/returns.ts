import type { Node } from 'web-tree-sitter';
import { field, last, parts, type Path } from '../python/syntax';

/** More `return`s than a function that is meant to be read has. */
const MAX_RETURNS = 8;

/** What a function returns: each expression with the path to its statement, those of functions within left out. */
export function returnedBy(
  definition: Node,
  path: Path,
): readonly { readonly node: Node; readonly path: Path }[] {
  const body = field(definition, 'body');
  if (!body) return [];
  const inside = last(path).id === definition.id ? path : [...path, definition];
  if (definition.type === 'lambda') return [{ node: body, path: inside }];
  return returnsIn([...inside, body])
    .slice(0, MAX_RETURNS)
    .flatMap((at) =>
      parts(last(at))
        .slice(0, 1)
        .map((node) => ({ node, path: at })),
    );
}

/** The `return` statements of a function's body, each as a path. */
function returnsIn(body: Path): Path[] {
  const returns: Path[] = [];
  const open = [body];
  for (let path = open.pop(); path; path = open.pop()) {
    const node = last(path);
    if (node.type === 'return_statement') returns.unshift(path);
    else if (HOLDS_STATEMENTS.test(node.type)) open.push(...parts(node).map((part) => [...path, part]));
  }
  return returns;
}

const HOLDS_STATEMENTS = /^(block|(if|for|while|with|try|match)_statement|\w+_clause)$/;
