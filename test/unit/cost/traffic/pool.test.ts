import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  firstContainer,
  MAX_CHAIN_LOAD,
  poolTable,
  poolTableClosedForm,
} from '../../../../src/core/cost/traffic/pool';
import { poissonUpper } from '../../../../src/core/cost/traffic/poisson';
import { simulate, slowLevel } from './reference';
import { poolBounds } from '../../../../src/core/cost/traffic/poolBounds';

const DAY = 86_400;

const close = (actual: number, expected: number, within: number, what = ''): void =>
  assert.ok(
    Math.abs(actual - expected) <= within,
    `${what} ${actual} is not within ${within} of ${expected}`,
  );

/** λ, S, W, m, chain, closed form. */
const GOLDEN = [
  [800 / DAY, 4, 60, 0, 0.4672, 0.4678],
  [800 / DAY, 4, 60, 1, 1.0201, 1.0207],
  [50_000 / DAY, 0.2, 60, 0, 2.148, 2.168],
  [0.5, 2, 10, 0, 2.743, 2.977],
  [2, 4, 60, 0, 15.12, 16.35],
] as const;

/** Sparse, busy, short and long windows, fast and slow service. */
const POINTS = [
  [0.5, 2, 10],
  [800 / DAY, 4, 60],
  [50_000 / DAY, 0.2, 60],
  [2, 4, 60],
  [2, 4, 0.01],
  [2, 4, 1200],
  [100, 0.2, 1200],
  [20, 1, 2],
  [0.05, 200, 300],
  [1e-6, 30, 60],
  [1e-9, 1, 1e-3],
  [3, 0.001, 5],
] as const;

describe('pool: the golden figures', () => {
  for (const [lambda, service, window, m, chain, closed] of GOLDEN)
    it(`ρ = ${(lambda * service).toFixed(3)}, W = ${window}, m = ${m}`, () => {
      const digits = 10 ** -(chain > 10 ? 2 : chain > 1.1 ? 3 : 4) / 2;
      const table = poolTable(lambda, service, window);
      assert.equal(table.method, 'chain');
      close(table.live(m), chain, digits * 1.0001, 'chain');
      const form = poolTableClosedForm(lambda, service, window);
      assert.equal(form.method, 'closed-form');
      close(form.live(m), closed, digits * 1.0001, 'closed form');
    });
});

