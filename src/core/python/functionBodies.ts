import type { Node } from 'web-tree-sitter';
import { mentions, plainName } from './bindingTargets';
import { fixedTest, weigh } from './decisions';
import type { Arguments, Folding, FunctionSite } from './folding';
import { Frame, type Local } from './frames';
import { importedNames } from './importStatements';
import { builtinName, entriesOf, iterate } from './iterables';
import { assignTo, augment, changeBy, deleteFrom, isFreshValue, mayChangeAround } from './localChanges';
import { guardOf, matchClause, subjectOf } from './matchPatterns';
import {
  known,
  NONE,
  notFolded,
  oneOf,
  single,
  str,
  unknown,
  type Evaluation,
  type NotFolded,
  type PyObject,
} from './pyValue';
import { methodCalled } from './ownMethods';
import { givenArguments } from './parameters';
import { hasMutableParts } from './sharedParts';
import { field, fields, parts, selfOf, type Path } from './syntax';
import { unpack } from './targets';

/** What a method is followed for whose object is its own until it ends. */
export interface Making {
  /** What counts where the body ends; without, what it returns does. */
  readonly end?: (frame: Frame) => Evaluation;
  /** What the object is after another of its methods has run. */
  readonly after: (site: FunctionSite, self: PyObject, args: Arguments) => Evaluation;
}

/** What a function's body gives, statement by statement, with the parameters bound in its frame. */
export function followBody(frame: Frame, site: FunctionSite, body: Node, making?: Making): Evaluation {
  const run = new Body(frame, site, making);
  // A generator or a coroutine is something else than what it makes.
  if (/\b(yield|await)\b/.test(body.text)) return unknown(run.stop(site.node).reason);
  const end = run.block(body, site.path);
  if (typeof end !== 'string') return unknown(end.reason);
  if (end === 'next') run.give(known(NONE));
  const returned = [...run.returned, ...run.unusual];
  return returned.length > 0 ? oneOf(returned) : unknown(run.stop(site.node).reason);
}

/** More names than these that a loop changes are not followed. */
const MAX_NAMES = 32;

/** What a name holds after a loop, round by round; undefined where the loop is not followed to its end. */
export function followLoop(folding: Folding, name: string, loop: Node, path: Path): Evaluation | undefined {
  const { module } = folding;
  const frame = new Frame(folding, path);
  const names = new Set(loop.descendantsOfType('identifier').map(({ text }) => text));
  const changed = [...names].filter((each) => {
    const [first] = module.mayBindIn(each, loop.startIndex, loop.endIndex);
    return first !== undefined && folding.scopes.lookup(each, path).length > 0;
  });
  if (changed.length > MAX_NAMES) return undefined;
  // Who else holds a list or a dict, and changes it, is looked for where the name is read.
  for (const each of changed) frame.set(each, folding.named(each, path), true);
  const site = { node: loop, path, module, outer: folding, outerPath: path, name };
  const run = new Body(frame, site);
  if (run.statement(loop, path) !== 'next') return undefined;
  const held = frame.locals.get(name);
  if (held?.kind !== 'value' || held.value.reason !== null) return undefined;
  const isKept = held.value.values.some(hasMutableParts) && !putsNewOnly(loop);
  return isKept ? undefined : held.value;
}

/** Whether what a loop puts into something is new each time, so that nobody else can change it. */
function putsNewOnly(loop: Node): boolean {
  return loop.descendantsOfType(['assignment', 'augmented_assignment', 'call']).every((each) => {
    if (each.type === 'call')
      return !/\.(append|extend|insert|update|setdefault|add)$/.test(field(each, 'function')!.text);
    const isName = plainName(field(each, 'left')) !== null;
    return (
      isName ||
      /^(dictionary|list|string|integer|float|true|false|none)$/.test(field(each, 'right')?.type ?? '')
    );
  });
}

/** How a statement ends: the next one follows, nothing does (it returns or raises), or it is not followed. */
type End = 'next' | 'gone' | 'break' | 'continue' | NotFolded;

/** Expressions parts of which may not be reached, or later, or again and again. */
const UNSURE = [
  ...[
    'boolean_operator',
    'conditional_expression',
    'lambda',
    'list_comprehension',
    'dictionary_comprehension',
  ],
  ...['set_comprehension', 'generator_expression'],
];

/** What the targets of a loop are bound to in one round. */
type Bindings = readonly (readonly [target: Node, value: Evaluation])[];

/** How often a `while` goes round. */
const MAX_TURNS = 100;

