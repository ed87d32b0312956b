/** How code uses a method such as `f.update_autoscaler`: it is called, under another name or handed on, or it may be. */
import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { callArguments, field, last, pathAt, type Path } from '../python/syntax';
import { isChangingMethod } from './changingMethod';
import { scopeOf } from './contexts';
import { namedMethod } from './handles';
import { isParameterName } from './parameters';

export interface MethodUse {
  readonly method: string;
  readonly receiver: Node;
  /** Leads to the method's name. */
  readonly named: Path;
  /** The calls that give the arguments, the last counts most; none where these are not known. */
  readonly calls: readonly Path[];
  /** A dict with keywords that the last call hands on: `Thread(target=f.update_autoscaler, kwargs={…})`. */
  readonly handedOn: Node | null;
  /** Leads to what stands for the use: the call or, where it is not known, the method. */
  readonly place: Path;
  /** Whether a variant of its result is made in the same expression. */
  readonly isContinued: boolean;
}

/** More calls than this of one name are not looked at. */
const MAX_CALLS = 32;

/** The uses of the method whose name, or text, `path` leads to. */
export function usesAt(path: Path, word: string, evaluator: Evaluator): readonly MethodUse[] {
  const reference = referenceAt(path, word, evaluator);
  if (!reference) return [];
  const { at, receiver, method } = reference;
  const use = (calls: readonly Path[], place: Path): MethodUse => ({
    method,
    receiver,
    named: path,
    calls,
    place,
    handedOn: null,
    isContinued: false,
  });
  const around = path[at - 1];
  if (around?.type === 'call') {
    const call = path.slice(0, at);
    return [{ ...use([call], call), isContinued: isContinued(call) }];
  }
  // Only what is sure to be a method counts where it is not called: a setting may have the same name.
  if (!isChangingMethod(method)) return [];
  const here = path.slice(0, at + 1);
  const name = assignedName(here);
  if (name !== null) {
    const calls = callsOf(name, here, evaluator);
    return calls.length > 0 ? calls.map((call) => use([call], call)) : [use([], here)];
  }
  const handed = handedTo(path, at);
  if (!handed) return [use([], here)];
  const result = isPartial(last(handed), evaluator.module) ? assignedName(handed) : null;
  const calls = result === null ? [] : callsOf(result, handed, evaluator);
  if (calls.length > 0) return calls.map((call) => use([handed, call], call));
  const handedOn = callArguments(last(handed)).keywords.find(({ name }) => HANDS_ON.has(name))?.value;
  if (handedOn) return [{ ...use([handed], handed), handedOn }];
  return [use(givesArguments(last(handed), path[at]!, method) ? [handed] : [], handed)];
}

/** How the calls that run a function later name the dict of its keywords. */
const HANDS_ON = new Set(['kwargs', 'kwds', 'kw']);

/** The call that an expression at a place of the path is an argument of. */
function handedTo(path: Path, at: number): Path | null {
  const list = path[at - 1]?.type === 'keyword_argument' ? at - 2 : at - 1;
  return path[list]?.type === 'argument_list' && path[list - 1]?.type === 'call' ? path.slice(0, list) : null;
}

interface Reference {
  /** The place in the path of the expression that is the method. */
  readonly at: number;
  readonly receiver: Node;
  readonly method: string;
}

/** `receiver.method`, `receiver.method.aio` or `getattr(receiver, "method")`. */
function referenceAt(path: Path, word: string, evaluator: Evaluator): Reference | null {
  const attribute = path[path.length - 2];
  if (attribute?.type === 'attribute') {
    const receiver = field(attribute, 'object');
    if (!receiver || field(attribute, 'attribute')?.id !== last(path).id) return null;
    const outer = path[path.length - 3];
    const isAio = outer?.type === 'attribute' && field(outer, 'attribute')?.text === 'aio';
    return { at: path.length - (isAio ? 3 : 2), receiver, method: word };
  }
  const at = path.findLastIndex(({ type }) => type === 'call');
  const callee = path[at] && field(path[at], 'function');
  if (!callee || evaluator.module.realName(callee) !== 'getattr') return null;
  const found = namedMethod(evaluator, path[at]!, scopeOf(path.slice(0, at + 1)));
  return found && { at, receiver: found.object, method: found.method };
}

/** `X.with_options(…).with_concurrency(…)`: the first of the two calls is only a step. */
function isContinued(call: Path): boolean {
  const attribute = call.at(-2);
  const object = attribute?.type === 'attribute' ? field(attribute, 'object') : null;
  return object?.id === last(call).id && (field(attribute!, 'attribute')?.text ?? '').startsWith('with_');
}

/** The name that an expression is assigned to. */
function assignedName(path: Path): string | null {
  const around = path.at(-2);
  if (around?.type !== 'assignment' || field(around, 'right')?.id !== last(path).id) return null;
  const left = field(around, 'left');
  return left?.type === 'identifier' ? left.text : null;
}

/** The calls of a name that an expression is assigned to. */
function callsOf(name: string, assigned: Path, evaluator: Evaluator): Path[] {
  const { module, work } = evaluator;
  const calls: Path[] = [];
  for (const offset of module.occurrences(name)) {
    const path = pathAt(module.root, offset);
    if (work.look(path.length) !== undefined || calls.length >= MAX_CALLS) break;
    const call = path.at(-2);
    if (call?.type !== 'call' || field(call, 'function')?.id !== last(path).id) continue;
    const at = path.slice(0, -1);
    if (evaluator.definitions(name, scopeOf(at)).some(({ node }) => node.id === last(assigned).id))
      calls.push(at);
  }
  return calls;
}

function isPartial(call: Node, module: PythonModule): boolean {
  const callee = field(call, 'function');
  return callee !== null && module.realName(callee) === 'functools.partial';
}

/** Whether a call that a method is handed to gives it its arguments, too: `submit(f.update_autoscaler, min_containers=4)`. */
function givesArguments(call: Node, method: Node, name: string): boolean {
  const { positional, keywords, spreads } = callArguments(call);
  const isFirst = positional[0]?.id === method.id;
  const isGiven = keywords.some(({ name: keyword }) => isParameterName(keyword)) || spreads.length > 0;
  return isFirst && (isGiven || (name === 'keep_warm' && positional.length === 2));
}
