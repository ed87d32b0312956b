/** What an expression registers with: a method of an app, through whatever names, partials and helpers it comes. */
import type { Node } from 'web-tree-sitter';
import { BoundEvaluator, parametersBound, type Expression } from '../python/boundEvaluator';
import type { Definition } from '../python/definition';
import type { Evaluator } from '../python/evaluate';
import { callArguments, field, fields, last, parts, type Path } from '../python/syntax';
import { isApp } from './app';
import type { OptionsCall } from './arguments';
import { elementsOf } from './collections';
import type { DeclarationKind } from './declaration';

/** The methods of an app that register something, by their names. */
export const REGISTERING: Readonly<Record<string, DeclarationKind>> = {
  function: 'function',
  cls: 'cls',
  server: 'server',
  _experimental_server: 'server',
};

/** A text that names such a method. */
export const NAMES_METHOD = /\.[\s\\]*(?:function|cls|server|_experimental_server)\b/;

/**
 * How far an expression has come: `app.function` is a method, `app.function(…)` has its options, and
 * `app.function(…)(f)` has registered.
 */
export interface Registrar {
  readonly stage: 'method' | 'options' | 'registered';
  readonly kind: DeclarationKind;
  /** The app whose method it is. */
  readonly app: Expression;
  /** The calls that gave it keywords, the first one first: `partial(app.function, …)`, then its own. */
  readonly options: readonly OptionsCall[];
  /** What it has registered, and by which call. */
  readonly target: Expression | null;
  readonly applied: Expression | null;
}

/** A function of the workspace, which may give or be one that registers. */
interface Helper {
  readonly stage: 'helper';
  readonly definition: Expression;
}

type Found = Registrar | Helper;

/** What an expression may be, of the things that register; empty for anything else. */
export function registrarsOf(expression: Expression): readonly Registrar[] {
  return found(expression).filter((each): each is Registrar => each.stage !== 'helper');
}

/** What a decorator registers its definition with: one that awaits it, or a helper that registers what it is given. */
export function decoratorRegistrars(expression: Expression, definition: Expression): readonly Registrar[] {
  return found(expression).flatMap((each): readonly Registrar[] => {
    if (each.stage === 'options') return [{ ...each, stage: 'registered', target: definition }];
    if (each.stage !== 'helper') return [];
    return helperGives(each, null, definition).filter(
      (given): given is Registrar => given.stage === 'registered',
    );
  });
}

function found(expression: Expression): readonly Found[] {
  const { node, evaluator } = expression;
  const { work } = evaluator;
  return work.question(() => {
    if (work.enter() !== undefined) return [];
    try {
      return work.once(`registrar ${evaluator.id} ${node.id}`, () => read(expression)) ?? [];
    } finally {
      work.leave();
    }
  });
}

function read({ node, path, evaluator }: Expression): readonly Found[] {
  const at = (inner: Node | null | undefined): readonly Found[] =>
    inner ? found({ node: inner, path, evaluator }) : [];
  switch (node.type) {
    case 'parenthesized_expression':
      return at(parts(node)[0]);
    case 'named_expression':
      return at(field(node, 'value'));
    case 'conditional_expression': {
      const [body, test, otherwise] = parts(node);
      const verdict = test && decided({ node: test, path, evaluator });
      return [...(verdict === false ? [] : at(body)), ...(verdict === true ? [] : at(otherwise))];
    }
    case 'lambda':
      return [{ stage: 'helper', definition: { node, path, evaluator } }];
    case 'subscript':
      return held({ node, path, evaluator });
    case 'attribute':
      return (
        method({ node, path, evaluator }) ??
        ofModule({ node, path, evaluator }) ??
        held({ node, path, evaluator })
      );
    case 'identifier':
      return named({ node, path, evaluator });
    case 'call':
      return called({ node, path, evaluator });
    default:
      return [];
  }
}

function method({ node, path, evaluator }: Expression): readonly Found[] | undefined {
  const name = field(node, 'attribute')?.text ?? '';
  const receiver = field(node, 'object');
  if (!receiver || !Object.hasOwn(REGISTERING, name)) return undefined;
  const app = appAt({ node: receiver, path, evaluator });
  return (
    app && [{ stage: 'method', kind: REGISTERING[name]!, app, options: [], target: null, applied: null }]
  );
}

/** The app that an expression is, given to a helper or not. */
function appAt(receiver: Expression): Expression | undefined {
  const { node, path, evaluator } = receiver;
  if (!isApp(node, path, evaluator.module, evaluator)) return undefined;
  return expressionOf(receiver) ?? receiver;
}

/** The expression that a name is bound to, and by nothing else; null for any other. */
export function expressionOf({ node, path, evaluator }: Expression): Expression | null {
  const definitions = node.type === 'identifier' ? evaluator.definitions(node.text, path) : [];
  const [only, ...more] = definitions;
  return only?.kind === 'held' && more.length === 0 ? (only.expression ?? null) : null;
}

/** `common.on_gpu`, by a module of the workspace. */
function ofModule({ node, path, evaluator }: Expression): readonly Found[] | undefined {
  const object = field(node, 'object');
  if (!object || evaluator.module.modalPath(node) !== null) return [];
  const module = evaluator.moduleOf(object, path);
  if (module === null || module === 'absent') return undefined;
  if (module === 'pending' || !NAMES_METHOD.test(module.text)) return [];
  const inner = evaluator.forModule(module);
  const name = field(node, 'attribute')?.text ?? '';
  return inner.definitionsAtEnd(name).flatMap((each) => defined(each, inner));
}

