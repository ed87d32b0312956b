/** Changes of a value in place: a dict or an object is then not what its first line says. */
import type { Folding } from './folding';
import type { PythonModule } from './module';
import type { ChangePlace } from './pythonReason';
import type { Evaluation } from './pyValue';
import { last, type Path } from './syntax';

/** What follows a name where the value behind it is changed in place. */
const MUTATION =
  /^((\[[^\][\n]*\]|\.\w+)\s*([-+*/|]|\/\/)?=(?!=)|\.(update|setdefault|pop|popitem|clear|append|extend|insert|remove)\s*\(|\s*\|=)/;

/** What follows an object where one of its attributes is set. */
export function settingOf(attribute: string): RegExp {
  return new RegExp(`^\\.${attribute}\\s*([-+*/|]|//)?=(?!=)`);
}

/** The value of a name, not known where code changes it in place before `path` reads it. */
export function guardMutation(
  folding: Folding,
  name: string,
  evaluation: Evaluation,
  path: Path,
): Evaluation {
  if (!evaluation.values.some(({ kind }) => kind === 'dict' || kind === 'object' || kind === 'list'))
    return evaluation;
  const at = changedIn(folding, name, MUTATION, path);
  return at === undefined ? evaluation : { ...evaluation, reason: { kind: 'changedInPlace', name, at } };
}

/** The same for what comes from an earlier cell, and the cells between that and this one. */
export function guardBetween(
  folding: Folding,
  name: string,
  evaluation: Evaluation,
  from: PythonModule,
): Evaluation {
  for (const cell of folding.module.cellsBefore()) {
    if (cell === from) break;
    const guarded = guardMutation(folding.forModule(cell), name, evaluation, [cell.root]);
    if (guarded !== evaluation) return guarded;
  }
  return evaluation;
}

/**
 * Where what a name holds is changed in place before `path` reads it; undefined for nowhere.
 * Code in a function runs later than all of the module, so that every change counts for it.
 */
export function changedIn(
  folding: Folding,
  name: string,
  pattern: RegExp,
  path: Path,
): ChangePlace | undefined {
  const { module } = folding;
  const later =
    path.length === 1 || path.some((node, i) => node.type === 'function_definition' && i + 1 < path.length);
  const first = firstChange(folding, name, pattern);
  if (first === undefined || !(later || first < last(path).startIndex)) return undefined;
  // Another cell reads it from the end.
  const cell = module.cell && path.length === 1 ? module.cell.number : null;
  return { line: module.lineAt(first), cell };
}

/** Where what a name holds is first changed in place. */
function firstChange({ module, changes }: Folding, name: string, pattern: RegExp): number | undefined {
  const key = `${name} ${pattern.source}`;
  if (!changes.has(key)) {
    const { text } = module;
    const found = module.occurrences(name).find((offset) => {
      const after = text.slice(offset + name.length, offset + name.length + 200);
      return (
        pattern.test(after) || /\b(setattr\s*\(|del\s)\s*$/.test(text.slice(Math.max(0, offset - 12), offset))
      );
    });
    changes.set(key, found);
  }
  return changes.get(key);
}
