/** Scans that go on from one another: after an edit only what hangs on the edited statements is read again. */
import type { Tree } from 'web-tree-sitter';
import { sameData, sameItems } from '../json/sameData';
import { differences, editedStatements, type Edited } from '../python/editedStatements';
import type { ModuleFinder } from '../python/evaluate';
import { placeNow, type Hunks } from '../python/hunks';
import {
  IMPORTING_CALLS,
  importsBringing,
  importOfName,
  importsOfPackage,
  MODULES_RUN,
  type Import,
  type PythonModule,
} from '../python/module';
import type { TextEdit } from '../python/parser';
import { namesBrought } from '../python/importStatements';
import { reachableModules } from '../python/reachableModules';
import { readsOf, type ReadLog, type Reads } from '../python/readLog';
import type { Pause, Steps } from '../python/resumable';
import { last, pathAt, type Path } from '../python/syntax';
import type { Work } from '../python/work';
import { isCalledElsewhere } from './callSites';
import { helperCallsIn } from './changingHelpers';
import { importedHelperCalls } from './importedHelpers';
import { isMovable, moved, type MoveLine } from './moved';
import { reachesRegistrar } from './reached';
import {
  isIdle,
  newLeads,
  placesIn,
  leftOutIn,
  readPlace,
  scanOf,
  searchOf,
  type AllLeads,
  type FileScan,
  type Found,
  type ReadPlace,
} from './scan';
import type { Leads, Place, Search } from './search';
import { touchedWords, type Asked, type Touched } from './touchedWords';

/** A place in the text, what was found there, and what that was worked out from. */
interface Site extends Pick<Place, 'kind'>, ReadPlace {
  readonly to: number;
  readonly reads: Reads;
}

/** A scan with what the next one needs of it. */
export interface KeptScan {
  /** The same object, with the same in it, as long as nothing else is found. */
  readonly scan: FileScan;
  readonly text: string;
  /** In the order of the scan. */
  readonly sites: readonly Site[];
  readonly leads: AllLeads;
  readonly asked: Asked;
  readonly facts: Facts;
  /** Whether a call may register something; absent where there is none of which that was asked. */
  readonly mayRegister: boolean | undefined;
}

/** A scan of all of the text. The module and the work keep a log. */
export function* scanAll(
  module: PythonModule,
  modules: ModuleFinder,
  pause: Pause,
  work: Work,
): Steps<KeptScan> {
  const search = searchOf(module, modules, work, true);
  const leads = newLeads();
  const sites: Site[] = [];
  for (const place of placesIn(search, { from: 0, to: module.text.length }, leads)) {
    if (pause()) yield;
    if (place) sites.push(readSite(place, search));
  }
  // The facts are asked for as other words are.
  const own = factsOf(module);
  const scan = scanOf(sites, search, leads);
  const mayRegister = mayRegisterIn(sites, search);
  const asked = askedOf(work.log);
  const facts = withModulesRun(own, asked, search);
  return { scan, text: module.text, sites, leads, asked, facts, mayRegister };
}

function mayRegisterIn(sites: readonly Site[], search: Search): boolean | undefined {
  return sites.some(({ kind }) => kind === 'registration') ? reachesRegistrar(search) : undefined;
}

function askedOf(log: ReadLog | null, before?: Asked): Asked {
  return {
    words: new Set([...(before?.words ?? []), ...(log?.words ?? [])]),
    bound: new Set([...(before?.bound ?? []), ...(log?.bound ?? [])]),
  };
}

function readSite(place: Place, search: Search): Site {
  const { log } = search.module;
  // Asked outside of the site's own log: where that changes, all of the text is scanned anew.
  const idle = isIdle(place, search);
  const trail = log?.begin() ?? [];
  const read = idle
    ? { from: last(place.path).startIndex, found: [], isLeftOut: false }
    : readPlace(place, search);
  log?.end();
  return { ...read, kind: place.kind, to: last(place.path).endIndex, reads: readsOf(trail) };
}

/** What edits have touched, of a text that was scanned; undefined where all of it has to be scanned anew. */
export function editedSince(
  kept: KeptScan,
  before: Tree,
  after: Tree,
  edits: readonly TextEdit[],
  module: PythonModule,
): Edited | undefined {
  const { registrations, sandboxes } = kept.leads;
  if (registrations.isFull || sandboxes.isFull || kept.sites.some(isOpen)) return undefined;
  const hunks = differences(before, after, edits);
  if (!hunks) return undefined;
  const texts = { before: kept.text, after: module.text };
  return editedStatements(hunks, { before: before.rootNode, after: after.rootNode }, texts);
}

/** Whether what was found hangs on all calls of the text: on a method that none of them may call, or one of them does. */
function isOpen({ found }: Site): boolean {
  return found.some((each) => each.type === 'call' && isCalledElsewhere(each));
}

