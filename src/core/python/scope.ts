import type { Node } from 'web-tree-sitter';
import { importedNames, type Import, type PythonModule } from './module';
import {
  either,
  GONE,
  maybe,
  NOTHING,
  opaque,
  repeated,
  sure,
  then,
  type Definition,
  type Reach,
} from './reach';
import { countBelow } from '../numbers/countBelow';
import { childAt, field, fields, last, parts, pathAt, type Path } from './syntax';
import { aliased, aliases, bind, deletes, mentions, plainName } from './bindingTargets';
import { Slots, type Slot, type Work } from './work';
import { t } from '../render/words/translate';

export type { Definition } from './reach';

/** What a scope has to ask of what is around it. */
export interface Around {
  /** Whether a condition is surely true or false; undefined when only a run can tell. */
  decide(test: Node, path: Path): boolean | undefined;
  /** Whether a module of the workspace gives others a name. */
  gives(found: Import, name: string): boolean;
  /** What a cell of the same notebook does to a name. */
  inCell(cell: PythonModule, name: string): Reach;
}

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
  private readonly tests = new Slots<Reach>();
  private readonly binders = new Map<string, readonly Binder[]>();
  private readonly parameterNames = new Map<number, ReadonlyMap<string, Node>>();
  private readonly assignments = new Map<number, ReadonlyMap<string, Definition>>();

  constructor(
    private readonly module: PythonModule,
    private readonly work: Work,
    private readonly outside: Around,
  ) {}

  /**
   * The definitions of a name that reach the end of `path`, in source order.
   * Code in a function runs later, so that it sees the final state of the scopes around it.
   */
  lookup(name: string, path: Path): readonly Definition[] {
    const tooLong = this.work.look();
    if (tooLong !== undefined) return [opaque(path[0]!, path.slice(0, 1), tooLong)];
    return this.work.remember(this.found.at(`${last(path).id} ${name}`), () => this.search(name, path));
  }

  private search(name: string, path: Path): readonly Definition[] {
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
          found = then(maybe(repeated(this.inBlock(here, null, name), name)), found);
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
        found = then(this.around(here, path[depth + 1]!, name), found);
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
    return this.withRewrites(name, whole.definitions, path);
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
        const earlier: Import = { module: cell.title, level: 0, name, from: cell };
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
    const reason = t('`{0}` is rewritten by a `{1}` statement', name, local ? 'nonlocal' : 'global');
    return [...found, opaque(path[0]!, path.slice(0, 1), reason)];
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
        this.work.remember(effect, () => this.effect([...path, node], name)),
        found,
      );
    }
    return found;
  }

  /** The statements of a block in whose text the name may be bound, in order: only these can bind it. */
  private bindersIn(path: Path, name: string): readonly Binder[] {
    const key = `${last(path).id} ${name}`;
    let binders = this.binders.get(key);
    if (!binders) this.binders.set(key, (binders = this.findBinders(path, name)));
    return binders;
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
        const reach = this.work.remember(effect, () => this.effect([...path, node], name));
        if (reach === NOTHING) continue;
      }
      binders.push({ node, effect });
    }
    return binders;
  }

  /** What one statement does to a name. */
  private effect(path: Path, name: string): Reach {
    const statement = last(path);
    switch (statement.type) {
      case 'expression_statement':
        return this.expressionStatement(path, name);
      case 'import_statement':
      case 'import_from_statement':
        return this.importStatement(path, name);
      case 'function_definition':
      case 'class_definition':
        return then(this.walrus(path, statement, name), this.named(statement, path, name));
      case 'decorated_definition': {
        const definition = field(statement, 'definition');
        const named = definition ? this.named(definition, [...path, definition], name) : NOTHING;
        return then(this.walrus(path, statement, name), named);
      }
      case 'if_statement':
        return this.ifStatement(path, name);
      case 'for_statement':
      case 'while_statement':
        return this.loop(path, name);
      case 'try_statement':
        return this.tryStatement(path, name);
      case 'with_statement':
        return then(this.withTargets(path, name), this.body(path, 'body', name));
      case 'match_statement':
        return this.matchStatement(path, name);
      case 'delete_statement':
        return deletes(statement, name) ? GONE : NOTHING;
      case 'type_alias_statement': {
        const reason = t('`{0}` is a type', name);
        return mentions(field(statement, 'left'), name) ? sure(opaque(statement, path, reason)) : NOTHING;
      }
      default:
        return this.walrus(path, statement, name);
    }
  }

  private named(definition: Node, path: Path, name: string): Reach {
    if (field(definition, 'name')?.text !== name) return NOTHING;
    const kind = definition.type === 'class_definition' ? 'class' : 'function';
    return sure({ kind, node: definition, path });
  }

  private importStatement(path: Path, name: string): Reach {
    const node = last(path);
    const imports = importedNames(node);
    this.work.look(imports.length);
    const found = imports.findLast(([bound]) => bound === name)?.[1];
    if (found) return sure({ kind: 'import', import: found, node, path });
    const star = imports.find(([bound]) => bound.startsWith('*'))?.[1];
    // A star import of what is not in the workspace is taken to bind nothing that the file itself defines.
    if (!star || !this.outside.gives(star, name)) return NOTHING;
    return sure({ kind: 'import', import: { ...star, name }, node, path });
  }

  private expressionStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const expression = parts(statement)[0];
    if (expression?.type === 'assignment') {
      const bound = this.assigned(expression, path).get(name);
      if (bound) return sure(bound);
    } else if (expression?.type === 'augmented_assignment') {
      if (plainName(field(expression, 'left')) === name)
        return sure({ kind: 'augmented', node: expression, path });
    }
    return this.walrus(path, statement, name);
  }

  /** What an assignment binds, by name. */
  private assigned(expression: Node, path: Path): ReadonlyMap<string, Definition> {
    const known = this.assignments.get(expression.id);
    if (known) return known;
    const targets: Node[] = [];
    let value: Node | null = expression;
    while (value?.type === 'assignment') {
      const left = field(value, 'left');
      if (left) targets.push(left);
      value = field(value, 'right');
    }
    // An annotation without a value binds nothing.
    const bound = new Map(value ? targets.flatMap((target) => [...bind(target, value, path)]) : []);
    this.assignments.set(expression.id, bound);
    return bound;
  }

  /** `(name := value)` in what runs in this scope when a node is entered: not in the blocks of it, which come later. */
  private walrus(path: Path, within: Node, name: string): Reach {
    let found = NOTHING;
    for (const offset of [...this.module.mayBindIn(name, within.startIndex, within.endIndex)].reverse()) {
      if (found.closed || this.work.look() !== undefined) return found;
      if (!this.module.isWalrus(offset, name)) continue;
      const inner = pathAt(within, offset);
      const index = inner.findLastIndex(
        (node) => node.type === 'named_expression' && field(node, 'name')?.startIndex === offset,
      );
      const value = inner[index] && field(inner[index], 'value');
      const around = inner.slice(0, Math.max(0, index));
      if (!value || around.some(({ type }, i) => type === 'lambda' || (type === 'block' && i > 0))) continue;
      const comprehended = around.some(({ type }) => COMPREHENSIONS.has(type));
      const reason = t('`{0}` is bound in a comprehension', name);
      const bound = sure(comprehended ? opaque(value, path, reason) : { kind: 'value', node: value, path });
      found = then(comprehended || isConditional(around, offset) ? maybe(bound) : bound, found);
    }
    return found;
  }

  private body(path: Path, name: string, variable: string): Reach {
    const block = field(last(path), name);
    return block ? this.block([...path, block], variable) : NOTHING;
  }

  /** A block taken as a whole; one that raises or returns passes nothing on. */
  private block(path: Path, name: string): Reach {
    const block = last(path);
    const tooLong = this.work.enter();
    if (tooLong !== undefined) return maybe(sure(opaque(block, path, tooLong)));
    try {
      const end = block.lastNamedChild;
      if (end?.type === 'raise_statement' || end?.type === 'return_statement') return GONE;
      return this.inBlock(path, null, name);
    } finally {
      this.work.leave();
    }
  }

  private ifStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const branches: Reach[] = [];
    let tested = NOTHING;
    const test = (node: Node, here: Path): boolean | undefined => {
      const condition = field(node, 'condition');
      return condition ? this.outside.decide(condition, here) : undefined;
    };
    for (const clause of [statement, ...fields(statement, 'alternative')]) {
      const here = clause === statement ? path : [...path, clause];
      const isElse = clause.type === 'else_clause';
      const taken = isElse ? true : test(clause, here);
      tested = then(tested, this.tested(here, name));
      if (taken === false) continue;
      branches.push(then(tested, this.body(here, isElse ? 'body' : 'consequence', name)));
      if (taken === true) return either(branches);
    }
    return either([...branches, tested]);
  }

  /** What the test of an `if`, `elif` or `while` binds by `:=`, or the iterable of a `for`, or a guard. */
  private tested(path: Path, name: string): Reach {
    const node = last(path);
    const test = field(node, 'condition') ?? field(node, 'right') ?? field(node, 'guard');
    if (!test) return NOTHING;
    return this.work.remember(this.tests.at(`${node.id} ${name}`), () => this.walrus(path, test, name));
  }

  private loop(path: Path, name: string): Reach {
    const statement = last(path);
    const body = repeated(this.body(path, 'body', name), name);
    const tested = this.tested(path, name);
    const target = this.loopTarget(path, name);
    const alternative = field(statement, 'alternative');
    const after = alternative ? this.body([...path, alternative], 'body', name) : NOTHING;
    return then(tested, either([then(then(target, body), after), NOTHING]));
  }

  private loopTarget(path: Path, name: string): Reach {
    const statement = last(path);
    const left = field(statement, 'left');
    const right = field(statement, 'right');
    if (!left || !right) return NOTHING;
    if (left.type === 'identifier' && left.text === name)
      return sure({ kind: 'loop', node: right, path: path.slice(0, -1) });
    return mentions(left, name) ? sure(opaque(left, path, t('`{0}` is a loop variable', name))) : NOTHING;
  }

  private tryStatement(path: Path, name: string): Reach {
    const clauses = parts(last(path));
    const body = this.body(path, 'body', name);
    const otherwise = clauses.find((clause) => clause.type === 'else_clause');
    const normal = otherwise ? then(body, this.body([...path, otherwise], 'body', name)) : body;
    const handlers = this.handlers(path, name);
    // Whatever the body had bound when it raised reaches the handler.
    const partly = maybe(body);
    const reached = either([normal, ...handlers.map((handler) => then(partly, handler))]);
    const finally_ = clauses.find((clause) => clause.type === 'finally_clause');
    const block = finally_ && parts(finally_).find((part) => part.type === 'block');
    return block ? then(reached, this.block([...path, finally_, block], name)) : reached;
  }

  /** What the body, `else` and handlers of a `try` do to a name, each by itself. */
  private beforeFinally(path: Path, name: string): Reach[] {
    const otherwise = parts(last(path)).find((clause) => clause.type === 'else_clause');
    return [
      this.body(path, 'body', name),
      otherwise ? this.body([...path, otherwise], 'body', name) : NOTHING,
      ...this.handlers(path, name),
    ];
  }

  private handlers(path: Path, name: string): Reach[] {
    return parts(last(path))
      .filter((clause) => clause.type === 'except_clause' || clause.type === 'except_group_clause')
      .map((clause) => {
        // Python takes the name of `except … as` away at the handler's end.
        if (this.caught([...path, clause], name) !== NOTHING) return GONE;
        const block = parts(clause).find((part) => part.type === 'block');
        return block ? this.block([...path, clause, block], name) : NOTHING;
      });
  }

  /** `except … as name`, for the code of the handler. */
  private caught(path: Path, name: string): Reach {
    const clause = last(path);
    const alias = fields(clause, 'value').find((value) => aliases(value, name));
    return alias ? sure(opaque(alias, path, t('`{0}` is the exception that was caught', name))) : NOTHING;
  }

  private withTargets(path: Path, name: string): Reach {
    const clause = parts(last(path)).find((part) => part.type === 'with_clause');
    if (!clause) return NOTHING;
    const inExpressions = this.walrus(path, clause, name);
    const target = aliases(clause, name);
    const value = target && aliased(target);
    if (!value) return inExpressions;
    if (target.text !== name)
      return sure(opaque(target, path, t('`{0}` is bound by a with statement', name)));
    return sure({ kind: 'value', node: value, path });
  }

  private matchStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const block = field(statement, 'body');
    const cases = block ? parts(block).filter((part) => part.type === 'case_clause') : [];
    const reaches = cases.map((each) => {
      const here = [...path, block!, each];
      return then(this.captured(here, name), this.body(here, 'consequence', name));
    });
    return then(this.walrus(path, statement, name), either([...reaches, NOTHING]));
  }

  /** A pattern of `case` binds the plain names in it, its guard what it says by `:=`. */
  private captured(path: Path, name: string): Reach {
    const clause = last(path);
    const pattern = parts(clause).find((part) => part.type === 'case_pattern' && mentions(part, name));
    const reason = t('`{0}` stands in a pattern of match', name);
    const bound = pattern ? sure(opaque(pattern, path, reason)) : NOTHING;
    return then(bound, this.tested(path, name));
  }

  /** What a compound statement binds for the code inside it: loop variables, `with … as`, `except … as`, comprehensions. */
  private around(path: Path, child: Node, name: string): Reach {
    const node = last(path);
    switch (node.type) {
      case 'for_statement':
        return child.type === 'block' ? then(this.tested(path, name), this.loopTarget(path, name)) : NOTHING;
      case 'if_statement':
      case 'elif_clause':
      case 'while_statement':
        return this.tested(path, name);
      case 'case_clause':
        return this.captured(path, name);
      case 'with_statement':
        return child.type === 'block' ? this.withTargets(path, name) : NOTHING;
      case 'except_clause':
      case 'except_group_clause':
        return child.type === 'block' ? this.caught(path, name) : NOTHING;
      case 'try_statement':
        return this.aroundTry(path, child, name);
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression': {
        const clauses = parts(node).filter((part) => part.type === 'for_in_clause');
        const bound = clauses.find((clause) => mentions(field(clause, 'left'), name));
        return bound ? sure(opaque(bound, path, t("`{0}` is a comprehension's variable", name))) : NOTHING;
      }
      default:
        return NOTHING;
    }
  }

  private aroundTry(path: Path, child: Node, name: string): Reach {
    if (child.type === 'block') return NOTHING;
    const body = this.body(path, 'body', name);
    if (child.type === 'else_clause') return body;
    // A handler or `finally` is entered from anywhere in what stands before it.
    return maybe(either(child.type === 'finally_clause' ? this.beforeFinally(path, name) : [body]));
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

const COMPREHENSIONS = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

/** Whether what stands at an offset is reached only if something before it turns out so: `q and (N := 1)`. */
function isConditional(around: Path, offset: number): boolean {
  return around.some((node) => {
    const first = parts(node)[node.type === 'conditional_expression' ? 1 : 0];
    const inFirst = first !== undefined && first.startIndex <= offset && offset < first.endIndex;
    switch (node.type) {
      case 'boolean_operator':
      case 'conditional_expression':
      case 'assert_statement':
        return !inFirst;
      case 'comparison_operator':
        return parts(node)
          .slice(2)
          .some((part) => part.startIndex <= offset && offset < part.endIndex);
      default:
        return false;
    }
  });
}
