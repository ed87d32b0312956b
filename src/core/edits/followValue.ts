import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { callArguments, field, parts, type Path } from '../python/syntax';
import { fromEnvironment, single } from '../python/pyValue';
import { followAttribute } from './followAttribute';
import { onlyDefinition, whyNotFollowed } from './definitions';
import { findEntry, type DictEntry } from './dictEntries';
import { constantPlace, isPlain } from './constantPlace';
import { byPreference, merged, NOWHERE, through, type Followed, type Next, type Place } from './valuePlaces';
import { together, type EditPlan } from './editPlan';
import { refused } from './refusal';
import { fillTemplate, templateOf } from './stringTemplate';
import { divided, isUnitName, products } from './unitProducts';
import { countUses, readsOf } from './countUses';

/** Longer chains of names are nobody's style. */
const MAX_DEPTH = 8;

/** The places behind an expression that could be changed in its stead: constants, dict entries, environment defaults. */
export function follow(ev: Evaluator, node: Node, path: Path, depth = 0): Followed {
  if (depth > MAX_DEPTH) return NOWHERE;
  const next = (inner: Node | null | undefined, where: Path = path): Followed =>
    inner ? follow(ev, inner, where, depth + 1) : NOWHERE;
  switch (node.type) {
    case 'parenthesized_expression':
      return next(parts(node)[0]);
    case 'named_expression':
      return followWalrus(ev, node, path, next);
    case 'identifier':
      return followName(ev, node, path, next);
    case 'attribute':
      return followAttribute(ev, node, path, next);
    case 'binary_operator':
      return merged(products(ev, node, path).map(({ factor, by }) => multiplied(next(factor), by)));
    case 'string':
      return followTemplate(ev, node, path, next);
    case 'call':
      return followCall(ev, node, path, next);
    case 'subscript':
      return followSubscript(ev, node, path, next);
    default:
      return NOWHERE;
  }
}

function followName(ev: Evaluator, node: Node, path: Path, next: Next): Followed {
  const name = node.text;
  const definition = onlyDefinition(ev, name, path);
  if (!definition) {
    const note = whyNotFollowed(ev, name, path);
    return { places: [], notes: note === null ? [] : [note] };
  }
  const uses = Math.max(1, countUses(ev, name, definition.node));
  const isUnit = isUnitName(name);
  // What a constant is made of is read wherever the constant is.
  const inner = through(next(definition.node, definition.path), (place) => ({
    uses: place.uses - 1 + uses,
    isUnit: place.isUnit || isUnit,
  }));
  if (!isPlain(definition.node)) return inner;
  const place = constantPlace(ev, definition.node, definition.path, name, uses);
  return { ...inner, places: [...inner.places, place] };
}

/** `(g := "H100")`: what else reads `g` changes with it. */
function followWalrus(ev: Evaluator, node: Node, path: Path, next: Next): Followed {
  const name = field(node, 'name')?.text ?? '';
  const value = field(node, 'value');
  if (!value) return NOWHERE;
  const uses = 1 + readsOf(ev.module, name).length;
  const inner = through(next(value), (place) => ({ uses: place.uses - 1 + uses }));
  if (!isPlain(value)) return inner;
  return { ...inner, places: [...inner.places, constantPlace(ev, value, path, name, uses)] };
}

function multiplied(followed: Followed, by: number): Followed {
  return through(followed, ({ set }) => ({
    set: (source) => {
      const factor = divided(source, by);
      return factor === null ? refused({ kind: 'notAMultiple', value: source, factor: by }) : set(factor);
    },
  }));
}

/** `f"{GPU_TYPE}:{GPU_COUNT}"`: what stands in its holes, changed together. */
function followTemplate(ev: Evaluator, node: Node, path: Path, next: Next): Followed {
  const template = templateOf(node);
  if (!template) return NOWHERE;
  const holes = template.flatMap((piece) => (piece.hole ? [piece.hole] : []));
  const behind = holes.map((hole) => next(hole));
  const notes = behind.flatMap((each) => each.notes);
  const best = behind.map(({ places }) => [...places].sort(byPreference)[0]);
  const places = best.filter((place) => place !== undefined);
  if (places.length === 0 || places.length < holes.length) return { places: [], notes };
  const set = (source: string): EditPlan => {
    const texts = fillTemplate(template, source);
    if (!texts) return refused({ kind: 'doesNotFit', value: source, template: node.text });
    const changes = texts.flatMap((text, i) => {
      const hole = single(ev.evaluate(holes[i]!, path));
      const before = hole && 'value' in hole ? String(hole.value) : null;
      const same = before !== null && before.toUpperCase() === text.toUpperCase();
      return same ? [] : [places[i]!.set(literalLike(places[i]!.node, text))];
    });
    return together(changes);
  };
  const place: Place = {
    kind: places.some(({ kind }) => kind === 'environmentDefault') ? 'environmentDefault' : 'constant',
    node,
    names: places.flatMap(({ names }) => names),
    lines: places.flatMap(({ lines }) => lines),
    uses: Math.max(...places.map(({ uses }) => uses)),
    isUnit: places.some(({ isUnit }) => isUnit),
    parts: places,
    set,
  };
  return { places: [place], notes };
}

