/** The review's scenarios against everybody, under both books: the whole comparison, as it was when it was looked at. */
import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import golden from './reports.json';
import { compared, report, scenarios } from './support';

describe('comparisons of the review’s scenarios', () => {
  for (const book of [reviewBook, listBook]) {
    for (const [name, work] of Object.entries(scenarios)) {
      it(`${name} under ${book.id}`, () => {
        const kept = (golden as Record<string, unknown>)[`${name} ${book.id}`];
        assert.deepEqual(report(compared(work, book)), kept);
      });
    }
  }

  it('are six', () => assert.equal(Object.keys(golden).length, 6));
});
