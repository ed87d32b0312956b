import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import { field, parts, type Path } from './syntax';

/** Whether a target or an expression holds a name. */
export function mentions(target: Node | null, name: string): boolean {
  if (!target) return false;
  if (target.type === 'identifier') return target.text === name;
  if (!target.text.includes(name)) return false;
  return target.descendantsOfType('identifier').some((each) => each.text === name);
}

/** A plain name, in parentheses or not; null for any other target. */
export function plainName(target: Node | null): string | null {
  let inner = target;
  while (inner && isParenthesized(inner)) inner = parts(inner)[0] ?? null;
  return inner?.type === 'identifier' ? inner.text : null;
}

/** `(N)`: as a target the grammar takes it for a tuple of one. */
function isParenthesized(node: Node): boolean {
  if (node.type === 'parenthesized_expression') return true;
  return node.type === 'tuple_pattern' && !node.children.some((child) => child.type === ',');
}

/** Whether `del` takes the name itself away, and not something in it. */
export function deletes(statement: Node, name: string): boolean {
  const open = [...parts(statement)];
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.type === 'identifier' && part.text === name) return true;
    if (['expression_list', 'parenthesized_expression', 'tuple', 'list'].includes(part.type))
      open.push(...parts(part));
  }
  return false;
}

/** What binding a target to a value does to each name in it; of a name that stands twice, the later place counts. */
export function bind(target: Node, value: Node, path: Path): ReadonlyMap<string, Definition> {
  const bound = new Map<string, Definition>();
  const open = [{ target, value }];
  for (let each = open.pop(); each; each = open.pop()) {
    const name = plainName(each.target);
    if (name !== null) {
      if (!bound.has(name)) bound.set(name, { kind: 'value', node: each.value, path });
      continue;
    }
    const { type } = each.target;
    if (!['pattern_list', 'tuple_pattern', 'list_pattern'].includes(type)) continue;
    const targets = parts(each.target);
    const starred = targets.some((part) => part.type === 'list_splat_pattern');
    const values = ['expression_list', 'tuple', 'list'].includes(each.value.type) ? parts(each.value) : [];
    const paired = values.length === targets.length && !values.some((part) => part.type === 'list_splat');
    if (!starred && paired) {
      // The last is taken from the stack first: what stands further right hides what stands left of it.
      open.push(...targets.map((part, i) => ({ target: part, value: values[i]! })));
      continue;
    }
    for (const name of boundNames(each.target).reverse())
      if (!bound.has(name))
        bound.set(name, { kind: 'unpacked', node: each.value, target: each.target, path });
  }
  return bound;
}

/** The names that a target binds: those in attributes and subscripts it only reads. */
export function boundNames(target: Node): string[] {
  const names: string[] = [];
  const open = [target];
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.type === 'identifier') names.push(part.text);
    else if (part.type !== 'attribute' && part.type !== 'subscript') open.push(...parts(part));
  }
  return names;
}

/** The names that `with … as`, `except … as` or a `case` binds, wherever in its target they stand. */
export function aliases(clause: Node, name: string): Node | undefined {
  if (!clause.text.includes(name)) return undefined;
  return clause.descendantsOfType('as_pattern_target').find((target) => mentions(target, name));
}

/** The value of `… as target`. */
export function aliased(target: Node): Node | null {
  const pattern = target.parent;
  return pattern && (field(pattern, 'value') ?? parts(pattern)[0] ?? null);
}
