/** Names whose changes are looked through: what binds them, and what a part of them is where they hold no value of their own. */
import type { Node } from 'web-tree-sitter';
import { applied } from './applyChange';
import { changeSite, type ChangeSite } from './changeSite';
import type { Act, Step } from './change';
import { changedByMethod } from './changingMethods';
import type { Definition } from './definition';
import type { Folding, NameScopes } from './folding';
import { oneOf, single, unknown, withOrigin, type Evaluation } from './pyValue';
import { callArguments, type Path } from './syntax';

/** The definitions that bind a name, without those that change in place what it holds. */
export function bindings(scopes: NameScopes, name: string, path: Path): readonly Definition[] {
  return withoutChanges(scopes, name, scopes.lookup(name, path));
}

/** The same at the end of a class's body or of a module. */
export function bindingsAtEnd(scopes: NameScopes, name: string, path: Path): readonly Definition[] {
  return withoutChanges(scopes, name, scopes.atEnd(name, path));
}

function withoutChanges(
  scopes: NameScopes,
  name: string,
  found: readonly Definition[],
): readonly Definition[] {
  if (!found.some(isChange)) return found;
  const bound = new Map<string, Definition>();
  const seen = new Set<number>();
  const open = [...found].reverse();
  for (let each = open.pop(); each; each = open.pop()) {
    if (!isChange(each)) bound.set(`${each.node.startIndex} ${each.kind}`, each);
    else if (!seen.has(each.node.id)) {
      seen.add(each.node.id);
      if (each.kind === 'looped') open.push(...[...each.otherwise].reverse());
      open.push(...[...scopes.lookup(name, each.path)].reverse());
    }
  }
  return [...bound.values()];
}

/** Whether a definition changes what a name holds, so that what it held before counts, too. */
export function isChange({ kind }: Definition): boolean {
  return kind === 'changed' || kind === 'looped';
}

/** What the changes before a place put into what a name holds, as if it were assigned. */
export function putInto(
  scopes: NameScopes,
  name: string,
  found: readonly Definition[],
): readonly Definition[] {
  const put: Definition[] = [];
  const seen = new Set<number>();
  const open = [...found];
  for (let each = open.pop(); each; each = open.pop()) {
    if ((each.kind !== 'changed' && each.kind !== 'looped') || seen.has(each.node.id)) continue;
    seen.add(each.node.id);
    const { path } = each;
    for (const { steps, act } of each.kind === 'changed' ? each.changes : []) {
      const nodes = [
        ...(act.kind === 'method' ? givenTo(act.call) : []),
        ...('value' in act && act.value ? [act.value] : []),
        ...steps.flatMap((step) => (step.kind === 'default' && step.value ? [step.value] : [])),
      ];
      const held = nodes.filter(({ type }) => !PLAIN.has(type));
      put.push(...held.map((node): Definition => ({ kind: 'value', node, path })));
    }
    open.push(...scopes.lookup(name, path));
  }
  return put;
}

/** Nobody else can change these. */
const PLAIN: ReadonlySet<string> = new Set(['integer', 'float', 'string', 'true', 'false', 'none']);

function givenTo(call: Node): readonly Node[] {
  const { positional, keywords, spreads } = callArguments(call);
  return [...positional, ...keywords.map(({ value }) => value), ...spreads];
}

/** A part of what a name holds: an attribute of it, or of an attribute, or what `os.environ` has under a key. */
export interface Part {
  readonly attributes: readonly string[];
  readonly variable?: string;
}

/**
 * What a part of a name is, as the changes before a place leave it. `otherwise` says what it is by a definition that
 * binds the name.
 */
export function partThroughChanges(
  folding: Folding,
  name: string,
  definitions: readonly Definition[],
  part: Part,
  otherwise: (definition: Definition) => Evaluation,
): Evaluation {
  const { work } = folding;
  const before = (path: Path): Evaluation =>
    partThroughChanges(folding, name, folding.scopes.lookup(name, path), part, otherwise);
  return oneOf(
    definitions.map((definition) => {
      if (definition.kind === 'looped') return unknown({ kind: 'changedInLoop', name });
      if (definition.kind !== 'changed') return otherwise(definition);
      const tooLong = work.enter();
      if (tooLong !== undefined) return unknown(tooLong);
      try {
        const key = `${folding.id}:${name}:${definition.node.startIndex}:${JSON.stringify(part)}`;
        const found = work.once(key, () => {
          const unchanged = once(before, definition.path);
          const after = changedPart(folding, name, definition, part, () => unchanged(definition.path));
          const otherwise = leftOut(folding.scopes, name, definition).map(unchanged);
          return oneOf(definition.isUsual ? [after, ...otherwise] : [...otherwise, after]);
        });
        return found ?? unknown({ kind: 'definedByItself', name });
      } finally {
        work.leave();
      }
    }),
  );
}

