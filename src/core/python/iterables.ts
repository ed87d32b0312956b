import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import { Frame } from './frames';
import { MAX_ITEMS } from './operators';
import {
  combine,
  int,
  known,
  notFolded,
  oneOf,
  str,
  withOrigin,
  type Evaluation,
  type Folded,
  type PyValue,
} from './pyValue';
import type { PythonReason } from './pythonReason';
import { callArguments, excerpt, field, outsideClass, parts, type Path } from './syntax';
import { itemsOf, unpack } from './targets';

/** What a loop goes through: for each way that an iterable can turn out its elements. With a reason these are not all. */
export interface Iterated {
  readonly ways: readonly (readonly Evaluation[])[];
  readonly reason: PythonReason | null;
  readonly origins: Evaluation['origins'];
}

function notKnown(reason: PythonReason): Iterated {
  return { ways: [], reason, origins: [] };
}

/** The elements of what an expression gives, of views and generators too, which are no values here. */
export function iterate(folding: Folding, node: Node, path: Path): Iterated {
  if (node.type === 'parenthesized_expression') {
    const [inner] = parts(node);
    if (inner) return iterate(folding, inner, path);
  }
  if (node.type === 'generator_expression')
    return generated(folding, node, path, (frame, body) => frame.evaluate(body, path));
  const view = node.type === 'call' ? viewed(folding, node, path) : undefined;
  if (view) return view;
  const whole = folding.evaluate(node, path);
  const ways = whole.values.map(itemsOf);
  const reason = whole.reason ?? (ways.includes(undefined) ? notIterated(node) : null);
  return {
    ways: ways.map((items) => (items ?? []).map((item) => known(item))),
    reason,
    origins: whole.origins,
  };
}

/** The same as a list, complete where it is known. */
export function listed(folding: Folding, node: Node, path: Path): Evaluation {
  return asOne(iterate(folding, node, path), (elements) =>
    combine(elements, (items) => ({ kind: 'list', items: [...items] })),
  );
}

/** What comes of each way, taken together. */
export function asOne(
  { ways, reason, origins }: Iterated,
  make: (way: readonly Evaluation[]) => Evaluation,
): Evaluation {
  const made = oneOf(ways.map(make));
  const whole = withOrigin(made, ...origins);
  if (reason === null && ways.length > 0) return whole;
  return { ...whole, reason: reason ?? { kind: 'tooLong' } };
}

function notIterated(node: Node): PythonReason {
  return { kind: 'runtimeOnly', expression: excerpt(node) };
}

/** Views of dicts, `range`, `zip` and their kin; undefined for any other call. */
function viewed(folding: Folding, node: Node, path: Path): Iterated | undefined {
  const callee = field(node, 'function');
  if (!callee) return undefined;
  const { positional, keywords, spreads, starred } = callArguments(node);
  if (spreads.length > 0 || starred) return undefined;
  if (callee.type === 'attribute' && positional.length === 0 && keywords.length === 0)
    return dictView(folding, field(callee, 'object')!, field(callee, 'attribute')?.text ?? '', path);
  const name = builtinName(folding, callee, path);
  const [first, second] = positional;
  if (name === 'range' && keywords.length === 0)
    return counted(positional.map((each) => folding.evaluate(each, path)));
  if (name === 'reversed' && first)
    return changed(iterate(folding, first, path), (way) => [...way].reverse());
  if (name === 'enumerate' && first) {
    const start = second ?? keywords.find((each) => each.name === 'start')?.value;
    const from = start ? folding.evaluate(start, path) : known(int(0));
    return changed(iterate(folding, first, path), (way) =>
      way.map((element, i) => combine([from, element], ([at, item]) => numbered(at!, i, item!))),
    );
  }
  if (name === 'zip' && keywords.every((each) => each.name === 'strict'))
    return zipped(positional.map((each) => iterate(folding, each, path)));
  return undefined;
}

function numbered(from: PyValue, i: number, item: PyValue): Folded {
  return from.kind === 'int'
    ? { kind: 'tuple', items: [int(from.value + i), item] }
    : notFolded({ kind: 'argumentsNotFolded', function: 'enumerate' });
}

/** The name of a built-in that nothing in reach hides. */
export function builtinName(folding: Folding, callee: Node, path: Path): string | null {
  if (callee.type !== 'identifier') return null;
  return folding.scopes.lookup(callee.text, path).length === 0 ? callee.text : null;
}

function changed(iterated: Iterated, change: (way: readonly Evaluation[]) => Evaluation[]): Iterated {
  return { ...iterated, ways: iterated.ways.map(change) };
}

