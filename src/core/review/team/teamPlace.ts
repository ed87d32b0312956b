/** What may be completed where a cursor stands in a team file, beyond what its schema says. */
import { getLocation } from 'jsonc-parser';
import type { JsonNode, Span } from '../../json/jsonNode';
import { readJsonTree } from '../../json/jsonTree';
import { MAX_TEAM_LENGTH, TEAM_JSON } from './teamFields';

/** The stretch that a completion replaces, quotes and all. */
export type TeamPlace = Span &
  (
    | {
        /** The name of a declaration, or of an app that has a budget, or data of its own. */
        readonly kind: 'declaration' | 'app';
        /** Whether a budget follows. */
        readonly isBudget: boolean;
        /** Whether a value follows already. */
        readonly hasValue: boolean;
        /** The names that stand there already. */
        readonly given: readonly string[];
      }
    /** A type of GPU: a value, or a name of the discounts. */
    | { readonly kind: 'gpu'; readonly isName: boolean; readonly hasValue: boolean }
  );

/** @param offset of the cursor, in UTF-16 units; null where there is nothing to add to the schema */
export function teamPlace(text: string, offset: number): TeamPlace | null {
  if (text.length > MAX_TEAM_LENGTH) return null;
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const typed =
    previousNode && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length;
  const span = typed
    ? { start: previousNode.offset, end: previousNode.offset + previousNode.length }
    : { start: offset, end: offset };
  const hasValue = /^\s*:/.test(text.slice(span.end, span.end + 100));
  const [first, second, third, fourth] = path;
  const named = (depth: number): boolean => isAtPropertyKey && path.length === depth;
  if (first === 'declarations' && named(2))
    return {
      ...span,
      kind: 'declaration',
      isBudget: false,
      hasValue,
      given: namesAt(text, ['declarations']),
    };
  if (first === 'budgets' && named(3) && (second === 'declarations' || second === 'apps')) {
    const kind = second === 'apps' ? 'app' : 'declaration';
    return { ...span, kind, isBudget: true, hasValue, given: namesAt(text, ['budgets', second]) };
  }
  if (first === 'data' && second === 'apps' && named(3))
    return { ...span, kind: 'app', isBudget: false, hasValue, given: namesAt(text, ['data', 'apps']) };
  if (first === 'discounts' && second === 'gpu' && named(3))
    return { ...span, kind: 'gpu', isName: true, hasValue };
  const isGpu = first === 'declarations' && third === 'values' && fourth === 'gpu';
  return isGpu && !isAtPropertyKey && path.length === 4
    ? { ...span, kind: 'gpu', isName: false, hasValue: false }
    : null;
}

/** The names in an object of the file, as far as it can be read. */
function namesAt(text: string, path: readonly string[]): readonly string[] {
  let node: JsonNode | null | undefined = readJsonTree(text, TEAM_JSON).root;
  for (const name of path)
    node = node?.kind === 'object' ? node.members.find((each) => each.name === name)?.value : undefined;
  return node?.kind === 'object' ? node.members.map(({ name }) => name) : [];
}
