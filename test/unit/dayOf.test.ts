import { strict as assert } from 'node:assert';
import { dayOf } from '../../src/common/dayOf';

describe('dayOf', () => {
  it('is the day in UTC, or undated', () => {
    assert.equal(dayOf(Date.UTC(2026, 9, 8, 23, 59)), '2026-10-08');
    assert.equal(dayOf(0.5), '1970-01-01');
    for (const time of [0, -1, NaN, Infinity, 1e15, Date.UTC(10_000, 0)])
      assert.equal(dayOf(time), 'undated');
  });
});
