/** Fit, comparison and findings say the same, because they read one object. */
import { strict as assert } from 'node:assert';
import { comparisonOf } from '../../../src/core/cost/comparison/compareDeclaration';
import type { Comparison } from '../../../src/core/cost/comparison/comparison';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { fitText } from '../../../src/core/render/words/fit';
import type { FitFinding } from '../../../src/core/review/fit/fitFinding';
import { fitOf } from '../../../src/core/review/fitOf';
import { priceFunction } from '../cost/priced';

async function judged(
  args: string,
  usage: string,
  book: PriceBook,
): Promise<{ load: FitFinding; comparison: Comparison | null }> {
  const of = await priceFunction(args, usage, { book });
  const load = fitOf(of)!.findings.find(({ rule }) => rule === 'sustained' || rule === 'bursty')!;
  return { load, comparison: comparisonOf(of, { rateBreakEvens: false }) };
}

describe('fit and comparison', () => {
  it('a pod that is cheaper because of idle time is no good fit', async () => {
    const usage = 'requests_per_day=200 seconds_per_request=1';
    const { load, comparison } = await judged('gpu="H100", min_containers=1', usage, listBook);
    assert.equal(load.verdict, 'poor');
    const pod = comparison!.rows.find(({ machines, cannotWin }) => machines !== null && cannotWin === null)!;
    assert.ok(pod.monthUsd < comparison!.modal.monthUsd);
    assert.match(
      fitText(load),
      /^The same work on RunPod, Pod H100 PCIe, community cloud \(1 running all month, no autoscaling\) costs \$1,453 per month/,
    );
  });

  it('a serverless offer that is cheaper calls for caution', async () => {
    const { load, comparison } = await judged(
      'gpu="H100"',
      'requests_per_day=200 seconds_per_request=1',
      listBook,
    );
    assert.equal(comparison!.winner.machines, null);
    assert.deepEqual([load.kind, load.verdict], ['offerCheaper', 'caution']);
  });

  it('a single machine that is cheaper only because requests queue calls for caution', async () => {
    // Two on demand cost $4,305.60 under the review, Modal at 41% of two $4,463.
    const pricey: PriceBook = {
      ...reviewBook,
      providers: reviewBook.providers
        .filter(({ id }) => id === 'lambda-h100-on-demand')
        .map((each) => ({
          ...each,
          price: { ...each.price!, value: 5 },
        })),
    };
    const { load, comparison } = await judged(
      'gpu="H100"',
      'requests_per_day=42336 seconds_per_request=2',
      pricey,
    );
    assert.equal(comparison!.winner.id, 'modal');
    assert.deepEqual([load.kind, load.verdict], ['machineQueues', 'caution']);
    assert.match(fitText(load), /requests would wait (98 s|1\.6 min) on average/);
  });

  it('several machines that are needed within the active hours cost more than one busy one', async () => {
    const usage = 'requests_per_day=43200 seconds_per_request=1 active_hours_per_day=8';
    const { load, comparison } = await judged('gpu="H100"', usage, reviewBook);
    assert.equal(comparison!.rows.find(({ id }) => id === 'lambda-h100-reserved')!.machines, 2);
    assert.equal(comparison!.winner.id, 'lambda-h100-reserved');
    assert.equal(load.verdict, 'poor');
    const two = 'requests_per_day=28800 seconds_per_request=0.72 active_hours_per_day=4';
    const modal = await judged('gpu="H100"', two, reviewBook);
    assert.equal(modal.comparison!.winner.id, 'modal');
    assert.notEqual(modal.load.verdict, 'poor');
  });

  it('the month as billed decides, with the review’s words where they agree', async () => {
    const c = await judged('gpu="H100"', 'requests_per_day=34560 seconds_per_request=2', reviewBook);
    assert.equal(
      fitText(c.load),
      'Serving requests 80% of the time: Modal costs $4,355 per month as billed; the same work on Lambda, H100 SXM, reserved for a year (1 running all month, no autoscaling) costs $1,332.',
    );
    const b = 'requests_per_day=50000 seconds_per_request=0.2';
    assert.deepEqual((await judged('gpu="H100", min_containers=2', b, reviewBook)).load.verdict, 'caution');
  });

  it('before the usage is known, CPU and memory of the container and its floor count', async () => {
    const plain = await judged('gpu="H100"', '', listBook);
    assert.match(fitText(plain.load), /cheaper from 50\.3% \(\$1\.99 ÷ \$3\.96 per hour/);
    // 8 × $0.04716 + 64 × $0.007992 more than the GPU's $3.9492.
    const large = await judged('gpu="H100", cpu=8, memory=65536', '', listBook);
    assert.match(fitText(large.load), /cheaper from 41\.1% \(\$1\.99 ÷ \$4\.84 per hour/);
    const warm = await judged('gpu="H100", min_containers=1', '', listBook);
    assert.deepEqual([warm.load.kind, warm.load.verdict], ['floorDearer', 'poor']);
  });
});
