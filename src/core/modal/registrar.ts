/** What an expression registers with: a method of an app, through whatever names, partials and helpers it comes. */
import type { Node } from 'web-tree-sitter';
import { BoundEvaluator, expressionHeld, parametersBound, type Expression } from '../python/boundEvaluator';
import type { Definition } from '../python/definition';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { callArguments, field, parts, type Path } from '../python/syntax';
import { isApp } from './app';
import {
  askedBy,
  askedMethod,
  ASKING_WORDS,
  asksForMethod,
  makesAsker,
  type AskedMethod,
} from './askedMethod';
import type { OptionsCall } from './arguments';
import { elementsOf } from './collections';
import type { DeclarationKind } from './declaration';
import { isStatic, methodsOf } from './objects';
import { changedKeywords } from './partialKeywords';
import { isProbablyApp } from './probableApp';
import { decided, returnedBy } from './returns';

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
  /** Whether only its keywords show that `app` is one. */
  readonly isProbable?: boolean;
  readonly applied: Expression | null;
}

/** A function of the workspace, which may give or be one that registers. */
interface Helper {
  readonly stage: 'helper';
  readonly definition: Expression;
  /** The object whose method it is: what its first parameter is given. */
  readonly self: Expression | null;
}

/** What asks an app for a method by its name: `attrgetter("function")`. */
interface Asker {
  readonly stage: 'asker';
  readonly maker: Expression;
}

type Found = Registrar | Helper | Asker;

/** What an expression may be, of the things that register; empty for anything else. */
export function registrarsOf(expression: Expression): readonly Registrar[] {
  return found(expression).filter(isRegistrar);
}

function isRegistrar(each: Found): each is Registrar {
  return each.stage !== 'helper' && each.stage !== 'asker';
}

/** What a decorator registers its definition with: one that awaits it, or a helper that registers what it is given. */
export function decoratorRegistrars(expression: Expression, definition: Expression): readonly Registrar[] {
  const register = (each: Found): readonly Registrar[] => {
    if (each.stage === 'options') return [{ ...each, stage: 'registered', target: definition }];
    if (each.stage !== 'helper') return [];
    return helperGives(each, null, definition).filter(
      (given): given is Registrar => given.stage === 'registered',
    );
  };
  const registered = found(expression).flatMap(register);
  if (registered.length > 0) return registered;
  const byObject = calledObject(expression).flatMap(register);
  return byObject.length > 0 ? byObject : handedOn(expression, definition);
}

/** `@compose(app.function(…), modal.concurrent(…))`: whatever is made of it, what it is given registers. */
function handedOn(expression: Expression, definition: Expression): readonly Registrar[] {
  const { node, path, evaluator } = expression;
  if (node.type !== 'call') return [];
  return callArguments(node)
    .positional.filter(({ type }) => type === 'call' || type === 'identifier')
    .flatMap((each) => registrarsOf({ node: each, path, evaluator }))
    .filter(({ stage }) => stage === 'options')
    .map((each) => ({ ...each, stage: 'registered', target: definition }));
}

