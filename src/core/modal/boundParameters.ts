/** What a call gives to the parameters of a function of the workspace. */
import type { Node } from 'web-tree-sitter';
import { known, unknown, type Evaluation, type PyValue } from '../python/pyValue';
import { callArguments, excerpt, field, parts, type Path } from '../python/syntax';
import type { BoundValue, Expression } from './boundEvaluator';

/**
 * The parameters by name. One that nothing surely gives has its default, or is missing here and so stays unknown.
 * @param call null for a decorator, whose only argument is what it decorates
 * @param positional the call's positional arguments
 */
export function parametersBound(
  { node, path, evaluator }: Expression,
  call: Expression | null,
  positional: readonly Expression[],
): ReadonlyMap<string, BoundValue> {
  const given = call ? callArguments(call.node) : { keywords: [], spreads: [], starred: false };
  const keywords = new Map(
    given.keywords.map(({ name, value }) => [name, { ...call!, node: value }] as const),
  );
  const bound = new Map<string, BoundValue>();
  const open = given.spreads.length > 0;
  let place = 0;
  let isByPlace = true;
  for (const parameter of parametersOf(node)) {
    const { name, form, fallback } = parameter;
    if (form === 'separator' || form === 'list') isByPlace = false;
    if (form === 'separator' || form === 'list' || form === 'slash') continue;
    if (form === 'dict') {
      bound.set(name, rest(keywords, given.spreads, call));
      continue;
    }
    const byPlace = isByPlace && !given.starred ? positional[place++] : undefined;
    const value = byPlace ?? keywords.get(name);
    keywords.delete(name);
    if (value) bound.set(name, of(value));
    else if (fallback && !open && !given.starred)
      bound.set(name, of({ node: fallback, path: outside(path, node), evaluator }));
  }
  return bound;
}

function of(expression: Expression): BoundValue {
  const { node, path, evaluator } = expression;
  return { expression, value: () => evaluator.evaluate(node, path) };
}

/** `**kwargs`: the keywords that no parameter takes, and what is spread into the call. */
function rest(
  keywords: ReadonlyMap<string, Expression>,
  spreads: readonly Node[],
  call: Expression | null,
): BoundValue {
  const left = [...keywords];
  const value = (): Evaluation => {
    const entries = new Map<string, Evaluation>();
    for (const [name, { node, path, evaluator }] of left) entries.set(name, evaluator.evaluate(node, path));
    for (const spread of spreads) {
      const { values, reason } = call!.evaluator.evaluate(spread, call!.path);
      const [only] = values;
      const dict = (entries: ReadonlyMap<string, Evaluation>): PyValue => ({ kind: 'dict', entries });
      if (reason !== null || values.length !== 1 || only?.kind !== 'dict')
        return unknown(reason ?? { kind: 'runtimeOnly', expression: excerpt(spread) }, [dict(entries)]);
      for (const [name, each] of only.entries) if (!entries.has(name)) entries.set(name, each);
    }
    return known({ kind: 'dict', entries });
  };
  return { expression: null, value };
}

interface Parameter {
  readonly name: string;
  /** `*args`, `**kwargs`, the bare `*`, the bare `/`, or a parameter of its own. */
  readonly form: 'plain' | 'list' | 'dict' | 'separator' | 'slash';
  readonly fallback: Node | null;
}

function parametersOf(definition: Node): Parameter[] {
  const list = field(definition, 'parameters');
  return (list ? parts(list) : []).map((node): Parameter => {
    const inner = node.type === 'typed_parameter' ? (parts(node)[0] ?? node) : node;
    const named = field(inner, 'name') ?? (inner.type === 'identifier' ? inner : parts(inner)[0]);
    return {
      name: named?.text ?? '',
      form: FORMS[inner.type] ?? 'plain',
      fallback: field(node, 'value'),
    };
  });
}

const FORMS: Readonly<Record<string, Parameter['form']>> = {
  list_splat_pattern: 'list',
  dictionary_splat_pattern: 'dict',
  keyword_separator: 'separator',
  positional_separator: 'slash',
};

/** Defaults are folded outside the function. */
function outside(path: Path, definition: Node): Path {
  const index = path.findIndex(({ id }) => id === definition.id);
  return index > 0 ? path.slice(0, index) : path;
}
