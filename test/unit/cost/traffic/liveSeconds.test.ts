import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { liveSeconds, type LiveSeconds } from '../../../../src/core/cost/traffic/liveSeconds';
import type { Period, Pool, Traffic } from '../../../../src/core/cost/traffic/trafficInput';
import type { LikelyRange } from '../../../../src/core/cost/traffic/likelyRange';
import { poolTable } from '../../../../src/core/cost/traffic/pool';
import { validateTraffic } from '../../../../src/core/cost/traffic/validate';
import { simulate } from './reference';
import { trafficErrorText } from '../../../../src/core/render/words/traffic';

const DAY = 86_400;
const MONTH: Period = { seconds: 30 * DAY, activeSeconds: 30 * DAY };

const close = (actual: number, expected: number, relative: number, what = ''): void =>
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected) + 1e-12,
    `${what} ${actual} is not within ${relative} of ${expected}`,
  );

const traffic = (changes: Partial<Traffic> = {}): Traffic => ({
  arrivalsPerSecond: 800 / DAY,
  serviceSeconds: 4,
  concurrency: 1,
  startupSeconds: 0,
  ...changes,
});

const pool = (changes: Partial<Pool> = {}): Pool => ({
  minContainers: 0,
  maxContainers: null,
  bufferContainers: 0,
  scaledownWindow: 60,
  ...changes,
});

const RANGES = [
  'activeSeconds',
  'floorIdleSeconds',
  'live',
  'tailSeconds',
  'coldStarts',
  'coldStartShare',
  'startupSeconds',
] as const;

/** Whatever the input, these hold. */
function checkSound(result: LiveSeconds, t: Traffic, p: Pool, period: Period): void {
  for (const key of RANGES) {
    const { low, likely, high } = result[key];
    for (const value of [low, likely, high])
      assert.ok(Number.isFinite(value) && value >= 0, `${key}: ${JSON.stringify(result[key])}`);
    assert.ok(low <= likely && likely <= high, `${key}: ${JSON.stringify(result[key])}`);
  }
  const slack = 1 + 1e-9;
  const { live, activeSeconds, floorIdleSeconds, tailSeconds } = result;
  assert.ok(live.low * slack >= result.floorSeconds, 'never below the floor');
  if (p.maxContainers !== null)
    assert.ok(live.high <= p.maxContainers * period.seconds * slack, 'max_containers');
  const most = result.floorSeconds + result.requests * (t.serviceSeconds + p.scaledownWindow);
  const buffers = p.bufferContainers * period.seconds;
  if (!result.unstable) assert.ok(live.high <= (most + buffers) * slack, 'm + λ(S + W)');
  close(
    activeSeconds.likely + floorIdleSeconds.likely + tailSeconds.likely,
    Math.max(live.likely, activeSeconds.likely + floorIdleSeconds.likely),
    1e-9,
    'the parts add up',
  );
  assert.ok(floorIdleSeconds.high <= result.floorSeconds * slack);
  assert.ok(result.utilization >= 0 && result.utilization <= 1);
  assert.ok(result.coldStartShare.high <= 1);
  if (t.concurrency === 1 && !result.unstable)
    for (const value of [activeSeconds.low, activeSeconds.likely, activeSeconds.high])
      close(value, result.requests * t.serviceSeconds, 1e-9, 'active seconds');
}

describe('live seconds: a month of the review', () => {
  it('800 requests of 4 s per day: 96,000 active seconds, 1.21 million live, 12.6 times as much', () => {
    const result = liveSeconds(traffic(), pool(), MONTH);
    close(result.activeSeconds.likely, 96_000, 1e-12);
    close(result.live.likely, 1.21e6, 0.002);
    close(result.live.likely / result.activeSeconds.likely, 12.6, 0.002);
    assert.equal(result.method, 'chain');
    assert.equal(result.unstable, false);
    close(result.requests, 24_000, 1e-12);
    close(result.utilization, 1 / 12.6, 0.003);
    assert.deepEqual(
      result.assumptions.map(({ kind }) => kind),
      ['poissonArrivals', 'exponentialServiceTimes', 'mostRecentContainerFirst'],
    );
    checkSound(result, traffic(), pool(), MONTH);
  });

  it('one kept warm: the floor is idle except while it serves', () => {
    const result = liveSeconds(traffic(), pool({ minContainers: 1 }), MONTH);
    assert.equal(result.floorSeconds, 2_592_000);
    close(result.live.likely / MONTH.seconds, 1.0201, 5e-5);
    const rho = (800 / DAY) * 4;
    close(result.floorIdleSeconds.likely, MONTH.seconds * Math.exp(-rho), 1e-12);
    assert.deepEqual(result.floorIdleSeconds.low, result.floorIdleSeconds.high);
    close(result.coldStarts.likely, poolTable(800 / DAY, 4, 60).coldStarts(1) * MONTH.seconds, 1e-9);
  });

  it('start-up is apart: K × cold starts', () => {
    const result = liveSeconds(traffic({ startupSeconds: 20 }), pool(), MONTH);
    close(result.startupSeconds.likely, 20 * result.coldStarts.likely, 1e-12);
    close(result.coldStartShare.likely, result.coldStarts.likely / 24_000, 1e-12);
    assert.ok(result.assumptions.some((each) => each.kind === 'startupAddsItsSeconds'));
    close(result.live.likely, liveSeconds(traffic(), pool(), MONTH).live.likely, 1e-12);
  });
});

