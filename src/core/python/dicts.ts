/** Dicts that come together, also with what is not known: what comes later hides what was there. */
import { known, oneOf, unknown, type Dict, type Evaluation, type PyValue } from './pyValue';
import type { PythonReason } from './pythonReason';

export type Entries = Dict['entries'];

/** A dict with these entries; with a reason it may have others, too. */
export function dictOf(entries: Entries, reason: PythonReason | null = null): Dict {
  return reason === null ? { kind: 'dict', entries } : { kind: 'openDict', entries, reason };
}

export function isDict(value: PyValue | undefined): value is Dict {
  return value?.kind === 'dict' || value?.kind === 'openDict';
}

/** Why a dict may have more entries than are known; null where it has no others. */
export function openness(dict: Dict): PythonReason | null {
  return dict.kind === 'openDict' ? dict.reason : null;
}

/** A dict of which nothing is known. */
export function anyDict(reason: PythonReason): Dict {
  return dictOf(new Map(), reason);
}

/** The dicts that an expression may be. */
export function dictsOf({ values, reason }: Evaluation): readonly Dict[] {
  if (reason !== null) return [anyDict(reason)];
  const dicts = values.filter(isDict);
  return dicts.length === values.length ? dicts : [anyDict({ kind: 'spreadNotDict' })];
}

/** What an expression that is a dict comes to: of one of which nothing is known, only why. */
export function asValue(dict: Dict): Evaluation {
  const reason = openness(dict);
  return reason !== null && dict.entries.size === 0 ? unknown(reason) : known(dict);
}

/** One dict with another put over it. */
export function merged(under: Dict, over: Dict): Dict {
  const hidden = openness(over);
  const below =
    hidden === null
      ? under.entries
      : [...under.entries].map(
          ([key, entry]) => [key, unknown(hidden, entry.values, entry.origins)] as const,
        );
  return dictOf(new Map([...below, ...over.entries]), openness(under) ?? hidden);
}

/** What stands under a key; undefined where nothing does. */
export function entryAt(dict: Dict, key: string): Evaluation | undefined {
  const reason = openness(dict);
  return dict.entries.get(key) ?? (reason === null ? undefined : unknown(reason));
}

/** The same with a fallback, for a key that the dict may not have. */
export function entryOr(dict: Dict, key: string, fallback: Evaluation): Evaluation {
  const reason = openness(dict);
  const found = dict.entries.get(key);
  return found ?? (reason === null ? fallback : oneOf([{ ...fallback, reason: fallback.reason ?? reason }]));
}
