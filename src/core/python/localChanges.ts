/** What statements of a function that is followed do to its own names, lists and dicts. */
import type { Node } from 'web-tree-sitter';
import { plainName } from './bindingTargets';
import { dictOf, dictsOf, entryOr, isDict, merged, openness } from './dicts';
import type { Frame, Local } from './frames';
import { builtinName } from './iterables';
import { binary, MAX_ITEMS } from './operators';
import { combine, notFolded, single, type Dict, type Evaluation, type Folded, type PyValue } from './pyValue';
import { callArguments, field, mangled, parts, type Path } from './syntax';
import { unpack } from './targets';

/** Methods that change what they are called on. */
const CHANGING = new Set([
  ...['append', 'extend', 'insert', 'remove', 'pop', 'clear', 'sort', 'reverse'],
  ...['update', 'setdefault', 'popitem', 'add', 'discard', '__setitem__', '__delitem__', 'move_to_end'],
]);

/** Calls that keep and change nothing of what they are given. */
const PURE = new Set([
  ...[
    'len',
    'sorted',
    'sum',
    'min',
    'max',
    'any',
    'all',
    'list',
    'dict',
    'tuple',
    'set',
    'str',
    'int',
    'float',
    'bool',
  ],
  ...['range', 'enumerate', 'zip', 'round', 'abs', 'repr', 'isinstance', 'reversed', 'print'],
]);

/** Whether code may change what is around it: the body of a function in a function. */
export function mayChangeAround(node: Node): boolean {
  return (
    /\b(nonlocal|global|del|setattr)\b|(\]|\.\w+)[ \t]*([-+*/|&%]|\/\/)?=(?!=)/.test(node.text) ||
    [...CHANGING].some((method) => node.text.includes(`.${method}(`))
  );
}

/** Whether an expression makes a new list or dict that nothing else holds. */
export function isFreshValue(frame: Frame, node: Node, path: Path): boolean {
  switch (node.type) {
    case 'list':
    case 'dictionary':
    case 'list_comprehension':
    case 'dictionary_comprehension':
      return true;
    case 'parenthesized_expression':
      return parts(node).every((part) => isFreshValue(frame, part, path));
    case 'call': {
      const callee = field(node, 'function');
      const name = callee && builtinName(frame, callee, path);
      return name === 'dict' || name === 'list' || name === 'sorted';
    }
    default:
      return false;
  }
}

/** Assigns to names, and to the elements of lists and dicts that are the function's own. */
export const assignTo = { target, byCall };

function target(frame: Frame, node: Node, value: Evaluation, isFresh: boolean, path: Path): boolean {
  if (node.type === 'subscript') return setItem(frame, node, value, path);
  if (node.type === 'attribute') return setAttribute(frame, node, value, path, isFresh);
  return unpack(node, value, (name, part) => frame.set(name, part, isFresh && part === value));
}

/** `x += …`: a list is changed in place. */
export function augment(frame: Frame, node: Node, value: Evaluation, path: Path): boolean {
  const left = field(node, 'left');
  const operator = field(node, 'operator')?.text.replace(/=$/, '') ?? '';
  if (!left) return false;
  const result = combine([frame.evaluate(left, path), value], ([a, b]) => binary(operator, a!, b!));
  if (left.type === 'subscript') return setItem(frame, left, result, path);
  if (left.type === 'attribute') {
    const isOwn = owns(ownerOf(frame, left), attributeOf(left, path));
    return (isOwn || !result.values.some(isContainer)) && setAttribute(frame, left, result, path, isOwn);
  }
  const name = plainName(left);
  const local = name === null ? undefined : frame.locals.get(name);
  if (name === null || local?.kind !== 'value') return false;
  if (local.value.values.some(isContainer) && !local.isFresh) return false;
  frame.set(name, result, local.isFresh);
  return true;
}

/** `self.gpu = "H100"` of an object that nothing else holds yet. */
function setAttribute(frame: Frame, node: Node, value: Evaluation, path: Path, isFresh: boolean): boolean {
  return setNamed(frame, field(node, 'object'), attributeOf(node, path), value, path, isFresh);
}

