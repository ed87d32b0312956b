import type { Node } from 'web-tree-sitter';
import type { Arguments, Folding } from './folding';
import { combine, known, type Evaluation } from './pyValue';
import { field, parts, type Path } from './syntax';

/** More arguments than this are no call that a person writes. */
const MAX_ARGUMENTS = 100;

/** The arguments of a call, `*` and `**` taken apart; undefined where a spread is not known, or a keyword is given twice. */
export function givenArguments(folding: Folding, call: Node, path: Path): Arguments | undefined {
  const given = argumentsOf(call, {
    value: (node) => folding.evaluate(node, path),
    spread: (node) => folding.evaluate(node, path),
    element: (element) => element,
  });
  return given && !given.isOpen ? given : undefined;
}

/** What a call gives, as values of whatever kind a caller binds. */
export interface Given<T> {
  readonly positional: readonly T[];
  readonly keywords: ReadonlyMap<string, T>;
  /** Whether a spread that is not known may give more. */
  readonly isOpen?: boolean;
}

/** Makes the values that are bound. */
interface Giver<T> {
  readonly value: (node: Node) => T;
  /** What is spread into the call. */
  readonly spread: (node: Node) => Evaluation;
  /** One element of that. */
  readonly element: (element: Evaluation) => T;
}

/** The arguments of a call, as far as its spreads are known; undefined where a keyword is given twice. */
export function argumentsOf<T>(call: Node, give: Giver<T>): Given<T> | undefined {
  const list = field(call, 'arguments');
  if (list?.type !== 'argument_list' || parts(list).length > MAX_ARGUMENTS) return undefined;
  const positional: T[] = [];
  const keywords = new Map<string, T>();
  let isOpen = false;
  for (const argument of parts(list)) {
    const named =
      argument.type === 'keyword_argument'
        ? [[field(argument, 'name')?.text ?? '', field(argument, 'value')] as const]
        : [];
    for (const [name, value] of named) {
      if (!value || keywords.has(name)) return undefined;
      keywords.set(name, give.value(value));
    }
    if (argument.type === 'keyword_argument') continue;
    const inner = argument.type.endsWith('_splat') ? parts(argument)[0] : undefined;
    if (!inner) {
      // Behind a spread of unknown length nobody knows which parameter it goes to.
      if (!isOpen) positional.push(give.value(argument));
      continue;
    }
    const elements = spreadElements(give.spread(inner), argument.type);
    if (!elements) isOpen = true;
    for (const [name, element] of elements ?? []) {
      if (name === null) positional.push(give.element(element));
      else if (keywords.has(name)) return undefined;
      else keywords.set(name, give.element(element));
    }
  }
  return { positional, keywords, isOpen };
}

/** The elements of `*list` and `**dict`, by name where they have one; undefined where they are not known. */
function spreadElements(
  { values, reason, origins }: Evaluation,
  form: string,
): readonly (readonly [string | null, Evaluation])[] | undefined {
  const [only, ...more] = values;
  if (!only || more.length > 0 || reason !== null) return undefined;
  if (form === 'dictionary_splat') return only.kind === 'dict' ? [...only.entries] : undefined;
  return only.kind === 'list' || only.kind === 'tuple'
    ? only.items.map((item) => [null, known(item, origins)] as const)
    : undefined;
}

/** A parameter of a function or lambda. */
interface Parameter {
  readonly name: string;
  readonly kind: 'positional' | 'either' | 'keyword' | 'rest' | 'keywords';
  readonly fallback: Node | null;
}

/** Makes what is bound to parameters that no single argument goes to. */
export interface Binder<T> {
  /** A default. */
  readonly fallback: (node: Node) => T;
  readonly tuple: (values: readonly T[]) => T;
  readonly dict: (entries: ReadonlyMap<string, T>) => T;
}

/**
 * What each parameter holds in a call; undefined where the call raises TypeError. Where more may be given than is known, a
 * parameter that nothing surely gives is left out.
 */
export function bindArguments<T>(
  definition: Node,
  given: Given<T>,
  make: Binder<T>,
): ReadonlyMap<string, T> | undefined {
  const parameters = parametersOf(definition);
  const bound = new Map<string, T>();
  const left = [...given.positional];
  const keywords = new Map(given.keywords);
  for (const { name, kind, fallback } of parameters) {
    if (kind === 'rest' || kind === 'keywords') continue;
    const byPlace = kind === 'keyword' ? undefined : left.shift();
    const byName = kind === 'positional' ? undefined : keywords.get(name);
    if (byPlace !== undefined && byName !== undefined) return undefined;
    if (byName !== undefined) keywords.delete(name);
    const isDefault = fallback !== null && !given.isOpen;
    const value = byPlace ?? byName ?? (isDefault ? make.fallback(fallback) : undefined);
    if (value !== undefined) bound.set(name, value);
    else if (!given.isOpen) return undefined;
  }
  const rest = parameters.find(({ kind }) => kind === 'rest');
  const more = parameters.find(({ kind }) => kind === 'keywords');
  if ((left.length > 0 && !rest) || (keywords.size > 0 && !more)) return undefined;
  if (rest) bound.set(rest.name, make.tuple(left));
  if (more) bound.set(more.name, make.dict(keywords));
  return bound;
}

/** Binds folded values. */
export function evaluations(fallback: (node: Node) => Evaluation): Binder<Evaluation> {
  return {
    fallback,
    tuple: (values) => combine(values, (items) => ({ kind: 'tuple', items: [...items] })),
    dict: (entries) => known({ kind: 'dict', entries }),
  };
}

function parametersOf(definition: Node): readonly Parameter[] {
  const list = field(definition, 'parameters');
  const parameters: Parameter[] = [];
  let kind: 'either' | 'keyword' = 'either';
  for (const part of list ? parts(list) : []) {
    if (part.type === 'positional_separator') {
      for (const [i, each] of parameters.entries()) parameters[i] = { ...each, kind: 'positional' };
      continue;
    }
    if (part.type === 'keyword_separator') {
      kind = 'keyword';
      continue;
    }
    const named = field(part, 'name') ?? (part.type === 'typed_parameter' ? parts(part)[0]! : part);
    const name = (named.type === 'identifier' ? named : (parts(named)[0] ?? named)).text;
    const isRest = named.type === 'list_splat_pattern';
    const isKeywords = named.type === 'dictionary_splat_pattern';
    parameters.push({
      name,
      kind: isRest ? 'rest' : isKeywords ? 'keywords' : kind,
      fallback: field(part, 'value'),
    });
    if (isRest) kind = 'keyword';
  }
  return parameters;
}
