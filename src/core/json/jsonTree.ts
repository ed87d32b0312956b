/** JSON read from hostile text that a person may be typing: a tree with places, and what is wrong. The grammar is `jsonc-parser`'s. */
import { visit } from 'jsonc-parser';
import { cutTooDeep } from './cutTooDeep';
import type { JsonProblem } from './jsonProblem';
import { TreeBuilder } from './treeBuilder';

/** A stretch of a text, by UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value and where it stands. */
export type JsonNode =
  | (Span & { readonly kind: 'object'; readonly members: readonly Member[] })
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'string'; readonly value: string })
  | (Span & { readonly kind: 'number'; readonly value: number })
  | (Span & { readonly kind: 'boolean'; readonly value: boolean })
  | (Span & { readonly kind: 'null'; readonly value: null });

/** A named value of an object. */
export interface Member {
  readonly name: string;
  readonly key: Span;
  readonly value: JsonNode;
}

/** A problem, the stretch to mark, and the offset at which reading met it. */
export interface PlacedJsonProblem extends Span {
  readonly problem: JsonProblem;
  readonly at: number;
}

/** How a text is read. Its length is for the caller to bound. */
export interface JsonReading {
  /** With comments and trailing commas. */
  readonly lenient: boolean;
  /** The most levels of objects and arrays within one another. */
  readonly maxDepth: number;
  /** The most members or items of one object or array. */
  readonly maxItems: number;
  readonly maxProblems: number;
}

/** What {@link readJsonTree} answers. */
export interface JsonTree {
  /** All that could be read; null where nothing could. */
  readonly root: JsonNode | null;
  /** In the order in which reading met them. */
  readonly problems: readonly PlacedJsonProblem[];
}

/**
 * Reads a text as far as it can be understood: a member or an item that is wrong is left out, with one problem, and so is a
 * name that stands twice, but for the first. Never throws; takes time in proportion to the text.
 */
export function readJsonTree(text: string, reading: JsonReading): JsonTree {
  const { text: shallow, cuts } = cutTooDeep(text.replace(/^\ufeff/, ' '), reading.maxDepth);
  const builder = new TreeBuilder(shallow, cuts, reading);
  visit(shallow, builder.visitor, {
    disallowComments: !reading.lenient,
    allowTrailingComma: reading.lenient,
  });
  return { root: builder.root, problems: builder.problems };
}
