/** Changes of what a module has under a name, by the code of a file that imports it or something that shares it. */
import { changeByAlias, isDeepEnough, sharersOf } from './aliasChanges';
import { homeOf } from './aliases';
import { changeAt } from './change';
import { importedPlaces, isChangeOn, type Exported, type ImportedPlace } from './exportedNames';
import type { Folding, Link } from './folding';
import type { Evaluation } from './pyValue';
import { isMutable } from './sharedParts';
import { pathAt } from './syntax';

/**
 * Where a file changes what a module of the workspace has under a name, by a name that the file has for it or its module:
 * `common.GPU = "H100"`.
 * @param own a name whose changes are looked at elsewhere
 */
export function changeByImport(
  folding: Folding,
  exported: Exported,
  isRead: (offset: number) => boolean,
  own: string | null = null,
): number | undefined {
  const isOf = (name: string): boolean => name !== own && changesOf(folding, name, isRead).length > 0;
  for (const place of importedPlaces(folding, exported, isOf)) {
    const found = directChange(folding, place, isRead);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The same for what can be changed in place: where it is handed on under such a name, `fill(common.CONF)`, or changed by way of
 * another name of the module that shares it, as `TABLE` does after `TABLE["a"] = CONF`.
 */
export function changeOfImported(
  folding: Folding,
  exported: Exported,
  evaluation: Evaluation,
  isRead: (offset: number) => boolean,
  own: string | null = null,
): number | undefined {
  if (!evaluation.values.some(isMutable)) return undefined;
  for (const place of importedPlaces(folding, exported, (name) => name !== own)) {
    const found = handedOn(folding, place, evaluation, isRead);
    if (found !== undefined) return found;
  }
  const { module, name } = exported;
  for (const link of sharersOf(folding.forModule(module), name, evaluation)) {
    for (const place of importedPlaces(folding, { module, name: link.name }, () => true)) {
      const found =
        directChange(folding, place, isRead, link) ?? handedOn(folding, place, evaluation, isRead, link);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function handedOn(
  folding: Folding,
  place: ImportedPlace,
  evaluation: Evaluation,
  isRead: (offset: number) => boolean,
  by?: Link,
): number | undefined {
  return changeByAlias(folding, { ...place, home: homeOf(folding, []), by }, evaluation, isRead);
}

function directChange(
  folding: Folding,
  { name, way }: ImportedPlace,
  isRead: (offset: number) => boolean,
  by?: Link,
): number | undefined {
  const { root } = folding.module;
  return changesOf(folding, name, isRead).find((offset) => {
    const change = changeAt(pathAt(root, offset));
    return change !== null && isChangeOn(way, change) && (!by || isDeepEnough(by, change, way.length));
  });
}

function changesOf({ module }: Folding, name: string, isRead: (offset: number) => boolean): number[] {
  const { startIndex, endIndex } = module.root;
  return [...module.mayChangeIn(name, startIndex, endIndex)].filter(isRead);
}
