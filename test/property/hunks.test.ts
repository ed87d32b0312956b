import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { covering, placeNow, replaced, type Hunks } from '../../src/core/python/hunks';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const replacement = fc.record({ from: share, gone: fc.nat(4), typed: fc.string({ maxLength: 4 }) });

describe('stretches that differ', () => {
  it('hold all of the difference between a text and what it was, whatever was replaced', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.array(replacement, { maxLength: 6 }),
        fc.array(fc.tuple(share, fc.nat(5)), { maxLength: 3 }),
        (before, replacements, covered) => {
          let text = before;
          let hunks: Hunks = [];
          for (const { from: at, gone, typed } of replacements) {
            const from = Math.floor(at * text.length);
            const to = Math.min(text.length, from + gone);
            text = text.slice(0, from) + typed + text.slice(to);
            hunks = replaced(hunks, from, to, from + typed.length);
          }
          for (const [at, length] of covered) {
            const from = Math.floor(at * text.length);
            hunks = covering(hunks, from, Math.min(text.length, from + length));
          }
          let [now, was] = [0, 0];
          for (const hunk of hunks) {
            assert.equal(text.slice(now, hunk.from), before.slice(was, hunk.before.from));
            for (let i = was; i < hunk.before.from; i++) assert.equal(placeNow(hunks, i), now + i - was);
            [now, was] = [hunk.to, hunk.before.to];
          }
          assert.equal(text.slice(now), before.slice(was));
        },
      ),
      { seed: 15, numRuns: 2_000 },
    );
  });
});
