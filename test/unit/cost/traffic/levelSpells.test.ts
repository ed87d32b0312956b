/** A pool over the time of a trace, counted by hand. */
import { strict as assert } from 'node:assert';
import {
  livePicture,
  poolsOf,
  type LevelSpells,
  type SpellsSetting,
} from '../../../../src/core/cost/traffic/levelSpells';

const T = 200;

/**
 * One request is in progress from 0 to 10, from 110 to 120 and from 140 to 150, and a second one from 5 to 8 and from
 * 112 to 114.
 */
const SPELLS: LevelSpells = {
  requests: 5,
  seconds: T,
  minWindow: 1,
  reached: Float64Array.of(0, 5),
  left: Float64Array.of(150, 114),
  busy: Float64Array.of(30, 5),
  pauseBegin: Float64Array.of(10, 8, 120),
  pauseSeconds: Float64Array.of(100, 104, 20),
  pauseOf: Uint32Array.of(0, 1, 0),
  bins: { seconds: 100, count: 2, before: 0 },
  binRequests: Float64Array.of(2, 3),
  binBusy: Float64Array.of(13, 22),
};

const picture = (setting: Partial<SpellsSetting>): ReturnType<typeof livePicture> =>
  livePicture(SPELLS, { floor: 0, buffer: 0, window: 50, ...setting });
const shown = (setting: Partial<SpellsSetting>): readonly unknown[] => {
  const { liveSeconds, coldStarts, starts, floorIdleSeconds, binLive, binCold, coldAt } = picture(setting);
  return [liveSeconds, coldStarts, starts, floorIdleSeconds, [...binLive], [...binCold], coldAt];
};

describe('a pool over the time of a trace', () => {
  it('has a container while it is in use and for its window', () => {
    // 0–60, 110–200 and 5–58, 112–164.
    assert.deepEqual(shown({}), [255, 4, 4, 0, [113, 142], [2, 2], [0, 0.025, 0.55, 0.56]]);
  });

  it('starts one anew whose window ends as it is needed', () => {
    // 0–110, 110–200 and 5–108, 112–200.
    assert.deepEqual(shown({ window: 100 }).slice(0, 3), [200 + 103 + 88, 4, 4]);
    assert.deepEqual(shown({ window: 100.5 }).slice(0, 3), [200 + 103.5 + 88, 3, 3]);
  });

  it('has its floor all the time', () => {
    assert.deepEqual(shown({ floor: 1 }), [
      200 + 105,
      2,
      2,
      170,
      [100 + 53, 100 + 52],
      [1, 1],
      [0.025, 0.56],
    ]);
    assert.deepEqual(shown({ floor: 2 }), [400, 0, 0, 365, [200, 200], [0, 0], []]);
    assert.deepEqual(shown({ floor: 3 })[0], 600);
  });

  it('has its buffer while anything is in use, and one waits only where none is there', () => {
    // The first two with each other, and a third with the second.
    assert.deepEqual(shown({ buffer: 1 }).slice(0, 4), [2 * 150 + 105, 2, 6, 0]);
    assert.deepEqual(shown({ buffer: 1, floor: 1 }).slice(0, 4), [200 + 150 + 105, 0, 4, 170]);
    assert.deepEqual(shown({ buffer: 1, floor: 3 }).slice(0, 3), [600, 0, 0]);
  });

  it('has the same sums for all floors at once', () => {
    for (const window of [1, 20, 50, 100, 100.5, 500]) {
      const pools = poolsOf(SPELLS, window);
      for (const floor of [0, 1, 2, 3]) {
        const { liveSeconds, activeSeconds, floorIdleSeconds, coldStarts } = picture({ window, floor });
        assert.deepEqual(pools(floor), { liveSeconds, activeSeconds, floorIdleSeconds, coldStarts });
      }
    }
  });
});
