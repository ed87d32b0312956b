/** The keywords of a `functools.partial`, which code may change: `p.keywords["gpu"] = "H100"`. */
import type { Node } from 'web-tree-sitter';
import type { BoundValue } from '../python/boundEvaluator';
import { dictOf } from '../python/dicts';
import type { Evaluator } from '../python/evaluate';
import { guardMutation } from '../python/inPlaceChanges';
import { combine, known, unknown, type Evaluation } from '../python/pyValue';
import { callArguments, type Path } from '../python/syntax';
import { isChange, partThroughChanges } from '../python/throughChanges';

/** A name that holds a `partial`, where it is read. */
interface Holder {
  readonly name: string;
  readonly path: Path;
  readonly evaluator: Evaluator;
}

/** What the keywords of the `partial` that a name holds have become; null where nothing changes them. */
export function changedKeywords(holder: Holder, partial: Node): BoundValue | null {
  const { name, path, evaluator } = holder;
  const isChanged = evaluator.scopes.lookup(name, path).some(isChange);
  const value = keywordsOf(holder, partial);
  return isChanged || value.reason !== null ? bound(holder, partial) : null;
}

function bound(holder: Holder, partial: Node): BoundValue {
  return {
    expression: null,
    value: () => keywordsOf(holder, partial),
    deployed: (place) => bound({ ...holder, evaluator: holder.evaluator.deployed(place) }, partial),
  };
}

function keywordsOf({ name, path, evaluator }: Holder, partial: Node): Evaluation {
  const definitions = evaluator.scopes.lookup(name, path);
  const value = partThroughChanges(
    evaluator,
    name,
    definitions,
    { attributes: ['keywords'] },
    ({ node, path: at }) =>
      node.id === partial.id ? asWritten(evaluator, partial, at) : unknown({ kind: 'isFunction', name }),
  );
  // The dict is a part of what the name holds. What that was made from, such as the app, changes no keyword.
  const whole = combine([value], ([dict]) => ({ kind: 'list', items: [dict!] }));
  const { reason } = guardMutation(evaluator, name, [], whole, path);
  return { ...value, reason };
}

function asWritten(evaluator: Evaluator, partial: Node, path: Path): Evaluation {
  const { keywords, spreads } = callArguments(partial);
  const entries = keywords.map(({ name, value }) => [name, evaluator.evaluate(value, path)] as const);
  // A keyword that stands twice raises.
  const reason = spreads.length === 0 ? null : ({ kind: 'callSpreadsArguments', callee: 'partial' } as const);
  return known(dictOf(new Map(entries), reason));
}
