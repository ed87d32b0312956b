import { strict as assert } from 'node:assert';
import type { KnownMonth } from '../../../../src/core/cost/month';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import { assessPreset, presetMachines, PRESETS } from '../../../../src/core/render/scenario/presets';
import { calculatorDeclaration, scenarioOf } from '../../../../src/core/render/scenario/scenario';
import { panelView } from '../../../../src/core/render/scenario/scenarioView';

const contextOf = (book: PriceBook) => ({ book, list: listBook, hoursPerMonth: book.hoursPerMonth.value });

function likely(id: string, book: PriceBook): string {
  const { month } = assessPreset(id, contextOf(book), true)!;
  return (month as KnownMonth).total.likely.toFixed(2);
}

/** The panel of a calculator whose reader has chosen a preset, and then something else. */
function panelOf(id: string, more: Readonly<Record<string, string>> = {}) {
  const { inputs } = PRESETS.find((preset) => preset.id === id)!;
  const subject = {
    declaration: calculatorDeclaration(),
    isCode: false,
    context: contextOf(listBook),
    use: { defaults: [], includeStartup: true },
    books: [listBook, reviewBook],
  };
  return scenarioOf(subject, { ...inputs, ...more }, {});
}

describe('the review’s scenarios', () => {
  it('cost what its own prices make of them', () => {
    // A: 96,000 s × $0.0011 + 2,592,000 s × P(no request in progress) = e^(−800 × 4 ÷ 86,400) × $0.00007.
    // C: 34,560 × 2 s × 30 days × $0.0021.
    assert.deepEqual(
      ['A', 'B', 'C'].map((id) => likely(id, reviewBook)),
      ['280.44', '1216.16', '4354.56'],
    );
  });

  it('can be priced by Modal’s list instead', () => {
    assert.ok(Number(likely('B', listBook)) > 5_775.9);
  });

  it('are none but three', () => {
    assert.equal(assessPreset('D', contextOf(reviewBook), true), undefined);
  });

  it('open by the review’s book, with Modal’s list beside it', () => {
    const view = panelView(panelOf('B'), [], '');
    assert.equal(view.headline, '$1,216.16 per month');
    assert.equal(view.beside?.book, listBook.id);
    assert.match(view.beside.text, /^For comparison only, by Modal’s list: .*\$5,775\.90\/mo warm/);
  });

  it('are compared with the machines that the review compares them with', () => {
    const said = (id: string): string => presetMachines(panelOf(id))!;
    assert.match(said('A'), /scenario A with 1 × A100 VM \(a dedicated machine\): \$791\.00 per month/);
    assert.match(said('B'), /2 × H100 SXM, reserved for a year \(Lambda\): \$2,664\.00 per month/);
    assert.match(said('C'), /1 × H100 SXM, reserved for a year \(Lambda\): \$1,332\.00 per month/);
  });

  it('are no longer the review’s once a value or the book is another', () => {
    assert.equal(presetMachines(panelOf('B', { min_containers: '1' })), null);
    assert.equal(presetMachines(panelOf('B', { book: listBook.id })), null);
  });
});
