import { strict as assert } from 'node:assert';
import { runsPerMonth } from '../../../src/core/cost/schedule/runsPerMonth';
import type { ParameterValue } from '../../../src/core/modal/declaration';

const MONTH = 720;
const DAYS = 30;
const YEAR = 365.25;

function runs(cron: string): number | string {
  const rate = runsPerMonth({ type: 'cron', cron, timezone: 'UTC' }, MONTH);
  return 'runsPerMonth' in rate ? rate.runsPerMonth : rate.reason.kind;
}

function near(actual: number | string, expected: number): void {
  assert.equal(typeof actual, 'number', String(actual));
  assert.ok(
    Math.abs(Number(actual) - expected) < 1e-9 * Math.max(1, expected),
    `${actual}, expected ${expected}`,
  );
}

/** Runs in a month of 30 days, on the average of the calendar's 28 years, counted by hand. */
const CRON: Readonly<Record<string, number>> = {
  '0 9 * * *': 30,
  '*/15 * * * *': 4 * 24 * 30,
  '5/20 * * * *': 3 * 24 * 30,
  '0,30 8-10 * * *': 2 * 3 * 30,
  '0-20/10 * * * *': 3 * 24 * 30,
  '  0   9 * *  * ': 30,
  '0 0 1 * *': (12 / YEAR) * DAYS,
  '0 0 31 * *': (7 / YEAR) * DAYS,
  '0 0 29 2 *': (1 / 4 / YEAR) * DAYS,
  '0 0 31 2 *': 0,
  '0 0 * 1 *': (31 / YEAR) * DAYS,
  '0 0 * jan,DEC *': (62 / YEAR) * DAYS,
  '0 0 * * 1-5': (5 / 7) * DAYS,
  '0 0 * * mon-FRI': (5 / 7) * DAYS,
  '0 0 * * 0': DAYS / 7,
  '0 0 * * 7': DAYS / 7,
  '0 0 * * sun': DAYS / 7,
  '0 0 * * 5-7': (3 / 7) * DAYS,
  // Either day is enough: every Friday and every 13th, less the 48 Fridays of 28 years that are a 13th.
  '0 0 13 * 5': (((28 * YEAR) / 7 + 12 * 28 - 48) / (28 * YEAR)) * DAYS,
  // A field that begins with a star is no choice of days: both must hold. Odd days: 16 in months of
  // 31 days, 15 in those of 30, 14 in February and 15 in a leap year's.
  '0 0 */2 * *': ((7 * 16 + 4 * 15 + 14 + 1 / 4) / YEAR) * DAYS,
  '0 0 * * */2': (4 / 7) * DAYS,
  // The first of a month that is a Sunday: its 13th is a Friday.
  '0 0 1 * */7': (48 / (28 * YEAR)) * DAYS,
  '0 0 */31 * 0': (48 / (28 * YEAR)) * DAYS,
};

describe('the runs of a cron line', () => {
  for (const [line, expected] of Object.entries(CRON)) {
    it(line, () => near(runs(line), expected));
  }

  it('grow with the month', () => {
    const rate = runsPerMonth({ type: 'cron', cron: '0 9 * * *', timezone: 'UTC' }, 744);
    assert.deepEqual(rate, { runsPerMonth: 31 });
  });

  const bad: readonly string[] = [
    ...[
      '',
      '* * * *',
      '* * * * * *',
      '@daily',
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * 32 * *',
      '* * * 13 *',
    ],
    ...[
      '* * * * 8',
      '*/0 * * * *',
      '5-1 * * * *',
      '-1 * * * *',
      '1- * * * *',
      'a * * * *',
      '* * * * L',
      '* * ? * *',
    ],
    ...[
      '1,,2 * * * *',
      '* * * mo *',
      '* mon * * *',
      '* * * * anf',
      '* * * anf *',
      '* * * janfeb *',
      '* * * * unm',
      '1.5 * * * *',
      '*5 * * * *',
      '1/2/3 * * * *',
    ],
  ];
  for (const line of bad) {
    it(`are unknown for "${line}"`, () => {
      assert.match(String(runs(line)), /^(cronField|cronFieldCount)$/);
    });
  }
});

describe('the runs of a period', () => {
  const cases: readonly (readonly [period: Record<string, number>, expected: number])[] = [
    [{ days: 1 }, 30],
    [{ hours: 6 }, 120],
    [{ minutes: 90 }, 480],
    [{ weeks: 1 }, 30 / 7],
    [{ days: 1, hours: 12 }, 20],
    [{ months: 1 }, 1],
    [{ years: 1 }, 1 / 12],
    [{ seconds: 0.5 }, 720 * 7_200],
  ];
  for (const [period, expected] of cases) {
    it(JSON.stringify(period), () => {
      const rate = runsPerMonth({ type: 'period', ...period }, MONTH);
      assert.ok('runsPerMonth' in rate);
      near(rate.runsPerMonth, expected);
    });
  }

  it('are unknown for an empty period, and for another value', () => {
    for (const value of [
      { type: 'period' },
      { type: 'period', days: -1 },
      'daily',
      5,
      null,
      [1],
      { type: 'retries' },
    ])
      assert.ok('reason' in runsPerMonth(value as ParameterValue, MONTH), JSON.stringify(value));
  });
});
