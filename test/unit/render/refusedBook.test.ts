import { strict as assert } from 'node:assert';
import { assess } from '../../../src/core/cost/assess';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { bookSentence } from '../../../src/core/render/estimateReport';
import { estimateNotes } from '../../../src/core/render/estimateNotes';
import { placeTitle, placeTooltip } from '../../../src/core/render/placeTitle';
import { calculatorDeclaration } from '../../../src/core/render/scenario/scenario';

const USE = { defaults: [], includeStartup: true };

describe('a price book that was asked for and cannot be used', () => {
  const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };
  const asked = assess(calculatorDeclaration(), context, USE);
  const refused = assess(calculatorDeclaration(), { ...context, refusedBook: 'prices/ours.json' }, USE);
  const words = /Not by prices\/ours\.json, which has errors: these are the prices of /;

  it('is marked at the lens, and named in its tooltip, in the hover and in reports', () => {
    assert.equal(placeTitle([refused]), `⚠ ${placeTitle([asked])}`);
    assert.match(placeTooltip([refused]), words);
    assert.match(estimateNotes(refused.estimate)[0]!, words);
    assert.match(bookSentence(refused.estimate.context), words);
  });

  it('leaves no mark where it is used', () => {
    assert.doesNotMatch(placeTooltip([asked]) + bookSentence(context), /Not by|⚠/);
    assert.doesNotMatch(estimateNotes(asked.estimate).join(), /Not by/);
  });
});
