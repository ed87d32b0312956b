import { strict as assert } from 'node:assert';
import { reviewBook } from '../../../src/core/pricing/bundled';
import { daysPerMonth, figure, figures, hoursPerMonth, type FigureValue } from './figures';
import {
  base,
  confirmed,
  contradicted,
  groups,
  inputs,
  loose,
  measured,
  pinned,
  recomputed,
  type Rounding,
} from './groups';

/** The printed number of decimals. */
function decimals(value: number): number {
  return (/\.(\d+)/.exec(String(value))?.[1] ?? '').length;
}

/** `value` as the review would print it beside `print`. */
function rounded(value: number, print: number, rounding: Rounding | undefined): number {
  if (rounding === undefined) return Number(value.toFixed(decimals(print)));
  if ('to' in rounding) return Math.round(value / rounding.to) * rounding.to;
  if ('downTo' in rounding) return Math.floor(value / rounding.downTo) * rounding.downTo;
  if ('upTo' in rounding) return Math.ceil(value / rounding.upTo) * rounding.upTo;
  return value >= print ? print : value;
}

/** The numbers of a quote, and the words. */
function numbersIn(quote: string): number[] {
  return [...quote.replaceAll(',', '').matchAll(/(\d+(?:\.\d+)?)(k\b)?/g)].map(
    ([, digits, thousand]) => Number(digits) * (thousand === undefined ? 1 : 1000),
  );
}

function parts(value: FigureValue): (number | string)[] {
  return typeof value === 'object' ? Object.values(value) : [value];
}

/** Figures that the review says in words, or that we name in words of our own. */
const IN_WORDS = new Set([
  'util.60.twice',
  'free.hobby',
  'fig50.e2e',
  'dev.e2e.modal',
  'dev.e2e.runpod',
  'dev.e2e.lambda',
  'test.weeks',
  'gpu.h200_b200',
  'catalog.gpus',
  'catalog.8x',
  'catalog.asof',
  'doc.updated',
  'claim.hipaa',
  'claim.ssh',
  'claim.apac',
  'claim.nccl',
]);

describe('the review, all of it', () => {
  it('has 239 figures, each with an id of its own and in exactly one group', () => {
    assert.equal(figures.length, 239);
    assert.equal(new Set(figures.map(({ id }) => id)).size, 239);
    const grouped = Object.values(groups).flat();
    assert.deepEqual([...grouped].sort(), figures.map(({ id }) => id).sort());
  });

  it('groups them by what they are', () => {
    const ids = (test: (one: (typeof figures)[number]) => boolean): string[] =>
      figures
        .filter(test)
        .map(({ id }) => id)
        .sort();
    const said = (kind: string): boolean => kind === 'stated' || kind === 'measured';
    const sorted = (name: string): string[] => [...(groups[name] ?? [])].sort();
    assert.deepEqual(
      sorted('base'),
      ids(({ kind }) => kind === 'base'),
    );
    assert.deepEqual(
      sorted('inputs'),
      ids(({ kind }) => kind === 'input'),
    );
    assert.deepEqual(
      sorted('recomputed'),
      ids(({ kind, agrees }) => kind === 'derived' && agrees === true),
    );
    assert.deepEqual(
      sorted('pinned'),
      ids(({ kind, agrees }) => kind === 'derived' && agrees === false),
    );
    assert.deepEqual(
      sorted('loose'),
      ids(({ kind, agrees }) => kind === 'derived' && agrees === undefined),
    );
    assert.deepEqual(
      sorted('contradicted'),
      ids(({ kind, agrees }) => said(kind) && agrees === false),
    );
    assert.deepEqual(
      sorted('confirmed'),
      ids(({ kind, agrees }) => said(kind) && agrees === true),
    );
    const counts = Object.fromEntries(
      Object.entries(groups).map(([name, members]) => [name, members.length]),
    );
    assert.deepEqual(counts, {
      base: 30,
      inputs: 13,
      recomputed: 76,
      pinned: 17,
      loose: 7,
      contradicted: 17,
      confirmed: 6,
      measured: 19,
      context: 54,
    });
  });

  it('has 720 hours a month, as the book does', () => {
    assert.equal(hoursPerMonth, 720);
    assert.equal(daysPerMonth * 24, hoursPerMonth);
    assert.equal(reviewBook.hoursPerMonth.value, hoursPerMonth);
  });

  for (const one of figures.filter(({ id }) => !IN_WORDS.has(id))) {
    it(`${one.id}: stands in its quote`, () => {
      for (const part of parts(one.value)) {
        if (typeof part === 'string')
          assert.ok(one.quote.toLowerCase().includes(part.toLowerCase()), one.quote);
        else assert.ok(numbersIn(one.quote).includes(Math.abs(part)), one.quote);
      }
    });
  }
});

