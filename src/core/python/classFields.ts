import type { ClassInfo, ClassSite } from './folding';
/** The fields that data classes, attrs classes, pydantic models and named tuples declare in their bodies. */
import type { Node } from 'web-tree-sitter';
import { calleeOf, classDecorators, decoratorsOf, useOfSelf } from './classes';
import { known, single, truth, type Evaluation } from './pyValue';
import { callArguments, field, parts, type Path } from './syntax';

export type ClassKind = 'dataclass' | 'attrs' | 'pydantic' | 'settings' | 'namedTuple' | 'plain';

export interface ClassField {
  readonly name: string;
  /** What the constructor calls it; null where it does not take it. */
  readonly argument: string | null;
  readonly isKeywordOnly: boolean;
  /** `InitVar`: for `__post_init__` only. */
  readonly isInitOnly: boolean;
  readonly annotation: string;
  /** For a field of settings: the environment variable that `Field(env="GPU")` names. */
  readonly variable?: string;
  /** Undefined where the constructor must be given it. */
  readonly fallback: Evaluation | undefined;
}

/** How a class's constructor comes about, by its decorators and bases. */
export function kindOf(info: ClassInfo, site: ClassSite): ClassKind {
  for (const { name } of classDecorators(site)) {
    if (name === null) continue;
    if (/(^|\.)dataclass$/.test(name) && !name.startsWith('attr')) return 'dataclass';
    if (/^attrs?\.(s|attrs|define|frozen|mutable|dataclass)$/.test(name)) return 'attrs';
  }
  const has = (pattern: RegExp): boolean => [...info.outside].some((name) => pattern.test(name));
  if (has(/(^|\.)BaseSettings$/)) return 'settings';
  if (has(/(^|\.)BaseModel$/)) return 'pydantic';
  return has(/(^|\.)NamedTuple$/) ? 'namedTuple' : 'plain';
}

/** A keyword that a class's decorator is given, such as `kw_only`; undefined where it is not given, or not known. */
export function decoratorFlag(site: ClassSite, flag: string): boolean | undefined {
  for (const { call } of classDecorators(site)) {
    const given = call && callArguments(call).keywords.find(({ name }) => name === flag);
    const value = given && single(site.evaluator.evaluate(given.value, site.path));
    if (value) return truth(value);
  }
  return undefined;
}

/** The fields of a class with those that it inherits, in the constructor's order; null where they are not plain. */
export function fieldsOf(info: ClassInfo, kind: ClassKind): readonly ClassField[] | null {
  const fields = new Map<string, ClassField>();
  for (const site of [...info.order].reverse()) {
    if (!isModel(kind) && kindOf(info, site) !== kind) continue;
    const own = ownFields(site, kind);
    if (!own) return null;
    // One that is declared again keeps its place.
    for (const each of own) fields.set(each.name, each);
  }
  return [...fields.values()];
}

