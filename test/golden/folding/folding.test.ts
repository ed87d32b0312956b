/** Expressions as CPython works them out (test/fixtures/folding/cpython.py), against what folding makes of them. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { evaluated } from '../../unit/python/support';
import { compareWithGolden } from '../golden';
import { outcome, type Encoded } from './encoded';

const ROWS = JSON.parse(readFileSync(resolve('test/fixtures/folding/cpython.json'), 'utf8')) as readonly (readonly [
  expression: string,
  value: Encoded,
])[];

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