describe('base figures: the bundled book holds them', () => {
  for (const [id, inBook] of Object.entries(base)) {
    it(id, () => assert.equal(inBook(), figure(id).value));
  }
});

describe('inputs of the scenarios and tests', () => {
  for (const [id, value] of Object.entries(inputs)) it(id, () => assert.equal(figure(id).value, value));
});

describe('derived figures that agree: recomputed from the book to the printed digits', () => {
  for (const [id, { value, rounding }] of Object.entries(recomputed)) {
    it(id, () => {
      const print = figure(id).value;
      const ours = value();
      if (typeof ours === 'string' || typeof print !== 'number') assert.equal(ours, print);
      else assert.equal(rounded(ours, print, rounding), print, `computed ${ours}`);
    });
  }
});

describe('derived figures that do not agree: pinned', () => {
  for (const [id, { value, ours, print, why }] of Object.entries(pinned)) {
    it(id, () => {
      const now = value();
      assert.equal(typeof now === 'number' ? Number(now.toFixed(3)) : now, ours);
      const { value: printedValue, recomputed: recorded } = figure(id);
      if (typeof recorded === 'number' && typeof ours === 'number') {
        assert.ok(Math.abs(recorded - ours) < 0.001, `the data says ${recorded}`);
      } else assert.equal(recorded, ours);
      if (typeof now === 'number' && typeof printedValue === 'number' && IN_WORDS.has(id)) {
        assert.ok(Math.abs(now / printedValue - 1) > 0.1, 'words are not taken to the digit, but to a tenth');
      } else if (typeof now === 'number' && typeof printedValue === 'number') {
        assert.notEqual(
          rounded(now, printedValue, undefined),
          printedValue,
          'it agrees now: move it to the others',
        );
      } else assert.notEqual(now, printedValue);
      for (const part of parts(printedValue)) {
        if (typeof part === 'string') assert.ok(print.includes(part));
        else if (!IN_WORDS.has(id)) assert.ok(numbersIn(print).includes(part), 'the print shows the figure');
      }
      assert.ok(why.endsWith('.'));
    });
  }
});

describe('derived figures too loose to judge', () => {
  for (const [id, { value, ours }] of Object.entries(loose)) {
    it(id, () => assert.equal(Number(value().toFixed(3)), ours));
  }
});

describe('stated and measured figures that something contradicts: pinned', () => {
  for (const [id, { by, disagrees }] of Object.entries(contradicted)) {
    it(id, () => {
      for (const other of by ?? []) figure(other);
      if (disagrees !== undefined) assert.ok(disagrees(), 'the two sides agree now');
    });
  }
});

describe('stated and measured figures that the review bears out', () => {
  for (const [id, holds] of Object.entries(confirmed)) it(id, () => assert.ok(holds()));
});

describe('measurements: the bundled book holds them', () => {
  const inBook = new Map(reviewBook.measurements.map((one) => [one.id, one]));
  for (const [id, held] of Object.entries(measured)) {
    it(id, () => {
      const { value, unit } = figure(id);
      assert.equal(inBook.get(held)?.figure.value, value);
      assert.equal(inBook.get(held)?.figure.unit, unit);
    });
  }

  it('and no others, each with the figure it is printed with', () => {
    for (const [id, { figure: held }] of inBook) {
      assert.deepEqual(held.value, figure(id).value, id);
      assert.equal(held.unit, figure(id).unit, id);
    }
  });

  it('and names in each the ones that contradict it', () => {
    for (const { id, contradicts } of reviewBook.measurements) {
      for (const other of contradicts ?? [])
        assert.ok(inBook.get(other)?.contradicts?.includes(id), `${id}, ${other}`);
    }
  });
});
