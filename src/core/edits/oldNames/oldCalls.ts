import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../../python/evaluate';
import { field, type Path } from '../../python/syntax';
import { single } from '../../python/pyValue';
import { warmArgument } from '../../modal/callSites';
import type { CallSite } from '../../modal/declaration';
import { callAt, callParts, offsetAt, type CallParts } from '../locateDecorator';
import { insertion } from '../textEdits';
import { spanOf } from '../replaceableValue';
import { allOf, edited, left, NO_FIX, removed, type Fix } from './oldNameFix';
import { fixKeywords, fixSpreads, RENAMED_IN_CALLS } from './oldKeywords';
import { fixTruthGpu } from './truthGpu';

/** A call in the tree, and the scope that its arguments are read in. */
export interface CallPlace extends CallParts {
  readonly call: Node;
  readonly path: Path;
}

/** Finds the call whose arguments a call site gives; null where it is not there any more. */
export function findCall(ev: Evaluator, { range }: CallSite): CallPlace | null {
  const path = callAt(ev.module, range);
  const call = path?.at(-1);
  const inside = call ? callParts(call) : null;
  return path && call && inside ? { ...inside, call, path: path.slice(0, -1) } : null;
}

/** Writes the old names of a call as they are today; GPU objects are the caller's. */
export function fixCall(ev: Evaluator, site: CallSite): Fix {
  const place = findCall(ev, site);
  if (!place) return NO_FIX;
  return allOf([
    fixKeywords(place, RENAMED_IN_CALLS),
    fixSpreads(ev, place.given.spreads, place.path, RENAMED_IN_CALLS),
    fixTruthGpu(ev, place, place.path),
    fixConcurrency(ev, site, place),
    fixKeepWarm(ev, site, place),
  ]);
}

const OLD = 'allow_concurrent_inputs';

/** `X.with_options(allow_concurrent_inputs=8)` becomes `X.with_options().with_concurrency(max_inputs=8)`. */
function fixConcurrency(
  ev: Evaluator,
  { form, line }: CallSite,
  { call, items, given, list, path }: CallPlace,
): Fix {
  const keywords = given.keywords.filter(({ name }) => name === OLD);
  const value = keywords.at(-1)?.value;
  if (!value) return NO_FIX;
  if (form !== 'with_options') return left({ kind: 'noDecorator', old: OLD, line });
  if (/^\s*\.\s*with_concurrency\b/.test(ev.module.text.slice(call.endIndex, call.endIndex + 200)))
    return left({ kind: 'beforeWithConcurrency', old: OLD, line });
  const indices = keywords.map(({ node }) => items.items.findIndex((item) => item.node.id === node.id));
  const isNone = single(ev.evaluate(value, path))?.kind === 'none';
  const added = isNone ? [] : [insertion(call.endIndex, `.with_concurrency(max_inputs=${value.text})`)];
  return allOf([removed(list, indices), edited(added)]);
}

/** `f.keep_warm(1)` becomes `f.update_autoscaler(min_containers=1)`. */
function fixKeepWarm(ev: Evaluator, { oldNames }: CallSite, { call, given }: CallPlace): Fix {
  const method = oldNames.find(({ old }) => old.startsWith('.keep_warm'))?.range;
  const argument = warmArgument(call);
  if (!method || !argument) return NO_FIX;
  const { text } = ev.module;
  const name = {
    start: offsetAt(text, method.start.line, method.start.column),
    end: offsetAt(text, method.end.line, method.end.column),
  };
  const keyword = given.keywords.find(({ value }) => value.id === argument.id);
  const label = keyword && field(keyword.node, 'name');
  return edited([
    { ...name, newText: 'update_autoscaler' },
    label
      ? { ...spanOf(label), newText: 'min_containers' }
      : insertion(argument.startIndex, 'min_containers='),
  ]);
}
