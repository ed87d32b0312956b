/** Rates that a bill contradicts, with what they rest on; and where nothing can be said, nothing is. */
import { strict as assert } from 'node:assert';
import { billOf, type Bill } from '../../../src/core/bill/bill';
import { impliedGpus } from '../../../src/core/bill/impliedGpus';
import { impliedRates, type ImpliedRate } from '../../../src/core/bill/impliedRates';
import { billedWorkspace } from '../../../src/core/bill/join';
import type { FunctionMetrics } from '../../../src/core/bill/metrics';
import { readBillFile } from '../../../src/core/bill/readBillFile';
import type { PricingContext } from '../../../src/core/cost/estimate';
import { listBook } from '../../../src/core/pricing/bundled';
import { NO_TEAM } from '../../../src/core/review/team/team';
import { priceScan } from '../../../src/core/review/team/priceScan';
import { reportText } from '../../support/bill';
import { scanText } from '../../support/python';

const CONTEXT: PricingContext = { book: listBook, list: listBook, hoursPerMonth: 730 };
const RATE = listBook.gpus.H100!.active.value * 3_600;
const REGION = listBook.multipliers.region!;

function billOfDays(perDay: readonly number[]): Bill {
  const costs = perDay.map((usd, day) => ({
    object: 'ap-1',
    description: 'serving',
    environment: 'main',
    start: `2026-11-${String(day + 1).padStart(2, '0')}T00:00:00`,
    resource: 'H100',
    cost: usd.toFixed(8),
  }));
  return billOf([{ file: 'bill', reading: readBillFile(reportText(costs, 'resources')) }]);
}

async function rates(
  settings: string,
  perDay: readonly number[],
  metrics: readonly FunctionMetrics[] = [],
): Promise<readonly ImpliedRate[]> {
  const code = `import modal\napp = modal.App("serving")\n@app.function(${settings})\ndef serve(): ...\n`;
  const use = { defaults: [], includeStartup: true };
  const assessments = priceScan(await scanText(code), () => undefined, {
    team: NO_TEAM,
    context: CONTEXT,
    use,
  });
  const bill = billOfDays(perDay);
  const { apps } = billedWorkspace(bill, bill.period!, assessments, CONTEXT, ({ appName }) => [appName!]);
  return impliedRates(apps[0]!, bill, metrics);
}

describe('impliedGpus', () => {
  it('counts by what the team pays, for an app that is not in the code too', () => {
    const [resource, hours] = ['H100', 10];
    const discounts = { all: 0.8, gpus: new Map<string, number>() };
    const context = { ...CONTEXT, discounts };
    const [gpu] = impliedGpus({ resources: [{ resource, cost: 0.8 * RATE * hours }] }, [], context, hours);
    assert.ok(Math.abs(gpu!.meanGpus.low - 1) < 1e-9 && gpu!.meanGpus.high === gpu!.meanGpus.low);
  });
});

const steady = (usd: number): readonly number[] => [usd / 3, ...Array<number>(8).fill(usd), usd / 2];

describe('impliedRates', () => {
  it('says nothing where the bill is what the book says', async () => {
    assert.deepEqual(await rates('gpu="H100:2", min_containers=3', steady(24 * 6 * RATE)), []);
  });

  it('finds the discount of a pool that is always on, without partial days', async () => {
    const [found, ...more] = await rates('gpu="H100:2", min_containers=3', steady(24 * 6 * RATE * 0.85));
    assert.equal(more.length, 0);
    assert.deepEqual(found!.restsOn, { kind: 'pool', minGpus: 6, maxGpus: null, hours: 8 * 24 });
    assert.ok(found!.explanation.kind === 'discount');
    assert.ok(Math.abs(found!.explanation.share.low - 0.15) < 1e-6);
    assert.ok(Math.abs(found!.impliedPerHour.high - RATE * 0.85) < 1e-6);
    assert.equal(found!.impliedPerHour.low, 0, 'without max_containers, more may have lived');
  });

  it('finds the factor of a region where no more can live', async () => {
    const settings = 'gpu="H100", min_containers=2, max_containers=2';
    for (const { value } of [REGION.narrow, REGION.broad]) {
      const [found] = await rates(settings, steady(24 * 2 * RATE * value));
      assert.deepEqual(found!.explanation, { kind: 'region', factor: value });
    }
  });

  it('says that fewer containers were deployed, where a whole number of them explains the bill', async () => {
    const [found] = await rates('gpu="H100", min_containers=3', steady(24 * 2 * RATE));
    assert.deepEqual(found!.explanation, { kind: 'gpus', gpus: 2 });
  });

  it('says nothing of a pool whose costs change from day to day: it was not always on', async () => {
    const perDay = [80, 80, 60, 80, 20, 80, 80, 80];
    assert.deepEqual(await rates('gpu="H100", min_containers=3', perDay), []);
  });

  it('says nothing of a declaration that may have another GPU, or whose pool is not known', async () => {
    const perDay = steady(24 * RATE * 0.7);
    assert.deepEqual(await rates('gpu=["H100", "A100-80GB"], min_containers=1', perDay), []);
    assert.deepEqual(await rates('gpu="H100"', perDay), []);
    assert.deepEqual(await rates('gpu="H100", min_containers=N', perDay), []);
  });

  it('rests on the live seconds of metrics, if there are some', async () => {
    const [start, end] = [Date.UTC(2026, 10, 1) / 1_000, Date.UTC(2026, 10, 6) / 1_000];
    const live = 40 * 3_600;
    const metrics: FunctionMetrics = {
      app: 'serving',
      environment: null,
      function: 'serve',
      start,
      end,
      requests: 100,
      busySeconds: null,
      liveSeconds: live,
    };
    const perDay = Array<number>(5).fill((40 * 4 * RATE * 0.9) / 5);
    const [found] = await rates('gpu="H100:4"', perDay, [metrics]);
    assert.deepEqual(found!.restsOn, { kind: 'metrics', gpuHours: 160 });
    assert.ok(Math.abs(found!.factor.low - 0.9) < 1e-6 && Math.abs(found!.factor.high - 0.9) < 1e-6);
    assert.deepEqual(await rates('gpu="H100:4"', perDay, [{ ...metrics, app: 'another' }]), []);
    assert.deepEqual(await rates('gpu="H100:4"', perDay, [{ ...metrics, function: 'other' }]), []);
  });
});
