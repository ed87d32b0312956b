import type { Evaluation, PyValue } from '../../../src/core/python/pyValue';

/** A value as the scripts of `test/fixtures/folding` write CPython's. */
export type Encoded = readonly [kind: string, value?: unknown];

export function encoded(value: PyValue): Encoded {
  switch (value.kind) {
    case 'none':
      return ['none'];
    case 'list':
    case 'tuple':
      return [value.kind, value.items.map(encoded)];
    case 'dict':
      return ['dict', [...value.entries].map(([key, entry]) => [key, outcome(entry)])];
    case 'openDict':
    case 'object':
    case 'modal':
    case 'handle':
    case 'modalName':
      return ['other'];
    default:
      return [value.kind, value.value];
  }
}

/** A known value; undefined where folding does not work it out. */
export function outcome({ values, reason }: Evaluation): Encoded | undefined {
  return reason === null && values.length === 1 ? encoded(values[0]!) : undefined;
}