function setNamed(
  frame: Frame,
  object: Node | null,
  attribute: string,
  value: Evaluation,
  path: Path,
  isFresh = false,
): boolean {
  if (object?.type !== 'identifier' || attribute.startsWith('__')) return false;
  const isSet = changeOwn(frame, object, path, (held) =>
    held.kind === 'object' && !held.behavior?.properties.has(attribute)
      ? { ...held, attributes: new Map([...held.attributes, [attribute, value]]) }
      : notFolded({ kind: 'runtimeCall', callee: attribute }),
  );
  if (isSet) own(frame, object.text, attribute, isFresh);
  return isSet;
}

type LocalValue = Local & { readonly kind: 'value' };

function attributeOf(node: Node, path: Path): string {
  return mangled(field(node, 'attribute')?.text ?? '', path);
}

/** What the frame has under the name that an attribute is taken of; undefined where it is of anything else. */
function ownerOf(frame: Frame, node: Node): LocalValue | undefined {
  const object = field(node, 'object');
  const local = object?.type === 'identifier' ? frame.locals.get(object.text) : undefined;
  return local?.kind === 'value' ? local : undefined;
}

/** Whether nothing but its object holds the list or dict that an attribute is. */
function owns(local: LocalValue | undefined, attribute: string): boolean {
  const values = local?.value.values ?? [];
  return (
    values.length > 0 && values.every((held) => held.kind === 'object' && held.owns?.has(attribute) === true)
  );
}

/** Takes note of whether that is so from here on. */
function own(frame: Frame, name: string, attribute: string, isOwn: boolean): void {
  const local = frame.locals.get(name);
  if (local?.kind !== 'value') return;
  const values = local.value.values.map((held): PyValue => {
    if (held.kind !== 'object' || (held.owns?.has(attribute) ?? false) === isOwn) return held;
    const others = [...(held.owns ?? [])].filter((each) => each !== attribute);
    return { ...held, owns: new Set(isOwn ? [...others, attribute] : others) };
  });
  frame.set(name, { ...local.value, values }, local.isFresh);
}

function setItem(frame: Frame, node: Node, value: Evaluation, path: Path): boolean {
  const keys = node.childrenForFieldName('subscript').filter((child) => child.isNamed);
  const key = keys[0] && keys.length === 1 ? single(frame.evaluate(keys[0], path)) : undefined;
  const object = field(node, 'value');
  if (!key || !object) return false;
  return changeOwn(frame, object, path, (held) => withItem(held, key, value));
}

function withItem(held: PyValue, key: PyValue, value: Evaluation): Folded {
  if (isDict(held) && key.kind === 'str')
    return dictOf(new Map([...held.entries, [key.value, value]]), openness(held));
  const item = single(value);
  if (held.kind !== 'list' || key.kind !== 'int' || !item) return notFolded({ kind: 'subscriptNotFolded' });
  const at = key.value < 0 ? held.items.length + key.value : key.value;
  if (at < 0 || at >= held.items.length) return notFolded({ kind: 'noElement', index: key.value });
  return { kind: 'list', items: held.items.map((each, i) => (i === at ? item : each)) };
}

/** Changes what a name of the function holds, or an attribute of it, where nothing else holds it; false where it does. */
function changeOwn(frame: Frame, object: Node, path: Path, change: (held: PyValue) => Folded): boolean {
  if (object.type === 'attribute') return changeAttribute(frame, object, path, change);
  const local = object.type === 'identifier' ? frame.locals.get(object.text) : undefined;
  if (local?.kind !== 'value' || !local.isFresh) return false;
  const changed = combine([local.value], ([held]) => change(held!));
  if (changed.reason !== local.value.reason) return false;
  frame.set(object.text, changed, true);
  return true;
}

/** `self.gpus.append(…)`, of a list that nothing but the object holds. */
function changeAttribute(frame: Frame, node: Node, path: Path, change: (held: PyValue) => Folded): boolean {
  const attribute = attributeOf(node, path);
  if (!owns(ownerOf(frame, node), attribute)) return false;
  return changeOwn(frame, field(node, 'object')!, path, (held) => {
    const unread = notFolded({ kind: 'runtimeCall', callee: attribute });
    const before = held.kind === 'object' ? held.attributes.get(attribute) : undefined;
    if (held.kind !== 'object' || !before) return unread;
    const after = combine([before], ([part]) => change(part!));
    return after.reason === before.reason
      ? { ...held, attributes: new Map(held.attributes).set(attribute, after) }
      : unread;
  });
}

