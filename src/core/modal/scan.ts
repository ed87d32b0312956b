import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { Stretch } from '../python/folding';
import type { PythonModule } from '../python/module';
import { atOnce, neverPause, type Pause, type Steps } from '../python/resumable';
import { last } from '../python/syntax';
import { Work } from '../python/work';
import { callsIn, readCalls, withCallsElsewhere } from './callSites';
import type { CallSite, Declaration } from './declaration';
import { withHandles } from './handles';
import { helperCallsIn, readHelperCall } from './changingHelpers';
import { readDecorator } from './readDeclaration';
import { reachesRegistrar, reachesSandbox } from './reached';
import { byPlace, registeredBy, registrationLeads, registrationsIn } from './registrations';
import { readSandbox, sandboxesIn, sandboxLeads } from './sandboxes';
import type { Leads, Place, Places, Search } from './search';

/** What one file declares. */
export interface FileScan {
  readonly declarations: readonly Declaration[];
  readonly callSites: readonly CallSite[];
  /**
   * Lines, from 1, that may declare or change something which would take too long to find out; 0 for the file as a whole.
   * Absent where there are none.
   */
  readonly leftOut?: readonly number[];
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
  const leads = newLeads();
  const read: ReadPlace[] = [];
  for (const place of placesIn(search, { from: 0, to: module.text.length }, leads)) {
    if (pause()) yield;
    if (place && !isIdle(place, search)) read.push(readPlace(place, search));
  }
  return scanOf(read, search, leads);
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
export interface ReadPlace {
  /** Where it begins in the text. */
  readonly from: number;
  readonly found: readonly Found[];
  /** Whether nothing was found because it would take too long. */
  readonly isLeftOut: boolean;
}

/** Whether nothing can be found at a place, whatever its parts are: a call where no text can register. It hangs on all of the text. */
export function isIdle({ kind }: Place, search: Search): boolean {
  return kind === 'registration' && !reachesRegistrar(search);
}

export function readPlace(place: Place, search: Search): ReadPlace {
  const from = last(place.path).startIndex;
  const { value: found, isCut } = search.evaluator.work.isCut(() => foundAt(place, search));
  const isLeftOut = isCut && found.length === 0 && (place.kind !== 'sandbox' || reachesSandbox(search));
  return { from, found, isLeftOut };
}

function foundAt({ kind, path }: Place, search: Search): readonly Found[] {
  if (kind === 'registration') return registeredBy(path, search);
  if (kind === 'call') return readCalls(path, search);
  if (kind === 'helper') return readHelperCall(path, search);
  const found = kind === 'decorator' ? readDecorator(path, search) : readSandbox(path, search.evaluator);
  return found ? [found] : [];
}

/** What all places come to, kind by kind. */
export function scanOf(read: readonly ReadPlace[], search: Search, leads: AllLeads): FileScan {
  const found = read.flatMap((each) => each.found);
  const leftOut = leftOutIn(read, search, leads);
  return {
    ...(leftOut.length > 0 ? { leftOut } : {}),
    declarations: found.filter((each) => each.type === 'declaration').sort(byPlace),
    callSites: withCallsElsewhere(
      found.filter((each) => each.type === 'call'),
      search,
    ),
  };
}

/** The lines of what was left out; 0 where the search itself has ended early. */
export function leftOutIn(
  read: readonly ReadPlace[],
  { module, evaluator }: Search,
  { registrations, sandboxes }: AllLeads,
): readonly number[] {
  const isCut = evaluator.work.isSpent || registrations.isFull || sandboxes.isFull;
  const lines = read.filter(({ isLeftOut }) => isLeftOut).map(({ from }) => module.lineAt(from));
  return [...(isCut ? [0] : []), ...new Set(lines)];
}
