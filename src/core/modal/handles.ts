/**
 * What Modal's methods are called on, as values: functions, classes and their instances, by whatever name, container,
 * attribute, parameter or helper they are reached, and what is deployed by its name.
 */
import type { Node } from 'web-tree-sitter';
import { memberOf, classInfo, type Member } from '../python/classes';
import type { Definition } from '../python/definition';
import { Evaluator, type ModuleFinder } from '../python/evaluate';
import type { ClassSite, Folding, HandleReader } from '../python/folding';
import { callFunction } from '../python/functionCalls';
import { functionSite } from '../python/functionSites';
import { givenArguments } from '../python/parameters';
import { valueOf } from '../python/nameValues';
import { known, oneOf, single, unknown, withOrigin, type Evaluation, type Handle } from '../python/pyValue';
import { callArguments, excerpt, field, last, pathAt, selfOf, type Path } from '../python/syntax';
import { readCallValues } from './callValues';
import { isChangingMethod, isVariantMethod } from './changingMethod';
import type { CallTarget, ChainLink, ChangingMethod } from './declaration';
import { rangeOf } from './declaredValue';
import { variableRead } from './deployedName';
import { registrarsOf } from './registrar';
import { scopeOf } from './contexts';

/** What a receiver is: its target, and the variant's calls before it. */
export interface FoundTarget {
  readonly target: CallTarget;
  readonly chain: readonly ChainLink[];
}

/** What is known of a handle. */
interface Found extends FoundTarget {
  /** Whether a call of it makes an instance, which runs in the same containers. */
  readonly isClass: boolean;
  /** The method that is meant, where it is not called yet: `f.update_autoscaler`. */
  readonly method: ChangingMethod | null;
}

/** A handle of a class of the workspace, or an instance: its attributes are known by its text. */
interface OfClass extends Found {
  readonly site: ClassSite;
}

const LOOKUP = /^(aio\.)?(functions?\.)?(cls\.)?(Function|Cls)\.(from_name|lookup)$/;

/** How many links of a chain count. */
const MAX_LINKS = 16;

/** The same modules, for a folding that knows functions and classes as values. */
export function withHandles(modules: ModuleFinder): ModuleFinder {
  return {
    ...(modules.environment ? { environment: modules.environment } : {}),
    find: (from, module, level) => modules.find(from, module, level),
    handles: HANDLES,
  };
}

/** What is found by a value; null for anything but a handle. */
export function foundBy(value: { readonly kind: string }): Found | null {
  // No other reader makes handles in these modules.
  return value.kind === 'handle' ? ((value as Handle).of as Found) : null;
}

class Handles implements HandleReader {
  defined(folding: Folding, name: string, definition: Definition): Evaluation | null {
    switch (definition.kind) {
      case 'class':
        return handle(ofClass({ evaluator: folding.home, node: definition.node, path: definition.path }));
      case 'function': {
        const owner = ownerOf(folding, definition.path, definition.node);
        // A method runs in the containers of its class.
        return handle(
          owner
            ? { ...ofClass(owner), isClass: false }
            : plain(definitionTarget(folding, definition.node, name), false),
        );
      }
      case 'parameter':
        return self(folding, name, definition);
      default:
        return null;
    }
  }

  call(folding: Folding, node: Node, path: Path, usual: () => Evaluation): Evaluation {
    const callee = withoutAio(field(node, 'function'));
    if (!callee) return usual();
    const lookup = LOOKUP.exec(folding.module.modalPath(callee) ?? '');
    if (lookup) return deployed(folding, node, path, lookup[4] === 'Cls') ?? usual();
    const named = folding.module.realName(callee) === 'getattr' ? namedMethod(folding, node, path) : null;
    if (named) return boundTo(folding, named.object, path, named.method);
    const method = callee.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : '';
    const receiver = field(callee, 'object');
    if (receiver && isVariantMethod(method)) {
      const variants = variantsOf(folding, node, path, receiver, method);
      if (variants) return variants;
    }
    const registered = this.registered(folding, node, path);
    if (registered) return registered;
    const value = usual();
    if (value.values.length > 0) return value;
    return this.made(folding, node, callee, path) ?? value;
  }