/** A call that stands alone and changes what it is given; undefined for any other. */
function byCall(frame: Frame, call: Node, path: Path): boolean | undefined {
  return call.type === 'call' ? (bySetattr(frame, call, path) ?? byMethod(frame, call, path)) : undefined;
}

/** `setattr(self, name, value)`. */
function bySetattr(frame: Frame, call: Node, path: Path): boolean | undefined {
  const { positional, keywords, spreads, starred } = callArguments(call);
  if (builtinName(frame, field(call, 'function')!, path) !== 'setattr') return undefined;
  const [object, named, given, ...more] = positional;
  const name = named && single(frame.evaluate(named, path));
  if (name?.kind !== 'str' || !given || more.length + keywords.length + spreads.length > 0 || starred)
    return false;
  const value = frame.evaluate(given, path);
  return setNamed(frame, object!, name.value, value, path) && changeBy(frame, given, path, value);
}

/** `self.__dict__.update(…)` and `vars(self).update(…)`: sets each as an attribute. */
function byNamespace(frame: Frame, object: Node, over: Dict, path: Path): boolean {
  if (openness(over) !== null) return false;
  return [...over.entries].every(([name, value]) => setNamed(frame, object, name, value, path));
}

/** The object whose `__dict__` an expression is; undefined for any other expression. */
function namespaceOf(frame: Frame, node: Node, path: Path): Node | undefined {
  if (node.type === 'attribute')
    return field(node, 'attribute')?.text === '__dict__' ? field(node, 'object')! : undefined;
  if (node.type !== 'call' || builtinName(frame, field(node, 'function')!, path) !== 'vars') return undefined;
  const { positional, keywords, spreads } = callArguments(node);
  return positional.length === 1 && keywords.length + spreads.length === 0 ? positional[0] : undefined;
}

/** `x.append(…)` and its kin. */
function byMethod(frame: Frame, call: Node, path: Path): boolean | undefined {
  const callee = field(call, 'function');
  const object = callee?.type === 'attribute' ? field(callee, 'object') : null;
  const method = callee ? (field(callee, 'attribute')?.text ?? '') : '';
  if (!object || !CHANGING.has(method)) return undefined;
  const { positional, keywords, spreads, starred } = callArguments(call);
  if (starred || call.text.includes(':=')) return false;
  const given = positional.map((each) => frame.evaluate(each, path));
  const named = new Map(keywords.map((each) => [each.name, frame.evaluate(each.value, path)]));
  const holder = namespaceOf(frame, object, path);
  if (holder && method === 'update' && given.length < 2) {
    const all = [...given, ...spreads.map((each) => frame.evaluate(each, path))].map(dictsOf);
    if (all.some((dicts) => dicts.length > 1)) return false;
    const over = all.flat().reduce(merged, dictOf(new Map()));
    return byNamespace(frame, holder, merged(over, dictOf(named)), path);
  }
  if (spreads.length > 0) return false;
  const isChanged = changeOwn(frame, object, path, (held) => changedBy(held, method, given, named));
  return isChanged && changeBy(frame, field(call, 'arguments')!, path, given[0]);
}

function changedBy(
  held: PyValue,
  method: string,
  given: readonly Evaluation[],
  named: ReadonlyMap<string, Evaluation>,
): Folded {
  const [first, second] = given;
  const value = first && single(first);
  const refused = notFolded({ kind: 'runtimeCall', callee: method });
  if (held.kind === 'list' && value && given.length === 1 && named.size === 0) {
    const added =
      method === 'append' ? [value] : method === 'extend' && isSequence(value) ? value.items : undefined;
    return added && held.items.length + added.length <= MAX_ITEMS
      ? { kind: 'list', items: [...held.items, ...added] }
      : refused;
  }
  if (!isDict(held)) return refused;
  if (method === 'update' && given.length < 2) {
    const [over, ...others] = first ? dictsOf(first) : [dictOf(new Map())];
    return over && others.length === 0 ? merged(merged(held, over), dictOf(named)) : refused;
  }
  if (method === 'setdefault' && value?.kind === 'str' && second && given.length === 2)
    return withItem(held, value, entryOr(held, value.value, second));
  return refused;
}

