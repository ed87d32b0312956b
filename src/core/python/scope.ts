import type { Node } from 'web-tree-sitter';
import { importedNames, type Import, type PythonModule } from './module';
import { childAt, field, fields, last, parts, pathAt, type Path } from './syntax';

/** One place that can have given a name its value. `path` leads to the statement: the scope its expressions are read in. */
export type Definition =
  | { readonly kind: 'value'; readonly node: Node; readonly path: Path }
  | {
      readonly kind: 'unpacked';
      readonly node: Node;
      readonly index: number;
      readonly count: number;
      readonly path: Path;
    }
  | { readonly kind: 'augmented'; readonly node: Node; readonly path: Path }
  | { readonly kind: 'import'; readonly import: Import; readonly node: Node; readonly path: Path }
  | { readonly kind: 'class' | 'function'; readonly node: Node; readonly path: Path }
  | { readonly kind: 'parameter'; readonly node: Node; readonly path: Path; readonly of: string }
  | { readonly kind: 'loop'; readonly node: Node; readonly path: Path }
  | { readonly kind: 'opaque'; readonly node: Node; readonly path: Path; readonly reason: string };

/** The definitions that can reach a place; `closed` when the name is surely bound by one of them. */
interface Reach {
  readonly definitions: readonly Definition[];
  readonly closed: boolean;
}

const NOTHING: Reach = { definitions: [], closed: false };

/** Whether a condition is surely true or false; undefined when only a run can tell. */
export type Decide = (test: Node, path: Path) => boolean | undefined;

/** Python's scopes: which definitions of a name reach a place (reaching definitions, found backwards and on demand). */
export class Scopes {
  /** What a statement does to a name does not depend on who asks: many declarations share `app` and `MINUTES`. */
  private readonly effects = new Map<string, Reach>();
  private readonly statements = new Map<string, readonly Node[]>();

  constructor(
    private readonly module: PythonModule,
    private readonly decide: Decide,
  ) {}

  /**
   * The definitions of a name that reach the end of `path`, in source order.
   * Code in a function runs later, so that it sees the final state of the scopes around it.
   */
  lookup(name: string, path: Path): readonly Definition[] {
    const found: Definition[] = [];
    let later = false;
    let inFunction = false;
    for (let depth = path.length - 1; depth >= 0; depth--) {
      const node = path[depth]!;
      const here = path.slice(0, depth + 1);
      if (node.type === 'block' || node.type === 'module') {
        const owner = path[depth - 1];
        // A class's names are seen by code directly in its body only.
        if (owner?.type === 'class_definition' && inFunction) continue;
        const reach = this.inBlock(here, later ? null : (path[depth + 1] ?? null), name);
        found.unshift(...reach.definitions);
        if (reach.closed) return this.withGlobalWrites(name, found, node);
        // What comes later in a loop's body was there before, the next time round.
        if (owner?.type === 'for_statement' || owner?.type === 'while_statement')
          found.unshift(...repeated(this.inBlock(here, null, name), name).definitions);
        if (owner?.type === 'function_definition') {
          found.unshift(...this.parameters(owner, path.slice(0, depth), name));
          if (found.length > 0) return found;
          later = inFunction = true;
        }
      } else if (node.type === 'lambda') {
        const bound = this.parameters(node, here.slice(0, -1), name);
        if (bound.length > 0) return bound;
        later = inFunction = true;
      } else if (depth + 1 < path.length) {
        const around = this.around(here, path[depth + 1]!, name);
        found.unshift(...around.definitions);
        if (around.closed) return this.withGlobalWrites(name, found, path[0]!);
      }
    }
    return this.withGlobalWrites(name, found, path[0]!);
  }

  /** The definitions of a name at the end of a class's body or of a module. */
  atEnd(name: string, path: Path): readonly Definition[] {
    return this.withGlobalWrites(name, this.inBlock(path, null, name).definitions, last(path));
  }

  private withGlobalWrites(name: string, found: readonly Definition[], scope: Node): readonly Definition[] {
    if (scope.type !== 'module' || found.length === 0 || !this.module.globalNames.has(name)) return found;
    const reason = `\`${name}\` is rewritten by a \`global\` statement`;
    return [...found, { kind: 'opaque', node: scope, path: [scope], reason }];
  }

  /** What the statements of a block before `before` (all where it is null) do to a name. */
  private inBlock(path: Path, before: Node | null, name: string): Reach {
    const block = last(path);
    const definitions: Definition[] = [];
    const statements = this.statementsBinding(block, name);
    for (let i = statements.length - 1; i >= 0; i--) {
      const statement = statements[i]!;
      if (before && statement.startIndex >= before.startIndex) continue;
      const reach = this.effect([...path, statement], name);
      definitions.unshift(...reach.definitions);
      if (reach.closed) return { definitions, closed: true };
    }
    return { definitions, closed: false };
  }