/** The entries of what an expression `x.items()` goes through, in order; undefined for any other expression, or of several dicts. */
export function entriesOf(
  folding: Folding,
  node: Node,
  path: Path,
): readonly (readonly [string, Evaluation])[] | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  if (callee?.type !== 'attribute' || field(callee, 'attribute')?.text !== 'items') return undefined;
  if (parts(field(node, 'arguments')!).length > 0) return undefined;
  const { values, reason } = folding.evaluate(field(callee, 'object')!, path);
  const [dict, ...others] = values;
  return dict?.kind === 'dict' && others.length === 0 && reason === null ? [...dict.entries] : undefined;
}

function dictView(folding: Folding, object: Node, view: string, path: Path): Iterated | undefined {
  if (view !== 'items' && view !== 'keys' && view !== 'values') return undefined;
  const { values, reason, origins } = folding.evaluate(object, path);
  if (values.length === 0 || values.some(({ kind }) => kind !== 'dict')) return undefined;
  const ways = values.map((value) => {
    const entries = value.kind === 'dict' ? [...value.entries] : [];
    if (view === 'values') return entries.map(([, entry]) => entry);
    if (view === 'keys') return entries.map(([key]) => known(str(key)));
    return entries.map(([key, entry]) =>
      combine([entry], ([item]) => ({ kind: 'tuple', items: [str(key), item!] })),
    );
  });
  return { ways, reason, origins };
}

function counted(bounds: readonly Evaluation[]): Iterated {
  const numbers = combine(bounds, (values) => ranged(values));
  return {
    ways: numbers.values.map((each) => itemsOf(each)!.map((item) => known(item))),
    reason: numbers.reason,
    origins: numbers.origins,
  };
}

/** `range` with one to three integers. */
function ranged(values: readonly PyValue[]): Folded {
  const numbers = values.flatMap((each) => (each.kind === 'int' ? [each.value] : []));
  const [from, to, step = 1] = numbers.length === 1 ? [0, numbers[0]!] : numbers;
  if (numbers.length !== values.length || to === undefined || step === 0 || values.length > 3)
    return notFolded({ kind: 'argumentsNotFolded', function: 'range' });
  const count = Math.max(0, Math.ceil((to - from!) / step));
  if (count > MAX_ITEMS) return notFolded({ kind: 'valueTooLarge' });
  return { kind: 'list', items: Array.from({ length: count }, (_, i) => int(from! + i * step)) };
}

function zipped(columns: readonly Iterated[]): Iterated {
  const reason = columns.find((each) => each.reason !== null)?.reason ?? null;
  if (reason !== null || columns.some(({ ways }) => ways.length !== 1))
    return notKnown(reason ?? { kind: 'tooLong' });
  const ways = columns.map((each) => each.ways[0]!);
  const count = ways.length === 0 ? 0 : Math.min(...ways.map((way) => way.length));
  const rows = Array.from({ length: count }, (_, i) =>
    combine(
      ways.map((way) => way[i]!),
      (items) => ({ kind: 'tuple', items: [...items] }),
    ),
  );
  return { ways: [rows], reason: null, origins: columns.flatMap((each) => each.origins) };
}

/** What a comprehension makes, element by element: `make` gives each of its body. */
export function generated(
  folding: Folding,
  node: Node,
  path: Path,
  make: (frame: Folding, body: Node) => Evaluation,
): Iterated {
  const [body, ...clauses] = parts(node);
  if (!body || clauses.some((clause) => clause.text.startsWith('async'))) return notKnown(notIterated(node));
  // A name set by `:=` would be bound outside.
  if (node.text.includes(':=')) return notKnown(notIterated(node));
  const frame = new Frame(folding, outsideClass(path));
  const elements: Evaluation[] = [];
  const origins: Evaluation['origins'][number][] = [];
  /** @returns why it cannot go on */
  const go = (at: number): PythonReason | null => {
    const clause = clauses[at];
    if (!clause) {
      if (elements.length >= MAX_ITEMS) return { kind: 'tooLong' };
      elements.push(make(frame, body));
      return null;
    }
    if (clause.type === 'if_clause') {
      const test = parts(clause)[0];
      const verdict = test && frame.decide(test, path);
      if (verdict === undefined) return { kind: 'truthNotKnown' };
      return verdict ? go(at + 1) : null;
    }
    const left = field(clause, 'left');
    const right = field(clause, 'right');
    if (!left || !right) return { kind: 'incomplete' };
    const through = iterate(at === 0 ? folding : frame, right, path);
    origins.push(...through.origins);
    if (through.reason !== null || through.ways.length !== 1) return through.reason ?? { kind: 'tooLong' };
    for (const element of through.ways[0]!) {
      const tooLong = folding.work.enter();
      if (tooLong !== undefined) return tooLong;
      folding.work.leave();
      if (!unpack(left, element, (name, value) => frame.set(name, value))) return notIterated(left);
      const reason = go(at + 1);
      if (reason !== null) return reason;
    }
    return null;
  };
  const reason = go(0);
  return reason === null ? { ways: [elements], reason, origins } : notKnown(reason);
}
