import type { Node } from 'web-tree-sitter';

/** The lines (from 1, inclusive) that the parser could not make sense of. */
export function errorRegions(root: Node): readonly (readonly [number, number])[] {
  const regions: [number, number][] = [];
  // A stack of its own: a hostile file may nest deeper than calls can.
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!node.hasError) continue;
    if (node.isError || node.isMissing) regions.push([node.startPosition.row + 1, node.endPosition.row + 1]);
    // One by one: there may be more than a call takes arguments.
    else for (const child of node.children) open.push(child);
  }
  return regions;
}
