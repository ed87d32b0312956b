import type { Node } from 'web-tree-sitter';
import type { Change } from './change';
import type { Import } from './module';
import type { PythonReason } from './pythonReason';
import type { Path } from './syntax';

/** One place that can have given a name its value. `path` leads to the statement: the scope its expressions are read in. */
export type Definition =
  | { readonly kind: 'value'; readonly node: Node; readonly path: Path }
  | {
      readonly kind: 'unpacked';
      readonly node: Node;
      readonly index: number;
      readonly count: number;
      readonly path: Path;
    }
  | { readonly kind: 'augmented'; readonly node: Node; readonly path: Path }
  /** What the name holds is changed in place: `d["k"] = …`. What it held before counts too. */
  | {
      readonly kind: 'changed';
      readonly node: Node;
      readonly path: Path;
      readonly changes: readonly Change[];
      /** Where the change may not happen, as under an `if`. */
      readonly isOptional?: boolean;
    }
  | { readonly kind: 'import'; readonly import: Import; readonly node: Node; readonly path: Path }
  | { readonly kind: 'class' | 'function'; readonly node: Node; readonly path: Path }
  | { readonly kind: 'parameter'; readonly node: Node; readonly path: Path; readonly of: string }
  | { readonly kind: 'loop'; readonly node: Node; readonly path: Path }
  | { readonly kind: 'opaque'; readonly node: Node; readonly path: Path; readonly reason: PythonReason };
