import type { Node } from 'web-tree-sitter';
import type { Evaluator } from '../python/evaluate';
import { parseNumber } from '../python/literals';
import { field, type Path } from '../python/syntax';
import { single } from '../python/pyValue';

/** Names for what a value is counted in, such as `MINUTES`: nobody means to change these. */
export function isUnitName(name: string): boolean {
  return /^_?(MS|SECS?|SECONDS?|MINS?|MINUTES?|HRS?|HOURS?|DAYS?|WEEKS?|[KMGT]I?B|(KILO|MEGA|GIGA|MEBI|GIBI)BYTES?)$/i.test(
    name,
  );
}

/** The two factors of a product, one of them known as a whole number. */
export interface Product {
  readonly factor: Node;
  readonly by: number;
}

/** The ways to read `a * b` as something times a known whole number above 1. */
export function products(ev: Evaluator, node: Node, path: Path): readonly Product[] {
  if (node.type !== 'binary_operator' || field(node, 'operator')?.text !== '*') return [];
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return [];
  const known = (each: Node): number => {
    const value = single(ev.evaluate(each, path));
    return value?.kind === 'int' ? value.value : 0;
  };
  return [
    { factor: left, by: known(right) },
    { factor: right, by: known(left) },
  ].filter(({ by }) => by > 0);
}

/** A value in the units that an expression is written in: `600` over `20 * MINUTES` is `10 * MINUTES`. */
export function inUnits(ev: Evaluator, node: Node, path: Path, source: string): string {
  const literal = products(ev, node, path).find(({ factor }) => factor.type === 'integer');
  const other =
    literal && [field(node, 'left'), field(node, 'right')].find((each) => each?.id !== literal.factor.id);
  if (!literal || !other || (other.type !== 'identifier' && other.type !== 'attribute')) return source;
  const count = divided(source, literal.by);
  if (count === null) return source;
  const { text, startIndex } = node;
  const { startIndex: from, endIndex: to } = literal.factor;
  return text.slice(0, from - startIndex) + count + text.slice(to - startIndex);
}

/** A whole number's source divided by another, as source; null where it does not come out even, or at less than 1. */
export function divided(source: string, by: number): string | null {
  const value = parseNumber(source);
  if (value?.kind !== 'int' || value.value < by || value.value % by !== 0) return null;
  return String(value.value / by);
}
