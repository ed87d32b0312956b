/** A method that is asked for by its name: `getattr(app, "function")`, `attrgetter("function")(app)`. */
import type { Node } from 'web-tree-sitter';
import type { Expression } from '../python/boundEvaluator';
import { single } from '../python/pyValue';
import { callArguments, field } from '../python/syntax';

/** What asks for something by its name. */
export const ASKING_WORDS: readonly string[] = ['getattr', 'attrgetter', 'methodcaller', '__getattribute__'];
/** One of them in a text; of `operator`'s functions also the import, which may give them another name. */
export const ASKS = /\b(?:(?:getattr|__getattribute__)\s*\(|(?:attrgetter|methodcaller)\b)/;
/** One, and what may be asked for a method: an app, by what it is called. */
const APP = String.raw`[\w.]{0,80}?(?:[aA]pp|[sS]tub)\w{0,80}(?:\(\))?\s*`;
const ASKS_APP = new RegExp(
  [
    String.raw`\b(?:getattr|__getattribute__)\s*\(\s*${APP},`,
    String.raw`\b${APP}\.\s*__getattribute__\s*\(`,
    String.raw`\b(?:attrgetter|methodcaller)\s*\([^()]{0,200}\)\s*\(\s*${APP}\)`,
  ].join('|'),
);
const METHOD_IN_QUOTES = /["'](?:function|cls|server|_experimental_server)["']/;

/** Whether a text may ask for a method that registers: by its name in quotes, or an app for one that stands elsewhere. */
export function asksForMethod(text: string): boolean {
  return ASKS.test(text) && (METHOD_IN_QUOTES.test(text) || ASKS_APP.test(text));
}

/** What is asked of which object; `options`: the call that gives the method what it is called with as well. */
export interface AskedMethod {
  readonly receiver: Expression;
  readonly name: string;
  readonly options: Expression | null;
}

/** The method that a call asks for by its name; undefined for any other call. */
export function askedMethod({ node, path, evaluator }: Expression): AskedMethod | undefined {
  const callee = field(node, 'function');
  const [first, second] = callArguments(node).positional;
  if (!callee || !first) return undefined;
  const at = (each: Node): Expression => ({ node: each, path, evaluator });
  if (ASKED_OF_FIRST.test(evaluator.module.realName(callee) ?? ''))
    return second && asked(at(first), at(second));
  const object = field(callee, 'object');
  if (!object || field(callee, 'attribute')?.text !== '__getattribute__') return undefined;
  // Of a class, the object comes first: `modal.App.__getattribute__(app, "function")`.
  return second ? asked(at(first), at(second)) : asked(at(object), at(first));
}

const ASKED_OF_FIRST = /^(?:(?:builtins\.)?getattr|object\.__getattribute__)$/;

/** Whether a call makes what asks any object: `attrgetter("function")`, `methodcaller("function", gpu="H100")`. */
export function makesAsker({ node, evaluator }: Expression): boolean {
  const callee = field(node, 'function');
  return callee !== null && ASKERS.has(evaluator.module.realName(callee) ?? '');
}

const CALLER = 'operator.methodcaller';
const ASKERS: ReadonlySet<string> = new Set(['operator.attrgetter', CALLER]);

/** The method for which what such a call makes asks an object. */
export function askedBy(maker: Expression, receiver: Expression): AskedMethod | undefined {
  const [name, ...more] = callArguments(maker.node).positional;
  const isCaller = maker.evaluator.module.realName(field(maker.node, 'function')!) === CALLER;
  // Several names give several methods at once, which is no decorator.
  if (!name || (!isCaller && more.length > 0)) return undefined;
  const method = asked(receiver, { ...maker, node: name });
  return method && { ...method, options: isCaller ? maker : null };
}

function asked(receiver: Expression, { node, path, evaluator }: Expression): AskedMethod | undefined {
  const value = single(evaluator.evaluate(node, path));
  return value?.kind === 'str' ? { receiver, name: value.value, options: null } : undefined;
}
