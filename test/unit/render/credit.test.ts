import { strict as assert } from 'node:assert';
import type { PricingContext } from '../../../src/core/cost/estimate';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { creditSentence, planSentence } from '../../../src/core/render/creditText';
import { bookTitle } from '../../../src/core/render/words/priceBooks';

describe('the credit in a sentence', () => {
  it('says how many seconds of a GPU it pays for, and how much of the month it covers', () => {
    // $30 ÷ $0.0021 = 14,285.7 s; $30 ÷ $1,216.16 = 2.47%
    assert.equal(
      creditSentence({ book: reviewBook }, 'H100', 1216.16),
      'Credit: $30.00 per month (Free tier) pays for 14,286 s of one active H100 and covers 2.47% of this month. It applies once to the whole workspace.',
    );
  });

  it('pays for more at a discount', () => {
    const discounts = { all: 1, gpus: new Map([['H100', 0.5]]) };
    assert.match(
      creditSentence({ book: reviewBook, discounts }, 'H100', null),
      / pays for 28,571 s of one active H100\./,
    );
  });

  it('leaves out what is unknown', () => {
    assert.equal(
      creditSentence({ book: reviewBook }, 'QUANTUM9', 15),
      'Credit: $30.00 per month (Free tier) covers 100% of this month. It applies once to the whole workspace.',
    );
    assert.doesNotMatch(creditSentence({ book: reviewBook }, 'H100', 0), /covers/);
    assert.equal(creditSentence({ book: reviewBook }, null, null), '');
    assert.equal(creditSentence({ book: { ...reviewBook, plans: [] } }, 'H100', 100), '');
  });
});

describe('the team’s plan in a sentence', () => {
  const sum = { low: 400, likely: 500, high: 600 };
  const context = (plan?: string): PricingContext => ({
    book: listBook,
    list: listBook,
    hoursPerMonth: 730,
    ...(plan === undefined ? {} : { plan }),
  });

  it('adds its fee and subtracts its credit', () => {
    // 250 + 500 − 100
    assert.equal(
      planSentence(sum, context('team')),
      'On the Team plan, with its fee of $250.00 and $100.00 of its credit: about $650.00 per month.',
    );
    assert.match(
      planSentence({ low: 10, likely: 20, high: 30 }, context('Team')),
      /\$20\.00 of its credit: about \$250\.00/,
    );
  });

  it('is the free one if the team names none', () => {
    assert.equal(
      planSentence(sum, context()),
      'On the Starter plan, with $30.00 of its credit: about $470.00 per month.',
    );
    assert.equal(planSentence(sum, { ...context(), book: { ...listBook, plans: [] } }), '');
  });

  it('says when nothing is counted, and why', () => {
    assert.equal(
      planSentence(sum, context('Enterprise')),
      'The fee and the credit of the Enterprise plan depend on your contract, so they are not included.',
    );
    assert.equal(
      planSentence(sum, context('Gold')),
      `${bookTitle(listBook)} has no plan “Gold”, so no fee or credit is included.`,
    );
  });
});