function followCall(ev: Evaluator, node: Node, path: Path, next: Next): Followed {
  const callee = field(node, 'function');
  const real = callee && ev.module.realName(callee);
  const { positional, keywords, starred, spreads } = callArguments(node);
  if (starred || spreads.length > 0) return NOWHERE;
  if (real === 'os.environ.get' || real === 'os.getenv') {
    const fallback = positional[1] ?? keywords.find(({ name }) => name === 'default')?.value;
    const variable = positional[0] && single(ev.evaluate(positional[0], path));
    // A default that is not used has no effect.
    if (!fallback || variable?.kind !== 'str' || ev.variables.has(variable.value)) return NOWHERE;
    const inner = next(fallback, path);
    const place: Place = {
      ...constantPlace(ev, fallback, path, variable.value, 1),
      kind: 'environmentDefault',
    };
    return { ...inner, places: [...inner.places, ...(isPlain(fallback) ? [place] : [])] };
  }
  const [only, ...more] = positional;
  if ((real === 'int' || real === 'float') && only && more.length === 0) {
    return through(next(only), ({ node: inside, set }) => ({
      set: (source) => set(literalLike(inside, source)),
    }));
  }
  return NOWHERE;
}

/** `config["gpu"]` of a dict that is written out in this module. */
function followSubscript(ev: Evaluator, node: Node, path: Path, next: Next): Followed {
  const holder = field(node, 'value');
  const keys = node.childrenForFieldName('subscript').filter((child) => child.isNamed);
  const at = keys[0] && keys.length === 1 ? ev.evaluate(keys[0], path) : undefined;
  // By a switch in the environment any entry may be meant.
  const key = at && !fromEnvironment(at) ? single(at) : undefined;
  if (holder?.type !== 'identifier' || key?.kind !== 'str') return NOWHERE;
  // A dict that is changed later is not what its literal says.
  if (single(ev.evaluate(holder, path))?.kind !== 'dict') return NOWHERE;
  const entry = findEntry(ev, holder, path, key.value);
  return entry ? followEntry(ev, entry, key.value, next) : NOWHERE;
}

/** The places behind a dict's entry, its own last. */
export function followEntry(ev: Evaluator, entry: DictEntry, key: string, next: Next): Followed {
  const uses = entry.names.reduce(
    (sum, { name, definition }) =>
      sum -
      1 +
      Math.max(
        1,
        countUses(ev, name, definition, (read) => mayReadKey(read, key)),
      ),
    1,
  );
  const inner = through(next(entry.value, entry.path), (place) => ({ uses: place.uses - 1 + uses }));
  if (!isPlain(entry.value)) return inner;
  const place: Place = {
    ...constantPlace(ev, entry.value, entry.path, key, uses),
    kind: 'dict',
    names: [`${entry.names.at(-1)?.name ?? ''}["${key}"]`],
    isUnit: false,
  };
  return { ...inner, places: [...inner.places, place] };
}

/** Whether a dict that is read somewhere is read for a key: `config["cpu"]` and `config.get("cpu")` are not for "gpu". */
function mayReadKey(read: Path, key: string): boolean {
  const holder = read.at(-2);
  const call = read.at(-3);
  const isGet = holder?.type === 'attribute' && field(holder, 'attribute')?.text === 'get';
  const asked =
    holder?.type === 'subscript'
      ? field(holder, 'subscript')
      : isGet && call?.type === 'call'
        ? callArguments(call).positional[0]
        : null;
  const text = asked?.type === 'string' ? /^(["'])(\w*)\1$/.exec(asked.text)?.[2] : undefined;
  return text === undefined || text === key;
}

/** A text as a literal of the kind that stands there: `"2"` stays a string, `2` a number. */
function literalLike(node: Node, text: string): string {
  const inner = parts(node)[0];
  if (node.type === 'parenthesized_expression' && inner) return literalLike(inner, text);
  const plain = /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
  if (node.type === 'integer' || node.type === 'float') return plain;
  const quote = /["']/.exec(node.type === 'string' ? node.text : '"')?.[0] ?? '"';
  return quote + plain + quote;
}
