import type { Node } from 'web-tree-sitter';
import { CHANGING_METHODS } from './changePlaces';
import { callArguments, field, parts, type Path } from './syntax';

/** A way into what a name holds. */
export type Step =
  | { readonly kind: 'key'; readonly node: Node }
  | { readonly kind: 'attribute'; readonly name: string }
  /** `.setdefault(key, value)`: what stands under the key, put there first where nothing does. */
  | { readonly kind: 'default'; readonly key: Node; readonly value: Node | null }
  /** What is not followed, such as a slice or a call. */
  | { readonly kind: 'unclear' };

/** What is done at the end of the way. */
export type Act =
  /** A value null is one that is not followed. */
  | { readonly kind: 'set'; readonly value: Node | null }
  | { readonly kind: 'augment'; readonly operator: string; readonly value: Node | null }
  | { readonly kind: 'delete' }
  | { readonly kind: 'method'; readonly name: string; readonly call: Node }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unclear' };

/** One change in place of what a name holds: `d["x"].y = 1` is a key, an attribute, and `set`. */
export interface Change {
  readonly steps: readonly Step[];
  readonly act: Act;
}

const UNCLEAR: Step = { kind: 'unclear' };

/** The change that is rooted at an identifier, the last of a path; null where it is only read. */
export function changeAt(path: Path): Change | null {
  const steps: Step[] = [];
  let at = path.length - 1;
  while (at > 0) {
    const parent = path[at - 1]!;
    const call = path[at - 2];
    const step = stepInto(parent, path[at]!);
    if (step === null) break;
    const isMethod =
      step?.kind === 'attribute' && call?.type === 'call' && field(call, 'function')?.id === parent.id;
    if (!isMethod) {
      if (step) steps.push(step);
      at--;
      continue;
    }
    if (step.name !== 'setdefault' && CHANGING_METHODS.has(step.name))
      return { steps, act: { kind: 'method', name: step.name, call } };
    steps.push(step.name === 'setdefault' ? defaultOf(call) : UNCLEAR);
    at -= 2;
  }
  const change = changeOf(path, at, steps);
  if (change) return change;
  return steps.some(({ kind }) => kind === 'default') ? { steps, act: { kind: 'nothing' } } : null;
}

/** The step that a node takes into its child; undefined for brackets around it, null where it takes none. */
function stepInto(parent: Node, child: Node): Step | undefined | null {
  switch (parent.type) {
    case 'parenthesized_expression':
      return undefined;
    case 'tuple_pattern':
      // `(N)`: as a target the grammar takes it for a tuple of one.
      return parent.children.some(({ type }) => type === ',') ? null : undefined;
    case 'attribute':
      return field(parent, 'object')?.id === child.id
        ? { kind: 'attribute', name: field(parent, 'attribute')?.text ?? '' }
        : null;
    case 'subscript': {
      if (field(parent, 'value')?.id !== child.id) return null;
      const [key, ...more] = parent.childrenForFieldName('subscript').filter(({ isNamed }) => isNamed);
      return key && more.length === 0 && key.type !== 'slice' ? { kind: 'key', node: key } : UNCLEAR;
    }
    default:
      return null;
  }
}

function defaultOf(call: Node): Step {
  const { positional, keywords, spreads, starred } = callArguments(call);
  const [key, value, ...more] = positional;
  if (!key || more.length + keywords.length + spreads.length > 0 || starred) return UNCLEAR;
  return { kind: 'default', key, value: value ?? null };
}

/** What the code around `path[at]`, the end of the steps, does there. */
function changeOf(path: Path, at: number, steps: readonly Step[]): Change | null {
  const node = path[at]!;
  const parent = path[at - 1];
  if (!parent) return null;
  if (parent.type === 'argument_list') return byFunction(path.slice(0, at), node, steps);
  if (steps.length === 0) return null;
  const isLeft = field(parent, 'left')?.id === node.id;
  switch (parent.type) {
    case 'assignment': {
      let value = field(parent, 'right');
      // An annotation without a value sets nothing.
      if (!isLeft || !value) return null;
      while (value?.type === 'assignment') value = field(value, 'right');
      return { steps, act: { kind: 'set', value } };
    }
    case 'augmented_assignment': {
      if (!isLeft) return null;
      const operator = field(parent, 'operator')?.text.replace(/=$/, '') ?? '';
      return { steps, act: { kind: 'augment', operator, value: field(parent, 'right') } };
    }
    default:
      return byTarget(path, at, steps);
  }
}

/** One of several targets, or the target of a loop, of `del` or `as`. */
function byTarget(path: Path, at: number, steps: readonly Step[]): Change | null {
  for (let i = at; i > 0; i--) {
    const node = path[i]!;
    const parent = path[i - 1]!;
    switch (parent.type) {
      case 'delete_statement':
        return { steps, act: { kind: 'delete' } };
      case 'as_pattern_target':
        return { steps, act: { kind: 'set', value: null } };
      case 'assignment':
      case 'for_statement':
      case 'for_in_clause':
        return field(parent, 'left')?.id === node.id ? { steps, act: { kind: 'set', value: null } } : null;
      case 'pattern_list':
      case 'tuple_pattern':
      case 'list_pattern':
      case 'list_splat_pattern':
      case 'expression_list':
      case 'parenthesized_expression':
      case 'tuple':
      case 'list':
        continue;
      default:
        return null;
    }
  }
  return null;
}

const SETS_ATTRIBUTE = /^(setattr|object\.__setattr__)$/;
const CHANGES_FIRST =
  /^(delattr|(\w+\.)?__(set|del)(attr|item)__|(\w+\.)?(setitem|delitem|shuffle|heapify|heappush|heappop|heapreplace|heappushpop|insort|insort_left|insort_right|iadd|ior|iconcat))$/;

/** `setattr(x, "gpu", "T4")`, `random.shuffle(x)`, `dict.update(x, …)`. */
function byFunction(around: Path, node: Node, steps: readonly Step[]): Change | null {
  const [list, call, user] = [...around].reverse();
  const callee = call && field(call, 'function')?.text.replace(/\s+/g, '');
  const [first, name, value] = list ? parts(list) : [];
  if (callee === undefined || first?.id !== node.id) return null;
  const isUsed = user?.type === 'subscript' || user?.type === 'attribute';
  if (callee === 'vars') return isUsed ? { steps, act: { kind: 'unclear' } } : null;
  if (SETS_ATTRIBUTE.test(callee)) {
    const attribute = name && plainText(name);
    return attribute === undefined || !value
      ? { steps, act: { kind: 'unclear' } }
      : { steps: [...steps, { kind: 'attribute', name: attribute }], act: { kind: 'set', value } };
  }
  const [type, method] = callee.split('.');
  const isUnbound = ['dict', 'list', 'set'].includes(type!) && CHANGING_METHODS.has(method ?? '');
  return isUnbound || CHANGES_FIRST.test(callee) ? { steps, act: { kind: 'unclear' } } : null;
}

/** The text of a plain string literal; undefined for anything else. */
function plainText(node: Node): string | undefined {
  const match = node.type === 'string' ? /^(["'])([^"'\\]*)\1$/.exec(node.text) : null;
  return match?.[2];
}