/** One run through the body of a function. Where a test is not decided, both ways are taken, and what they leave is joined. */
class Body {
  readonly returned: Evaluation[] = [];
  /** What it returns only where somebody sets a switch of the environment. */
  readonly unusual: Evaluation[] = [];
  /** Whether the way that is followed is taken only then. */
  private isUnusual = false;
  /** What the last test that was not decided is where nobody does. */
  private usual: boolean | undefined;
  /** Whether anything so far was not known for sure, so that it may have raised. */
  private isDoubtful = false;

  constructor(
    private readonly frame: Frame,
    private readonly site: FunctionSite,
    private readonly making?: Making,
  ) {}

  give(value: Evaluation): void {
    (this.isUnusual ? this.unusual : this.returned).push(
      this.making?.end ? this.making.end(this.frame) : value,
    );
  }

  stop(at: Node): NotFolded {
    const { name } = this.site;
    return notFolded({ kind: 'functionNotFollowed', function: name, line: at.startPosition.row + 1 });
  }

  block(block: Node, path: Path): End {
    for (const statement of parts(block)) {
      const end = this.counted(statement, [...path, block, statement]);
      if (end !== 'next') return end;
    }
    return 'next';
  }

  private counted(statement: Node, path: Path): End {
    const { work } = this.frame;
    const tooLong = work.enter();
    if (tooLong !== undefined) return notFolded(tooLong);
    try {
      return this.statement(statement, path);
    } finally {
      work.leave();
    }
  }

  statement(node: Node, path: Path): End {
    switch (node.type) {
      case 'expression_statement':
        return this.expressionStatement(node, path);
      case 'return_statement':
        return this.returnStatement(node, path);
      case 'raise_statement':
        return 'gone';
      case 'assert_statement': {
        const verdict = this.test(parts(node)[0], path);
        return typeof verdict === 'object' ? verdict : verdict === false ? 'gone' : 'next';
      }
      case 'pass_statement':
        return 'next';
      case 'break_statement':
        return 'break';
      case 'continue_statement':
        return 'continue';
      case 'if_statement':
        return this.ifStatement(node, path);
      case 'for_statement':
        return this.forStatement(node, path);
      case 'while_statement':
        return this.whileStatement(node, path);
      case 'match_statement':
        return this.matchStatement(node, path);
      case 'try_statement':
        return this.tryStatement(node, path);
      case 'delete_statement':
        return this.done(deleteFrom(this.frame, node, path), node);
      default:
        return this.definition(node, path);
    }
  }

  private definition(node: Node, path: Path): End {
    const { locals } = this.frame;
    const isDecorated = node.type === 'decorated_definition';
    const inner = isDecorated ? field(node, 'definition') : node;
    const name = inner?.type === 'function_definition' ? field(inner, 'name')?.text : undefined;
    if (inner && name !== undefined) return this.define(name, inner, isDecorated ? [...path, inner] : path);
    if (node.type !== 'import_statement' && node.type !== 'import_from_statement') return this.stop(node);
    for (const [name, found] of importedNames(node)) {
      if (name.startsWith('*')) return this.stop(node);
      locals.set(name, { kind: 'import', definition: { kind: 'import', import: found, node, path } });
    }
    this.isDoubtful = true;
    return 'next';
  }

  /** A function in the function, or a lambda with a name. */
  private define(name: string, node: Node, path: Path): End {
    if (mayChangeAround(node)) return this.stop(node);
    const { module } = this.frame;
    this.frame.locals.set(name, {
      kind: 'function',
      site: { node, path, module, outer: this.frame, outerPath: path, name },
    });
    return 'next';
  }

  /** What an expression gives, with what is set in it by `:=` bound. */
  private value(node: Node | null | undefined, path: Path): Evaluation | NotFolded {
    if (!node) return notFolded({ kind: 'incomplete' });
    if (!this.bindWalruses(node, path)) return this.stop(node);
    const value = this.frame.evaluate(node, path);
    if (value.reason !== null) this.isDoubtful = true;
    return this.done(changeBy(this.frame, node, path, value), node) === 'next' ? value : this.stop(node);
  }

  private done(isDone: boolean, node: Node): End {
    return isDone ? 'next' : this.stop(node);
  }

  /** Only where they are surely reached, and once. */
  private bindWalruses(node: Node, path: Path): boolean {
    if (!node.text.includes(':=')) return true;
    if (UNSURE.includes(node.type) || node.descendantsOfType(UNSURE).length > 0) return false;
    return node.descendantsOfType('named_expression').every((each) => {
      const name = field(each, 'name')?.text ?? '';
      const value = field(each, 'value');
      if (!value || mentions(value, name) || value.text.includes(':=')) return false;
      this.frame.set(name, this.frame.evaluate(value, path));
      return true;
    });
  }

