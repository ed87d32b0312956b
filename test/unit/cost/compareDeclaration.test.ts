/** A comparison is by one book: the one in use, or Modal's list where that has no price for the GPU. */
import { strict as assert } from 'node:assert';
import { assess, inBook, type Assessment } from '../../../src/core/cost/assess';
import { comparisonOf } from '../../../src/core/cost/comparison/compareDeclaration';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { scanText } from '../../support/python';

async function assessed(gpu: string, book: PriceBook, hours?: number): Promise<Assessment> {
  const text = `import modal\napp = modal.App()\n@app.function(gpu=${gpu})\ndef f(): ...\n`;
  const [declaration] = (await scanText(text)).declarations;
  const context = {
    book,
    list: listBook,
    hoursPerMonth: hours ?? book.hoursPerMonth.value,
    hoursChosen: hours !== undefined,
  };
  const values = { requestsPerDay: 50_000, secondsPerRequest: 0.2 };
  return assess(declaration!, context, { includeStartup: true, defaults: [{ source: 'team', values }] });
}

const NO_RATES = { rateBreakEvens: false };

describe('the comparison of a declaration', () => {
  it('is by the list, all of it, where the book has no price for the GPU', async () => {
    const h200 = await assessed('"H200"', reviewBook);
    const comparison = comparisonOf(h200, NO_RATES)!;
    assert.equal(comparison.bookId, listBook.id);
    assert.equal(comparison.hoursPerMonth, 730);
    assert.deepEqual(comparison.modal.notes, [{ kind: 'priceOfList' }]);
    const pod = comparison.rows.find(({ id }) => id === 'runpod-pod-community-h200');
    assert.ok(Math.abs(pod!.monthUsd - 3.59 * 730) < 1e-9);
    const { rows, ...byList } = comparisonOf(inBook(h200, listBook), NO_RATES)!;
    assert.deepEqual(byList.modal.notes, []);
    const figures = rows.map(({ id, monthUsd }) => [id, monthUsd]);
    assert.deepEqual(
      comparison.rows.map(({ id, monthUsd }) => [id, monthUsd]),
      figures,
    );
  });

  it('has the break-evens of another declaration only if all that they depend on is the same', async () => {
    const rates = async (...args: Parameters<typeof assessed>): Promise<unknown[]> =>
      comparisonOf(await assessed(...args), { rateBreakEvens: true })!.rows.flatMap(({ rate }) => rate ?? []);
    const first = await rates('"H100"', listBook);
    const again = await rates('"H100"', listBook);
    assert.ok(first.length > 0);
    again.forEach((rate, i) => assert.equal(rate, first[i], 'searched once'));
    const others: Parameters<typeof assessed>[] = [
      ['"H100", min_containers=1', listBook],
      ['"H100", scaledown_window=600', listBook],
      ['"H100", max_containers=2', listBook],
      ['"H100", cpu=16', listBook],
      ['"H100", region="us-east"', listBook],
      ['"H100:2"', listBook],
      ['"H100"', listBook, 700],
    ];
    for (const other of others) assert.notDeepEqual(await rates(...other), first, other[0]);
  });

  it('keeps the hours that a reader chose, with either book', async () => {
    assert.equal(comparisonOf(await assessed('"H200"', reviewBook, 700), NO_RATES)?.hoursPerMonth, 700);
    assert.equal(comparisonOf(await assessed('"H100"', reviewBook, 700), NO_RATES)?.hoursPerMonth, 700);
  });

  it('is of the first GPU, by the list too where only a fallback has a price in the book', async () => {
    const comparison = comparisonOf(await assessed('["L4", "T4"]', reviewBook), NO_RATES)!;
    assert.deepEqual([comparison.bookId, comparison.gpu.type], [listBook.id, 'L4']);
    const own = comparisonOf(await assessed('["T4", "L4"]', reviewBook), NO_RATES);
    assert.ok(own === null || own.bookId === reviewBook.id);
  });

  it('is none without a price in either', async () => {
    assert.equal(comparisonOf(await assessed('"QUANTUM9"', reviewBook), NO_RATES), null);
  });
});
