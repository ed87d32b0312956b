import type { Node } from 'web-tree-sitter';

/** A node with all its ancestors, root first: cheaper and safer than walking `parent`, which starts at the root each time. */
export type Path = readonly Node[];

/** The path to the smallest named node that covers a place in the text; of one that lies deeper than `MAX_PATH` the upper part. */
export function pathAt(root: Node, index: number): Path {
  const path: Node[] = [root];
  for (let node = childAt(root, index); node && path.length < MAX_PATH; node = childAt(node, index))
    path.push(node);
  return path;
}

/** Nothing that matters here lies so deep, and many ways as long would take their time. */
const MAX_PATH = 400;

/**
 * The named child that covers a place in the text.
 * (`TreeCursor.gotoFirstChildForIndex` would be the cursor's way; in web-tree-sitter 0.27.1 it takes bytes for code units.)
 */
export function childAt(node: Node, index: number): Node | null {
  if (node.isError && node.childCount > MAX_LOST) return null;
  const child = node.firstNamedChildForIndex(index);
  return child && child.startIndex <= index ? child : null;
}

/**
 * Where the parser has lost its way it hangs all that follows, word by word, on one error. Nothing is to be learned from so
 * many, and each look for one of them passes the others.
 */
const MAX_LOST = 20_000;

export function last(path: Path): Node {
  return path[path.length - 1]!;
}

/** A field of a node, or null. Errors inside do not matter here: what is missing is null. */
export function field(node: Node, name: string): Node | null {
  return node.childForFieldName(name);
}

export function fields(node: Node, name: string): Node[] {
  return node.childrenForFieldName(name).filter((child) => child.isNamed);
}

/** The named children without comments, which the grammar lets stand anywhere. */
export function parts(node: Node): Node[] {
  return node.namedChildren.filter((child) => child.type !== 'comment' && child.type !== 'line_continuation');
}

/** The decorators of a definition, in order; a person writes a few, and of very many only the first are looked at. */
export function decorators(decorated: Node): Node[] {
  const found: Node[] = [];
  for (let i = 0; i < MAX_DECORATORS; i++) {
    const child = decorated.namedChild(i);
    if (!child) break;
    if (child.type === 'decorator') found.push(child);
  }
  return found;
}

export const MAX_DECORATORS = 64;

/** `a.b.c` for a chain of plain attributes on a name, else null. */
export function dottedName(node: Node): string | null {
  const names: string[] = [];
  for (let at: Node | null = node; at; at = field(at, 'object')) {
    if (at.type === 'identifier' || at.type === 'dotted_name')
      return [at.text.replace(/\s+/g, ''), ...names].join('.');
    const attribute = at.type === 'attribute' ? field(at, 'attribute') : null;
    if (!attribute || names.length >= MAX_DOTS) return null;
    names.unshift(attribute.text);
  }
  return null;
}

/** A private name, as Python has it within a class: `__gpu` is `_Config__gpu` there. */
export function mangled(name: string, path: Path): string {
  if (!name.startsWith('__') || name.endsWith('__')) return name;
  const owner = path.findLast((node, i) => node.type === 'class_definition' && i + 1 < path.length);
  const className = owner && field(owner, 'name')?.text.replace(/^_+/, '');
  return className ? `_${className}${name}` : name;
}

/** Longer chains of attributes name nothing that matters here. */
const MAX_DOTS = 32;

/** The arguments of a call: positional ones, keywords by name, and the `**` spreads, each in source order. */
export interface CallArguments {
  readonly positional: readonly Node[];
  readonly keywords: readonly { readonly name: string; readonly node: Node; readonly value: Node }[];
  readonly spreads: readonly Node[];
  /** Whether a `*args` stands among the positional ones, so that their places are not known. */
  readonly starred: boolean;
}

export function callArguments(call: Node): CallArguments {
  const list = field(call, 'arguments');
  const positional: Node[] = [];
  const keywords: { name: string; node: Node; value: Node }[] = [];
  const spreads: Node[] = [];
  let starred = false;
  // A generator may stand without parentheses of its own.
  const given = list?.type === 'generator_expression' ? [list] : list ? parts(list) : [];
  for (const argument of given) {
    if (argument.type === 'keyword_argument') {
      const name = field(argument, 'name');
      const value = field(argument, 'value');
      if (name && value) keywords.push({ name: name.text, node: argument, value });
    } else if (argument.type === 'dictionary_splat') {
      const value = parts(argument)[0];
      if (value) spreads.push(value);
    } else if (argument.type === 'list_splat') starred = true;
    else positional.push(argument);
  }
  return { positional, keywords, spreads, starred };
}

/** A node's text, on one line and at most 60 characters: enough to say which expression is meant. */
export function excerpt(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Where code that runs in a class's body, but is a scope of its own, finds the names around it: not in the class. */
export function outsideClass(path: Path): Path {
  const inside = path.findLastIndex(({ type }) => type === 'function_definition' || type === 'lambda') + 1;
  const at = path.findIndex(
    ({ type }, i) => i >= inside && i + 1 < path.length && type === 'class_definition',
  );
  return at < 0 ? path : path.slice(0, at + 1);
}

/** The name of a function's first parameter. */
export function selfOf(definition: Node): string {
  const list = field(definition, 'parameters');
  const first = list && parts(list)[0];
  return (first && (field(first, 'name') ?? first).text.split(/\W/)[0]) ?? '';
}
