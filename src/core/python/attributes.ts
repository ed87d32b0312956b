import type { Node } from 'web-tree-sitter';
import { classAttribute, memberAttribute, objectAttribute } from './classAttributes';
import { ownDefinitions, siteOf } from './classes';
import type { Definition } from './definition';
import type { Exported } from './exportedNames';
import type { ClassSite, Folding, FoundModule } from './folding';
import { attributeChangedElsewhere, changedByTwin, guardAttribute } from './inPlaceChanges';
import type { Import, PythonModule } from './module';
import { attributeOfModal, modalName } from './modalNames';
import { exported } from './nameValues';
import { changedByThird, isSetFromOutside, mayBeUnfinished } from './reachableModules';
import { oneOf, single, unknown, withOrigin, type Evaluation } from './pyValue';
import { callArguments, dottedName, excerpt, field, mangled, type Path } from './syntax';
import { bindings, partThroughChanges } from './throughChanges';

/** What `object.attribute` is: of a module, a class, or an object. */
export function attributeValue(folding: Folding, node: Node, path: Path): Evaluation {
  const object = field(node, 'object');
  const attribute = mangled(field(node, 'attribute')?.text ?? '', path);
  if (!object) return unknown({ kind: 'incomplete' });
  const module = moduleOf(folding, object, path);
  if (module === 'pending') return unknown({ kind: 'moduleNotRead', expression: excerpt(node) });
  if (module === 'absent')
    return (
      modalName(folding.module.modalPath(node)) ??
      unknown({ kind: 'moduleNotFound', expression: excerpt(node) })
    );
  if (module) return ofModule(folding, module, object, attribute, path);
  const owner = classOf(folding, object, path);
  return owner ? ofClass(folding, object, attribute, path) : ofObject(folding, node, object, attribute, path);
}

/** Names may be set on a module, too: `common.GPU = "H100"`. */
function ofModule(
  folding: Folding,
  module: PythonModule,
  object: Node,
  attribute: string,
  path: Path,
): Evaluation {
  const [head, ...rest] = dottedName(object)!.split('.');
  const part = { attributes: [...rest, attribute] };
  const at =
    attributeChangedElsewhere(folding, head!, part.attributes, path) ??
    changedByTwin(folding, head!, { module, name: attribute }, path);
  if (at) return unknown({ kind: 'attributeChanged', object: object.text, attribute, at });
  if (mayBeUnfinished(folding, module, attribute))
    return unknown({ kind: 'definedByItself', name: attribute });
  const value = partThroughChanges(
    folding,
    head!,
    folding.scopes.lookup(head!, path),
    part,
    () =>
      exported(folding.forModule(module), attribute) ??
      unknown({ kind: 'notDefinedInModule', name: attribute, module: module.file }),
  );
  if (changedByThird(folding, module, attribute, value))
    return { ...value, reason: { kind: 'changedByOtherModule', name: `${object.text}.${attribute}` } };
  const place = { name: head!, way: part.attributes, exported: { module, name: attribute } };
  return guardAttribute(folding, place, value, path);
}

function ofObject(folding: Folding, node: Node, object: Node, attribute: string, path: Path): Evaluation {
  const holder = folding.evaluate(object, path);
  const readings = holder.values.map((value) =>
    value.kind === 'object'
      ? objectAttribute(folding, value, attribute, path)
      : ((value.kind === 'modalName'
          ? attributeOfModal(value.path, attribute)
          : memberAttribute(value, attribute)) ??
        unknown({ kind: 'runtimeOnly', expression: excerpt(node) })),
  );
  if (readings.length === 0) return unknown({ kind: 'runtimeOnly', expression: excerpt(node) });
  const result = withOrigin(oneOf(readings), ...holder.origins);
  return holder.reason === null ? result : { ...result, reason: result.reason ?? holder.reason };
}

