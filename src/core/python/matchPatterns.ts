import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import { equal, fromEnvironment, known, oneOf, unknown, type Evaluation, type PyValue } from './pyValue';
import { compare, unary } from './operators';
import { field, fields, last, parts, type Path } from './syntax';

/** Whether a `case` takes a value, before its guard is asked, and what its pattern binds where it does. */
export interface Match {
  readonly verdict: boolean | undefined;
  readonly captured: ReadonlyMap<string, Evaluation>;
}

const NEVER: Match = { verdict: false, captured: new Map() };
const ALWAYS: Match = { verdict: true, captured: new Map() };
const NOT_KNOWN: Match = { verdict: undefined, captured: new Map() };

/** What `match` looks at; of several values, a tuple. */
export function subjectOf(statement: Node, evaluate: (node: Node) => Evaluation): Evaluation | undefined {
  const subjects = fields(statement, 'subject');
  const [only] = subjects;
  return only && subjects.length === 1 && !hasComma(statement) ? evaluate(only) : undefined;
}

/** Whether the clause at the end of a path takes what its `match` looks at, and what its guard says then. */
export function decidedCase(
  folding: Folding,
  path: Path,
): { readonly pattern: boolean | undefined; readonly guard: boolean | undefined } {
  const clause = last(path);
  const statement = path[path.length - 3]!;
  const around = path.slice(0, -2);
  const subject = subjectOf(statement, (node) => folding.evaluate(node, around));
  const { verdict } = matchClause(folding, clause, subject, around);
  const guard = guardOf(clause);
  return {
    pattern: verdict,
    guard: guard ? verdict !== false && folding.decide(guard, [...path, guard]) : true,
  };
}

/** What a name that the pattern of a clause binds holds. */
export function matchedValue(
  folding: Folding,
  name: string,
  statement: Node,
  clause: Node,
  path: Path,
): Evaluation {
  const around = path.slice(0, -2);
  const subject = subjectOf(statement, (node) => folding.evaluate(node, around));
  const { captured } = matchClause(folding, clause, subject, around);
  return captured.get(name) ?? unknown({ kind: 'boundByPattern', name });
}

/** What the pattern of a clause makes of a subject; where that is not known, neither is the match. */
export function matchClause(
  folding: Folding,
  clause: Node,
  subject: Evaluation | undefined,
  path: Path,
): Match {
  const patterns = parts(clause).filter((part) => part.type === 'case_pattern');
  const [only] = patterns;
  if (!only || patterns.length > 1 || hasComma(clause)) return NOT_KNOWN;
  return matchAny(folding, only, subject ?? unknown({ kind: 'incomplete' }), path);
}

/** The guard of a clause, without its `if`. */
export function guardOf(clause: Node): Node | undefined {
  const guard = field(clause, 'guard');
  return guard ? parts(guard)[0] : undefined;
}

function hasComma(node: Node): boolean {
  return node.children.some((child) => child.type === ',');
}

/** The match of every value that a subject can be. */
function matchAny(folding: Folding, pattern: Node, subject: Evaluation, path: Path): Match {
  const name = captureOf(pattern);
  if (name !== undefined) return { verdict: true, captured: new Map(name === '_' ? [] : [[name, subject]]) };
  const matches = subject.values.map((value) => matchOne(folding, pattern, value, path));
  const verdicts = new Set(matches.map(({ verdict }) => verdict));
  const isSure = subject.reason === null && verdicts.size === 1 && !fromEnvironment(subject);
  const captured = new Map<string, Evaluation>();
  for (const each of matches.flatMap((match) => [...match.captured.keys()])) {
    const values = matches.flatMap((match) => match.captured.get(each) ?? []);
    const all = oneOf(values);
    captured.set(each, subject.reason === null ? all : unknown(subject.reason, all.values, all.origins));
  }
  return { verdict: isSure ? matches[0]!.verdict : undefined, captured };
}

/** The name that a pattern gives to whatever comes, `_` for none; undefined for a pattern that looks at it. */
function captureOf(pattern: Node): string | undefined {
  const inner = insideOf(pattern);
  if (!inner) return pattern.text.trim() === '_' ? '_' : undefined;
  return inner.type === 'dotted_name' && !inner.text.includes('.') ? inner.text : undefined;
}

/** What stands in a `case_pattern`, parentheses undone; a union keeps its own. */
function insideOf(pattern: Node): Node | undefined {
  if (pattern.type !== 'case_pattern') return pattern;
  const [inner, ...more] = parts(pattern);
  if (!inner || more.length > 0) return undefined;
  const isGroup = inner.type === 'tuple_pattern' && parts(inner).length === 1 && !hasComma(inner);
  return isGroup ? insideOf(parts(inner)[0]!) : inner;
}

function matchOne(folding: Folding, pattern: Node, value: PyValue, path: Path): Match {
  const inner = insideOf(pattern);
  switch (inner?.type) {
    case 'union_pattern':
      return union(folding, inner, value, path);
    case 'string':
    case 'concatenated_string':
    case 'integer':
    case 'float':
      return sameAs(folding, inner, isNegative(pattern, inner), value, path);
    case 'none':
    case 'true':
    case 'false':
      return verdictMatch(identical(folding, inner, value, path));
    case 'tuple_pattern':
    case 'list_pattern':
      return sequence(folding, inner, value, path);
    case 'dict_pattern':
      return mapping(folding, inner, value, path);
    case 'class_pattern':
      return ofType(folding, inner, value, path);
    case 'as_pattern':
      return named(folding, inner, value, path);
    default:
      return NOT_KNOWN;
  }
}

