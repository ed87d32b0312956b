import type { Node } from 'web-tree-sitter';
import { classOf, moduleOf } from './attributes';
import { decided, weighed } from './decisions';
import type { Definition } from './definition';
import { NOTHING_SAID, type Environment, type NamedPlace, type Variables } from './environment';
import { fold } from './expressions';
import type {
  Arguments,
  ClassInfo,
  ClassSite,
  Folding,
  FoundLinks,
  FoundModule,
  HandleReader,
} from './folding';
import { callWith } from './instances';
import { decidedCase } from './matchPatterns';
import type { Import, PythonModule } from './module';
import { gives, nameValue, valueOf } from './nameValues';
import { unknown, type Evaluation } from './pyValue';
import { Scopes } from './scope';
import type { Around } from './scopeContext';
import { last, type Path } from './syntax';
import { bindings, bindingsAtEnd, isChange } from './throughChanges';
import { MAX_WEIGHT, weight } from './valueWeight';
import { Slots, Work } from './work';

/** What a scan reads besides its own text: finds the workspace's own modules. */
export interface ModuleFinder {
  /** What is said of the environment that the code is deployed with; without, every variable is unset. */
  readonly environment?: Environment;
  /** For those who ask for functions and classes as values; without, they are none. */
  readonly handles?: HandleReader;
  find(from: PythonModule, module: string, level: number): FoundModule;
}

/** A finder for a file that stands alone: nothing that it imports is known. */
export const NO_MODULES: ModuleFinder = { find: () => 'absent' };

/** Folds the expressions of one module to what they are with the environment that is said, every other variable unset. It runs nothing. */
export class Evaluator implements Folding {
  readonly id: string;
  readonly scopes: Scopes;
  readonly defined = new Slots<Evaluation>();
  readonly classes = new Slots<ClassInfo | null>();
  readonly links = new Map<string, FoundLinks>();
  readonly changes = new Map<string, number | undefined>();
  readonly calledAt: ReadonlyMap<PythonModule, Path> = new Map();
  private readonly judged = new Slots<boolean>();
  private readonly foundModules = new Map<string, FoundModule>();
  /** One for each environment that declarations of the module are deployed with. */
  private readonly elsewhere = new Map<Variables, Evaluator>();

  constructor(
    readonly module: PythonModule,
    readonly modules: ModuleFinder = NO_MODULES,
    readonly work = new Work(),
    /** One for each module that has a part in a scan: what it has found out serves the next question. */
    private readonly evaluators = new Map<PythonModule, Evaluator>(),
    readonly variables: Variables = modules.environment?.of(null) ?? NOTHING_SAID,
  ) {
    evaluators.set(module, this);
    this.id = `${module.file}#${module.cell?.number ?? ''}`;
    const around: Around = {
      weigh: (test, path) => weighed(this, test, path),
      decideCase: (path) => decidedCase(this, path),
      gives: (found, name) => gives(this, found, name),
      inCell: (cell, name) => this.forModule(cell).scopes.inOwnText(name),
      held: (name, definition, path) => this.held(name, definition, path),
    };
    this.scopes = new Scopes(module, this.work, around);
  }

  get handles(): HandleReader | null {
    return this.modules.handles ?? null;
  }

  get home(): Folding {
    return this;
  }

  /** The folding of the module that is scanned. */
  get root(): Evaluator {
    const [first] = this.evaluators.values();
    return first ?? this;
  }

  /** What a definition comes to where names are bound. */
  protected held(...[, definition]: [name: string, definition: Definition, path: Path]): Definition {
    return definition;
  }

  evaluate(node: Node, path: Path): Evaluation {
    return this.evaluateIn(this, node, path);
  }

  evaluateIn(folding: Folding, node: Node, path: Path): Evaluation {
    const { work } = this;
    if (!work.isAsking) return work.question(() => this.evaluateIn(folding, node, path));
    folding.module.log?.place((path[1] ?? node).startIndex);
    const tooLong = work.enter();
    if (tooLong !== undefined) return unknown(tooLong);
    try {
      const result = fold(folding, node, path);
      const heaviest = Math.max(0, ...result.values.map(weight));
      work.look(heaviest);
      return heaviest > MAX_WEIGHT ? unknown({ kind: 'valueTooLarge' }) : result;
    } finally {
      work.leave();
    }
  }

  child(node: Node | null | undefined, path: Path): Evaluation {
    return node ? this.evaluate(node, path) : unknown({ kind: 'incomplete' });
  }

  decide(test: Node, path: Path): boolean | undefined {
    return decided(this, test, path);
  }

  named(name: string, path: Path): Evaluation {
    return nameValue(this, name, path);
  }

  valueOf(name: string, definitions: readonly Definition[]): Evaluation {
    return valueOf(this, name, definitions);
  }

  localFunction(): undefined {
    return undefined;
  }

  /** The definitions of a name that reach a place, without those that change in place what it holds. */
  definitions(name: string, path: Path): readonly Definition[] {
    return this.work.question(() => bindings(this.scopes, name, path));
  }

  /** Whether what a name holds may be changed in place before a place. */
  isChanged(name: string, path: Path): boolean {
    return this.work.question(() => this.scopes.lookup(name, path)).some(isChange);
  }

  definitionsAtEnd(name: string): readonly Definition[] {
    return this.work.question(() => bindingsAtEnd(this.scopes, name, [this.module.root]));
  }

  /** Whether something holds of a name, found out once; `otherwise` where that would need itself, or take too long. */
  judge(what: string, name: string, path: Path, otherwise: boolean, ask: () => boolean): boolean {
    const { work } = this;
    const key = `${what} ${name} ${last(path).id}`;
    const once = (): boolean => work.once(`${this.id} ${key}`, ask) ?? otherwise;
    return work.question(() =>
      work.remember(this.judged.at(key), () => {
        if (work.enter() !== undefined) return otherwise;
        try {
          return once();
        } finally {
          work.leave();
        }
      }),
    );
  }

  /** The class that an expression names, in this file or another of the workspace. */
  classOf(node: Node, path: Path, frame: Folding = this): ClassSite | null {
    return classOf(frame, node, path);
  }

  /** The module that an expression such as `config` or `training.config` names; null where it names none. */
  moduleOf(node: Node, path: Path, frame: Folding = this): FoundModule | null {
    return moduleOf(frame, node, path);
  }

  forModule(module: PythonModule): Evaluator {
    return (
      this.evaluators.get(module) ??
      new Evaluator(module, this.modules, this.work, this.evaluators, this.variables)
    );
  }

  /** The folding of this module as one of its declarations sees it, with what is said of its environment. */
  deployed(place: NamedPlace): Evaluator {
    const variables = this.modules.environment?.of(place) ?? this.variables;
    if (variables === this.variables) return this;
    const { module, modules, work, elsewhere } = this.root;
    let found = elsewhere.get(variables);
    if (!found)
      elsewhere.set(variables, (found = new Evaluator(module, modules, work, new Map(), variables)));
    return found.forModule(this.module);
  }

  call(callee: Node, path: Path, args: Arguments): Evaluation {
    return callWith(this, callee, path, args);
  }

  importedModule(found: Import): FoundModule {
    return found.from ?? this.findModule(found.module, found.level);
  }

  findModule(module: string, level: number): FoundModule {
    const key = `${level} ${module}`;
    let found = this.foundModules.get(key);
    if (!found) this.foundModules.set(key, (found = this.modules.find(this.module, module, level)));
    return found;
  }
}
