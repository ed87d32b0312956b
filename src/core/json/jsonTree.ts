/** JSON read from hostile text that a person may be typing: a tree with places, and what is wrong. The grammar is `jsonc-parser`'s. */
import { visit } from 'jsonc-parser';
import { cutTooDeep } from './cutTooDeep';
import type { JsonNode, JsonReading, PlacedJsonProblem } from './jsonNode';
import { TreeBuilder } from './treeBuilder';

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