/** An attribute of a class, as the code before `path` leaves it: `Config.GPU = "H100"` may stand there. */
function ofClass(folding: Folding, object: Node, attribute: string, path: Path): Evaluation {
  const [head, ...rest] = dottedName(object)!.split('.');
  const way = [...rest, attribute];
  const at = attributeChangedElsewhere(folding, head!, way, path) ?? classTwin(folding, head!, rest, path);
  if (at) return unknown({ kind: 'attributeChanged', object: object.text, attribute, at });
  if (isSetFromOutside(folding, head!, path) || isChangedByThird(folding, head!, rest, path))
    return unknown({ kind: 'changedByOtherModule', name: head! });
  const value = classPart(folding, head!, folding.scopes.lookup(head!, path), rest, attribute, path);
  return guardAttribute(folding, { name: head!, way }, value, path);
}

/** Where an imported class is changed by another name that the file has for it. */
function classTwin(
  folding: Folding,
  head: string,
  rest: readonly string[],
  path: Path,
): ReturnType<typeof changedByTwin> {
  for (const found of importedClasses(folding, head, rest, path)) {
    const at = changedByTwin(folding, head, found, path);
    if (at) return at;
  }
  return undefined;
}

/** Whether a third module changes an imported class. */
function isChangedByThird(folding: Folding, head: string, rest: readonly string[], path: Path): boolean {
  return importedClasses(folding, head, rest, path).some(({ module, name }) =>
    changedByThird(folding, module, name, NOTHING),
  );
}

function importedClasses(
  folding: Folding,
  head: string,
  rest: readonly string[],
  path: Path,
): readonly Exported[] {
  return bindings(folding.scopes, head, path).flatMap((definition) => {
    const found = definition.kind === 'import' ? importedFrom(folding, definition.import, rest) : null;
    return found ? [found] : [];
  });
}

/** Of a class it is no matter what it holds. */
const NOTHING: Evaluation = { values: [], reason: null, origins: [] };

function classPart(
  folding: Folding,
  name: string,
  definitions: readonly Definition[],
  rest: readonly string[],
  attribute: string,
  path: Path,
): Evaluation {
  const part = { attributes: [...rest, attribute] };
  return partThroughChanges(folding, name, definitions, part, (definition) => {
    if (definition.kind === 'class' && rest.length === 0)
      return classAttribute(
        folding,
        { evaluator: folding.home, node: definition.node, path: definition.path },
        attribute,
        path,
      );
    const site = definition.kind === 'held' ? heldClass(folding, definition) : null;
    if (site) return classAttribute(folding, site, attribute, path);
    const found = definition.kind === 'import' ? importedFrom(folding, definition.import, rest) : null;
    if (!found) return unknown({ kind: 'attributeNotSet', attribute });
    const inner = folding.forModule(found.module);
    const { root } = found.module;
    const key = `${inner.id}:${found.name}.${attribute}`;
    const value = folding.work.once(key, () =>
      classPart(inner, found.name, inner.scopes.atEnd(found.name, [root]), [], attribute, [root]),
    );
    return value ?? unknown({ kind: 'definedByItself', name: found.name });
  });
}

/** The module and the name in it that an import brings: of `common.Config` the module `common`. */
function importedFrom(folding: Folding, found: Import, rest: readonly string[]): Exported | null {
  const name = rest.at(-1) ?? found.name;
  const module =
    rest.length > 0 ? moduleNamed(folding, found, rest.slice(0, -1)) : folding.importedModule(found);
  return name === null || module === null || typeof module === 'string' ? null : { module, name };
}

/** The class that an expression names, in this file or another of the workspace. */
export function classOf(folding: Folding, node: Node, path: Path): ClassSite | null {
  if (node.type === 'attribute') {
    // Longer chains than these are not gone down one by one.
    if (dottedName(node) === null) return null;
    const object = field(node, 'object');
    const module = object && moduleOf(folding, object, path);
    const name = field(node, 'attribute')?.text ?? '';
    if (module) return typeof module === 'string' ? null : classIn(folding, module, name);
    const owner = object && classOf(folding, object, path);
    return owner ? classInClass(owner, name) : null;
  }
  if (node.type !== 'identifier') return null;
  return classBoundBy(folding, bindings(folding.scopes, node.text, path));
}

