import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { FileScan } from '../../src/core/modal/scan';
import { scanText } from '../support/python';

/** Each declaration of a hostile file: its name, and its GPU where that is known, else how sure it is. */
async function read(name: string): Promise<Record<string, string>> {
  return said(await scanText(readFileSync(`test/fixtures/hostile/${name}.py`, 'utf8')));
}

function said({ declarations }: FileScan): Record<string, string> {
  return Object.fromEntries(
    declarations.map(({ name, gpu }) => [
      name,
      gpu.status === 'known' ? (gpu.value ?? []).map(({ type }) => type).join() : gpu.status,
    ]),
  );
}

describe('files that did harm once', () => {
  it('a name that is not typed yet: it hung', async () => {
    assert.deepEqual(await read('missing_name'), { reads_what_is_missing: 'unknown' });
  });

  it('nothing, very often: it threw', async () => {
    assert.deepEqual(await read('nothing_very_often'), { nothing_very_often: '' });
  });

  it('names bound by the way: the old value was shown as known', async () => {
    assert.deepEqual(await read('bound_by_the_way'), {
      caught: 'unknown',
      captured: 'unknown',
      bound_in_a_comprehension: 'unknown',
      bound_on_the_way_in: 'A10',
      rewritten: 'unknown',
      in_parentheses: 'A10',
    });
  });
});
