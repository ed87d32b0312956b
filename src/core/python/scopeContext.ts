import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { ImportedName } from './importStatements';
import type { PythonModule } from './module';
import type { Reach } from './reach';
import type { Path } from './syntax';
import type { Work } from './work';

/** What a test comes to. */
export interface Verdict {
  /** Whether it is surely true or false; undefined where only a run, or the environment, can tell. */
  readonly sure: boolean | undefined;
  /** What it is where nobody sets the environment's switches: the way that code goes then. Undefined where that is not known, either. */
  readonly usual: boolean | undefined;
}

/** What a scope has to ask of what is around it. */
export interface Around {
  /** What a condition comes to. */
  weigh(test: Node, path: Path): Verdict;
  /** Whether the pattern of a `case`, at the end of the path, surely takes what is looked at, and what its guard says then. */
  decideCase(path: Path): { readonly pattern: boolean | undefined; readonly guard: boolean | undefined };
  /** Whether a module of the workspace gives others a name. */
  gives(found: ImportedName, name: string): boolean;
  /** What a cell of the same notebook does to a name. */
  inCell(cell: PythonModule, name: string): Reach;
  /** What a definition that reaches a place comes to: one that is bound there holds a value. */
  held(name: string, definition: Definition, path: Path): Definition;
}

/** What the effects of statements are worked out from. */
export interface ScopeContext {
  readonly module: PythonModule;
  readonly work: Work;
  readonly outside: Around;
  /** What a block's statements do to a name, those before `before` or all of them; `path` leads to the block. */
  inBlock(path: Path, name: string, before?: Node): Reach;
  /** The same of a block that an exception may end before, behind or within any of its statements. */
  stopped(path: Path, name: string): Reach;
}
