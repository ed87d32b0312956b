/** What a comparison ranks, and what is not the same work. */
import { strict as assert } from 'node:assert';
import { comparisonOf } from '../../../../src/core/cost/comparison/compareDeclaration';
import type { Comparison, ComparisonRow } from '../../../../src/core/cost/comparison/comparison';
import { meanWait } from '../../../../src/core/cost/traffic/waiting';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook, Provider } from '../../../../src/core/pricing/schema';
import { comparisonMarkdown } from '../../../../src/core/render/comparisonText';
import { comparisonJson } from '../../../../src/core/render/estimateJson';
import { priceFunction } from '../priced';

const near = (actual: number | null | undefined, expected: number, within = 1e-9): void =>
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= within * Math.max(1, expected),
    `${actual} for ${expected}`,
  );

async function compared(args: string, usage: string, book: PriceBook = listBook): Promise<Comparison> {
  const comparison = comparisonOf(await priceFunction(args, usage, { book }), { rateBreakEvens: false });
  assert.ok(comparison);
  return comparison;
}

function row({ rows }: Comparison, id: string): ComparisonRow {
  const found = rows.find((each) => each.id === id);
  assert.ok(found, `no row ${id}`);
  return found;
}

/** The list with these offers alone, each a change of an H100 offer that bills from start to stop. */
function withOffers(...changes: (Partial<Provider> & { id: string })[]): PriceBook {
  const base = listBook.providers.find(({ id }) => id === 'koyeb-h100')!;
  return { ...listBook, providers: changes.map((change) => ({ ...base, ...change })) };
}

describe('a mean wait', () => {
  it('is ρS/(1 − ρ) for one place, and known from tables for more', () => {
    near(meanWait(1, 0.98, 2), 98);
    near(meanWait(1, 0.5, 1), 1);
    // Erlang C of 2 places at 1 Erlang is 1/3, so the wait is S/3 ÷ (2 × 0.5).
    near(meanWait(2, 1, 3), 1);
    // C(10, 8) = 0.409 by the tables.
    near(meanWait(10, 8, 2), 0.409, 1e-3);
    assert.equal(meanWait(1, 1, 2), null);
    assert.equal(meanWait(3, 4, 2), null);
  });
});

describe('machines for a load that needs a queue', () => {
  it('cannot win: one pod at ρ = 0.98 means a wait of 98 s, so two are compared', async () => {
    const of = await compared('gpu="H100"', 'requests_per_day=42336 seconds_per_request=2');
    const one = row(of, 'runpod-pod-community-h100-pcie');
    near(one.queue?.utilization, 0.98);
    near(one.queue?.meanWaitSeconds, 98);
    assert.equal(one.cannotWin, 'longWait');
    near(one.monthUsd, 1.99 * 730);
    const two = row(of, 'runpod-pod-community-h100-pcie:2');
    assert.deepEqual([two.offerId, two.machines, two.cannotWin, two.queue], [one.id, 2, null, null]);
    near(two.monthUsd, 2 * 1.99 * 730);
    assert.notEqual(of.winner.id, one.id);
    assert.match(
      comparisonMarkdown(of),
      /98% busy: requests would wait 1\.6 min on average|98% busy: requests would wait 98 s/,
    );
    assert.match(comparisonMarkdown(of), /community cloud \| \$1,452\.70 \| (98 s|1\.6 min) wait \|/);
    assert.match(comparisonMarkdown(of), /community cloud × 2/);
  });

  it('says so from 80% on, and the review’s own 80% stays its winner', async () => {
    const usage = (requests: number): string => `requests_per_day=${requests} seconds_per_request=2`;
    const c = await compared('gpu="H100"', usage(34_560), reviewBook);
    near(row(c, 'lambda-h100-reserved').queue?.meanWaitSeconds, 8);
    assert.equal(c.winner.id, 'lambda-h100-reserved');
    near(c.winner.monthUsd, 1332);
    const below = await compared('gpu="H100"', usage(34_000), reviewBook);
    assert.equal(row(below, 'lambda-h100-reserved').queue, null);
    const above = await compared('gpu="H100"', usage(35_000), reviewBook);
    assert.equal(row(above, 'lambda-h100-reserved').cannotWin, 'longWait');
    assert.equal(above.winner.id, 'lambda-h100-reserved:2');
  });

  it('without limit if they are full, and short on many machines', async () => {
    const full = await compared('gpu="H100"', 'requests_per_day=43200 seconds_per_request=2', reviewBook);
    assert.deepEqual(row(full, 'lambda-h100-reserved').queue, { utilization: 1, meanWaitSeconds: null });
    const many = await compared('gpu="H100"', 'requests_per_day=1555200 seconds_per_request=2', reviewBook);
    const machines = row(many, 'lambda-h100-reserved');
    assert.equal(machines.machines, 36);
    assert.equal(machines.cannotWin, 'longWait');
    const roomy = await compared('gpu="H100"', 'requests_per_day=1512000 seconds_per_request=2', reviewBook);
    assert.equal(row(roomy, 'lambda-h100-reserved').machines, 35);
    // With 36 machines for 35.5 of work, requests wait; with 100 for 95, less than their own 2 s.
    const busy = await compared('gpu="H100"', 'requests_per_day=4104000 seconds_per_request=2', reviewBook);
    assert.equal(row(busy, 'lambda-h100-reserved').cannotWin, 'longWait');
    const enough = busy.rows.find(({ offerId, id }) => offerId === 'lambda-h100-reserved' && id !== offerId);
    assert.ok(enough?.queue && enough.queue.meanWaitSeconds! <= 2, 'few more machines are enough');
  });
});