function ownFields(site: ClassSite, kind: ClassKind): readonly ClassField[] | null {
  const { evaluator, node, path } = site;
  const body = field(node, 'body');
  const fields: ClassField[] = [];
  let isKeywordOnly = kind === 'pydantic' || kind === 'settings' || decoratorFlag(site, 'kw_only') === true;
  for (const statement of body ? parts(body) : []) {
    if (PLAIN.has(statement.type)) {
      if (isValidator(site, kind, statement)) return null;
      continue;
    }
    const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
    if (!assignment || statement.type !== 'expression_statement') return null;
    if (assignment.type === 'string' || assignment.type === 'ellipsis') continue;
    if (assignment.type !== 'assignment') return null;
    const name = field(assignment, 'left');
    const annotation = field(assignment, 'type')?.text.replace(/\s+|["']/g, '') ?? '';
    const right = field(assignment, 'right');
    const callee = right?.type === 'call' ? evaluator.module.realName(calleeOf(right)) : null;
    const isAttribute = kind === 'attrs' && /^attrs?\.(ib|attrib|field)$/.test(callee ?? '');
    if (name?.type !== 'identifier' || (annotation === '' && !isAttribute)) {
      if (name?.type !== 'identifier') return null;
      continue;
    }
    if (/^(dataclasses\.)?KW_ONLY$/.test(annotation)) {
      isKeywordOnly = true;
      continue;
    }
    if (/^(\w+\.)*ClassVar\b/.test(annotation)) continue;
    if (isModel(kind) && (name.text.startsWith('_') || name.text === 'model_config')) continue;
    const found = fieldAt(
      site,
      kind,
      name.text,
      annotation,
      right,
      [...path, body!, statement],
      isKeywordOnly,
    );
    if (!found) return null;
    fields.push(found);
  }
  return fields;
}

const PLAIN = new Set([
  'function_definition',
  'decorated_definition',
  'class_definition',
  'pass_statement',
  'comment',
]);

function isModel(kind: ClassKind): boolean {
  return kind === 'pydantic' || kind === 'settings';
}

/** Functions that a model or an attrs class has values go through before they are stored, which may be others then. */
function isValidator(site: ClassSite, kind: ClassKind, statement: Node): boolean {
  if (statement.type !== 'decorated_definition' || (!isModel(kind) && kind !== 'attrs')) return false;
  const { evaluator, path } = site;
  const definition = field(statement, 'definition');
  if (!definition) return false;
  return decoratorsOf([...path, statement, definition]).some((each) => {
    const name = evaluator.module.realName(calleeOf(each)) ?? '';
    if (!/validator$|\.default$|\.validate$/.test(name)) return false;
    return !(/(^|\.)model_validator$/.test(name) && runsAfter(each) && onlyLooks(site, definition));
  });
}

/** `@model_validator(mode="after")` gets the object as it is. */
function runsAfter(decorator: Node): boolean {
  const mode = decorator.type === 'call' ? callArguments(decorator).keywords : [];
  return mode.some(({ name, value }) => name === 'mode' && /^(["'])after\1$/.test(value.text));
}

/** Whether a method only looks at its object, or raises, and gives it back as it is. */
function onlyLooks(site: ClassSite, definition: Node): boolean {
  const { module } = site.evaluator;
  const [first] = parts(field(definition, 'parameters') ?? definition);
  const body = field(definition, 'body');
  if (first?.type !== 'identifier' || !body) return false;
  const { changes, called } = useOfSelf(site, definition, first.text);
  const returns = body.descendantsOfType('return_statement').map((each) => parts(each)[0]?.text);
  const isPart = (offset: number): boolean => /^\s*\./.test(module.text.slice(offset + first.text.length));
  const inBody = { from: body.startIndex, to: body.endIndex };
  const whole = [...module.occurrencesIn(first.text, inBody)].filter((offset) => !isPart(offset));
  return (
    !changes &&
    called.size === 0 &&
    returns.length > 0 &&
    returns.every((value) => value === first.text) &&
    whole.length === returns.length
  );
}

/** Calls that say more about a field than its default. */
const FIELD_CALLS = /(^|\.)(field|Field|ib|attrib)$/;

function fieldAt(
  site: ClassSite,
  kind: ClassKind,
  name: string,
  annotation: string,
  right: Node | null,
  path: Path,
  isKeywordOnly: boolean,
): ClassField | null {
  const { evaluator } = site;
  const isInitOnly = kind === 'dataclass' && /^(\w+\.)*InitVar\b/.test(annotation);
  const argument = kind === 'attrs' ? name.replace(/^_+/, '') : name;
  const plain = { name, argument, isKeywordOnly, isInitOnly, annotation, fallback: undefined };
  if (isModel(kind) && /\bAnnotated\b/.test(annotation)) return null;
  if (!right) return plain;
  const callee = right.type === 'call' ? field(right, 'function') : null;
  if (!callee || !FIELD_CALLS.test(callee.text) || kind === 'namedTuple')
    return { ...plain, fallback: evaluator.evaluate(right, path) };
  const { positional, keywords, spreads, starred } = callArguments(right);
  const given = (key: string): Node | undefined => keywords.find((each) => each.name === key)?.value;
  if (spreads.length > 0 || starred || UNFOLLOWED.some(given)) return null;
  const flag = (key: string): boolean | undefined => {
    const value = given(key);
    const found = value && single(evaluator.evaluate(value, path));
    return found && truth(found);
  };
  // Which arguments the constructor takes must be certain.
  if ((given('init') && flag('init') === undefined) || (given('kw_only') && flag('kw_only') === undefined))
    return null;
  const made = given('default') ?? positional[0];
  const factory = given('default_factory') ?? given('factory');
  const fallback = made && made.type !== 'ellipsis' ? evaluator.evaluate(made, path) : undefined;
  const variable = given('env');
  const named = variable && single(evaluator.evaluate(variable, path));
  if (variable && named?.kind !== 'str') return null;
  return {
    ...plain,
    ...(named?.kind === 'str' ? { variable: named.value } : {}),
    argument: flag('init') === false ? null : argument,
    isKeywordOnly: flag('kw_only') ?? isKeywordOnly,
    fallback: factory ? madeBy(site, factory, path) : fallback,
  };
}

/** What would set a field by another name, or make something else of what it is given. */
const UNFOLLOWED = ['alias', 'validation_alias', 'alias_priority', 'converter', 'init_var'];

/** `default_factory=list`, `=lambda: [...]`. */
function madeBy({ evaluator }: ClassSite, factory: Node, path: Path): Evaluation {
  const real = evaluator.module.realName(factory);
  const isOwn = real !== null && evaluator.scopes.lookup(real.split('.')[0]!, path).length > 0;
  if (!isOwn && real === 'list') return known({ kind: 'list', items: [] });
  if (!isOwn && real === 'dict') return known({ kind: 'dict', entries: new Map() });
  return evaluator.call(factory, path, { positional: [], keywords: new Map() });
}
