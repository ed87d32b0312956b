/**
 * The bill beside the estimate: of a workspace whose GPUs live for known seconds, billed by known rates and printed as a
 * report of each version, the join gives back what was put in.
 */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Declaration } from '../../src/core/modal/declaration';
import { fitUsage } from '../../src/core/bill/fitUsage';
import { observeInSteps } from '../../src/core/cost/traffic/inProgress';
import { GeneratedArrivals, type GeneratedTraffic } from '../../src/core/cost/traffic/simulation/arrivals';
import { atOnce, neverPause } from '../../src/core/python/resumable';
import { billOf, hoursOf } from '../../src/core/bill/bill';
import { billedWorkspace } from '../../src/core/bill/join';
import { readBillFile } from '../../src/core/bill/readBillFile';
import type { Assessment } from '../../src/core/cost/assess';
import type { PricingContext } from '../../src/core/cost/estimate';
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

const windowOf = (i: number): number => 60 + 30 * i;

const SERVED = `import modal
app = modal.App("served")
${GPUS.map((gpu, i) => `@app.function(gpu="${gpu}", scaledown_window=${windowOf(i)})\ndef g${i}(): ...\n`).join('')}`;

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
  /** Five functions of the app `served`, whose usage nobody has said. */
  let served: readonly Assessment[];
  before(async () => {
    const scan = await scanText(CODE);
    const terms = { team: NO_TEAM, context: CONTEXT, use: { defaults: [], includeStartup: true } };
    assessments = priceScan(scan, () => undefined, terms);
    served = priceScan(await scanText(SERVED), () => undefined, terms);
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

  it('gives back the requests of five functions, from the seconds that their containers lived', () => {
    const traffic = fc.record({
      first: fc.integer({ min: Date.UTC(2026, 0, 1) / 86_400_000, max: Date.UTC(2026, 11, 1) / 86_400_000 }),
      days: fc.integer({ min: 28, max: 31 }),
      zone: fc.constantFrom(...ZONES),
      perDay: fc.array(fc.integer({ min: 60, max: 300 }), { minLength: 5, maxLength: 5 }),
      seconds: fc.double({ min: 0.5, max: 20, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(traffic, ({ first, days, zone, perDay, seconds, seed }) => {
        const ends = Array.from({ length: days }, (_, i) => dayEnd(first, i, zone));
        const costs = GPUS.flatMap((gpu, i) => {
          const requests = { requestsPerSecond: perDay[i]! / 86_400, serviceSeconds: seconds };
          const live = liveSeconds(requests, seed + i, ends, windowOf(i));
          return live.map((each, day): Cost => ({
            object: 'ap-1',
            description: 'served',
            environment: 'main',
            start: startText(first + day, zone),
            resource: gpu,
            cost: decimal(BigInt(Math.round(each * rate(gpu) * 1e8))),
          }));
        });
        const bill = billOf([{ file: 'bill', reading: readBillFile(reportText(costs, 'resources')) }]);
        const { apps } = billedWorkspace(bill, bill.period!, served, CONTEXT, ownName);
        served.forEach((declaration, i) => {
          const hours = hoursOf(bill.period!);
          const known = { secondsPerRequest: seconds };
          const fit = fitUsage({ app: apps[0]!, declaration, field: 'requestsPerDay', hours, known });
          assert.ok(fit.kind === 'fitted' && fit.target.basis.kind === 'gpu');
          // Six standard deviations of how many come in a month, and of how they meet.
          const chance = 6 / Math.sqrt(perDay[i]! * days);
          assert.ok(
            Math.abs(fit.after / perDay[i]! - 1) <= chance,
            `${fit.after}, not ${perDay[i]!} (±${chance * 100}%)`,
          );
        });
      }),
      { seed: 18, numRuns: 20 },
    );
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

/** Seconds from the beginning of the first day to the end of one, by a clock that may change. */
function dayEnd(first: number, day: number, zone: Zone): number {
  return (day + 1) * 86_400 + (zone.offset(first) - zone.offset(first + day + 1)) * 60;
}

/** The seconds that containers lived on each day, from one sequence of requests, container by container and second by second. */
function liveSeconds(
  traffic: GeneratedTraffic,
  seed: number,
  ends: readonly number[],
  window: number,
): readonly number[] {
  let before = 0;
  return ends.map((seconds) => {
    const source = new GeneratedArrivals(traffic, seed);
    const observed = { source, seconds, maxContainers: null, maxRequests: 1e6 };
    const live = atOnce(observeInSteps(observed, neverPause)).pool(0, window).liveSeconds;
    const ofDay = live - before;
    before = live;
    return ofDay;
  });
}

/** US dollars per GPU-second. */
function rate(gpu: string): number {
  return quoteGpu(listBook, listBook, gpu)!.active.value;
}
