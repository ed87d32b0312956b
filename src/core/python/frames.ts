import type { Variables } from './environment';
import type { Node } from 'web-tree-sitter';
import { decided } from './decisions';
import type { Definition } from './definition';
import type {
  Arguments,
  ClassInfo,
  ClassSite,
  Folding,
  FoundLinks,
  FoundModule,
  FunctionSite,
  HandleReader,
  NameScopes,
} from './folding';
import type { Import, PythonModule } from './module';
import type { Evaluation } from './pyValue';
import { unknown } from './pyValue';
import type { Path } from './syntax';
import type { Slots, Work } from './work';

/** What a name holds in a frame: a value, a function defined in it, or what an import in it brings. */
export type Local =
  | {
      readonly kind: 'value';
      readonly value: Evaluation;
      /** Whether nothing else holds the list or dict: then it can be changed in place. */
      readonly isFresh: boolean;
    }
  | { readonly kind: 'function'; readonly site: FunctionSite }
  | { readonly kind: 'import'; readonly definition: Definition };

/**
 * The folding of code that binds names of its own each time that it runs: a call that is followed, or a comprehension.
 * What is not bound here is looked up around it, as of `outerPath`.
 */
export class Frame implements Folding {
  readonly scopes: NameScopes;
  locals = new Map<string, Local>();

  constructor(
    private readonly outer: Folding,
    private readonly outerPath: Path,
    readonly module: PythonModule = outer.module,
    readonly calledAt: ReadonlyMap<PythonModule, Path> = outer.calledAt,
  ) {
    const { scopes } = outer;
    this.scopes = {
      lookup: (name, path) => {
        const local = this.locals.get(name);
        return local ? [this.definitionOf(local, path)] : scopes.lookup(name, outerPath);
      },
      atEnd: (name, path) => scopes.atEnd(name, path),
    };
  }

  get id(): string {
    return this.outer.id;
  }

  get home(): Folding {
    return this.outer.home;
  }

  get root(): Folding {
    return this.outer.root;
  }

  get work(): Work {
    return this.outer.work;
  }

  get variables(): Variables {
    return this.outer.variables;
  }

  get handles(): HandleReader | null {
    return this.outer.handles;
  }

  get defined(): Slots<Evaluation> {
    return this.outer.defined;
  }

  get classes(): Slots<ClassInfo | null> {
    return this.outer.classes;
  }

  get links(): Map<string, FoundLinks> {
    return this.outer.links;
  }

  get changes(): Map<string, number | undefined> {
    return this.outer.changes;
  }

  set(name: string, value: Evaluation, isFresh = false): void {
    this.locals.set(name, { kind: 'value', value, isFresh });
  }

  named(name: string, path: Path): Evaluation {
    const local = this.locals.get(name);
    if (!local) return this.outer.named(name, this.outerPath);
    if (local.kind === 'value') return local.value;
    return local.kind === 'function'
      ? (this.handles?.defined(this, name, this.definitionOf(local, path)) ??
          unknown({ kind: 'isFunction', name }))
      : this.home.valueOf(name, [this.definitionOf(local, path)]);
  }

  localFunction(name: string): FunctionSite | null | undefined {
    const local = this.locals.get(name);
    if (!local) return this.outer.localFunction(name);
    return local.kind === 'function' ? local.site : local.kind === 'value' ? null : undefined;
  }

  private definitionOf(local: Local, path: Path): Definition {
    if (local.kind === 'import') return local.definition;
    const node = path[path.length - 1]!;
    return local.kind === 'value'
      ? { kind: 'held', node, path, value: local.value }
      : { kind: 'function', node: local.site.node, path: local.site.path };
  }

  evaluate(node: Node, path: Path): Evaluation {
    return this.home.evaluateIn(this, node, path);
  }

  evaluateIn(folding: Folding, node: Node, path: Path): Evaluation {
    return this.home.evaluateIn(folding, node, path);
  }

  child(node: Node | null | undefined, path: Path): Evaluation {
    return node ? this.evaluate(node, path) : unknown({ kind: 'incomplete' });
  }

  decide(test: Node, path: Path): boolean | undefined {
    return decided(this, test, path);
  }

  valueOf(name: string, definitions: readonly Definition[]): Evaluation {
    return this.home.valueOf(name, definitions);
  }

  definitionsAtEnd(name: string): readonly Definition[] {
    return this.home.definitionsAtEnd(name);
  }

  call(callee: Node, path: Path, args: Arguments): Evaluation {
    return this.home.call(callee, path, args);
  }

  classOf(node: Node, path: Path, frame: Folding = this): ClassSite | null {
    return this.home.classOf(node, path, frame);
  }

  moduleOf(node: Node, path: Path, frame: Folding = this): FoundModule | null {
    return this.home.moduleOf(node, path, frame);
  }

  forModule(module: PythonModule): Folding {
    return this.outer.forModule(module);
  }

  importedModule(found: Import): FoundModule {
    return this.home.importedModule(found);
  }

  findModule(module: string, level: number): FoundModule {
    return this.home.findModule(module, level);
  }
}
