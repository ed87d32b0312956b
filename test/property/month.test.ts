import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Parameters } from '../../src/core/modal/declaration';
import { monthOf, type Month, type MonthInput } from '../../src/core/cost/month';
import type { LikelyRange } from '../../src/core/cost/traffic/likelyRange';
import { containerRate } from '../../src/core/cost/containerRate';
import { USAGE_FIELDS, parseUsageValue, type Usage } from '../../src/core/modal/usageFields';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import type { PriceBook } from '../../src/core/pricing/schema';

const NO_PARAMETERS: Parameters = {};

function rateOf(book: PriceBook, gpu: string | null): MonthInput['rate'] {
  const option = gpu === null ? null : { type: gpu, count: 1 };
  return containerRate(option, { params: NO_PARAMETERS, sandbox: false }, { book, list: listBook })!;
}

const rates = fc
  .tuple(fc.constantFrom(reviewBook, listBook), fc.constantFrom('H100', 'A10', 'T4', null))
  .map(([book, gpu]) => rateOf(book, gpu));

/** From `low` to `high`, as many of each order of magnitude. */
const spread = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

const usages: fc.Arbitrary<Usage> = fc.record({
  requestsPerDay: fc.oneof(fc.constant(0), spread(0.1, 3e5)),
  secondsPerRequest: spread(0.01, 100),
  activeHoursPerDay: fc.oneof(fc.constant(24), spread(1, 24)),
  daysPerMonth: fc.oneof(fc.constant(30), fc.integer({ min: 0, max: 31 })),
  concurrency: fc.constantFrom(1, 1, 4, 32),
  startupSeconds: fc.constantFrom(0, 0, 15),
  tokensPerSecond: fc.constant(null),
  cpuCores: fc.constantFrom(null, 0.5, 4),
  memoryGib: fc.constantFrom(null, 0.01, 40),
  requestsAtOnce: fc.constant(1),
  burstsPerDay: fc.constant(null),
  burstMinutes: fc.constant(null),
  burstShare: fc.constant(1),
  hourly: fc.constant(null),
  weekly: fc.constant(null),
  secondsCv: fc.constant(1),
  interactive: fc.constant(null),
  needs: fc.constant([]),
});

const pools: fc.Arbitrary<MonthInput['pool']> = fc
  .record({
    minContainers: fc.constantFrom(0, 0, 1, 2, 8),
    more: fc.constantFrom(null, null, 0, 1, 5, 50),
    bufferContainers: fc.constantFrom(0, 0, 2),
    scaledownWindow: fc.constantFrom(2, 10, 60, 300, 1_200),
  })
  .map(({ more, ...pool }) => ({
    ...pool,
    maxContainers: more === null ? null : Math.max(1, pool.minContainers + more),
  }));

const inputs: fc.Arbitrary<MonthInput> = fc.record({
  pool: pools,
  rate: rates,
  clusterSize: fc.constantFrom(1, 1, 4),
  usage: usages,
  hoursPerMonth: fc.constantFrom(720, 730),
  includeStartup: fc.boolean(),
});

const BOUNDS = ['low', 'likely', 'high'] as const;
const ranges = ({ total, parts, seconds }: Month): LikelyRange[] => [
  total,
  ...parts.flatMap((part) => [part.seconds, part.usd, part.perSecond]),
  seconds.live,
  seconds.coldStarts,
  seconds.coldStartShare,
];

/** The sums of some hundred terms, and what Simpson's rule leaves of a scale-down after the active hours. */
const TOLERANCE = 1e-6;
const notLess = (more: number, less: number): boolean => more >= less - TOLERANCE * Math.max(1e-3, less);

function grows(less: Month, more: Month, bounds: readonly (keyof LikelyRange)[] = BOUNDS): void {
  for (const bound of bounds)
    assert.ok(
      notLess(more.total[bound], less.total[bound]),
      `${bound}: ${less.total[bound]} → ${more.total[bound]}`,
    );
}

/**
 * Where low and high grow with everything too: no queue, no buffer, one input a container. In other pools they are
 * bounds of several kinds, and the best of them may change; there the likely figure grows.
 */
const plain = (input: MonthInput): MonthInput => ({
  ...input,
  pool: { ...input.pool, maxContainers: null, bufferContainers: 0 },
  usage: { ...input.usage, concurrency: 1 },
});

