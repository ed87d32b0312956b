/**
 * The bill beside the estimate: of a workspace whose GPUs live for known seconds, billed by known rates and printed as a
 * report of each version, the join gives back what was put in.
 */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Declaration } from '../../src/core/modal/declaration';
import { billOf, hoursOf } from '../../src/core/bill/bill';
import { billedWorkspace } from '../../src/core/bill/join';
import { readBillFile } from '../../src/core/bill/readBillFile';
import type { Assessment } from '../../src/core/cost/assess';
import type { PricingContext } from '../../src/core/cost/estimate';
import { UsageComments } from '../../src/core/modal/usageComment';
import { listBook } from '../../src/core/pricing/bundled';
import { quoteGpu } from '../../src/core/pricing/lookup';
import { NO_TEAM } from '../../src/core/review/team/team';
import { priceScan } from '../../src/core/review/team/priceScan';
import { decimal, inHundredMillionths, reportText, SHAPES, type Cost } from '../support/bill';
import { scanText } from '../support/python';

const CONTEXT: PricingContext = { book: listBook, list: listBook, hoursPerMonth: 730 };
/** The team maps no names. */
const ownName = ({ appName }: Declaration): readonly string[] => (appName === null ? [] : [appName]);
const GPUS = ['H100', 'A10', 'L40S', 'A100-80GB', 'T4'];

/** An app of five functions, one of one function, and one that is not in the code. */
const CODE = `import modal
app = modal.App("llama-serving")
${GPUS.map((gpu, i) => `@app.function(gpu="${gpu}:${i + 1}")\ndef f${i}(): ...\n`).join('')}
other = modal.App("nightly")
@other.function(gpu="H100")
def job(): ...
`;

interface Zone {
  readonly name: string;
  readonly offset: (day: number) => number;
}

/** Minutes east of UTC at the midnight with which a day begins, counted from 1970. */
const ZONES: readonly Zone[] = [
  { name: 'UTC', offset: () => 0 },
  { name: 'Berlin', offset: (day) => (isSummer(day) ? 120 : 60) },
  { name: 'New York', offset: (day) => (isSummer(day) ? -240 : -300) },
  { name: 'Kolkata', offset: () => 330 },
];

/** About as the clocks of 2026 change: in March and in October. */
function isSummer(day: number): boolean {
  const at = (month: number, date: number): number => Date.UTC(2026, month, date) / 86_400_000;
  return day > at(2, 29) && day <= at(9, 25);
}

function startText(day: number, zone: Zone): string {
  const offset = zone.offset(day);
  if (zone.name === 'UTC') return new Date(day * 86_400_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${new Date(day * 86_400_000).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}

const month = fc.record({
  first: fc.integer({ min: Date.UTC(2026, 0, 1) / 86_400_000, max: Date.UTC(2026, 11, 1) / 86_400_000 }),
  days: fc.integer({ min: 2, max: 31 }),
  zone: fc.constantFrom(...ZONES),
  shape: fc.constantFrom(...SHAPES),
  environments: fc.constantFrom(['main'], ['main', 'dev']),
  /** The day on which the app was stopped and deployed anew, under another id. */
  redeployed: fc.integer({ min: 0, max: 40 }),
  /** Live GPU-seconds a day, of each GPU of the app. */
  seconds: fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: GPUS.length, maxLength: GPUS.length }),
  others: fc.integer({ min: 0, max: 90_000 }),
});