describe('live seconds: the edges', () => {
  it('bounds other orders of reuse and other distributions, cold starts included', () => {
    for (const [lambda, service, window, m, c] of [
      [1, 3, 10, 0, 1],
      [1, 3, 10, 2, 1],
      [0.2, 3, 20, 0, 1],
      [2, 5, 10, 0, 4],
    ] as const)
      for (const order of ['recent', 'fullest', 'even', 'oldest-idle'] as const)
        for (const law of ['exponential', 'fixed'] as const) {
          const requests = 30_000;
          const seconds = requests / lambda;
          const seen = simulate({ lambda, service, window, m, c, order, law, requests });
          const result = liveSeconds(
            traffic({ arrivalsPerSecond: lambda, serviceSeconds: service, concurrency: c }),
            pool({ minContainers: m, scaledownWindow: window }),
            { seconds, activeSeconds: seconds },
          );
          const inside = (value: number, { low, high }: LikelyRange): void =>
            assert.ok(
              low * 0.97 <= value && value <= high * 1.03,
              `${order} ${law}: ${low} ${value} ${high}`,
            );
          inside(seen.live * seconds, result.live);
          inside(seen.busy * seconds, result.activeSeconds);
          inside(seen.coldStarts * seconds, result.coldStarts);
        }
  });

  it('no traffic gives exactly the floor', () => {
    for (const m of [0, 3])
      for (const [t, period] of [
        [traffic({ arrivalsPerSecond: 0 }), MONTH],
        [traffic(), { seconds: 30 * DAY, activeSeconds: 0 }],
      ] as const) {
        const result = liveSeconds(t, pool({ minContainers: m, bufferContainers: 2 }), period);
        const floor = m * 30 * DAY;
        const exact: LikelyRange = { low: floor, likely: floor, high: floor };
        assert.deepEqual(result.live, exact);
        assert.deepEqual(result.floorIdleSeconds, exact);
        assert.equal(result.floorSeconds, floor);
        assert.equal(result.coldStarts.high, 0);
        assert.equal(result.tailSeconds.high, 0);
        assert.equal(result.method, 'no-traffic');
      }
  });

  it('no window, no floor: live is active', () => {
    const result = liveSeconds(traffic(), pool({ scaledownWindow: 0 }), MONTH);
    close(result.live.likely, 96_000, 1e-9);
    close(result.live.high, 96_000, 1e-9);
    close(result.coldStarts.likely, 24_000, 1e-9);
  });

  it('outside the stretches only the floor is live, and each stretch has one scale-down', () => {
    const day: Period = { seconds: 30 * DAY, activeSeconds: 30 * 8 * 3600, activePeriods: 30 };
    const t = traffic({ arrivalsPerSecond: 2 });
    const p = pool({ minContainers: 1 });
    const result = liveSeconds(t, p, day);
    checkSound(result, t, p, day);
    const base = poolTable(2, 4, 60).live(1) * day.activeSeconds + (day.seconds - day.activeSeconds);
    const most = 30 * 60 * (poolTable(2, 4, 60).live(1) - 1);
    assert.ok(result.live.likely > base + most / 3 && result.live.likely < base + most);
    close(
      result.floorIdleSeconds.likely,
      day.activeSeconds * Math.exp(-8) + (day.seconds - day.activeSeconds),
      1e-9,
    );
    const once = liveSeconds(t, p, { seconds: day.seconds, activeSeconds: day.activeSeconds });
    assert.ok(once.live.likely < result.live.likely);
    assert.ok(once.coldStarts.likely < result.coldStarts.likely);
    assert.deepEqual(once, liveSeconds(t, p, { ...day, activePeriods: 1 }));
  });

  it('a stretch with one saturated container starts it once and keeps it one window longer', () => {
    const period: Period = { seconds: DAY, activeSeconds: 3600, activePeriods: 1 };
    const t = traffic({ arrivalsPerSecond: 10, serviceSeconds: 1, concurrency: 100_000 });
    const result = liveSeconds(t, pool(), period);
    close(result.coldStarts.likely, 1, 0.01);
    assert.ok(result.live.likely >= 3600 && result.live.likely <= 3660);
    assert.ok(result.live.high >= 3660);
  });

  it('a stretch of sparse traffic has no start of its own', () => {
    const period: Period = { seconds: 30 * DAY, activeSeconds: 30 * 3600, activePeriods: 30 };
    const result = liveSeconds(traffic({ arrivalsPerSecond: 0.001, serviceSeconds: 1 }), pool(), period);
    const steady = poolTable(0.001, 1, 60).coldStarts(0) * period.activeSeconds;
    assert.ok(result.coldStarts.likely >= steady && result.coldStarts.likely < steady + 0.2);
  });

  it('the most cold starts are what fits into the tail', () => {
    const result = liveSeconds(traffic({ arrivalsPerSecond: 2 }), pool(), MONTH);
    assert.ok(result.coldStarts.high <= result.tailSeconds.high / 60 + 60);
    assert.ok(result.coldStarts.high >= poolTable(2, 4, 60).coldStarts(0) * MONTH.seconds);
  });

  it('start-up widens the range of cold starts', () => {
    const lambda = 800 / DAY;
    const slow = traffic({ startupSeconds: 20 });
    const none = liveSeconds(slow, pool(), MONTH);
    close(none.coldStarts.low, lambda * Math.exp(-lambda * 84) * MONTH.seconds, 1e-12);
    const one = liveSeconds(slow, pool({ minContainers: 1, scaledownWindow: 0 }), MONTH);
    close(one.coldStarts.high, 24_000 * (1 - Math.exp(-lambda * 24)), 1e-9);
  });

  it('an absurd start-up stays finite', () => {
    const t = traffic({ arrivalsPerSecond: 1e4, serviceSeconds: 1, startupSeconds: 86_400 });
    for (const window of [0, 60]) {
      const p = pool({ scaledownWindow: window });
      const period: Period = { seconds: DAY, activeSeconds: 3600 };
      checkSound(liveSeconds(t, p, period), t, p, period);
    }
  });

  it('buffer containers add at most b while there is traffic', () => {
    const plain = liveSeconds(traffic(), pool(), MONTH);
    const result = liveSeconds(traffic(), pool({ bufferContainers: 2 }), MONTH);
    assert.equal(result.live.low, plain.live.low);
    close(result.live.high - plain.live.high, 2 * MONTH.seconds, 1e-12);
    const inUse = 1 - Math.exp(-(800 / DAY) * 64);
    close(result.live.likely - plain.live.likely, 2 * inUse * MONTH.seconds, 1e-9);
    assert.equal(result.coldStartShare.low, 0);
    const limited = liveSeconds(traffic(), pool({ bufferContainers: 5, maxContainers: 2 }), MONTH);
    assert.ok(limited.live.high <= 2 * MONTH.seconds);
  });

  it('min = max: nothing starts, everything is live', () => {
    const result = liveSeconds(traffic(), pool({ minContainers: 2, maxContainers: 2 }), MONTH);
    assert.equal(result.method, 'always-live');
    assert.equal(result.live.low, 2 * MONTH.seconds);
    assert.equal(result.live.high, 2 * MONTH.seconds);
    assert.equal(result.coldStarts.high, 0);
  });

  it('max_containers = 1 is the exact queue, and the start-up is not counted twice', () => {
    const result = liveSeconds(traffic({ startupSeconds: 20 }), pool({ maxContainers: 1 }), MONTH);
    assert.equal(result.method, 'single-queue');
    assert.equal(result.live.low, result.live.high);
    const lambda = 800 / DAY;
    const q = Math.exp(-lambda * 60);
    const rest = (4 + q * 20) / (1 - lambda * 4);
    const both = ((1 - q) / lambda + rest) / (1 / lambda + rest);
    close((result.live.likely + result.startupSeconds.likely) / MONTH.seconds, both, 1e-9);
  });

  it('max_containers = 1: at most one more start per stretch of traffic', () => {
    const period = { seconds: 30 * DAY, activeSeconds: 30 * 3600 };
    const high = (activePeriods: number): number =>
      liveSeconds(traffic(), pool({ maxContainers: 1 }), { ...period, activePeriods }).coldStarts.high;
    close(high(30) - high(1), 29, 1e-9);
  });

  it('too much for max_containers: at most one more window per stretch of traffic', () => {
    const period = { seconds: 30 * DAY, activeSeconds: 30 * 3600 };
    const t = traffic({ arrivalsPerSecond: 2 });
    const p = pool({ maxContainers: 4, minContainers: 1 });
    const spare = (activePeriods?: number): number => {
      const { live } = liveSeconds(t, p, activePeriods ? { ...period, activePeriods } : period);
      return live.high - live.likely;
    };
    close(spare(30), 3 * 30 * 60, 1e-9);
    close(spare(), 3 * 60, 1e-9);
  });

  it('exactly as much as max_containers can serve is too much', () => {
    const at = (serviceSeconds: number): string =>
      liveSeconds(traffic({ arrivalsPerSecond: 2, serviceSeconds }), pool({ maxContainers: 8 }), MONTH)
        .method;
    assert.equal(at(4), 'overload');
    assert.notEqual(at(3.99), 'overload');
  });

  it('too much for max_containers is reported as such', () => {
    const t = traffic({ arrivalsPerSecond: 2, startupSeconds: 10 });
    const p = pool({ maxContainers: 4, minContainers: 1 });
    const all = liveSeconds(t, p, MONTH);
    assert.equal(all.unstable, true);
    assert.equal(all.method, 'overload');
    assert.equal(all.live.likely, 4 * MONTH.seconds);
    checkSound(all, t, p, MONTH);
    // 8 hours of twice what four can do: 16 hours of work.
    const day: Period = { seconds: DAY, activeSeconds: 8 * 3600 };
    const drained = liveSeconds(t, p, day);
    checkSound(drained, t, p, day);
    assert.equal(drained.live.low, 4 * 8 * 3600 + 16 * 3600);
    assert.equal(drained.live.likely, 4 * 16 * 3600 + 8 * 3600);
    assert.equal(drained.live.high, drained.live.likely + 3 * 60);
    assert.equal(drained.utilization, (4 * 16) / (4 * 16 + 8));
  });
});

