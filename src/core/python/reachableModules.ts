/** Modules that run because a module is imported, and what they set in others. */
import { changeByImport, changeOfImported } from './exportedChanges';
import type { Exported } from './exportedNames';
import type { Folding } from './folding';
import { MODULES_RUN, type PythonModule } from './module';
import type { Evaluation } from './pyValue';
import { KeptOf } from './readLog';
import type { Path } from './syntax';

/** More modules behind one are not looked at. */
const MAX_MODULES = 64;

/** What was found, as long as a scan lasts: many names are imported by one module. */
const reached = new WeakMap<Folding, ReadonlySet<PythonModule>>();

/** The modules of the workspace that the imports of a module run, those behind them too. */
export function reachableModules({ home }: Folding): ReadonlySet<PythonModule> {
  home.module.log?.word(MODULES_RUN);
  let found = reached.get(home);
  if (!found) reached.set(home, (found = findReachable(home)));
  return found;
}

function findReachable(folding: Folding): ReadonlySet<PythonModule> {
  const found = new Set<PythonModule>();
  const open = [folding];
  for (let at = open.pop(); at && found.size < MAX_MODULES; at = open.pop()) {
    for (const { module, level, name, from } of at.module.importsToRun) {
      if (from) continue;
      const names =
        name === null || name === '*' ? [module] : [module, [module, name].filter(Boolean).join('.')];
      for (const each of names) {
        const next = at.findModule(each, level);
        if (typeof next === 'string' || found.has(next) || next === folding.module) continue;
        found.add(next);
        open.push(folding.forModule(next));
      }
    }
  }
  return found;
}

/**
 * Whether a module may be read before it has run to its end, since it imports the one that reads it: then a name that it binds
 * more than once may still hold what it held before.
 */
export function mayBeUnfinished(folding: Folding, module: PythonModule, name: string): boolean {
  if (module.cell) return false;
  const { startIndex, endIndex } = module.root;
  const [, second] = module.mayBindIn(name, startIndex, endIndex);
  return second !== undefined && reachableModules(folding.forModule(module)).has(folding.home.module);
}

/** More modules that hand a name on from one to another are not followed. */
const MAX_HANDED = 8;

/** What a module has under a name, and where it has it from. */
function originsOf(folding: Folding, module: PythonModule, name: string): readonly Exported[] {
  const found: Exported[] = [{ module, name }];
  for (let at = found[0]; at && found.length < MAX_HANDED;) {
    const inside = folding.forModule(at.module);
    const [only] = inside.definitionsAtEnd(at.name);
    if (only?.kind !== 'import' || only.import.name === null) break;
    const next = inside.importedModule(only.import);
    if (typeof next === 'string') break;
    at = { module: next, name: only.import.name };
    found.push(at);
  }
  return found;
}

/** Whether a third module sets or changes what a module has under a name, or hands it on to what changes it. */
export function changedByThird(
  folding: Folding,
  module: PythonModule,
  name: string,
  value: Evaluation,
): boolean {
  if (module.cell) return false;
  const thirds = [...reachableModules(folding)].filter((each) => each !== folding.module);
  return originsOf(folding, module, name).some((each) =>
    thirds.some((third) => {
      if (third === each.module) return false;
      const inner = folding.forModule(third);
      return changes(inner, each) || changeOfImported(inner, each, value, () => true) !== undefined;
    }),
  );
}

/** What was found, by name, as long as a scan lasts. */
const fromOutside = new KeptOf<Folding, string, boolean>();

/**
 * Whether a function that reads a name of its module may find something else than the module's own code put there: what
 * another module has set on it before the call, as `common.GPU = "H100"` does.
 */
export function isSetFromOutside({ home, root }: Folding, name: string, path: Path): boolean {
  const isLater = path.length === 1 || path.some(({ type }) => type === 'function_definition');
  const { module } = home;
  if (!isLater || root.module === module || module.cell) return false;
  return fromOutside.at(home, name, root.module.log, () => {
    const others = [root.module, ...reachableModules(root)].filter((each) => each !== module);
    return others.some((other) => changes(root.forModule(other), { module, name }));
  });
}

/** Whether a module changes what it imports from another. */
function changes(folding: Folding, exported: Exported): boolean {
  return folding.work.look() !== undefined || changeByImport(folding, exported, () => true) !== undefined;
}
