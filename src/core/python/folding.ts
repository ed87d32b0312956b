import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { Import, PythonModule } from './module';
import type { Evaluation } from './pyValue';
import type { Scopes } from './scope';
import type { Path } from './syntax';
import type { Slots, Work } from './work';

/** A module of the workspace; `pending` is one that exists but has not been read yet. */
export type FoundModule = PythonModule | 'absent' | 'pending';

/** A class definition of the workspace, with the folding of the module it stands in. */
export interface ClassSite {
  readonly evaluator: Folding;
  readonly node: Node;
  readonly path: Path;
}

/** A class with all that it inherits. */
export interface ClassInfo {
  readonly site: ClassSite;
  readonly name: string;
  /** The class and the workspace's classes that it inherits from, in the order in which Python looks a name up. */
  readonly order: readonly ClassSite[];
  /** The real names of what it inherits from outside the workspace, such as `enum.Enum`. */
  readonly outside: ReadonlySet<string>;
  /** Whether code that is not followed may make something else of it: a metaclass, a decorator, `__getattr__`. */
  readonly isOpaque: boolean;
}

/** A stretch of the text. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A name that holds the same as another, or a part of it, from a place on. */
export interface Link {
  readonly name: string;
  /** Where it comes to hold it. */
  readonly offset: number;
  /** From where on in the text its changes count: those in a function stand above the call. */
  readonly since: number;
  /** Where the name means that: its function, or all of the module. */
  readonly home: Stretch;
  /** Whether it holds a copy, which has only its parts in common with the other. */
  readonly isCopy: boolean;
  /** Whether it holds a part of the other. */
  readonly isPart: boolean;
  /** Whether it is no name, but a change then and there: `(a or b).append(1)`. */
  readonly isChange?: boolean;
}

/** What a call is given. */
export interface Arguments {
  readonly positional: readonly Evaluation[];
  readonly keywords: ReadonlyMap<string, Evaluation>;
}

/** A call of a function of the workspace. */
export interface Frame {
  /** What its parameters are given, by their nodes. */
  readonly given: ReadonlyMap<number, Evaluation>;
  /** The statement, outside of any function of the same module, that it runs in; null where the module has run to its end. */
  readonly moment: Path | null;
}

/** The folding of one module's expressions, as its parts see it: names, attributes, calls and forms of expressions. */
export interface Folding {
  readonly module: PythonModule;
  readonly work: Work;
  readonly scopes: Scopes;
  /** Names the module among those of a scan. */
  readonly id: string;
  /** What definitions come to. */
  readonly defined: Slots<Evaluation>;
  /** What classes inherit. */
  readonly classes: Slots<ClassInfo | null>;
  /** The call within which all this is folded; null outside of any. */
  readonly frame: Frame | null;
  /** The names that come to hold what others hold, by name and stretch. */
  readonly links: Map<string, readonly Link[]>;
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
  /** The same folding within a call. */
  within(frame: Frame): Folding;
  /** What a call of what an expression names gives. */
  call(callee: Node, path: Path, args: Arguments): Evaluation;
  /** The class that an expression names, in this file or another of the workspace. */
  classOf(node: Node, path: Path): ClassSite | null;
  /** The folding of another module of the workspace. */
  forModule(module: PythonModule): Folding;
  /** A module of the workspace that an import names, if it can be read. */
  importedModule(found: Import): FoundModule;
  /** A module of the workspace by its name, seen from this one; `level` counts the leading dots. */
  findModule(module: string, level: number): FoundModule;
}
