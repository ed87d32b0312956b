import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { callArguments, field, parts, type Path } from '../python/syntax';
import { single } from '../python/pyValue';
import { itemsOf } from './listItems';
import { onlyDefinition } from './definitions';

/** One entry of a dict that is written out in this module: `"gpu": "H100"` or, in `dict(…)`, `gpu="H100"`. */
export interface DictEntry {
  /** The key as a node: a string, or the name of a keyword. */
  readonly key: Node;
  readonly value: Node;
  /** The scope that the value is read in. */
  readonly path: Path;
  /** The node that holds the entries, and this one's place in it. */
  readonly list: Node;
  readonly index: number;
  /** The names that were followed to the dict, outermost first. */
  readonly names: readonly { readonly name: string; readonly definition: Node }[];
}

/** Finds where a dict is given one of its keys. Null where it has none, or where only a run can tell. */
export function findEntry(ev: Evaluator, node: Node, path: Path, key: string, depth = 0): DictEntry | null {
  if (depth > 8) return null;
  const next = (inner: Node, where: Path = path): DictEntry | null =>
    findEntry(ev, inner, where, key, depth + 1);
  switch (node.type) {
    case 'parenthesized_expression': {
      const inner = parts(node)[0];
      return inner ? next(inner) : null;
    }
    case 'conditional_expression': {
      const [body, test, otherwise] = parts(node);
      const verdict = test && ev.decide(test, path);
      const branch = verdict === undefined ? undefined : verdict ? body : otherwise;
      return branch ? next(branch) : null;
    }
    case 'identifier': {
      const definition = onlyDefinition(ev, node.text, path);
      if (!definition) return null;
      const found = next(definition.node, definition.path);
      return found && { ...found, names: [{ name: node.text, definition: definition.node }, ...found.names] };
    }
    case 'dictionary':
      return inDictionary(ev, node, path, key, next);
    case 'call':
      return inDictCall(ev, node, path, key, next);
    default:
      return null;
  }
}

type Next = (inner: Node, where?: Path) => DictEntry | null;

/** What stands later hides what stood before. */
function inDictionary(ev: Evaluator, node: Node, path: Path, key: string, next: Next): DictEntry | null {
  for (const entry of parts(node).reverse()) {
    if (entry.type === 'dictionary_splat') {
      const inner = parts(entry)[0];
      if (inner && holds(ev, inner, path, key)) return next(inner);
      continue;
    }
    const name = field(entry, 'key');
    const value = field(entry, 'value');
    const read = name && single(ev.evaluate(name, path));
    if (read?.kind === 'str' && read.value === key) return value && entryAt(node, entry, name!, value, path);
  }
  return null;
}

function inDictCall(ev: Evaluator, node: Node, path: Path, key: string, next: Next): DictEntry | null {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (!callee || !list || ev.module.realName(callee) !== 'dict') return null;
  const { keywords, positional, spreads } = callArguments(node);
  const keyword = keywords.findLast((each) => each.name === key);
  if (keyword) return entryAt(list, keyword.node, field(keyword.node, 'name')!, keyword.value, path);
  const inner = [...positional, ...spreads].findLast((each) => holds(ev, each, path, key));
  return inner ? next(inner) : null;
}

function entryAt(list: Node, entry: Node, key: Node, value: Node, path: Path): DictEntry | null {
  const index = itemsOf(list)?.items.findIndex((item) => item.node.id === entry.id) ?? -1;
  return index < 0 ? null : { key, value, path, list, index, names: [] };
}

/** Whether an expression is a dict that surely has a key. */
export function holds(ev: Evaluator, node: Node, path: Path, key: string): boolean {
  const value = single(ev.evaluate(node, path));
  return value?.kind === 'dict' && value.entries.has(key);
}
