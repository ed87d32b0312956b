import type { Node } from 'web-tree-sitter';
import type { Folding } from './folding';
import { asOne, generated } from './iterables';
import { combine, known, single, unknown, type Evaluation } from './pyValue';
import { excerpt, field, type Path } from './syntax';

/** What a comprehension of a list or a dict gives; a set has no order that is known, a generator is no value. */
export function comprehension(folding: Folding, node: Node, path: Path): Evaluation {
  switch (node.type) {
    case 'list_comprehension':
      return listComprehension(folding, node, path);
    case 'dictionary_comprehension':
      return dictComprehension(folding, node, path);
    default:
      return unknown({ kind: 'runtimeOnly', expression: excerpt(node) });
  }
}

function listComprehension(folding: Folding, node: Node, path: Path): Evaluation {
  const elements = generated(folding, node, path, (frame, body) => frame.evaluate(body, path));
  return asOne(elements, (items) => combine(items, (values) => ({ kind: 'list', items: [...values] })));
}

function dictComprehension(folding: Folding, node: Node, path: Path): Evaluation {
  const keys: Evaluation[] = [];
  const elements = generated(folding, node, path, (frame, body) => {
    keys.push(frame.child(field(body, 'key'), path));
    return frame.child(field(body, 'value'), path);
  });
  return asOne(elements, (values) => {
    const entries = new Map<string, Evaluation>();
    for (const [i, value] of values.entries()) {
      const key = single(keys[i]!);
      if (key?.kind !== 'str') return unknown({ kind: 'dictKeyNotKnown' });
      entries.set(key.value, value);
    }
    return known({ kind: 'dict', entries });
  });
}