  /** The statements of a block in whose text the name may be bound, in order: only these can bind it. */
  private statementsBinding(block: Node, name: string): readonly Node[] {
    const key = `${block.id} ${name}`;
    let statements = this.statements.get(key);
    if (!statements) this.statements.set(key, (statements = this.findStatements(block, name)));
    return statements;
  }

  private findStatements(block: Node, name: string): Node[] {
    const statements: Node[] = [];
    const { endIndex } = block;
    let upTo = block.startIndex;
    for (const offset of this.module.bindingOccurrences(name)) {
      if (offset < upTo) continue;
      if (offset >= endIndex) break;
      const statement = childAt(block, offset);
      if (!statement) continue;
      upTo = statement.endIndex;
      statements.push(statement);
    }
    return statements;
  }

  /** What one statement does to a name. */
  private effect(path: Path, name: string): Reach {
    const key = `${last(path).id} ${name}`;
    let effect = this.effects.get(key);
    if (!effect) this.effects.set(key, (effect = this.findEffect(path, name)));
    return effect;
  }

  private findEffect(path: Path, name: string): Reach {
    const statement = last(path);
    switch (statement.type) {
      case 'expression_statement':
        return this.expressionStatement(path, name);
      case 'import_statement':
      case 'import_from_statement': {
        const found = importedNames(statement).find(([bound]) => bound === name);
        return found ? sure({ kind: 'import', import: found[1], node: statement, path }) : NOTHING;
      }
      case 'function_definition':
      case 'class_definition':
        return this.named(statement, statement, path, name);
      case 'decorated_definition': {
        const definition = field(statement, 'definition');
        return definition ? this.named(statement, definition, path, name) : NOTHING;
      }
      case 'if_statement':
        return this.ifStatement(path, name);
      case 'for_statement':
      case 'while_statement':
        return this.loop(path, name);
      case 'try_statement':
        return this.tryStatement(path, name);
      case 'with_statement': {
        const body = this.body(path, 'body', name);
        return body.closed ? body : then(this.withTargets(path, name), body);
      }
      case 'match_statement': {
        const block = field(statement, 'body');
        const cases = block ? parts(block).filter((part) => part.type === 'case_clause') : [];
        return either([
          ...cases.map((each) =>
            then(captured(each, name, path), this.body([...path, block!, each], 'consequence', name)),
          ),
          NOTHING,
        ]);
      }
      case 'delete_statement':
        return mentionsPlainly(statement, name) ? { definitions: [], closed: true } : NOTHING;
      default:
        return this.walrus(path, statement, name);
    }
  }

  private named(statement: Node, definition: Node, path: Path, name: string): Reach {
    if (field(definition, 'name')?.text !== name) return NOTHING;
    const kind = definition.type === 'class_definition' ? 'class' : 'function';
    return sure({ kind, node: definition, path: statement === definition ? path : [...path, definition] });
  }