/** What a dict, a list, a class or a namespace holds. */
function held(expression: Expression): readonly Found[] {
  return elementsOf(expression).flatMap(found);
}

function named({ node, path, evaluator }: Expression): readonly Found[] {
  return evaluator.definitions(node.text, path).flatMap((each) => defined(each, evaluator));
}

function defined(definition: Definition, evaluator: Evaluator): readonly Found[] {
  const { node, path } = definition;
  switch (definition.kind) {
    case 'value':
      return found({ node, path, evaluator });
    case 'held':
      return definition.expression ? found(definition.expression) : [];
    case 'function':
      return [{ stage: 'helper', definition: { node, path, evaluator } }];
    case 'import': {
      const { import: imported } = definition;
      if (imported.name === null) return [];
      const source = evaluator.importedModule(imported);
      if (typeof source === 'string') return [];
      if (!imported.from && !NAMES_METHOD.test(source.text)) return [];
      const inner = evaluator.forModule(source);
      return inner.definitionsAtEnd(imported.name).flatMap((each) => defined(each, inner));
    }
    default:
      return [];
  }
}

function called({ node, path, evaluator }: Expression): readonly Found[] {
  const callee = field(node, 'function');
  if (!callee || evaluator.module.modalPath(callee) !== null) return [];
  const positional = (): readonly Node[] => callArguments(node).positional;
  const given = (each: Node): Expression => ({ node: each, path, evaluator });
  if (evaluator.module.realName(callee) === 'functools.partial') {
    const [first] = positional();
    return (first ? registrarsOf(given(first)) : [])
      .filter(({ stage }) => stage === 'method')
      .map((each) => ({ ...each, options: [...each.options, { call: node, path, evaluator }] }));
  }
  if (field(callee, 'attribute')?.text === 'get') return held({ node, path, evaluator });
  return found(given(callee)).flatMap((each): readonly Found[] => {
    switch (each.stage) {
      case 'method':
        return [{ ...each, stage: 'options', options: [...each.options, { call: node, path, evaluator }] }];
      case 'options': {
        const [target] = positional();
        return [
          { ...each, stage: 'registered', target: target ? given(target) : null, applied: given(node) },
        ];
      }
      case 'registered':
        return [];
      case 'helper':
        return helperGives(each, given(node));
    }
  });
}

/** More `return`s than a helper that is meant to be read has. */
const MAX_RETURNS = 8;

/** What a helper returns, its parameters bound to what it is called with. */
function helperGives(
  { definition: { node, path, evaluator } }: Helper,
  call: Expression | null,
  decorated: Expression | null = null,
): readonly Found[] {
  const body = field(node, 'body');
  if (!body || evaluator.work.look(body.childCount) !== undefined) return [];
  const names = parametersBound({ node, path, evaluator }, call, decorated);
  const inner = BoundEvaluator.of(evaluator, { scope: node, names });
  const inside = last(path).id === node.id ? path : [...path, node];
  if (node.type === 'lambda') return found({ node: body, path: inside, evaluator: inner });
  const returns: Path[] = [];
  followReturns([...inside, body], inner, returns);
  return returns.flatMap((at) => {
    const value = parts(last(at))[0];
    return value ? found({ node: value, path: at, evaluator: inner }) : [];
  });
}

/**
 * Collects the `return` statements that a block of a function may reach, each as a path.
 * @returns whether nothing behind the block is reached
 */
function followReturns(path: Path, evaluator: Evaluator, returns: Path[]): boolean {
  if (path.length > MAX_NESTED || evaluator.work.look() !== undefined) return true;
  for (const statement of parts(last(path))) {
    const here = [...path, statement];
    if (returns.length >= MAX_RETURNS || statement.type === 'raise_statement') return true;
    if (statement.type === 'return_statement') {
      returns.push(here);
      return true;
    }
    if (statement.type === 'if_statement') {
      if (followIf(here, evaluator, returns)) return true;
    } else if (HOLDS_STATEMENTS.test(statement.type)) {
      const isEnd = followReturns(here, evaluator, returns);
      if (isEnd && /^(block|with_\w+)$/.test(statement.type)) return true;
    }
  }
  return false;
}

/** The same of an `if`, whose tests may be decided by what the function is called with. */
function followIf(path: Path, evaluator: Evaluator, returns: Path[]): boolean {
  const statement = last(path);
  let isEnd = true;
  for (const clause of [statement, ...fields(statement, 'alternative')]) {
    const here = clause === statement ? path : [...path, clause];
    const test = field(clause, 'condition');
    const verdict = test ? decided({ node: test, path: here, evaluator }) : true;
    const body = field(clause, test ? 'consequence' : 'body');
    if (verdict === false || !body) continue;
    isEnd = followReturns([...here, body], evaluator, returns) && isEnd;
    if (verdict === true) return isEnd;
  }
  return false;
}

/** Whether a test is surely true or false. Both ways are looked at where that takes too long to find out. */
function decided({ node, path, evaluator }: Expression): boolean | undefined {
  return evaluator.work.aside(() => evaluator.decide(node, path));
}

/** Deeper than this nobody nests. */
const MAX_NESTED = 60;

const HOLDS_STATEMENTS = /^(block|(for|while|with|try|match)_statement|\w+_clause)$/;
