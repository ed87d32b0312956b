/** What a call of one of the workspace's classes makes. */
import type { Node } from 'web-tree-sitter';
import { notFollowed } from './classAttributes';
import { behaviorOf, classDecorators, classInfo, markOf, memberOf, ownDefinitions, siteOf } from './classes';
import { decoratorFlag, fieldsOf, kindOf, type ClassField, type ClassKind } from './classFields';
import type { Definition } from './definition';
import { enumByValue, isEnum } from './enumValues';
import type { Arguments, ClassInfo, ClassSite, Folding } from './folding';
import { setting } from './settings';
import { callFunction, objectAfter } from './functionCalls';
import { functionSite, functionSites } from './functionSites';
import { validated } from './models';
import { modalBase } from './modalNames';
import { known, oneOf, unknown, type Evaluation, type ModalCall, type PyObject } from './pyValue';
import { excerpt, field, type Path } from './syntax';

/** What a call of what an expression names gives: of a class, a `lambda`, or a function of the workspace. */
export function callWith(folding: Folding, callee: Node, path: Path, args: Arguments): Evaluation {
  const site = folding.classOf(callee, path);
  if (site) return instanceOf(folding, path, site, args);
  const sites = functionSites(folding, callee, path);
  return sites
    ? oneOf(sites.map((each) => callFunction(each, args)))
    : unknown({ kind: 'runtimeCall', callee: excerpt(callee) });
}

/** Bases from elsewhere that leave the making of objects alone. */
const HARMLESS_BASES =
  /^(object|(abc\.)?ABC|(typing(_extensions)?\.)?(Generic|Protocol|NamedTuple)|pydantic(\.\w+)*\.Base(Model|Settings)|pydantic_settings(\.\w+)*\.BaseSettings|BaseModel|BaseSettings|NamedTuple)$/;

export function instanceOf(caller: Folding, path: Path, site: ClassSite, args: Arguments): Evaluation {
  const info = classInfo(site);
  const base = info && modalBase(info);
  if (base !== undefined && base !== null) return known(ofModalClass(info!, base, args));
  if (!info || info.isOpaque || isModals(site)) return notFollowed(site);
  if (isEnum(info)) {
    const [value, ...more] = args.positional;
    return value && more.length + args.keywords.size === 0 ? enumByValue(info, value) : notFollowed(site);
  }
  const { work } = site.evaluator;
  const tooLong = work.enter();
  if (tooLong !== undefined) return unknown(tooLong);
  try {
    return constructed({ caller, path, info }, args);
  } finally {
    work.leave();
  }
}

/** An object of a class that inherits from one of Modal's, which takes the arguments where the class has no `__init__`. */
function ofModalClass(info: ClassInfo, path: string, { positional, keywords }: Arguments): ModalCall {
  const isOwn = memberOf(info, '__init__') !== null;
  return {
    kind: 'modal',
    path,
    ...(isOwn ? { positional: [], keywords: new Map() } : { positional, keywords }),
  };
}

/** Whether Modal makes a class its own: calling that makes no object here. */
function isModals(site: ClassSite): boolean {
  return classDecorators(site).some(({ name, isModal }) => isModal || /\.(cls|server)$/.test(name ?? ''));
}

/** A class to make an object of, and where that is done. */
interface Making {
  readonly caller: Folding;
  readonly path: Path;
  readonly info: ClassInfo;
}

function constructed(making: Making, args: Arguments): Evaluation {
  const { info } = making;
  const isPlainBase = [...info.outside].every((name) => HARMLESS_BASES.test(name));
  for (const owner of info.order) {
    const kind = kindOf(info, owner);
    const [own, ...more] = ownDefinitions(owner, '__init__');
    if (own)
      return more.length === 0 && isPlainBase && !isModel(kind)
        ? initialized(making, owner, own, args)
        : notFollowed(info.site);
    if (kind === 'dataclass' || kind === 'attrs') {
      if (decoratorFlag(owner, 'init') !== false) return generated(making, owner, kind, args);
    } else if (kind !== 'plain')
      return isPlainBase ? generated(making, info.site, kind, args) : notFollowed(info.site);
  }
  return isPlainBase && args.positional.length + args.keywords.size === 0
    ? known(emptyObject(info))
    : notFollowed(info.site);
}

function isModel(kind: ClassKind): boolean {
  return kind === 'pydantic' || kind === 'settings';
}

function emptyObject(info: ClassInfo): PyObject {
  return {
    kind: 'object',
    className: info.name,
    attributes: new Map(),
    type: markOf(info.site),
    behavior: behaviorOf(info),
  };
}

/** An object by an `__init__` of the workspace's own: what it sets on `self`, straight on or by tests. */
function initialized(making: Making, owner: ClassSite, init: Definition, args: Arguments): Evaluation {
  const { info } = making;
  const empty = emptyObject(info);
  if (init.kind !== 'function' || init.path.at(-2)?.type === 'decorated_definition')
    return notFollowed(info.site);
  return afterMethod(making, owner, init, empty, args);
}

