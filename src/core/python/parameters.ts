import type { Node } from 'web-tree-sitter';
import type { Arguments, Folding } from './folding';
import { combine, known, type Evaluation } from './pyValue';
import { field, parts, type Path } from './syntax';

/** More arguments than this are no call that a person writes. */
const MAX_ARGUMENTS = 100;

/** The arguments of a call, `*` and `**` taken apart; undefined where a spread is not known, or a keyword is given twice. */
export function givenArguments(folding: Folding, call: Node, path: Path): Arguments | undefined {
  const list = field(call, 'arguments');
  const positional: Evaluation[] = [];
  const keywords = new Map<string, Evaluation>();
  let isWhole = list?.type === 'argument_list' && parts(list).length <= MAX_ARGUMENTS;
  const keyword = (name: string, value: Evaluation): void => {
    if (keywords.has(name)) isWhole = false;
    keywords.set(name, value);
  };
  for (const argument of list && isWhole ? parts(list) : []) {
    if (argument.type === 'keyword_argument')
      keyword(field(argument, 'name')?.text ?? '', folding.child(field(argument, 'value'), path));
    else if (argument.type === 'list_splat' || argument.type === 'dictionary_splat') {
      const spread = folding.child(parts(argument)[0], path);
      const [only, ...more] = spread.values;
      if (!only || more.length > 0 || spread.reason !== null) return undefined;
      if (argument.type === 'list_splat' && (only.kind === 'list' || only.kind === 'tuple'))
        positional.push(...only.items.map((item) => known(item, spread.origins)));
      else if (argument.type === 'dictionary_splat' && only.kind === 'dict')
        for (const [name, value] of only.entries) keyword(name, value);
      else return undefined;
    } else positional.push(folding.evaluate(argument, path));
  }
  return isWhole ? { positional, keywords } : undefined;
}

/** A parameter of a function or lambda. */
interface Parameter {
  readonly name: string;
  readonly kind: 'positional' | 'either' | 'keyword' | 'rest' | 'keywords';
  readonly fallback: Node | null;
}

/**
 * What each parameter holds in a call; undefined where the call raises TypeError.
 * @param fallback works out a default
 */
export function bindArguments(
  definition: Node,
  given: Arguments,
  fallback: (node: Node) => Evaluation,
): ReadonlyMap<string, Evaluation> | undefined {
  const parameters = parametersOf(definition);
  const bound = new Map<string, Evaluation>();
  const left = [...given.positional];
  const keywords = new Map(given.keywords);
  for (const { name, kind, fallback: node } of parameters) {
    if (kind === 'rest') bound.set(name, tuple(left.splice(0)));
    else if (kind === 'keywords') bound.set(name, known({ kind: 'dict', entries: new Map(keywords) }));
    else {
      const byPlace = kind === 'keyword' ? undefined : left.shift();
      const byName = kind === 'positional' ? undefined : keywords.get(name);
      if (byPlace && byName) return undefined;
      if (byName) keywords.delete(name);
      const value = byPlace ?? byName ?? (node ? fallback(node) : undefined);
      if (!value) return undefined;
      bound.set(name, value);
    }
  }
  const takesKeywords = parameters.some(({ kind }) => kind === 'keywords');
  return left.length > 0 || (keywords.size > 0 && !takesKeywords) ? undefined : bound;
}

function tuple(values: readonly Evaluation[]): Evaluation {
  return combine(values, (items) => ({ kind: 'tuple', items: [...items] }));
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
