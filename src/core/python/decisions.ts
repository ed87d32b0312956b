import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import { fromEnvironment, single, truth, type Evaluation } from './pyValue';
import type { Verdict } from './scopeContext';
import type { Path } from './syntax';

/** Whether a test is surely true or false; undefined where only a run, or the environment, can tell. */
export function decided(folding: Folding, test: Node, path: Path): boolean | undefined {
  return weighed(folding, test, path).sure;
}

export function weighed(folding: Folding, test: Node, path: Path): Verdict {
  const fixed = fixedTest(test);
  return fixed === undefined ? weigh(folding.evaluate(test, path)) : { sure: fixed, usual: fixed };
}

/** The same of what a test has come to. */
export function weigh(result: Evaluation): Verdict {
  const value = single(result);
  const usual = value && truth(value);
  // A switch in the environment is there to be set: both sides count.
  return { sure: fromEnvironment(result) ? undefined : usual, usual };
}

/** Tests that are settled by how Modal loads a file: it imports it, and no type checker runs. */
export function fixedTest(test: Node): boolean | undefined {
  const text = test.text.replace(/\s+/g, '');
  if (/^\(?__name__==(["'])__main__\1\)?$/.test(text)) return false;
  return text === 'TYPE_CHECKING' || text === 'typing.TYPE_CHECKING' ? false : undefined;
}
