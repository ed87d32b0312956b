/** The workspace's classes: what they inherit, and whether what their text says is what they do. */
import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { ClassInfo, ClassSite, Folding } from './folding';
import type { Behavior, ClassMark } from './pyValue';
import { decorators, field, parts, type Path, pathAt, selfOf } from './syntax';
import { changeAt } from './change';
import { bindingsAtEnd } from './throughChanges';

/** More classes than this are not followed. */
const MAX_CLASSES = 32;

/** What a class inherits; null where its bases go round in a circle, or are too many. */
export function classInfo(site: ClassSite): ClassInfo | null {
  const { evaluator, node } = site;
  const { work } = evaluator;
  if (work.enter() !== undefined) return null;
  try {
    const info = work.once(`${evaluator.id} class ${node.id}`, () =>
      work.remember(evaluator.classes.at(String(node.id)), () => readClass(site)),
    );
    return info ?? null;
  } finally {
    work.leave();
  }
}

function readClass(site: ClassSite): ClassInfo | null {
  const { evaluator, node, path } = site;
  const name = field(node, 'name')?.text ?? '';
  const superclasses = field(node, 'superclasses');
  const outside = new Set<string>();
  const orders: (readonly ClassSite[])[] = [];
  let isOpaque = hasUnknownDecorator(site) || definesAny(site, HOOKS) || isToldOfNames(site);
  for (const each of superclasses ? parts(superclasses) : []) {
    const base = each.type === 'subscript' ? field(each, 'value')! : each;
    if (base.type === 'keyword_argument' || base.type.endsWith('splat')) {
      isOpaque ||= !/^metaclass\s*=\s*(abc\.)?ABCMeta$/.test(base.text);
      continue;
    }
    const inWorkspace = evaluator.classOf(base, path.slice(0, -1));
    if (!inWorkspace) {
      const real = evaluator.module.realName(base);
      outside.add(real ?? '');
      continue;
    }
    const info = classInfo(inWorkspace);
    if (!info || info.order.length >= MAX_CLASSES) return null;
    isOpaque ||= info.isOpaque || info.order.some((ancestor) => definesAny(ancestor, ['__init_subclass__']));
    for (const real of info.outside) outside.add(real);
    orders.push(info.order);
  }
  const order = linearized(site, orders);
  return order && { site, name, order, outside, isOpaque };
}

const HOOKS = [
  '__getattr__',
  '__getattribute__',
  '__setattr__',
  '__new__',
  '__class_getitem__',
  '__metaclass__',
];

/** Decorators that leave a class's attributes as they are. */
const HARMLESS =
  /(^|\.)(dataclass|define|frozen|mutable|final|unique|total_ordering|runtime_checkable|cls|concurrent|parameter)$|^attr\.(s|attrs)$/;

function hasUnknownDecorator(site: ClassSite): boolean {
  return classDecorators(site).some(
    ({ name, isModal }) => !isModal && (name === null || !HARMLESS.test(name)),
  );
}

export interface ClassDecorator {
  /** Its dotted name with its import undone; null for another expression. */
  readonly name: string | null;
  readonly isModal: boolean;
  readonly call: Node | null;
}

export function classDecorators({ evaluator, path }: ClassSite): readonly ClassDecorator[] {
  return decoratorsOf(path).map((expression) => {
    const call = expression.type === 'call' ? expression : null;
    const callee = call ? field(call, 'function')! : expression;
    const { module } = evaluator;
    return { name: module.realName(callee), isModal: module.modalPath(callee) !== null, call };
  });
}

/** The expressions after `@` above the definition that a path leads to. */
export function decoratorsOf(path: Path): readonly Node[] {
  const decorated = path[path.length - 2];
  if (decorated?.type !== 'decorated_definition') return [];
  return decorators(decorated).flatMap((each) => parts(each).slice(0, 1));
}

function definesAny(site: ClassSite, names: readonly string[]): boolean {
  return names.some((name) => site.node.text.includes(name) && ownDefinitions(site, name).length > 0);
}

/** Whether an object in a class's body is told of the class, and may change it: it has a `__set_name__`. */
function isToldOfNames({ evaluator, node, path }: ClassSite): boolean {
  const body = field(node, 'body');
  return (body ? parts(body) : []).some((statement) => {
    const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
    const value = assignment?.type === 'assignment' ? field(assignment, 'right') : null;
    const callee = value?.type === 'call' ? field(value, 'function') : null;
    const made = callee && evaluator.classOf(callee, [...path, body!, statement]);
    const info = made ? classInfo(made) : null;
    return info?.order.some((each) => definesAny(each, ['__set_name__'])) === true;
  });
}

/** What binds a name in a class's own body. */
export function ownDefinitions({ evaluator, node, path }: ClassSite, name: string): readonly Definition[] {
  const body = field(node, 'body');
  return body ? bindingsAtEnd(evaluator.scopes, name, [...path, body]) : [];
}

