/** Functions and classes as values, for those who ask which of them something is: what a method such as `update_autoscaler` is called on. */
import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { Folding } from './folding';
import type { Evaluation } from './pyValue';
import type { Path } from './syntax';

/**
 * A function, a class or an instance, by which name, container, parameter or function it may be reached. Only a folding with
 * a `HandleReader` has such values.
 */
export interface Handle {
  readonly kind: 'handle';
  /** The same for handles of the same thing. */
  readonly id: string;
  /** What the reader knows of it. */
  readonly of: object;
}

/** Makes handles where a folding otherwise knows no value, and says what their attributes and calls give. */
export interface HandleReader {
  /** What a function, a class, or a parameter such as `self` is; null for what is no handle. */
  defined(folding: Folding, name: string, definition: Definition): Evaluation | null;
  /** What a call gives; `usual` works it out as without handles. */
  call(folding: Folding, node: Node, path: Path, usual: () => Evaluation): Evaluation;
  /** What an attribute is; `usual` works it out as without handles. */
  attribute(folding: Folding, node: Node, path: Path, usual: () => Evaluation): Evaluation;
}
