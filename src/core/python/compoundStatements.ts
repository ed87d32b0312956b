import type { Node } from 'web-tree-sitter';
import { aliased, aliases, mentions } from './bindingTargets';
import { expressionEffects } from './expressionEffects';
import { either, GONE, maybe, NOTHING, opaque, repeated, sure, then, type Reach } from './reach';
import type { ScopeContext, Verdict } from './scopeContext';
import { field, fields, last, parts, pathAt, type Path } from './syntax';
import { maySwallow } from './swallowing';
import { COMPREHENSIONS } from './walrus';
import { Slots } from './work';

/** What statements with blocks in them do to names, behind them and in them. */
export class CompoundStatements {
  private readonly tests = new Slots<Reach>();
  private readonly turns = new Slots<Reach>();
  private readonly ends = new Map<number, readonly Node[]>();

  constructor(private readonly context: ScopeContext) {}

  ifStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const branches: Reach[] = [];
    /** The branches that are not taken where nobody sets the environment's switches. */
    const others: Reach[] = [];
    let tested = NOTHING;
    let isPast = false;
    for (const clause of [statement, ...fields(statement, 'alternative')]) {
      const here = clause === statement ? path : [...path, clause];
      const condition = field(clause, 'condition');
      const { sure, usual } = condition ? this.context.outside.weigh(condition, here) : ELSE;
      tested = then(tested, this.tested(here, name));
      if (sure === false) continue;
      const branch = then(tested, this.body(here, condition ? 'consequence' : 'body', name));
      (isPast || usual === false ? others : branches).push(branch);
      isPast ||= usual === true;
      if (sure === true) return either([...branches, ...others]);
    }
    if (!isPast) return either([...branches, tested, ...others]);
    return { ...either([...branches, ...others, tested]), isUsual: true };
  }

  /** What the test of an `if`, `elif` or `while` binds by `:=`, or the iterable of a `for`, or a guard. */
  private tested(path: Path, name: string): Reach {
    const node = last(path);
    const test = field(node, 'condition') ?? field(node, 'right') ?? field(node, 'guard');
    if (!test) return NOTHING;
    return this.context.work.remember(this.tests.at(`${node.id} ${name}`), () =>
      expressionEffects(this.context, path, test, name),
    );
  }

  loop(path: Path, name: string): Reach {
    const statement = last(path);
    const block = field(statement, 'body');
    const body = repeated(block ? this.turn([...path, block], name) : NOTHING, name);
    const tested = this.tested(path, name);
    const target = this.loopTarget(path, name);
    const alternative = field(statement, 'alternative');
    const otherwise = alternative ? this.body([...path, alternative], 'body', name) : NOTHING;
    // `break` passes `else` by.
    const after = block && this.endsIn(block).length > 0 ? maybe(otherwise) : otherwise;
    const found = then(tested, either([then(then(target, body), after), NOTHING]));
    const isFollowed = body.definitions.some(
      (each) => each.kind === 'opaque' && each.reason.kind === 'changedInLoop',
    );
    return isFollowed ? sure({ kind: 'looped', node: statement, path, otherwise: found.definitions }) : found;
  }

  /** What the rounds of a loop have done to a name where its `else` begins. */
  private rounds(path: Path, name: string): Reach {
    const block = field(last(path), 'body');
    const body = repeated(block ? this.turn([...path, block], name) : NOTHING, name);
    return then(this.tested(path, name), maybe(then(this.loopTarget(path, name), body)));
  }

  /** What one turn of a loop does to a name, wherever `break` or `continue` ends it; `path` leads to its body. */
  turn(path: Path, name: string): Reach {
    const slot = this.turns.at(`${last(path).id} ${name}`);
    return this.context.work.remember(slot, () => this.oneTurn(path, name));
  }

  private oneTurn(path: Path, name: string): Reach {
    const block = last(path);
    const body = this.block(path, name);
    const ends = this.endsIn(block);
    if (ends.length === 0) return body;
    if (ends.length > MAX_ENDS) return maybe(sure(opaque(block, path, { kind: 'tooLong' })));
    return either([body, ...ends.map((end) => this.beforeEnd(path, end, name))]);
  }

  /** The statements that end a turn of a loop early, of loops in it too. */
  private endsIn(block: Node): readonly Node[] {
    const found =
      this.ends.get(block.id) ?? block.descendantsOfType(['break_statement', 'continue_statement']);
    this.ends.set(block.id, found);
    return found;
  }

  /** What has been done to a name where a turn ends early. */
  private beforeEnd(path: Path, end: Node, name: string): Reach {
    const inside = pathAt(last(path), end.startIndex);
    let found = NOTHING;
    for (let i = inside.length - 2; i >= 0 && !found.closed; i--) {
      const here = [...path, ...inside.slice(1, i + 1)];
      if (inside[i]!.type === 'block') found = then(this.context.inBlock(here, name, inside[i + 1]), found);
      else found = then(this.around(here, inside[i + 1]!, name), found);
    }
    return found;
  }

  private loopTarget(path: Path, name: string): Reach {
    const statement = last(path);
    const left = field(statement, 'left');
    const right = field(statement, 'right');
    if (!left || !right) return NOTHING;
    return mentions(left, name)
      ? sure({ kind: 'loop', node: right, target: left, path: path.slice(0, -1) })
      : NOTHING;
  }

  tryStatement(path: Path, name: string): Reach {
    const clauses = parts(last(path));
    const body = this.body(path, 'body', name);
    const otherwise = clauses.find((clause) => clause.type === 'else_clause');
    const normal = otherwise ? then(body, this.body([...path, otherwise], 'body', name)) : body;
    const handlers = this.handlers(path, name);
    // Whatever the body had bound when it raised reaches the handler.
    const partly = this.stopped(path, name);
    const reached = either([normal, ...handlers.map((handler) => then(partly, handler))]);
    const finally_ = clauses.find((clause) => clause.type === 'finally_clause');
    const block = finally_ && parts(finally_).find((part) => part.type === 'block');
    return block ? then(reached, this.block([...path, finally_, block], name)) : reached;
  }

  /** What the body, `else` and handlers of a `try` do to a name, each by itself. */
  private beforeFinally(path: Path, name: string): Reach[] {
    const otherwise = parts(last(path)).find((clause) => clause.type === 'else_clause');
    return [
      this.stopped(path, name),
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
    return alias ? sure(opaque(alias, path, { kind: 'caughtException', name })) : NOTHING;
  }

  withStatement(path: Path, name: string): Reach {
    const targets = this.withTargets(path, name);
    const body = this.body(path, 'body', name);
    if (body === NOTHING || !maySwallow(this.context, path)) return then(targets, body);
    return then(targets, either([body, this.stopped(path, name)]));
  }

  /** What the body of a statement has done to a name wherever an exception ends it. */
  private stopped(path: Path, name: string): Reach {
    const block = field(last(path), 'body');
    return block ? this.context.stopped([...path, block], name) : NOTHING;
  }

  private withTargets(path: Path, name: string): Reach {
    const clause = parts(last(path)).find((part) => part.type === 'with_clause');
    if (!clause) return NOTHING;
    const inExpressions = expressionEffects(this.context, path, clause, name);
    const target = aliases(clause, name);
    const value = target && aliased(target);
    if (!value) return inExpressions;
    if (target.text !== name) return sure(opaque(target, path, { kind: 'boundByWith', name }));
    return sure({ kind: 'value', node: value, path });
  }

  matchStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const block = field(statement, 'body');
    const cases = block ? parts(block).filter((part) => part.type === 'case_clause') : [];
    let tested = expressionEffects(this.context, path, statement, name);
    const branches: Reach[] = [];
    for (const each of cases) {
      const here = [...path, block!, each];
      const tooLong = this.context.work.look();
      if (tooLong !== undefined) return maybe(sure(opaque(each, here, tooLong)));
      const { pattern, guard } = this.context.outside.decideCase(here);
      if (pattern === false) continue;
      // What the pattern binds stays bound where the guard fails.
      const captured = this.captured(here, name);
      if (guard !== false) branches.push(then(then(tested, captured), this.body(here, 'consequence', name)));
      if (pattern === true && guard === true) return either(branches);
      tested = then(tested, pattern === true ? captured : maybe(captured));
    }
    return either([...branches, tested]);
  }

  /** A pattern of `case` binds the plain names in it, its guard what it says by `:=`. */
  private captured(path: Path, name: string): Reach {
    const clause = last(path);
    const statement = path[path.length - 3];
    const pattern = parts(clause).find((part) => part.type === 'case_pattern' && mentions(part, name));
    const isBound = pattern && statement?.type === 'match_statement';
    return then(
      isBound ? sure({ kind: 'matched', node: clause, statement, path }) : NOTHING,
      this.tested(path, name),
    );
  }

  /** What a compound statement binds for the code inside it: loop variables, `with … as`, `except … as`, comprehensions. */
  around(path: Path, child: Node, name: string): Reach {
    const node = last(path);
    if (COMPREHENSIONS.has(node.type)) return comprehended(path, name);
    switch (node.type) {
      case 'for_statement':
        if (child.type === 'else_clause') return this.rounds(path, name);
        return child.type === 'block' ? then(this.tested(path, name), this.loopTarget(path, name)) : NOTHING;
      case 'while_statement':
        return child.type === 'else_clause' ? this.rounds(path, name) : this.tested(path, name);
      case 'if_statement':
      case 'elif_clause':
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
      default:
        return NOTHING;
    }
  }

  private aroundTry(path: Path, child: Node, name: string): Reach {
    if (child.type === 'block') return NOTHING;
    if (child.type === 'else_clause') return this.body(path, 'body', name);
    // A handler or `finally` is entered from anywhere in what stands before it.
    return child.type === 'finally_clause'
      ? maybe(either(this.beforeFinally(path, name)))
      : this.stopped(path, name);
  }

  private body(path: Path, name: string, variable: string): Reach {
    const block = field(last(path), name);
    return block ? this.block([...path, block], variable) : NOTHING;
  }

  /** A block taken as a whole; one that raises or returns passes nothing on. */
  private block(path: Path, name: string): Reach {
    const block = last(path);
    const tooLong = this.context.work.enter();
    if (tooLong !== undefined) return maybe(sure(opaque(block, path, tooLong)));
    try {
      const end = block.lastNamedChild;
      if (end && LEAVING.has(end.type)) return GONE;
      return this.context.inBlock(path, name);
    } finally {
      this.context.work.leave();
    }
  }
}

const ELSE: Verdict = { sure: true, usual: true };

/** Statements after which the next is not reached. */
const LEAVING = new Set(['raise_statement', 'return_statement', 'break_statement', 'continue_statement']);

/** More ways out of one loop are not looked at. */
const MAX_ENDS = 16;

function comprehended(path: Path, name: string): Reach {
  const clauses = parts(last(path)).filter((part) => part.type === 'for_in_clause');
  const bound = clauses.find((clause) => mentions(field(clause, 'left'), name));
  return bound ? sure(opaque(bound, path, { kind: 'comprehensionVariable', name })) : NOTHING;
}
