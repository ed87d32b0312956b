/** Usage fitted to a bill: what was put in comes back, and where nothing can, the reason says why. */
import { strict as assert } from 'node:assert';
import { billOf, hoursOf } from '../../../src/core/bill/bill';
import { fitUsage, type FitAsked } from '../../../src/core/bill/fitUsage';
import type { FittedUsage, UsageFit } from '../../../src/core/bill/fitOutcomes';
import { billedWorkspace, type BilledApp } from '../../../src/core/bill/join';
import { readBillFile } from '../../../src/core/bill/readBillFile';
import type { Assessment } from '../../../src/core/cost/assess';
import type { PricingContext } from '../../../src/core/cost/estimate';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { listBook } from '../../../src/core/pricing/bundled';
import { NO_TEAM } from '../../../src/core/review/team/team';
import { priceScan } from '../../../src/core/review/team/priceScan';
import { reportText, type Cost } from '../../support/bill';
import { scanText } from '../../support/python';

const CONTEXT: PricingContext = { book: listBook, list: listBook, hoursPerMonth: 730 };
const DAYS = 30;

async function assessed(code: string): Promise<readonly Assessment[]> {
  const comments = new UsageComments(code);
  const use = { defaults: [], includeStartup: true };
  return priceScan(await scanText(code), (each) => comments.of(each), {
    team: NO_TEAM,
    context: CONTEXT,
    use,
  });
}

/** The app `serving` with a bill of thirty days, of so many dollars per month for each resource. */
function billed(
  assessments: readonly Assessment[],
  perMonth: Readonly<Record<string, number>>,
  shape: 'resources' | 'keys' = 'resources',
): BilledApp {
  const costs = Array.from({ length: DAYS }, (_, day) =>
    Object.entries(perMonth).map(([resource, usd]): Cost => ({
      object: 'ap-1',
      description: 'serving',
      environment: 'main',
      start: `2026-11-${String(day + 1).padStart(2, '0')}T00:00:00`,
      resource,
      cost: ((usd * 24) / 730).toFixed(8),
    })),
  ).flat();
  const bill = billOf([{ file: 'bill', reading: readBillFile(reportText(costs, shape)) }]);
  assert.equal(hoursOf(bill.period!), DAYS * 24);
  const names = ({ appName }: { appName: string | null }): string[] => (appName === null ? [] : [appName]);
  const { apps } = billedWorkspace(bill, bill.period!, assessments, CONTEXT, names);
  assert.equal(apps.length, 1);
  return apps[0]!;
}

const APP = 'import modal\napp = modal.App("serving")\n';

function serve(usage: string, settings: string, name = 'serve'): string {
  return `# modal-cost: ${usage}\n@app.function(${settings})\ndef ${name}(): ...\n`;
}

function gpuUsd({ month }: Assessment): number {
  assert.equal(month?.status, 'known');
  return month.options[0].bill.shares.find(({ what }) => what === 'gpu')!.usd;
}

function totalUsd({ month }: Assessment): number {
  assert.equal(month?.status, 'known');
  return month.total.likely;
}

function fitted(asked: Omit<FitAsked, 'hours'>): FittedUsage {
  const fit = fitUsage({ ...asked, hours: DAYS * 24 });
  assert.equal(fit.kind, 'fitted', JSON.stringify(fit));
  return fit;
}

function reason(asked: Omit<FitAsked, 'hours'>): Extract<UsageFit, { kind: 'notFitted' }> {
  const fit = fitUsage({ ...asked, hours: DAYS * 24 });
  assert.equal(fit.kind, 'notFitted');
  return fit;
}

function isNear(actual: number, expected: number, share: number): void {
  assert.ok(Math.abs(actual - expected) <= share * expected, `${actual}, not ${expected}`);
}

