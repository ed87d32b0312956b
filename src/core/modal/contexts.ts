/** How often, and with what values, a piece of code runs that registers something: in loops, and in helpers that are called. */
import type { Node } from 'web-tree-sitter';
import { BoundEvaluator, parametersBound } from '../python/boundEvaluator';
import type { Evaluator } from '../python/evaluate';
import { field, last, parts, pathAt, type Path } from '../python/syntax';
import { roundsOf } from './loopRounds';

/** One run of the code. */
export interface Context {
  /** Knows the values of loop variables and parameters. */
  readonly evaluator: Evaluator;
  /** Null where a loop runs the code nobody knows how often. */
  readonly count: 1 | null;
  /** The call that led here, outside of every helper; null where the code is in none that is called. */
  readonly site: Node | null;
}

/** More runs than this are not told apart, nor helpers that call helpers more often. */
export const MAX_CONTEXTS = 64;
const MAX_HELPERS = 4;

/** Each run of the code where `path` ends, as far as this file tells. */
export function contextsOf(path: Path, evaluator: Evaluator, helpers = 0): readonly Context[] {
  const owner = path.findLastIndex(
    (node, i) => node.type === 'function_definition' && path[i + 1]?.type === 'block',
  );
  const plain: Context = { evaluator, count: 1, site: null };
  const calls =
    owner < 0 || helpers >= MAX_HELPERS ? [] : callsOf(path.slice(0, owner + 1), evaluator, helpers);
  let contexts: readonly Context[] = calls.length > 0 ? calls : [plain];
  for (let i = owner + 1; i < path.length; i++) {
    const here = path.slice(0, i + 1);
    contexts = contexts.flatMap((context) => inRounds(here, path[i + 1], context));
    if (contexts.length > MAX_CONTEXTS) return [{ ...plain, count: null }];
  }
  return contexts.filter((context) => isReached(path, owner, context.evaluator));
}

/** The rounds of a loop or comprehension; a context as it is where `path` ends in neither. */
function inRounds(path: Path, child: Node | undefined, context: Context): readonly Context[] {
  const node = last(path);
  if (node.type === 'while_statement')
    return child?.type === 'block' ? [{ ...context, count: null }] : [context];
  const clauses =
    node.type === 'for_statement'
      ? child?.type === 'block'
        ? [node]
        : []
      : COMPREHENSIONS.has(node.type) && child?.type !== 'for_in_clause'
        ? parts(node).filter(({ type }) => type === 'for_in_clause')
        : [];
  const isFiltered = clauses.length > 0 && parts(node).some(({ type }) => type === 'if_clause');
  return clauses.reduce<readonly Context[]>(
    (contexts, clause) => contexts.flatMap((each) => rounds(clause, node, path, each)),
    isFiltered ? [{ ...context, count: null }] : [context],
  );
}

const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

function rounds(clause: Node, scope: Node, path: Path, context: Context): readonly Context[] {
  const { evaluator } = context;
  const found = roundsOf(clause, path, evaluator);
  if (!found || found.length > MAX_CONTEXTS) return [{ ...context, count: null }];
  return found.map((names) => ({ ...context, evaluator: BoundEvaluator.of(evaluator, { scope, names }) }));
}

/** The calls of a function by its name, in its own file. */
function callsOf(path: Path, evaluator: Evaluator, helpers: number): readonly Context[] {
  const definition = last(path);
  const { module, work } = evaluator;
  const name = field(definition, 'name')?.text;
  const parameters = field(definition, 'parameters');
  const isDecorated = path.at(-2)?.type === 'decorated_definition';
  const isMethod = path.at(-3)?.type === 'class_definition';
  if (name === undefined || !parameters || parts(parameters).length === 0 || isDecorated || isMethod)
    return [];
  const contexts: Context[] = [];
  for (const offset of module.occurrences(name)) {
    if (definition.startIndex <= offset && offset < definition.endIndex) continue;
    const at = pathAt(module.root, offset);
    const call = at.at(-2);
    if (work.look(at.length) !== undefined || contexts.length > MAX_CONTEXTS) break;
    if (call?.type !== 'call' || field(call, 'function')?.id !== last(at).id) continue;
    if (!evaluator.definitions(name, at.slice(0, -2)).some(({ node }) => node.id === definition.id)) continue;
    const place = scopeOf(at.slice(0, -1));
    for (const context of contextsOf(at.slice(0, -1), evaluator, helpers + 1)) {
      const given = { node: call, path: place, evaluator: context.evaluator };
      const names = parametersBound({ node: definition, path, evaluator }, given);
      contexts.push({
        evaluator: BoundEvaluator.of(context.evaluator, { scope: definition, names }),
        count: context.count,
        site: context.site ?? call,
      });
    }
  }
  return contexts;
}

/** Whether no test around the code, within its function, is surely against it. */
function isReached(path: Path, owner: number, evaluator: Evaluator): boolean {
  if (!(evaluator instanceof BoundEvaluator)) return true;
  return path.every((node, i) => {
    if (i <= owner || node.type !== 'if_statement') return true;
    const test = field(node, 'condition');
    const verdict = test ? evaluator.decide(test, path.slice(0, i + 1)) : undefined;
    return verdict === undefined || (path[i + 1]?.type === 'block') === verdict;
  });
}

/**
 * The scope that an expression is read in: the statement that it stands in or, within a lambda or a comprehension, all
 * of the path, which binds names.
 */
export function scopeOf(path: Path): Path {
  const index = path.findLastIndex(({ type }) => /_statement$|_definition$|^block$|^module$/.test(type));
  const isBinding = path.slice(index + 1).some(({ type }) => type === 'lambda' || COMPREHENSIONS.has(type));
  return isBinding ? path : path.slice(0, Math.max(0, index) + 1);
}
