import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { Folding } from './folding';
import { bindArguments, evaluations, givenArguments } from './parameters';
import { oneOf, unknown, withOrigin, type Evaluation } from './pyValue';
import type { PythonReason } from './pythonReason';
import { excerpt, field, last, pathAt, type Path } from './syntax';

/** More calls than this of one helper are not looked at one by one. */
const MAX_CALLS = 32;

/**
 * What a parameter of a helper holds: what the calls in its own file give it, with these named. Where the helper is called
 * by way of something else, or not at all, only a run can tell, and the values that are known are candidates.
 */
export function parameterValue(
  folding: Folding,
  name: string,
  definition: Definition & { readonly kind: 'parameter' },
): Evaluation {
  const { node, path, of } = definition;
  const isParameter: PythonReason = { kind: 'isParameter', name, function: of };
  const helper = helperOf(definition);
  const calls = helper ? callsOf(folding, of, helper) : undefined;
  if (helper && calls && calls.length > 0)
    return givenBy(folding, name, { helper, path }, calls, isParameter);
  const fallback = field(node, 'value');
  const value = fallback ? folding.evaluate(fallback, path) : undefined;
  return unknown(isParameter, value?.values ?? []);
}

/** The function that a parameter is of, where it is called by its name and nothing else calls it. */
function helperOf({ node, path }: Definition): Node | undefined {
  const around = last(path);
  const decorated = around.type === 'decorated_definition';
  const owner = pathAt(around, node.startIndex).findLast(
    ({ type }) => type === 'function_definition' || type === 'lambda',
  );
  const isMethod = around.type === 'block' && path[path.length - 2]?.type === 'class_definition';
  return owner?.type === 'function_definition' && !decorated && !isMethod ? owner : undefined;
}

interface Call {
  readonly node: Node;
  readonly path: Path;
}

/** Every call of a helper in its file; undefined where it is handed on, so that others may call it too. */
function callsOf({ module, scopes }: Folding, name: string, helper: Node): Call[] | undefined {
  const calls: Call[] = [];
  const places = module.occurrences(name);
  if (places.length > MAX_CALLS) return undefined;
  for (const offset of places) {
    const path = pathAt(module.root, offset);
    const use = last(path);
    const around = path[path.length - 2];
    if (use.type !== 'identifier' || !around) continue;
    if (around.type === 'function_definition' && field(around, 'name')?.id === use.id) continue;
    // An attribute or a keyword of the same name is something else.
    if (around.type === 'attribute' && field(around, 'attribute')?.id === use.id) continue;
    if (around.type === 'keyword_argument' && field(around, 'name')?.id === use.id) continue;
    const statement = path.findLastIndex(
      ({ type }) => type.endsWith('_statement') || type === 'decorated_definition',
    );
    if (statement < 0) return undefined;
    const here = path.slice(0, statement + 1);
    if (!scopes.lookup(name, here).some((each) => each.node.id === helper.id)) continue;
    const isCall = around.type === 'call' && field(around, 'function')?.id === use.id;
    if (!isCall || path.slice(statement + 1).some(({ type }) => HIDING.has(type))) return undefined;
    // A change in a decorator's arguments is taken to change that decorator alone.
    if (path[statement]?.type === 'decorated_definition') return undefined;
    calls.push({ node: around, path: here });
  }
  return calls;
}

/** What a call may stand in that binds names of its own. */
const HIDING = new Set([
  ...[
    'lambda',
    'list_comprehension',
    'dictionary_comprehension',
    'set_comprehension',
    'generator_expression',
  ],
]);

function givenBy(
  folding: Folding,
  name: string,
  { helper, path: around }: { readonly helper: Node; readonly path: Path },
  calls: readonly Call[],
  isParameter: PythonReason,
): Evaluation {
  const { module } = folding;
  const values = calls.map(({ node, path }) => {
    const given = givenArguments(folding, node, path);
    const bound =
      given &&
      bindArguments(
        helper,
        given,
        evaluations((fallback) => folding.evaluate(fallback, around)),
      );
    const value = bound?.get(name) ?? unknown(isParameter);
    const line = node.startPosition.row + 1;
    const { file, cell } = module;
    return withOrigin(value, {
      kind: 'name',
      name: excerpt(node),
      line,
      file,
      ...(cell ? { cell: cell.number } : {}),
    });
  });
  const all = oneOf(values);
  return all.reason === null ? all : { ...all, reason: isParameter };
}