describe('month: properties', () => {
  it('every figure is finite, not negative and in order', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const { low, likely, high } of ranges(monthOf(input))) {
          for (const value of [low, likely, high]) assert.ok(Number.isFinite(value) && value >= 0);
          assert.ok(notLess(likely, low) && notLess(high, likely), `${low} ${likely} ${high}`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the likely parts are the likely total, and no bound is looser than the parts’ own', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { total, parts, shares } = monthOf(input);
        const sum = (bound: keyof LikelyRange): number => parts.reduce((all, { usd }) => all + usd[bound], 0);
        const close = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE * Math.max(1, b);
        assert.ok(close(total.likely, sum('likely')));
        assert.ok(notLess(total.low, sum('low')) && notLess(sum('high'), total.high));
        assert.ok(
          close(
            shares.reduce((all, { usd }) => all + usd, 0),
            total.likely,
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('without traffic it is exactly the floor', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom('requestsPerDay', 'daysPerMonth'), (input, none) => {
        const { total, seconds } = monthOf({ ...input, usage: { ...input.usage, [none]: 0 } });
        const { idle } = usedRate(input);
        const floor = input.pool.minContainers * input.hoursPerMonth * 3_600 * input.clusterSize * idle;
        for (const bound of BOUNDS) assert.ok(Math.abs(total[bound] - floor) <= 1e-9 * floor);
        assert.equal(seconds.requests, 0);
      }),
    );
  });

  /** Changes the input; its figures must not fall, all of them in a plain pool, the likely ones in any. */
  const growing = (change: (input: MonthInput, factor: number) => MonthInput): void =>
    fc.assert(
      fc.property(inputs, spread(1.001, 100), fc.boolean(), (any, factor, isPlain) => {
        // A longer window or more traffic has fewer starts, which may save more than it costs.
        const input = { ...(isPlain ? plain(any) : any), includeStartup: false };
        grows(monthOf(input), monthOf(change(input, factor)), isPlain ? BOUNDS : ['likely']);
      }),
      { numRuns: 500 },
    );

  it('grows with min_containers', () => {
    growing((input, factor) => {
      const { minContainers, maxContainers } = input.pool;
      const more = Math.min(maxContainers ?? Infinity, minContainers + Math.ceil(factor / 10));
      return { ...input, pool: { ...input.pool, minContainers: more } };
    });
  });

  it('grows with the scale-down window', () => {
    growing((input, factor) => ({
      ...input,
      pool: { ...input.pool, scaledownWindow: input.pool.scaledownWindow * factor },
    }));
  });

  it('does not depend on a window that the book does not bill', () => {
    fc.assert(
      fc.property(inputs, spread(1.001, 100), (any, factor) => {
        const input = { ...plain(any), rate: rateOf(reviewBook, 'T4') };
        const pool = { ...input.pool, scaledownWindow: input.pool.scaledownWindow * factor };
        assert.deepEqual(monthOf({ ...input, pool }).total, monthOf(input).total);
      }),
    );
  });

  it('grows with requests', () => {
    growing((input, factor) => ({
      ...input,
      usage: { ...input.usage, requestsPerDay: input.usage.requestsPerDay * factor },
    }));
  });

  it('grows with the seconds of a request', () => {
    growing((input, factor) => ({
      ...input,
      usage: { ...input.usage, secondsPerRequest: input.usage.secondsPerRequest * factor },
    }));
  });

  it('grows in proportion to the rate', () => {
    fc.assert(
      fc.property(inputs, spread(1.001, 100), (input, factor) => {
        const scaled = <T extends LikelyRange | { low: number; high: number }>(value: T): T => ({
          ...value,
          low: value.low * factor,
          high: value.high * factor,
        });
        const usage = { ...input.usage, cpuCores: null, memoryGib: null };
        const rate = {
          ...input.rate,
          activePerSecond: scaled(input.rate.activePerSecond),
          idlePerSecond: scaled(input.rate.idlePerSecond),
        };
        const [less, more] = [monthOf({ ...input, usage }), monthOf({ ...input, usage, rate })];
        for (const bound of BOUNDS)
          assert.ok(Math.abs(more.total[bound] - factor * less.total[bound]) <= 1e-9 * more.total[bound]);
      }),
      { numRuns: 200 },
    );
  });

  it('costs more at a full rate than at a discounted one while idle', () => {
    fc.assert(
      fc.property(inputs, spread(0.01, 1), (input, share) => {
        const { low, high } = input.rate.activePerSecond;
        const usage = { ...input.usage, cpuCores: null, memoryGib: null };
        const rate = { ...input.rate, idlePerSecond: { low: low * share, high: high * share } };
        const full = { ...input.rate, idlePerSecond: { low, high } };
        grows(monthOf({ ...input, usage, rate }), monthOf({ ...input, usage, rate: full }));
      }),
      { numRuns: 200 },
    );
  });

  it('takes every value that a field takes, or says what is wrong', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...USAGE_FIELDS), fc.double(), (input, info, value) => {
        const parsed = parseUsageValue(info, value);
        if ('problem' in parsed) {
          assert.deepEqual([parsed.problem.field, parsed.problem.given], [info.field, value]);
          return;
        }
        const usage = { ...input.usage, [info.field]: parsed.value };
        try {
          assert.ok(Number.isFinite(monthOf({ ...input, usage }).total.high));
        } catch (error) {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, /the most is 1000000\.|requests per second from 0 to 1000000/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what is no usage and no pool', () => {
    fc.assert(
      fc.property(
        inputs,
        fc.constantFrom('minContainers', 'scaledownWindow', 'bufferContainers'),
        fc.constantFrom(NaN, Infinity, -1),
        (input, field, value) => {
          assert.throws(() => monthOf({ ...input, pool: { ...input.pool, [field]: value } }), RangeError);
        },
      ),
    );
  });
});

/** Rates with the real use of CPU and memory, reckoned apart. */
function usedRate({ rate, usage }: MonthInput): { idle: number } {
  const amounts = { gpu: 0, cpu: usage.cpuCores ?? 0, memory: usage.memoryGib ?? 0 };
  const idle = rate.idle
    .map(
      ({ what, amount, figure, factor }) => Math.max(amount.low, amounts[what]) * figure.value * factor.low,
    )
    .reduce((sum, each) => sum + each, 0);
  return { idle };
}