describe('fitUsage', () => {
  const SETTINGS = 'gpu="H100", min_containers=1, scaledown_window=120';

  for (const requests of [40, 5_000, 300_000])
    it(`finds ${requests} requests a day again, by the GPU's cost and by all of it`, async () => {
      const truth = await assessed(
        APP + serve(`requests_per_day=${requests} seconds_per_request=1.5`, SETTINGS),
      );
      const [wrong] = await assessed(APP + serve('requests_per_day=77 seconds_per_request=1.5', SETTINGS));
      const gpu = gpuUsd(truth[0]!);
      const byGpu = billed([wrong!], { H100: gpu, CPU: 500, Memory: 90 });
      const found = fitted({ app: byGpu, declaration: wrong!, field: 'requestsPerDay' });
      assert.equal(found.target.basis.kind, 'gpu');
      assert.equal(found.before, 77);
      isNear(found.after, requests, 0.006);
      isNear(found.usdAfter, gpu, 0.003);
      assert.equal(
        found.assumptions.some(({ kind }) => kind === 'resourcesAsRequested'),
        false,
      );

      const all = billed([wrong!], { H100: totalUsd(truth[0]!) }, 'keys');
      const byDollars = fitted({ app: all, declaration: wrong!, field: 'requestsPerDay' });
      assert.equal(byDollars.target.basis.kind, 'dollars');
      isNear(byDollars.after, requests, 0.006);
      assert.ok(byDollars.assumptions.some(({ kind }) => kind === 'resourcesAsRequested'));
    });

  it('simulates what no formula has, and finds the requests within what a simulation is sure of', async () => {
    const settings = 'gpu="L40S", buffer_containers=1, scaledown_window=60';
    const usage = 'seconds_per_request=2 startup_seconds=20 active_hours_per_day=10';
    const [truth] = await assessed(APP + serve(`requests_per_day=3000 ${usage}`, settings));
    const [open] = await assessed(APP + serve(usage, settings));
    const app = billed([open!], { L40S: gpuUsd(truth!) });
    const found = fitted({ app, declaration: open!, field: 'requestsPerDay' });
    assert.equal(found.before, null);
    assert.equal(found.usdBefore, null);
    isNear(found.after, 3_000, 0.05);
  });

  it('takes the seconds that somebody says', async () => {
    const [open] = await assessed(APP + serve('startup_seconds=0', SETTINGS));
    const app = billed([open!], { H100: 5_000 });
    assert.deepEqual(reason({ app, declaration: open!, field: 'requestsPerDay' }), {
      kind: 'notFitted',
      field: 'requestsPerDay',
      reason: 'missing',
      fields: ['secondsPerRequest'],
    });
    const known = { secondsPerRequest: 2 };
    const found = fitted({ app, declaration: open!, field: 'requestsPerDay', known });
    isNear(found.usdAfter, 5_000, 0.003);
    const [check] = await assessed(
      APP + serve(`requests_per_day=${found.after} seconds_per_request=2`, SETTINGS),
    );
    isNear(gpuUsd(check!), 5_000, 0.003);
  });

  it('holds the other declarations of the GPU at their estimate', async () => {
    const usage = 'requests_per_day=9000 seconds_per_request=2';
    const code = (requests: number): string =>
      APP +
      serve(`requests_per_day=${requests} seconds_per_request=1`, SETTINGS) +
      serve(usage, 'gpu="H100:2"', 'other') +
      serve('startup_seconds=1', 'gpu="T4"', 'third');
    const truth = await assessed(code(20_000));
    const wrong = await assessed(code(10));
    const app = billed(wrong, { H100: gpuUsd(truth[0]!) + gpuUsd(truth[1]!), T4: 12 });
    const found = fitted({ app, declaration: wrong[0]!, field: 'requestsPerDay' });
    isNear(found.after, 20_000, 0.006);
    assert.deepEqual(found.target.others, [wrong[1]]);
    isNear(found.target.othersUsd, gpuUsd(truth[1]!), 1e-6);
    const without = billed(wrong, { H100: 9_000 }, 'keys');
    const open = reason({ app: without, declaration: wrong[0]!, field: 'requestsPerDay' });
    assert.ok(open.reason === 'othersNotKnown' && open.others[0] === wrong[2]);
    const little = billed(wrong, { H100: 100 });
    assert.equal(
      reason({ app: little, declaration: wrong[0]!, field: 'requestsPerDay' }).reason,
      'othersExceed',
    );
  });

  it('says that the pool was not up, where the bill is below the floor', async () => {
    const [one] = await assessed(APP + serve('requests_per_day=10 seconds_per_request=1', SETTINGS));
    const app = billed([one!], { H100: 1_000 });
    const found = reason({ app, declaration: one!, field: 'requestsPerDay' });
    assert.ok(found.reason === 'belowFloor');
    isNear(found.floorUsd, 730 * 3_600 * listBook.gpus.H100!.active.value, 1e-6);
    isNear(found.target.usd, 1_000, 1e-6);
  });

  it('says that max_containers cannot cost so much', async () => {
    const settings = 'gpu="H100", max_containers=2';
    const [one] = await assessed(APP + serve('requests_per_day=10 seconds_per_request=1', settings));
    const app = billed([one!], { H100: 50_000 });
    const found = reason({ app, declaration: one!, field: 'requestsPerDay' });
    assert.ok(found.reason === 'aboveMost');
    isNear(found.mostUsd, 2 * 730 * 3_600 * listBook.gpus.H100!.active.value, 1e-3);
  });

  it('says no requests where the bill is the floor', async () => {
    const [one] = await assessed(APP + serve('requests_per_day=10 seconds_per_request=1', SETTINGS));
    const app = billed([one!], { H100: 730 * 3_600 * listBook.gpus.H100!.active.value });
    assert.equal(fitted({ app, declaration: one!, field: 'requestsPerDay' }).after, 0);
  });

  it('refuses runs of a schedule, and a GPU that is not on the bill', async () => {
    const [job] = await assessed(
      `${APP}@app.function(gpu="T4", schedule=modal.Period(hours=1))\ndef f(): ...\n`,
    );
    const app = billed([job!], { T4: 10 });
    assert.equal(reason({ app, declaration: job!, field: 'requestsPerDay' }).reason, 'scheduled');
    const [one] = await assessed(APP + serve('requests_per_day=10 seconds_per_request=1', SETTINGS));
    const other = billed([one!], { CPU: 10 });
    const found = reason({ app: other, declaration: one!, field: 'requestsPerDay' });
    assert.ok(found.reason === 'gpuNotBilled' && found.gpu === 'H100');
  });

  it('finds how many requests come at once, where their number is known', async () => {
    const usage = 'requests_per_day=20000 seconds_per_request=3';
    const settings = 'gpu="A10", scaledown_window=60';
    const [truth] = await assessed(APP + serve(`${usage} requests_at_once=12`, settings));
    const [even] = await assessed(APP + serve(usage, settings));
    const app = billed([even!], { A10: gpuUsd(truth!) });
    const found = fitted({ app, declaration: even!, field: 'requestsAtOnce' });
    assert.ok(Math.abs(found.after - 12) <= 1, String(found.after));
    isNear(found.usdEven!, gpuUsd(even!), 0.02);
    assert.ok(found.usdEven! < found.target.usd);
  });

  it('says that bursts cannot explain a bill below even traffic, or above a container per request', async () => {
    const [one] = await assessed(
      APP + serve('requests_per_day=2000 seconds_per_request=3', 'gpu="A10", scaledown_window=60'),
    );
    const low = billed([one!], { A10: gpuUsd(one!) / 2 });
    assert.equal(reason({ app: low, declaration: one!, field: 'requestsAtOnce' }).reason, 'belowEven');
    const high = billed([one!], { A10: gpuUsd(one!) * 500 });
    assert.equal(reason({ app: high, declaration: one!, field: 'requestsAtOnce' }).reason, 'aboveMost');
  });
});