describe('without requests', () => {
  it('nothing is ranked, and no share is shown', async () => {
    const of = await compared('gpu="H100", min_containers=1', 'requests_per_day=0');
    assert.equal(of.ranked, false);
    assert.equal(of.winner, of.modal);
    assert.ok(
      of.rows.every(({ cannotWin, difference }) => cannotWin === 'noRequests' && difference.share === null),
    );
    assert.equal(of.assumptions[0]?.kind, 'noRequests');
    const markdown = comparisonMarkdown(of);
    assert.match(markdown, /Without requests there is no work to compare/);
    assert.doesNotMatch(markdown, /100%\s*\||\*\*Modal/);
    assert.equal((comparisonJson(of) as { winner: unknown }).winner, null);
  });
});

describe('offers that are no container', () => {
  it('are shown and cannot win', async () => {
    const book = withOffers({
      id: 'public',
      bills: 'activeTime',
      price: { ...listBook.providers[0]!.price!, value: 0.01 },
    });
    const of = await compared('gpu="H100"', 'requests_per_day=1000 seconds_per_request=1', book);
    const open = row(of, 'public');
    assert.ok(open.monthUsd < of.modal.monthUsd);
    assert.equal(open.cannotWin, 'noContainer');
    assert.equal(of.winner.id, 'modal');
    assert.match(comparisonMarkdown(of), /cannot run a container of your own/);
  });
});

describe('the terms of an offer', () => {
  const usage = 'requests_per_day=5000 seconds_per_request=1 startup_seconds=10';
  const price = (value: number, unit: 'USD/core-s' | 'USD/GiB-s') =>
    ({ value, unit, source: 'koyeb-pricing', date: '2026' }) as never;

  it('charge CPU and memory that the price does not include', async () => {
    const host = {
      cpu: price(0.00001, 'USD/core-s'),
      memory: price(0.000001, 'USD/GiB-s'),
      includedCores: 2,
      includedGib: 16,
    };
    const book = withOffers({ id: 'plain' }, { id: 'hosted', includes: 'withSmallestHost', host });
    const asked = async (args: string): Promise<readonly [number, number]> => {
      const of = await compared(`gpu="H100"${args}`, usage, book);
      return [row(of, 'plain').monthUsd, row(of, 'hosted').monthUsd];
    };
    const [plain, small] = await asked('');
    assert.equal(small, plain);
    const [, large] = await asked(', cpu=6, memory=32768');
    // Four cores and 16 GiB more, on top of $2.50 per hour.
    near(large / plain, 1 + (4 * 0.00001 + 16 * 0.000001) / (2.5 / 3_600));
  });

  it('make the cost a lower bound if CPU and memory have no price', async () => {
    const of = await compared('gpu="H100"', usage, withOffers({ id: 'bare', includes: 'gpuOnly' }));
    assert.deepEqual([row(of, 'bare').atLeast, row(of, 'bare').cannotWin], [true, 'partUnknown']);
  });

  it('leave start-up out if it is not billed, and give a range if it is disputed', async () => {
    const of = await compared(
      'gpu="H100"',
      usage,
      withOffers(
        { id: 'billed', startup: 'billed' },
        { id: 'free', startup: 'notBilled' },
        { id: 'disputed', startup: 'disputed' },
      ),
    );
    const [billed, free, disputed] = [row(of, 'billed'), row(of, 'free'), row(of, 'disputed')];
    assert.ok(free.monthUsd < billed.monthUsd);
    assert.equal(disputed.monthUsd, billed.monthUsd);
    assert.deepEqual([disputed.range.low, disputed.range.high], [free.range.low, billed.range.high]);
  });

  it('show the lower bound as the cost of what is not wholly known', async () => {
    // Two minutes of start-up and 40 arrivals in them: most requests share a start.
    const slow = 'requests_per_day=28800 seconds_per_request=1 startup_seconds=120';
    const of = await compared(
      'gpu="H100"',
      slow,
      withOffers({ id: 'open', idleTimeoutSeconds: undefined as never, startup: 'billed' }),
    );
    const open = row(of, 'open');
    assert.equal(open.atLeast, true);
    assert.equal(open.monthUsd, open.range.low);
    assert.ok(open.range.high > 10 * open.monthUsd);
  });
});
