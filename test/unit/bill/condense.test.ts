import { strict as assert } from 'node:assert';
import { actualCosts } from '../../../src/core/bill/actualCosts';
import { billOf, hoursOf, type Bill } from '../../../src/core/bill/bill';
import { billMonths } from '../../../src/core/bill/billMonths';
import { condensed } from '../../../src/core/bill/condense';
import { readBillFile } from '../../../src/core/bill/readBillFile';

interface Row {
  readonly start: string;
  readonly cost: string;
  readonly object?: string;
  readonly description?: string;
  readonly environment?: string;
  readonly resource?: string;
}

function billIn(rows: readonly Row[]): Bill {
  const text = JSON.stringify(
    rows.map(({ start, ...row }) => ({
      object_id: 'ap-1',
      description: 'llama',
      environment: 'main',
      resource: 'H100',
      interval_start: start,
      ...row,
    })),
  );
  const bill = billOf([{ file: 'report.json', reading: readBillFile(text) }]);
  assert.deepEqual(bill.problems, []);
  return bill;
}

/** Each day of October and of the first half of November, in Berlin, where the clock changes on 25 October. */
function berlin(): readonly Row[] {
  const day = (month: number, date: number): string => {
    const zone = month === 10 && date <= 25 ? '+02:00' : '+01:00';
    return `2026-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}T00:00:00${zone}`;
  };
  const days = [...Array(31).keys()].map((i) => day(10, i + 1));
  const more = [...Array(15).keys()].map((i) => day(11, i + 1));
  return [...days, ...more].map((start) => ({ start, cost: '10.000000000001' }));
}

describe('a bill as the editor keeps it', () => {
  it('has fewer rows and the same sums, to the last digit', () => {
    const rows = berlin().flatMap((row) => [
      row,
      { ...row, resource: 'CPU', cost: '0.3' },
      { ...row, environment: 'dev', cost: '1' },
      { ...row, object: 'vo-1', object_id: 'vo-1', description: 'weights', cost: '0.1' },
    ]);
    const whole = billIn(rows);
    const kept = condensed(whole);
    assert.deepEqual(actualCosts(kept), actualCosts(whole));
    assert.equal(kept.rows.length, 8);
    assert.deepEqual(kept.period, whole.period);
  });

  it('keeps the months of the report’s own clock apart, and knows how long each is', () => {
    const bill = condensed(billIn(berlin()));
    const months = billMonths(bill, 730, ({ description }) => description === 'llama');
    assert.deepEqual(
      months.map(({ period }) => hoursOf(period)),
      [31 * 24 + 1, 15 * 24],
    );
    assert.ok(Math.abs(months[0]!.perMonth - (310 / 745) * 730) < 1e-6);
    assert.ok(Math.abs(months[1]!.perMonth - (150 / 360) * 730) < 1e-6);
    assert.deepEqual(
      billMonths(bill, 730, () => false),
      [],
    );
  });

  it('counts an hour to its month by UTC, and a month of which an app has a day by all of the bill’s days', () => {
    const bill = billIn([
      { start: '2026-10-31T22:00:00', cost: '1' },
      { start: '2026-10-31T23:00:00', cost: '1' },
      { start: '2026-11-01T00:00:00', cost: '1', description: 'other' },
      { start: '2026-11-01T01:00:00', cost: '3' },
    ]);
    const months = billMonths(condensed(bill), 730, ({ description }) => description === 'llama');
    assert.deepEqual(
      months.map(({ perMonth }) => perMonth),
      [730, (3 / 2) * 730],
    );
  });
});