  attribute(folding: Folding, node: Node, path: Path, usual: () => Evaluation): Evaluation {
    const object = field(node, 'object');
    const name = field(node, 'attribute')?.text ?? '';
    if (!object) return usual();
    if (isChangingMethod(name)) {
      const bound = boundTo(folding, object, path, name);
      if (bound.values.length > 0) return bound;
    }
    const value = usual();
    if (value.values.length > 0 || folding.moduleOf(object, path) !== null) return value;
    return mapHandles(folding.evaluate(object, path), (found) => memberValue(found, name)) ?? value;
  }

  /** `app.function(…)(f)`, also by a helper. */
  private registered(folding: Folding, node: Node, path: Path): Evaluation | null {
    if (!(folding instanceof Evaluator)) return null;
    const registrars = registrarsOf({ node, path, evaluator: folding }).filter(
      ({ stage }) => stage === 'registered',
    );
    if (registrars.length === 0) return null;
    return oneOf(
      registrars.map(({ kind, target, applied }) => {
        const { file } = folding.module;
        const registeredAt = [
          { file, range: rangeOf(node) },
          ...(applied ? [{ file: applied.evaluator.module.file, range: rangeOf(applied.node) }] : []),
        ];
        const name = target ? excerpt(target.node) : excerpt(node);
        const line = node.startPosition.row + 1;
        return handle(
          plain({ kind: 'definition', file, name, line, registeredAt }, kind === 'cls' || kind === 'server'),
        );
      }),
    );
  }

  /** What a call of a class, or of a method of one of the workspace's classes, makes. */
  private made(folding: Folding, node: Node, callee: Node, path: Path): Evaluation | null {
    const object = callee.type === 'attribute' ? field(callee, 'object') : null;
    const byMethod =
      object && folding.moduleOf(object, path) === null
        ? mapHandles(folding.evaluate(object, path), (found) =>
            methodValue(folding, found, node, field(callee, 'attribute')?.text ?? '', path),
          )
        : null;
    if (byMethod && byMethod.values.length > 0) return byMethod;
    return mapHandles(folding.evaluate(callee, path), (found) =>
      found.isClass ? handle(found) : unknown({ kind: 'runtimeCall', callee: excerpt(callee) }),
    );
  }
}

const HANDLES = new Handles();

function plain(target: CallTarget, isClass: boolean): Found {
  return { target, chain: [], isClass, method: null };
}

function handle(found: Found): Evaluation {
  const { target, chain, isClass, method } = found;
  return known({ kind: 'handle', id: JSON.stringify([target, chain, isClass, method]), of: found });
}

/** What becomes of each handle that a value may be; null where it is none. */
function mapHandles(value: Evaluation, map: (found: Found) => Evaluation): Evaluation | null {
  const found = value.values.map(foundBy);
  if (found.every((each) => each === null)) return null;
  const results = found.map((each) => (each ? map(each) : unknown({ kind: 'runtimeOnly', expression: '' })));
  const all = withOrigin(oneOf(results), ...value.origins);
  return value.reason === null ? all : { ...all, reason: all.reason ?? value.reason };
}

function definitionTarget({ module }: Folding, node: Node, name: string): CallTarget {
  return {
    kind: 'definition',
    file: module.file,
    name: field(node, 'name')?.text ?? name,
    line: node.startPosition.row + 1,
  };
}

function ofClass(site: ClassSite): OfClass {
  return { ...plain(definitionTarget(site.evaluator, site.node, ''), true), site };
}

/** The class whose body a function stands in. */
function ownerOf(folding: Folding, path: Path, method: Node): ClassSite | null {
  const around = path.filter(({ id, type }) => id !== method.id && type !== 'decorated_definition');
  const [node, block] = around.slice(-2);
  if (block?.type !== 'block' || node?.type !== 'class_definition') return null;
  const at = path.findIndex(({ id }) => id === node.id);
  return { evaluator: folding.home, node, path: path.slice(0, at + 1) };
}