  private expressionStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const expression = parts(statement)[0];
    if (expression?.type === 'assignment') {
      const targets: Node[] = [];
      let value: Node | null = expression;
      while (value?.type === 'assignment') {
        const left = field(value, 'left');
        if (left) targets.push(left);
        value = field(value, 'right');
      }
      // An annotation without a value binds nothing.
      if (!value) return NOTHING;
      const bound = targets.map((target) => bind(target, value, path, name)).find((each) => each !== null);
      if (bound) return sure(bound);
    } else if (expression?.type === 'augmented_assignment') {
      if (field(expression, 'left')?.text === name)
        return sure({ kind: 'augmented', node: expression, path });
    }
    return this.walrus(path, statement, name);
  }

  /** `(name := value)` anywhere in an expression that runs in this scope. */
  private walrus(path: Path, within: Node, name: string): Reach {
    for (const offset of this.module.bindingOccurrences(name)) {
      if (offset < within.startIndex || offset >= within.endIndex) continue;
      if (!/^\s*:=/.test(this.module.text.slice(offset + name.length, offset + name.length + 20))) continue;
      const inner = pathAt(within, offset);
      const named = inner.find(
        (node) => node.type === 'named_expression' && field(node, 'name')?.startIndex === offset,
      );
      const value = named && field(named, 'value');
      if (value && !inner.some((node) => node.type === 'lambda'))
        return sure({ kind: 'value', node: value, path });
    }
    return NOTHING;
  }

  private body(path: Path, name: string, variable: string): Reach {
    const block = field(last(path), name);
    return block ? this.block([...path, block], variable) : NOTHING;
  }

  /** A block taken as a whole; one that raises or returns passes nothing on. */
  private block(path: Path, name: string): Reach & { readonly leaves?: boolean } {
    const statements = parts(last(path));
    const end = statements[statements.length - 1];
    if (end && (end.type === 'raise_statement' || end.type === 'return_statement'))
      return { definitions: [], closed: true, leaves: true };
    return this.inBlock(path, null, name);
  }

  private ifStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const branches: Reach[] = [];
    let tested = NOTHING;
    const test = (node: Node, here: Path): boolean | undefined => {
      const condition = field(node, 'condition');
      return condition ? this.decide(condition, here) : undefined;
    };
    const clauses: { readonly path: Path; readonly body: string; readonly taken: boolean | undefined }[] = [
      { path, body: 'consequence', taken: test(statement, path) },
      ...fields(statement, 'alternative').map((clause) => ({
        path: [...path, clause],
        body: clause.type === 'elif_clause' ? 'consequence' : 'body',
        taken: clause.type === 'elif_clause' ? test(clause, path) : true,
      })),
    ];
    for (const clause of clauses) {
      tested = then(tested, this.tested(clause.path, name));
      if (clause.taken === false) continue;
      branches.push(then(tested, this.body(clause.path, clause.body, name)));
      if (clause.taken === true) return either(branches);
    }
    return either([...branches, tested]);
  }

  /** What the test of an `if`, `elif` or `while` binds by `:=`. */
  private tested(path: Path, name: string): Reach {
    const condition = field(last(path), 'condition');
    return condition ? this.walrus(path, condition, name) : NOTHING;
  }

  private loop(path: Path, name: string): Reach {
    const statement = last(path);
    const body = repeated(this.body(path, 'body', name), name);
    const target = then(this.tested(path, name), this.loopTarget(path, name));
    const alternative = field(statement, 'alternative');
    const after = alternative ? this.body([...path, alternative], 'body', name) : NOTHING;
    return either([then(then(target, body), after), NOTHING]);
  }

  private loopTarget(path: Path, name: string): Reach {
    const statement = last(path);
    const left = field(statement, 'left');
    const right = field(statement, 'right');
    if (!left || !right) return NOTHING;
    if (left.type === 'identifier' && left.text === name)
      return sure({ kind: 'loop', node: right, path: path.slice(0, -1) });
    if (mentions(left, name)) {
      return sure({ kind: 'opaque', node: left, path, reason: `\`${name}\` is a loop variable` });
    }
    return NOTHING;
  }

  private tryStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const clauses = parts(statement);
    const body = this.body(path, 'body', name);
    const otherwise = clauses.find((clause) => clause.type === 'else_clause');
    const normal = otherwise ? then(body, this.body([...path, otherwise], 'body', name)) : body;
    const handlers = this.handlers(path, name);
    // Whatever the body had bound when it raised reaches the handler.
    const partly = { definitions: body.definitions, closed: false };
    const reached = either([normal, ...handlers.map((handler) => then(partly, handler))]);
    const last_ = clauses.find((clause) => clause.type === 'finally_clause');
    const block = last_ && parts(last_).find((part) => part.type === 'block');
    return block ? then(reached, this.block([...path, last_, block], name)) : reached;
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
        const block = parts(clause).find((part) => part.type === 'block');
        return block ? this.block([...path, clause, block], name) : NOTHING;
      });
  }

  private withTargets(path: Path, name: string): Reach {
    const clause = parts(last(path)).find((part) => part.type === 'with_clause');
    const targets = clause?.descendantsOfType('as_pattern_target') ?? [];
    const target = targets.find((each) => mentions(each, name));
    const value = target?.parent && parts(target.parent)[0];
    if (!target || !value) return NOTHING;
    if (target.text !== name)
      return sure({ kind: 'opaque', node: target, path, reason: `\`${name}\` is bound by a with statement` });
    return sure({ kind: 'value', node: value, path });
  }

  /** What a compound statement binds for the code inside it: loop variables, `with … as`, `except … as`, comprehensions. */
  private around(path: Path, child: Node, name: string): Reach {
    const node = last(path);
    switch (node.type) {
      case 'for_statement':
        return child.type === 'block' ? this.loopTarget(path, name) : NOTHING;
      case 'if_statement':
      case 'elif_clause':
      case 'while_statement':
        return this.tested(path, name);
      case 'case_clause':
        return captured(node, name, path);
      case 'with_statement':
        return child.type === 'block' ? this.withTargets(path, name) : NOTHING;
      case 'try_statement': {
        if (child.type === 'block') return NOTHING;
        const body = this.body(path, 'body', name);
        if (child.type === 'else_clause') return body;
        // A handler or `finally` is entered from anywhere in what stands before it.
        const before = child.type === 'finally_clause' ? this.beforeFinally(path, name) : [body];
        return { definitions: before.flatMap((each) => each.definitions), closed: false };
      }
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression': {
        const clauses = parts(node).filter((part) => part.type === 'for_in_clause');
        const bound = clauses.find((clause) => mentions(field(clause, 'left'), name));
        return bound
          ? sure({ kind: 'opaque', node: bound, path, reason: `\`${name}\` is a comprehension's variable` })
          : NOTHING;
      }
      default:
        return NOTHING;
    }
  }

  private parameters(owner: Node, path: Path, name: string): Definition[] {
    const list = field(owner, 'parameters');
    const of = field(owner, 'name')?.text ?? 'lambda';
    const outside = last(path) === owner ? path.slice(0, -1) : path;
    for (const parameter of list ? parts(list) : []) {
      const bound = field(parameter, 'name') ?? parts(parameter)[0] ?? parameter;
      const identifier = parameter.type === 'identifier' ? parameter : bound;
      if (identifier.text === name || identifier.text.replace(/^\*+/, '') === name) {
        return [{ kind: 'parameter', node: parameter, path: outside, of }];
      }
    }
    return [];
  }
}