describe('the bill of a workspace', () => {
  let assessments: readonly Assessment[];
  before(async () => {
    const scan = await scanText(CODE);
    const comments = new UsageComments(CODE);
    const use = { defaults: [], includeStartup: true };
    assessments = priceScan(scan, (each) => comments.of(each), { team: NO_TEAM, context: CONTEXT, use });
  });

  it('gives back the hours that GPUs lived, in every version, zone and month', () => {
    let hoursFound = 0;
    fc.assert(
      fc.property(month, ({ first, days, zone, shape, environments, redeployed, seconds, others }) => {
        const costs: Cost[] = [];
        const add = (
          app: string,
          object: string,
          environment: string,
          day: number,
          gpu: string,
          live: number,
        ): void =>
          void costs.push({
            object,
            description: app,
            environment,
            start: startText(first + day, zone),
            resource: gpu,
            cost: decimal(BigInt(Math.round(live * rate(gpu) * 1e8))),
          });
        for (let day = 0; day < days; day++) {
          for (const environment of environments)
            GPUS.forEach((gpu, i) =>
              add('llama-serving', day < redeployed ? 'ap-1' : 'ap-2', environment, day, gpu, seconds[i]!),
            );
          add('forgotten', 'ap-9', 'main', day, 'H100', others);
        }
        const bill = billOf([{ file: 'bill', reading: readBillFile(reportText(costs, shape)) }]);
        assert.deepEqual(bill.problems, []);
        const hours = days * 24 + (zone.offset(first) - zone.offset(first + days - 1)) / 60;
        assert.equal(hoursOf(bill.period!), hours);
        const billed = billedWorkspace(bill, bill.period!, assessments, CONTEXT, ownName);
        const put = costs.reduce((sum, { cost }) => sum + inHundredMillionths(cost), 0n);
        assert.ok(Math.abs(billed.total - Number(put) / 1e8) <= 1e-12 * billed.total, 'every cent');
        assert.deepEqual(
          billed.apps.map(({ actual, code }) => [actual.app, actual.environment, code !== null]).sort(),
          [
            ['forgotten', 'main', false],
            ...environments.map((each) => ['llama-serving', each, true] as const),
          ].sort(),
        );
        assert.deepEqual(
          billed.notBilled.map(({ app }) => app),
          ['nightly'],
        );
        for (const { actual, gpus, perMonth } of billed.apps.filter(({ code }) => code !== null)) {
          assert.ok(Math.abs(perMonth - (actual.cost / hours) * 730) <= 1e-9 * perMonth);
          assert.equal(actual.deployments, redeployed > 0 && redeployed < days ? 2 : 1);
          for (const { resource, gpuHours, meanGpus, meanContainers } of gpus) {
            const i = GPUS.indexOf(resource);
            const expected = (seconds[i]! * days) / 3_600;
            assert.ok(Math.abs(gpuHours.low - expected) < 1e-3 && gpuHours.low === gpuHours.high, resource);
            assert.ok(Math.abs(meanGpus.low - expected / hours) < 1e-5);
            assert.ok(Math.abs(meanContainers!.low - expected / hours / (i + 1)) < 1e-5);
            hoursFound++;
          }
        }
      }),
      { seed: 18, numRuns: 300 },
    );
    assert.ok(hoursFound > 300, 'reports without resources have none, the others do');
  });

  it('is refused or read, and never fails, whatever a file has', () => {
    const text = reportText(
      GPUS.map((gpu, i) => ({
        object: `ap-${i}`,
        description: `app ${i}`,
        environment: 'main',
        start: `2026-11-0${i + 1}T00:00:00`,
        resource: gpu,
        cost: '1.25',
      })),
      'resources',
    );
    const csv =
      'Object ID,Description,Environment,Interval Start,Resource,Cost\nap-1,a,main,2026-11-01T00:00:00,H100,1\n';
    const change = fc.record({
      at: fc.nat(),
      gone: fc.nat(12),
      by: fc.constantFrom('', '"', ',', '{', '[', '9', 'e', '\n', '\0', 'null', '\ud800'),
    });
    let read = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(text, csv),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (start, changes) => {
          let changed = start;
          for (const { at, gone, by } of changes) {
            const place = at % (changed.length + 1);
            changed = changed.slice(0, place) + by + changed.slice(place + gone);
          }
          const bill = billOf([{ file: 'bill', reading: readBillFile(changed) }]);
          assert.ok(bill.problems.length === 1 || bill.rows.every(({ start, end }) => end > start));
          if (bill.problems.length > 0) return;
          read++;
          if (bill.period) billedWorkspace(bill, bill.period, assessments, CONTEXT, ownName);
        },
      ),
      { seed: 18, numRuns: 3_000 },
    );
    assert.ok(read > 50, `${read} of 3,000 were read`);
  });
});

/** US dollars per GPU-second. */
function rate(gpu: string): number {
  return quoteGpu(listBook, listBook, gpu)!.active.value;
}