/** `self`, and `cls`: the class of the method. */
function self(folding: Folding, name: string, { node }: Definition): Evaluation | null {
  const path = pathAt(folding.module.root, node.startIndex);
  const at = path.findLastIndex(({ type }) => type === 'function_definition' || type === 'lambda');
  const method = path[at];
  if (method?.type !== 'function_definition' || selfOf(method) !== name) return null;
  const owner = ownerOf(folding, path.slice(0, at + 1), method);
  const decorated = path[at - 1]?.type === 'decorated_definition' ? path[at - 1]! : null;
  const isStatic = decorated?.text
    .slice(0, method.startIndex - decorated.startIndex)
    .includes('staticmethod');
  return owner && !isStatic ? handle(ofClass(owner)) : null;
}

/** `X.method` for `X.method.aio`. */
export function withoutAio(callee: Node | null): Node | null {
  const isAio = callee?.type === 'attribute' && field(callee, 'attribute')?.text === 'aio';
  return isAio ? field(callee, 'object') : callee;
}

/** `modal.Function.from_name("app", "f")`, for each app and name that may be meant. */
function deployed(folding: Folding, call: Node, path: Path, isClass: boolean): Evaluation | null {
  const args = givenArguments(folding, call, path);
  if (!args) return null;
  const given = (index: number, names: readonly string[]): Evaluation =>
    args.positional[index] ??
    names.flatMap((name) => args.keywords.get(name) ?? [])[0] ??
    unknown({ kind: 'incomplete' });
  const [app, name] = [appGiven(folding, call, path) ?? given(0, ['app_name']), given(1, ['name', 'tag'])];
  const texts = ({ values }: Evaluation): string[] =>
    values.flatMap((each) => (each.kind === 'str' ? [each.value] : []));
  const targets = texts(app).flatMap((of) =>
    // `Model.generate` and `Model.*` name the containers of the class.
    texts(name).map((each) => plain({ kind: 'deployed', app: of, name: each.split('.')[0]! }, isClass)),
  );
  if (targets.length === 0) return null;
  const all = oneOf(targets.map(handle));
  return { ...all, reason: all.reason ?? app.reason ?? name.reason };
}

/** An app that an environment variable names, whatever that says: it is the app that is declared by the same one. */
function appGiven(folding: Folding, call: Node, path: Path): Evaluation | null {
  const { positional, keywords } = callArguments(call);
  const node = positional[0] ?? keywords.find(({ name }) => name === 'app_name')?.value;
  if (!node || !(folding instanceof Evaluator) || single(folding.evaluate(node, path))?.kind === 'str')
    return null;
  const variable = variableRead(node, path, folding);
  return variable === null ? null : known({ kind: 'str', value: variable });
}

/** The method that `getattr(f, "update_autoscaler")` names. */
export function namedMethod(
  folding: Pick<Folding, 'evaluate'>,
  call: Node,
  path: Path,
): { readonly object: Node; readonly method: ChangingMethod } | null {
  const [object, name] = callArguments(call).positional;
  const value = object && name && single(folding.evaluate(name, path));
  return value?.kind === 'str' && isChangingMethod(value.value)
    ? { object: object!, method: value.value }
    : null;
}

function boundTo(folding: Folding, object: Node, path: Path, method: ChangingMethod): Evaluation {
  return (
    mapHandles(folding.evaluate(object, path), (found) => handle({ ...found, isClass: false, method })) ??
    unknown({ kind: 'runtimeOnly', expression: excerpt(object) })
  );
}

/** `C.with_options(…)`: the variant that it makes; null where the receiver is no handle. */
function variantsOf(
  folding: Folding,
  node: Node,
  path: Path,
  receiver: Node,
  method: ChangingMethod,
): Evaluation | null {
  return mapHandles(folding.evaluate(receiver, path), (found) => {
    if (found.chain.length >= MAX_LINKS) return unknown({ kind: 'tooLong' });
    const link: ChainLink = {
      file: folding.module.file,
      range: rangeOf(node),
      ...readCallValues([{ call: node, path, evaluator: folding }], method),
    };
    return handle({ ...found, chain: [...found.chain, link] });
  });
}

