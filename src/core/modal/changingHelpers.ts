/** Calls of another file's helpers that change what they are given: `from ops import scale`, `scale(f, 4)`. */
import type { Node } from 'web-tree-sitter';
import { BoundEvaluator, parametersBound } from '../python/boundEvaluator';
import type { Definition } from '../python/definition';
import type { Evaluator } from '../python/evaluate';
import type { Stretch } from '../python/folding';
import type { Import } from '../python/module';
import { callArguments, field, last, pathAt, type Path } from '../python/syntax';
import { callsIn, changesOf, inEachContext, siteAt } from './callSites';
import { isReached, scopeOf } from './contexts';
import type { CallSite, DeclaredParameter, StackedDecorator } from './declaration';
import { foundBy } from './handles';
import { inSourceOrder, type Places, type Search } from './search';

/** A call, by the text behind a name: `scale(`, `ops.scale(`. */
const CALLED = /((?:[ \t]*\.[ \t]*\w+){0,4})[ \t]*\(/y;

/** What may be a function or class, or an instance of one, as an argument. */
const GIVEN: ReadonlySet<string> = new Set(['identifier', 'attribute', 'subscript', 'call']);

/** The calls in a stretch of the text of what is imported, with something that may be a function or a class. */
export function* helperCallsIn({ module, evaluator }: Search, stretch: Stretch): Places {
  const places: Path[] = [];
  const isOurs = ownModules(evaluator);
  for (const [name, imports] of module.allImports) {
    if (imports.every(isOfModal)) continue;
    for (const offset of module.occurrencesIn(name, stretch)) {
      CALLED.lastIndex = offset + name.length;
      const attributes = CALLED.exec(module.text)?.[1];
      if (attributes === undefined || !imports.some((each) => isOurs(each, attributes))) continue;
      const path = pathAt(module.root, offset);
      if (evaluator.work.look(path.length) !== undefined) return;
      const call = callOf(path);
      if (call && argumentsOf(last(call)).some(({ type }) => GIVEN.has(type))) places.push(path);
      yield undefined;
    }
  }
  for (const path of places.sort(inSourceOrder)) yield { kind: 'helper', path };
}

function isOfModal({ module, level }: Import): boolean {
  return level === 0 && module.split('.')[0] === 'modal';
}

/** Whether what is called below an import is of a file of the workspace: most of what is imported and called is of foreign packages. */
function ownModules(evaluator: Evaluator): (found: Import, attributes: string) => boolean {
  const known = new Map<string, boolean>();
  return (found, attributes) => {
    const below = attributes.split('.').map((each) => each.trim());
    const inside = [found.module, found.name, ...below.slice(1, -1)].filter(Boolean).join('.');
    const key = `${found.level} ${attributes === '' ? found.module : inside}`;
    let isOwn = known.get(key);
    if (isOwn === undefined) {
      const source =
        attributes === '' ? evaluator.importedModule(found) : evaluator.findModule(inside, found.level);
      known.set(key, (isOwn = source !== 'absent'));
    }
    return isOwn;
  };
}

/** What the call whose callee begins where `path` ends changes of what it gives to a helper of another file. */
export function readHelperCall(path: Path, search: Search): readonly CallSite[] {
  const place = callOf(path);
  const helper = place && helperOf(field(last(place), 'function')!, scopeOf(place), search.withHandles);
  if (!helper) return [];
  const { node, evaluator } = helper;
  const inside: Search = { ...search, module: evaluator.module, evaluator, withHandles: evaluator };
  const stretch = { from: node.startIndex, to: node.endIndex };
  const calls = [...callsIn(inside, stretch)].filter((found) => found !== undefined);
  // Most helpers change nothing, whatever they are given: that takes no question.
  if (calls.length === 0) return [];
  return inEachContext(place, search, (context) => {
    if (!givesHandle(place, context.evaluator)) return [];
    const names = parametersBound(helper, {
      node: last(place),
      path: scopeOf(place),
      evaluator: context.evaluator,
    });
    const bound = BoundEvaluator.of(evaluator, { scope: node, names });
    return calls
      .filter((found) => isReached(found.path, helper.path.length - 1, bound))
      .flatMap((found) => changesOf(found.path, { evaluator: bound, count: 1, site: null }, inside))
      .flatMap((site) => (site.changes?.target.kind === 'unknown' ? [] : [calledAt(place, site, search)]));
  });
}

/** Whether a call is given something that Modal runs. */
function givesHandle(place: Path, evaluator: Evaluator): boolean {
  const here = scopeOf(place);
  return argumentsOf(last(place)).some(
    (node) =>
      GIVEN.has(node.type) && evaluator.evaluate(node, here).values.some((value) => foundBy(value) !== null),
  );
}

interface Helper {
  readonly node: Node;
  readonly path: Path;
  readonly evaluator: Evaluator;
}

/** How far a name is followed from file to file. */
const MAX_FILES = 8;

/** The function of another file that a callee names; null for any other. */
function helperOf(callee: Node, here: Path, evaluator: Evaluator): Helper | null {
  if (callee.type === 'identifier')
    return onlyFunction(evaluator.definitions(callee.text, here), evaluator, evaluator);
  const [object, name] = [field(callee, 'object'), field(callee, 'attribute')?.text];
  const module = object && evaluator.moduleOf(object, here);
  if (!module || typeof module === 'string' || name === undefined) return null;
  const inner = evaluator.forModule(module);
  return onlyFunction(inner.definitionsAtEnd(name), inner, evaluator);
}

function onlyFunction(
  [only, ...more]: readonly Definition[],
  at: Evaluator,
  from: Evaluator,
  files = 0,
): Helper | null {
  if (files > MAX_FILES) from.work.leaveOut();
  if (!only || more.length > 0 || files > MAX_FILES) return null;
  if (only.kind === 'import' && only.import.name !== null) {
    const module = at.importedModule(only.import);
    if (typeof module === 'string') return null;
    const inner = at.forModule(module);
    return onlyFunction(inner.definitionsAtEnd(only.import.name), inner, from, files + 1);
  }
  if (only.kind !== 'function' || at.module === from.module) return null;
  const path = pathAt(at.module.root, only.node.startIndex);
  const index = path.findIndex(({ id }) => id === only.node.id);
  return index < 0 ? null : { node: only.node, path: path.slice(0, index + 1), evaluator: at };
}

/** What a helper changes, as the call of the helper: values of the other file are in the line of the call. */
function calledAt(place: Path, site: CallSite, { module }: Search): CallSite {
  const here = siteAt(place, place, module);
  const { line } = here;
  const moved = <T extends { readonly line: number }>(value: T): T => ({ ...value, line, range: null });
  const all = (values: Readonly<Record<string, DeclaredParameter>>): Record<string, DeclaredParameter> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, moved(value)]));
  const stacked = (values: StackedDecorator | null): StackedDecorator | null => values && all(values);
  const changes = site.changes!;
  return {
    ...site,
    ...here,
    gpu: moved(site.gpu),
    params: all(site.params),
    changes: {
      ...changes,
      within: null,
      unreadSpreads: changes.unreadSpreads.map((each) => ({ ...each, line })),
      concurrent: stacked(changes.concurrent),
      batched: stacked(changes.batched),
    },
    // The helper's own row says them.
    oldNames: [],
  };
}

function argumentsOf(call: Node): readonly Node[] {
  const { positional, keywords } = callArguments(call);
  return [...positional, ...keywords.map(({ value }) => value)];
}

/** The call whose callee a name begins: `scale(…)`, `ops.scale(…)`. */
function callOf(path: Path): Path | undefined {
  for (let i = path.length - 2; i > 0; i--) {
    const [around, inner] = [path[i]!, path[i + 1]!];
    if (around.type === 'call')
      return field(around, 'function')?.id === inner.id ? path.slice(0, i + 1) : undefined;
    if (around.type !== 'attribute' || field(around, 'object')?.id !== inner.id) return undefined;
  }
  return undefined;
}