  private test(node: Node | null | undefined, path: Path): boolean | undefined | NotFolded {
    const fixed = node ? fixedTest(node) : undefined;
    if (fixed !== undefined) return fixed;
    const value = this.value(node, path);
    if ('kind' in value) return value;
    const { sure, usual } = weigh(value);
    this.usual = usual;
    if (sure === undefined) this.isDoubtful = true;
    return sure;
  }

  private expressionStatement(node: Node, path: Path): End {
    const [expression, ...more] = parts(node);
    if (!expression || more.length > 0) return this.stop(node);
    switch (expression.type) {
      case 'string':
      case 'concatenated_string':
      case 'ellipsis':
        return 'next';
      case 'assignment':
        return this.assignment(expression, path);
      case 'augmented_assignment': {
        const value = this.value(field(expression, 'right'), path);
        return 'kind' in value ? value : this.done(augment(this.frame, expression, value, path), node);
      }
      default: {
        if (expression.type === 'call' && isMessage(expression)) return 'next';
        const own = this.making ? this.ownMethod(expression, path) : undefined;
        if (own !== undefined) return own;
        const isChanged = assignTo.byCall(this.frame, expression, path);
        if (isChanged !== undefined) return this.done(isChanged, node);
        const value = this.value(expression, path);
        if ('kind' in value) return value;
        return this.done(value.reason === null, node);
      }
    }
  }

  /** `super().__init__(gpu)` and `self.choose()`: a method of the object that is made; undefined for anything else. */
  private ownMethod(call: Node, path: Path): End | undefined {
    const { frame, site, making } = this;
    const name = selfOf(site.node);
    const local = frame.locals.get(name);
    const object = local?.kind === 'value' && local.isFresh ? single(local.value) : undefined;
    const found = object?.kind === 'object' ? methodCalled(frame, site, object, call, path) : undefined;
    if (object?.kind !== 'object' || !found) return undefined;
    if (found === 'nothing') return 'next';
    const { method, given } = found;
    if (given.some((each) => 'kind' in this.value(each, path))) return this.stop(call);
    const args = method && givenArguments(frame, call, path);
    if (!method || !args) return this.stop(call);
    const positional = found.takesSelf ? args.positional.slice(1) : args.positional;
    const after = making!.after(method, object, { ...args, positional });
    if (after.values.length === 0 || after.values.some(({ kind }) => kind !== 'object'))
      return this.stop(call);
    if (after.reason !== null) this.isDoubtful = true;
    frame.set(name, after, true);
    return 'next';
  }

  private assignment(expression: Node, path: Path): End {
    const targets: Node[] = [];
    let source: Node | null = expression;
    while (source?.type === 'assignment') {
      const left = field(source, 'left');
      if (left) targets.push(left);
      source = field(source, 'right');
    }
    // An annotation without a value binds nothing.
    if (!source) return 'next';
    const [only, ...others] = targets;
    const name = only && others.length === 0 ? plainName(only) : null;
    if (source.type === 'lambda' && name !== null) return this.define(name, source, path);
    const given = this.sides(only, source, path);
    if (!given) return this.stop(expression);
    const isFresh = others.length === 0 && isFreshValue(this.frame, source, path);
    if (given.length > 1)
      return this.done(
        others.length === 0 &&
          parts(only!).every((target, i) => assignTo.target(this.frame, target, given[i]!, false, path)),
        expression,
      );
    return this.done(
      targets.every((target) => assignTo.target(this.frame, target, given[0]!, isFresh, path)),
      expression,
    );
  }

  /** The values of an assignment, one for each target where these stand side by side. */
  private sides(target: Node | undefined, source: Node, path: Path): Evaluation[] | undefined {
    const values = ['expression_list', 'tuple', 'list'].includes(source.type) ? parts(source) : [];
    const targets = target && ['pattern_list', 'tuple_pattern'].includes(target.type) ? parts(target) : [];
    const isPaired =
      targets.length > 1 &&
      targets.length === values.length &&
      ![...targets, ...values].some(({ type }) => type.startsWith('list_splat'));
    const found = (isPaired ? values : [source]).map((each) => this.value(each, path));
    return found.every((each) => !('kind' in each)) ? (found as Evaluation[]) : undefined;
  }

