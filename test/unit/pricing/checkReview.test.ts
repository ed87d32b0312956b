import { strict as assert } from 'node:assert';
import { reviewBook } from '../../../src/core/pricing/bundled';
import { parsePriceBook } from '../../../src/core/pricing/parsePriceBook';
import { bookProblemLine } from '../../../src/core/render/words/priceBooks';
import { fileOf } from './bookFile';

const review = reviewBook.review!;

function problems(rest: object): string[] {
  const text = JSON.stringify({ ...fileOf(reviewBook), id: 'acme', review: { ...review, ...rest } });
  const read = parsePriceBook(text);
  return read.ok ? [] : read.errors.map(bookProblemLine);
}

describe('the review of a price book', () => {
  it('is right in the bundled one', () => assert.deepEqual(problems({}), []));

  it('names only measurements of the book', () => {
    const row = { what: 'x', cells: Array.from({ length: 4 }, () => ({ measurement: 'nobody' })) };
    const [first] = problems({ benchmarks: { ...review.benchmarks, rows: [row] } });
    assert.equal(
      first,
      '$.review.benchmarks.rows[0].cells[0].measurement: this book has no measurement "nobody"',
    );
  });

  it('has a cell for each column of its matrix', () => {
    const row = { what: 'x', cells: [{ words: 'n/a' }] };
    assert.deepEqual(problems({ benchmarks: { ...review.benchmarks, rows: [row] } }), [
      '$.review.benchmarks.rows[0].cells: must have one cell for each column',
    ]);
  });

  it('names only offers of the book', () => {
    const costs = { ...review.costToPerformance, baseline: 'nobody' };
    assert.deepEqual(problems({ costToPerformance: costs }), [
      '$.review.costToPerformance.baseline: this book has no offer "nobody"',
    ]);
  });

  for (const [name, rest, line] of [
    [
      'a share above 1',
      {
        costToPerformance: {
          ...review.costToPerformance,
          printed: [{ ...review.costToPerformance.printed[0], utilization: 1.5 }],
        },
      },
      '$.review.costToPerformance.printed[0].utilization: 1.5 is too high (at most 1)',
    ],
    [
      'a sentiment below −100',
      { sentiment: { ...review.sentiment, net: -101 } },
      '$.review.sentiment.net: -101 is too low (at least -100)',
    ],
    [
      'too many rows',
      { compared: Array.from({ length: 61 }, () => 'x') },
      '$.review.compared: must not have more than 60 items',
    ],
    [
      'a month that is none',
      { uptime: { ...review.uptime, periods: [{ ...review.uptime.periods[0], to: '2025-13' }] } },
      '$.review.uptime.periods[0].to: must be a date (YYYY, YYYY-MM or YYYY-MM-DD) or "undated"',
    ],
    [
      'a source that is not listed',
      { uptime: { ...review.uptime, source: 'nobody' } },
      '$.review.uptime.source: the source "nobody" is not listed in this book\'s sources',
    ],
  ] as const)
    it(`refuses ${name}`, () => assert.deepEqual(problems(rest), [line]));
});
