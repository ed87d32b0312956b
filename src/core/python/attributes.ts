import type { Node } from 'web-tree-sitter';
import type { Folding, FoundModule } from './folding';
import { changedIn, settingOf } from './inPlaceChanges';
import type { Import, PythonModule } from './module';
import { exported, valueOf } from './nameValues';
import { oneOf, unknown, withOrigin, type Evaluation } from './pyValue';
import { callArguments, dottedName, excerpt, field, type Path } from './syntax';

/** A class definition, with the folding of the module it stands in. */
export interface ClassSite {
  readonly evaluator: Folding;
  readonly node: Node;
  readonly path: Path;
}

/** What `object.attribute` is: of a module, a class, or a plain data object. */
export function attributeValue(folding: Folding, node: Node, path: Path): Evaluation {
  const object = field(node, 'object');
  const attribute = field(node, 'attribute')?.text ?? '';
  if (!object) return unknown({ kind: 'incomplete' });
  const module = moduleOf(folding, object, path);
  if (module === 'pending') return unknown({ kind: 'moduleNotRead', expression: excerpt(node) });
  if (module === 'absent') return unknown({ kind: 'moduleNotFound', expression: excerpt(node) });
  if (module)
    return (
      exported(folding.forModule(module), attribute) ??
      unknown({ kind: 'notDefinedInModule', name: attribute, module: module.file })
    );
  const owner = classOf(folding, object, path);
  return owner
    ? ofClass(folding, owner, object, attribute, path)
    : ofObject(folding, node, object, attribute, path);
}

function ofObject(folding: Folding, node: Node, object: Node, attribute: string, path: Path): Evaluation {
  const holder = folding.evaluate(object, path);
  const readings = holder.values.map((value) => {
    if (value.kind !== 'object') return unknown({ kind: 'runtimeOnly', expression: excerpt(node) });
    const { attributes, className } = value;
    return attributes.get(attribute) ?? unknown({ kind: 'fieldNotKnown', className, attribute });
  });
  if (readings.length === 0) return unknown({ kind: 'runtimeOnly', expression: excerpt(node) });
  const result = withOrigin(oneOf(readings), ...holder.origins);
  return holder.reason === null ? result : { ...result, reason: result.reason ?? holder.reason };
}

function ofClass(
  folding: Folding,
  owner: ClassSite,
  object: Node,
  attribute: string,
  path: Path,
): Evaluation {
  if (owner.evaluator === folding) return classAttribute(owner, attribute, path);
  // Since the class was defined, this module, and the cells between, may have set the attribute anew.
  const pattern = settingOf(attribute);
  const { module } = folding;
  for (const between of object.type === 'identifier' ? [module, ...module.cellsBefore()] : []) {
    if (between === owner.evaluator.module) break;
    const reader = between === module ? path : [between.root];
    const at = changedIn(folding.forModule(between), object.text, pattern, reader);
    if (at !== undefined) return unknown({ kind: 'attributeChanged', object: object.text, attribute, at });
  }
  return classAttribute(owner, attribute, [owner.path[0]!]);
}

/** An attribute set in a class's body, as code at `reader` sees it. */
function classAttribute({ evaluator, node, path }: ClassSite, attribute: string, reader: Path): Evaluation {
  const body = field(node, 'body');
  const definitions = body ? evaluator.scopes.atEnd(attribute, [...path, body]) : [];
  if (definitions.length === 0) return unknown({ kind: 'attributeNotSet', attribute });
  const className = field(node, 'name')?.text ?? '';
  const at = changedIn(evaluator, className, settingOf(attribute), reader);
  return at === undefined
    ? valueOf(evaluator, attribute, definitions)
    : unknown({ kind: 'attributeChanged', object: className, attribute, at });
}

/** The class that an expression names, in this file or another of the workspace. */
export function classOf(folding: Folding, node: Node, path: Path): ClassSite | null {
  if (node.type === 'attribute') {
    const object = field(node, 'object');
    const module = object && moduleOf(folding, object, path);
    return module && typeof module !== 'string'
      ? classIn(folding, module, field(node, 'attribute')?.text ?? '')
      : null;
  }
  if (node.type !== 'identifier') return null;
  const definitions = folding.scopes.lookup(node.text, path);
  const [only] = definitions;
  if (!only || definitions.length > 1) return null;
  if (only.kind === 'class') return { evaluator: folding, node: only.node, path: only.path };
  if (only.kind !== 'import' || only.import.name === null) return null;
  const module = folding.importedModule(only.import);
  return typeof module === 'string' ? null : classIn(folding, module, only.import.name);
}

function classIn(folding: Folding, module: PythonModule, name: string): ClassSite | null {
  const evaluator = folding.forModule(module);
  const [found] = evaluator.definitionsAtEnd(name);
  return found?.kind === 'class' ? { evaluator, node: found.node, path: found.path } : null;
}

/** The module that an expression such as `config` or `training.config` names; null where it names none. */
export function moduleOf(folding: Folding, node: Node, path: Path): FoundModule | null {
  const dotted = dottedName(node);
  if (dotted === null) return null;
  const [head, ...rest] = dotted.split('.');
  const [only, ...more] = folding.scopes.lookup(head!, path);
  if (only?.kind === 'value' && more.length === 0) return moduleByName(folding, only.node, rest);
  if (only?.kind !== 'import' || more.length > 0) return null;
  return moduleNamed(folding, only.import, rest);
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
