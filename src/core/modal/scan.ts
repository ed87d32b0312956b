import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import { Work } from '../python/work';
import { findCallSites } from './callSites';
import type { CallSite, Declaration } from './declaration';
import { byPlace, findRegistrations } from './registrations';
import { findSandboxes } from './sandboxes';
import type { Search } from './search';

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
  const search = { module, evaluator, modules, unfinished };
  const declarations = yield* readDeclarations(search, 0, module.text.length, pause);
  return { declarations, callSites: findCallSites(search) };
}

/** The declarations whose decorators or calls begin in a stretch of the text. */
export function scanStretch(
  module: PythonModule,
  modules: ModuleFinder,
  from: number,
  to: number,
  work = new Work(),
): readonly Declaration[] {
  const evaluator = new Evaluator(module, modules, work);
  return atOnce(readDeclarations({ module, evaluator, modules, unfinished: false }, from, to, neverPause));
}

function* readDeclarations(search: Search, from: number, to: number, pause: Pause): Steps<Declaration[]> {
  const registered = yield* findRegistrations(search, from, to, pause);
  return [...registered, ...findSandboxes(search, from, to)].sort(byPlace);
}
