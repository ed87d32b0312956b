/** Modules that run because a module is imported, and what they set in others. */
import { changeAt } from './change';
import type { Folding } from './folding';
import type { PythonModule } from './module';
import { pathAt } from './syntax';

/** More modules behind one are not looked at. */
const MAX_MODULES = 64;

/** The modules of the workspace that the imports of a module run, those behind them too. */
function reachableModules(folding: Folding): ReadonlySet<PythonModule> {
  const found = new Set<PythonModule>();
  const open = [folding.home];
  for (let at = open.pop(); at && found.size < MAX_MODULES; at = open.pop()) {
    for (const { module, level, name, from } of at.module.imports.values()) {
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

/** Whether a third module sets or changes what a module has under a name. */
export function changedByThird(
  folding: Folding,
  module: PythonModule,
  attribute: string,
): PythonModule | undefined {
  if (module.cell) return undefined;
  for (const third of reachableModules(folding)) {
    if (third === module || third === folding.module) continue;
    if (folding.work.look() !== undefined) return undefined;
    const inside = folding.forModule(third);
    for (const [name, found] of third.imports) {
      const offsets = [...third.mayChangeIn(name, third.root.startIndex, third.root.endIndex)];
      if (offsets.length === 0) continue;
      const isSame = found.name === attribute && inside.importedModule(found) === module;
      const whole = [found.module, found.name].filter(Boolean).join('.');
      if (!isSame && inside.findModule(whole, found.level) !== module) continue;
      const isChanged = offsets.some((offset) => {
        const step = changeAt(pathAt(third.root, offset))?.steps[0];
        return isSame || (step !== undefined && (step.kind !== 'attribute' || step.name === attribute));
      });
      if (isChanged) return third;
    }
  }
  return undefined;
}
