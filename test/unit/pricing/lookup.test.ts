import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import {
  choices,
  compareWithList,
  hourlyPrice,
  originOf,
  providersFor,
  quoteGpu,
  tokensPerSecond,
  type GpuQuote,
} from '../../../src/core/pricing/lookup';
import type { PriceBook } from '../../../src/core/pricing/schema';

const quote = (book: PriceBook, type: string): GpuQuote | undefined => quoteGpu(book, listBook, type);

const short = (one: GpuQuote | undefined): unknown =>
  one && [one.type, one.pricedAs, one.active.value, one.idle?.value ?? null, one.book.id, one.borrowed];

describe('quoteGpu', () => {
  it('finds a type in any case', () => {
    for (const type of ['H100', 'h100', 'H100'.toLowerCase()]) {
      assert.deepEqual(short(quote(reviewBook, type)), [
        'H100',
        'H100',
        0.0021,
        0.00012,
        'review-2026-05',
        false,
      ]);
    }
    assert.deepEqual(short(quote(reviewBook, 'a100-80gb')), [
      'A100-80GB',
      'A100-80GB',
      0.0011,
      0.00007,
      'review-2026-05',
      false,
    ]);
  });

  it('follows each book’s aliases, and says so', () => {
    const review = quote(reviewBook, 'A100');
    assert.deepEqual(short(review), ['A100', 'A100-80GB', 0.0011, 0.00007, 'review-2026-05', false]);
    assert.match(review?.note ?? '', /Modal’s plain A100 is the 40 GB one/);
    assert.deepEqual(short(quote(listBook, 'A100')), [
      'A100',
      'A100-40GB',
      0.000583,
      null,
      'modal-list-2026-07',
      false,
    ]);
    assert.equal(quote(reviewBook, 'a10g')?.pricedAs, 'A10');
    assert.equal(quote(reviewBook, 'H100!')?.active.value, 0.0021);
    assert.match(quote(listBook, 'B200+')?.note ?? '', /B300/);
  });

  it('borrows from the list what the book lacks, with the list’s rules', () => {
    for (const type of ['L4', 'L40S', 'H200', 'B200', 'B300', 'RTX-PRO-6000', 'A100-40GB']) {
      const borrowed = quote(reviewBook, type);
      assert.equal(borrowed?.borrowed, true, type);
      assert.equal(borrowed.book, listBook);
      assert.equal(borrowed.idle, null);
    }
    assert.deepEqual(short(quote(reviewBook, 'b200+')), [
      'B200+',
      'B200',
      0.001736,
      null,
      'modal-list-2026-07',
      true,
    ]);
  });

  it('prefers a book’s own rate to the list’s if only the list has the alias', () => {
    const bare: PriceBook = { ...reviewBook, id: 'own', gpuAliases: {} };
    assert.deepEqual(short(quote(bare, 'A10G')), ['A10G', 'A10', 0.00031, 0.00002, 'own', false]);
    assert.equal(
      quote(bare, 'A100')?.borrowed,
      true,
      'the list’s A100 is the 40 GB one, which this book lacks',
    );
  });

  it('has no idle rate if the book bills idle time in full, or has none', () => {
    assert.equal(quote(listBook, 'H100')?.idle, null);
    const active = reviewBook.gpus.H100?.active ?? assert.fail();
    const book: PriceBook = { ...reviewBook, gpus: { H100: { active } } };
    assert.equal(quote(book, 'H100')?.idle, null);
  });

  it('has no price for an unknown type', () => {
    for (const type of ['', 'ANY', 'H900', '__proto__', 'constructor', 'toString', 'H100:8']) {
      assert.equal(quote(reviewBook, type), undefined, type);
    }
  });
});

