import type { Node } from 'web-tree-sitter';
import { mentions } from './bindingTargets';
import type { Definition } from './definition';
import type { PythonReason } from './pythonReason';
import type { Path } from './syntax';

/** The definitions that can reach a place, in source order; `closed` when the name is surely bound by one of them. */
export interface Reach {
  readonly definitions: readonly Definition[];
  readonly closed: boolean;
  /** Whether one of them surely binds the name where nobody sets the environment's switches. */
  readonly isUsual?: boolean;
}

/** More of them than this are no answer: the nearest are kept, and one that says so. */
export const MAX_DEFINITIONS = 64;
const TOO_MANY: PythonReason = { kind: 'tooManyDefinitions', max: MAX_DEFINITIONS };

export const NOTHING: Reach = { definitions: [], closed: false };

/** The name is gone, or nothing goes on from here. */
export const GONE: Reach = { definitions: [], closed: true };

export function sure(definition: Definition): Reach {
  return { definitions: [definition], closed: true };
}

export function opaque(node: Node, path: Path, reason: PythonReason): Definition {
  return { kind: 'opaque', node, path, reason };
}

/** One after the other: the later one hides the earlier where it surely binds. */
export function then(first: Reach, second: Reach): Reach {
  if (second.closed || first === NOTHING) return second;
  if (second === NOTHING) return first;
  // What was there before counts for a change anyway: told once, a row of them does not double with each.
  const [only, ...more] = second.definitions;
  const isUsual = second.isUsual === true;
  if (only?.kind === 'changed' && more.length === 0) return sure({ ...only, isOptional: true, isUsual });
  const both = isUsual
    ? [...second.definitions, ...first.definitions]
    : [...first.definitions, ...second.definitions];
  return bounded(both, first.closed);
}

/** One of several ways. */
export function either(branches: readonly Reach[]): Reach {
  return bounded(
    branches.flatMap((branch) => branch.definitions),
    branches.length > 0 && branches.every((branch) => branch.closed),
  );
}

/** What may happen or not. */
export function maybe(reach: Reach): Reach {
  return reach.closed ? { definitions: reach.definitions, closed: false } : reach;
}

/** In a loop an assignment that reads its own name happens again and again: `N = N * 2`, `N += 1`. */
export function repeated(body: Reach, name: string): Reach {
  const reason: PythonReason = { kind: 'changedInLoop', name };
  const settled = (each: Definition): Definition =>
    each.kind === 'augmented' ||
    each.kind === 'changed' ||
    each.kind === 'looped' ||
    (each.kind === 'value' && mentions(each.node, name))
      ? opaque(each.node, each.path, reason)
      : each;
  return { definitions: body.definitions.map(settled), closed: body.closed };
}

function bounded(definitions: readonly Definition[], closed: boolean): Reach {
  const [first] = definitions;
  if (!first || definitions.length <= MAX_DEFINITIONS) return { definitions, closed };
  const nearest = definitions.slice(-MAX_DEFINITIONS + 1);
  return { definitions: [opaque(first.node, first.path, TOO_MANY), ...nearest], closed: true };
}
