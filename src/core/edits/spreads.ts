import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { oldSpellings, type ParameterName } from '../modal/parameters';
import { findEntry, holds, type DictEntry } from './dictEntries';
import { addItem, itemsOf, removeItems } from './listItems';
import type { DecoratorSite } from './locateDecorator';
import { planned, type EditPlan } from './editPlan';
import { dominantQuote, pythonString, type Quote } from './pythonSource';
import { refused, type Refused } from './refusal';
import { insertion, type OffsetEdit } from './textEdits';

/** A spread of a decorator's call that gives a parameter. */
export interface GivingSpread {
  /** The expression behind `**`. */
  readonly node: Node;
  /** The spelling that it has there. */
  readonly key: string;
  /** Where the dict is given it, if that is in this module and certain. */
  readonly entry: DictEntry | null;
}

/** The spread that gives a parameter, or null; refused where one may give it and cannot be read well enough to write over. */
export function spreadGiving(
  ev: Evaluator,
  site: DecoratorSite,
  name: ParameterName,
): GivingSpread | Refused | null {
  const spellings = [name, ...oldSpellings(name)];
  for (const node of site.given.spreads) {
    const values = ev.evaluate(node, site.path).values.filter((value) => value.kind === 'dict');
    const key = spellings.find((each) => values.some(({ entries }) => entries.has(each)));
    if (key === undefined) continue;
    if (!holds(ev, node, site.path, key)) return refused({ kind: 'spreadVaries', key, spread: node.text });
    return { node, key, entry: findEntry(ev, node, site.path, key) };
  }
  return null;
}

/** Writes a value over what a spread gives: into a dict that stands right there, else around what is spread: `**{**config, "gpu": "T4"}`. */
export function setInSpread(
  ev: Evaluator,
  spread: GivingSpread,
  name: ParameterName,
  valueSource: string | null,
): EditPlan {
  const { entry, node } = spread;
  if (entry?.names.length === 0) return setEntry(ev.module.text, entry, spread.key, name, valueSource);
  if (valueSource === null) return refused({ kind: 'givenBySpread', key: spread.key, spread: node.text });
  if (spread.key !== name)
    return refused({ kind: 'spreadUsesOldName', spread: node.text, name, old: spread.key });
  const key = pythonString(name, dominantQuote(ev.module));
  const own = node.type === 'dictionary' ? itemsOf(node) : null;
  if (own) return planned(addItem(ev.module.text, own, `${key}: ${valueSource}`));
  // A call's `**` takes any expression, a dict's only what binds tighter than a comparison.
  const [open, close] = TIGHT.has(node.type) ? ['', ''] : ['(', ')'];
  return planned([
    insertion(node.startIndex, `{**${open}`),
    insertion(node.endIndex, `${close}, ${key}: ${valueSource}}`),
  ]);
}

const TIGHT = new Set([
  'identifier',
  'attribute',
  'subscript',
  'call',
  'dictionary',
  'parenthesized_expression',
  'binary_operator',
]);

/** Gives a dict's entry a new value and its present name, or removes it with null. */
export function setEntry(
  text: string,
  entry: DictEntry,
  key: string,
  name: ParameterName,
  valueSource: string | null,
): EditPlan {
  if (valueSource === null) {
    const items = itemsOf(entry.list);
    return items
      ? planned(removeItems(text, items, new Set([entry.index])))
      : refused({ kind: 'dictIncomplete', key });
  }
  const { startIndex: start, endIndex: end } = entry.value;
  return planned([...renameKey(entry, key, name), { start, end, newText: valueSource }]);
}

/** Gives a dict's key another name, in the quotes that it has. */
export function renameKey({ key: node }: DictEntry, key: string, name: string): OffsetEdit[] {
  if (key === name) return [];
  const { startIndex: start, endIndex: end } = node;
  const quote = /["']/.exec(node.text)?.[0] as Quote | undefined;
  return [{ start, end, newText: quote === undefined ? name : pythonString(name, quote) }];
}