function verdictMatch(verdict: boolean | undefined): Match {
  return verdict === undefined ? NOT_KNOWN : verdict ? ALWAYS : NEVER;
}

/** The grammar keeps the sign of `case -1` beside the number. */
function isNegative(pattern: Node, inner: Node): boolean {
  return pattern.id !== inner.id && pattern.children.some((child) => child.type === '-');
}

function sameAs(folding: Folding, literal: Node, negative: boolean, value: PyValue, path: Path): Match {
  const { values } = folding.evaluate(literal, path);
  const [plain] = values;
  const wanted = plain && negative ? unary('-', plain) : plain;
  return wanted && wanted.kind !== 'notFolded' ? verdictMatch(equal(value, wanted)) : NOT_KNOWN;
}

function identical(folding: Folding, literal: Node, value: PyValue, path: Path): boolean | undefined {
  const [wanted] = folding.evaluate(literal, path).values;
  const same = wanted && compare('is', value, wanted);
  return same?.kind === 'bool' ? same.value : undefined;
}

/** `"a" | "b"`: alternatives that bind nothing. */
function union(folding: Folding, node: Node, value: PyValue, path: Path): Match {
  const alternatives = node.children.filter((child) => child.isNamed || child.type === '_');
  // The grammar keeps the sign of a number beside it.
  if (node.children.some((child) => child.type === '-')) return NOT_KNOWN;
  const verdicts = alternatives.map((each) =>
    each.type === '_' ? true : matchOne(folding, each, value, path).verdict,
  );
  return verdictMatch(verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false);
}

/** `case str():` and `case int(n):`, for the types of plain values. */
function ofType(folding: Folding, node: Node, value: PyValue, path: Path): Match {
  const [type, ...inside] = parts(node);
  const [only, ...more] = inside;
  const kinds = type && TYPES.get(type.text);
  if (!kinds || more.length > 0 || folding.scopes.lookup(type.text, path).length > 0) return NOT_KNOWN;
  if (isOpaque(value)) return NOT_KNOWN;
  if (!kinds.includes(value.kind)) return NEVER;
  if (!only) return ALWAYS;
  return insideOf(only)?.type === 'keyword_pattern' ? NOT_KNOWN : matchAny(folding, only, known(value), path);
}

/** Python's bools are ints, too. */
const TYPES: ReadonlyMap<string, readonly PyValue['kind'][]> = new Map([
  ['str', ['str']],
  ['int', ['int', 'bool']],
  ['float', ['float']],
  ['bool', ['bool']],
  ['list', ['list']],
  ['tuple', ['tuple']],
  ['dict', ['dict']],
]);

/** What its class or the package makes of it is not followed. */
function isOpaque({ kind }: PyValue): boolean {
  return kind === 'object' || kind === 'openDict' || kind === 'modal' || kind === 'handle';
}

function named(folding: Folding, node: Node, value: PyValue, path: Path): Match {
  const [pattern, name] = parts(node);
  if (!pattern || !name) return NOT_KNOWN;
  const match = matchAny(folding, pattern, known(value), path);
  return { ...match, captured: new Map([...match.captured, [name.text, known(value)]]) };
}

function sequence(folding: Folding, node: Node, value: PyValue, path: Path): Match {
  if (isOpaque(value)) return NOT_KNOWN;
  if (value.kind !== 'list' && value.kind !== 'tuple') return NEVER;
  const elements = parts(node);
  const starAt = elements.findIndex((each) => insideOf(each)?.type === 'splat_pattern');
  const { items } = value;
  const missing = elements.length - (starAt < 0 ? 0 : 1);
  if (starAt < 0 ? items.length !== missing : items.length < missing) return NEVER;
  const extra = items.length - elements.length;
  return all(
    elements.map((each, i): Match => {
      if (i === starAt) {
        const name = parts(insideOf(each)!)[0]?.text;
        const rest: PyValue = { kind: 'list', items: items.slice(i, i + extra + 1) };
        return { verdict: true, captured: new Map(name === undefined ? [] : [[name, known(rest)]]) };
      }
      const at = starAt >= 0 && i > starAt ? i + extra : i;
      return matchAny(folding, each, known(items[at]!), path);
    }),
  );
}

function mapping(folding: Folding, node: Node, value: PyValue, path: Path): Match {
  if (isOpaque(value)) return NOT_KNOWN;
  if (value.kind !== 'dict') return NEVER;
  const keys = fields(node, 'key');
  const patterns = fields(node, 'value');
  if (parts(node).length !== keys.length + patterns.length || keys.length !== patterns.length)
    return NOT_KNOWN;
  return all(
    keys.map((key, i): Match => {
      const [at] = folding.evaluate(key, path).values;
      if (at?.kind !== 'str') return NOT_KNOWN;
      const entry = value.entries.get(at.value);
      return entry ? matchAny(folding, patterns[i]!, entry, path) : NEVER;
    }),
  );
}

/** A match of all parts; Python leaves open what a failed one has bound. */
function all(matches: readonly Match[]): Match {
  const verdicts = matches.map(({ verdict }) => verdict);
  if (verdicts.includes(false)) return NEVER;
  return {
    verdict: verdicts.includes(undefined) ? undefined : true,
    captured: new Map(matches.flatMap(({ captured }) => [...captured])),
  };
}
