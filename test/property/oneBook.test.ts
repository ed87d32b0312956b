/** Whatever is declared and however it is used: no sum, comparison or difference takes figures from two books. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { hasUnknown, knownPart } from '../../src/core/cost/amount';
import { assess, inBook, type Assessment } from '../../src/core/cost/assess';
import { comparisonOf } from '../../src/core/cost/comparison/compareDeclaration';
import { total } from '../../src/core/cost/estimateTotal';
import { AT_ONCE, FORMULAS } from '../../src/core/cost/simulations';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { otherBook } from '../../src/core/pricing/otherBook';
import type { PriceBook } from '../../src/core/pricing/schema';
import { whatIfChoices, type WhatIfSubject } from '../../src/core/render/whatIfList';
import type { Declaration } from '../../src/core/modal/declaration';
import { scanText } from '../support/python';

const BOOKS = [reviewBook, listBook];
const book = fc.constantFrom(...BOOKS);
const type = fc.constantFrom(...Object.keys(listBook.gpus), 'A100', 'QUANTUM9');
const gpu = fc.oneof(
  type.map((each) => `"${each}"`),
  fc.array(type, { minLength: 2, maxLength: 3 }).map((types) => JSON.stringify(types)),
  fc.constant('None'),
);
const args = fc.record({
  gpu,
  warm: fc.integer({ min: 0, max: 3 }),
  window: fc.constantFrom(2, 60, 600),
});
const usage = fc.record({
  requestsPerDay: fc.constantFrom(0, 10, 5_000, 200_000),
  secondsPerRequest: fc.constantFrom(0.1, 2, 30),
  startupSeconds: fc.constantFrom(0, 20),
});

interface Sample extends WhatIfSubject {
  readonly declaration: Declaration;
}

async function sampleOf(
  of: PriceBook,
  given: { readonly gpu: string; readonly warm: number; readonly window: number },
  values: Readonly<Record<'requestsPerDay' | 'secondsPerRequest' | 'startupSeconds', number>>,
  simulations = AT_ONCE,
): Promise<Sample> {
  const text = `import modal\napp = modal.App()\n@app.function(gpu=${given.gpu}, min_containers=${given.warm}, scaledown_window=${given.window})\ndef f(): ...\n`;
  const declaration = (await scanText(text)).declarations[0]!;
  const context = { book: of, list: listBook, hoursPerMonth: of.hoursPerMonth.value };
  const use = { includeStartup: true, defaults: [{ source: 'team', values } as const], simulations };
  return { declaration, context, use, assessment: assess(declaration, context, use) };
}

/** A book all of whose amounts are of no other: where its figures turn up, they can be told. */
const scaled = (of: PriceBook, factor: number): PriceBook => ({
  ...of,
  gpus: Object.fromEntries(
    Object.entries(of.gpus).map(([name, rates]) => [
      name,
      { ...rates, active: { ...rates.active, value: rates.active.value * factor } },
    ]),
  ),
});

/** The books of all rates of an assessment. */
const booksOf = ({ estimate }: Assessment): Set<string> =>
  new Set(estimate.alternatives.flatMap(({ rate }) => (rate ? [rate.book.id] : [])));

describe('one book at a time', () => {
  it('prices every option of a declaration by the book in use, or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(book, args, usage, async (of, given, values) => {
        const { assessment } = await sampleOf(of, given, values);
        assert.ok([...booksOf(assessment)].every((id) => id === of.id));
        for (const { gpu: each, rate } of assessment.estimate.alternatives) {
          const name = each?.type ?? null;
          if (name === null) continue;
          const own = of.gpuAliases[name]?.type ?? listBook.gpuAliases[name]?.type ?? name;
          assert.equal(rate !== undefined, Object.hasOwn(of.gpus, own), `${name} in ${of.id}`);
        }
        const other = inBook(assessment, otherBook(of));
        assert.ok([...booksOf(other)].every((id) => id === otherBook(of).id));
        assert.equal(other.estimate.context.hoursPerMonth, otherBook(of).hoursPerMonth.value);
      }),
      { seed: 61, numRuns: 200 },
    );
  });

  it('compares Modal and all others by one book, the list where the book has no price', async () => {
    let byList = 0;
    await fc.assert(
      fc.asyncProperty(book, args, usage, async (of, given, values) => {
        const { assessment } = await sampleOf(of, given, values);
        const comparison = comparisonOf(assessment, { rateBreakEvens: false });
        if (!comparison) return;
        for (const { price } of comparison.rows) assert.equal(price?.bookId, comparison.bookId);
        const isPriced = assessment.estimate.alternatives[0]?.rate !== undefined;
        assert.equal(comparison.bookId, isPriced ? of.id : listBook.id);
        assert.equal(
          comparison.modal.notes.some(({ kind }) => kind === 'priceOfList'),
          !isPriced,
        );
        if (!isPriced) byList++;
        const { month } = isPriced ? assessment : inBook(assessment, listBook);
        assert.ok(month?.status === 'known');
        assert.ok(Math.abs(comparison.modal.monthUsd - month.options[0].bill.total.likely) < 1e-9);
      }),
      { seed: 62, numRuns: 200 },
    );
    assert.ok(byList > 10, `${byList} by the list`);
  });

  it('adds up only what the book prices', async () => {
    await fc.assert(
      fc.asyncProperty(book, fc.array(fc.tuple(args, usage), { maxLength: 4 }), async (of, all) => {
        const samples = await Promise.all(all.map(([given, values]) => sampleOf(of, given, values)));
        const estimates = samples.map(({ assessment }) => assessment.estimate);
        const sum = total(estimates);
        const floors = estimates.reduce((usd, { floor }) => usd + (floor?.perMonth?.high ?? 0), 0);
        const lives = estimates.reduce((usd, { livePerHour }) => usd + (livePerHour?.high ?? 0), 0);
        const unpriced = estimates.filter(({ alternatives }) => alternatives.some(({ rate }) => !rate));
        for (const [amount, expected, parts] of [
          [sum.floorPerMonth, floors, unpriced.filter(({ floor }) => floor !== null)],
          [sum.livePerHour, lives, unpriced],
        ] as const) {
          assert.ok(Math.abs(knownPart(amount).high - expected) <= 1e-9 * Math.max(1, expected));
          assert.equal(hasUnknown(amount), parts.length > 0);
        }
        assert.equal(sum.unknown, unpriced.length);
      }),
      { seed: 63, numRuns: 100 },
    );
  });

  it('depends in no what-if on the rates of the list, unless both sides are by it', async () => {
    let both = 0;
    await fc.assert(
      fc.asyncProperty(args, usage, async (given, values) => {
        // How long containers run is of no book: the formulas do for hundreds of choices.
        const of = await sampleOf(reviewBook, given, values, FORMULAS);
        const context = { ...of.context, list: scaled(listBook, 3) };
        const tripled = { ...of, context, assessment: assess(of.declaration, context, of.use) };
        for (const topic of ['gpu', 'min_containers', 'scaledown_window', 'traffic'] as const) {
          const [plain, changed] = [whatIfChoices(of, topic), whatIfChoices(tripled, topic)];
          plain.forEach(({ label, figures, details }, i) => {
            if (details.includes('both by Modal’s list')) both++;
            else assert.deepEqual([label, figures], [changed[i]!.label, changed[i]!.figures], topic);
          });
        }
      }),
      { seed: 64, numRuns: 60 },
    );
    assert.ok(both > 10, `${both} by the list`);
  });
});
