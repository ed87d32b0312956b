import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import type { Declaration } from '../modal/declaration';
import type { ParameterName } from '../modal/parameters';
import { follow, followEntry } from './followValue';
import { findDecorator, sharers, type DecoratorSite } from './locateDecorator';
import { byPreference, lineOf, narrowed, NOWHERE, type Followed, type Place } from './valuePlaces';
import type { EditNote } from './editNote';
import { planned, together, type EditPlan } from './editPlan';
import { isRefused, refused } from './refusal';
import { currentName, keywordOf, renameTo, setInCall, type FoundKeyword } from './setKeyword';
import { renameKey, setEntry, spreadGiving, type GivingSpread } from './spreads';
import { inUnits } from './unitProducts';

/** A place where a parameter of a declaration may be changed. */
export interface EditTarget {
  readonly kind: 'here' | Place['kind'];
  /** The parameter under its present name. */
  readonly parameter: ParameterName;
  /** From 1; more than one where a value is put together from several places. */
  readonly lines: readonly number[];
  /** What a person calls it, such as a constant's name; empty for the decorator itself. */
  readonly names: readonly string[];
  /** How often what it decides is read in this file: over 1, other things change with it. */
  readonly uses: number;
  /** What should be known before choosing it. */
  readonly notes: readonly EditNote[];
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
  if (isRefused(site)) return [];
  const ev = new Evaluator(module, modules);
  const current = currentName(name);
  const keyword = keywordOf(site, current);
  const spread = keyword ? null : spreadGiving(ev, site, current);
  const giving = spread && !isRefused(spread) ? spread : null;
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
    placeTarget(place, current, (source) => setPlace(ev, given, place, source));
  const found = [
    ...places.filter(isAlone).map(toTarget),
    here(ev, given, followed.notes, sharers(module, declaration, modules)),
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

function here(
  ev: Evaluator,
  { site, name, keyword }: Given,
  notes: readonly EditNote[],
  uses: number,
): EditTarget {
  return {
    kind: 'here',
    parameter: name,
    lines: [lineOf(keyword?.node ?? site.call)],
    names: [],
    uses,
    notes,
    edits: (source) => {
      const value = source === null || !keyword ? source : inUnits(ev, keyword.value, site.path, source);
      return setInCall(ev, site, name, value);
    },
  };
}

function placeTarget(
  { kind, names, lines, uses, isUnit }: Place,
  parameter: ParameterName,
  edits: EditTarget['edits'],
): EditTarget {
  return {
    kind,
    parameter,
    lines: [...new Set(lines)],
    names,
    uses,
    notes: isUnit ? [{ kind: 'isUnit', names }] : [],
    edits,
  };
}

/** Changes a place, and gives an old spelling in the decorator or dict its present name. */
function setPlace(ev: Evaluator, given: Given, place: Place, source: string | null): EditPlan {
  const { site, name, keyword, spread } = given;
  const { text } = ev.module;
  if (source === null) {
    if (spread?.entry?.value.id === place.node.id)
      return setEntry(text, spread.entry, spread.key, name, null);
    return refused({ kind: 'cannotBeRemoved', names: place.names });
  }
  const plan = place.set(source);
  if (isRefused(plan)) return plan;
  if (keyword) return together([plan, planned(renameTo(site, keyword, name, text))]);
  return spread?.entry ? together([plan, planned(renameKey(spread.entry, spread.key, name))]) : plan;
}
