/** FIG 5.1 of the review, cell by cell, and its crossovers. */
import { strict as assert } from 'node:assert';
import { rateBreakEven } from '../../../src/core/cost/comparison/rateBreakEven';
import { REVIEW_SHARES, utilizationTable } from '../../../src/core/cost/comparison/utilizationTable';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { figure, idsWith, printed } from '../review/figures';
import { pinned } from '../review/groups';
import { winnerLabel } from './page';
import { compared, modalSide, scenarios } from './support';

const table = utilizationTable({ book: reviewBook, list: listBook }, { type: 'H100', count: 1 })!;

/** The table’s cells as the review prints them: whole dollars, and its own names. */
const cells = new Map<string, number | string>();
for (const { share, modalUsd, winner } of table.rows) {
  const row = `fig51.${Math.round(share * 100)}`;
  const machine = (id: string): number => table.offers.find((offer) => offer.id === id)!.monthUsd;
  cells.set(`${row}.modal`, Math.round(modalUsd));
  cells.set(`${row}.lambda_od`, Math.round(machine('lambda-h100-on-demand')));
  cells.set(`${row}.lambda_rsv`, Math.round(machine('lambda-h100-reserved')));
  cells.set(`${row}.winner`, winnerLabel(winner));
}

describe('FIG 5.1, under the review’s book', () => {
  it('has the review’s rows and columns, and no others', () => {
    assert.deepEqual(REVIEW_SHARES, [0.05, 0.15, 0.25, 0.3, 0.5, 0.8, 1]);
    assert.deepEqual(
      [...cells.keys()].sort(),
      idsWith('fig51.')
        .filter((id) => !id.startsWith('fig51.cross'))
        .sort(),
    );
    assert.equal(cells.size, 28);
  });

  for (const [id, ours] of cells) {
    const pin = pinned[id];
    if (pin === undefined) it(`${id}: as printed`, () => assert.equal(ours, figure(id).value));
    else
      it(`${id}: differs from the print, for a reason`, () => {
        assert.notEqual(ours, figure(id).value, 'it agrees now: take the pin away');
        assert.equal(ours, typeof pin.ours === 'number' ? Math.round(pin.ours) : pin.ours);
        assert.ok(pin.why.endsWith('.'));
      });
  }

  it('deviates in these five cells', () => {
    assert.deepEqual(
      [...cells.keys()].filter((id) => cells.get(id) !== figure(id).value),
      ['fig51.25.modal', 'fig51.25.winner', 'fig51.30.modal', 'fig51.50.modal', 'fig51.80.modal'],
    );
  });

  it('“25% modal (just)”: $1,360.80 is more than $1,332', () => {
    const row = table.rows.find(({ share }) => share === 0.25)!;
    assert.equal(row.modalUsd.toFixed(2), '1360.80');
    assert.equal(row.winner, 'lambda-h100-reserved');
    assert.equal(figure('fig51.25.winner').value, 'modal (just)');
  });

  it('crosses at 24.5% and 39.6%', () => {
    const at = (id: string): string => {
      const { breakEven } = table.offers.find((offer) => offer.id === id)!;
      assert.equal(breakEven.kind, 'at');
      return (breakEven.share * 100).toFixed(1);
    };
    assert.equal(at('lambda-h100-reserved'), printed('fig51.cross.rsv').toFixed(1));
    assert.equal(at('lambda-h100-on-demand'), printed('fig51.cross.od').toFixed(1));
  });
});

describe('the review’s scenarios against Lambda', () => {
  it('C: $4,354.56 on Modal (printed as $4,400, and as $4,352) against $1,332, 69% less', () => {
    const { modal, winner } = compared(scenarios.C, reviewBook);
    assert.equal(modal.monthUsd.toFixed(2), '4354.56');
    assert.equal(winner.monthUsd.toFixed(2), '1332.00');
    // Printed: 70, of the rounded $4,400.
    assert.equal((winner.difference.share! * -100).toFixed(1), '69.4');
  });

  it('B: one machine has room for it: the review pays for two', () => {
    const { rows, busyContainers, modal } = compared(scenarios.B, reviewBook);
    const reserved = rows.find(({ id }) => id === 'lambda-h100-reserved')!;
    assert.equal(busyContainers.toFixed(4), '0.1157');
    assert.equal(reserved.machines, 1);
    assert.equal(reserved.monthUsd * 2, printed('B.lambda'));
    assert.ok(modal.monthUsd < reserved.monthUsd);
  });

  it('B: against its two machines Modal flips at 19.9% of both, not at 30%', () => {
    const { monthUsd } = modalSide(scenarios.B, reviewBook);
    const two = printed('B.lambda');
    const { crossings } = rateBreakEven(monthUsd, [{ from: 0, to: 1e6, steady: true, monthUsd: () => two }]);
    assert.equal(crossings.length, 1);
    const share = (crossings[0]!.requestsPerDay * 0.2) / 86_400 / 2;
    // The pin is $622.08 + seconds × ($0.0021 − $0.00012) = $2,664; traffic that comes at random moves it by a hair.
    assert.ok(Math.abs(share * 100 - (pinned['B.flip']!.ours as number)) < 0.05, `${share}`);
    assert.equal((share * 100).toFixed(1), '19.9');
  });
});
