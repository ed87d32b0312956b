import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { Variables } from './environment';
import type { Import, PythonModule } from './module';
import type { Evaluation } from './pyValue';
import type { Trail } from './readLog';
import type { Scopes } from './scope';
import type { Path } from './syntax';
import type { Slots, Work } from './work';

/** A module of the workspace; `pending` is one that exists but has not been read yet. */
export type FoundModule = PythonModule | 'absent' | 'pending';

/** The definitions of names, by where they are looked for. */
export type NameScopes = Pick<Scopes, 'lookup' | 'atEnd'>;

/** A function or a lambda of the workspace, with what it takes to follow a call of it. */
export interface FunctionSite {
  readonly node: Node;
  /** Leads to the statement that defines it. */
  readonly path: Path;
  readonly module: PythonModule;
  /** The folding of what is around it; the names there are looked up as of `outerPath`. */
  readonly outer: Folding;
  readonly outerPath: Path;
  /** The name that it is called by. */
  readonly name: string;
}

/** What a call is given. */
export interface Arguments {
  readonly positional: readonly Evaluation[];
  readonly keywords: ReadonlyMap<string, Evaluation>;
}

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
  /** Whether the other is a part of it. */
  readonly isHolder?: boolean;
  /** Whether it may be the other, hold it or be a part of it, however deep. */
  readonly isLoose?: boolean;
  /** Whether it is no name, but a change then and there: `(a or b).append(1)`. */
  readonly isChange?: boolean;
}

/** Links, and what of the text they were worked out from. */
export interface FoundLinks {
  readonly links: readonly Link[];
  readonly trail: Trail;
}

/** The folding of one module's expressions, as its parts see it: names, attributes, calls and forms of expressions. */
export interface Folding {
  readonly module: PythonModule;
  readonly work: Work;
  readonly scopes: NameScopes;
  /** The folding of the module itself, where this one is that of a call or a comprehension. */
  readonly home: Folding;
  /** The folding of the module that is scanned: the first that ran. */
  readonly root: Folding;
  /** In a call that is followed: where it was called from in each module, so that later lines of these do not count. */
  readonly calledAt: ReadonlyMap<PythonModule, Path>;
  /** What is said of the environment, for the code that is asked about. */
  readonly variables: Variables;
  /** Reads functions and classes as values; null where they are none. */
  readonly handles: HandleReader | null;
  /** Names the module among those of a scan. */
  readonly id: string;
  /** What definitions come to. */
  readonly defined: Slots<Evaluation>;
  /** What classes inherit. */
  readonly classes: Slots<ClassInfo | null>;
  /** The names that come to hold what others hold, by name and stretch. */
  readonly links: Map<string, FoundLinks>;
  /** Where what a name holds is first changed in place, by name and pattern; undefined for nowhere. */
  readonly changes: Map<string, number | undefined>;

  /** What an expression can be where `path` ends (a path to the statement it stands in). */
  evaluate(node: Node, path: Path): Evaluation;
  /** The same for a part of an expression that may be missing while it is typed. */
  child(node: Node | null | undefined, path: Path): Evaluation;
  /** The same with the names of a frame. */
  evaluateIn(frame: Folding, node: Node, path: Path): Evaluation;
  /** What a name holds where `path` ends. */
  named(name: string, path: Path): Evaluation;
  /** What a name holds by one of several definitions in this module. */
  valueOf(name: string, definitions: readonly Definition[]): Evaluation;
  /** The function that a name of a frame is; null where it is something else, undefined where no frame binds it. */
  localFunction(name: string): FunctionSite | null | undefined;
  /** Whether a test is surely true or false; undefined where only a run, or the environment, can tell. */
  decide(test: Node, path: Path): boolean | undefined;
  /** The definitions of a name at the end of the module: what other modules see. */
  definitionsAtEnd(name: string): readonly Definition[];
  /** What a call of what an expression names gives. */
  call(callee: Node, path: Path, args: Arguments): Evaluation;
  /** The class that an expression names, in this file or another of the workspace, with the names of a frame. */
  classOf(node: Node, path: Path, frame?: Folding): ClassSite | null;
  /** The module that an expression such as `config` or `training.config` names; null where it names none. */
  moduleOf(node: Node, path: Path, frame?: Folding): FoundModule | null;
  /** The folding of another module of the workspace. */
  forModule(module: PythonModule): Folding;
  /** A module of the workspace that an import names, if it can be read. */
  importedModule(found: Import): FoundModule;
  /** A module of the workspace by its name, seen from this one; `level` counts the leading dots. */
  findModule(module: string, level: number): FoundModule;
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
