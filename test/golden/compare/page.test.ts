import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { tablesOf } from '../review/page';
import { breakEvenPage, matrixPage, scenarioPage, tokensPage, utilizationPage } from './page';

describe('docs/comparison.md', () => {
  it('has the tables that the product computes', () => {
    const tables = tablesOf(readFileSync('docs/comparison.md', 'utf8'));
    const made = [utilizationPage(), breakEvenPage(), scenarioPage(), tokensPage(), matrixPage()];
    for (const table of made) {
      const found = tables.find(([heading]) => heading?.join() === table[0]!.join());
      assert.deepEqual(found, table);
    }
  });
});
