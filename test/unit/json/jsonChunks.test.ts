import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { jsonChunks, LazyList } from '../../../src/core/json/jsonChunks';

const written = (value: unknown): string => [...jsonChunks(value)].join('');

describe('JSON in pieces', () => {
  it('is what JSON.stringify has', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 7 }), (value) => {
        assert.equal(written(value), JSON.stringify(value, null, 2));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it('leaves out what is undefined in an object, and has null for it in a list', () => {
    const value = {
      a: undefined,
      b: [undefined, { c: undefined }],
      d: { e: { f: { g: { h: undefined } } } },
    };
    assert.equal(written(value), JSON.stringify(value, null, 2));
  });

  it('has the items of a lazy list as those of an array', () => {
    const lazy = new LazyList(['a', 'b\nc'], (name, i) => ({ name, i }));
    const array = ['a', 'b\nc'].map((name, i) => ({ name, i }));
    for (const make of [(list: unknown) => ({ list, end: 1 }), (list: unknown) => [{ deep: { list } }]])
      assert.equal(written(make(lazy)), JSON.stringify(make(array), null, 2));
    assert.equal(JSON.stringify(lazy), JSON.stringify(array));
    assert.equal(written({ list: new LazyList([], String) }), JSON.stringify({ list: [] }, null, 2));
  });

  it('makes an item when it is asked for, and keeps none', () => {
    let made = 0;
    const list = new LazyList(Array<number>(1_000).fill(0), () => {
      made++;
      return 'x'.repeat(10_000);
    });
    let longest = 0;
    let first: number | undefined;
    for (const piece of jsonChunks({ list })) {
      first ??= made;
      longest = Math.max(longest, piece.length);
    }
    assert.ok(first! < 10, `${first} items before the first piece`);
    assert.ok(longest < 100_000, `a piece of ${longest} characters`);
    assert.equal(made, 1_000);
  });
});
