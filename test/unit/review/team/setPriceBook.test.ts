import { strict as assert } from 'node:assert';
import { setPriceBook } from '../../../../src/core/review/team/setPriceBook';

function written(text: string, book = 'modal-rates.json'): string | null {
  const change = setPriceBook(text, book);
  return change && text.slice(0, change.start) + change.text + text.slice(change.end);
}

describe('the price book of a team file', () => {
  it('is written into a new file', () => {
    assert.equal(written(''), '{\n  "version": 1,\n  "priceBook": "modal-rates.json"\n}\n');
  });

  it('is added, and everything else stays', () => {
    assert.equal(
      written('{\n  // ours\n  "version": 1\n}\n'),
      '{\n  // ours\n  "version": 1,\n  "priceBook": "modal-rates.json"\n}\n',
    );
  });

  it('replaces another one in its place', () => {
    assert.equal(
      written('{ "version": 1, "priceBook": "review-2026-05" /* for now */, "plan": "Team" }'),
      '{ "version": 1, "priceBook": "modal-rates.json" /* for now */, "plan": "Team" }',
    );
  });

  it('is not written into what cannot be read', () => {
    assert.equal(written('[]'), null);
    assert.equal(written('{ "version": '), null);
    assert.equal(written('{ "priceBook": "a", "priceBook": "b" }'), null);
  });
});