/** A class in the body of another. */
function classInClass(owner: ClassSite, name: string): ClassSite | null {
  const [only, ...more] = ownDefinitions(owner, name);
  return only?.kind === 'class' && more.length === 0
    ? { evaluator: owner.evaluator, node: only.node, path: only.path }
    : null;
}

function classBoundBy(folding: Folding, definitions: readonly Definition[]): ClassSite | null {
  const [only] = definitions;
  if (!only || definitions.length > 1) return null;
  if (only.kind === 'class') return { evaluator: folding.home, node: only.node, path: only.path };
  if (only.kind === 'held') return heldClass(folding, only);
  if (only.kind !== 'import' || only.import.name === null) return null;
  const module = folding.importedModule(only.import);
  return typeof module === 'string' ? null : classIn(folding, module, only.import.name);
}

/** The class that `cls` is within a call. */
function heldClass(folding: Folding, held: Definition & { readonly kind: 'held' }): ClassSite | null {
  const value = single(held.value);
  return value?.kind === 'object' && value.stands ? siteOf(folding, value.stands) : null;
}

/** A class of a module, which may have it from another. */
function classIn(folding: Folding, module: PythonModule, name: string): ClassSite | null {
  const inner = folding.forModule(module);
  const { work } = folding;
  if (work.enter() !== undefined) return null;
  try {
    const found = work.once(`${inner.id} class named ${name}`, () =>
      classBoundBy(inner, inner.definitionsAtEnd(name)),
    );
    return found ?? null;
  } finally {
    work.leave();
  }
}

/** The module that an expression such as `config` or `training.config` names; null where it names none. */
export function moduleOf(folding: Folding, node: Node, path: Path): FoundModule | null {
  const dotted = dottedName(node);
  if (dotted === null) return null;
  const [head, ...rest] = dotted.split('.');
  if (!mayBeModule(folding.module, head!)) return null;
  const [only, ...more] = bindings(folding.scopes, head!, path);
  if (only?.kind === 'value' && more.length === 0) return moduleByName(folding, only.node, rest);
  if (only?.kind !== 'import' || more.length > 0) return null;
  return moduleNamed(folding, only.import, rest);
}

/** Whether a name may stand for a module, by the imports of its file: most names are done with here. */
function mayBeModule(module: PythonModule, name: string): boolean {
  return (
    module.cell !== null ||
    module.importOf(name) !== undefined ||
    module.starImports.length > 0 ||
    module.occurrences('import_module').length > 0
  );
}

/** `importlib.import_module("training.config")`, and what stands below it. */
function moduleByName(folding: Folding, node: Node, rest: readonly string[]): FoundModule | null {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  if (!callee || folding.module.realName(callee) !== 'importlib.import_module') return null;
  const [name, ...more] = callArguments(node).positional;
  const module = /^(["'])([A-Za-z_][\w.]*)\1$/.exec(name?.text ?? '')?.[2];
  return module === undefined || more.length > 0 ? null : folding.findModule([module, ...rest].join('.'), 0);
}

function moduleNamed(folding: Folding, found: Import, rest: readonly string[]): FoundModule | null {
  const { module, level, name, from } = found;
  if (from) {
    const earlier = folding.forModule(from);
    const [only, ...more] = earlier.definitionsAtEnd(name!);
    return only?.kind === 'import' && more.length === 0 ? moduleNamed(earlier, only.import, rest) : null;
  }
  if (name === null) return folding.findModule([module, ...rest].join('.'), level);
  const asModule = folding.findModule([module, name, ...rest].filter(Boolean).join('.'), level);
  return asModule === 'absent' ? null : asModule;
}
