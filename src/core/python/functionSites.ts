import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { Folding, FunctionSite } from './folding';
import type { Import, PythonModule } from './module';
import { decorators, field, outsideClass, parts, type Path } from './syntax';

/** The functions of the workspace that an expression may name; null where it may name something else. */
export function functionSites(folding: Folding, callee: Node, path: Path): readonly FunctionSite[] | null {
  if (callee.type === 'lambda')
    return [
      {
        node: callee,
        path,
        module: folding.module,
        outer: folding,
        outerPath: outsideClass(path),
        name: 'lambda',
      },
    ];
  if (callee.type === 'identifier') {
    const local = folding.localFunction(callee.text);
    if (local !== undefined) return local && [local];
    return sitesOf(folding, callee.text, folding.scopes.lookup(callee.text, path), path);
  }
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const module = object && folding.moduleOf(object, path);
  return module && typeof module !== 'string'
    ? exportedSites(folding, module, field(callee, 'attribute')?.text ?? '')
    : null;
}

function sitesOf(
  folding: Folding,
  name: string,
  definitions: readonly Definition[],
  path: Path,
): readonly FunctionSite[] | null {
  const sites = definitions.map((definition) => siteOf(folding, name, definition, path));
  return sites.length > 0 && sites.every((each) => each !== null) ? sites.flat() : null;
}

function siteOf(
  folding: Folding,
  name: string,
  definition: Definition,
  path: Path,
): readonly FunctionSite[] | null {
  const isLambda = definition.kind === 'value' && definition.node.type === 'lambda';
  if (definition.kind === 'function' || isLambda) {
    const site = functionSite(folding, folding.home, name, definition, path);
    return site && [site];
  }
  if (definition.kind === 'value') return aliased(folding, definition, path);
  if (definition.kind !== 'import') return null;
  const { import: found } = definition;
  if (found.name === null) return null;
  const module = folding.importedModule(found);
  if (typeof module === 'string') return null;
  const sites = exportedSites(folding, module, found.name);
  return found.from ? sites && inNotebook(folding, sites, found, path) : sites;
}

/** `g = f`: the function of another name. */
function aliased(
  folding: Folding,
  { node, path: at }: Definition,
  path: Path,
): readonly FunctionSite[] | null {
  const { home, work } = folding;
  if ((node.type !== 'identifier' && node.type !== 'attribute') || work.enter() !== undefined) return null;
  try {
    const sites = work.once(`${home.id} alias ${node.startIndex}`, () => functionSites(home, node, at));
    return sites?.map((site) => ({ ...site, outerPath: timeIn(folding, site.module, path) })) ?? null;
  } finally {
    work.leave();
  }
}

/**
 * A function that a definition in a module gives, called from `path`; null where what is around it is not known.
 * @param home folds the module of the definition
 */
export function functionSite(
  folding: Folding,
  home: Folding,
  name: string,
  { node, path: at }: Pick<Definition, 'node' | 'path'>,
  path: Path,
): FunctionSite | null {
  const site = { node, path: at, module: home.module, outer: home, name };
  if (functionAround(at, node) === undefined)
    return { ...site, outerPath: timeIn(folding, home.module, path) };
  // One function in another: what is around it is known to code of the same function only.
  return functionAround(at, node) === functionAround(path, node) && folding === home
    ? { ...site, outerPath: path }
    : null;
}

function functionAround(path: Path, except: Node): number | undefined {
  return path.findLast(
    ({ type, id }, i) => type === 'function_definition' && id !== except.id && i + 1 < path.length,
  )?.id;
}

/** The functions that other modules see under a name. */
function exportedSites(folding: Folding, module: PythonModule, name: string): readonly FunctionSite[] | null {
  const evaluator = folding.forModule(module);
  const { work } = folding;
  if (work.enter() !== undefined) return null;
  try {
    return (
      work.once(`${evaluator.id} calls ${name}`, () => {
        const sites = sitesOf(evaluator, name, evaluator.definitionsAtEnd(name), [module.root]);
        return sites?.map((site) => ({ ...site, outerPath: timeIn(folding, site.module, [module.root]) }));
      }) ?? null
    );
  } finally {
    work.leave();
  }
}

/** Cells share their names: a function of an earlier cell sees what they hold when it is called. */
function inNotebook(
  folding: Folding,
  sites: readonly FunctionSite[],
  { from }: Import,
  path: Path,
): readonly FunctionSite[] {
  const { home } = folding;
  const outerPath = timeIn(folding, home.module, path);
  return sites.map((site) => (site.module === from ? { ...site, outer: home, outerPath } : site));
}

/**
 * As of where names of a module are looked up by a function that is called from `path`: only what ran before the call counts.
 * Code in functions runs later than all of the module, and another module has run to its end.
 */
export function timeIn(folding: Folding, module: PythonModule, path: Path): Path {
  const called = folding.calledAt.get(module);
  if (called) return called;
  const root = [module.root];
  if (module !== folding.home.module) return root;
  const inside = path.findIndex(
    ({ type }, i) =>
      i + 1 < path.length &&
      (type === 'function_definition' || type === 'lambda' || type === 'class_definition'),
  );
  if (inside < 0) return path;
  return path[inside]!.type === 'class_definition' ? path.slice(0, inside + 1) : root;
}

/** Whether a function is called as it is written: what decorators make of it is not known, save for a few. */
export function isPlain({ node, path, module }: FunctionSite): boolean {
  if (node.type === 'lambda') return true;
  if (node.text.startsWith('async')) return false;
  const decorated = path[path.length - 2];
  if (decorated?.type !== 'decorated_definition') return true;
  return decorators(decorated).every((each) => isHarmless(each, module));
}

/** Whether a decorator leaves what a function gives as it is. */
function isHarmless(decorator: Node, module: PythonModule): boolean {
  const [expression] = parts(decorator);
  const callee = expression?.type === 'call' ? field(expression, 'function') : expression;
  return HARMLESS.has((callee && module.realName(callee)) ?? '');
}

const HARMLESS = new Set(['functools.cache', 'functools.lru_cache', 'staticmethod']);