describe('live seconds: any valid input', () => {
  const power = (min: number, max: number): fc.Arbitrary<number> =>
    fc.double({ min, max, noNaN: true }).map((x) => 10 ** x);
  const input = fc
    .record({
      arrivalsPerSecond: fc.oneof(
        { weight: 9, arbitrary: power(-9, 4) },
        { weight: 1, arbitrary: fc.constantFrom(0, 5e-324, 1e6) },
      ),
      serviceSeconds: power(-6, 5),
      concurrency: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 300 }), fc.constant(100_000)),
      startupSeconds: fc.oneof(fc.constant(0), power(-3, 4.9)),
      minContainers: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 100_000 })),
      spare: fc.option(fc.integer({ min: 0, max: 200 }), { nil: null }),
      bufferContainers: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
      scaledownWindow: fc.oneof(fc.constantFrom(0, 1e-12, 60, 1200), power(-3, 5)),
      seconds: power(0, 8),
      share: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
      activePeriods: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    })
    .map(
      ({
        spare,
        share,
        seconds,
        activePeriods,
        minContainers,
        bufferContainers,
        scaledownWindow,
        ...rest
      }) => {
        const p: Pool = {
          minContainers,
          bufferContainers,
          scaledownWindow,
          maxContainers: spare === null ? null : Math.min(100_000, Math.max(1, minContainers + spare)),
        };
        const period: Period = {
          seconds,
          activeSeconds: seconds * share,
          ...(activePeriods === undefined ? {} : { activePeriods }),
        };
        return { t: rest satisfies Traffic, p, period };
      },
    );

  it('gives finite, ordered ranges', () => {
    fc.assert(
      fc.property(input, ({ t, p, period }) => {
        const errors = validateTraffic(t, p, period);
        if (t.arrivalsPerSecond * t.serviceSeconds > 1e6) {
          assert.ok(errors.length > 0);
          return;
        }
        assert.deepEqual(errors, []);
        checkSound(liveSeconds(t, p, period), t, p, period);
      }),
      { seed: 7, numRuns: 1500 },
    );
  });

  it('grows with the floor, the window, the arrivals and the service time', () => {
    fc.assert(
      fc.property(
        power(-4, 0.5),
        power(-1, 1),
        power(0, 3),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(1, 4),
        (lambda, service, window, m, c) => {
          const at = (l: number, s: number, w: number, floor: number): number =>
            liveSeconds(
              traffic({ arrivalsPerSecond: l, serviceSeconds: s, concurrency: c }),
              pool({ minContainers: floor, scaledownWindow: w }),
              MONTH,
            ).live.likely;
          const base = at(lambda, service, window, m) * (1 - 1e-9);
          assert.ok(at(lambda * 1.3, service, window, m) >= base, 'λ');
          assert.ok(at(lambda, service * 1.3, window, m) >= base, 'S');
          assert.ok(at(lambda, service, window * 1.3, m) >= base, 'W');
          assert.ok(at(lambda, service, window, m + 1) >= base, 'm');
        },
      ),
      { seed: 8, numRuns: 150 },
    );
  });
});

