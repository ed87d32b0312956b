import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import type { Declaration } from '../modal/declaration';
import type { ParameterName } from '../modal/parameters';
import { follow, followEntry } from './followValue';
import { findDecorator, type DecoratorSite } from './locateDecorator';
import { byPreference, lineOf, narrowed, NOWHERE, type Followed, type Place } from './valuePlaces';
import { isRefused, planned, refused, together, type EditPlan } from './editPlan';
import { currentName, keywordOf, renameTo, setInCall, type FoundKeyword } from './setKeyword';
import { renameKey, setEntry, spreadGiving, type GivingSpread } from './spreads';
import { inUnits } from './unitProducts';
import { t } from '../render/words/translate';

/** A place where a parameter of a declaration may be changed. */
export interface EditTarget {
  readonly kind: 'here' | Place['kind'];
  /** From 1. */
  readonly line: number;
  /** What would be done, for a list to choose from. */
  readonly label: string;
  /** What a person calls it, such as a constant's name; empty for the decorator itself. */
  readonly names: readonly string[];
  /** How often what it decides is read in this file: over 1, other things change with it. */
  readonly uses: number;
  /** What should be known before choosing it. */
  readonly notes: readonly string[];
  /** The edits that give the parameter a value, as Python source; null removes it. */
  readonly edits: (valueSource: string | null) => EditPlan;
}

/**
 * The places where a declaration's parameter can be changed, the best first:
 * a constant, dict entry or default that nothing else reads, then the decorator, then what others read too.
 * Where the new value is known already, only places that can take it are listed, as they would change for it.
 */
export function targets(
  module: PythonModule,
  declaration: Declaration,
  name: ParameterName,
  modules: ModuleFinder = NO_MODULES,
  valueSource?: string | null,
): readonly EditTarget[] {
  const site = findDecorator(module, declaration);
  if (typeof site === 'string') return [];
  const ev = new Evaluator(module, modules);
  const current = currentName(name);
  const keyword = keywordOf(site, current);
  const spread = keyword ? null : spreadGiving(ev, site, current);
  const giving = typeof spread === 'string' ? null : spread;
  const followed = keyword
    ? follow(ev, keyword.value, site.path)
    : giving
      ? followSpread(ev, giving)
      : NOWHERE;
  const all =
    typeof valueSource === 'string'
      ? followed.places.map((each) => narrowed(each, valueSource))
      : followed.places;
  const places = [...all].sort(byPreference);
  const isAlone = ({ uses, isUnit }: Place): boolean => uses === 1 && !isUnit;
  const given: Given = { site, name: current, keyword, spread: giving };
  const toTarget = (place: Place): EditTarget =>
    placeTarget(place, (source) => setPlace(ev, given, place, source));
  const found = [
    ...places.filter(isAlone).map(toTarget),
    here(ev, given, followed.notes),
    ...places.filter((place) => !isAlone(place)).map(toTarget),
  ];
  if (valueSource === undefined) return found;
  return found.filter(({ kind, edits }) => kind === 'here' || !isRefused(edits(valueSource)));
}

function followSpread(ev: Evaluator, { entry, key }: GivingSpread): Followed {
  // A dict that stands in the call itself is what `here` changes.
  if (!entry) return NOWHERE;
  const followed = followEntry(ev, entry, key, (inner, where) =>
    inner && where ? follow(ev, inner, where) : NOWHERE,
  );
  return entry.names.length > 0
    ? followed
    : {
        ...followed,
        places: followed.places.filter(({ kind, node }) => kind !== 'dict' || node.id !== entry.value.id),
      };
}

/** How the decorator gives the parameter: by a keyword, by a spread, or not at all. */
interface Given {
  readonly site: DecoratorSite;
  readonly name: ParameterName;
  readonly keyword: FoundKeyword | null;
  readonly spread: GivingSpread | null;
}

function here(ev: Evaluator, { site, name, keyword }: Given, notes: readonly string[]): EditTarget {
  const line = lineOf(keyword?.node ?? site.call);
  return {
    kind: 'here',
    line,
    label: t('Write {0} here, in line {1}', name, line),
    names: [],
    uses: 1,
    notes,
    edits: (source) => {
      const value = source === null || !keyword ? source : inUnits(ev, keyword.value, site.path, source);
      return setInCall(ev, site, name, value);
    },
  };
}

function placeTarget(place: Place, edits: EditTarget['edits']): EditTarget {
  const { kind, names, lines, uses, isUnit } = place;
  const what = list(names);
  const change = t(
    'Change {0} in {1}',
    kind === 'environmentDefault' ? defaultOf(names) : what,
    lineList(lines),
  );
  return {
    kind,
    line: lines[0]!,
    label: uses > 1 ? t('{0}, used {1} times', change, uses) : change,
    names,
    uses,
    notes: isUnit ? [t('{0} is a unit: with another value it means something else.', what)] : [],
    edits,
  };
}

function defaultOf(names: readonly string[]): string {
  return names.length > 1 ? t('the defaults of {0}', list(names)) : t('the default of {0}', list(names));
}

function lineList(lines: readonly number[]): string {
  const all = [...new Set(lines)];
  return all.length > 1 ? t('lines {0}', list(all.map(String))) : t('line {0}', all[0]!);
}

/** Changes a place, and gives an old spelling in the decorator or dict its present name. */
function setPlace(ev: Evaluator, given: Given, place: Place, source: string | null): EditPlan {
  const { site, name, keyword, spread } = given;
  const { text } = ev.module;
  if (source === null) {
    if (spread?.entry?.value.id === place.node.id)
      return setEntry(text, spread.entry, spread.key, name, null);
    return refused(t('{0} can be changed, not removed', list(place.names)));
  }
  const plan = place.set(source);
  if (isRefused(plan)) return plan;
  if (keyword) return together([plan, planned(renameTo(site, keyword, name, text))]);
  return spread?.entry ? together([plan, planned(renameKey(spread.entry, spread.key, name))]) : plan;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : t('{0} and {1}', words.slice(0, -1).join(', '), words.at(-1)!);
}
