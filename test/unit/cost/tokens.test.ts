import { strict as assert } from 'node:assert';
import {
  perMillionTokens,
  servedPerMillion,
  throughput,
  tokenPrice,
  tokenTable,
} from '../../../src/core/cost/tokens';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';

const books = { book: reviewBook, list: listBook };
const H100 = { type: 'H100', count: 1 };
const near = (actual: number | null | undefined, expected: number): void =>
  assert.ok(typeof actual === 'number' && Math.abs(actual - expected) < 1e-9, `${actual} for ${expected}`);

describe('dollars for a million tokens', () => {
  it('is an hour’s price over an hour’s tokens', () => {
    near(perMillionTokens(7.56, 1832), 7.56 / 6.5952);
  });

  it('is a month’s bill over the tokens that were served', () => {
    near(servedPerMillion(1332, 2_073_600, 1892), 1332 / ((2_073_600 * 1892) / 1e6));
    assert.equal(servedPerMillion(1332, 0, 1892), null);
    assert.equal(servedPerMillion(1332, 10, 0), null);
  });

  it('has the review’s figure and the cost per token served', () => {
    const at = (utilization: number, bills: 'activeTime' | 'wholeTime') =>
      tokenPrice({ pricePerHour: 7.56, utilization, tokensPerSecond: 1832, bills });
    const full = 7.56 / 6.5952;
    near(at(0.2, 'activeTime').effectivePerHour, 1.512);
    near(at(0.2, 'activeTime').reviewPerMillion, 0.2 * full);
    near(at(0.2, 'activeTime').servedPerMillion, full);
    near(at(0.2, 'wholeTime').effectivePerHour, 7.56);
    near(at(0.2, 'wholeTime').reviewPerMillion, full);
    near(at(0.2, 'wholeTime').servedPerMillion, 5 * full);
    assert.equal(at(0, 'activeTime').servedPerMillion, null);
    assert.equal(at(0, 'wholeTime').servedPerMillion, null);
  });

  it('rejects values out of range', () => {
    const good = { pricePerHour: 1, utilization: 0.5, tokensPerSecond: 1, bills: 'activeTime' } as const;
    assert.throws(() => tokenPrice({ ...good, pricePerHour: 0 }), /pricePerHour/);
    assert.throws(() => tokenPrice({ ...good, tokensPerSecond: Infinity }), /tokensPerSecond/);
    assert.throws(() => tokenPrice({ ...good, utilization: 1.01 }), /utilization/);
    assert.throws(() => tokenPrice({ ...good, utilization: NaN }), /utilization/);
  });
});

describe('tokenTable', () => {
  it('compares with the machine that is cheapest for a million tokens', () => {
    const table = tokenTable(books, H100)!;
    assert.equal(table.baseline, 'lambda-h100-reserved');
    assert.deepEqual(
      table.rows.map(({ id, utilization }) => [id, utilization]),
      [
        ['modal', 0.2],
        ['modal', 0.4],
        ['modal', 0.8],
        ['lambda-h100-on-demand', 1],
        ['lambda-h100-reserved', 1],
      ],
    );
    assert.equal(table.rows.at(-1)!.versus, 0);
  });

  it('has the same difference in both views', () => {
    const { rows } = tokenTable(books, H100, { utilizations: [0.13, 0.5, 1] })!;
    const baseline = rows.find(({ id }) => id === 'lambda-h100-reserved')!;
    for (const each of rows.filter(({ id }) => id === 'modal')) {
      const there = tokenPrice({
        pricePerHour: 1.85,
        utilization: each.utilization,
        tokensPerSecond: baseline.tokensPerSecond,
        bills: 'wholeTime',
      });
      near(each.versus, each.servedPerMillion! / there.servedPerMillion! - 1);
    }
  });

  it('uses a given speed for every offer', () => {
    const { rows } = tokenTable(books, H100, { tokensPerSecond: 500, utilizations: [1] })!;
    assert.ok(rows.every(({ tokensPerSecond, speed }) => tokensPerSecond === 500 && speed === null));
  });

  it('does not use the speed of one GPU for several', () => {
    assert.equal(tokenTable(books, { type: 'H100', count: 2 }), undefined);
    const two = tokenTable(books, { type: 'H100', count: 2 }, { tokensPerSecond: 3000, utilizations: [1] })!;
    near(two.rows[0]!.effectivePerHour, 15.12);
    near(two.rows.at(-1)!.effectivePerHour, 3.7);
  });

  it('is undefined without a price or a speed', () => {
    assert.equal(tokenTable({ book: listBook, list: listBook }, H100), undefined);
    assert.equal(tokenTable(books, { type: 'T4', count: 1 }), undefined);
    assert.equal(tokenTable(books, { type: 'MI300X', count: 1 }, { tokensPerSecond: 1 }), undefined);
    assert.equal(tokenTable(books, { type: null, count: 0 }, { tokensPerSecond: 1 }), undefined);
  });

  it('shares a machine of eight among the containers in it', () => {
    const { rows } = tokenTable({ book: listBook, list: listBook }, H100, { tokensPerSecond: 1000 })!;
    near(rows.find(({ id }) => id === 'lambda-h100-sxm-8x')?.effectivePerHour, 3.99);
  });
});

describe('throughput', () => {
  it('has the review’s 3% of container overhead', () => {
    const rows = throughput(books, 'H100');
    assert.deepEqual(
      rows.map(({ provider, tokensPerSecond }) => [provider, tokensPerSecond.value]),
      [
        ['Lambda', 1892],
        ['RunPod', 1840],
      ],
    );
    assert.equal((rows[0]!.modalSlowerBy * 100).toFixed(2), '3.17');
    near(rows[0]!.modalSlowerBy, 1 - 1832 / 1892);
  });

  it('is empty if nothing was measured', () => {
    assert.deepEqual(throughput({ book: listBook, list: listBook }, 'H100'), []);
    assert.deepEqual(throughput(books, 'T4'), []);
    assert.deepEqual(throughput(books, 'MI300X'), []);
  });
});
