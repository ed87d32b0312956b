import type { Node } from 'web-tree-sitter';
import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { decorators, field, last, MAX_DECORATORS, parts, pathAt, type Path } from '../python/syntax';
import { Work } from '../python/work';
import { appName, isApp, isStub } from './app';
import { readArguments, type ModalArguments } from './arguments';
import { findCallSites } from './callSites';
import type { CallSite, Declaration, DeclarationKind, OldNameUse } from './declaration';
import { gpuLabel } from './gpu';
import { readStacked } from './stacked';
import { rangeOf } from './values';

/** What one file declares. */
export interface FileScan {
  readonly declarations: readonly Declaration[];
  readonly callSites: readonly CallSite[];
}

/**
 * Whether a text can declare anything at all; one that cannot is not parsed.
 * A file may use an app that it imports from a sibling and never name Modal itself, so the decorators' own names count too.
 */
export function mayDeclare(text: string): boolean {
  return /modal|\.(?:function|cls|server)\(/.test(text);
}

/**
 * Finds what a module declares to Modal.
 * Candidates are found in the text and checked in the tree: walking the whole tree on each keystroke would be too slow.
 */
export function scanModule(
  module: PythonModule,
  modules: ModuleFinder = NO_MODULES,
  work = new Work(),
): FileScan {
  const evaluator = new Evaluator(module, modules, work);
  const declarations = readDeclarations(module, evaluator, 0, module.text.length);
  return { declarations, callSites: findCallSites(module, evaluator) };
}

/** The declarations whose decorators begin in a stretch of the text. */
export function scanStretch(
  module: PythonModule,
  modules: ModuleFinder,
  from: number,
  to: number,
  work = new Work(),
): readonly Declaration[] {
  return readDeclarations(module, new Evaluator(module, modules, work), from, to);
}

function readDeclarations(
  module: PythonModule,
  evaluator: Evaluator,
  from: number,
  to: number,
): Declaration[] {
  const declarations: Declaration[] = [];
  let upTo = from;
  for (const match of module.text.slice(from, to).matchAll(/\.\s*(function|cls|server)\b/g)) {
    const at = from + match.index + match[0].length - 1;
    if (at < upTo) continue;
    const path = pathAt(module.root, at);
    evaluator.work.look(path.length);
    const declaration = readDeclaration(path, match[1] as DeclarationKind, module, evaluator);
    if (declaration) declarations.push(declaration);
    upTo = tooManyDecorators(path, at);
  }
  return declarations;
}

/** Where to go on from a decorator: past all of its definition’s, where these are more than are looked at. */
function tooManyDecorators(path: Path, at: number): number {
  const decorated = path.at(-5);
  if (decorated?.type !== 'decorated_definition' || decorated.namedChildCount <= MAX_DECORATORS) return at;
  const shown = decorators(decorated);
  return at >= shown.at(-1)!.startIndex ? (field(decorated, 'definition')?.startIndex ?? at) : at;
}

function readDeclaration(
  path: Path,
  kind: DeclarationKind,
  module: PythonModule,
  evaluator: Evaluator,
): Declaration | undefined {
  // decorated_definition > decorator > call > attribute > identifier
  const [decorated, decorator, call, attribute, identifier] = path.slice(-5);
  if (!decorated || !decorator || call?.type !== 'call' || attribute?.type !== 'attribute') return undefined;
  if (decorated.type !== 'decorated_definition' || decorator.type !== 'decorator') return undefined;
  if (field(call, 'function')?.id !== attribute.id || field(attribute, 'attribute')?.id !== identifier?.id)
    return undefined;
  // Where the call itself is broken its values are anybody's guess: what it last said is better.
  if (call.hasError) return undefined;
  const receiver = field(attribute, 'object');
  const definition = field(decorated, 'definition');
  const name = definition && field(definition, 'name');
  const here = path.slice(0, -4);
  if (!receiver || !name || !isApp(receiver, here, module, evaluator)) return undefined;
  const given = readArguments(call, here, evaluator);
  return {
    file: module.file,
    line: decorator.startPosition.row + 1,
    endLine: call.endPosition.row + 1,
    defLine: definitionLine(definition),
    name: name.text,
    qualname: qualifiedName(here, name.text),
    kind,
    app: receiver.text,
    appName: appName(receiver, here, module, evaluator),
    gpu: given.gpu,
    params: given.params,
    ...readStacked(decorated, definition, here, module, evaluator),
    unreadSpreads: given.unreadSpreads,
    oldNames: oldNames(receiver, decorator, here, given, module, evaluator),
    range: rangeOf(decorator),
    stale: false,
  };
}

/** The line of `def` or `class`: an `async def` begins at `async`. */
function definitionLine(definition: Node): number {
  return definition.startPosition.row + 1;
}

function qualifiedName(path: Path, name: string): string {
  const around = path.flatMap((node, i) => {
    if (path[i + 1]?.type !== 'block') return [];
    if (node.type === 'class_definition') return [field(node, 'name')?.text ?? ''];
    return node.type === 'function_definition' ? [`${field(node, 'name')?.text ?? ''}.<locals>`] : [];
  });
  return [...around, name].join('.');
}

function oldNames(
  receiver: Node,
  decorator: Node,
  path: Path,
  given: ModalArguments,
  module: PythonModule,
  evaluator: Evaluator,
): OldNameUse[] {
  const found: OldNameUse[] = [];
  if (isStub(receiver, path, module, evaluator)) {
    const line = decorator.startPosition.row + 1;
    found.push({ old: 'modal.Stub', use: 'modal.App', warnedSince: '0.62.162', refusedSince: '1.0.0', line });
  }
  if (given.legacyGpu !== null) {
    const options = given.gpu.value ?? given.gpu.candidates[0] ?? [];
    const use = options[0] ? `gpu="${gpuLabel(options[0])}"` : 'a string such as gpu="H100:2"';
    found.push({
      old: `modal.${given.legacyGpu}(…)`,
      use,
      warnedSince: '0.73.31',
      refusedSince: '1.4.0',
      line: given.gpu.line,
    });
  }
  const web = decorators(last(path)).find((each) => callsModal(each, 'web_endpoint', module));
  if (web) {
    const line = web.startPosition.row + 1;
    found.push({
      old: '@modal.web_endpoint',
      use: '@modal.fastapi_endpoint',
      warnedSince: '0.73.89',
      refusedSince: '1.4.0',
      line,
    });
  }
  return found;
}

function callsModal(decorator: Node, name: string, module: PythonModule): boolean {
  const expression = parts(decorator)[0];
  const callee = expression?.type === 'call' ? field(expression, 'function') : expression;
  return callee ? module.modalPath(callee) === name : false;
}