  private returnStatement(node: Node, path: Path): End {
    const [expression] = parts(node);
    if (!expression) {
      this.give(known(NONE));
      return 'gone';
    }
    const value = this.value(expression, path);
    if ('kind' in value) return value;
    this.give(value);
    return 'gone';
  }

  private ifStatement(node: Node, path: Path): End {
    const fork = new Fork(this.frame);
    const around = this.isUnusual;
    /** How the way ends that is taken where nobody sets a switch; undefined before that has been found. */
    let usualEnd: End | undefined;
    const take = (body: Node, here: Path, isUsual: boolean | undefined): End => {
      this.isUnusual = around || usualEnd !== undefined || isUsual === false;
      const end = this.block(body, here);
      if (isUsual) usualEnd ??= end;
      return end;
    };
    const done = (end: End): End => {
      this.isUnusual = around || usualEnd === 'gone';
      return end;
    };
    for (const clause of [node, ...fields(node, 'alternative')]) {
      const isElse = clause.type === 'else_clause';
      const here = clause === node ? path : [...path, clause];
      const verdict = isElse ? true : this.test(field(clause, 'condition'), here);
      if (typeof verdict === 'object') return verdict;
      if (verdict === false) continue;
      const body = field(clause, isElse ? 'body' : 'consequence');
      if (!body) return this.stop(node);
      if (verdict) return done(fork.last(take(body, here, true), this.stop(node)));
      const { usual } = this;
      const end = fork.way(() => take(body, here, usual), usualEnd !== undefined || usual === false);
      if (typeof end !== 'string') return end;
    }
    return done(fork.last('next', this.stop(node)));
  }

  private forStatement(node: Node, path: Path): End {
    const left = field(node, 'left');
    const right = field(node, 'right');
    const body = field(node, 'body');
    if (!left || !right || !body || right.text.includes(':=') || node.text.startsWith('async'))
      return this.stop(node);
    const rounds = this.rounds(left, right, path) ?? this.stop(node);
    if ('kind' in rounds) return rounds;
    // What a loop goes through must not change on the way.
    if (!changeBy(this.frame, right, path, unknown({ kind: 'incomplete' }), true)) return this.stop(node);
    for (const bindings of rounds) {
      const bind = (name: string, value: Evaluation): void => this.frame.set(name, value);
      if (!bindings.every(([target, value]) => unpack(target, value, bind))) return this.stop(node);
      const end = this.block(body, path);
      if (end === 'break') return 'next';
      if (end !== 'next' && end !== 'continue') return end;
    }
    return this.otherwise(node, path);
  }

  /** What a loop binds in each round; undefined where it may go more than one way. */
  private rounds(left: Node, right: Node, path: Path): readonly Bindings[] | NotFolded | undefined {
    const [key, value, ...more] = left.type === 'pattern_list' ? parts(left) : [];
    const entries = key && value && more.length === 0 ? entriesOf(this.frame, right, path) : undefined;
    // Apart, so that a value that is not known hides no key.
    if (entries)
      return entries.map(([name, entry]) => [
        [key!, known(str(name))],
        [value!, entry],
      ]);
    const through = iterate(this.frame, right, path);
    const [way, ...others] = through.ways;
    if (through.reason !== null) return notFolded(through.reason);
    return way && others.length === 0 ? way.map((element) => [[left, element]]) : undefined;
  }

  private whileStatement(node: Node, path: Path): End {
    const body = field(node, 'body');
    for (let turn = 0; body && turn < MAX_TURNS; turn++) {
      const verdict = this.test(field(node, 'condition'), path);
      if (typeof verdict === 'object') return verdict;
      if (verdict === undefined) return this.stop(node);
      if (!verdict) return this.otherwise(node, path);
      const end = this.block(body, path);
      if (end === 'break') return 'next';
      if (end !== 'next' && end !== 'continue') return end;
    }
    return this.stop(node);
  }

  private otherwise(loop: Node, path: Path): End {
    const alternative = field(loop, 'alternative');
    const body = alternative && field(alternative, 'body');
    return body ? this.block(body, [...path, alternative]) : 'next';
  }

