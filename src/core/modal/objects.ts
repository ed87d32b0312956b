/** Objects of the workspace's classes: of which class an expression is, and what code gives their attributes. */
import type { Node } from 'web-tree-sitter';
import { expressionHeld, type Expression } from '../python/boundEvaluator';
import { classInfo, decoratorsOf, isProperty, memberOf, type Member } from '../python/classes';
import type { Definition } from '../python/definition';
import type { Evaluator } from '../python/evaluate';
import type { ClassSite } from '../python/folding';
import { field, last, parts, pathAt, selfOf, type Path } from '../python/syntax';
import { returnedBy } from './returns';

/** How many names lead from an object to where it is made. */
const MAX_NAMES = 8;
/** More uses of an attribute's name in a class are not looked at. */
const MAX_USES = 64;

/** The classes of the workspace that an expression may be an object of. */
export function classesOf({ node, path, evaluator }: Expression, names = 0): readonly ClassSite[] {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'await': {
      const [inner] = parts(node);
      return inner ? classesOf({ node: inner, path, evaluator }, names) : [];
    }
    case 'call': {
      const callee = field(node, 'function');
      const site = callee && evaluator.classOf(callee, path);
      return site ? [site] : [];
    }
    case 'identifier': {
      const own = classOfSelf(node.text, path, evaluator);
      if (own) return [own];
      if (names > MAX_NAMES || evaluator.work.look() !== undefined) return [];
      return evaluator.definitions(node.text, path).flatMap((each) => classesBy(each, evaluator, names + 1));
    }
    default:
      return [];
  }
}

function classesBy(definition: Definition, evaluator: Evaluator, names: number): readonly ClassSite[] {
  const { node, path } = definition;
  switch (definition.kind) {
    case 'value':
      return classesOf({ node, path, evaluator }, names);
    case 'held': {
      const given = expressionHeld(definition);
      return given ? classesOf(given, names) : [];
    }
    case 'parameter': {
      const type = field(node, 'type');
      const site = type && evaluator.classOf(parts(type)[0] ?? type, path);
      return site ? [site] : [];
    }
    case 'import': {
      const { import: found } = definition;
      const module = found.name === null ? 'absent' : evaluator.importedModule(found);
      if (typeof module === 'string' || names > MAX_NAMES) return [];
      const inner = evaluator.forModule(module);
      return inner.definitionsAtEnd(found.name!).flatMap((each) => classesBy(each, inner, names + 1));
    }
    default:
      return [];
  }
}

/** The class whose method has the name for its object, `self`, where `path` ends. */
function classOfSelf(name: string, path: Path, evaluator: Evaluator): ClassSite | undefined {
  for (let i = path.length - 1; i > 1; i--) {
    const node = path[i]!;
    if (node.type !== 'function_definition' || selfOf(node) !== name) continue;
    const at = path[i - 1]?.type === 'decorated_definition' ? i - 2 : i - 1;
    const owner = path[at]?.type === 'block' ? path[at - 1] : undefined;
    if (owner?.type !== 'class_definition') return undefined;
    return { evaluator, node: owner, path: path.slice(0, at) };
  }
  return undefined;
}

/** What such an object or its class has under a name, by the text of the class and those that it inherits from. */
export interface AttributeSource {
  readonly value: Expression | null;
  readonly annotation: Node | null;
  readonly evaluator: Evaluator;
}

/** What code may give an attribute of a class's objects: in the class's body, by `self.name = …`, or by a property. */
export function attributeSources(site: ClassSite, name: string, scan: Evaluator): readonly AttributeSource[] {
  const info = classInfo(site);
  return (info?.order ?? [site]).flatMap((each) => {
    const evaluator = scan.forModule(each.evaluator.module);
    return [...assignedIn(each, name, evaluator), ...gottenIn(each, name, evaluator)];
  });
}

/** Whether a method is given no object: `@staticmethod`. */
export function isStatic({ path, evaluator }: Expression): boolean {
  return decoratorsOf(path).some((each) => evaluator.module.realName(each) === 'staticmethod');
}

/** The methods of a name that an expression's object or class may have. */
export function methodsOf(object: Expression, name: string): readonly Expression[] {
  const { node, path, evaluator } = object;
  const named = evaluator.classOf(node, path);
  return (named ? [named] : classesOf(object)).flatMap((site) => {
    const info = classInfo(site);
    const member = info && memberOf(info, name);
    return (member?.definitions ?? [])
      .filter(({ kind }) => kind === 'function')
      .map((each) => ({
        node: each.node,
        path: each.path,
        evaluator: evaluator.forModule(member!.owner.evaluator.module),
      }));
  });
}

function assignedIn(
  { node: { startIndex, endIndex } }: ClassSite,
  name: string,
  evaluator: Evaluator,
): AttributeSource[] {
  const { module } = evaluator;
  return module
    .occurrences(name)
    .filter((offset) => startIndex <= offset && offset < endIndex)
    .slice(0, MAX_USES)
    .flatMap((offset) => {
      const path = pathAt(module.root, offset);
      const target = path.at(-2)?.type === 'attribute' ? path.slice(0, -1) : path;
      const around = target.at(-2);
      const isTarget = around?.type === 'assignment' && field(around, 'left')?.id === last(target).id;
      if (!isTarget || !isOfSelf(target)) return [];
      const value = field(around, 'right');
      const here = target.slice(0, -2);
      return [
        {
          value: value && { node: value, path: here, evaluator },
          annotation: field(around, 'type'),
          evaluator,
        },
      ];
    });
}

/** Whether a target is an attribute of a method's own object, or a name in the class's body. */
function isOfSelf(target: Path): boolean {
  const method = target.findLast(({ type }) => type === 'function_definition');
  const node = last(target);
  if (node.type === 'identifier') return target.at(-5)?.type === 'class_definition';
  return method !== undefined && field(node, 'object')?.text === selfOf(method);
}

function gottenIn(site: ClassSite, name: string, evaluator: Evaluator): AttributeSource[] {
  const { definitions = [] } = memberIn(site, name) ?? {};
  return definitions
    .filter((each) => isProperty(each, site))
    .flatMap(({ node, path }): AttributeSource[] => [
      { value: null, annotation: field(node, 'return_type'), evaluator },
      ...returnedBy(node, path, evaluator).map((value) => ({ value, annotation: null, evaluator })),
    ]);
}

function memberIn(site: ClassSite, name: string): Member | null {
  const info = classInfo(site);
  return info && memberOf({ ...info, order: [site] }, name);
}
