import type { Node } from 'web-tree-sitter';
import { countBelow } from '../numbers/countBelow';
import type { Definition } from './definition';
import type { Import, PythonModule } from './module';
import { either, maybe, NOTHING, opaque, repeated, sure, then, type Reach } from './reach';
import type { Around } from './scopeContext';
import { StatementEffects } from './statementEffects';
import { childAt, field, last, parts, type Path } from './syntax';
import { Kept } from './readLog';
import { Slots, type Slot, type Work } from './work';

/** A statement of a block in whose text a name may be bound, and what it does to it. */
interface Binder {
  readonly node: Node;
  readonly effect: Slot<Reach>;
}

/** Python's scopes: which definitions of a name reach a place (reaching definitions, found backwards and on demand). */
export class Scopes {
  // What a statement does to a name does not depend on who asks: many declarations share `app` and `MINUTES`.
  private readonly found = new Slots<readonly Definition[]>();
  private readonly blocks = new Slots<Reach>();
  private readonly binders = new Kept<string, readonly Binder[]>();
  private readonly parameterNames = new Map<number, ReadonlyMap<string, Node>>();
  private readonly effects: StatementEffects;

  constructor(
    private readonly module: PythonModule,
    private readonly work: Work,
    private readonly outside: Around,
  ) {
    const inBlock = (path: Path, name: string, before?: Node): Reach =>
      this.inBlock(path, before ?? null, name);
    const stopped = (path: Path, name: string): Reach => this.stopped(path, name);
    this.effects = new StatementEffects({ module, work, outside, inBlock, stopped });
  }

  /**
   * The definitions of a name that reach the end of `path`, in source order.
   * Code in a function runs later, so that it sees the final state of the scopes around it.
   */
  lookup(name: string, path: Path): readonly Definition[] {
    const tooLong = this.work.look();
    if (tooLong !== undefined) return [opaque(path[0]!, path.slice(0, 1), tooLong)];
    return this.work.remember(this.found.at(`${last(path).id} ${name}`), () =>
      this.search(name, path).map((each) => this.outside.held(name, each, path)),
    );
  }

  private search(name: string, path: Path): readonly Definition[] {
    return this.read(path, this.searchFrom(name, path));
  }

  private searchFrom(name: string, path: Path): readonly Definition[] {
    let found = NOTHING;
    let later = false;
    let inFunction = false;
    for (let depth = path.length - 1; depth >= 0; depth--) {
      const node = path[depth]!;
      const here = path.slice(0, depth + 1);
      if (node.type === 'block' || node.type === 'module') {
        const owner = path[depth - 1];
        // A class's names are seen by code directly in its body only.
        if (owner?.type === 'class_definition' && inFunction) continue;
        found = then(this.inBlock(here, later ? null : (path[depth + 1] ?? null), name), found);
        if (found.closed) return this.withRewrites(name, found.definitions, here);
        // What comes later in a loop's body was there before, the next time round.
        if (owner?.type === 'for_statement' || owner?.type === 'while_statement')
          found = then(maybe(repeated(this.effects.compound.turn(here, name), name)), found);
        if (owner?.type === 'function_definition') {
          found = then(this.parameter(owner, path.slice(0, depth), name), found);
          if (found.definitions.length > 0) return this.withRewrites(name, found.definitions, here);
          later = inFunction = true;
        }
      } else if (node.type === 'lambda') {
        found = then(this.parameter(node, here.slice(0, -1), name), found);
        if (found.definitions.length > 0) return found.definitions;
        later = inFunction = true;
      } else if (depth + 1 < path.length) {
        found = then(this.effects.compound.around(here, path[depth + 1]!, name), found);
        if (found.closed) return this.withRewrites(name, found.definitions, here);
      }
    }
    const root = path.slice(0, 1);
    return this.withRewrites(name, this.goingOn(found, name, root).definitions, root);
  }

  /** The definitions of a name at the end of a class's body or of a module. */
  atEnd(name: string, path: Path): readonly Definition[] {
    const found = this.inBlock(path, null, name);
    const whole = path.length === 1 ? this.goingOn(found, name, path) : found;
    return this.read(path, this.withRewrites(name, whole.definitions, path));
  }

  /** Notes the statements that a name was looked up in and found in: whoever asks may go on into them. */
  private read(path: Path, found: readonly Definition[]): readonly Definition[] {
    const { log } = this.module;
    if (log) {
      if (path.length > 1) log.place(path[1]!.startIndex);
      for (const each of found) if (each.kind !== 'held') log.place(each.node.startIndex);
    }
    return found;
  }

  /** What the module's own text does to a name, whatever went before. */
  inOwnText(name: string): Reach {
    return this.inBlock([this.module.root], null, name);
  }

  /** What is found in a cell of a notebook, and behind it what the cells before it bind. */
  private goingOn(found: Reach, name: string, root: Path): Reach {
    if (found.closed) return found;
    for (const cell of this.module.cellsBefore()) {
      if (this.work.look() !== undefined) break;
      const reach = this.outside.inCell(cell, name);
      if (reach.definitions.length > 0) {
        const earlier: Import = { module: '', level: 0, name, from: cell };
        return then(sure({ kind: 'import', import: earlier, node: root[0]!, path: root }), found);
      }
      if (reach.closed) break;
    }
    return found;
  }