  private matchStatement(node: Node, path: Path): End {
    const block = field(node, 'body');
    const subject = subjectOf(node, (each) => {
      const value = this.value(each, path);
      return 'kind' in value ? unknown(value.reason) : value;
    });
    if (!block || !subject) return this.stop(node);
    const fork = new Fork(this.frame);
    for (const clause of parts(block).filter((part) => part.type === 'case_clause')) {
      const here = [...path, block, clause];
      const { verdict, captured } = matchClause(this.frame, clause, subject, here);
      if (verdict === false) continue;
      if (verdict === undefined) this.isDoubtful = true;
      // What a pattern binds stays bound where its guard fails: only what comes later could tell.
      for (const [name, value] of captured) this.frame.set(name, value);
      const guard = guardOf(clause);
      const guarded = guard ? this.test(guard, here) : true;
      if (typeof guarded === 'object') return guarded;
      const body = field(clause, 'consequence');
      if (!body) return this.stop(node);
      if (guarded === false) continue;
      if (verdict === true && guarded === true) return fork.last(this.block(body, here), this.stop(node));
      const end = fork.way(() => this.block(body, here));
      if (typeof end !== 'string') return end;
    }
    return fork.last('next', this.stop(node));
  }

  /** Followed only where all of its body is known, so that none of its handlers is reached. */
  private tryStatement(node: Node, path: Path): End {
    const clauses = parts(node);
    const body = field(node, 'body');
    const finally_ = clauses.find((clause) => clause.type === 'finally_clause');
    if (!body || finally_?.descendantsOfType('return_statement').length) return this.stop(node);
    // What else is called may raise, and what it gives does not say so.
    const calls = body.descendantsOfType('call').map((call) => field(call, 'function'));
    const isPlain = calls.every(
      (callee) => callee?.type === 'attribute' || (callee && builtinName(this.frame, callee, path)),
    );
    if (!isPlain || body.descendantsOfType('raise_statement').length > 0) return this.stop(node);
    const inside = new Body(this.frame, this.site, this.making);
    const end = inside.block(body, path);
    if (inside.isDoubtful) return this.stop(node);
    (this.isUnusual ? this.unusual : this.returned).push(...inside.returned);
    this.unusual.push(...inside.unusual);
    const otherwise = clauses.find((clause) => clause.type === 'else_clause');
    const afterElse =
      end === 'next' && otherwise ? this.block(field(otherwise, 'body')!, [...path, otherwise]) : end;
    const last = finally_ && parts(finally_).find((part) => part.type === 'block');
    if (!last || typeof afterElse === 'object') return afterElse;
    const afterFinally = this.block(last, [...path, finally_]);
    return afterFinally === 'next' ? afterElse : afterFinally;
  }
}

/** Ways that may be taken, one after another from the same state, and what they leave. */
class Fork {
  private readonly left: ReadonlyMap<string, Local>[] = [];
  private readonly unusual: ReadonlyMap<string, Local>[] = [];
  private isForked = false;

  constructor(private readonly frame: Frame) {}

  /** A way that may be taken, or is only where somebody sets a switch: afterwards the state is as before. */
  way(take: () => End, isUnusual = false): 'next' | NotFolded {
    this.isForked = true;
    const before = this.frame.locals;
    this.frame.locals = new Map(before);
    const end = take();
    if (typeof end !== 'string') return end;
    // Whether the loop goes on would hang on the test.
    if (end === 'break' || end === 'continue') return notFolded({ kind: 'truthNotKnown' });
    if (end === 'next') (isUnusual ? this.unusual : this.left).push(this.frame.locals);
    this.frame.locals = before;
    return 'next';
  }

  /** The way that is taken where none before was. */
  last(end: End, stop: NotFolded): End {
    if (!this.isForked || typeof end !== 'string') return end;
    if (end === 'break' || end === 'continue') return stop;
    if (end === 'next') this.left.push(this.frame.locals);
    const left = [...this.left, ...this.unusual];
    if (left.length === 0) return 'gone';
    this.frame.locals = joined(left);
    return 'next';
  }
}

/** What a name holds after one of several ways; a name that only some have bound has what these say. */
function joined(states: readonly ReadonlyMap<string, Local>[]): Map<string, Local> {
  const [first, ...others] = states;
  const all = new Map(first);
  for (const name of new Set(others.flatMap((state) => [...state.keys()]))) {
    const held = states.flatMap((state) => state.get(name) ?? []);
    if (held.every((each) => each === held[0])) all.set(name, held[0]!);
    else
      all.set(name, {
        kind: 'value',
        value: oneOf(
          held.map((each) => (each.kind === 'value' ? each.value : unknown({ kind: 'isFunction', name }))),
        ),
        isFresh: held.every((each) => each.kind === 'value' && each.isFresh),
      });
  }
  return all;
}

/** A call that only tells somebody something. */
function isMessage(call: Node): boolean {
  const callee = field(call, 'function')?.text ?? '';
  return /^(print|warnings\.warn|(logging|logger|log|_logger|LOGGER)\.(debug|info|warning|warn|error))$/.test(
    callee,
  );
}
