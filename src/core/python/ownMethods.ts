/** Calls of an object's own methods, by itself: `super().__init__(gpu)`, `Base.__init__(self, gpu)`, `self.choose()`. */
import type { Node } from 'web-tree-sitter';
import { classInfo, memberOf, ownDefinitions, siteOf } from './classes';
import { kindOf } from './classFields';
import type { ClassInfo, ClassSite, Folding, FunctionSite } from './folding';
import { functionSite } from './functionSites';
import type { PyObject } from './pyValue';
import { callArguments, field, selfOf, type Path } from './syntax';

interface OwnCall {
  /** Null for one that is not followed. */
  readonly method: FunctionSite | null;
  /** What it is given beside the object. */
  readonly given: readonly Node[];
  /** Whether the object is its first argument. */
  readonly takesSelf: boolean;
}

/** The method that a call in a method of an object runs on it: nothing for `object.__init__`; undefined for any other call. */
export function methodCalled(
  folding: Folding,
  site: FunctionSite,
  object: PyObject,
  call: Node,
  path: Path,
): OwnCall | 'nothing' | undefined {
  const callee = call.type === 'call' ? field(call, 'function') : null;
  const holder = callee?.type === 'attribute' ? field(callee, 'object') : null;
  const info = object.type && classInfo(siteOf(folding, object.type));
  const name = callee ? (field(callee, 'attribute')?.text ?? '') : '';
  if (!holder || !info) return undefined;
  const { positional, keywords, spreads } = callArguments(call);
  const given = [...positional, ...keywords.map(({ value }) => value), ...spreads];
  const self = selfOf(site.node);
  if (holder.text === self)
    return { method: firstOf(info.order, name, folding, path), given, takesSelf: false };
  if (isSuper(holder, self)) {
    const at = info.order.findIndex((each) => isOwner(each, site));
    if (at < 0) return { method: null, given, takesSelf: false };
    const others = info.order.slice(at + 1);
    if (name === '__init__' && others.every((each) => isBare(info, each))) return 'nothing';
    return { method: firstOf(others, name, folding, path), given, takesSelf: false };
  }
  const named = positional[0]?.text === self ? folding.classOf(holder, path) : null;
  const base = named && classInfo(named);
  if (!base) return undefined;
  const method = firstOf(base.order, name, folding, path);
  return { method, given: given.slice(1), takesSelf: true };
}

/** `super()` and `super(Config, self)`. */
function isSuper(node: Node, self: string): boolean {
  if (node.type !== 'call' || field(node, 'function')?.text !== 'super') return false;
  const { positional } = callArguments(node);
  return positional.length === 0 || (positional.length === 2 && positional[1]!.text === self);
}

/** Whether a method stands in the body of a class. */
function isOwner({ evaluator, node }: ClassSite, { module, path }: FunctionSite): boolean {
  return (
    evaluator.module === module && path.findLast(({ type }) => type === 'class_definition')?.id === node.id
  );
}

/** Whether a class leaves making its objects to `object`. */
function isBare(info: ClassInfo, site: ClassSite): boolean {
  return kindOf(info, site) === 'plain' && ownDefinitions(site, '__init__').length === 0;
}

/** The method of the first of some classes that has one; null where that is not a plain function, or made by a decorator. */
function firstOf(
  order: readonly ClassSite[],
  name: string,
  folding: Folding,
  path: Path,
): FunctionSite | null {
  for (const owner of order) {
    const [only, ...more] = ownDefinitions(owner, name);
    if (!only) {
      const own = classInfo(owner);
      if (!own || (name === '__init__' && kindOf(own, own.site) !== 'plain')) return null;
      continue;
    }
    const isPlain = only.kind === 'function' && only.path.at(-2)?.type !== 'decorated_definition';
    return isPlain && more.length === 0 ? functionSite(folding, owner.evaluator, name, only, path) : null;
  }
  return null;
}

/**
 * The class of an object that an expression makes, so that nothing else holds it: `Options()`, also behind methods that give
 * the object itself, as `Options().gpu("H100")`; null for any other expression.
 */
export function classMade(folding: Folding, node: Node, path: Path): ClassSite | null {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  if (!callee) return null;
  const made = folding.classOf(callee, path);
  const holder = callee.type === 'attribute' ? field(callee, 'object') : null;
  if (made || !holder) return made;
  const site = classMade(folding, holder, path);
  const info = site && classInfo(site);
  const member = info && memberOf(info, field(callee, 'attribute')?.text ?? '');
  return member?.definitions.every((each) => returnsSelf(each.node)) ? site : null;
}

function returnsSelf(method: Node): boolean {
  const self = selfOf(method);
  const returned = method.descendantsOfType('return_statement').map(({ text }) => text.replace(/\s+/g, ' '));
  return self !== '' && returned.length > 0 && returned.every((text) => text === `return ${self}`);
}
