import type { Node } from 'web-tree-sitter';
import type { Expression } from '../python/boundEvaluator';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { callArguments, decorators, field, parts, type Path } from '../python/syntax';
import { readValue } from './arguments';
import {
  WEB_DECORATORS,
  type Declaration,
  type DeclaredParameter,
  type StackedDecorator,
  type WebDecorator,
} from './declaration';

/** The decorators that change how a declaration's containers are used, by their path below `modal`. */
const STACKED: Readonly<
  Record<
    string,
    { readonly key: 'concurrent' | 'batched' | 'clustered'; readonly positional: readonly string[] }
  >
> = {
  concurrent: { key: 'concurrent', positional: [] },
  batched: { key: 'batched', positional: [] },
  'experimental.clustered': { key: 'clustered', positional: ['size'] },
  clustered: { key: 'clustered', positional: ['size'] },
};

export const NOT_STACKED = { concurrent: null, batched: null, clustered: null } as const;

export type Stacked = Pick<Declaration, 'concurrent' | 'batched' | 'clustered' | 'web'>;

/** The same while it is collected. */
type Found = { -readonly [Key in keyof Stacked]: Stacked[Key] };

/**
 * The same where they are called: `modal.concurrent(…)(Factory)`; and those of the definition that is registered, where
 * it stands in this file.
 */
export function stackedAround(
  wrappers: readonly Expression[],
  target: Expression,
  module: PythonModule,
): Stacked {
  const found: Found = { ...definitionStacked(target, module) };
  for (const { node, path, evaluator } of wrappers) {
    const decorator = field(node, 'function');
    const one =
      decorator && evaluator.module === module
        ? readExpression(decorator, path, module, evaluator)
        : undefined;
    if (one && 'web' in one) found.web = one.web;
    else if (one) found[one.key] = one.values;
  }
  return found;
}

function definitionStacked({ node, path, evaluator }: Expression, module: PythonModule): Stacked {
  if (node.type !== 'identifier' || evaluator.module !== module) return NOT_STACKED;
  const own = evaluator
    .definitions(node.text, path)
    .find(({ kind }) => kind === 'class' || kind === 'function');
  if (!own) return NOT_STACKED;
  const at = own.path.findLastIndex(({ type }) => type === 'decorated_definition');
  const isDecorated = at >= 0 && field(own.path[at]!, 'definition')?.id === own.node.id;
  const scope = isDecorated ? own.path.slice(0, at + 1) : own.path;
  return readStacked(isDecorated ? own.path[at]! : own.node, own.node, scope, module, evaluator);
}

/**
 * Reads `@modal.concurrent`, `@modal.batched`, `@modal.experimental.clustered`, and what makes a web endpoint, around a
 * definition, or on a class's methods.
 */
export function readStacked(
  decorated: Node,
  definition: Node,
  path: Path,
  module: PythonModule,
  evaluator: Evaluator,
): Stacked {
  const found: Found = { ...NOT_STACKED };
  const read = (holder: Node, here: Path): void => {
    for (const decorator of decorators(holder)) {
      for (const each of decoratorsIn(decorator)) {
        const one = readExpression(each, here, module, evaluator);
        if (one && 'web' in one) found.web ??= one.web;
        else if (one) found[one.key] ??= one.values;
      }
    }
  };
  read(decorated, path);
  const body = definition.type === 'class_definition' ? field(definition, 'body') : null;
  if (body) {
    for (const method of parts(body).filter((part) => part.type === 'decorated_definition')) {
      read(method, [...path, definition, body, method]);
    }
  }
  return found;
}

/** A decorator, and those that it is handed: `@compose(app.function(…), modal.concurrent(max_inputs=4))`. */
function decoratorsIn(decorator: Node): readonly Node[] {
  const [expression] = parts(decorator);
  if (expression?.type !== 'call' || field(expression, 'function')?.type !== 'identifier')
    return expression ? [expression] : [];
  return [expression, ...callArguments(expression).positional.filter(({ type }) => type === 'call')];
}

type ReadDecorator =
  | { readonly key: 'concurrent' | 'batched' | 'clustered'; readonly values: StackedDecorator }
  | { readonly web: WebDecorator };

function readExpression(
  given: Node,
  path: Path,
  module: PythonModule,
  evaluator: Evaluator,
): ReadDecorator | undefined {
  let expression: Node | null | undefined = given;
  let conditional = false;
  if (given.type === 'conditional_expression') {
    // `@modal.experimental.clustered(n) if multi_node else (lambda f: f)`
    const [body, test, otherwise] = parts(given);
    const verdict = test && evaluator.decide(test, path);
    conditional = verdict === undefined;
    const branches = verdict === undefined ? [body, otherwise] : [verdict ? body : otherwise];
    expression = branches.find((branch) => branch && stackedCall(branch, module));
  }
  const known = expression && stackedCall(expression, module);
  if (!expression) return undefined;
  if (!known) return webDecorator(expression, module);
  const { positional, keywords } = callArguments(expression);
  const values: Record<string, DeclaredParameter> = {};
  for (const { name, node, value } of keywords) values[name] = readValue(node, value, path, evaluator);
  positional.forEach((value, i) => {
    const name = known.positional[i];
    if (name !== undefined) values[name] ??= readValue(value, value, path, evaluator);
  });
  const size = values.size;
  if (conditional && known.key === 'clustered' && size) values.size = maybe(size);
  return { key: known.key, values };
}

function stackedCall(node: Node, module: PythonModule): (typeof STACKED)[string] | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  const path = callee && module.modalPath(callee);
  return path !== null && Object.hasOwn(STACKED, path) ? STACKED[path] : undefined;
}

/** `@modal.asgi_app()`; with or without its parentheses. */
function webDecorator(node: Node, module: PythonModule): ReadDecorator | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : node;
  const path = callee && module.modalPath(callee);
  const web = WEB_DECORATORS.find((each) => each === path);
  return web && { web };
}

/** A cluster that a run-time test may leave out: its size, or null for not given. */
function maybe(size: DeclaredParameter): DeclaredParameter {
  if (size.status === 'unknown') return size;
  const candidates = size.status === 'known' ? [size.value, null] : [...size.candidates, null];
  return { ...size, status: 'range', value: null, candidates };
}
