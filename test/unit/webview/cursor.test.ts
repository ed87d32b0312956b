import { strict as assert } from 'node:assert';
import { moved, nearest, stops, valueAt } from '../../../src/webview/chart/cursor';

const points = [
  [0, 10],
  [1, 20],
  [1, 40],
  [3, 60],
] as const;

describe('the chart’s cursor', () => {
  it('reads values at points, between them, and at a step', () => {
    assert.equal(valueAt(points, 0), 10);
    assert.equal(valueAt(points, 0.5), 15);
    assert.equal(valueAt(points, 1), 40);
    assert.equal(valueAt(points, 2), 50);
    assert.equal(valueAt(points, 3), 60);
  });

  it('has no value outside of a line', () => {
    assert.equal(valueAt(points, -0.1), null);
    assert.equal(valueAt(points, 3.1), null);
    assert.equal(valueAt([], 1), null);
  });

  it('stops where some line has a point', () => {
    const other = [
      [2, 0],
      [3, 0],
    ] as const;
    const rising = stops([{ points }, { points: other }]);
    assert.deepEqual(rising(), [0, 1, 2, 3]);
    assert.equal(rising(), rising());
    assert.equal(nearest([0, 1, 2, 3], 1.4), 1);
    assert.equal(nearest([0, 1, 2, 3], 1.5), 1);
    assert.equal(nearest([0, 1, 2, 3], 9), 3);
    assert.equal(nearest([], 1), null);
  });

  it('moves by keys', () => {
    const rising = [0, 1, 2, 3, 4];
    const ticks = [-2, 0, 2, 4, 6];
    const go = (key: string, at: number | null): number | null | undefined => moved(key, at, rising, ticks);
    assert.equal(go('ArrowRight', 1), 2);
    assert.equal(go('ArrowUp', 4), 4);
    assert.equal(go('ArrowLeft', 1), 0);
    assert.equal(go('ArrowDown', 0), 0);
    assert.equal(go('PageUp', 1), 2);
    assert.equal(go('PageUp', 4), 4);
    assert.equal(go('PageDown', 3), 2);
    assert.equal(go('Home', 3), 0);
    assert.equal(go('End', 3), 4);
    assert.equal(go('ArrowRight', null), 0);
    assert.equal(go('ArrowLeft', null), 4);
    assert.equal(go('Escape', 2), null);
  });

  it('leaves other keys alone, and all of them where there is nothing', () => {
    assert.equal(moved('a', 1, [0, 1], []), undefined);
    assert.equal(moved('Escape', null, [0, 1], []), undefined);
    assert.equal(moved('Home', null, [], []), undefined);
  });
});
