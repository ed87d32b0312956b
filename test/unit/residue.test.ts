import { strict as assert } from 'node:assert';
import { difference, isResidue } from '../../src/core/numbers/residue';

describe('what rounding leaves over', () => {
  it('is no difference', () => {
    assert.equal(difference(0.1 + 0.2, 0.3), 0);
    assert.equal(difference(2943.33 / 744 / 3, 2943.33 / 3 / 744), 0);
    assert.equal(difference(3, 2.999_999), 3 - 2.999_999);
    assert.equal(difference(0, 1e-13), -1e-13);
    assert.equal(difference(0, 0), 0);
  });

  it('is as small beside a sum as it is large', () => {
    assert.equal(isResidue(2.05e-12, 7_686.95), true);
    assert.equal(isResidue(2.05e-9, 7_686.95), true);
    assert.equal(isResidue(2.05e-8, 7_686.95), false);
    assert.equal(isResidue(2.05e-12, 1e-12), false);
  });
});