describe('compareWithList', () => {
  const percent = (book: PriceBook, type: string): number | undefined =>
    Math.round((compareWithList(book, listBook, type)?.percent ?? NaN) * 10) / 10;

  it('says by how much the review is above the list', () => {
    assert.equal(percent(reviewBook, 'h100'), 91.4);
    assert.equal(percent(reviewBook, 'A100-80GB'), 58.5);
    assert.equal(percent(reviewBook, 'A100'), 88.7, 'the review’s 80 GB rate against the list’s 40 GB one');
    assert.equal(percent(reviewBook, 'A10'), 1.3);
    assert.equal(percent(reviewBook, 'T4'), 0);
  });

  it('calls more than 10% notable, either way', () => {
    const at = (value: number): boolean | undefined => {
      const t4 = { active: { value, unit: 'USD/GPU-s', source: 'review', date: '2026' } } as const;
      return compareWithList({ ...reviewBook, gpus: { T4: t4 } }, listBook, 'T4')?.notable;
    };
    assert.equal(at(0.000164 * 1.09), false);
    assert.equal(at(0.000164 * 1.11), true);
    assert.equal(at(0.000164 * 0.89), true);
    assert.equal(compareWithList(reviewBook, listBook, 'A10')?.notable, false);
  });

  it('compares nothing if there is nothing to compare', () => {
    assert.equal(compareWithList(listBook, listBook, 'H100'), undefined);
    assert.equal(compareWithList(reviewBook, listBook, 'H200'), undefined);
    assert.equal(compareWithList(reviewBook, listBook, 'H900'), undefined);
    const own = { ...reviewBook, gpus: { ...reviewBook.gpus, H900: reviewBook.gpus.H100! } };
    assert.equal(compareWithList(own, listBook, 'H900'), undefined);
  });
});

describe('choices', () => {
  it('knows what ANY stands for, and only that', () => {
    assert.deepEqual(choices(reviewBook, listBook, 'any'), ['L4', 'A10', 'T4']);
    assert.deepEqual(choices({ ...reviewBook, gpuChoices: {} }, listBook, 'ANY'), ['L4', 'A10', 'T4']);
    assert.equal(choices(reviewBook, listBook, 'H100'), undefined);
    assert.equal(choices(reviewBook, listBook, 'constructor'), undefined);
  });
});

describe('providersFor', () => {
  it('gives the priced offers for a type, never those without a price', () => {
    const ids = (type: string): string[] => providersFor(reviewBook, type).map(({ id }) => id);
    assert.deepEqual(ids('h100'), ['lambda-h100-on-demand', 'lambda-h100-reserved']);
    assert.deepEqual(ids('H100!'), ids('H100'));
    assert.deepEqual(ids('A100'), []);
    assert.deepEqual(ids('constructor'), []);
  });

  it('knows how each of the list’s offers is billed', () => {
    const bills = new Set(
      providersFor(listBook, 'H100').map(({ name, kind, bills: when }) => `${name} ${kind} ${when}`),
    );
    assert.deepEqual([...bills].sort(), [
      'AWS machine wholeMonth',
      'CoreWeave machine wholeMonth',
      'GCP machine wholeMonth',
      'Lambda machine wholeMonth',
      'Replicate serverless activeTime',
      'Replicate serverless liveTime',
      'RunPod machine wholeMonth',
      'RunPod serverless liveTime',
      'RunPod serverless wholeMonth',
    ]);
  });

  it('gives prices per hour', () => {
    const hourly = new Map(providersFor(listBook, 'H100').map((one) => [one.id, hourlyPrice(one)]));
    assert.equal(hourly.get('runpod-flex-h100')?.toFixed(3), '4.176');
    assert.equal(hourly.get('replicate-public-h100')?.toFixed(2), '5.49');
    assert.equal(hourly.get('lambda-h100-reserved-8x'), 1.85);
  });
});

describe('tokensPerSecond and originOf', () => {
  it('find what the review measured, and its source', () => {
    assert.equal(tokensPerSecond(reviewBook, 'h100')?.figure.value, 1832);
    assert.equal(tokensPerSecond(reviewBook, 'T4'), undefined);
    assert.equal(tokensPerSecond(listBook, 'H100'), undefined);
    const active = quote(reviewBook, 'H100')?.active ?? assert.fail();
    assert.equal(originOf(reviewBook, active)?.bookId, 'review-2026-05');
  });
});
