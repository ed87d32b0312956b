import type { Node } from 'web-tree-sitter';
import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { decorators, field, MAX_DECORATORS, pathAt, type Path } from '../python/syntax';
import { Work } from '../python/work';
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import { appName, isApp } from './app';
import { readArguments } from './arguments';
import { findCallSites } from './callSites';
import type { CallSite, Declaration, DeclarationKind } from './declaration';
import { oldNames } from './oldNames';
import { NOT_STACKED, readStacked } from './stacked';
import { rangeOf } from './declaredValue';

/** What one file declares. */
export interface FileScan {
  readonly declarations: readonly Declaration[];
  readonly callSites: readonly CallSite[];
}

export const NOTHING: FileScan = { declarations: [], callSites: [] };

/**
 * Finds what a module declares to Modal.
 * Candidates are found in the text and checked in the tree: walking the whole tree on each keystroke would be too slow.
 */
export function scanModule(
  module: PythonModule,
  modules: ModuleFinder = NO_MODULES,
  work = new Work(),
): FileScan {
  return atOnce(scanModuleInSteps(module, modules, neverPause, work));
}

/**
 * The same declaration by declaration: it stops where `pause` says so. Until it is done its modules must stay as they are.
 * With `unfinished` a decorator counts too below which nothing is written yet.
 */
export function* scanModuleInSteps(
  module: PythonModule,
  modules: ModuleFinder,
  pause: Pause,
  work = new Work(),
  unfinished = false,
): Steps<FileScan> {
  const evaluator = new Evaluator(module, modules, work);
  const { length } = module.text;
  const declarations = yield* readDeclarations(module, evaluator, 0, length, pause, unfinished);
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
  return atOnce(readDeclarations(module, new Evaluator(module, modules, work), from, to, neverPause));
}

function* readDeclarations(
  module: PythonModule,
  evaluator: Evaluator,
  from: number,
  to: number,
  pause: Pause,
  unfinished = false,
): Steps<Declaration[]> {
  const declarations: Declaration[] = [];
  let upTo = from;
  for (const match of module.text.slice(from, to).matchAll(/\.\s*(function|cls|server)\b/g)) {
    const at = from + match.index + match[0].length - 1;
    if (at < upTo) continue;
    if (pause()) yield;
    const path = pathAt(module.root, at);
    evaluator.work.look(path.length);
    const kind = match[1] as DeclarationKind;
    const declaration = readDeclaration(path, kind, module, evaluator, unfinished);
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
  unfinished: boolean,
): Declaration | undefined {
  // decorated_definition > decorator > call > attribute > identifier, or ERROR at first where nothing stands below it
  const [decorated, decorator, call, attribute, identifier] = path.slice(-5);
  if (!decorated || !decorator || call?.type !== 'call' || attribute?.type !== 'attribute') return undefined;
  if (decorator.type !== 'decorator') return undefined;
  if (decorated.type !== 'decorated_definition' && !(unfinished && decorated.isError)) return undefined;
  if (field(call, 'function')?.id !== attribute.id || field(attribute, 'attribute')?.id !== identifier?.id)
    return undefined;
  // Where the call itself is broken its values are anybody's guess: what it last said is better.
  if (call.hasError) return undefined;
  const receiver = field(attribute, 'object');
  const definition = decorated.isError ? null : field(decorated, 'definition');
  const name = definition && field(definition, 'name');
  const here = path.slice(0, -4);
  if (!receiver || (!name && !decorated.isError) || !isApp(receiver, here, module, evaluator))
    return undefined;
  const qualname = qualifiedName(here, name?.text ?? kind);
  const deployed = evaluator.deployed({ file: module.file, name: name?.text ?? kind, qualname });
  const given = readArguments(call, here, deployed);
  return {
    type: 'declaration',
    file: module.file,
    line: decorator.startPosition.row + 1,
    endLine: call.endPosition.row + 1,
    defLine: definition ? definitionLine(definition) : call.endPosition.row + 1,
    name: name?.text ?? kind,
    qualname,
    kind,
    app: receiver.text,
    appName: appName(receiver, here, module, evaluator),
    gpu: given.gpu,
    params: given.params,
    ...(definition ? readStacked(decorated, definition, here, module, deployed) : NOT_STACKED),
    unreadSpreads: given.unreadSpreads,
    oldNames: definition ? oldNames({ receiver, decorated, definition, given }, here, module, evaluator) : [],
    range: rangeOf(decorator),
    ...(definition ? { stale: false } : { stale: true, unfinished: true }),
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
