import { strict as assert } from 'node:assert';
import { scaleLinear } from 'd3-scale';
import { interpolateNumber } from '../../../src/webview/chart/interpolateNumber';

describe('a scale from numbers to numbers', () => {
  it('has the same values as by all of d3-interpolate', () => {
    const [domain, range] = [[-3, 1e6] as const, [420.5, 7] as const];
    const [own, whole] = [
      scaleLinear(domain, range).interpolate(interpolateNumber),
      scaleLinear(domain, range),
    ];
    for (const value of [-1e9, -3, 0, 0.1, 17, 5e5, 1e6, 3e7]) {
      assert.equal(own(value), whole(value));
      assert.equal(own.invert(value), whole.invert(value));
    }
  });
});