function sure(definition: Definition): Reach {
  return { definitions: [definition], closed: true };
}

/** One after the other: the later one hides the earlier where it surely binds. */
function then(first: Reach, second: Reach): Reach {
  if (second.closed) return second;
  return { definitions: [...first.definitions, ...second.definitions], closed: first.closed };
}

/** In a loop an assignment that reads its own name happens again and again: `N = N * 2`, `N += 1`. */
function repeated(body: Reach, name: string): Reach {
  const reason = `\`${name}\` is changed in a loop`;
  const settled = (each: Definition): Definition =>
    each.kind === 'augmented' || (each.kind === 'value' && mentions(each.node, name))
      ? { kind: 'opaque', node: each.node, path: each.path, reason }
      : each;
  return { definitions: body.definitions.map(settled), closed: body.closed };
}

function either(branches: readonly Reach[]): Reach {
  return {
    definitions: branches.flatMap((branch) => branch.definitions),
    closed: branches.length > 0 && branches.every((branch) => branch.closed),
  };
}

/** A pattern of `case` binds the plain names in it. */
function captured(clause: Node, name: string, path: Path): Reach {
  const pattern = parts(clause).find((part) => part.type === 'case_pattern' && mentions(part, name));
  if (!pattern) return NOTHING;
  return sure({ kind: 'opaque', node: pattern, path, reason: `\`${name}\` stands in a pattern of match` });
}

/** Whether `del` takes the name itself away, and not something in it. */
function mentionsPlainly(statement: Node, name: string): boolean {
  return parts(statement)
    .flatMap((part) => (part.type === 'expression_list' ? parts(part) : [part]))
    .some((part) => part.type === 'identifier' && part.text === name);
}

function mentions(target: Node | null, name: string): boolean {
  if (!target) return false;
  return target.text === name || target.descendantsOfType('identifier').some((each) => each.text === name);
}

/** What binding a target to a value does to a name; null where the target does not hold it. */
function bind(target: Node, value: Node, path: Path, name: string): Definition | null {
  if (target.type === 'identifier') return target.text === name ? { kind: 'value', node: value, path } : null;
  if (!['pattern_list', 'tuple_pattern', 'list_pattern'].includes(target.type)) return null;
  const targets = parts(target);
  const index = targets.findLastIndex(
    (each) => mentions(each, name) && each.type !== 'attribute' && each.type !== 'subscript',
  );
  const found = targets[index];
  if (!found) return null;
  if (targets.some((each) => each.type === 'list_splat_pattern')) {
    return { kind: 'opaque', node: found, path, reason: `\`${name}\` is unpacked from a starred assignment` };
  }
  const values = ['expression_list', 'tuple', 'list'].includes(value.type) ? parts(value) : [];
  if (values.length === targets.length && !values.some((each) => each.type === 'list_splat')) {
    return bind(found, values[index]!, path, name);
  }
  if (found.type !== 'identifier')
    return { kind: 'opaque', node: found, path, reason: `\`${name}\` is unpacked from a nested value` };
  return { kind: 'unpacked', node: value, index, count: targets.length, path };
}
