/** What a registration declares: its app, its name, its options and what is stacked on it. */
import type { Node } from 'web-tree-sitter';
import type { Expression } from '../python/boundEvaluator';
import type { Definition } from '../python/definition';
import type { NamedPlace } from '../python/environment';
import type { PythonModule } from '../python/module';
import { callArguments, dottedName, field, last, parts, type Path } from '../python/syntax';
import { appName, appVariable } from './app';
import { readOptions, type OptionsCall } from './arguments';
import type { Context } from './contexts';
import type { Declaration, TextRange } from './declaration';
import { rangeOf } from './declaredValue';
import { givenName } from './deployedName';
import { eitherOf } from './eitherOf';
import { oldNames } from './oldNames';
import { parametersOf } from './parameters';
import { qualifiedName } from './qualifiedName';
import { decoratorRegistrars, expressionOf, type Registrar } from './registrar';
import type { Search } from './search';
import { NOT_STACKED, readStacked, stackedAround } from './stacked';

/** The declaration of a decorator, where `path` leads to; undefined where it registers nothing. */
export function readDecorator(path: Path, search: Search): Declaration | undefined {
  const [decorated, decorator] = path.slice(-2);
  const expression = decorator && parts(decorator)[0];
  // Where the call itself is broken its values are anybody's guess: what it last said is better.
  if (!decorated || !expression || expression.hasError) return undefined;
  const here = path.slice(0, -1);
  const { evaluator, unfinished } = search;
  if (decorated.type !== 'decorated_definition' && !(unfinished && decorated.isError)) return undefined;
  const definition = decorated.isError ? null : field(decorated, 'definition');
  const name = definition && field(definition, 'name')?.text;
  if (!decorated.isError && name == null) return undefined;
  const registrars = decoratorRegistrars(
    { node: expression, path: here, evaluator },
    { node: definition ?? expression, path: here, evaluator },
  );
  const [first] = registrars;
  if (!first) return undefined;
  const called = name ?? first.kind;
  const qualname = qualifiedName(here, called);
  const place = { file: search.module.file, name: called, qualname };
  const deployed = evaluator.deployed(place);
  return {
    ...optionsOf(
      registrars.map((each) => deployedAs(each, place)),
      decorator,
      search,
    ),
    ...placeOf(decorator),
    endLine: expression.endPosition.row + 1,
    // The line of `def` or `class`: an `async def` begins at `async`.
    defLine: (definition ? definition.startPosition.row : expression.endPosition.row) + 1,
    name: called,
    qualname,
    registeredBy: 'decorator',
    count: 1,
    ...(definition ? readStacked(decorated, definition, here, search.module, deployed) : NOT_STACKED),
    ...(definition ? { stale: false } : { stale: true, unfinished: true }),
  };
}

/** The declaration of a call such as `app.function(…)(f)`; null where it registers what its helper is given from elsewhere. */
export function readRegistration(
  registrars: readonly Registrar[],
  path: Path,
  { site, count }: Context,
  search: Search,
): Declaration | null {
  const call = last(path);
  const { module } = search;
  const target = targetOf(registrars[0]!);
  // A helper such as `def on_gpu(f): return app.function(…)(f)` counts where it is used.
  if (target.isParameter && path.at(-2)?.type === 'return_statement') return null;
  const place = site ?? call;
  const name = target.name ?? assignedName(path) ?? registrars[0]!.kind;
  const qualname = target.qualname ?? name;
  const named = { file: module.file, name, qualname };
  return {
    ...optionsOf(
      registrars.map((each) => deployedAs(each, named)),
      place,
      search,
    ),
    ...placeOf(place),
    name,
    qualname,
    registeredBy: 'call',
    count: target.isParameter ? null : count,
    ...(target.expression ? stackedAround(target.wrappers, target.expression, module) : NOT_STACKED),
    stale: false,
  };
}

/** The same, its options in the environment that the declaration is deployed with. */
function deployedAs(registrar: Registrar, place: NamedPlace): Registrar {
  const options = registrar.options.map((each) => ({
    ...each,
    evaluator: each.evaluator.deployed(place),
    ...(each.keywords ? { keywords: each.keywords.deployed(place) } : {}),
  }));
  return { ...registrar, options };
}

/** Where a call stands, as a declaration says it. */
export function placeOf(node: Node): Pick<Declaration, 'line' | 'endLine' | 'defLine' | 'range'> {
  const endLine = node.endPosition.row + 1;
  return { line: node.startPosition.row + 1, endLine, defLine: endLine, range: rangeOf(node) };
}

type Options = Pick<
  Declaration,
  | 'type'
  | 'file'
  | 'kind'
  | 'app'
  | 'appName'
  | 'appVariable'
  | 'deployedName'
  | 'isProbable'
  | 'gpu'
  | 'params'
  | 'unreadSpreads'
  | 'oldNames'
  | 'options'
>;

