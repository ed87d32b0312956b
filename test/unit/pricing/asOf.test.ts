import { strict as assert } from 'node:assert';
import { bookAsOf, datesOf } from '../../../src/core/pricing/asOf';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';

function ratesAsOf(book: typeof reviewBook, date: string): Record<string, number> | string | null {
  const found = bookAsOf(book, date);
  if ('kind' in found) return found.first;
  return Object.fromEntries(
    Object.entries(found.book.gpus).map(([type, { active }]) => [type, active.value]),
  );
}

describe('a price book as of an earlier date', () => {
  for (const [date, expected] of [
    ['2024-05', { H100: 0.0024, 'A100-80GB': 0.0013 }],
    ['2024-05-31', { H100: 0.0024, 'A100-80GB': 0.0013 }],
    ['2025-01-31', { H100: 0.0024, 'A100-80GB': 0.0013 }],
    ['2025-02-01', { H100: 0.0022, 'A100-80GB': 0.0012 }],
    ['2024', { H100: 0.0024, 'A100-80GB': 0.0013 }],
    ['2025', { H100: 0.0021, 'A100-80GB': 0.0011 }],
  ] as const)
    it(`has the rates of ${date}`, () => assert.deepEqual(ratesAsOf(reviewBook, date), expected));

  for (const date of ['2024-04', '2024-04-30', '2023', '1999'])
    it(`has none before its history: ${date}`, () => assert.equal(ratesAsOf(reviewBook, date), '2024-05'));

  for (const date of ['2026-05', '2026', '2026-11-27', '9998'])
    it(`is the book itself on or after its date: ${date}`, () => {
      assert.deepEqual(bookAsOf(reviewBook, date), { book: reviewBook, unpriced: [], isWhole: true });
    });

  it('is the book itself from the very day of its date', () => {
    const book = { ...reviewBook, date: '2026-05-09' };
    assert.deepEqual(bookAsOf(book, '2026-05-09'), { book, unpriced: [], isWhole: true });
    assert.notDeepEqual(ratesAsOf(book, '2026-05-08'), ratesAsOf(book, '2026-05-09'));
  });

  it('has a rate of the last day of a month and of a year', () => {
    const dated = (date: string): typeof reviewBook => ({
      ...reviewBook,
      history: [{ ...reviewBook.history[0]!, gpu: 'H100', date }],
    });
    for (const [since, date] of [
      ['2024-05-31', '2024-05'],
      ['2024-12-31', '2024-12'],
      ['2024-12-31', '2024'],
    ] as const) {
      assert.deepEqual(Object.keys(ratesAsOf(dated(since), date) ?? {}), ['H100'], date);
      assert.equal(ratesAsOf(dated(since), `${since.slice(0, -1)}0`), since);
    }
  });

  it('takes no undated rate for one of a date', () => {
    assert.deepEqual(datesOf(listBook.history), ['2025-08-08']);
    assert.deepEqual(ratesAsOf(listBook, '2025-08'), { H100: 0.001097 });
    assert.equal(ratesAsOf(listBook, '2025-08-07'), '2025-08-08');
    assert.equal(ratesAsOf({ ...listBook, history: [] }, '2025-08'), null);
    assert.equal(ratesAsOf({ ...listBook, date: 'undated', history: [] }, '2030'), null);
  });

  it('names what it has no price for, and takes over nothing of another date', () => {
    const found = bookAsOf(reviewBook, '2024-05');
    assert.ok('book' in found);
    assert.deepEqual(found.unpriced, ['A10', 'T4']);
    assert.deepEqual([found.book.providers, found.book.plans], [[], []]);
    assert.equal(found.book.volumes ?? found.book.egress, undefined);
    assert.deepEqual([found.book.date, found.isWhole], ['2024-05', false]);
    const [own, of] = found.book.lineage;
    assert.deepEqual([own.id, of?.id], ['review-2026-05-as-of-2024-05', 'review-2026-05']);
    assert.equal(own.title, `${of?.title}, as of 2024-05`);
  });

  it('does not depend on the order of a history', () => {
    const reversed = { ...reviewBook, history: [...reviewBook.history].reverse() };
    assert.deepEqual(ratesAsOf(reversed, '2025-03'), ratesAsOf(reviewBook, '2025-03'));
    assert.deepEqual(datesOf(reviewBook.history), [
      '2024-05',
      '2024-11',
      '2025-02',
      '2025-08',
      '2026-02',
      '2026-05',
    ]);
    assert.deepEqual(datesOf(reversed.history), datesOf(reviewBook.history));
  });
});