/** An object of the workspace's classes as a function: its `__call__`. */
function calledObject(object: Expression): readonly Helper[] {
  return methodsOf(object, '__call__').map((definition) => ({ stage: 'helper', definition, self: object }));
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
      return [{ stage: 'helper', definition: { node, path, evaluator }, self: null }];
    case 'subscript':
      return held({ node, path, evaluator });
    case 'attribute':
      return (
        method({ node, path, evaluator }) ??
        asCalled({ node, path, evaluator }) ??
        ofModule({ node, path, evaluator }) ?? [
          ...ofObject({ node, path, evaluator }),
          ...held({ node, path, evaluator }),
        ]
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
  return app && [methodOf(app, name)];
}

function methodOf(app: Expression, name: string): Registrar {
  return { stage: 'method', kind: REGISTERING[name]!, app, options: [], target: null, applied: null };
}

/** `app.function.__call__` is `app.function`. */
function asCalled({ node, path, evaluator }: Expression): readonly Found[] | undefined {
  const object = field(node, 'object');
  return object && field(node, 'attribute')?.text === '__call__'
    ? found({ node: object, path, evaluator })
    : undefined;
}

/** `decorators.gpu` of an object or a class of the workspace. */
function ofObject({ node, path, evaluator }: Expression): readonly Found[] {
  const object = field(node, 'object');
  const name = field(node, 'attribute')?.text ?? '';
  const holder = object && { node: object, path, evaluator };
  if (!holder || evaluator.module.modalPath(node) !== null) return [];
  return methodsOf(holder, name).map((definition) => ({
    stage: 'helper',
    definition,
    self: isStatic(definition) ? null : holder,
  }));
}

/** `getattr(app, "function")` and `modal.App.function(app, …)`: the method, and whether the call gives it its options. */
function byAnotherWay(call: Expression): readonly Found[] | undefined {
  if (makesAsker(call)) return [{ stage: 'asker', maker: call }];
  return methodAsked(askedMethod(call) ?? unboundMethod(call));
}

function methodAsked(asked: AskedMethod | undefined): readonly Registrar[] | undefined {
  const app = asked && Object.hasOwn(REGISTERING, asked.name) ? appAt(asked.receiver) : undefined;
  if (!app) return undefined;
  const method = methodOf(app, asked!.name);
  return [
    asked!.options ? { ...method, stage: 'options', options: [asked!.options].map(optionsCall) } : method,
  ];
}

function unboundMethod(call: Expression): AskedMethod | undefined {
  const { node, path, evaluator } = call;
  const callee = field(node, 'function');
  const [receiver] = callArguments(node).positional;
  const name = callee && UNBOUND.exec(evaluator.module.modalPath(callee) ?? '')?.[1];
  return name && receiver
    ? { receiver: { node: receiver, path, evaluator }, name, options: call }
    : undefined;
}

const optionsCall = ({ node, path, evaluator }: Expression): OptionsCall => ({ call: node, path, evaluator });

const UNBOUND = /^(?:app\.)?App\.(\w+)$/;

/** `receiver.function(gpu=…)`, whose receiver nobody knows, by keywords that only Modal has. */
function probable({ node, path, evaluator }: Expression): readonly Registrar[] {
  const callee = field(node, 'function');
  const receiver = callee?.type === 'attribute' ? field(callee, 'object') : null;
  const name = field(callee!, 'attribute')?.text ?? '';
  if (!receiver || !Object.hasOwn(REGISTERING, name)) return [];
  if (!isProbablyApp({ node: receiver, path, evaluator }, callArguments(node))) return [];
  const app = { node: receiver, path, evaluator };
  return [
    {
      ...methodOf(app, name),
      stage: 'options',
      isProbable: true,
      options: [{ call: node, path, evaluator }],
    },
  ];
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
  return only && more.length === 0 ? expressionHeld(only) : null;
}

/** `common.on_gpu`, by a module of the workspace; undefined where that is none. */
function ofModule({ node, path, evaluator }: Expression): readonly Found[] | undefined {
  const object = field(node, 'object');
  if (!object || evaluator.module.modalPath(node) !== null) return [];
  const module = evaluator.moduleOf(object, path);
  if (module === null || module === 'absent') return undefined;
  const name = field(node, 'attribute')?.text ?? '';
  if (module === 'pending' || !mayRegisterAs(name, module)) return [];
  const inner = evaluator.forModule(module);
  return inner.definitionsAtEnd(name).flatMap((each) => defined(each, inner));
}

/** What a dict, a list, a class or a namespace holds. */
function held(expression: Expression): readonly Found[] {
  return elementsOf(expression).flatMap(found);
}

/** Whether what a module has under a name may register something, by its text: it names a method, or has the name from another. */
export function mayRegisterAs(name: string, module: PythonModule): boolean {
  // The scanned module may import itself.
  for (const word of [...Object.keys(REGISTERING), ...ASKING_WORDS]) module.log?.word(word);
  const { text, imports, starImports } = module;
  return NAMES_METHOD.test(text) || asksForMethod(text) || imports.has(name) || starImports.length > 0;
}

function named({ node, path, evaluator }: Expression): readonly Found[] {
  const found = evaluator.definitions(node.text, path).flatMap((each) => defined(each, evaluator));
  return withKeywordChanges(found, node.text, path, evaluator);
}

function defined(definition: Definition, evaluator: Evaluator): readonly Found[] {
  const { node, path } = definition;
  switch (definition.kind) {
    case 'value':
      return found({ node, path, evaluator });
    case 'held': {
      const given = expressionHeld(definition);
      return given ? found(given) : [];
    }
    case 'function':
      return [{ stage: 'helper', definition: { node, path, evaluator }, self: null }];
    case 'import': {
      const { import: imported } = definition;
      if (imported.name === null) return [];
      const source = evaluator.importedModule(imported);
      if (typeof source === 'string') return [];
      if (!imported.from && !mayRegisterAs(imported.name, source)) return [];
      const inner = evaluator.forModule(source);
      const found = inner.definitionsAtEnd(imported.name).flatMap((each) => defined(each, inner));
      return withKeywordChanges(found, imported.name, [source.root], inner);
    }
    default:
      return [];
  }
}

/** A `partial` under a name, as the changes of its keywords leave it. */
function withKeywordChanges(
  found: readonly Found[],
  name: string,
  path: Path,
  evaluator: Evaluator,
): readonly Found[] {
  if (evaluator.module.occurrences('keywords').length === 0) return found;
  return found.map((each) => {
    const last = each.stage === 'method' ? each.options.at(-1) : undefined;
    if (!isRegistrar(each) || last?.evaluator.module !== evaluator.module) return each;
    const keywords = changedKeywords({ name, path, evaluator }, last.call);
    return keywords ? { ...each, options: [...each.options.slice(0, -1), { ...last, keywords }] } : each;
  });
}

function called({ node, path, evaluator }: Expression): readonly Found[] {
  const callee = field(node, 'function');
  if (!callee) return [];
  const other = byAnotherWay({ node, path, evaluator });
  if (other) return other;
  if (evaluator.module.modalPath(callee) !== null) return [];
  const positional = (): readonly Node[] => callArguments(node).positional;
  const given = (each: Node): Expression => ({ node: each, path, evaluator });
  if (evaluator.module.realName(callee) === 'functools.partial') {
    const [first] = positional();
    return (first ? registrarsOf(given(first)) : [])
      .filter(({ stage }) => stage === 'method')
      .map((each) => ({ ...each, options: [...each.options, { call: node, path, evaluator }] }));
  }
  const elements = field(callee, 'attribute')?.text === 'get' ? held({ node, path, evaluator }) : [];
  if (elements.length > 0) return elements;
  const direct = found(given(callee));
  const callees = direct.length > 0 ? direct : calledObject(given(callee));
  const results = callees.flatMap((each): readonly Found[] => {
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
      case 'asker': {
        const [receiver] = positional();
        return (receiver && methodAsked(askedBy(each.maker, given(receiver)))) ?? [];
      }
      case 'helper':
        return helperGives(each, given(node));
    }
  });
  return results.length > 0 ? results : probable({ node, path, evaluator });
}

/** What a helper returns, its parameters bound to what it is called with. */
function helperGives(
  { definition: { node, path, evaluator }, self }: Helper,
  call: Expression | null,
  decorated: Expression | null = null,
): readonly Found[] {
  const body = field(node, 'body');
  if (!body || evaluator.work.look(body.childCount) !== undefined) return [];
  const names = parametersBound({ node, path, evaluator }, call, { self, decorated });
  const inner = BoundEvaluator.of(evaluator, { scope: node, names });
  return returnedBy(node, path, inner).flatMap(found);
}
