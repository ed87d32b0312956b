import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { field, parts, type Path } from '../python/syntax';
import { lineOf, type Place } from './valuePlaces';
import { planned } from './editPlan';
import { inUnits, isUnitName } from './unitProducts';
import { replaceable, spanOf } from './replaceableValue';

/** A place that can be written over as a whole. */
export function constantPlace(ev: Evaluator, node: Node, path: Path, name: string, uses: number): Place {
  return {
    kind: 'constant',
    node,
    names: [name],
    lines: [lineOf(node)],
    uses,
    isUnit: isUnitName(name),
    parts: [],
    set: (source) => planned([{ ...spanOf(replaceable(node)), newText: inUnits(ev, node, path, source) }]),
  };
}

/** Values that lose nothing when another stands in their place. */
export function isPlain(node: Node): boolean {
  if (node.type === 'parenthesized_expression' || node.type === 'unary_operator' || node.type === 'list')
    return parts(node).every(isPlain);
  if (node.type === 'binary_operator')
    return [field(node, 'left'), field(node, 'right')].every((each) => each && isPlain(each));
  return PLAIN.has(node.type);
}

const PLAIN = new Set([
  'string',
  'concatenated_string',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'identifier',
  'attribute',
]);
