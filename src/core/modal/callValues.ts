import { callArguments } from '../python/syntax';
import { readOptions, readValue, type ModalArguments, type OptionsCall, type Reads } from './arguments';
import type { CallValues, DeclaredParameter, StackedDecorator } from './declaration';
import type { Parameters } from './declaration';
import { absent } from './declaredValue';
import { AUTOSCALER, currentName, isParameterName } from './parameters';

/** A call that gives keywords to a changing method. */
export type ValuesCall = OptionsCall<Reads>;

/**
 * The values that a changing call gives, by its method.
 * @param calls the call, after those that gave it keywords before, as `partial(f.update_autoscaler, …)` does
 */
export function readCallValues(
  calls: readonly ValuesCall[],
  method: string,
): CallValues & Pick<ModalArguments, 'oldGpu'> {
  const { call, evaluator } = calls.at(-1)!;
  const line = call.startPosition.row + 1;
  const { gpu, params, unreadSpreads, oldGpu } = readOptions(calls, {
    module: evaluator.module,
    line,
    takes: [],
  });
  const stacked = (of: string): StackedDecorator | null => (method === of ? readStackedValues(calls) : null);
  const takesGpu = !WITHOUT_GPU.has(method);
  return {
    gpu: takesGpu ? gpu : absent(line),
    params: takenBy(method, params),
    unreadSpreads,
    oldGpu: takesGpu ? oldGpu : null,
    concurrent: stacked('with_concurrency'),
    batched: stacked('with_batching'),
  };
}

/** The methods that set the autoscaler take nothing else: what else a spread holds, Python refuses. */
function takenBy(method: string, params: Parameters): Parameters {
  if (method !== 'update_autoscaler' && method !== 'keep_warm') return params;
  const names = Object.keys(params).filter(isParameterName);
  const isTaken = (name: (typeof names)[number]): boolean =>
    AUTOSCALER.some((each) => each === currentName(name));
  return Object.fromEntries(names.filter(isTaken).map((name) => [name, params[name]]));
}

const WITHOUT_GPU = new Set(['with_concurrency', 'with_batching', 'update_autoscaler', 'keep_warm']);

/** `max_inputs=8, target_inputs=4`, as the decorators take them. */
function readStackedValues(calls: readonly ValuesCall[]): StackedDecorator {
  const values: Record<string, DeclaredParameter> = {};
  for (const { call, path, evaluator } of calls)
    for (const { name, node, value } of callArguments(call).keywords)
      values[name] = readValue(node, value, path, evaluator);
  return values;
}