/**
 * The places as of which a name is looked up for the case that a change does not happen: before each statement around it,
 * since one that leaves it out leaves out the changes before it, too. The change's own place stands for those where the
 * name is the same.
 */
export function leftOut(
  scopes: NameScopes,
  name: string,
  { path, isOptional, isConditional }: Definition & { readonly kind: 'changed' },
): readonly Path[] {
  if (!isOptional) return [];
  const owner = path.findLastIndex(({ type }) => /^(function|class)_definition$/.test(type));
  const here = scopes.lookup(name, path);
  const around = path.flatMap((node, i) => {
    if (i <= owner || i + 1 === path.length || !COMPOUND.test(node.type)) return [];
    const before = path.slice(0, i + 1);
    return isSame(scopes.lookup(name, before), here) ? [path] : [before];
  });
  return isConditional || around.length === 0 ? [...around, path] : around;
}

function isSame(some: readonly Definition[], others: readonly Definition[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ kind, node }, i) => others[i]!.kind === kind && others[i]!.node.id === node.id)
  );
}

/** Looks something up as of places, once as of `usual`. */
export function once(look: (path: Path) => Evaluation, usual: Path): (path: Path) => Evaluation {
  let found: Evaluation | undefined;
  return (path) => (path === usual ? (found ??= look(path)) : look(path));
}

const COMPOUND = /^(if|for|while|with|try|match)_statement$/;

function changedPart(
  folding: Folding,
  name: string,
  definition: Definition & { readonly kind: 'changed' },
  part: Part,
  before: () => Evaluation,
): Evaluation {
  const site = changeSite(folding, name, definition);
  let value: Evaluation | undefined;
  for (const { steps, act } of definition.changes) {
    const inside = wayInto(steps, part.attributes);
    if (inside === 'elsewhere') continue;
    if (inside === 'unclear') return unknown(site.reason);
    if (part.variable !== undefined)
      value = changedVariable(site, inside, act, part.variable, () => value ?? before());
    else if (inside.length === 0 && act.kind === 'set') value = applied(site, unknown(site.reason), [], act);
    else value = applied(site, value ?? before(), inside, act);
  }
  return value ?? before();
}

/** What is left of a way once it has gone through some attributes. */
function wayInto(
  steps: readonly Step[],
  attributes: readonly string[],
): readonly Step[] | 'elsewhere' | 'unclear' {
  for (const [i, name] of attributes.entries()) {
    const step = steps[i];
    if (step?.kind !== 'attribute') return 'unclear';
    if (step.name !== name) return step.name === '__dict__' ? 'unclear' : 'elsewhere';
  }
  return steps.slice(attributes.length);
}

/** `os.environ["X"] = …`, `.setdefault("X", …)`, `.update(X=…)`. */
export function changedVariable(
  site: ChangeSite,
  steps: readonly Step[],
  act: Act,
  variable: string,
  before: () => Evaluation,
): Evaluation {
  const { folding, path, reason } = site;
  const [step] = steps;
  if (act.kind === 'method' && !step && act.name === 'update') {
    const added = single(changedByMethod(site, { kind: 'dict', entries: new Map() }, 'update', act.call));
    return added?.kind === 'dict' ? (added.entries.get(variable) ?? before()) : unknown(reason);
  }
  const node =
    act.kind === 'method' && !step
      ? callArguments(act.call).positional[0]
      : step?.kind === 'key'
        ? step.node
        : step?.kind === 'default'
          ? step.key
          : undefined;
  const key = node && single(folding.evaluate(node, path));
  if (key?.kind !== 'str') return unknown(reason);
  if (key.value !== variable) return before();
  if (step?.kind === 'default' && step.value) {
    // Whoever sets the variable outside wins over a default.
    const fallback = withOrigin(folding.evaluate(step.value, path), { kind: 'environment', name: variable });
    const already = before();
    return isUnset(already) ? oneOf([{ ...already, reason: null }, fallback]) : already;
  }
  return step && act.kind === 'set' && act.value ? folding.evaluate(act.value, path) : unknown(reason);
}

/** Whether a variable may have no value of its own, which a fallback then takes the place of. */
export function isUnset({ reason }: Evaluation): boolean {
  return reason?.kind === 'environmentWithoutDefault';
}
