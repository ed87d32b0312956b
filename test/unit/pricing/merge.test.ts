import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { originOf, quoteGpu } from '../../../src/core/pricing/lookup';
import { mergeBook } from '../../../src/core/pricing/mergeBook';
import type { OwnBook, PriceBook } from '../../../src/core/pricing/schema';
import { bookTitle } from '../../../src/core/render/words/priceBooks';

const head = {
  version: 1,
  id: 'acme',
  title: 'Acme’s contract',
  date: '2026-07',
  extends: 'review-2026-05',
} as const;
const cited = { source: 'review', date: '2026-07' } as const;
const sources = { review: { title: 'Mail of 3 July', date: '2026-07-03' } };

const own: OwnBook = {
  ...head,
  sources,
  gpus: {
    H100: { active: { value: 0.0015, unit: 'USD/GPU-s', ...cited } },
    H200: { active: { value: 0.0018, unit: 'USD/GPU-s', ...cited }, vramGb: 141 },
  },
  billing: { idle: 'full', sources: ['review'] },
  multipliers: { nonpreemptible: { value: 2, unit: 'ratio', ...cited } },
  plans: [{ name: 'Free tier', feeUsdMonth: 0, creditUsdMonth: 0, ...cited }],
  history: [{ date: '2026-07', gpu: 'H100', active: { value: 0.0015, unit: 'USD/GPU-s', ...cited } }],
};

function bookOf(merged: ReturnType<typeof mergeBook>): PriceBook {
  assert.ok(merged.ok);
  return merged.book;
}

describe('mergeBook', () => {
  const before = JSON.stringify([reviewBook, own]);
  const merged = bookOf(mergeBook(reviewBook, own));

  it('replaces figure by figure', () => {
    assert.equal(merged.gpus.H100?.active.value, 0.0015);
    assert.equal(merged.gpus.H100.idle?.value, 0.00012);
    assert.equal(merged.gpus.H100.vramGb, 80);
    assert.equal(merged.gpus.H200?.active.value, 0.0018);
    assert.equal(merged.gpus.T4?.active.value, 0.000164);
    assert.equal(merged.billing.idle, 'full');
    assert.equal(merged.billing.gpuAllIn, true);
    assert.equal(merged.multipliers.nonpreemptible.value, 2);
    assert.equal(merged.multipliers.diskToMemory.value, 20);
    assert.equal(merged.cpu.value, reviewBook.cpu.value);
    assert.equal(merged.volumes, reviewBook.volumes);
  });

  it('keeps what is free where only a price is given', () => {
    const storage = { value: 0.05, unit: 'USD/GiB-month', ...cited } as const;
    const list = bookOf(mergeBook(listBook, { ...head, sources, volumes: { storage } }));
    assert.deepEqual([list.volumes?.storage.value, list.volumes?.freeGib], [0.05, listBook.volumes?.freeGib]);
    const price = { value: 0.02, unit: 'USD/GB', ...cited } as const;
    const egress = { price, note: 'By contract.' };
    const review = bookOf(mergeBook(reviewBook, { ...head, sources, egress }));
    assert.deepEqual([review.egress?.price?.value, review.egress?.includedGbMonth], [0.02, 1000]);
    const none = bookOf(mergeBook(reviewBook, { ...head, egress: { ...egress, includedGbMonth: 0 } }));
    assert.equal(none.egress?.includedGbMonth, 0);
  });

  it('replaces plans by name and adds to history', () => {
    assert.deepEqual(
      merged.plans.map(({ name, creditUsdMonth }) => [name, creditUsdMonth]),
      [['Free tier', 0]],
    );
    assert.equal(merged.history.length, reviewBook.history.length + 1);
    assert.equal(merged.providers.length, reviewBook.providers.length);
  });

  it('names both books', () => {
    assert.equal(merged.id, 'acme');
    assert.equal(bookTitle(merged), 'Acme’s contract, over: Modal as the 2026 review has it');
    assert.equal(bookTitle(reviewBook), 'Modal as the 2026 review has it');
    assert.deepEqual(
      merged.lineage.map(({ id }) => id),
      ['acme', 'review-2026-05'],
    );
    assert.ok(!('extends' in merged));
  });

  it('knows the book of each figure, even if both use the same key', () => {
    const of = (source: string | undefined): unknown => {
      const origin = originOf(merged, { source: source ?? '' });
      return [origin?.bookId, origin?.source.title];
    };
    assert.deepEqual(of(merged.gpus.H100?.active.source), ['acme', 'Mail of 3 July']);
    assert.deepEqual(of(merged.gpus.H100?.idle?.source), [
      'review-2026-05',
      reviewBook.sources.review?.title,
    ]);
    assert.deepEqual(merged.billing.sources, ['acme/review']);
    assert.equal(originOf(merged, { source: 'toString' }), undefined);
  });

  it('leaves both books as they were', () => assert.equal(JSON.stringify([reviewBook, own]), before));

  it('needs an active rate for a new GPU, and both rates of a sandbox', () => {
    assert.deepEqual(mergeBook(reviewBook, { ...head, gpus: { B300: { vramGb: 288 } } }), {
      ok: false,
      path: '$.gpus.B300',
      problem: { kind: 'activeMissing', gpu: 'B300' },
    });
    const cpu = { value: 0.00002, unit: 'USD/core-s', ...cited } as const;
    assert.deepEqual(mergeBook(reviewBook, { ...head, sources, sandbox: { cpu } }), {
      ok: false,
      path: '$.sandbox',
      problem: { kind: 'sandboxIncomplete' },
    });
    const overList = bookOf(mergeBook(listBook, { ...head, sources, sandbox: { cpu } }));
    assert.equal(overList.sandbox?.cpu.value, 0.00002);
    assert.equal(overList.sandbox.memory.value, listBook.sandbox?.memory.value);
  });

  it('works in lookups by its own rules, and has no price for what neither book has', () => {
    const h100 = quoteGpu(merged, listBook, 'h100');
    assert.equal(h100?.active.value, 0.0015);
    assert.equal(h100.idle, null, 'its own rule says that idle time is billed in full');
    assert.equal(quoteGpu(merged, listBook, 'B200'), undefined);
  });

  it('can extend a merged book', () => {
    const twice = bookOf(mergeBook(merged, { ...head, id: 'team', title: 'Team', extends: 'acme' }));
    assert.deepEqual(
      twice.lineage.map(({ id }) => id),
      ['team', 'acme', 'review-2026-05'],
    );
    const source = twice.gpus.H100?.active.source ?? '';
    assert.equal(originOf(twice, { source })?.bookId, 'acme');
  });
});