/** What a class or the first of those that it inherits from has under a name. */
export interface Member {
  readonly owner: ClassSite;
  readonly definitions: readonly Definition[];
}

export function memberOf(info: ClassInfo, name: string): Member | null {
  for (const owner of info.order) {
    const definitions = ownDefinitions(owner, name);
    if (definitions.length > 0) return { owner, definitions };
  }
  return null;
}

/** A class that a value names, with the folding of its module. */
export function siteOf(folding: Folding, { module, node, path }: ClassMark): ClassSite {
  return { evaluator: folding.forModule(module), node, path };
}

/** A class as values name it. */
export function markOf({ evaluator, node, path }: ClassSite): ClassMark {
  return { module: evaluator.module, node, path };
}

export function isSame(a: ClassSite, b: ClassSite): boolean {
  return a.node.id === b.node.id && a.evaluator.id === b.evaluator.id;
}

/** Python's method resolution order; null where there is none. */
function linearized(site: ClassSite, orders: readonly (readonly ClassSite[])[]): readonly ClassSite[] | null {
  const result = [site];
  let open = [...orders, orders.flatMap((order) => order.slice(0, 1))].filter((order) => order.length > 0);
  while (open.length > 0) {
    const next = open
      .map(([head]) => head!)
      .find((head) => open.every((order) => !order.slice(1).some((each) => isSame(each, head))));
    if (!next || result.length >= MAX_CLASSES) return null;
    result.push(next);
    open = open
      .map((order) => (isSame(order[0]!, next) ? order.slice(1) : order))
      .filter((order) => order.length > 0);
  }
  return result;
}

const PROPERTY = /(^|\.)(property|cached_property|computed_field)$/;

/** Whether a definition is a function that is called when its name is read. */
export function isProperty(definition: Definition, { evaluator }: ClassSite): boolean {
  return (
    definition.kind === 'function' &&
    decoratorsOf(definition.path).some((each) =>
      PROPERTY.test(evaluator.module.realName(calleeOf(each)) ?? ''),
    )
  );
}

export function calleeOf(expression: Node): Node {
  return expression.type === 'call' ? (field(expression, 'function') ?? expression) : expression;
}

/** What the functions in a class do to its objects. */
export function behaviorOf({ order }: ClassInfo): Behavior {
  const properties = new Set<string>();
  const calls = new Map<string, ReadonlySet<string>>();
  const changing = new Set<string>();
  for (const site of order) {
    for (const { name, definition, self } of methodsOf(site)) {
      if (isProperty(definition, site)) properties.add(name);
      const { changes, escapes, called } = useOfSelf(site, definition.node, self);
      if (changes || escapes || definition.node.text.includes('super()')) changing.add(name);
      calls.set(name, new Set([...(calls.get(name) ?? []), ...called]));
    }
  }
  // What calls a method that changes the object changes it, too.
  for (let grew = true; grew;) {
    grew = false;
    for (const [name, called] of calls)
      if (!changing.has(name) && [...called].some((each) => changing.has(each) || !calls.has(each))) {
        changing.add(name);
        grew = true;
      }
  }
  return { properties, changing };
}

interface Method {
  readonly name: string;
  readonly definition: Definition;
  readonly self: string;
}

function methodsOf({ node, path }: ClassSite): readonly Method[] {
  const body = field(node, 'body');
  return (body ? parts(body) : []).flatMap((statement): Method[] => {
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement;
    if (definition?.type !== 'function_definition') return [];
    const here = [...path, body!, ...(definition === statement ? [] : [statement]), definition];
    const self = selfOf(definition);
    const name = field(definition, 'name')?.text ?? '';
    return [{ name, definition: { kind: 'function', node: definition, path: here }, self }];
  });
}

/** What a function does with its first parameter, by its text. */
export interface UseOfSelf {
  readonly changes: boolean;
  /** Whether it is handed on as a whole, so that whoever gets it may change it. */
  readonly escapes: boolean;
  /** The methods of it that are called. */
  readonly called: ReadonlySet<string>;
}

export function useOfSelf({ evaluator }: ClassSite, definition: Node, self: string): UseOfSelf {
  const body = field(definition, 'body');
  const called = new Set<string>();
  if (!body || self === '') return { changes: false, escapes: false, called };
  const { module } = evaluator;
  const { startIndex: from, endIndex: to } = body;
  const changed = new Set(
    [...module.mayChangeIn(self, from, to)].filter((offset) => changeAt(pathAt(module.root, offset))),
  );
  let escapes = false;
  for (const offset of module.occurrencesIn(self, { from, to })) {
    if (changed.has(offset)) continue;
    const use = /\s*\.\s*(\w+)\s*(\()?/y;
    use.lastIndex = offset + self.length;
    const found = use.exec(module.text);
    if (!found) escapes = true;
    else if (found[2]) called.add(found[1]!);
  }
  return { changes: changed.size > 0, escapes, called };
}
