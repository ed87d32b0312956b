import { strict as assert } from 'node:assert';
import { usageSetting } from '../../../src/core/cost/usageSetting';

describe('the usage that a setting gives', () => {
  it('takes a value of each shape', () => {
    const weekly = [5, 5, 5, 5, 5, 2, 1];
    const given = { requests_per_day: 5, weekly, interactive: false, needs: ['ssh', 'hipaa'] };
    assert.deepEqual(usageSetting(given, 'usage'), {
      source: 'setting',
      values: { requestsPerDay: 5, weekly, interactive: false, needs: ['hipaa', 'ssh'] },
      where: { kind: 'setting', name: 'usage' },
    });
  });

  it('counts as not given what is no field, out of range, or of another shape', () => {
    const given = {
      requests: 5,
      requests_per_day: -1,
      concurrency: '2',
      interactive: 1,
      needs: ['coffee'],
      startup_seconds: null,
    };
    assert.deepEqual(usageSetting(given, 'usage').values, {});
  });
});
