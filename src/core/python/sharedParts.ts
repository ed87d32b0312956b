import type { PyValue } from './pyValue';
import { partsOf } from './valueWeight';

/**
 * Whether something that can be changed stands in a value more than once, so that a change of it shows in several places:
 * `{"a": inner, "b": inner}`, `[["T4"]] * 2`.
 */
export function sharesParts(value: PyValue): boolean {
  const seen = new Set<PyValue>();
  const open = [...partsOf(value)];
  for (let part = open.pop(); part; part = open.pop()) {
    if (!isMutable(part)) continue;
    if (seen.has(part)) return true;
    seen.add(part);
    open.push(...partsOf(part));
  }
  return false;
}

/** Whether something in a value can be changed in place. */
export function hasMutableParts(value: PyValue): boolean {
  return [...partsOf(value)].some((part) => isMutable(part) || hasMutableParts(part));
}

/** Whether a value can be changed in place. */
export function isMutable({ kind }: PyValue): boolean {
  return kind === 'dict' || kind === 'openDict' || kind === 'list' || kind === 'object';
}
