import type { Node } from 'web-tree-sitter';
import { classOf, moduleOf, type ClassSite } from './attributes';
import type { Definition } from './definition';
import { NOTHING_SAID, type Environment, type NamedPlace, type Variables } from './environment';
import { fold } from './expressions';
import type { Folding, FoundModule } from './folding';
import type { Import, PythonModule } from './module';
import { gives } from './nameValues';
import { fromEnvironment, single, truth, unknown, type Evaluation } from './pyValue';
import { Scopes } from './scope';
import { last, type Path } from './syntax';
import { MAX_WEIGHT, weight } from './valueWeight';
import { Slots, Work } from './work';

/** What a scan reads besides its own text: finds the workspace's own modules. */
export interface ModuleFinder {
  /** What is said of the environment that the code is deployed with; without, every variable is unset. */
  readonly environment?: Environment;
  find(from: PythonModule, module: string, level: number): FoundModule;
}

/** A finder for a file that stands alone: nothing that it imports is known. */
export const NO_MODULES: ModuleFinder = { find: () => 'absent' };

/** Folds the expressions of one module to what they are with the environment that is said, every other variable unset. It runs nothing. */
export class Evaluator implements Folding {
  readonly id: string;
  readonly scopes: Scopes;
  readonly defined = new Slots<Evaluation>();
  readonly changes = new Map<string, number | undefined>();
  private readonly judged = new Slots<boolean>();

  constructor(
    readonly module: PythonModule,
    protected readonly modules: ModuleFinder = NO_MODULES,
    readonly work = new Work(),
    /** One for each module that has a part in a scan: what it has found out serves the next question. */
    private readonly evaluators = new Map<PythonModule, Evaluator>(),
    readonly variables: Variables = modules.environment?.of(null) ?? NOTHING_SAID,
    /** One for each environment that declarations of the module are deployed with. */
    private readonly elsewhere = new Map<Variables, Evaluator>(),
  ) {
    evaluators.set(module, this);
    this.id = `${module.file}#${module.cell?.number ?? ''}`;
    this.scopes = new Scopes(module, this.work, {
      decide: (test, path) => this.decide(test, path),
      gives: (found, name) => gives(this, found, name),
      inCell: (cell, name) => this.forModule(cell).scopes.inOwnText(name),
    });
  }

  evaluate(node: Node, path: Path): Evaluation {
    const { work } = this;
    if (!work.isAsking) return work.question(() => this.evaluate(node, path));
    const tooLong = work.enter();
    if (tooLong !== undefined) return unknown(tooLong);
    try {
      const result = fold(this, node, path);
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
    const special = fixedTests(test);
    if (special !== undefined) return special;
    const result = this.evaluate(test, path);
    const value = single(result);
    // A switch in the environment is there to be set: both sides count.
    return value === undefined || fromEnvironment(result) ? undefined : truth(value);
  }

  /** The definitions of a name that reach a place. */
  definitions(name: string, path: Path): readonly Definition[] {
    return this.work.question(() => this.scopes.lookup(name, path));
  }

  definitionsAtEnd(name: string): readonly Definition[] {
    return this.work.question(() => this.scopes.atEnd(name, [this.module.root]));
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
  classOf(node: Node, path: Path): ClassSite | null {
    return classOf(this, node, path);
  }

  /** The module that an expression such as `config` or `training.config` names; null where it names none. */
  moduleOf(node: Node, path: Path): FoundModule | null {
    return moduleOf(this, node, path);
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
    let found = this.elsewhere.get(variables);
    if (!found) this.elsewhere.set(variables, (found = this.in(variables)));
    return found;
  }

  /** The same module with another environment. */
  protected in(variables: Variables): Evaluator {
    return new Evaluator(this.module, this.modules, this.work, new Map(), variables, this.elsewhere);
  }

  importedModule(found: Import): FoundModule {
    return found.from ?? this.findModule(found.module, found.level);
  }

  findModule(module: string, level: number): FoundModule {
    return this.modules.find(this.module, module, level);
  }
}

/** Tests that are settled by how Modal loads a file: it imports it, and no type checker runs. */
function fixedTests(test: Node): boolean | undefined {
  const text = test.text.replace(/\s+/g, '');
  if (/^\(?__name__==(["'])__main__\1\)?$/.test(text)) return false;
  return text === 'TYPE_CHECKING' || text === 'typing.TYPE_CHECKING' ? false : undefined;
}
