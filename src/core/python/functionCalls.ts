import type { Node } from 'web-tree-sitter';
import { followBody, type Making } from './functionBodies';
import { Frame } from './frames';
import type { Arguments, Folding, FunctionSite } from './folding';
import { functionSites, isPlain } from './functionSites';
import { bindArguments, evaluations, givenArguments } from './parameters';
import { known, oneOf, unknown, withOrigin, type Evaluation, type PyObject } from './pyValue';
import { mayChangeDefault } from './sharedDefaults';
import { isMutable } from './sharedParts';
import { field, selfOf, type Path } from './syntax';

/** What a call of the workspace's own function gives; null where the callee is none. */
export function calledFunction(folding: Folding, call: Node, callee: Node, path: Path): Evaluation | null {
  const sites = functionSites(folding, callee, path);
  if (!sites) return null;
  const given = givenArguments(folding, call, path);
  if (!given) return unknown({ kind: 'callSpreadsArguments', callee: callee.text.slice(0, 60) });
  return oneOf(sites.map((site) => callFunction(site, given)));
}

/**
 * What a function of the workspace gives for arguments, by following its body: it runs nothing that could change anything
 * outside. A body that does more than that, a decorator and recursion make it unknown.
 */
export function callFunction(site: FunctionSite, given: Arguments): Evaluation {
  const decorated = unknown({ kind: 'decoratedFunction', function: site.name });
  if (!isPlain(site)) return decorated;
  const value = undecorated(site, given);
  // What a cache gives again may have been changed since.
  return isDecorated(site) && value.values.some(isMutable) ? decorated : value;
}

function isDecorated({ path }: FunctionSite): boolean {
  return path[path.length - 2]?.type === 'decorated_definition';
}

/**
 * The same for a function whose decorators are looked at elsewhere, as those of methods are.
 * @param gives what counts for the call where its body ends, rather than what it returns
 */
export function undecorated(site: FunctionSite, given: Arguments, gives?: Gives): Evaluation {
  const { node, module, name } = site;
  if (node.text.startsWith('async')) return unknown({ kind: 'decoratedFunction', function: name });
  const { work } = site.outer;
  const tooLong = work.enter();
  if (tooLong !== undefined) return unknown(tooLong);
  try {
    const bound = bindArguments(
      node,
      given,
      evaluations((fallback) => defaultValue(site, fallback)),
    );
    if (!bound) return unknown({ kind: 'argumentsDoNotFit', function: name });
    const key = `call ${module.file}#${module.cell?.number ?? ''}:${node.startIndex}`;
    return (
      work.once(key, () =>
        oneOf(eachAlone(bound).map((values) => withOrigin(follow(site, values, gives), originOf(site)))),
      ) ?? unknown({ kind: 'recursiveCall', function: name })
    );
  } finally {
    work.leave();
  }
}

/** What a method is followed for whose object is its own. */
interface Gives extends Making {
  readonly begin: (frame: Frame) => void;
}

/** What an object that nothing else holds is after a method of it has run. */
export function objectAfter(site: FunctionSite, self: PyObject, given: Arguments): Evaluation {
  const name = selfOf(site.node);
  return ownMethod(site, self, given, (frame) => frame.named(name, site.path));
}

/** What a method of an object gives that nothing else holds. */
export function ownMethod(
  site: FunctionSite,
  self: PyObject,
  given: Arguments,
  end?: Making['end'],
): Evaluation {
  const object = known(self);
  return undecorated(
    site,
    { ...given, positional: [object, ...given.positional] },
    {
      begin: (frame) => frame.set(selfOf(site.node), object, true),
      after: objectAfter,
      ...(end ? { end } : {}),
    },
  );
}

/** A default is worked out once, where the function is defined. */
function defaultValue(site: FunctionSite, fallback: Node): Evaluation {
  const { node, path, module, outer } = site;
  const isLocal = outer !== outer.home;
  if (isLocal && fallback.descendantsOfType('identifier').length > 0)
    return unknown({
      kind: 'isParameter',
      name: fallback.text,
      function: field(node, 'name')?.text ?? 'lambda',
    });
  const value = outer.forModule(module).evaluate(fallback, path);
  if (!value.values.some(isMutable) || !mayChangeDefault(site, fallback)) return value;
  const at = { line: module.lineAt(fallback.startIndex), cell: module.cell?.number ?? null };
  return { ...value, reason: { kind: 'changedInPlace', name: fallback.text.slice(0, 60), at } };
}

function follow(site: FunctionSite, values: ReadonlyMap<string, Evaluation>, gives?: Gives): Evaluation {
  const { node, path, module, outer, outerPath } = site;
  const isModules = outer === outer.home;
  const calledAt = isModules
    ? new Map([...outer.calledAt, [outer.module, outerPath] as const])
    : outer.calledAt;
  const frame = new Frame(outer, outerPath, module, calledAt);
  for (const [name, value] of values) frame.set(name, value);
  gives?.begin(frame);
  const body = field(node, 'body');
  if (!body) return unknown({ kind: 'incomplete' });
  return node.type === 'lambda'
    ? frame.evaluate(body, [...path, node])
    : followBody(frame, site, body, gives);
}

function originOf({ name, node, module: { file, cell } }: FunctionSite): Evaluation['origins'][number] {
  const line = node.startPosition.row + 1;
  return { kind: 'name', name, line, file, ...(cell ? { cell: cell.number } : {}) };
}

/** How often one call is followed, for arguments that can be one of several values each. */
const MAX_COMBINATIONS = 8;

/** Every combination of the arguments' values, so that a test of one of them is decided; all at once where they are many. */
function eachAlone(bound: ReadonlyMap<string, Evaluation>): ReadonlyMap<string, Evaluation>[] {
  let combinations = [new Map<string, Evaluation>()];
  for (const [name, value] of bound) {
    const isRange = value.reason === null && value.values.length > 1;
    const choices = isRange ? value.values.map((each) => known(each, value.origins)) : [value];
    combinations = combinations.flatMap((head) =>
      choices.map((choice) => new Map<string, Evaluation>(head).set(name, choice)),
    );
    if (combinations.length > MAX_COMBINATIONS) return [new Map(bound)];
  }
  return combinations;
}
