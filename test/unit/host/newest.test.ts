import { strict as assert } from 'node:assert';
import { Newest } from '../../../src/host/newest';

describe('the newest of several pieces of work', () => {
  it('is the one that began last, whichever ends first, for each subject by itself', () => {
    const newest = new Newest<object>();
    const [one, other] = [{}, {}];
    const older = newest.begin(one);
    assert.ok(older());
    const ofOther = newest.begin(other);
    const newer = newest.begin(one);
    assert.deepEqual([older(), newer(), ofOther()], [false, true, true]);
    assert.ok(newer());
  });
});
