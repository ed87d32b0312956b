import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import {
  choices,
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
  one && [one.type, one.pricedAs, one.active.value, one.idle?.value ?? null];

describe('quoteGpu', () => {
  it('finds a type in any case', () => {
    for (const type of ['H100', 'h100', 'H100'.toLowerCase()]) {
      assert.deepEqual(short(quote(reviewBook, type)), ['H100', 'H100', 0.0021, 0.00012]);
    }
    assert.deepEqual(short(quote(reviewBook, 'a100-80gb')), ['A100-80GB', 'A100-80GB', 0.0011, 0.00007]);
  });

  it('follows each book’s aliases, and says so', () => {
    const review = quote(reviewBook, 'A100');
    assert.deepEqual(short(review), ['A100', 'A100-80GB', 0.0011, 0.00007]);
    assert.match(review?.note ?? '', /Modal’s plain A100 is the 40 GB one/);
    assert.deepEqual(short(quote(listBook, 'A100')), ['A100', 'A100-40GB', 0.000583, null]);
    assert.equal(quote(reviewBook, 'a10g')?.pricedAs, 'A10');
    assert.equal(quote(reviewBook, 'H100!')?.active.value, 0.0021);
    assert.match(quote(listBook, 'B200+')?.note ?? '', /B300/);
  });

  it('has no price for what the book lacks, though the list has one', () => {
    for (const type of ['L4', 'L40S', 'H200', 'B200', 'B300', 'RTX-PRO-6000', 'A100-40GB', 'b200+']) {
      assert.equal(quote(reviewBook, type), undefined, type);
      assert.ok(quote(listBook, type), type);
    }
  });

  it('takes a name from the list, never a rate', () => {
    const bare: PriceBook = { ...reviewBook, id: 'own', gpuAliases: {} };
    assert.deepEqual(short(quote(bare, 'A10G')), ['A10G', 'A10', 0.00031, 0.00002]);
    assert.equal(quote(bare, 'A100'), undefined, 'the list’s A100 is the 40 GB one, which this book lacks');
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
      'Azure machine wholeMonth',
      'Baseten serverless liveTime',
      'Beam serverless liveTime',
      'Cerebrium serverless liveTime',
      'CoreWeave machine wholeMonth',
      'GCP machine wholeMonth',
      'Koyeb serverless liveTime',
      'Lambda machine wholeMonth',
      'Replicate serverless liveTime',
      'RunPod machine wholeMonth',
      'RunPod serverless liveTime',
      'fal serverless liveTime',
    ]);
  });

  it('gives prices per hour', () => {
    const hourly = new Map(providersFor(listBook, 'H100').map((one) => [one.id, hourlyPrice(one)]));
    assert.equal(hourly.get('runpod-flex-h100'), 4.79);
    assert.equal(hourly.get('replicate-private-h100')?.toFixed(2), '5.49');
    assert.equal(hourly.get('lambda-h100-sxm-8x'), 3.99);
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
