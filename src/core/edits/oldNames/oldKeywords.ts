import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../../python/evaluate';
import { field, type Path } from '../../python/syntax';
import { isParameterName, PARAMETER_NAMES, parameterInfo, type ParameterName } from '../../modal/parameters';
import { findEntry, holds, type DictEntry } from '../dictEntries';
import type { CallParts } from '../locateDecorator';
import { keywordOf, renameKeyword } from '../setKeyword';
import { spanOf } from '../replaceableValue';
import { renameKey } from '../spreads';
import type { OffsetEdit } from '../textEdits';
import { readsOf } from '../countUses';
import { allOf, edited, left, NO_FIX, removed, type Fix } from './oldNameFix';

/** Each old spelling of a parameter, with the name that it has today. */
export const RENAMED: readonly (readonly [old: ParameterName, name: ParameterName])[] =
  PARAMETER_NAMES.flatMap((old) => {
    const use = parameterInfo(old).old?.use;
    return use !== undefined && isParameterName(use) ? [[old, use] as const] : [];
  });

/** The old names of calls such as `with_options(…)`: there `max_inputs` is no old name. */
export const RENAMED_IN_CALLS: typeof RENAMED = RENAMED.filter(([old]) => old !== 'max_inputs');

/** Renames a call's old keywords; one that stands beside its new name goes. */
export function fixKeywords(call: CallParts, renamed = RENAMED): Fix {
  const names = [...new Set(renamed.map(([, name]) => name))];
  return allOf(
    names.map((name) => {
      const keyword = keywordOf(call, name);
      if (!keyword) return NO_FIX;
      const others = [...keyword.all].filter((index) => index !== keyword.index);
      const label = renameKeyword(keyword, name);
      const value = valueUnder(keyword.node, keyword.value);
      return allOf([edited([...label, ...value]), removed(call.list, others)]);
    }),
  );
}

/** Renames old keys of the dicts that a call spreads, where nothing but Modal's calls can read them. */
export function fixSpreads(ev: Evaluator, spreads: readonly Node[], path: Path, renamed = RENAMED): Fix {
  return allOf(
    spreads.flatMap((spread) =>
      renamed.map(([old, name]) => {
        if (!holds(ev, spread, path, old)) return NO_FIX;
        const entry = findEntry(ev, spread, path, old);
        if (!entry) return left({ kind: 'spreadFromElsewhere', old, spread: spread.text });
        return isOnlySpread(ev, entry)
          ? fixEntry(entry, old, name, holds(ev, spread, path, name))
          : left({ kind: 'keyReadElsewhere', old, dict: entry.names[0]!.name });
      }),
    ),
  );
}

function fixEntry(entry: DictEntry, old: ParameterName, name: ParameterName, isDouble: boolean): Fix {
  if (isDouble) return removed(entry.list, [entry.index]);
  const value = old === MAX_INPUTS ? flagFor(entry.value) : [];
  return edited([...renameKey(entry, old, name), ...value]);
}

const MAX_INPUTS = 'max_inputs';

/** What a keyword says under its new name: `max_inputs=1` is `single_use_containers=True`. */
function valueUnder(keyword: Node, value: Node): OffsetEdit[] {
  return field(keyword, 'name')?.text === MAX_INPUTS ? flagFor(value) : [];
}

/** Whether a number is 1, as the SDK asks. */
function flagFor(value: Node): OffsetEdit[] {
  const isNumber = value.type === 'integer' || value.type === 'none';
  const test = TIGHT.has(value.type) ? `${value.text} == 1` : `(${value.text}) == 1`;
  const newText = isNumber ? (value.text === '1' ? 'True' : 'False') : test;
  return [{ ...spanOf(value), newText }];
}

const TIGHT: ReadonlySet<string> = new Set(['identifier', 'attribute', 'subscript', 'call']);

/** Whether the names that lead to a dict are read only to be spread, so that nobody asks it for a key by name. */
export function isOnlySpread(ev: Evaluator, entry: DictEntry): boolean {
  return entry.names.every(({ name }) =>
    readsOf(ev.module, name).every((path) => path.at(-2)?.type === 'dictionary_splat'),
  );
}
