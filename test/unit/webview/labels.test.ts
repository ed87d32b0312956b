import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ellipsize, placeFlags, spread, thinned } from '../../../src/webview/chart/labels';

const measure = (text: string): number => Array.from(text).length * 6;

describe('ellipsize', () => {
  it('keeps what fits and cuts what does not', () => {
    assert.equal(ellipsize('Lambda', 36, measure), 'Lambda');
    assert.equal(ellipsize('Lambda, reserved', 48, measure), 'Lambda,…');
    assert.equal(ellipsize('Lambda', 3, measure), '');
  });

  it('never splits a character in two, and never exceeds the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 600 }),
        fc.integer({ min: 0, max: 400 }),
        (text, maxWidth) => {
          const cut = ellipsize(text, maxWidth, measure);
          assert.ok(measure(cut) <= maxWidth || cut === '');
          assert.ok(cut === text || text.startsWith(cut.replace(/…$/, '')));
          assert.doesNotMatch(cut, /[\uD800-\uDBFF]…$/);
        },
      ),
    );
  });
});

describe('spread', () => {
  it('keeps labels in place if they do not overlap', () => {
    assert.deepEqual(spread([20, 60, 100], 15, [0, 200]), [20, 60, 100]);
  });

  it('moves labels that would overlap as little as it can, in their order', () => {
    assert.deepEqual(spread([100, 102, 98], 10, [0, 200]), [100, 110, 90]);
  });

  it('keeps them within the ends', () => {
    assert.deepEqual(spread([0, 200], 20, [0, 200]), [10, 190]);
  });

  it('drops the last ones if there is no room', () => {
    assert.deepEqual(spread([50, 50, 50], 20, [0, 45]), [15, 35, null]);
  });

  it('never overlaps, never leaves the range, keeps the order', () => {
    const wanted = fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { maxLength: 16 });
    fc.assert(
      fc.property(wanted, (places) => {
        const given = spread(places, 15, [0, 300]);
        const shown = places
          .map((want, index) => ({ want, at: given[index]! }))
          .filter(({ at }) => (at as number | null) !== null)
          .sort((a, b) => a.at - b.at);
        shown.forEach(({ want, at }, index) => {
          assert.ok(at >= 7.5 - 1e-6 && at <= 292.5 + 1e-6);
          const next = shown[index + 1];
          if (!next) return;
          assert.ok(next.at - at >= 15 - 1e-6);
          assert.ok(next.want >= want);
        });
        assert.equal(shown.length, Math.min(places.length, 20));
      }),
    );
  });
});

const rows = { left: 40, right: 500, gap: 5, maxRows: 6 };

describe('placeFlags', () => {
  it('puts labels that are apart in one row, each beside its stem', () => {
    assert.deepEqual(
      placeFlags(
        [
          { x: 100, width: 60 },
          { x: 300, width: 60 },
        ],
        rows,
      ),
      [
        { left: 105, side: 'right', row: 0 },
        { left: 305, side: 'right', row: 0 },
      ],
    );
  });

  it('is left of a stem near the right edge', () => {
    assert.deepEqual(placeFlags([{ x: 480, width: 60 }], rows), [{ left: 415, side: 'left', row: 0 }]);
  });

  it('is above a stem if it fits on neither side', () => {
    assert.deepEqual(placeFlags([{ x: 270, width: 400 }], rows), [{ left: 70, side: 'over', row: 0 }]);
  });

  it('has a place for each of three that are close together', () => {
    const placed = placeFlags(
      [
        { x: 70, width: 180 },
        { x: 100, width: 40 },
        { x: 140, width: 40 },
      ],
      { ...rows, right: 300 },
    );
    assert.ok(placed.every((flag) => flag !== null));
  });

  it('leaves out the last ones first', () => {
    const same = Array.from({ length: 4 }, () => ({ x: 100, width: 300 }));
    const placed = placeFlags(same, { ...rows, maxRows: 2 });
    assert.ok(placed[0]);
    assert.equal(placed.at(-1), null);
  });

  it('never overlaps labels, and crosses none with a stem', () => {
    const stem = fc.record({
      x: fc.integer({ min: 40, max: 500 }),
      width: fc.integer({ min: 10, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(stem, { maxLength: 7 }), (items) => {
        const flags = placeFlags(items, rows);
        const placed = items.flatMap((item, index) => {
          const flag = flags[index];
          return flag ? [{ ...item, ...flag }] : [];
        });
        for (const a of placed) {
          assert.ok(a.left >= rows.left && a.left + a.width <= rows.right && a.row < rows.maxRows);
          for (const b of placed) {
            if (a === b) continue;
            const apart = a.left + a.width <= b.left || b.left + b.width <= a.left;
            assert.ok(a.row !== b.row || apart, 'labels overlap');
            // The stem of a goes up to its own row, through the rows below.
            if (b.row < a.row) assert.ok(a.x <= b.left || a.x >= b.left + b.width, 'a stem crosses a label');
          }
        }
      }),
    );
  });
});

describe('thinned', () => {
  const span = (value: number): readonly [number, number] => [value, value + 8];
  it('keeps all that fit, otherwise every second or third', () => {
    assert.deepEqual(thinned([0, 20, 40], span, 2), [0, 20, 40]);
    assert.deepEqual(thinned([0, 5, 10, 15, 20], span, 2), [0, 10, 20]);
    assert.deepEqual(thinned([0, 1, 2], span, 2), [0]);
    assert.deepEqual(thinned([], span, 2), []);
  });
});
