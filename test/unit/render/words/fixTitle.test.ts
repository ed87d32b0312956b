import { strict as assert } from 'node:assert';
import { fixTitle } from '../../../../src/core/render/words/findingsText';
import type { FixSaving } from '../../../../src/core/review/findings/finding';

describe('the title of a Quick Fix', () => {
  const title = (saves: Partial<FixSaving>): string =>
    fixTitle({
      kind: 'set',
      parameter: 'min_containers',
      value: null,
      saves: { usdPerMonth: 586.16, isBound: false, coldStartShare: null, ...saves },
    });

  it('says what it saves, and the cold starts that it brings', () => {
    assert.equal(title({}), 'Remove min_containers (saves $586/mo)');
    assert.equal(title({ coldStartShare: 0.041 }), 'Remove min_containers (saves $586/mo, 4.1% cold starts)');
  });

  it('names a bound as one', () => {
    assert.equal(title({ isBound: true }), 'Remove min_containers (saves up to $586/mo)');
  });

  it('says of what nobody would change a setting for only that it is less', () => {
    assert.equal(title({ usdPerMonth: 1 }), 'Remove min_containers (saves $1.00/mo)');
    for (const usdPerMonth of [0.99, 0.001, 0])
      assert.equal(title({ usdPerMonth }), 'Remove min_containers (saves less than $1/mo)');
  });
});
