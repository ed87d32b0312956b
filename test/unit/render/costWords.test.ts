/** What the outcomes of a month, a schedule and a comparison say: each kind once. */
import { strict as assert } from 'node:assert';
import { assumptionText, monthReasonText, overloadText } from '../../../src/core/render/words/monthWords';
import { leftOutText, rowNoteText } from '../../../src/core/render/words/comparisonWords';
import { scheduleReasonText } from '../../../src/core/render/words/schedule';
import { teamPlaceText, usagePlaceText, usageSourceText } from '../../../src/core/render/words/usageWords';

describe('the words for a cost per month', () => {
  it('say why it is unknown', () => {
    const value = { kind: 'valueNotKnown', name: 'gpu', source: 'pick()' } as const;
    assert.equal(monthReasonText({ ...value, reason: null }), 'gpu=pick() is unknown');
    assert.equal(
      monthReasonText({ kind: 'notWhole', name: 'min_containers', clusterSize: 4 }),
      'min_containers is not a multiple of the cluster size, 4',
    );
    assert.equal(
      monthReasonText({ kind: 'scheduleNotKnown', source: 'x', reason: { kind: 'severalSchedules' } }),
      'schedule=x is unknown: it can be one of several schedules',
    );
    assert.equal(monthReasonText({ kind: 'noPrice', gpus: ['X1', 'CPU'] }), 'no price for X1, CPU');
    const [unit, field] = ['requestsPerSecond', 'arrivalsPerSecond'] as const;
    const busy = { kind: 'tooManyAtOnce', field, unit, min: 0, max: 1, inProgress: 4e6 } as const;
    assert.equal(
      monthReasonText({ kind: 'beyondModel', errors: [busy] }),
      'outside the range of the model: 4,000,000 requests would be in progress at once; the maximum is 1,000,000.',
    );
  });

  it('say what it assumes, and that a pool cannot keep up', () => {
    assert.equal(
      assumptionText({ kind: 'fewerDays', hoursPerMonth: 730, days: 730 / 24, given: 31 }),
      'a month of 730 h has 30.42 days, not 31',
    );
    assert.equal(
      assumptionText({ kind: 'concurrencyFromCode', requests: 8, where: null }),
      'a container serves 8 requests at a time, from the code',
    );
    assert.equal(
      overloadText({ kind: 'runsOverload', containersNeeded: 3.14159, maxContainers: 2 }),
      'the runs need 3.14 active containers on average, but max_containers is 2: the queue grows while the traffic lasts',
    );
  });
});

describe('the words for schedules, usages and comparisons', () => {
  it('name a cron field', () => {
    assert.equal(
      scheduleReasonText({ kind: 'cronField', field: 'dayOfWeek', text: 'L' }),
      '"L" is not a cron day of week',
    );
    assert.equal(
      scheduleReasonText({ kind: 'cronFieldCount', line: '@daily', fields: 1 }),
      'a cron expression must have five fields, and "@daily" has 1',
    );
  });

  it('name the origin of a figure', () => {
    assert.equal(usagePlaceText({ kind: 'comment', line: 12 }), 'line 12');
    assert.equal(
      usagePlaceText({ kind: 'teamFile', line: 8, keys: 2 }),
      'modal-cost.json, line 8, the most specific of 2 keys',
    );
    assert.equal(teamPlaceText({ kind: 'teamFile', line: 3 }), 'modal-cost.json, line 3');
    assert.equal(usagePlaceText({ kind: 'question' }), 'the question');
    assert.equal(usageSourceText('setting'), 'a setting');
  });

  it('count machines, workers and GPUs', () => {
    assert.equal(
      rowNoteText({ kind: 'paidAllMonth', offered: 'machine', count: 2, gpus: 8 }),
      '2 machines with 8 GPUs, paid for the whole month.',
    );
    assert.equal(
      rowNoteText({ kind: 'paidAllMonth', offered: 'serverless', count: 1, gpus: 1 }),
      '1 worker with 1 GPU, paid for the whole month.',
    );
    assert.equal(rowNoteText({ kind: 'spareRoom', containers: 1 }), 'Room for 1 more busy container.');
    assert.equal(leftOutText({ kind: 'noPrice', remark: 'Ask.' }), 'The price book has no price. Ask.');
    assert.equal(
      leftOutText({ kind: 'containerTooLarge', gpus: 8, gpusPerMachine: 1 }),
      'A container needs 8 GPUs; this machine has 1.',
    );
  });
});
