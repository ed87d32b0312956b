import type { Node } from 'web-tree-sitter';
import { expressionHeld, type Expression } from '../python/boundEvaluator';
import type { Definition } from '../python/definition';
import type { Evaluator } from '../python/evaluate';
import { functionSites } from '../python/functionSites';
import type { PythonModule } from '../python/module';
import { single, type Evaluation, type ModalCall } from '../python/pyValue';
import { KeptOf } from '../python/readLog';
import { callArguments, dottedName, field, last, parts, pathAt, type Path } from '../python/syntax';
import { attributeSources, classesOf, methodsOf } from './objects';
import { returnedBy } from './returns';
import { variableRead } from './deployedName';

const APP_CLASSES = /^(aio\.)?((app\.)?App|(stub\.)?Stub)(\.(lookup|from_name)(\.aio)?)?$/;

/** Names that code gives to Modal apps; taken for one where nothing in reach says otherwise. */
const USUAL_NAMES = new Set(['app', 'stub']);

/** Whether the receiver of `.function`, `.cls` or `.server` is a Modal app (before 1.0 also a `Stub`). */
export function isApp(receiver: Node, path: Path, module: PythonModule, evaluator: Evaluator): boolean {
  if (receiver.type === 'identifier') return namesApp(receiver.text, path, module, evaluator);
  if (receiver.type === 'call' && isAppCall(receiver, module)) return true;
  if (USUAL_NAMES.has(dottedName(receiver)?.split('.').pop() ?? '')) return true;
  return givesApp({ node: receiver, path, evaluator });
}

/** Whether an expression gives an app: by its value, or by what the code says of the names, attributes and functions in it. */
function givesApp({ node, path, evaluator }: Expression): boolean {
  return evaluator.judge('app', `#${node.id}`, path, false, () => {
    if (appsIn(evaluator.evaluate(node, path)).length > 0) return true;
    const at = (inner: Node | null | undefined): boolean =>
      inner != null && isApp(inner, path, evaluator.module, evaluator);
    switch (node.type) {
      case 'parenthesized_expression':
      case 'await':
        return at(parts(node)[0]);
      case 'named_expression':
        return at(field(node, 'value'));
      case 'boolean_operator':
        return at(field(node, 'left')) || at(field(node, 'right'));
      case 'conditional_expression':
        return alternatives(node).some(at);
      case 'attribute':
        return attributeIsApp({ node, path, evaluator });
      case 'call':
        return callGivesApp({ node, path, evaluator });
      default:
        return false;
    }
  });
}

/** The apps among what an expression can be. */
function appsIn({ values }: Evaluation): readonly ModalCall[] {
  return values.filter((each): each is ModalCall => each.kind === 'modal' && APP_CLASSES.test(each.path));
}

/** `common.inference` of a module of the workspace, `self.service` of an object of one of its classes. */
function attributeIsApp({ node, path, evaluator }: Expression): boolean {
  const object = field(node, 'object');
  const name = field(node, 'attribute')?.text ?? '';
  if (!object) return false;
  const module = evaluator.moduleOf(object, path);
  if (module === 'absent' || module === 'pending') return false;
  if (module) return namesApp(name, [module.root], module, evaluator.forModule(module));
  return classesOf({ node: object, path, evaluator })
    .flatMap((site) => attributeSources(site, name, evaluator))
    .some(
      ({ value, annotation, evaluator: inner }) =>
        (annotation !== null && annotatesApp(annotation, inner.module)) ||
        (value !== null && isApp(value.node, value.path, inner.module, inner)),
    );
}

/** A call of a function of the workspace that says or shows that it returns an app. */
function callGivesApp({ node, path, evaluator }: Expression): boolean {
  return functionsCalled({ node, path, evaluator }).some(
    ({ node: definition, path: at, evaluator: inner }) => {
      const type = field(definition, 'return_type');
      if (type && annotatesApp(type, inner.module)) return true;
      return returnedBy(definition, at, inner).some((each) =>
        isApp(each.node, each.path, inner.module, inner),
      );
    },
  );
}

