import { strict as assert } from 'node:assert';
import { positionOf, track, valueAt, type SliderRange } from '../../../src/webview/inputs/sliderScale';

const requests: SliderRange = { min: 10, max: 10_000_000, step: 1, scale: 'log' };
const seconds: SliderRange = { min: 0.01, max: 3_600, step: 0.01, scale: 'log' };
const hours: SliderRange = { min: 1, max: 24, step: 0.5, scale: 'linear' };

describe('a slider', () => {
  it('goes from one end to the other', () => {
    for (const range of [requests, seconds, hours]) {
      const { min, max } = track(range);
      assert.equal(Number(valueAt(min, range)), range.min);
      assert.equal(Number(valueAt(max, range)), range.max);
      assert.equal(positionOf(range.min, range), min);
      assert.equal(positionOf(range.max, range), max);
    }
  });

  it('never falls when it is moved up, and keeps its position approximately', () => {
    for (const range of [requests, seconds, hours]) {
      const { min, max, step } = track(range);
      let before = -Infinity;
      for (let position = min; position <= max; position += step) {
        const value = Number(valueAt(position, range));
        assert.ok(value >= before && value >= range.min && value <= range.max, String(value));
        // Values have two digits, so that several positions may have the same.
        assert.ok(Math.abs(Number(valueAt(positionOf(value, range), range)) / value - 1) < 0.05);
        before = value;
      }
    }
  });

  it('is at an end for values beyond it, and at the lower end if it is not a number', () => {
    assert.equal(positionOf(1e9, requests), track(requests).max);
    assert.equal(positionOf(0, requests), 0);
    assert.equal(positionOf(NaN, hours), 1);
  });

  it('has values without rounding errors', () => {
    assert.equal(valueAt(12.5, hours), '12.5');
    assert.equal(valueAt(positionOf(0.3, seconds), seconds), '0.3');
  });
});
