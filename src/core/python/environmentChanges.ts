import type { Folding } from './folding';
import { unknown, type Evaluation } from './pyValue';
import type { Path } from './syntax';
import { isChange, partThroughChanges } from './throughChanges';

/**
 * What an environment variable is by what the file sets before a place: `os.environ["GPU"] = "H100"`.
 * @param start what it is before the file runs; not set, with the reason `environmentWithoutDefault`, where nothing is said
 */
export function environmentVariable(
  folding: Folding,
  variable: string,
  path: Path,
  start: Evaluation = unknown({ kind: 'environmentWithoutDefault', variable }),
): Evaluation {
  // The same variables under each name that the file has for them.
  const changed = folding.module.importsFrom('os').flatMap(([name, { module, name: imported }]) => {
    if (module !== 'os' || (imported !== null && imported !== 'environ')) return [];
    const definitions = folding.scopes.lookup(name, path);
    const part = { attributes: imported === null ? ['environ'] : [], variable };
    return definitions.some(isChange) ? [{ name, definitions, part }] : [];
  });
  const values = changed
    .map(({ name, definitions, part }) => partThroughChanges(folding, name, definitions, part, () => start))
    .filter((value) => value.reason?.kind !== 'environmentWithoutDefault' || value.values.length > 0);
  // Which of two was set last is not worked out.
  if (values.length > 1) return { ...start, reason: { kind: 'runtimeOnly', expression: variable } };
  return values[0] ?? start;
}
