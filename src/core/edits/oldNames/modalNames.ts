import type { Evaluator } from '../../python/evaluate';
import { field, last, pathAt } from '../../python/syntax';
import { spanOf } from '../replaceableValue';
import { readsOf } from '../countUses';
import { allOf, edited, left, NO_FIX, type Fix } from './oldNameFix';
import { importEdits, modalBindings } from './modalImports';

/** A stretch of the text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Gives a name below `modal` its present name where it stands in one of the stretches.
 * One that is imported by itself is renamed in the whole file: import and uses belong together.
 */
export function renameModalName(ev: Evaluator, old: string, name: string, within: readonly Stretch[]): Fix {
  const { module } = ev;
  const isWithin = (at: number): boolean => within.some(({ start, end }) => start <= at && at < end);
  const attributes = module.occurrences(old).flatMap((offset) => {
    const path = pathAt(module.root, offset);
    const attribute = path.at(-2);
    const node = last(path);
    if (attribute?.type !== 'attribute' || field(attribute, 'attribute')?.id !== node.id) return [];
    return isWithin(offset) && module.modalPath(attribute) === old
      ? [{ ...spanOf(node), newText: name }]
      : [];
  });
  const imported = modalBindings(module)
    .filter(([, found]) => found.module === 'modal' && found.name === old)
    .map(([bound]) => renameImported(ev, bound, old, name, isWithin));
  return allOf([edited(attributes), ...imported]);
}

function renameImported(
  ev: Evaluator,
  bound: string,
  old: string,
  name: string,
  isWithin: (at: number) => boolean,
): Fix {
  const { module } = ev;
  const reads = readsOf(module, bound).map(last);
  const importAt = ev.definitionsAtEnd(bound).find(({ kind }) => kind === 'import')?.node.startIndex;
  const concerns = reads.some(({ startIndex }) => isWithin(startIndex));
  if (!concerns && !(importAt !== undefined && isWithin(importAt))) return NO_FIX;
  const renamed = importEdits(module, { drop: new Set(), rename: new Map([[bound, name]]) });
  if (bound !== old) return edited(renamed);
  const uses = reads.map((node) => ({ ...spanOf(node), newText: name }));
  const there = module.imports.get(name);
  if (there?.level === 0 && there.module === 'modal' && there.name === name)
    return edited([...uses, ...importEdits(module, { drop: new Set([bound]), rename: new Map() })]);
  if (ev.definitionsAtEnd(name).length > 0 || readsOf(module, name).length > 0)
    return left({ kind: 'nameTaken', old, name });
  return edited([...uses, ...renamed]);
}