describe('pool: the chain', () => {
  it('is computed once for a traffic, and again for another', () => {
    const figures = ([lambda, service, window]: readonly [number, number, number]): number[] => {
      const table = poolTable(lambda, service, window);
      return [0, 1, 5].flatMap((n) => [table.live(n), table.atLeast(n), table.coldStarts(n)]);
    };
    const apart = POINTS.map((point) => {
      poolTable(7, 7, 7);
      return figures(point);
    });
    for (const turn of [1, 2])
      for (const [i, point] of POINTS.entries()) assert.deepEqual(figures(point), apart[i], `turn ${turn}`);
    for (const window of [60, 0, 60, 30, 0]) {
      assert.equal(poolTable(2, 4, window), poolTable(2, 4, window));
      assert.notEqual(poolTable(2, 4, window), poolTable(2, 4.5, window));
    }
  });

  it('has the same first container alone, whatever was asked before', () => {
    for (const [lambda, service, window] of POINTS) {
      poolTable(7, 7, 7);
      const alone = firstContainer(lambda, service, window);
      const figures = [alone.atLeast(1), alone.startsOf(1), alone.method];
      const table = poolTable(lambda, service, window);
      assert.deepEqual(figures, [table.atLeast(1), table.startsOf(1), table.method]);
      assert.ok(table.atLeast(2) > 0 || table.end <= 2, 'the others are not left out of the table');
    }
  });

  it('agrees with dense uniformization at every level', () => {
    for (const [lambda, service, window] of POINTS) {
      const table = poolTable(lambda, service, window);
      for (let n = 1; n <= Math.min(34, table.end + 1); n += n < 4 ? 1 : 5) {
        const slow = slowLevel(lambda, service, window, n);
        close(table.atLeast(n), slow.atLeast, 1e-12, `P(N ≥ ${n}) at ${lambda}, ${service}, ${window}:`);
        close(table.startsOf(n), slow.starts, 1e-12 * Math.max(lambda, 1 / window), `starts of ${n}`);
      }
    }
  });

  it('agrees with it to 1e-9 in relative terms on random points, starts included', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 3.2, noNaN: true }),
        fc.integer({ min: 1, max: 14 }),
        (logRho, logService, logWindow, n) => {
          const [service, window] = [10 ** logService, 10 ** logWindow];
          const lambda = Math.min(10 ** logRho, 12) / service;
          const table = poolTable(lambda, service, window);
          const slow = slowLevel(lambda, service, window, n);
          close(table.atLeast(n), slow.atLeast, 1e-9 * slow.atLeast + 1e-14, `P(N ≥ ${n})`);
          close(table.startsOf(n), slow.starts, 1e-9 * slow.starts + 1e-14 * lambda, `starts of ${n}`);
        },
      ),
      { seed: 2, numRuns: 120 },
    );
  });

  it('has the exact first container, for any distribution: 1 − e^{−λ(S+W)}', () => {
    for (const [lambda, service, window] of POINTS) {
      const exponent = lambda * (service + window);
      const first = poolTable(lambda, service, window);
      close(first.atLeast(1), -Math.expm1(-exponent), 1e-13 + 1e-12 * exponent * Math.exp(-exponent));
      close(first.startsOf(1), lambda * Math.exp(-exponent), 1e-12 * Math.max(lambda, 1 / window));
    }
  });

  it('agrees with a simulation that reuses the most recent container first', () => {
    for (const [lambda, service, window, m] of [
      [0.5, 2, 10, 0],
      [0.5, 2, 10, 2],
      [2, 4, 20, 0],
    ] as const) {
      const table = poolTable(lambda, service, window);
      const simulated = simulate({ lambda, service, window, m });
      close(simulated.live, table.live(m), 0.015 * table.live(m), 'live');
      close(simulated.coldStarts, table.coldStarts(m), 0.05 * table.coldStarts(m), 'cold starts');
    }
  });

  it('adds up to one table for every m', () => {
    const table = poolTable(2, 4, 60);
    for (const m of [0, 1, 7, 15, 30, table.end, 500]) {
      let [live, starts] = [m, 0];
      for (let n = m + 1; n < table.end; n++) {
        live += table.atLeast(n);
        starts += table.startsOf(n);
      }
      close(table.live(m), live, 1e-11);
      close(table.coldStarts(m), starts, 1e-13);
    }
    assert.equal(table.atLeast(0), 1);
    assert.equal(table.atLeast(-3), 1);
    assert.equal(table.startsOf(0), 0);
    assert.equal(table.live(10_000), 10_000);
    assert.equal(table.coldStarts(10_000), 0);
  });
});

describe('pool: cold starts', () => {
  it('are the derivative of live containers in W, with and without a floor', () => {
    for (const [lambda, service, window] of POINTS) {
      if (lambda < 1e-5) continue;
      const step = Math.min(window, service) * 1e-3;
      const [less, here, more] = [window - step, window, window + step].map((w) =>
        poolTable(lambda, service, w),
      );
      for (const m of [0, 1, 3, 12]) {
        const slope = (more!.live(m) - less!.live(m)) / (2 * step);
        close(
          here!.coldStarts(m),
          slope,
          1e-5 * slope + 1e-10 / step,
          `m = ${m} at ${lambda}, ${service}, ${window}`,
        );
      }
    }
  });

  it('follow the closed form, too', () => {
    const [less, here, more] = [59.9, 60, 60.1].map((w) => poolTable(20_000, 1, w));
    for (const m of [0, 20_000, 20_500]) {
      const slope = (more!.live(m) - less!.live(m)) / 0.2;
      close(here!.coldStarts(m), slope, 1e-4 * slope, `m = ${m}`);
    }
  });

  it('are one per request without a window, and never more', () => {
    for (const [lambda, service, window] of POINTS) {
      close(poolTable(lambda, service, 0).coldStarts(0), lambda, 1e-12 * lambda);
      assert.ok(poolTable(lambda, service, window).coldStarts(0) <= lambda * (1 + 1e-12));
      close(
        poolTable(lambda, service, 0).coldStarts(2),
        lambda * poissonUpper(2, lambda * service),
        1e-12 * lambda,
      );
    }
  });
});

