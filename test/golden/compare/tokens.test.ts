/** The review's cost-to-performance table, row by row. */
import { strict as assert } from 'node:assert';
import { perMillionTokens, throughput, tokenTable, type TokenRow } from '../../../src/core/cost/tokens';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { printed } from '../review/figures';

const books = { book: reviewBook, list: listBook };
const { rows, baseline } = tokenTable(books, { type: 'H100', count: 1 })!;
const reserved = rows.find(({ id }) => id === 'lambda-h100-reserved')!;
const modal = (utilization: number): TokenRow =>
  rows.find((row) => row.id === 'modal' && row.utilization === utilization)!;

/**
 * The review's rounding: the hour to whole cents, then a million tokens from that to a tenth of a cent, then the
 * difference from those in whole percent. (From unrounded figures the differences are the same, but for 40% and 80%,
 * which would be +69 and +238.)
 */
const cents = (usd: number): number => Number(usd.toFixed(2));
const perMillion = (row: TokenRow): number =>
  Number(perMillionTokens(cents(row.effectivePerHour), row.tokensPerSecond).toFixed(3));
const versus = (row: TokenRow): number => Math.round((perMillion(row) / perMillion(reserved) - 1) * 100);

describe('the cost-to-performance table, under the review’s book', () => {
  for (const percent of [20, 40, 80]) {
    it(`Modal at ${percent} %: as printed, by the review’s rounding`, () => {
      const row = modal(percent / 100);
      assert.equal(cents(row.effectivePerHour), printed(`mtok.modal${percent}.hr`));
      assert.equal(row.tokensPerSecond, printed(`mtok.modal${percent}.toks`));
      assert.equal(perMillion(row), printed(`mtok.modal${percent}.usd`));
      assert.equal(versus(row), printed(`mtok.modal${percent}.vs`));
      // Unrounded, which is what the product shows.
      assert.ok(Math.abs(row.reviewPerMillion - perMillion(row)) < 0.001);
    });
  }

  it('Lambda reserved, the row that the others are compared with: as printed', () => {
    assert.equal(baseline, reserved.id);
    assert.equal(reserved.effectivePerHour, printed('mtok.lambda.hr'));
    assert.equal(reserved.tokensPerSecond, 1892);
    assert.equal(perMillion(reserved), printed('mtok.lambda.usd'));
  });

  it('RunPod’s row is not made: its price is Modal’s own, at 30%', () => {
    assert.ok(!rows.some(({ provider }) => provider === 'RunPod'));
    assert.equal(reviewBook.providers.find(({ name }) => name === 'RunPod')?.price, null);
    const borrowed = Number(perMillionTokens(0.3 * 7.56, 1840).toFixed(3));
    assert.equal(borrowed, printed('mtok.runpod30.usd'));
    assert.equal(cents(0.3 * 7.56), printed('mtok.runpod30.hr'));
    assert.equal(Math.round((borrowed / perMillion(reserved) - 1) * 100), printed('mtok.runpod30.vs'));
  });

  it('served tokens cost $1.146 a million on Modal, at any utilization', () => {
    for (const row of rows.filter(({ id }) => id === 'modal'))
      assert.equal(row.servedPerMillion!.toFixed(3), '1.146');
    assert.equal(reserved.servedPerMillion!.toFixed(3), '0.272');
  });

  it('the review’s percentages hold all the same: they compare equal work', () => {
    for (const percent of [20, 40, 80]) {
      const row = modal(percent / 100);
      const idleMachine = reserved.servedPerMillion! / row.utilization;
      assert.ok(Math.abs(row.servedPerMillion! / idleMachine - 1 - row.versus!) < 1e-12);
    }
    assert.deepEqual(
      [20, 40, 80].map((percent) => (modal(percent / 100).versus! * 100).toFixed(1)),
      ['-15.6', '68.8', '237.6'],
    );
  });

  it('“~3% container overhead” is 3.17%', () => {
    const row = throughput(books, 'H100').find(({ provider }) => provider === 'Lambda')!;
    assert.equal((row.modalSlowerBy * 100).toFixed(2), '3.17');
    assert.equal(Math.round(row.modalSlowerBy * 100), printed('bench.overhead'));
  });
});
