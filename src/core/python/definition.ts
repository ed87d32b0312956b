import type { Node } from 'web-tree-sitter';
import type { Change } from './change';
import type { Import } from './module';
import type { Evaluation } from './pyValue';
import type { PythonReason } from './pythonReason';
import type { Path } from './syntax';

/** One place that can have given a name its value. `path` leads to the statement: the scope its expressions are read in. */
export type Definition =
  | { readonly kind: 'value'; readonly node: Node; readonly path: Path }
  /** `target` is all of what is assigned to, of which the name is a part. */
  | { readonly kind: 'unpacked'; readonly node: Node; readonly target: Node; readonly path: Path }
  | { readonly kind: 'augmented'; readonly node: Node; readonly path: Path }
  /** What the name holds is changed in place: `d["k"] = …`. What it held before counts too. */
  | {
      readonly kind: 'changed';
      readonly node: Node;
      readonly path: Path;
      readonly changes: readonly Change[];
      /** Where the change may not happen, as under an `if`. */
      readonly isOptional?: boolean;
      /** Where it does happen if nobody sets the environment's switches. */
      readonly isUsual?: boolean;
      /** Where its own statement may leave it out: `ready and d.update(…)`. */
      readonly isConditional?: boolean;
    }
  | { readonly kind: 'import'; readonly import: Import; readonly node: Node; readonly path: Path }
  | { readonly kind: 'class' | 'function'; readonly node: Node; readonly path: Path }
  | { readonly kind: 'parameter'; readonly node: Node; readonly path: Path; readonly of: string }
  /** `node` is what the loop goes through. */
  | { readonly kind: 'loop'; readonly node: Node; readonly target: Node; readonly path: Path }
  /** A loop that changes what the name holds each time round. `otherwise` is what can be said of it where it is not followed. */
  | {
      readonly kind: 'looped';
      readonly node: Node;
      readonly path: Path;
      readonly otherwise: readonly Definition[];
    }
  /** `node` is the clause of a `match` whose pattern binds the name, `statement` all of it. */
  | { readonly kind: 'matched'; readonly node: Node; readonly statement: Node; readonly path: Path }
  /** In code that runs with names bound, as a call that is followed does: what the name holds. */
  | {
      readonly kind: 'held';
      readonly node: Node;
      readonly path: Path;
      readonly value: Evaluation;
      /** What binds it, and where the expression stands that it is bound to: see `expressionHeld`. */
      readonly scope?: Node;
      readonly expression?: { readonly node: Node; readonly path: Path; readonly evaluator: object } | null;
    }
  | { readonly kind: 'opaque'; readonly node: Node; readonly path: Path; readonly reason: PythonReason };
