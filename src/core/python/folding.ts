import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { Variables } from './environment';
import type { Import, PythonModule } from './module';
import type { Evaluation } from './pyValue';
import type { Scopes } from './scope';
import type { Path } from './syntax';
import type { Slots, Work } from './work';

/** A module of the workspace; `pending` is one that exists but has not been read yet. */
export type FoundModule = PythonModule | 'absent' | 'pending';

/** The folding of one module's expressions, as its parts see it: names, attributes, calls and forms of expressions. */
export interface Folding {
  readonly module: PythonModule;
  readonly work: Work;
  readonly scopes: Scopes;
  /** What is said of the environment, for the code that is asked about. */
  readonly variables: Variables;
  /** Names the module among those of a scan. */
  readonly id: string;
  /** What definitions come to. */
  readonly defined: Slots<Evaluation>;
  /** Where what a name holds is first changed in place, by name and pattern; undefined for nowhere. */
  readonly changes: Map<string, number | undefined>;

  /** What an expression can be where `path` ends (a path to the statement it stands in). */
  evaluate(node: Node, path: Path): Evaluation;
  /** The same for a part of an expression that may be missing while it is typed. */
  child(node: Node | null | undefined, path: Path): Evaluation;
  /** Whether a test is surely true or false; undefined where only a run, or the environment, can tell. */
  decide(test: Node, path: Path): boolean | undefined;
  /** The definitions of a name at the end of the module: what other modules see. */
  definitionsAtEnd(name: string): readonly Definition[];
  /** The folding of another module of the workspace. */
  forModule(module: PythonModule): Folding;
  /** A module of the workspace that an import names, if it can be read. */
  importedModule(found: Import): FoundModule;
  /** A module of the workspace by its name, seen from this one; `level` counts the leading dots. */
  findModule(module: string, level: number): FoundModule;
}
