import { strict as assert } from 'node:assert';
import { actualCosts } from '../../../../src/core/bill/actualCosts';
import { billOf } from '../../../../src/core/bill/bill';
import { readBillFile } from '../../../../src/core/bill/readBillFile';
import {
  actualBlocks,
  actualLines,
  actualMarks,
  type PanelBill,
} from '../../../../src/core/render/scenario/actualMarks';
import { reportText, type Cost } from '../../../support/bill';

function cost(start: string, usd: string, resource = 'H100', environment = 'main'): Cost {
  return {
    object: 'ap-1',
    description: 'served',
    environment,
    start: `${start}T00:00:00`,
    resource,
    cost: usd,
  };
}

function billOfApp(costs: readonly Cost[], share: number | null): PanelBill {
  const bill = billOf([{ file: 'bill', reading: readBillFile(reportText(costs, 'resources')) }]);
  return { bill, period: bill.period!, app: actualCosts(bill).apps[0]!, share };
}

/** A month of days, each at a cost. */
const month = (name: string, days: number, usd: string): Cost[] =>
  Array.from({ length: days }, (_, i) => cost(`${name}-${String(i + 1).padStart(2, '0')}`, usd));

describe('the bill in the panel', () => {
  it('has a mark for each of the last three months, in a month of the book’s hours', () => {
    const costs = [
      ...month('2026-07', 31, '9'),
      ...month('2026-08', 31, '10'),
      ...month('2026-09', 30, '20'),
      ...month('2026-10', 10, '30'),
    ];
    const marks = actualMarks(billOfApp(costs, 1), 720);
    assert.deepEqual(
      marks.map(({ label }) => label),
      ['Actual, August 2026', 'Actual, September 2026', 'Actual, 2026-10-01 to 2026-10-10'],
    );
    assert.deepEqual(
      marks.map(({ usd }) => Math.round(usd * 1e6) / 1e6),
      [300, 600, 900],
    );
  });

  it('counts one environment, and a declaration’s share of it, and says so', () => {
    const costs = [
      ...month('2026-10', 31, '10'),
      ...month('2026-10', 31, '99').map((each) => ({ ...each, environment: 'dev', object: 'ap-2' })),
    ];
    const main = billOfApp(costs, 0.25);
    const app = actualCosts(main.bill as never).apps.find(({ environment }) => environment === 'main')!;
    assert.deepEqual(actualMarks({ ...main, app }, 744), [
      { label: 'Actual, October 2026 (split)', usd: 77.5 },
    ]);
    assert.deepEqual(actualMarks({ ...main, app, share: null }, 744), [
      { label: 'Actual, October 2026 (whole app)', usd: 310 },
    ]);
  });

  it('is a level line for each month, of which the last one is shown, in a style that no offer has', () => {
    const lines = actualLines(
      [
        { label: 'a', usd: 5 },
        { label: 'b', usd: 7 },
      ],
      100,
    );
    assert.deepEqual(lines, [
      {
        id: 'actual-0',
        label: 'a',
        style: 8,
        points: [
          [0, 5],
          [100, 5],
        ],
        optional: true,
      },
      {
        id: 'actual-1',
        label: 'b',
        style: 8,
        points: [
          [0, 7],
          [100, 7],
        ],
      },
    ]);
  });

  it('is split by resource, per month', () => {
    const costs = [
      ...month('2026-10', 31, '9'),
      ...month('2026-10', 31, '1').map((each) => ({ ...each, resource: 'CPU' })),
    ];
    const [split, list] = actualBlocks(billOfApp(costs, 1), 744);
    assert.deepEqual(split, {
      kind: 'split',
      split: {
        title: 'Actual, all of the app, by resource',
        total: '$310.00',
        parts: [
          { id: 'actual-0', label: 'H100', amount: '$279.00', share: 0.9 },
          { id: 'actual-1', label: 'CPU', amount: '$31.00', share: 0.1 },
        ],
      },
    });
    assert.deepEqual(list, {
      kind: 'list',
      items: [
        'Actual in October 2026: $310.00 for all of app served in environment main, $310.00 per month.',
      ],
    });
  });
});
