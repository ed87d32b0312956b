import { strict as assert } from 'node:assert';
import { advise, type Advice } from '../../../src/core/cost/advisor';
import { changeCost, disagreementOn } from '../../../src/core/cost/changeCost';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { adviceJson } from '../../../src/core/render/estimateJson';
import { adviceMarkdown, adviceSentences } from '../../../src/core/render/adviceText';
import { knownMonth, priceFunction } from './priced';

const B = ['gpu="H100", min_containers=2', 'requests_per_day=50000 seconds_per_request=0.2'] as const;
const [LIST, REVIEW] = [{ book: listBook }, { book: reviewBook }];

async function adviceOn(
  of: readonly [string, string],
  book = LIST,
  coldStartShare?: number,
): Promise<Advice> {
  const advice = advise(
    await priceFunction(...of, book),
    coldStartShare === undefined ? {} : { coldStartShare },
  );
  assert.equal(advice?.status, 'known');
  return advice;
}

describe('advice and the two books', () => {
  it('names no other window by the review, which bills none', async () => {
    for (const share of [undefined, 0.01, 0.2, 1]) {
      const { frontier, cheapest, points } = await adviceOn(B, REVIEW, share);
      assert.ok(points > 1, 'min_containers varies');
      for (const { scaledownWindow } of [...frontier, cheapest!]) assert.equal(scaledownWindow, 60);
    }
  });

  it('names a shorter window by the list, which saves by the list', async () => {
    const { cheapest, saves, withheld } = await adviceOn(B, LIST, 0.01);
    assert.equal(withheld, null);
    assert.ok(cheapest && cheapest.scaledownWindow < 60 && saves! > 1);
    const { minContainers, scaledownWindow } = cheapest;
    const then = `gpu="H100", min_containers=${minContainers}, scaledown_window=${scaledownWindow}`;
    const [now, after] = [await knownMonth(...B, LIST), await knownMonth(then, B[1], LIST)];
    assert.ok(Math.abs(now.total.likely - after.total.likely - saves!) < 1e-6);
  });

  it('is withheld where the review would have it cost more, with the figures of both', async () => {
    const usage = 'requests_per_day=8640000 seconds_per_request=1 startup_seconds=5';
    const advice = await adviceOn(['gpu="H100"', usage], LIST, 1e-3);
    const { cheapest, saves, withheld } = advice;
    assert.deepEqual([cheapest, saves], [null, null]);
    assert.ok(withheld);
    const [list, review] = withheld.books;
    assert.deepEqual([list.bookId, review.bookId], [listBook.id, reviewBook.id]);
    assert.ok(list.thenUsd < list.nowUsd && review.thenUsd > review.nowUsd);
    const { minContainers, scaledownWindow } = withheld.point;
    const then = `gpu="H100", min_containers=${minContainers}, scaledown_window=${scaledownWindow}`;
    for (const [cost, book] of [
      [list, LIST],
      [review, REVIEW],
    ] as const) {
      const [now, after] = [await knownMonth('gpu="H100"', usage, book), await knownMonth(then, usage, book)];
      assert.ok(
        Math.abs(cost.nowUsd - now.total.likely) < 1e-6 && Math.abs(cost.thenUsd - after.total.likely) < 1e-6,
      );
    }
    const said = adviceSentences(advice).join(' ');
    assert.match(said, /price books disagree: min_containers=\d+, scaledown_window=\d+ saves \$/);
    assert.match(said, /by Modal’s list, but costs \$[\d,.]+ more by the 2026 review/);
    assert.ok(!/It saves|cheapest with/.test(adviceMarkdown(advice)));
    const json = adviceJson(advice) as { cheapest: unknown; withheld: { books: { bookId: string }[] } };
    assert.equal(json.cheapest, null);
    assert.deepEqual(
      json.withheld.books.map(({ bookId }) => bookId),
      [listBook.id, reviewBook.id],
    );
  });
});

describe('the cost of a change', () => {
  it('has no other book where that has no price for the GPU', async () => {
    const of = await priceFunction('gpu="H200", min_containers=1', B[1], LIST);
    const cost = changeCost(of, { min_containers: null });
    assert.ok(cost);
    assert.equal(cost.other, null);
    assert.equal(disagreementOn(cost), null);
  });

  it('saves nothing where start-ups cost more than the warm container', async () => {
    // 400 requests per day that each start a container for ten minutes: more than one container all month.
    const usage = 'requests_per_day=400 seconds_per_request=1 startup_seconds=600';
    const args = 'gpu="H100", min_containers=1, scaledown_window=2';
    const byList = changeCost(await priceFunction(args, usage, LIST), { min_containers: null });
    assert.equal(byList?.verdict, 'savesNothing');
    assert.ok(byList.inUse.thenUsd > byList.inUse.nowUsd);
    const byReview = changeCost(await priceFunction(args, usage, REVIEW), { min_containers: null });
    assert.equal(byReview?.verdict, 'disputed');
    assert.deepEqual(
      disagreementOn(byReview)?.map(({ bookId }) => bookId),
      [reviewBook.id, listBook.id],
    );
  });

  it('is null without a known cost per month', async () => {
    assert.equal(changeCost(await priceFunction('gpu="H100"', '', LIST), { min_containers: 1 }), null);
  });
});
