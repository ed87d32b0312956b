/** Plain JSON as `JSON.parse` reads it, but for hostile text: bounded, and with a place for every value and every problem. */
import { childPath } from './jsonPath';
import type { JsonProblem } from './jsonProblem';
import type { JsonNode } from './jsonNode';
import { readJsonTree } from './jsonTree';

/** Why a text is refused. */
export type StrictJsonProblem =
  | JsonProblem
  | { readonly kind: 'tooManyBytes' | 'nameTooLong'; readonly max: number }
  /** A name that would reach an object's prototype. */
  | { readonly kind: 'nameForbidden'; readonly name: string };

/** What {@link readStrictJson} answers. `places` are the offsets at which values begin, by JSON path (`$.gpus.H100.active`). */
export type StrictJson =
  | { readonly ok: true; readonly value: unknown; readonly places: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly problem: StrictJsonProblem; readonly at: number };

/** Bounds of {@link readStrictJson}. */
export interface StrictJsonBounds {
  /** The most bytes of UTF-8 that the text may have. */
  readonly maxBytes: number;
  /** The most levels of objects and arrays within one another. */
  readonly maxDepth: number;
  /** The most members or items that one object or array may have; default 5,000. */
  readonly maxItems?: number;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** A longer name would stand in the path of every value within it. */
const MAX_NAME_LENGTH = 200;

/**
 * Reads plain JSON, refusing also names that reach a prototype, that are very long or that stand twice in an object, and
 * whatever exceeds the bounds. Never throws.
 */
export function readStrictJson(text: string, bounds: StrictJsonBounds): StrictJson {
  const { maxBytes, maxDepth, maxItems = 5_000 } = bounds;
  if (text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes)
    return { ok: false, problem: { kind: 'tooManyBytes', max: maxBytes }, at: 0 };
  const { root, problems } = readJsonTree(text, { lenient: false, maxDepth, maxItems, maxProblems: 1 });
  const [refusal = root && forbiddenName(root)] = problems;
  if (refusal) return { ok: false, problem: refusal.problem, at: refusal.at };
  const places = new Map<string, number>();
  return { ok: true, value: root && plain(root, '$', places), places };
}

/** The first name of a value that must not be one; null for none. */
function forbiddenName(node: JsonNode): { readonly problem: StrictJsonProblem; readonly at: number } | null {
  if (node.kind === 'array') return first(node.items, forbiddenName);
  if (node.kind !== 'object') return null;
  return first(node.members, ({ name, key: { start: at }, value }) => {
    if (FORBIDDEN.has(name)) return { problem: { kind: 'nameForbidden', name }, at };
    if (name.length > MAX_NAME_LENGTH) return { problem: { kind: 'nameTooLong', max: MAX_NAME_LENGTH }, at };
    return forbiddenName(value);
  });
}

function first<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

/** The value of a tree, its places noted. */
function plain(node: JsonNode, path: string, places: Map<string, number>): unknown {
  places.set(path, node.start);
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        node.members.map(({ name, value }) => [name, plain(value, childPath(path, name), places)]),
      );
    case 'array':
      return node.items.map((item, i) => plain(item, childPath(path, i), places));
    default:
      return node.value;
  }
}
