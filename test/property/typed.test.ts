import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { assess, type UsageContext } from '../../src/core/cost/assess';
import { vary } from '../../src/core/cost/varyDeclaration';
import { listBook } from '../../src/core/pricing/bundled';
import { plainNumber } from '../../src/core/render/money';
import { calculatorDeclaration } from '../../src/core/render/scenario/scenario';
import { whatIfChoices, type WhatIfSubject } from '../../src/core/render/whatIfList';
import { typedChoice } from '../../src/core/render/whatIfTyped';
import { typedNumber } from '../../src/core/text/typedNumber';

const count = fc.integer({ min: 0, max: 999_999_999 });

describe('what is typed', () => {
  it('is the number that was meant, however it is written', () => {
    fc.assert(
      fc.property(
        count,
        fc.constantFrom(',', '_', ' '),
        fc.constantFrom('', ' ', '  '),
        (value, group, blank) => {
          const grouped = plainNumber(value, 12).replaceAll(',', group);
          for (const text of [
            String(value),
            grouped,
            `${blank}${grouped}${blank}`,
            `${value}${blank}requests`,
          ])
            assert.equal(typedNumber(text, 'count'), value, text);
          assert.equal(typedNumber(`${value / 1_000}k`, 'count'), value);
          assert.equal(typedNumber(`${value}${blank}ms`, 'seconds'), value / 1_000);
          assert.equal(typedNumber(`${value}${blank}min`, 'seconds'), Number((value * 60).toPrecision(12)));
        },
      ),
      { seed: 171, numRuns: 300 },
    );
  });

  it('is a number from 0 on, or none, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.,_ e+-]{0,12}[a-z ]{0,8}$/)), (text) => {
        for (const unit of ['count', 'seconds'] as const) {
          const value = typedNumber(text, unit);
          assert.ok(value === undefined || value >= 0, text);
        }
      }),
      { seed: 172, numRuns: 2_000 },
    );
  });

  it('is priced by its value: as the row of that value is, and no other', () => {
    const of = subject();
    for (const topic of [
      'min_containers',
      'max_containers',
      'buffer_containers',
      'scaledown_window',
    ] as const)
      for (const choice of whatIfChoices(of, topic)) {
        const typed = typedChoice(of, topic, String(choice.change[topic]));
        assert.deepEqual(typed, { choice }, topic);
      }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (value) => {
        const typed = typedChoice(of, 'min_containers', String(value));
        assert.ok(typed && 'choice' in typed);
        assert.deepEqual(typed.choice.change, { min_containers: value });
      }),
      { seed: 173, numRuns: 40 },
    );
  });
});

function subject(): WhatIfSubject {
  const context = { book: listBook, list: listBook, hoursPerMonth: 720 };
  const use: UsageContext = { includeStartup: false, defaults: [] };
  const declaration = vary(calculatorDeclaration(), { min_containers: 2 });
  return { declaration, context, use, assessment: assess(declaration, context, use) };
}