/** The functions and methods of the workspace that a call may run. */
function functionsCalled({ node, path, evaluator }: Expression): readonly Expression[] {
  const callee = field(node, 'function');
  const sites = callee && functionSites(evaluator, callee, path);
  if (!callee || sites)
    return (sites ?? []).map((site) => ({ ...site, evaluator: evaluator.forModule(site.module) }));
  const object = callee.type === 'attribute' ? field(callee, 'object') : null;
  const name = field(callee, 'attribute')?.text ?? '';
  return object ? methodsOf({ node: object, path, evaluator }, name) : [];
}

/** Whether a name is an app's where `path` ends. */
function namesApp(name: string, path: Path, module: PythonModule, evaluator: Evaluator): boolean {
  return evaluator.judge('app', name, path, USUAL_NAMES.has(name), () => {
    const definitions = evaluator.definitions(name, path);
    if (definitions.length === 0) return USUAL_NAMES.has(name) || byStar(name, path, evaluator);
    return definitions.some((definition) => definesApp(name, definition, module, evaluator));
  });
}

/** An app that a star import brings. */
function byStar(name: string, path: Path, evaluator: Evaluator): boolean {
  return evaluator.module.starImports.length > 0 && appsIn(evaluator.named(name, path)).length > 0;
}

function definesApp(
  name: string,
  definition: Definition,
  module: PythonModule,
  evaluator: Evaluator,
): boolean {
  switch (definition.kind) {
    case 'value':
      return (
        valueIsApp(name, definition.node, definition.path, module, evaluator) ||
        isAnnotated(definition, module)
      );
    case 'import': {
      const { import: found } = definition;
      if (found.level === 0 && found.module.split('.')[0] === 'modal')
        return USUAL_NAMES.has(found.name ?? '');
      if (found.name === null) return false;
      if (!found.from && (USUAL_NAMES.has(name) || USUAL_NAMES.has(found.name))) return true;
      const source = evaluator.importedModule(found);
      if (typeof source === 'string') return false;
      return namesApp(found.name, [source.root], source, evaluator.forModule(source));
    }
    case 'parameter':
      return parameterIsApp(name, definition, module, evaluator);
    case 'held':
      return isHeldApp(definition) || parameterIsApp(name, definition, module, evaluator);
    case 'class':
    case 'function':
      return USUAL_NAMES.has(name);
    case 'opaque':
      return USUAL_NAMES.has(name) || isRewrittenAsApp(name, definition, module, evaluator);
    default:
      return USUAL_NAMES.has(name) || appsIn(evaluator.valueOf(name, [definition])).length > 0;
  }
}

function valueIsApp(
  name: string,
  value: Node,
  path: Path,
  module: PythonModule,
  evaluator: Evaluator,
): boolean {
  if (value.type === 'conditional_expression') {
    return alternatives(value).some((each) => valueIsApp(name, each, path, module, evaluator));
  }
  if (value.type === 'identifier') return isApp(value, path, module, evaluator);
  if (value.type === 'call' && isAppCall(value, module)) return true;
  // `app = helper()` may well be an app; `app = FastAPI()` of a foreign package is not.
  if (USUAL_NAMES.has(name) && value.type !== 'string')
    return value.type !== 'call' || !isForeignClass(value, module, evaluator);
  return MAY_GIVE.has(value.type) && givesApp({ node: value, path, evaluator });
}

/** The forms of expressions that can give an app; most values of a file are others. */
const MAY_GIVE: ReadonlySet<string> = new Set([
  'attribute',
  'await',
  'boolean_operator',
  'call',
  'named_expression',
  'parenthesized_expression',
  'subscript',
]);

/** `service: modal.App = make()`. */
function isAnnotated({ node, path }: Definition, module: PythonModule): boolean {
  for (let at = parts(last(path))[0]; at?.type === 'assignment'; at = field(at, 'right') ?? undefined) {
    const type = field(at, 'type');
    if (type && field(at, 'right')?.id === node.id) return annotatesApp(type, module);
  }
  return false;
}

/** Whether a name is bound to an expression that is an app. */
function isHeldApp(definition: Definition): boolean {
  const given = expressionHeld(definition);
  return given !== null && isApp(given.node, given.path, given.evaluator.module, given.evaluator);
}

