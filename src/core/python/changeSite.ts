import type { Definition } from './definition';
import type { Folding } from './folding';
import type { PythonReason } from './pythonReason';
import type { Path } from './syntax';

/** Where a change stands, with what is needed to work it out. */
export interface ChangeSite {
  readonly folding: Folding;
  readonly path: Path;
  /** Why a value is not known that the change is not followed into. */
  readonly reason: PythonReason;
}

export function changeSite(
  folding: Folding,
  name: string,
  { node, path }: Definition & { readonly kind: 'changed' },
): ChangeSite {
  const at = { line: folding.module.lineAt(node.startIndex), cell: folding.module.cell?.number ?? null };
  return { folding, path, reason: { kind: 'changedInPlace', name, at } };
}
