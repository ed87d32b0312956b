import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { callArguments, type Path } from '../python/syntax';
import { readArguments, readValue, type ModalArguments } from './arguments';
import type { CallValues, DeclaredParameter, StackedDecorator } from './declaration';

/** The values that a changing call gives, by its method. */
export function readCallValues(
  call: Node,
  method: string,
  path: Path,
  evaluator: Evaluator,
): CallValues & Pick<ModalArguments, 'oldGpu'> {
  const { gpu, params, unreadSpreads, oldGpu } = readArguments(call, path, evaluator);
  const stacked = (of: string): StackedDecorator | null =>
    method === of ? readStackedValues(call, path, evaluator) : null;
  return {
    gpu,
    params,
    unreadSpreads,
    oldGpu,
    concurrent: stacked('with_concurrency'),
    batched: stacked('with_batching'),
  };
}

/** `max_inputs=8, target_inputs=4`, as the decorators take them. */
function readStackedValues(call: Node, path: Path, evaluator: Evaluator): StackedDecorator {
  const values: Record<string, DeclaredParameter> = {};
  for (const { name, node, value } of callArguments(call).keywords)
    values[name] = readValue(node, value, path, evaluator);
  return values;
}
