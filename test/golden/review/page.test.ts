import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { groups } from './groups';
import { contradictedTable, markdownOf, pinnedTable, ratesTable, tablesOf } from './page';

const page = readFileSync(resolve('docs/review-contradictions.md'), 'utf8');

describe('docs/review-contradictions.md', () => {
  const tables = tablesOf(page);

  it('holds the tables that the pinned data makes, and no others', () => {
    const expected = [pinnedTable(), contradictedTable('itself'), ratesTable(), contradictedTable('Modal')];
    assert.equal(tables.length, expected.length);
    expected.forEach((table, index) =>
      assert.deepEqual(tables[index], table, `should be:\n${markdownOf(table)}`),
    );
  });

  it('lists every figure that does not agree, once', () => {
    const listed = tables.flat().flatMap(([first = '']) => /^`(.*)`$/.exec(first)?.[1] ?? []);
    assert.deepEqual(listed.sort(), [...(groups.pinned ?? []), ...(groups.contradicted ?? [])].sort());
  });

  it('counts as the data does', () => {
    for (const count of ['239 figures', 'Of the 100 that', '76 match', '17 do not', '7 are too vague']) {
      assert.ok(page.includes(count), count);
    }
  });
});
