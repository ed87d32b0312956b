import { strict as assert } from 'node:assert';
import {
  bundledBooks,
  defaultBookId,
  listBook,
  listBookId,
  reviewBook,
} from '../../../src/core/pricing/bundled';
import { checkBook, checkSources } from '../../../src/core/pricing/checkBook';
import { parsePriceBook } from '../../../src/core/pricing/parsePriceBook';
import { fileOf } from './bookFile';

const nothing = new Map<string, never>();

/** Every object in `value` that carries a `unit`, with its path. */
function figuresIn(value: unknown, path = '$'): [string, Record<string, unknown>][] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([name, item]) => figuresIn(item, `${path}.${name}`));
  return 'unit' in value ? [[path, value], ...below] : below;
}

describe('bundled price books', () => {
  it('are the review, by default, and the list', () => {
    assert.deepEqual([...bundledBooks.keys()], [defaultBookId, listBookId]);
    for (const [id, book] of bundledBooks) assert.equal(book.id, id);
  });

  for (const [id, book] of bundledBooks) {
    it(`${id}: is valid when it is read from a file`, () => {
      const result = parsePriceBook(JSON.stringify(fileOf(book)), { bases: nothing });
      assert.deepEqual(result, { ok: true, book });
      assert.deepEqual([...checkSources(book), ...checkBook(book)], []);
    });

    it(`${id}: every figure has a value, a unit, a source and a date`, () => {
      const figures = figuresIn(book);
      assert.ok(figures.length > 40);
      for (const [path, { value, source, date }] of figures) {
        assert.ok(value !== undefined && typeof source === 'string' && typeof date === 'string', path);
      }
    });

    it(`${id}: every source is cited`, () => {
      const text = JSON.stringify({ ...book, sources: {} });
      for (const key of Object.keys(book.sources)) assert.ok(text.includes(`"${key}"`), key);
    });

    it(`${id}: idle rates match the rule for idle time`, () => {
      for (const [type, { idle }] of Object.entries(book.gpus)) {
        assert.equal(idle !== undefined, book.billing.idle === 'discounted', type);
      }
    });

    it(`${id}: providers are offers for GPUs that the book names`, () => {
      for (const { id: provider, gpu, price, note } of book.providers) {
        assert.ok(Object.hasOwn(book.gpus, gpu), provider);
        assert.ok(price !== null || note !== undefined, `${provider} has neither a price nor a reason`);
      }
    });
  }

  it('the review: its own rates and rules', () => {
    assert.equal(reviewBook.hoursPerMonth.value, 720);
    assert.deepEqual(
      Object.entries(reviewBook.gpus).map(([type, { active, idle }]) => [type, active.value, idle?.value]),
      [
        ['H100', 0.0021, 0.00012],
        ['A100-80GB', 0.0011, 0.00007],
        ['A10', 0.00031, 0.00002],
        ['T4', 0.000164, 0.000011],
      ],
    );
    assert.equal(reviewBook.memory, undefined);
    assert.equal(reviewBook.sandbox, undefined);
    assert.equal(reviewBook.multipliers.region, undefined);
    assert.equal(reviewBook.multipliers.nonpreemptible.value, 3);
    assert.equal(reviewBook.billing.gpuAllIn, true);
    assert.equal(reviewBook.billing.scaledownTail, false);
  });

  it('the list: hourly figures as Modal prints them, and its rules', () => {
    const hourly = Object.fromEntries(
      Object.entries(listBook.gpus).map(([type, { active }]) => [
        type,
        Number((active.value * 3600).toFixed(2)),
      ]),
    );
    assert.deepEqual(hourly, {
      B300: 7.1,
      B200: 6.25,
      H200: 4.54,
      H100: 3.95,
      'RTX-PRO-6000': 3.03,
      'A100-80GB': 2.5,
      'A100-40GB': 2.1,
      L40S: 1.95,
      A10: 1.1,
      L4: 0.8,
      T4: 0.59,
    });
    assert.equal(Number((listBook.cpu.value * 3600).toFixed(4)), 0.0472);
    assert.equal(Number(((listBook.memory?.value ?? 0) * 3600).toFixed(4)), 0.008);
    assert.deepEqual(listBook.sandbox?.cpu.value, 0.00003942);
    assert.equal(listBook.billing.gpuAllIn, false);
    assert.equal(listBook.billing.idle, 'full');
    assert.equal(listBook.billing.scaledownTail, true);
    assert.equal(listBook.egress?.price, null);
  });
});
