import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { Stretch } from '../python/folding';
import type { PythonModule } from '../python/module';
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import { Work } from '../python/work';
import { callsIn, readCalls, withCallsElsewhere } from './callSites';
import type { CallSite, Declaration } from './declaration';
import { withHandles } from './handles';
import { helperCallsIn, readHelperCall } from './changingHelpers';
import { readDecorator } from './readDeclaration';
import { byPlace, registeredBy, registrationLeads, registrationsIn } from './registrations';
import { readSandbox, sandboxesIn, sandboxLeads } from './sandboxes';
import type { Leads, Place, Places, Search } from './search';

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
  const search = searchOf(module, modules, work, unfinished);
  const found: Found[] = [];
  for (const place of placesIn(search, { from: 0, to: module.text.length }, newLeads())) {
    if (pause()) yield;
    if (place) found.push(...readPlace(place, search));
  }
  return scanOf(found, search);
}

export function searchOf(
  module: PythonModule,
  modules: ModuleFinder,
  work: Work,
  unfinished: boolean,
): Search {
  return {
    module,
    evaluator: new Evaluator(module, modules, work),
    withHandles: new Evaluator(module, withHandles(modules), work),
    unfinished,
  };
}

/** What one place of the text comes to. */
export type Found = Declaration | CallSite;

/** Names to be followed, for each kind of thing that goes on under names. */
export interface AllLeads {
  readonly registrations: Leads;
  readonly sandboxes: Leads;
}

export function newLeads(known?: AllLeads): AllLeads {
  return {
    registrations: registrationLeads(known?.registrations.names),
    sandboxes: sandboxLeads(known?.sandboxes.names),
  };
}

/** Everything in a stretch of the text that may declare or cost something, kind by kind. */
export function* placesIn(search: Search, stretch: Stretch, leads: AllLeads): Places {
  yield* registrationsIn(search, stretch, leads.registrations);
  yield* sandboxesIn(search, stretch, leads.sandboxes);
  yield* callsIn(search, stretch);
  yield* helperCallsIn(search, stretch);
}

/** What stands at a place. */
export function readPlace({ kind, path }: Place, search: Search): readonly Found[] {
  if (kind === 'registration') return registeredBy(path, search);
  if (kind === 'call') return readCalls(path, search);
  if (kind === 'helper') return readHelperCall(path, search);
  const found = kind === 'decorator' ? readDecorator(path, search) : readSandbox(path, search.evaluator);
  return found ? [found] : [];
}

/** What all places come to, kind by kind. */
export function scanOf(found: readonly Found[], search: Search): FileScan {
  return {
    declarations: found.filter((each) => each.type === 'declaration').sort(byPlace),
    callSites: withCallsElsewhere(
      found.filter((each) => each.type === 'call'),
      search,
    ),
  };
}