/** An attribute of a handle: a method runs in the same containers; another is what the class's text sets. */
function memberValue(found: Found, name: string): Evaluation {
  const none = unknown({ kind: 'runtimeOnly', expression: name });
  if (!found.isClass || found.method !== null) return none;
  if (!('site' in found)) return handle({ ...found, isClass: false });
  const info = classInfo((found as OfClass).site);
  if (!info) return none;
  const set = info.order.flatMap((each) => setOnSelf(each, name));
  if (set.length > 0) return oneOf(set);
  const member = memberOf(info, name);
  if (!member) return none;
  return isMethod(member)
    ? handle({ ...found, isClass: false })
    : valueOf(member.owner.evaluator, name, member.definitions);
}

function isMethod({ definitions }: Member): boolean {
  return definitions.every(({ kind }) => kind === 'function');
}

/** What assignments to `self.name` in the methods of a class give; one that is made elsewhere is not known. */
function setOnSelf({ evaluator, node: owner }: ClassSite, name: string): Evaluation[] {
  const { module, work } = evaluator;
  const found: Evaluation[] = [];
  for (const offset of module.occurrences(name)) {
    const path = pathAt(module.root, offset);
    if (work.look(path.length) !== undefined) return [unknown({ kind: 'tooLong' })];
    const [assignment, attribute] = path.slice(-3);
    if (assignment?.type !== 'assignment' || attribute?.type !== 'attribute') continue;
    if (field(assignment, 'left')?.id !== attribute.id) continue;
    // What is around it decides as well.
    module.log?.place((path[1] ?? assignment).startIndex);
    const value = field(assignment, 'right');
    const method = path.findLast(({ type }) => type === 'function_definition');
    const isOwn = owner.startIndex <= offset && offset < owner.endIndex;
    const isSelf = method && field(attribute, 'object')?.text === selfOf(method);
    if (isOwn && isSelf && value) found.push(evaluator.evaluate(value, scopeOf(path)));
    else if (!isSelf) found.push(unknown({ kind: 'runtimeOnly', expression: excerpt(last(path)) }));
  }
  return found;
}

/** What a method of a class of the workspace gives. */
function methodValue(folding: Folding, found: Found, call: Node, name: string, path: Path): Evaluation {
  const none = unknown({ kind: 'runtimeCall', callee: name });
  const info = found.isClass && 'site' in found ? classInfo((found as OfClass).site) : null;
  const member = info && memberOf(info, name);
  const [only, ...more] = member?.definitions ?? [];
  if (!member || only?.kind !== 'function' || more.length > 0) return none;
  const site = functionSite(folding, member.owner.evaluator, name, only, path);
  const args = givenArguments(folding, call, path);
  if (!site || !args) return none;
  const [self] = handle(found).values;
  return callFunction(site, { ...args, positional: [known(self!), ...args.positional] });
}

/** What a method is called on. */
export interface Targets {
  readonly targets: readonly FoundTarget[];
  /** Whether it can be nothing else. */
  readonly isComplete: boolean;
}

/**
 * What a receiver may be, of the things that Modal's method changes.
 * @param isBound whether the value is the method itself, such as `f.update_autoscaler`
 */
export function targetsOf({ values, reason }: Evaluation, method: ChangingMethod, isBound = false): Targets {
  const found = values.map((value) => foundBy(value));
  const targets = found.flatMap((each) =>
    each?.method === (isBound ? method : null) && !hasOwn(each, method)
      ? [{ target: each.target, chain: each.chain }]
      : [],
  );
  const isOpen = reason !== null || values.some(({ kind }) => kind === 'modal');
  return { targets, isComplete: !isOpen };
}

/** Whether a class of the workspace has a method of the name itself. */
function hasOwn(found: Found, method: string): boolean {
  const info = 'site' in found ? classInfo((found as OfClass).site) : null;
  return info !== null && memberOf(info, method) !== null;
}
