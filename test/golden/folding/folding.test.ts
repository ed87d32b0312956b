/** Expressions as CPython works them out (test/fixtures/folding/cpython.py), against what folding makes of them. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Evaluation, PyValue } from '../../../src/core/python/pyValue';
import { evaluated } from '../../unit/python/support';
import { compareWithGolden } from '../golden';

type Encoded = readonly [kind: string, value?: unknown];

const ROWS = JSON.parse(readFileSync(resolve('test/fixtures/folding/cpython.json'), 'utf8')) as readonly (readonly [
  expression: string,
  value: Encoded,
])[];

function encoded(value: PyValue): Encoded {
  switch (value.kind) {
    case 'none':
      return ['none'];
    case 'list':
    case 'tuple':
      return [value.kind, value.items.map(encoded)];
    case 'dict':
      return ['dict', [...value.entries].map(([key, entry]) => [key, outcome(entry)])];
    case 'object':
    case 'modal':
      return ['other'];
    default:
      return [value.kind, value.value];
  }
}

/** A known value; undefined where folding does not work it out. */
function outcome({ values, reason }: Evaluation): Encoded | undefined {
  return reason === null && values.length === 1 ? encoded(values[0]!) : undefined;
}

/** Powers are the machine's: CPython's and ours may differ in the last bit. */
function assertSame(ours: Encoded, value: Encoded, expression: string): void {
  const [mine, theirs] = [ours[1], value[1]];
  const isPower = expression.includes('**') && typeof mine === 'number' && typeof theirs === 'number';
  if (isPower) assert.ok(ours[0] === value[0] && (mine === theirs || Math.abs(mine / theirs - 1) < 1e-15), expression);
  else assert.deepEqual(ours, value, expression);
}

describe('folding', () => {
  it('says what CPython says, or that it is unknown', async () => {
    const unknown: string[] = [];
    for (const [expression, value] of ROWS) {
      const ours = outcome(await evaluated(expression));
      if (ours) assertSame(ours, value, expression);
      else if (value[0] !== 'raises') unknown.push(expression);
    }
    // What is not worked out, line by line: it may become less, and not by accident more.
    compareWithGolden('folding/unknown.txt', `${unknown.join('\n')}\n`);
  });
});