  /** What is found at `path`, with one more where a function elsewhere may bind the name anew. */
  private withRewrites(name: string, found: readonly Definition[], path: Path): readonly Definition[] {
    const local = path.some(({ type }) => type === 'function_definition' || type === 'lambda');
    const rewritten = local ? this.module.nonlocalNames : this.module.globalNames;
    if (found.length === 0 || !rewritten.has(name)) return found;
    const keyword = local ? 'nonlocal' : 'global';
    return [...found, opaque(path[0]!, path.slice(0, 1), { kind: 'rewrittenElsewhere', name, keyword })];
  }

  /** What the statements of a block before `before` (all where it is null) do to a name. */
  private inBlock(path: Path, before: Node | null, name: string): Reach {
    if (before) return this.statements(path, before, name);
    const slot = this.blocks.at(`${last(path).id} ${name}`);
    return this.work.remember(slot, () => this.statements(path, null, name));
  }

  private statements(path: Path, before: Node | null, name: string): Reach {
    const binders = this.bindersIn(path, name);
    let found = NOTHING;
    let i = before ? countBelow(binders, before.startIndex, ({ node }) => node.startIndex) : binders.length;
    while (--i >= 0 && !found.closed) {
      const { node, effect } = binders[i]!;
      const tooLong = this.work.look();
      if (tooLong !== undefined) return then(sure(opaque(node, path, tooLong)), found);
      found = then(
        this.work.remember(effect, () => this.effects.of([...path, node], name)),
        found,
      );
    }
    return found;
  }

  /** What a block has done to a name wherever an exception ends it: before any of the statements that bind it, or behind all. */
  private stopped(path: Path, name: string): Reach {
    const binders = this.bindersIn(path, name);
    if (binders.length > MAX_STOPS) return maybe(sure(opaque(last(path), path, { kind: 'tooLong' })));
    const states = binders.slice(1).map(({ node }) => this.statements(path, node, name));
    const found = either([...states, this.inBlock(path, null, name)]);
    const distinct = new Map(found.definitions.map((each) => [`${each.kind} ${each.node.id}`, each]));
    return maybe({ definitions: [...distinct.values()], closed: true });
  }

  /** The statements of a block in whose text the name may be bound, in order: only these can bind it. */
  private bindersIn(path: Path, name: string): readonly Binder[] {
    return this.binders.at(`${last(path).id} ${name}`, this.module.log, () => this.findBinders(path, name));
  }

  private findBinders(path: Path, name: string): Binder[] {
    const block = last(path);
    const binders: Binder[] = [];
    let upTo = block.startIndex;
    for (const offset of this.module.mayBindIn(name, block.startIndex, block.endIndex)) {
      if (offset < upTo) continue;
      const node = childAt(block, offset);
      if (!node) continue;
      upTo = node.endIndex;
      this.work.look();
      // What only mentions the name would be passed by again and again.
      const effect: Slot<Reach> = {};
      if (SIMPLE.has(node.type)) {
        const reach = this.work.remember(effect, () => this.effects.of([...path, node], name));
        if (reach === NOTHING) continue;
      }
      binders.push({ node, effect });
    }
    return binders;
  }

  /** A parameter of a function or a lambda, or a type parameter. */
  private parameter(owner: Node, path: Path, name: string): Reach {
    const parameter = this.parametersOf(owner).get(name);
    if (!parameter) return NOTHING;
    const of = field(owner, 'name')?.text ?? 'lambda';
    const outside = last(path) === owner ? path.slice(0, -1) : path;
    return sure({ kind: 'parameter', node: parameter, path: outside, of });
  }

  private parametersOf(owner: Node): ReadonlyMap<string, Node> {
    const known = this.parameterNames.get(owner.id);
    if (known) return known;
    const named = new Map<string, Node>();
    for (const list of [field(owner, 'parameters'), field(owner, 'type_parameters')]) {
      for (const parameter of list ? parts(list) : []) {
        const bound = field(parameter, 'name') ?? parts(parameter)[0] ?? parameter;
        const identifier = parameter.type === 'identifier' ? parameter : bound;
        const name = identifier.text.replace(/^\*+/, '');
        if (!named.has(name)) named.set(name, parameter);
      }
    }
    this.parameterNames.set(owner.id, named);
    this.work.look(named.size);
    return named;
  }
}

/** Of a block that binds a name in more statements it is not told apart where it may end. */
const MAX_STOPS = 16;

/** Statements that hold no others, so that what they bind can be told without deciding any test. */
const SIMPLE = new Set([
  'expression_statement',
  'import_statement',
  'return_statement',
  'raise_statement',
  'assert_statement',
  'delete_statement',
  'function_definition',
  'class_definition',
  'decorated_definition',
  'print_statement',
  'global_statement',
  'nonlocal_statement',
  'comment',
]);
