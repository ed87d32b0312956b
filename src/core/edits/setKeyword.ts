import { areTelling } from '../modal/probableApp';
import type { Node } from 'web-tree-sitter';
import { Evaluator, NO_MODULES, type ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { field } from '../python/syntax';
import type { Declaration } from '../modal/declaration';
import { isParameterName, oldSpellings, parameterInfo, type ParameterName } from '../modal/parameters';
import { addItem, removeItems } from './listItems';
import { findDecorator, sharers, type CallParts, type DecoratorSite } from './locateDecorator';
import type { EditNote } from './editNote';
import { planned, type EditPlan } from './editPlan';
import { isRefused, refused } from './refusal';
import { setInSpread, spreadGiving } from './spreads';
import type { OffsetEdit } from './textEdits';
import { boundElsewhere, replaceable, spanOf } from './replaceableValue';

/**
 * Gives a keyword of a declaration's decorator a new value, adds it, or (with null) removes it, all formatting kept.
 * An old spelling that stands there is renamed with it. A name is not followed here: see `targets`.
 */
export function setKeyword(
  module: PythonModule,
  declaration: Declaration,
  name: ParameterName,
  valueSource: string | null,
  modules: ModuleFinder = NO_MODULES,
): EditPlan {
  const site = findDecorator(module, declaration);
  if (isRefused(site)) return site;
  if (sharers(module, declaration, modules) > 1)
    return refused({ kind: 'keywordsShared', name: declaration.name });
  const rest = site.given.keywords
    .map((each) => each.name)
    .filter((each) => !isParameterName(each) || currentName(each) !== currentName(name));
  if (valueSource === null && declaration.isProbable && !areTelling(rest))
    return refused({ kind: 'onlySign', name: declaration.name, keyword: name });
  return setInCall(new Evaluator(module, modules), site, currentName(name), valueSource);
}

export function setInCall(
  evaluator: Evaluator,
  site: DecoratorSite,
  name: ParameterName,
  valueSource: string | null,
): EditPlan {
  const { text } = evaluator.module;
  const keyword = keywordOf(site, name);
  const spread = spreadGiving(evaluator, site, name);
  if (spread && isRefused(spread)) return spread;
  if (!keyword) {
    if (spread) return setInSpread(evaluator, spread, name, valueSource);
    if (valueSource === null) return planned([]);
    return planned(addItem(text, site.items, `${name}=${valueSource}`), mayHoldIt(evaluator, site, name));
  }
  const bound = boundElsewhere(evaluator.module, keyword.value);
  if (bound !== null) return refused({ kind: 'bindsName', name: bound });
  if (valueSource === null) return planned(removeItems(text, site.items, keyword.all));
  return planned([
    ...renameTo(site, keyword, name, text),
    { ...spanOf(replaceable(keyword.value)), newText: valueSource },
  ]);
}

/** The parameter that a name means today: an old spelling's new one. */
export function currentName(name: ParameterName): ParameterName {
  const use = parameterInfo(name).old?.use;
  return use !== undefined && isParameterName(use) ? use : name;
}

/** Where a call gives a parameter: under its name or, without that, an old spelling; the last of several counts. */
export interface FoundKeyword {
  readonly node: Node;
  readonly value: Node;
  readonly index: number;
  /** All the places that give it, by their index among the call's arguments. */
  readonly all: ReadonlySet<number>;
}

export function keywordOf(site: CallParts, name: ParameterName): FoundKeyword | null {
  const spellings: readonly string[] = [name, ...oldSpellings(name)];
  const found = site.given.keywords
    .filter((each) => spellings.includes(each.name))
    .sort((a, b) => spellings.indexOf(b.name) - spellings.indexOf(a.name));
  const kept = found.at(-1);
  if (!kept) return null;
  const indexOf = (node: Node): number => site.items.items.findIndex((item) => item.node.id === node.id);
  return {
    node: kept.node,
    value: kept.value,
    index: indexOf(kept.node),
    all: new Set(found.map((each) => indexOf(each.node))),
  };
}

/** Gives a keyword its present name, and removes others that mean the same. */
export function renameTo(
  site: CallParts,
  keyword: FoundKeyword,
  name: ParameterName,
  text: string,
): OffsetEdit[] {
  const others = new Set([...keyword.all].filter((index) => index !== keyword.index));
  return [...renameKeyword(keyword, name), ...removeItems(text, site.items, others)];
}

export function renameKeyword(keyword: FoundKeyword, name: ParameterName): OffsetEdit[] {
  const label = field(keyword.node, 'name');
  return label && label.text !== name ? [{ ...spanOf(label), newText: name }] : [];
}

/** Spreads whose keys are not known here, and so may hold the parameter a second time. */
function mayHoldIt(evaluator: Evaluator, site: DecoratorSite, name: ParameterName): EditNote[] {
  return site.given.spreads
    .filter((spread) => evaluator.evaluate(spread, site.path).reason !== null)
    .map((spread) => ({ kind: 'spreadMaySet', spread: spread.text, name }));
}
