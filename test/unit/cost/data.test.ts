/** Storage and egress: rates, the allowance of the plan, and what books have no rate for. */
import { strict as assert } from 'node:assert';
import { monthAmount, monthOrFloor } from '../../../src/core/cost/amount';
import { assess, type Assessment } from '../../../src/core/cost/assess';
import { dataCost, dataUsd, withoutRate } from '../../../src/core/cost/dataCost';
import { allowanceUsd, dataSum, paidUsd } from '../../../src/core/cost/dataSum';
import type { PricingContext } from '../../../src/core/cost/estimate';
import { spendingOf } from '../../../src/core/cost/spending';
import type { UsageFigures } from '../../../src/core/modal/usageFields';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { lensTitle } from '../../../src/core/render/lensTitle';
import { declarationHover } from '../../../src/core/render/hoverText';
import { estimateJson } from '../../../src/core/render/estimateJson';
import { estimateMarkdown, estimateTable } from '../../../src/core/render/estimateReport';
import { scanText } from '../../support/python';

const contextOf = (book: PriceBook, more: Partial<PricingContext> = {}): PricingContext => ({
  book,
  list: listBook,
  hoursPerMonth: book.hoursPerMonth.value,
  ...more,
});
const LIST = contextOf(listBook);
/** The list without the rates, as a book of one's own may be. */
const BARE: PriceBook = (() => {
  const bare = { ...listBook };
  delete bare.volumes;
  delete bare.egress;
  return bare;
})();

const use = (volumeGb: number | null, egressGbPerMonth: number | null = null) => ({
  volumeGb,
  egressGbPerMonth,
});
const near = (a: number, b: number): void =>
  assert.ok(Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b)), `${a} ≠ ${b}`);
/** GB of a GiB. */
const GIB = 1.073741824;

async function declared(values: UsageFigures, context = LIST): Promise<Assessment> {
  const { declarations } = await scanText(
    'import modal\napp = modal.App("a")\n@app.function(gpu="H100")\ndef serve(): ...\n',
  );
  return assess(declarations[0]!, context, {
    options: { source: 'option', values, where: { kind: 'option', name: '--usage' } },
    defaults: [],
    includeStartup: true,
  });
}

const TRAFFIC = { requestsPerDay: 1_000, secondsPerRequest: 1 };

describe('the cost of data', () => {
  it('is by the unit of the book: GiB in the list, GB in the review', () => {
    near(dataUsd(dataCost(use(2_000), LIST)), (2_000 / GIB) * 0.09);
    near(dataUsd(dataCost(use(2_000), contextOf(reviewBook))), 200);
    near(dataUsd(dataCost(use(null, 1_500), LIST)), 60);
    near(dataUsd(dataCost(use(2_000, 1_500), LIST)), (2_000 / GIB) * 0.09 + 60);
  });

  it('is nothing for 0, and for what nobody says', () => {
    assert.deepEqual([dataCost(use(0, 0), LIST), dataCost(use(null), LIST)], [null, null]);
  });

  it('is unknown where the book has no rate, never 0', async () => {
    const cost = dataCost(use(1, 1), contextOf(BARE));
    assert.deepEqual(withoutRate(cost), ['storage', 'egress']);
    assert.deepEqual(
      cost!.parts.map(({ usd }) => usd),
      [null, null],
    );
    const month = await declared({ ...TRAFFIC, volumeGb: 1 }, contextOf(BARE));
    assert.equal(month.month?.status === 'known' && monthAmount(month.month).atLeast, true);
    const { sum, rows } = estimateTable([month]);
    assert.match(sum, /Not known: no storage rate in this book/);
    assert.match(sum, /Storage and egress: unknown \(declarations\) = unknown per month\./);
    const half = { ...listBook };
    delete half.volumes;
    const both = await declared({ volumeGb: 1, egressGbPerMonth: 1_500 }, contextOf(half));
    assert.match(
      estimateTable([both]).sum,
      /egress: \$60\.00 or more \(declarations\) − \$40\.00 \(.*\) = \$20\.00 or more per month\./,
    );
    assert.match(rows[0]!, /or more/);
  });

  it('has the team’s discount for everything, not that for a GPU', () => {
    const discounts = { all: 0.5, gpus: new Map([['H100', 0.1]]) };
    near(dataUsd(dataCost(use(null, 100), { ...LIST, discounts })), 2);
  });
});