/** What an object is after a method of it has run. */
function afterMethod(
  { caller, path, info }: Making,
  owner: ClassSite,
  method: Definition,
  object: PyObject,
  args: Arguments,
): Evaluation {
  const name = field(method.node, 'name')?.text ?? '';
  const site = functionSite(caller, owner.evaluator, name, method, path);
  const after = site && objectAfter(site, object, args);
  return after?.values.every(({ kind }) => kind === 'object')
    ? { ...after, origins: [] }
    : notFollowed(info.site);
}

/** An object by a constructor that is made from the class's fields. */
function generated(making: Making, owner: ClassSite, kind: ClassKind, args: Arguments): Evaluation {
  const { info } = making;
  const ownInfo = classInfo(owner);
  const fields = ownInfo && fieldsOf(ownInfo, kind);
  const given = fields && takenBy(fields, kind, args);
  if (!given || HOOKS.some((name) => memberOf(info, name) !== null)) return notFollowed(info.site);
  const attributes = new Map<string, Evaluation>();
  const forPostInit: Evaluation[] = [];
  for (const each of fields) {
    const value = valueFor(info, kind, each, given.get(each.name));
    if (!value) continue;
    if (each.isInitOnly) forPostInit.push(value);
    else attributes.set(each.name, value);
  }
  const object: PyObject = {
    ...emptyObject(info),
    attributes,
    ...(kind === 'namedTuple' ? { order: fields.map(({ name }) => name) } : {}),
  };
  const hook = kind === 'attrs' ? '__attrs_post_init__' : '__post_init__';
  const post = kind === 'dataclass' || kind === 'attrs' ? memberOf(info, hook) : null;
  if (!post) return known(object);
  const [method, ...more] = post.definitions;
  if (method?.kind !== 'function' || more.length > 0 || method.node.text.includes('super()'))
    return notFollowed(info.site);
  return afterMethod(making, post.owner, method, object, { positional: forPostInit, keywords: new Map() });
}

/** What makes something else of what the fields say. */
const HOOKS = ['model_post_init', '__attrs_pre_init__', '__attrs_init__', 'settings_customise_sources'];

/** What each field is given by a call; null where the call does not fit. */
function takenBy(
  fields: readonly ClassField[],
  kind: ClassKind,
  { positional, keywords }: Arguments,
): ReadonlyMap<string, Evaluation> | null {
  const given = new Map<string, Evaluation>();
  const byPlace = fields.filter(({ argument, isKeywordOnly }) => argument !== null && !isKeywordOnly);
  if (positional.length > byPlace.length) return null;
  positional.forEach((value, i) => given.set(byPlace[i]!.name, value));
  for (const [name, value] of keywords) {
    const target = fields.find(({ argument }) => argument === name);
    // A model passes over what it has no field for.
    if (!target && isModel(kind)) continue;
    if (!target || given.has(target.name)) return null;
    given.set(target.name, value);
  }
  return given;
}

function valueFor(
  info: ClassInfo,
  kind: ClassKind,
  declared: ClassField,
  given: Evaluation | undefined,
): Evaluation | undefined {
  const { name, argument, annotation, fallback } = declared;
  if (given) return isModel(kind) ? validated(info, annotation, given) : given;
  if (kind === 'settings') return setting(info, declared);
  return fallback ?? (argument === null ? undefined : unknown({ kind: 'fieldWithoutDefault', field: name }));
}

/** `dataclasses.replace(x, gpu="H100")`: the constructor once more, with what the object has. */
export function replacedBy(
  caller: Folding,
  path: Path,
  object: PyObject,
  changes: ReadonlyMap<string, Evaluation>,
): Evaluation {
  const { type } = object;
  const info = type && classInfo(siteOf(caller, type));
  if (!info) return unknown({ kind: 'runtimeCall', callee: 'replace' });
  const owner = info.order.find((each) => kindOf(info, each) !== 'plain');
  const kind = owner && kindOf(info, owner);
  const ownInfo = owner && classInfo(owner);
  const fields = ownInfo && (kind === 'dataclass' || kind === 'attrs') ? fieldsOf(ownInfo, kind) : null;
  if (!fields) return notFollowed(info.site);
  const keywords = new Map<string, Evaluation>();
  for (const { name, argument, isInitOnly } of fields) {
    const value =
      argument === null
        ? undefined
        : (changes.get(argument) ?? (isInitOnly ? undefined : object.attributes.get(name)));
    if (value) keywords.set(argument!, value);
  }
  if ([...changes.keys()].some((name) => !keywords.has(name))) return notFollowed(info.site);
  return instanceOf(caller, path, info.site, { positional: [], keywords });
}

/** The names of an object's fields, in order; null where its class has none. */
export function fieldNames(folding: Folding, object: PyObject): readonly string[] | null {
  const info = object.type && classInfo(siteOf(folding, object.type));
  const owner = info?.order.find((each) => kindOf(info, each) !== 'plain');
  const ownInfo = owner && classInfo(owner);
  const fields = info && ownInfo ? fieldsOf(ownInfo, kindOf(info, owner)) : null;
  return fields?.filter(({ isInitOnly }) => !isInitOnly).map(({ name }) => name) ?? null;
}