function isSequence(value: PyValue): value is PyValue & { readonly kind: 'list' | 'tuple' } {
  return value.kind === 'list' || value.kind === 'tuple';
}

function isContainer(value: PyValue): boolean {
  return value.kind === 'list' || isDict(value) || value.kind === 'object';
}

/** `del x` and `del x["a"]`. */
export function deleteFrom(frame: Frame, statement: Node, path: Path): boolean {
  const [only] = parts(statement);
  const targets = only?.type === 'expression_list' ? parts(only) : only ? [only] : [];
  return targets.every((each) => {
    const object = each.type === 'subscript' ? field(each, 'value') : null;
    const key = object && single(frame.child(field(each, 'subscript'), path));
    if (!object || key?.kind !== 'str') return false;
    return changeOwn(frame, object, path, (held) =>
      held.kind === 'dict' && held.entries.has(key.value)
        ? { kind: 'dict', entries: new Map([...held.entries].filter(([name]) => name !== key.value)) }
        : notFolded({ kind: 'noKey', key: key.value }),
    );
  });
}

/**
 * What evaluating an expression does to the function's own lists and dicts: where it may change one, false; what it hands
 * on or keeps is no longer the function's alone.
 */
export function changeBy(
  frame: Frame,
  node: Node,
  path: Path,
  value: Evaluation | undefined,
  isKept = false,
): boolean {
  const calls =
    node.type === 'call' ? [node, ...node.descendantsOfType('call')] : node.descendantsOfType('call');
  const attributes = node.descendantsOfType('attribute');
  // Who has a bound method may call it at any time.
  if (attributes.some((each) => mayChangeItsObject(frame, each, path))) return false;
  for (const bare of bareNames(node)) {
    const [name, attribute] = bare.split('.') as [string, string?];
    const local = frame.locals.get(name);
    if (local?.kind !== 'value' || !local.value.values.some(isContainer)) continue;
    const part = attribute === undefined ? undefined : mangled(attribute, path);
    if (part !== undefined && !owns(local, part)) continue;
    // What is called with it may change it, unless that is known.
    if (calls.length > 0 && value?.reason !== null && !isKept) return false;
    if (part === undefined) frame.set(name, local.value, false);
    else own(frame, name, part, false);
  }
  return true;
}

/** Whether a method may change what it is called on: one of a list or dict by its name, one of an object by its body. */
function mayChangeItsObject(frame: Frame, callee: Node, path: Path): boolean {
  const method = field(callee, 'attribute')?.text ?? '';
  if (CHANGING.has(method)) return true;
  const object = field(callee, 'object');
  const { values } = frame.child(object, path);
  return values.some((held) => held.kind === 'object' && held.behavior?.changing.has(method) === true);
}

/** Names, and attributes of names as `self.gpus`, whose value itself goes somewhere, and not only an element of it or an answer about it. */
export function bareNames(node: Node): Set<string> {
  const names = new Set<string>();
  const open = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    switch (at.type) {
      case 'identifier':
        names.add(at.text);
        break;
      case 'attribute':
        if (isPlainAttribute(at)) names.add(at.text.replace(/\s+/g, ''));
        else open.push(...parts(at).filter((part) => part.type !== 'identifier'));
        break;
      case 'subscript':
      case 'comparison_operator':
      case 'not_operator':
      case 'for_in_clause':
        open.push(...parts(at).filter((part) => part.type !== 'identifier' && !isPlainAttribute(part)));
        break;
      case 'keyword_argument':
        open.push(...parts(at).slice(1));
        break;
      case 'call': {
        const callee = field(at, 'function');
        const given = field(at, 'arguments');
        const isPure = callee?.type === 'identifier' && PURE.has(callee.text);
        const holder = callee?.type === 'attribute' ? field(callee, 'object') : callee;
        const isPlain = (part: Node): boolean => part.type === 'identifier' || isPlainAttribute(part);
        if (holder && !isPlain(holder)) open.push(holder);
        if (given) open.push(...parts(given).filter((part) => !(isPure && isPlain(part))));
        break;
      }
      default:
        open.push(...parts(at));
    }
  }
  return names;
}

/** `self.gpus`. */
function isPlainAttribute(node: Node): boolean {
  return node.type === 'attribute' && field(node, 'object')?.type === 'identifier';
}
