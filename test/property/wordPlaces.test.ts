// Where words stand, kept from edit to edit: what is known of a new text is what a look from scratch finds.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hunksOf } from '../../src/core/python/hunks';
import { WordPlaces } from '../../src/core/python/wordPlaces';
import { replaced } from '../unit/modal/typing';

const PIECES = [
  'gpu',
  'GPU',
  'gpu_2',
  'x',
  '7',
  '0x',
  'é',
  'naïve',
  ' ',
  ' ',
  '.',
  '=',
  '(',
  '"',
  '\n',
  '\n',
  '\r\n',
];
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...PIECES), { maxLength }).map((pieces) => pieces.join(''));
const edit = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  gone: fc.nat(6),
  typed: text(4),
});
/** More words than are looked for one by one. */
const MANY = Array.from({ length: 40 }, (_, i) => `word_${i}`);

describe('the places of words', () => {
  for (const [how, asked] of [
    ['looked for one by one', []],
    ['in an index of all words', MANY],
  ] as const)
    it(`are the same after edits as in a text that is new, ${how}`, () => {
      fc.assert(
        fc.property(text(40), fc.array(fc.array(edit, { minLength: 1, maxLength: 3 })), (start, steps) => {
          const places = new WordPlaces(start);
          for (const word of ['gpu', ...asked]) places.of(word);
          let now = start;
          for (const changes of steps) {
            const edits = changes.map(({ place, gone, typed }) => {
              const from = Math.floor(place * now.length);
              const made = replaced(now, from, Math.min(now.length, from + gone), typed);
              now = made.text;
              return made.edit;
            });
            places.follow(now, hunksOf(edits));
            const fresh = new WordPlaces(now);
            for (const word of new Set(['gpu', 'x', ...(now.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [])]))
              assert.deepEqual(places.of(word), fresh.of(word), JSON.stringify([word, now]));
          }
        }),
        { seed: 15, numRuns: 300 },
      );
    });
});