/** The scan after edits; undefined where all of the text has to be scanned anew. */
export function* scanEdited(
  kept: KeptScan,
  edited: Edited,
  module: PythonModule,
  modules: ModuleFinder,
  pause: Pause,
  work: Work,
): Steps<KeptScan | undefined> {
  const { statements } = edited;
  const search = searchOf(module, modules, work, true);
  const texts = { before: kept.text, after: module.text };
  const words = touchedWords(edited.units, texts, kept.asked);
  const { touched, facts } = withoutFacts(words, kept.facts, search);
  if (mayFindOthers(touched, search) || isOtherwise(kept, words, search)) return undefined;
  const move = lineMove(statements, texts);
  if (move && module.cell) return undefined;
  const leads = newLeads(kept.leads);
  const sites: Site[] = [];
  const gone: Found[] = [];
  const again: Place[] = [];
  for (const site of kept.sites) {
    const isGone = isIn(statements, site.from);
    const isRead = isGone || isTouched(site.reads, touched, statements);
    const same = isRead ? undefined : movedSite(site, statements, move);
    if (same) sites.push(same);
    else gone.push(...site.found);
    if (same || isGone) continue;
    const path = pathTo(site, statements, module);
    if (!path) return undefined;
    again.push({ kind: site.kind, path });
  }
  const edit = statements.map((stretch) => placesIn(search, stretch, leads));
  for (const places of [again, ...edit]) {
    for (const place of places) {
      if (pause()) yield;
      if (place) sites.push(reusing(gone, readSite(place, search)));
    }
  }
  const registrations = leadsAfter(kept.leads.registrations, leads.registrations, statements);
  const sandboxes = leadsAfter(kept.leads.sandboxes, leads.sandboxes, statements);
  if (!registrations || !sandboxes || work.isSpent) return undefined;
  if (sites.some(isOpen)) return undefined;
  const found = sites.sort(inOrder).flatMap((site) => site.found);
  const before = kept.sites.flatMap((site) => site.found);
  const all = { registrations, sandboxes };
  const asked = askedOf(work.log, kept.asked);
  const isSame =
    sameItems(found, before) && sameItems(leftOutIn(sites, search, all), kept.scan.leftOut ?? []);
  return {
    scan: isSame ? kept.scan : scanOf(sites, search, all),
    text: module.text,
    sites,
    leads: { registrations, sandboxes },
    asked,
    facts: withModulesRun(facts, asked, search),
    mayRegister: kept.mayRegister ?? mayRegisterIn(sites, search),
  };
}

/** Whether something is found in statements that nobody edited, because other functions are imported that are called there. */
function mayFindOthers({ words }: Touched, search: Search): boolean {
  if (!words.includes('import')) return false;
  const all = { from: 0, to: search.module.text.length };
  const isOfChanged = (place: Place | undefined): boolean =>
    place !== undefined && words.includes(importOfName(last(place.path).text));
  return (
    words.includes(importsOfPackage('functools')) ||
    importedHelperCalls(search, all).length > 0 ||
    [...helperCallsIn(search, all)].some(isOfChanged)
  );
}

/** Whether calls may register now that could not, or the other way round. */
function isOtherwise({ mayRegister }: KeptScan, { words }: Touched, search: Search): boolean {
  return mayRegister !== undefined && words.length > 0 && reachesRegistrar(search) !== mayRegister;
}

/** A site with what was found before wherever the same is found again: what others have worked out of it still holds. */
function reusing(gone: readonly Found[], site: Site): Site {
  const found = site.found.map(
    (fresh) => gone.find((each) => each.line === fresh.line && sameData(each, fresh)) ?? fresh,
  );
  return { ...site, found };
}

/** Kind by kind, as all of the text is gone through. */
const KINDS: readonly Place['kind'][] = ['decorator', 'registration', 'sandbox', 'call', 'helper'];

function inOrder(a: Site, b: Site): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.from - b.from || b.to - a.to;
}

/** Whether a place of the text as it was lies in some statements. */
function isIn(statements: Hunks, place: number): boolean {
  return statements.some(({ before }) => before.from <= place && place <= before.to);
}

function isTouched({ words, bound, places }: Reads, touched: Touched, statements: Hunks): boolean {
  return (
    touched.words.some((word) => words.has(word)) ||
    touched.bound.some((word) => bound.has(word)) ||
    places.some((place) => isIn(statements, place))
  );
}

/** A site where the edits have moved it; undefined where it has to be read again for that. */
function movedSite(site: Site, statements: Hunks, move: MoveLine | undefined): Site | undefined {
  if (move && !site.found.every(isMovable)) return undefined;
  const now = (place: number): number => placeNow(statements, place);
  const { words, bound, places } = site.reads;
  return {
    kind: site.kind,
    isLeftOut: site.isLeftOut,
    from: now(site.from),
    to: now(site.to),
    found: move ? site.found.map((each) => moved(each, move)) : site.found,
    reads: { words, bound, places: places.map(now) },
  };
}

