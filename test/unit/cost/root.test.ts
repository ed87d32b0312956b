import { strict as assert } from 'node:assert';
import { findRoot, type Root } from '../../../src/core/cost/findRoot';

function rootOf(f: (x: number) => number, low: number, high: number): Extract<Root, { kind: 'root' }> {
  const found = findRoot(f, { low, high });
  assert.equal(found.kind, 'root');
  return found;
}

describe('findRoot', () => {
  it('finds the root of rising and of falling functions', () => {
    for (const [f, low, high, x] of [
      [(v: number) => v - 3, 0, 10, 3],
      [(v: number) => 3 - v, 0, 10, 3],
      [(v: number) => v ** 3 - 2, 0, 1e9, Math.cbrt(2)],
      [(v: number) => Math.exp(v) - 5, -20, 20, Math.log(5)],
      [(v: number) => Math.atan(v - 1e6), 0, 1e9, 1e6],
      [(v: number) => -Math.expm1(-v * 1e-7) - 0.5, 0, 1e9, Math.LN2 * 1e7],
    ] as const) {
      const found = rootOf(f, low, high);
      assert.ok(Math.abs(found.x - x) <= 1e-12 * Math.max(1, Math.abs(x)) * 1e3, `${found.x} for ${x}`);
      assert.ok(found.low <= found.x && found.x <= found.high);
    }
  });

  it('finds a root at either end, and in a bracket of one point', () => {
    assert.deepEqual(
      findRoot((x) => x, { low: 0, high: 5 }),
      {
        kind: 'root',
        x: 0,
        low: 0,
        high: 0,
        evaluations: 1,
      },
    );
    assert.equal(rootOf((x) => x - 5, 0, 5).x, 5);
    assert.equal(rootOf((x) => x - 5, 5, 5).x, 5);
  });

  it('says on which side a function without a root is', () => {
    assert.deepEqual(
      findRoot((x) => x + 1, { low: 0, high: 9 }),
      { kind: 'alwaysAbove' },
    );
    assert.deepEqual(
      findRoot((x) => -x - 1, { low: 0, high: 9 }),
      { kind: 'alwaysBelow' },
    );
    assert.deepEqual(
      findRoot(() => 2, { low: 4, high: 4 }),
      { kind: 'alwaysAbove' },
    );
  });

  it('finds where a step function jumps over 0, in few evaluations', () => {
    const found = rootOf((x) => (x <= Math.PI ? -1e-9 : 1e12), 0, 1e9);
    assert.ok(Math.abs(found.x - Math.PI) < 1e-5);
    assert.ok(found.evaluations < 160, `${found.evaluations}`);
    assert.ok(found.low <= Math.PI && found.high >= Math.PI);
  });

  it('needs few evaluations for what is smooth, and never more than it is given', () => {
    assert.ok(rootOf((x) => x ** 2 - 2, 0, 1e6).evaluations < 60);
    assert.ok(rootOf((x) => 3.5 * x - 1332, 0, 1e6).evaluations < 15);
    let calls = 0;
    const found = findRoot(
      (x) => {
        calls++;
        return x - Math.SQRT2;
      },
      { low: 0, high: 1e9, tolerance: 0, maxEvaluations: 7 },
    );
    assert.equal(found.kind, 'root');
    assert.ok(calls <= 7);
  });

  it('stops at a tolerance', () => {
    const found = findRoot((x) => x - Math.SQRT2, { low: 0, high: 1000, tolerance: 1 });
    assert.ok(found.kind === 'root' && found.high - found.low <= 1 + 1e-9);
  });

  it('rejects bounds and functions that are not numbers', () => {
    assert.throws(() => findRoot((x) => x, { low: 2, high: 1 }), /two finite numbers in order, not 2 and 1/);
    assert.throws(() => findRoot((x) => x, { low: 0, high: Infinity }), RangeError);
    assert.throws(() => findRoot((x) => x, { low: NaN, high: 1 }), RangeError);
    assert.throws(() => findRoot(() => NaN, { low: 0, high: 1 }), /The function is NaN at 0/);
    assert.throws(() => findRoot((x) => (x > 0 ? Infinity : -1), { low: 0, high: 1 }), RangeError);
  });
});