describe('pool: limits', () => {
  it('W → 0: as many as are busy, or the floor if that is more', () => {
    for (const lambda of [0.01, 1, 3, 20])
      for (const m of [0, 1, 4, 25]) {
        const zero = poolTable(lambda, 2, 0).live(m);
        let expected = m;
        for (let n = m + 1; n < 200; n++) expected += poissonUpper(n, lambda * 2);
        close(zero, expected, 1e-10);
        if (m === 0) close(zero, lambda * 2, 1e-10);
        close(poolTable(lambda, 2, 1e-9).live(m), zero, 1e-7);
        close(poolTable(lambda, 2, 1e-300).live(m), zero, 1e-10);
      }
  });

  it('λ → 0: the floor, and λ(S + W) above it', () => {
    for (const m of [0, 1, 5]) assert.equal(poolTable(0, 4, 60).live(m), m);
    assert.equal(poolTable(0, 4, 60).coldStarts(0), 0);
    close(poolTable(1e-9, 4, 60).live(0), 64e-9, 1e-14);
    close(poolTable(1e-30, 4, 60).live(0), 64e-30, 1e-11 * 64e-30);
    close(poolTable(1e-9, 4, 60).live(3), 3, 1e-15);
  });

  it('W → ∞: every level is reached, the slow ones last', () => {
    const table = poolTable(1, 1, 1e9);
    for (let n = 1; n <= 9; n++) close(table.atLeast(n), 1, 1e-12, `P(N ≥ ${n})`);
    close(table.coldStarts(0), 0, 1e-9);
  });

  it('huge loads use the closed form, and it joins on within two percent', () => {
    const below = poolTable(MAX_CHAIN_LOAD, 1, 60);
    const above = poolTable(MAX_CHAIN_LOAD + 1, 1, 60);
    assert.equal(below.method, 'chain');
    assert.equal(above.method, 'closed-form');
    close(above.live(0) / below.live(0), 1, 0.02);
    const million = poolTable(1e5, 10, 300);
    assert.ok(million.live(0) > 1e6 && million.live(0) < 1.01e6);
    assert.equal(million.live(2e6), 2e6);
    assert.equal(million.atLeast(5), 1);
  });
});

describe('pool: shape', () => {
  const grid = fc.record({
    lambda: fc.double({ min: -5, max: 1.5, noNaN: true }).map((x) => 10 ** x),
    service: fc.double({ min: -2, max: 1, noNaN: true }).map((x) => 10 ** x),
    window: fc.double({ min: -1, max: 3, noNaN: true }).map((x) => 10 ** x),
    m: fc.integer({ min: 0, max: 30 }),
    more: fc.double({ min: 1, max: 2, noNaN: true }),
  });

  it('grows with λ, S, W and m', () => {
    fc.assert(
      fc.property(grid, ({ lambda, service, window, m, more }) => {
        const base = poolTable(lambda, service, window);
        const least = base.live(m) * (1 - 1e-12);
        assert.ok(poolTable(lambda * more, service, window).live(m) >= least, 'λ');
        assert.ok(poolTable(lambda, service * more, window).live(m) >= least, 'S');
        assert.ok(poolTable(lambda, service, window * more).live(m) >= least, 'W');
        assert.ok(base.live(m + 1) >= least, 'm');
        assert.ok(base.live(m + 1) <= base.live(m) + 1 + 1e-9, 'one more warm container adds at most one');
        assert.ok(base.coldStarts(m + 1) <= base.coldStarts(m), 'cold starts fall with m');
        const fewer = poolTable(lambda, service, window * more).coldStarts(m);
        assert.ok(fewer <= base.coldStarts(m) + 1e-12 * lambda, 'and with W');
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('stays between the bounds and below the closed form', () => {
    fc.assert(
      fc.property(grid, ({ lambda, service, window, m }) => {
        const live = poolTable(lambda, service, window).live(m);
        const { low, high } = poolBounds(lambda, service, window, m);
        assert.ok(Math.max(m, lambda * service) <= low * (1 + 1e-12), 'better than max(m, ρ)');
        assert.ok(low <= live * (1 + 1e-11), `low ${low} ${live}`);
        assert.ok(live <= high * (1 + 1e-11), `high ${high} ${live}`);
        assert.ok(live <= poolTableClosedForm(lambda, service, window).live(m) * (1 + 1e-11), 'closed form');
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('has levels that fall from 1 to 0', () => {
    fc.assert(
      fc.property(grid, ({ lambda, service, window }) => {
        const table = poolTable(lambda, service, window);
        for (let n = 1; n <= table.end; n++) {
          const p = table.atLeast(n);
          assert.ok(p >= 0 && p <= 1 && p <= table.atLeast(n - 1) + 1e-12);
          assert.ok(table.startsOf(n) >= 0);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('has bounds that are valid for other distributions and orders', () => {
    for (const law of ['exponential', 'fixed'] as const)
      for (const order of ['recent', 'oldest-idle'] as const) {
        const { live } = simulate({ lambda: 1, service: 3, window: 4, m: 1, law, order, requests: 60_000 });
        const { low, high } = poolBounds(1, 3, 4, 1);
        assert.ok(low < live && live < high, `${law} ${order}: ${low} < ${live} < ${high}`);
      }
  });
});
