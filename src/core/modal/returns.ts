import type { Node } from 'web-tree-sitter';
import type { Expression } from '../python/boundEvaluator';
import type { Evaluator } from '../python/evaluate';
import { field, fields, last, parts, type Path } from '../python/syntax';

/** More `return`s than a function that is meant to be read has. */
const MAX_RETURNS = 64;
/** Deeper than this nobody nests. */
const MAX_NESTED = 60;

/**
 * What a function or lambda returns: each expression where it stands, those of functions within left out. Tests may be decided
 * by what `evaluator` has bound.
 */
export function returnedBy(definition: Node, path: Path, evaluator: Evaluator): readonly Expression[] {
  const body = field(definition, 'body');
  if (!body) return [];
  const inside = last(path).id === definition.id ? path : [...path, definition];
  if (definition.type === 'lambda') return [{ node: body, path: inside, evaluator }];
  const returns: Path[] = [];
  followReturns([...inside, body], evaluator, returns);
  return returns.flatMap((at) => {
    const value = parts(last(at))[0];
    return value ? [{ node: value, path: at, evaluator }] : [];
  });
}

/**
 * Collects the `return` statements that a block of a function may reach, each as a path.
 * @returns whether nothing behind the block is reached
 */
function followReturns(path: Path, evaluator: Evaluator, returns: Path[]): boolean {
  if (path.length > MAX_NESTED) evaluator.work.leaveOut();
  if (path.length > MAX_NESTED || evaluator.work.look() !== undefined) return true;
  for (const statement of parts(last(path))) {
    const here = [...path, statement];
    if (statement.type === 'raise_statement') return true;
    if (statement.type === 'return_statement') {
      if (returns.length >= MAX_RETURNS) {
        evaluator.work.leaveOut();
        return true;
      }
      returns.push(here);
      return true;
    }
    if (statement.type === 'if_statement') {
      if (followIf(here, evaluator, returns)) return true;
    } else if (HOLDS_STATEMENTS.test(statement.type)) {
      const isEnd = followReturns(here, evaluator, returns);
      if (isEnd && /^(block|with_\w+)$/.test(statement.type)) return true;
    }
  }
  return false;
}

/** The same of an `if`, whose tests may be decided by what the function is called with. */
function followIf(path: Path, evaluator: Evaluator, returns: Path[]): boolean {
  const statement = last(path);
  let isEnd = true;
  for (const clause of [statement, ...fields(statement, 'alternative')]) {
    const here = clause === statement ? path : [...path, clause];
    const test = field(clause, 'condition');
    const verdict = test ? decided({ node: test, path: here, evaluator }) : true;
    const body = field(clause, test ? 'consequence' : 'body');
    if (verdict === false || !body) continue;
    isEnd = followReturns([...here, body], evaluator, returns) && isEnd;
    if (verdict === true) return isEnd;
  }
  return false;
}

/** Whether a test is surely true or false. Both ways are looked at where that takes too long to find out. */
export function decided({ node, path, evaluator }: Expression): boolean | undefined {
  return evaluator.work.aside(() => evaluator.decide(node, path));
}

const HOLDS_STATEMENTS = /^(block|(for|while|with|try|match)_statement|\w+_clause)$/;
