/** The names by which a file has what another module has under a name. */
import type { Change } from './change';
import type { Folding } from './folding';
import type { Import, PythonModule } from './module';

/** What a module has under a name. */
export interface Exported {
  readonly module: PythonModule;
  readonly name: string;
}

/** A name of a file, and the attributes that lead from it to what is meant: `CONF`, `common.CONF`, `pkg.common.CONF`. */
export interface ImportedPlace {
  readonly name: string;
  readonly way: readonly string[];
}

/**
 * All names by which a file has what a module has under a name, by its imports.
 * @param isOf whether a name of the file is asked about: most imports need not be looked up then
 */
export function* importedPlaces(
  folding: Folding,
  exported: Exported,
  isOf: (name: string) => boolean,
): Iterable<ImportedPlace> {
  for (const [name, found] of folding.module.importsBringing(exported.module, exported.name)) {
    if (name.startsWith('*') || !isOf(name)) continue;
    if (found.name === exported.name && folding.importedModule(found) === exported.module)
      yield { name, way: [] };
    else {
      const below = wayToModule(folding, found, exported.module);
      if (below) yield { name, way: [...below, exported.name] };
    }
  }
}

/** The attributes that lead from what an import binds to a module: none for the module itself. */
function wayToModule(
  folding: Folding,
  { module, name, level }: Import,
  { file }: PythonModule,
): readonly string[] | undefined {
  const whole = [module, name].filter(Boolean).join('.');
  const stem = whole.slice(whole.lastIndexOf('.') + 1);
  const parts = file.replace(/(\/__init__)?\.py$/, '').split('/');
  const below = parts.slice(parts.lastIndexOf(stem) + 1);
  const found = folding.findModule([whole, ...below].join('.'), level);
  return typeof found !== 'string' && found.file === file ? below : undefined;
}

/** Whether a change of a name is one of what a way leads to from it, or of something on the way. */
export function isChangeOn(way: readonly string[], { steps, act }: Change): boolean {
  if (steps.length === 0) return way.length === 0 && act.kind === 'method';
  return way.every((name, i) => {
    const step = steps[i];
    return step?.kind !== 'attribute' || step.name === name;
  });
}
