import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { Kept } from '../python/readLog';
import { callArguments, dottedName, field, parts, type Path } from '../python/syntax';
import { expressionHeld } from '../python/boundEvaluator';
import type { Definition } from '../python/definition';
import { single } from '../python/pyValue';
import { variableRead } from './deployedName';

const APP_CLASSES = /^(aio\.)?((app\.)?App|(stub\.)?Stub)(\.(lookup|from_name))?$/;

/** Names that code gives to Modal apps; taken for one where nothing in reach says otherwise. */
const USUAL_NAMES = new Set(['app', 'stub']);

/** Whether the receiver of `.function`, `.cls` or `.server` is a Modal app (before 1.0 also a `Stub`). */
export function isApp(receiver: Node, path: Path, module: PythonModule, evaluator: Evaluator): boolean {
  if (receiver.type === 'call') return isAppCall(receiver, module);
  const dotted = dottedName(receiver);
  if (dotted === null) return false;
  const name = dotted.split('.').pop()!;
  if (receiver.type !== 'identifier') return USUAL_NAMES.has(name);
  return namesApp(name, path, module, evaluator);
}

/** Whether a name is an app's where `path` ends. */
function namesApp(name: string, path: Path, module: PythonModule, evaluator: Evaluator): boolean {
  return evaluator.judge('app', name, path, USUAL_NAMES.has(name), () => {
    const definitions = evaluator.definitions(name, path);
    if (definitions.length === 0) return USUAL_NAMES.has(name);
    return definitions.some((definition) => definesApp(name, definition, module, evaluator));
  });
}

function definesApp(
  name: string,
  definition: Definition,
  module: PythonModule,
  evaluator: Evaluator,
): boolean {
  switch (definition.kind) {
    case 'value':
      return valueIsApp(name, definition.node, definition.path, module, evaluator);
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
      return parameterIsApp(name, definition.node, module);
    case 'held': {
      const given = expressionHeld(definition);
      return (
        (given !== null && isApp(given.node, given.path, given.evaluator.module, given.evaluator)) ||
        parameterIsApp(name, definition.node, module)
      );
    }
    default:
      return USUAL_NAMES.has(name);
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
  if (value.type !== 'call') return USUAL_NAMES.has(name) && value.type !== 'string';
  if (isAppCall(value, module)) return true;
  // `app = helper()` may well be an app; `app = FastAPI()` of a foreign package is not.
  return USUAL_NAMES.has(name) && !isForeignClass(value, module, evaluator);
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
const appCalls = new WeakMap<PythonModule, Kept<number, Node | null>>();

/** The call that makes an app: `modal.App(...)`, `App.lookup(...)`, also in `modal.App(...).include(other)`. */
function appCall(call: Node, module: PythonModule): Node | null {
  let known = appCalls.get(module);
  if (!known) appCalls.set(module, (known = new Kept<number, Node | null>()));
  return known.at(call.id, module.log, () => findAppCall(call, module));
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

function parameterIsApp(name: string, parameter: Node, module: PythonModule): boolean {
  const annotation = field(parameter, 'type');
  if (!annotation) return USUAL_NAMES.has(name);
  const inner = parts(annotation)[0] ?? annotation;
  const path = module.modalPath(inner);
  if (path !== null) return APP_CLASSES.test(path);
  return /^["'](modal\.)?(App|Stub)["']$/.test(annotation.text);
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
  if (receiver.type === 'call') return nameInCall(receiver, path, module, evaluator);
  if (receiver.type !== 'identifier') return null;
  const [only, ...more] = evaluator.definitions(receiver.text, path);
  return only && more.length === 0 ? nameInDefinition(only, module, evaluator, depth) : null;
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
