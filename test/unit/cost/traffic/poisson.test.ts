import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  erlangB,
  expectedShortfall,
  poissonCdf,
  poissonPmf,
  poissonTable,
  poissonUpper,
} from '../../../../src/core/cost/traffic/poisson';
import { slowPmf } from './reference';

const near = (actual: number, expected: number, relative: number): void =>
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} is not within ${relative} of ${expected}`,
  );

describe('Poisson weights', () => {
  it('agree with plain summation', () => {
    for (const rho of [1e-9, 0.037, 1, 8, 15.5, 16, 200])
      for (const k of [0, 1, 2, 7, 15, 16, 17, 40, 250]) {
        const slow = slowPmf(k, rho);
        if (slow > 1e-290) near(poissonPmf(k, rho), slow, 1e-12);
      }
  });

  it('keep their digits at a mean of 10,000', () => {
    // e^{−10000}·10000^k/k! in 60-digit arithmetic.
    near(poissonPmf(10_000, 10_000), 0.003989389558962826, 1e-14);
    near(poissonPmf(9_500, 10_000), 1.2318370376821462e-8, 1e-13);
    near(poissonPmf(10_700, 10_000), 1.534372814302423e-13, 1e-13);
    assert.equal(poissonPmf(0, 10_000), 0);
  });

  it('sum to one, and the two tails meet', () => {
    for (const rho of [0.01, 1, 8.5, 100, 10_000, 1e6]) {
      const mean = Math.floor(rho);
      for (const k of [mean - 3 * Math.ceil(Math.sqrt(rho)), mean - 1, mean, mean + 1, mean + 50]) {
        if (k < 0) continue;
        near(poissonCdf(k, rho) + poissonUpper(k + 1, rho), 1, 1e-13);
        const down = k === 0 ? 0 : poissonCdf(k - 1, rho);
        assert.ok(Math.abs(poissonCdf(k, rho) - down - poissonPmf(k, rho)) < 1e-12);
      }
    }
  });

  it('have a relatively accurate far tail', () => {
    let slow = 0;
    for (let j = 60; j > 30; j--) slow += slowPmf(j, 2);
    near(poissonUpper(31, 2), slow, 1e-12);
  });

  it('give the edges their plain meaning', () => {
    assert.equal(poissonPmf(-1, 3), 0);
    assert.equal(poissonPmf(1.5, 3), 0);
    assert.equal(poissonPmf(0, 0), 1);
    assert.equal(poissonPmf(2, 0), 0);
    assert.equal(poissonCdf(-1, 3), 0);
    assert.equal(poissonCdf(0, 0), 1);
    assert.equal(poissonUpper(0, 3), 1);
    assert.equal(poissonUpper(1, 0), 0);
  });

  it('fill a table from the mode outwards', () => {
    for (const [rho, first] of [
      [0.5, 0],
      [30, 0],
      [30, 20],
      [30, 60],
      [5000, 0],
    ] as const) {
      const table = poissonTable(rho, first, 1e-17);
      for (let i = 0; i < table.pmf.length; i += 7) {
        assert.ok(Math.abs(table.pmf[i]! - poissonPmf(first + i, rho)) <= 1e-11 * table.pmf[i]! + 1e-300);
        assert.ok(Math.abs(table.upper[i]! - poissonUpper(first + i, rho)) < 1e-12);
      }
    }
  });
});

describe('Erlang B', () => {
  it('is the known loss', () => {
    near(erlangB(1, 1), 0.5, 1e-15);
    near(erlangB(2, 1), 0.2, 1e-15);
    near(erlangB(10, 5), 0.018384570336648, 1e-12);
    assert.equal(erlangB(0, 7), 1);
    assert.equal(erlangB(3, 0), 0);
  });

  it('is p_k / F(k)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        (k, rho) => {
          const share = poissonPmf(k, rho) / poissonCdf(k, rho);
          if (poissonPmf(k, rho) > 1e-280) near(erlangB(k, rho), share, 1e-9);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the idle part of a floor', () => {
  it('is Σ (m − j)·p_j', () => {
    for (const rho of [0.001, 0.7, 8, 40])
      for (const m of [0, 1, 3, 8, 40, 90]) {
        let slow = 0;
        for (let j = 0; j < m; j++) slow += (m - j) * slowPmf(j, rho);
        assert.ok(Math.abs(expectedShortfall(m, rho) - slow) <= 1e-12 * slow + 1e-300, `${m} ${rho}`);
      }
  });

  it('is about m − ρ when ρ is small, exactly m without traffic, and 0 when no floor could be idle', () => {
    near(expectedShortfall(4, 0.01), 3.99, 1e-9);
    assert.equal(expectedShortfall(5, 0), 5);
    assert.equal(expectedShortfall(0, 5), 0);
    assert.ok(expectedShortfall(10, 10_000) === 0);
  });
});