/** What the calls with the keywords say; where several are possible, each value is one of theirs. */
function optionsOf(registrars: readonly Registrar[], place: Node, { module }: Search): Options {
  const [{ kind, app, options, target }] = registrars as readonly [Registrar, ...Registrar[]];
  const home = { module, line: place.startPosition.row + 1, takes: parametersOf(kind) };
  const each = registrars.map((registrar) => readOptions(registrar.options, home));
  const given = each.length > 1 ? eitherOf(each) : each[0]!;
  const named = appName(app.node, app.path, app.evaluator.module, app.evaluator);
  const variable = named === null ? appVariable(app.node, app.path, app.evaluator) : null;
  const deployedNames = registrars.map((registrar) => givenName(registrar.options));
  const [deployedName] = deployedNames;
  const isOneName = deployedNames.every((name) => name === deployedName);
  return {
    type: 'declaration',
    file: module.file,
    kind,
    app: app.node.text,
    appName: named,
    ...(variable === null ? {} : { appVariable: variable }),
    ...(registrars.some(({ isProbable }) => isProbable) ? { isProbable: true } : {}),
    ...(isOneName ? (deployedName === undefined ? {} : { deployedName }) : { deployedName: null }),
    ...given,
    oldNames: app.evaluator.module === module ? oldNames({ app, target, given }, module) : [],
    options: each.length > 1 ? null : placeOfOptions(options, module),
  };
}

/** The call that takes the keywords, if it is the only one and in this file. */
function placeOfOptions(options: readonly OptionsCall[], module: PythonModule): TextRange | null {
  const [only, ...more] = options;
  return only && more.length === 0 && only.evaluator.module === module ? rangeOf(only.call) : null;
}

/** What a call registers: a function or a class, by its name. */
interface Target {
  readonly name: string | null;
  readonly qualname: string | null;
  /** A parameter of the function around the call, so that it is one thing at each call of that. */
  readonly isParameter: boolean;
  readonly expression: Expression | null;
  /** The calls around it, such as `modal.concurrent(…)(…)`. */
  readonly wrappers: readonly Expression[];
}

/** Decorators that are called one around the other: nobody stacks more. */
const MAX_WRAPPERS = 16;

function targetOf({ target }: Registrar): Target {
  const wrappers: Expression[] = [];
  let at = target;
  for (let i = 0; at && i < MAX_WRAPPERS; i++) {
    const bound: Expression | null = expressionOf(at);
    const inner = bound ?? wrapped(at);
    if (!inner) break;
    if (!bound) wrappers.push(at);
    at = inner;
  }
  return { ...named(at), expression: at, wrappers };
}

/** `f` of `modal.concurrent(…)(f)` and of `partial(f, …)`. */
function wrapped({ node, path, evaluator }: Expression): Expression | null {
  if (node.type === 'parenthesized_expression') {
    const inner = parts(node)[0];
    return inner ? { node: inner, path, evaluator } : null;
  }
  const callee = field(node, 'function');
  const isDecorator = callee?.type === 'call';
  if (!callee || (!isDecorator && evaluator.module.realName(callee) !== 'functools.partial')) return null;
  const [inner] = callArguments(node).positional;
  return inner ? { node: inner, path, evaluator } : null;
}

function named(target: Expression | null): Pick<Target, 'name' | 'qualname' | 'isParameter'> {
  const dotted = target && dottedName(target.node);
  if (dotted == null) return { name: null, qualname: null, isParameter: false };
  const { node, path, evaluator } = target!;
  const name = dotted.split('.').pop()!;
  const definitions = node.type === 'identifier' ? evaluator.definitions(name, path) : [];
  const own = definitions.find(({ kind }) => kind === 'function' || kind === 'class');
  return {
    name,
    qualname: own ? qualifiedName(own.path, name) : name,
    isParameter: definitions.length > 0 && definitions.every(isParameter),
  };
}

function isParameter(definition: Definition): boolean {
  const { kind } = definition;
  return kind === 'parameter' || (kind === 'held' && definition.scope?.type === 'function_definition');
}

/** The name that a call’s value is given: `sb` of `sb = await modal.Sandbox.create(…)`. */
export function assignedName(path: Path): string | null {
  for (let i = path.length - 1; i > 0; i--) {
    const [around, node] = [path[i - 1]!, path[i]!];
    const target =
      around.type === 'assignment' && field(around, 'right')?.id === node.id
        ? field(around, 'left')
        : around.type === 'named_expression'
          ? field(around, 'name')
          : around.type === 'as_pattern'
            ? parts(parts(around)[1] ?? around)[0]
            : undefined;
    if (target) return dottedName(target)?.split('.').pop() ?? null;
    if (!TRANSPARENT.has(around.type)) return null;
  }
  return null;
}

const TRANSPARENT: ReadonlySet<string> = new Set([
  'await',
  'parenthesized_expression',
  'conditional_expression',
]);
