import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { FullBook } from '../../../src/core/pricing/schema';
import { bookProblemLine } from '../../../src/core/render/words/priceBooks';
import { parsePriceBook, type PriceBookError } from '../../../src/core/pricing/parsePriceBook';
import { fileOf } from './bookFile';

type Json = Record<string, unknown>;

const figure = (value: unknown, unit = 'USD/GPU-s'): Json => ({
  value,
  unit,
  source: 'contract',
  date: '2026-07',
});

const own = (rest: Json): Json => ({
  version: 1,
  id: 'acme',
  title: 'Acme’s contract',
  date: '2026-07',
  extends: 'modal-list-2026-10',
  sources: { contract: { title: 'The contract of July', date: '2026-07' } },
  ...rest,
});

const errors = (book: unknown): PriceBookError[] => {
  const result = parsePriceBook(typeof book === 'string' ? book : JSON.stringify(book));
  assert.ok(!result.ok, 'it should have been refused');
  return result.errors;
};

const said = (book: unknown): string[] => errors(book).map(bookProblemLine);

/** A complete book of one's own: the list, renamed, with `change` made to it. */
const full = (change: (book: FullBook) => void): FullBook => {
  const book = JSON.parse(JSON.stringify({ ...fileOf(listBook), id: 'acme' })) as FullBook;
  change(book);
  return book;
};

