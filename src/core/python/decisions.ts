import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import { fromEnvironment, single, truth, type Evaluation } from './pyValue';
import type { Path } from './syntax';

/** Whether a test is surely true or false; undefined where only a run, or the environment, can tell. */
export function decided(folding: Folding, test: Node, path: Path): boolean | undefined {
  return fixedTest(test) ?? verdictOf(folding.evaluate(test, path));
}

/** The same of what a test has come to. */
export function verdictOf(result: Evaluation): boolean | undefined {
  const value = single(result);
  // A switch in the environment is there to be set: both sides count.
  return value === undefined || fromEnvironment(result) ? undefined : truth(value);
}

/** Tests that are settled by how Modal loads a file: it imports it, and no type checker runs. */
export function fixedTest(test: Node): boolean | undefined {
  const text = test.text.replace(/\s+/g, '');
  if (/^\(?__name__==(["'])__main__\1\)?$/.test(text)) return false;
  return text === 'TYPE_CHECKING' || text === 'typing.TYPE_CHECKING' ? false : undefined;
}