/** A parameter by its annotation, or by what the calls in its own file and its default give it. */
function parameterIsApp(
  name: string,
  definition: Definition & { readonly kind: 'parameter' | 'held' },
  module: PythonModule,
  evaluator: Evaluator,
): boolean {
  const annotation = field(definition.node, 'type');
  if (annotation) return annotatesApp(annotation, module);
  return USUAL_NAMES.has(name) || appsIn(evaluator.valueOf(name, [definition])).length > 0;
}

/** What may stand around an app's class in an annotation. */
const AROUND = /^(?:\w+\.)*(?:Optional|Union|Annotated|Final|ClassVar)\[(.*)\]$/;
/** Longer annotations are of something else. */
const MAX_ANNOTATION = 200;

/** Whether an annotation says `modal.App`, alone, as text, or as one of several types. */
function annotatesApp({ text, startIndex, endIndex }: Node, module: PythonModule): boolean {
  if (endIndex - startIndex > MAX_ANNOTATION) return false;
  const isText = /^\s*["']/.test(text);
  const says = (type: string): boolean => {
    const inside = AROUND.exec(type)?.[1];
    if (inside !== undefined) return inside.split(',').some(says);
    const choices = type.split('|');
    if (choices.length > 1) return choices.some(says);
    const [head, ...rest] = type.split('.');
    const found = module.importOf(head!);
    if (!found) return isText && /^(modal\.)?(App|Stub)$/.test(type);
    const [top, ...below] = found.level === 0 ? found.module.split('.') : [];
    return (
      top === 'modal' &&
      APP_CLASSES.test([...below, ...(found.name === null ? [] : [found.name]), ...rest].join('.'))
    );
  };
  return says(text.replace(/["'\s]/g, ''));
}

/** More uses of a name are not looked at. */
const MAX_USES = 64;

/** Whether a function that declares the name `global` or `nonlocal` gives it an app. */
function isRewrittenAsApp(
  name: string,
  { reason }: Definition & { readonly kind: 'opaque' },
  module: PythonModule,
  evaluator: Evaluator,
): boolean {
  if (reason.kind !== 'rewrittenElsewhere') return false;
  return module
    .occurrences(name)
    .slice(0, MAX_USES)
    .some((offset) => {
      const path = pathAt(module.root, offset);
      const around = path.at(-2);
      const value = around?.type === 'assignment' && field(around, 'right');
      const isTarget = value && field(around, 'left')?.id === last(path).id;
      return isTarget && isApp(value, path.slice(0, -2), module, evaluator);
    });
}

/** What `a if x else b if y else c` can be: a long chain is no reason to go deep. */
function alternatives(conditional: Node): Node[] {
  const found: Node[] = [];
  const open = [conditional];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type !== 'conditional_expression') found.push(node);
    else open.push(...parts(node).filter((_, i) => i !== 1));
  }
  return found;
}

function isAppCall(call: Node, module: PythonModule): boolean {
  return appCall(call, module) !== null;
}

/** What was found for each call, as long as a module's tree lasts: all of a file's declarations have a few apps. */
const appCalls = new KeptOf<PythonModule, number, Node | null>();

/** The call that makes an app: `modal.App(...)`, `App.lookup(...)`, also in `modal.App(...).include(other)`. */
function appCall(call: Node, module: PythonModule): Node | null {
  return appCalls.at(module, call.id, module.log, () => findAppCall(call, module));
}

function findAppCall(call: Node, module: PythonModule): Node | null {
  for (let at: Node | null = call; at?.type === 'call';) {
    const callee = field(at, 'function');
    const path = callee && module.modalPath(callee);
    if (path !== null) return APP_CLASSES.test(path) ? at : null;
    if (callee?.type !== 'attribute' || field(callee, 'attribute')?.text !== 'include') return null;
    at = field(callee, 'object');
  }
  return null;
}

function isForeignClass(call: Node, module: PythonModule, evaluator: Evaluator): boolean {
  const callee = field(call, 'function');
  const dotted = callee && dottedName(callee);
  const found = dotted ? module.importOf(dotted.split('.')[0]!) : undefined;
  if (!dotted || found?.level !== 0 || evaluator.importedModule(found) !== 'absent') return false;
  return /^[A-Z]/.test(dotted.split('.').pop()!);
}

/** Where a receiver is made as the old class `modal.Stub`, gone since SDK 1.0.0: the class's name in the code. */
export function stubName(
  receiver: Node,
  path: Path,
  module: PythonModule,
  evaluator: Evaluator,
): Node | undefined {
  if (receiver.type !== 'identifier') return undefined;
  if (module.cell === null && module.occurrences('Stub').length === 0) return undefined;
  return (
    evaluator
      .definitions(receiver.text, path)
      .flatMap(({ kind, node }) =>
        kind === 'value' && node.type === 'call' ? [field(node, 'function')] : [],
      )
      .find((callee) => callee && /(^|\.)Stub$/.test(module.modalPath(callee) ?? '')) ?? undefined
  );
}

/**
 * The name that a receiver's app is given, such as `example` for `modal.App("example")`: what Modal calls it.
 * Null where it has none, or none that is known here.
 */
export function appName(
  receiver: Node,
  path: Path,
  module: PythonModule,
  evaluator: Evaluator,
  depth = 0,
): string | null {
  if (depth > 8) return null;
  if (receiver.type === 'call' && isAppCall(receiver, module))
    return nameInCall(receiver, path, module, evaluator);
  if (receiver.type !== 'identifier') return nameInValue(evaluator.evaluate(receiver, path));
  const [only, ...more] = evaluator.definitions(receiver.text, path);
  return only && more.length === 0 ? nameInDefinition(only, module, evaluator, depth) : null;
}

/** The name of the app that a value is, where it is surely that one. */
function nameInValue(found: Evaluation): string | null {
  const [made, ...more] = appsIn(found);
  if (!made || more.length > 0 || found.reason !== null || found.values.length > 1) return null;
  const name = made.keywords.get('name') ?? made.positional[0];
  const value = name && single(name);
  return value?.kind === 'str' && value.value !== '' ? value.value : null;
}

function nameInDefinition(
  definition: Definition,
  module: PythonModule,
  evaluator: Evaluator,
  depth: number,
): string | null {
  if (definition.kind === 'value')
    return appName(definition.node, definition.path, module, evaluator, depth + 1);
  if (definition.kind !== 'import' || definition.import.name === null) return null;
  const source = evaluator.importedModule(definition.import);
  if (typeof source === 'string' || depth >= 8) return null;
  const inner = evaluator.forModule(source);
  const [only, ...more] = inner.definitionsAtEnd(definition.import.name);
  return only && more.length === 0 ? nameInDefinition(only, source, inner, depth + 1) : null;
}

/**
 * The environment variable that names a receiver's app, as `$APP`; null where none does, or where its name is known.
 */
export function appVariable(receiver: Node, path: Path, evaluator: Evaluator, depth = 0): string | null {
  if (depth > 8) return null;
  if (receiver.type === 'call') {
    const made = appCall(receiver, evaluator.module);
    const { positional, keywords } = made ? callArguments(made) : { positional: [], keywords: [] };
    const given = positional[0] ?? keywords.find(({ name }) => name === 'name')?.value;
    return given ? variableRead(given, path, evaluator) : null;
  }
  if (receiver.type !== 'identifier') return null;
  const [only, ...more] = evaluator.definitions(receiver.text, path);
  return only && more.length === 0 ? variableInDefinition(only, evaluator, depth) : null;
}

function variableInDefinition(definition: Definition, evaluator: Evaluator, depth: number): string | null {
  if (definition.kind === 'value') return appVariable(definition.node, definition.path, evaluator, depth + 1);
  if (definition.kind !== 'import' || definition.import.name === null || depth >= 8) return null;
  const source = evaluator.importedModule(definition.import);
  if (typeof source === 'string') return null;
  const inner = evaluator.forModule(source);
  const [only, ...more] = inner.definitionsAtEnd(definition.import.name);
  return only && more.length === 0 ? variableInDefinition(only, inner, depth + 1) : null;
}

function nameInCall(call: Node, path: Path, module: PythonModule, evaluator: Evaluator): string | null {
  // `modal.App("a").include(other)` is still the app "a".
  const made = appCall(call, module);
  if (!made) return null;
  const { positional, keywords } = callArguments(made);
  const given = positional[0] ?? keywords.find(({ name }) => name === 'name')?.value;
  const value = given && single(evaluator.evaluate(given, path));
  return value?.kind === 'str' && value.value !== '' ? value.value : null;
}