describe('validation', () => {
  const fields = (t: Traffic, p: Pool = pool(), period: Period = MONTH): string[] =>
    validateTraffic(t, p, period).map((error) => error.field);

  it('accepts ordinary input', () => {
    assert.deepEqual(fields(traffic()), []);
    assert.deepEqual(fields(traffic({ arrivalsPerSecond: 0 }), pool({ scaledownWindow: 0 })), []);
  });

  it('names the field, the unit and the range', () => {
    const [error] = validateTraffic(traffic({ serviceSeconds: -4 }), pool(), MONTH);
    assert.deepEqual(error, {
      kind: 'outOfRange',
      field: 'serviceSeconds',
      unit: 'seconds',
      min: 1e-6,
      max: 604_800,
      whole: false,
      given: '-4',
    });
    const [whole] = validateTraffic(traffic(), pool({ minContainers: 1.5 }), MONTH);
    assert.equal(
      trafficErrorText(whole!),
      'min_containers must be a whole number from 0 to 100,000 containers, not 1.5.',
    );
    assert.equal(
      trafficErrorText(error),
      'the time of a request must be from 0.000001 to 604,800 seconds, not -4.',
    );
    const [busy] = validateTraffic(traffic({ arrivalsPerSecond: 1e6, serviceSeconds: 4 }), pool(), MONTH);
    assert.deepEqual([busy?.field, busy?.max], ['arrivalsPerSecond', 250_000]);
  });

  it('rejects NaN, infinite, negative, absurd and fractional values, each by name', () => {
    for (const bad of [NaN, Infinity, -Infinity, -1, 1e12, '4' as unknown as number]) {
      for (const key of ['arrivalsPerSecond', 'serviceSeconds', 'concurrency', 'startupSeconds'] as const)
        assert.deepEqual(fields(traffic({ [key]: bad })), [key]);
      for (const key of ['minContainers', 'maxContainers', 'bufferContainers', 'scaledownWindow'] as const)
        assert.deepEqual(fields(traffic(), pool({ [key]: bad })), [key]);
      assert.ok(fields(traffic(), pool(), { seconds: bad, activeSeconds: 1 }).includes('seconds'));
      assert.deepEqual(fields(traffic(), pool(), { seconds: 10, activeSeconds: bad }), ['activeSeconds']);
      assert.deepEqual(fields(traffic(), pool(), { ...MONTH, activePeriods: bad }), ['activePeriods']);
    }
    assert.deepEqual(fields(traffic({ concurrency: 1.5 })), ['concurrency']);
    assert.deepEqual(fields(traffic(), pool({ minContainers: 0.5 })), ['minContainers']);
    assert.deepEqual(fields(traffic(), pool({ maxContainers: 0 })), ['maxContainers']);
    assert.deepEqual(fields(traffic(), pool({ minContainers: 3, maxContainers: 2 })), ['maxContainers']);
    assert.deepEqual(fields(traffic(), pool(), { seconds: 10, activeSeconds: 11 }), ['activeSeconds']);
    assert.deepEqual(fields(traffic({ arrivalsPerSecond: 1e5, serviceSeconds: 11 })), ['arrivalsPerSecond']);
  });

  it('makes the entry point throw, with all invalid values', () => {
    assert.throws(
      () => liveSeconds(traffic({ serviceSeconds: NaN, startupSeconds: -1 }), pool(), MONTH),
      (error) => error instanceof RangeError && /serviceSeconds .*startupSeconds/.test(error.message),
    );
  });
});