describe('the allowance', () => {
  const sum = (context: PricingContext, ...uses: readonly ReturnType<typeof use>[]) =>
    dataSum(
      uses.map((usage) => ({ usage: { usage }, estimate: { context } })),
      [],
      context,
    );

  it('is that of the plan for egress, and 1 TiB for storage, once for all', () => {
    const both = sum(LIST, use(1_000, 1_000), use(1_000, 1_000))!;
    assert.equal(both.plan, 'Starter');
    near(allowanceUsd(both), 1_024 * 0.09 + 1_000 * 0.04);
    near(paidUsd(both), (2_000 / GIB - 1_024) * 0.09 + 40);
    const team = sum(contextOf(listBook, { plan: 'team' }), use(null, 12_000))!;
    near(allowanceUsd(team), 400);
  });

  it('is never more than there is', () => {
    const small = sum(LIST, use(10, 5))!;
    near(paidUsd(small), 0);
    assert.ok(paidUsd(small) >= 0 && allowanceUsd(small) > 0);
    assert.deepEqual(small.paid, { storage: 0, egress: 0 });
  });

  it('is none for storage in the review, and 1 TB of egress', () => {
    const review = sum(contextOf(reviewBook), use(100, 1_100))!;
    near(paidUsd(review), 10 + 4);
  });

  it('is each plan’s own, where plans are compared', async () => {
    const sent = await declared({ egressGbPerMonth: 12_000 });
    const { plans } = estimateJson([sent], LIST) as {
      plans: readonly { plan: string; totalUsd: { likely: number } | null }[];
    };
    const totals = Object.fromEntries(plans.map(({ plan, totalUsd }) => [plan, totalUsd?.likely]));
    near(totals.Starter!, 11_000 * 0.04 - 30);
    near(totals.Team!, 250);
  });

  it('is for no plan that the book does not have', () => {
    const gold = sum(contextOf(listBook, { plan: 'Gold' }), use(null, 100))!;
    assert.deepEqual([gold.plan, allowanceUsd(gold)], [null, 0]);
  });
});

describe('a declaration with data', () => {
  it('has it in its month before the allowance, says so, and keeps it out of the parts', async () => {
    const [bare, stored] = [await declared(TRAFFIC), await declared({ ...TRAFFIC, volumeGb: 500 })];
    const [before, after] = [bare, stored].map(({ month }) =>
      month?.status === 'known' ? month : undefined,
    );
    const more = (500 / GIB) * 0.09;
    for (const bound of ['low', 'likely', 'high'] as const)
      near(after!.total[bound], before!.total[bound] + more);
    assert.deepEqual(after!.parts, before!.parts);
    assert.match(lensTitle(stored), /incl\. \$41\.91 storage, egress before allowance/);
    const hover = declarationHover(stored);
    assert.match(
      hover,
      /Volume storage, before the allowance: 500 GB ÷ 1\.073741824 × \$0\.09\/GiB = \$41\.91/,
    );
    assert.match(hover, /The plan includes 1,024 GiB of storage per month, once for the whole workspace/);
    assert.match(estimateMarkdown([stored], LIST), /\| Volume storage, before the allowance \|/);
  });

  it('counts without any traffic, and the month is at least that', async () => {
    const stored = await declared({ volumeGb: 500 });
    assert.equal(stored.month, null);
    const amount = monthOrFloor(stored);
    assert.ok(typeof amount === 'object' && amount.atLeast);
    near(amount.likely, (500 / GIB) * 0.09);
    assert.match(estimateTable([stored]).rows[0]!, /≈ \$41\.91 or more/);
    assert.match(lensTitle(stored), /\$41\.91/);
    assert.match(declarationHover(stored), /500 GB ÷ 1\.073741824/);
  });

  it('costs nothing in the sum of a workspace within the allowance', async () => {
    const [bare, stored] = [await declared(TRAFFIC), await declared({ ...TRAFFIC, volumeGb: 500 })];
    const paid = spendingOf([stored], dataSum([stored], [], LIST)).month;
    const without = spendingOf([bare]).month;
    assert.ok(typeof paid === 'object' && typeof without === 'object');
    near(paid.likely, without.likely);
  });
});