/** What the paths of places lead to. */
const TYPES: Readonly<Record<Place['kind'], readonly string[]>> = {
  decorator: ['decorator'],
  registration: ['call'],
  sandbox: ['call'],
  call: ['identifier', 'string_content'],
  helper: ['identifier'],
};

/** Leads to where a site is now. */
function pathTo({ kind, from, to }: Site, statements: Hunks, module: PythonModule): Path | undefined {
  const start = placeNow(statements, from);
  const end = placeNow(statements, to);
  const types = TYPES[kind];
  const path = pathAt(module.root, start);
  const at = path.findIndex(
    (node) => types.includes(node.type) && node.startIndex === start && node.endIndex === end,
  );
  return at < 0 ? undefined : path.slice(0, at + 1);
}

/** How lines move; undefined where none does. */
function lineMove(
  statements: Hunks,
  texts: { readonly before: string; readonly after: string },
): MoveLine | undefined {
  const grown = statements.map(({ from, to, before }) => ({
    below: before.to,
    lines: linesIn(texts.after, from, to) - linesIn(texts.before, before.from, before.to),
  }));
  if (grown.every(({ lines }) => lines === 0)) return undefined;
  const steps = grown.map(({ below, lines }) => ({ line: linesIn(texts.before, 0, below) + 1, lines }));
  return (line) => steps.reduce((now, step) => (line > step.line ? now + step.lines : now), line);
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** The leads after an edit; undefined where the edited statements give other names than they gave. */
function leadsAfter(kept: Leads, found: Leads, statements: Hunks): Leads | undefined {
  const gone = kept.given.filter(({ at }) => isIn(statements, at));
  const [before, after] = [gone, found.given].map((given) => new Set(given.map(({ name }) => name)));
  if (before!.size !== after!.size || ![...before!].every((name) => after!.has(name))) return undefined;
  const still = kept.given.filter((each) => !gone.includes(each));
  found.given.push(...still.map(({ name, at }) => ({ name, at: placeNow(statements, at) })));
  return found;
}

/** What is found in a module as a whole, by the word that it begins with in the text. */
interface Facts {
  /** By name. */
  readonly import: ReadonlyMap<string, Import>;
  readonly global: ReadonlySet<string>;
  readonly nonlocal: ReadonlySet<string>;
  /** The modules of the workspace that the imports run; absent where nobody has asked for them. */
  readonly run?: readonly PythonModule[];
}

function factsOf({ imports, globalNames, nonlocalNames }: PythonModule): Facts {
  return { import: imports, global: globalNames, nonlocal: nonlocalNames };
}

/** Unless somebody asks, no module is looked for: that may have it read. */
function withModulesRun(facts: Facts, asked: Asked, { evaluator }: Search): Facts {
  const isKnown = facts.run !== undefined || !asked.words.has(MODULES_RUN);
  return isKnown ? facts : { ...facts, run: [...reachableModules(evaluator)] };
}

/** The words behind which something else is found than before; where these facts stand, they say nothing. */
function withoutFacts(
  touched: Touched,
  before: Facts,
  search: Search,
): { readonly touched: Touched; readonly facts: Facts } {
  const isFact = (word: string): word is 'global' | 'nonlocal' => word === 'global' || word === 'nonlocal';
  const isCall = (word: string): boolean => IMPORTING_CALLS.includes(word);
  if (!touched.words.some((word) => word === 'import' || isFact(word) || isCall(word)))
    return { touched, facts: before };
  const own = factsOf(search.module);
  const facts = before.run ? { ...own, run: [...reachableModules(search.evaluator)] } : own;
  const imports = changedImports(before, facts);
  const words = touched.words.flatMap((word) => {
    if (word === 'import') return imports;
    if (isCall(word)) return [word, ...imports];
    return isFact(word) && sameItems([...before[word]], [...facts[word]]) ? [] : [word];
  });
  return { touched: { ...touched, words }, facts };
}

/** What a log calls the imports that were not there before, or are no more. */
function changedImports(
  { import: before, run: ranBefore }: Facts,
  { import: after, run }: Facts,
): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  const changed = [...names].filter((name) => !sameData(before.get(name), after.get(name)));
  // Where a star import stands matters too.
  const stars = [...names].filter((name) => name.startsWith('*'));
  const found = [...changed, ...stars].flatMap((name) =>
    [before.get(name) ?? [], after.get(name) ?? []].flat(),
  );
  const words = [
    ...[...changed, ...stars].map(importOfName),
    ...found.map(({ module }) => importsOfPackage(module.split('.')[0]!)),
    ...found.flatMap(namesBrought).map(importsBringing),
    ...(sameItems(ranBefore ?? [], run ?? []) ? [] : [MODULES_RUN]),
  ];
  return words.length > 0 ? ['import', ...words] : [];
}