describe('parsePriceBook', () => {
  it('reads a complete book', () => {
    const result = parsePriceBook(JSON.stringify(full(() => undefined)));
    assert.ok(result.ok);
    const [{ title, date }] = listBook.lineage;
    assert.deepEqual(result.book, { ...listBook, id: 'acme', lineage: [{ id: 'acme', title, date }] });
  });

  it('accepts a complete book without its lists', () => {
    const names = [
      'gpuAliases',
      'gpuChoices',
      'plans',
      'providers',
      'history',
      'measurements',
      'volumes',
      'egress',
    ];
    const book = full((all) => names.forEach((name) => Reflect.deleteProperty(all, name)));
    const result = parsePriceBook(JSON.stringify(book));
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(result.book.providers, []);
    assert.deepEqual(result.book.gpuAliases, {});
  });

  it('merges a partial book into the bundled one that it extends', () => {
    const result = parsePriceBook(JSON.stringify(own({ gpus: { H100: { active: figure(0.0009) } } })));
    assert.ok(result.ok);
    assert.equal(result.book.gpus.H100?.active.value, 0.0009);
    assert.equal(result.book.gpus.T4?.active.value, listBook.gpus.T4?.active.value);
    assert.equal(parsePriceBook(JSON.stringify(own({}))).ok, true);
  });

  it('reports the wrong figure and its line', () => {
    const text = JSON.stringify(own({ gpus: { H100: { active: figure(-1) } } }), null, 2);
    const line = text.split('\n').findIndex((one) => one.includes(': -1')) + 1;
    assert.deepEqual(errors(text), [
      { path: '$.gpus.H100.active.value', problem: { kind: 'notPositive', found: -1 }, line, column: 18 },
    ]);
  });

  it('rejects impossible rates', () => {
    const value = (json: string): string =>
      said(JSON.stringify(own({ gpus: { H100: { active: figure('?') } } })).replace('"?"', json)).join('\n');
    assert.match(value('0'), /must be more than 0, found 0/);
    assert.match(value('-0.001'), /must be more than 0/);
    assert.match(value('1e999'), /too high/);
    assert.match(value('1e-12'), /too low for USD\/GPU-s/);
    assert.match(
      value('3.95'),
      /3.95 is too high for USD\/GPU-s \(at most 0.02\); an hourly rate is divided by 3,600/,
    );
    assert.match(value('"0.001"'), /must be number, found "0.001"/);
    assert.match(value('null'), /must be number, found null/);
    assert.match(value('NaN'), /"NaN" is not a JSON value/);
    assert.match(value('true'), /must be number/);
  });

  it('rejects a wrong unit, with advice for the most likely mistake', () => {
    assert.deepEqual(said(own({ gpus: { H100: { active: figure(0.001, 'USD/GPU-h') } } })), [
      '$.gpus.H100.active.unit: must be "USD/GPU-s", found "USD/GPU-h"; divide the rate by 3,600',
    ]);
    assert.deepEqual(said(own({ cpu: figure(0.00001) })), [
      '$.cpu.unit: must be "USD/core-s", found "USD/GPU-s"',
    ]);
  });

  it('rejects unknown names, and reports missing ones', () => {
    assert.deepEqual(said(own({ gpu: {} })), ['$.gpu: "gpu" is unknown']);
    assert.deepEqual(said(own({ gpus: { H100: { activ: figure(0.001) } } })), [
      '$.gpus.H100.activ: "activ" is unknown',
    ]);
    assert.deepEqual(
      said(own({ gpus: { H100: { active: { value: 0.001, unit: 'USD/GPU-s', date: '2026' } } } })),
      ['$.gpus.H100.active: "source" is missing'],
    );
    assert.match(said({ version: 1 })[0] ?? '', /"id" is missing/);
  });

  it('rejects GPU types in lower case, invalid dates, titles with two lines, and addresses without https', () => {
    assert.match(said(own({ gpus: { h100: { active: figure(0.001) } } }))[0] ?? '', /GPU type in capitals/);
    assert.match(said(own({ date: '2026-13' }))[0] ?? '', /must be a date/);
    assert.match(said(own({ title: 'a\nb' }))[0] ?? '', /one line/);
    for (const url of ['http://a.example', 'javascript:alert(1)', 'https://a.example/)](x', 'command:x']) {
      const book = own({ sources: { contract: { title: 't', date: '2026', url } } });
      assert.match(said(book)[0] ?? '', /https:\/\/ address/);
    }
  });

  it('rejects a source that is not in the book, and a base that does not exist', () => {
    assert.deepEqual(said(own({ sources: {}, cpu: figure(0.00001, 'USD/core-s') })), [
      '$.cpu.source: the source "contract" is not listed in this book\'s sources',
    ]);
    assert.deepEqual(said(own({ extends: 'constructor' })), [
      '$.extends: there is no such book; choose "modal-list-2026-10", "review-2026-05"',
    ]);
  });

  it('rejects a book with the id of a bundled one', () => {
    assert.match(said(own({ id: 'review-2026-05' }))[0] ?? '', /is the id of a bundled book/);
    assert.match(said(fileOf(reviewBook))[0] ?? '', /is the id of a bundled book/);
  });

  it('rejects other versions, values other than objects, comments, and texts that are too large', () => {
    assert.deepEqual(said({ version: 2 }), ['$.version: only version 1 is supported']);
    assert.deepEqual(said('[]'), ['must be a JSON object']);
    assert.deepEqual(said('// mine\n{}'), ['comments are not allowed here']);
    const large = parsePriceBook(JSON.stringify(own({})), { maxBytes: 50 });
    assert.deepEqual(large, {
      ok: false,
      errors: [{ path: '$', problem: { kind: 'tooManyBytes', max: 50 }, line: 1, column: 1 }],
    });
    assert.match(said(`{"a":${'['.repeat(50_000)}`)[0] ?? '', /nested too deep/);
    assert.match(said('{"__proto__":{"version":1}}')[0] ?? '', /is not allowed/);
  });

  it('reads a megabyte, and no byte more', () => {
    const sized = (bytes: number): string => JSON.stringify(own({ title: 'x' })).padEnd(bytes);
    assert.equal(parsePriceBook(sized(1_000_000)).ok, true);
    assert.match(said(sized(1_000_001))[0] ?? '', /too large/);
  });

  it('rejects what is empty, and what is less than none or than one', () => {
    const count = (maxCount: number): Json => own({ gpus: { H100: { active: figure(0.001), maxCount } } });
    assert.deepEqual(said(own({ title: '' })), ['$.title: must not be empty']);
    assert.match(said(own({ title: 'x'.repeat(1_000) }))[0] ?? '', /must not be longer than \d+ characters/);
    assert.deepEqual(said(own({ gpuChoices: { ANY: [] } })), [
      '$.gpuChoices.ANY: must name at least one GPU type',
    ]);
    assert.deepEqual(said(full(({ multipliers }) => void (multipliers.region!.broadRegions = []))), [
      '$.multipliers.region.broadRegions: must name at least one region',
    ]);
    assert.deepEqual(said(count(0)), ['$.gpus.H100.maxCount: must be at least 1']);
    assert.deepEqual(said(count(1.5)), ['$.gpus.H100.maxCount: must be a whole number']);
    assert.deepEqual(said(full(({ plans }) => void (plans[0]!.creditUsdMonth = -1))), [
      '$.plans[0].creditUsdMonth: must not be negative',
    ]);
    assert.ok(parsePriceBook(JSON.stringify(full(({ plans }) => void (plans[0]!.creditUsdMonth = 0)))).ok);
  });

  it('accepts an idle rate that is the active one', () => {
    const even = own({ gpus: { H100: { active: figure(0.001), idle: figure(0.001) } } });
    assert.equal(parsePriceBook(JSON.stringify(even)).ok, true);
  });

  it('reports at most 50 errors', () => {
    assert.equal(errors(own({ plans: new Array(200).fill(0) })).length, 50);
  });

  it('takes the list of today for an earlier one', () => {
    const result = parsePriceBook(JSON.stringify({ ...own({}), extends: 'modal-list-2026-07' }));
    assert.ok(result.ok);
    assert.deepEqual(
      result.book.lineage.map(({ id }) => id),
      ['acme', 'modal-list-2026-10'],
    );
  });

  it('rejects inconsistent books', () => {
    assert.deepEqual(said(full((book) => delete book.memory)), [
      '$.memory: is missing: a book whose GPU rates do not include CPU and memory needs a price for memory',
    ]);
    assert.deepEqual(said(own({ gpus: { H100: { idle: figure(0.01) } } })), [
      '$.gpus.H100.idle: must not be more than the active rate',
    ]);
    assert.deepEqual(said(own({ gpus: { H900: { idle: figure(0.01) } } })), [
      '$.gpus.H900: "active" is missing, and the extended book has no rate for H900 either',
    ]);
    assert.deepEqual(said(own({ gpuAliases: { BIG: { type: 'H900' } } })), [
      '$.gpuAliases.BIG: this book has no GPU H900',
    ]);
    assert.deepEqual(said(own({ gpuAliases: { BIG: { type: 'BIG' } } })), [
      '$.gpuAliases.BIG: an alias cannot refer to itself',
    ]);
    assert.deepEqual(said(own({ gpuAliases: { T4: { type: 'L4' } } })), [
      '$.gpuAliases.T4: T4 is already a GPU of this book',
    ]);
    const twice = full((book) => book.plans.push(...book.plans.slice(0, 1)));
    assert.deepEqual(said(twice), ['$.plans[3].name: "Starter" appears twice here']);
    const region = full(({ multipliers }) => {
      if (multipliers.region !== undefined) multipliers.region.narrow.value = 1.1;
    });
    assert.deepEqual(said(region), ['$.multipliers.region.narrow: must not be less than the broad factor']);
    const half = { ...own({}), extends: 'review-2026-05', sandbox: { cpu: figure(0.00001, 'USD/core-s') } };
    assert.match(said(half)[0] ?? '', /\$\.sandbox: needs both/);
  });

  it('never throws and never lets a bad rate through, whatever the text', () => {
    const rates = fc.oneof(fc.double(), fc.string(), fc.constant(null), fc.boolean(), fc.integer());
    fc.assert(
      fc.property(fc.string(), rates, (type, rate) => {
        const result = parsePriceBook(JSON.stringify(own({ gpus: { [type]: { active: figure(rate) } } })));
        if (!result.ok) return;
        for (const { active } of Object.values(result.book.gpus)) {
          assert.ok(Number.isFinite(active.value) && active.value > 0 && active.value <= 0.02);
        }
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => !parsePriceBook(text).ok));
  });
});
