import { strict as assert } from 'node:assert';
import { billOf, billOfInSteps } from '../../../src/core/bill/bill';
import type { BillProblem } from '../../../src/core/bill/billOutcomes';
import { condensed, condensedInSteps } from '../../../src/core/bill/condense';
import { dollars, picodollars } from '../../../src/core/bill/dollars';
import { readStrictJson } from '../../../src/core/json/strictJson';
import { readBillFile, readBillFileInSteps } from '../../../src/core/bill/readBillFile';
import type { Report } from '../../../src/core/bill/report';
import type { Steps } from '../../../src/core/python/resumable';
import { billProblemText } from '../../../src/core/render/words/billWords';
import { reportText, SHAPES, type Cost } from '../../support/bill';

const COSTS: readonly Cost[] = [
  cost({ resource: 'H100', cost: '94.80000000' }),
  cost({ resource: 'CPU', cost: '0.14190000' }),
  cost({ object: 'vo-V1', description: 'weights, "v2"', resource: 'Volume', cost: '0.31000000' }),
];

function cost(given: Partial<Cost>): Cost {
  return {
    object: 'ap-A1',
    description: 'llama-serving',
    environment: 'main',
    start: '2026-11-01T00:00:00',
    resource: 'H100',
    cost: '1.0',
    ...given,
  };
}

function report(text: string): Report {
  const read = readBillFile(text);
  assert.ok(read.kind === 'report', read.kind === 'refused' ? billProblemText(read.problem) : read.kind);
  return read.report;
}

function problem(text: string): BillProblem {
  const read = readBillFile(text);
  assert.equal(
    read.kind,
    'refused',
    JSON.stringify(read, (_, each: unknown) => String(each)),
  );
  assert.ok(billProblemText(read.problem).length > 10);
  return read.problem;
}

describe('an amount of a bill', () => {
  it('is added up without losing a cent', () => {
    const cents = Array.from({ length: 100_000 }, () => picodollars('0.01')!);
    assert.equal(dollars(cents.reduce((sum, each) => sum + each, 0n)), 1_000);
    assert.equal(dollars(picodollars('1e-8')! + picodollars('-1E-8')!), 0);
    assert.equal(picodollars('0.0000000000005'), 1n);
    assert.equal(dollars(picodollars('94.80000000')!), 94.8);
    assert.equal(dollars(picodollars('-31.40')!), -31.4);
  });

  it('is a decimal and nothing else', () => {
    for (const each of ['', '1,5', '0x10', 'NaN', 'Infinity', '1e999', '--1', null, {}, [], true, undefined])
      assert.equal(picodollars(each), undefined, JSON.stringify(each));
  });
});

describe('a report of modal billing', () => {
  for (const shape of SHAPES)
    it(`is read as ${shape}`, () => {
      const { rows, grain, hasResources, hasTags, isCsv } = report(reportText(COSTS, shape));
      const isDetailed = shape === 'resources' || shape === 'csv with resources';
      assert.deepEqual([grain, hasResources, hasTags], ['day', isDetailed, shape === 'tags']);
      assert.equal(isCsv, shape.startsWith('csv'));
      assert.deepEqual(
        rows.map((row) => [row.kind, row.description, row.resource, dollars(row.cost)]),
        isDetailed
          ? [
              ['app', 'llama-serving', 'H100', 94.8],
              ['app', 'llama-serving', 'CPU', 0.1419],
              ['volume', 'weights, "v2"', 'Volume', 0.31],
            ]
          : [
              ['app', 'llama-serving', null, 94.9419],
              ['volume', 'weights, "v2"', null, 0.31],
            ],
      );
      assert.ok(rows.every(({ start, end }) => end - start === 86_400));
      assert.equal(rows[0]!.start, Date.UTC(2026, 10, 1) / 1_000);
    });

  it('has days of 23 and 25 hours where the clock changes', () => {
    const days = ['2026-10-24T00:00:00+02:00', '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'];
    const { rows } = report(
      reportText(
        days.map((start) => cost({ start })),
        'keys',
      ),
    );
    assert.deepEqual(
      rows.map(({ start, end }) => (end - start) / 3_600),
      [24, 25, 24],
    );
    const spring = ['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'];
    const [short] = report(
      reportText(
        spring.map((start) => cost({ start })),
        'titles',
      ),
    ).rows;
    assert.equal((short!.end - short!.start) / 3_600, 23);
  });

  it('has hours if one interval begins within a day', () => {
    const hours = ['2026-11-01T00:00:00', '2026-11-01T01:00:00+00:00', '2026-11-01 02:00:00Z'];
    const { grain, rows } = report(
      reportText(
        hours.map((start) => cost({ start })),
        'keys',
      ),
    );
    assert.equal(grain, 'hour');
    assert.ok(rows.every(({ start, end }) => end - start === 3_600));
  });

  it('is refused with the row and what to do', () => {
    const broken = (change: Partial<Cost>): BillProblem =>
      problem(reportText([cost({}), cost(change)], 'resources'));
    assert.deepEqual(broken({ cost: '12 dollars' }), {
      kind: 'badCell',
      row: 2,
      column: 'cost',
      found: '12 dollars',
    });
    assert.deepEqual(broken({ start: 'yesterday' }), {
      kind: 'badCell',
      row: 2,
      column: 'start',
      found: 'yesterday',
    });
    assert.deepEqual(broken({ start: '2026-02-30T00:00:00' }).kind, 'badCell');
    assert.deepEqual(broken({ object: '' }), { kind: 'badCell', row: 2, column: 'object', found: '' });
    assert.deepEqual(broken({ start: '2026-11-01T00:30:00' }), {
      kind: 'notAnInterval',
      row: 2,
      found: '2026-11-01T00:30:00',
    });
    assert.deepEqual(problem('[]'), { kind: 'empty' });
    assert.deepEqual(problem(''), { kind: 'empty' });
    assert.deepEqual(problem('{"version": 1}'), { kind: 'notABill' });
    assert.deepEqual(problem('[1, 2]'), { kind: 'notABill' });
    assert.deepEqual(problem('[{"object_id": "ap-1"}]'), { kind: 'noColumn', column: 'description' });
    const read = problem('[\n  {"object_id": "ap-1",}\n]');
    assert.deepEqual([read.kind, read.kind === 'notJson' && read.line], ['notJson', 2]);
    assert.deepEqual(problem(`[${'['.repeat(100_000)}`).kind, 'notJson');
  });

  it('is refused with the line that is wrong, however many rows before it are right', () => {
    const rows = Array.from({ length: 3_000 }, () => cost({ description: 'a } "b" {' }));
    const lines = reportText(rows, 'resources').split('\n');
    const whole = (text: string): BillProblem => {
      const read = readStrictJson(text, { maxBytes: 1e9, maxDepth: 20, maxItems: Infinity });
      assert.ok(!read.ok);
      const line = text.slice(0, read.at).split('\n').length;
      return { kind: 'notJson', problem: read.problem, line };
    };
    const broken = [
      lines.slice(0, -1),
      lines.slice(0, -3),
      lines.map((line, i) => (i === 20_003 ? line.replace('"', '') : line)),
      lines.map((line, i) => (line === '  },' && i > 20_000 ? '  }' : line)),
      [...lines.slice(0, -1), '  , 7 7', ']'],
      [...lines, ']'],
      lines.map((line, i) => (i === 1 ? '  7 {' : line)),
    ];
    for (const each of broken) {
      const text = each.join('\n');
      const found = problem(text);
      assert.deepEqual(found, whole(text));
      assert.deepEqual(problem(`\ufeff${text}`), found);
    }
  });

  it('is refused where a terminal has wrapped its rows', () => {
    const lines = reportText([cost({}), cost({})], 'csv').split('\r\n');
    const wrapped = [lines[0]!, lines[1]!.slice(0, 20), lines[1]!.slice(20), lines[2]!].join('\n');
    assert.deepEqual(problem(wrapped), { kind: 'brokenRow', row: 1 });
  });

  it('is refused where a quote that nothing closes would take in the rows after it', () => {
    const [heading, ...rows] = reportText([cost({}), cost({}), cost({})], 'csv').split('\r\n');
    assert.deepEqual(problem([heading, rows[0]!, `"${rows[1]!}`, rows[2]!].join('\n')), {
      kind: 'brokenRow',
      row: 2,
    });
  });
});

describe('a bill that is read in steps', () => {
  /** What steps come to, and how many there are if each can be the last for a while. */
  function counted<T>(steps: Steps<T>): { readonly result: T; readonly pauses: number } {
    for (let pauses = 0; ; pauses++) {
      const step = steps.next();
      if (step.done) return { result: step.value, pauses };
    }
  }

  for (const shape of SHAPES)
    it(`is the same as one that is read at once, and stops at every row: ${shape}`, () => {
      const costs = Array.from({ length: 24 }, (_, i) =>
        cost({ start: `2026-11-${String(i + 1).padStart(2, '0')}T00:00:00` }),
      );
      const text = reportText(costs, shape);
      const read = counted(readBillFileInSteps(text, {}, () => true));
      assert.deepEqual(read.result, readBillFile(text));
      assert.ok(read.pauses >= 24, String(read.pauses));
      const files = ['a', 'b'].map((file) => ({ file, reading: read.result }));
      const bill = counted(billOfInSteps(files, () => true));
      assert.deepEqual(bill.result, billOf(files));
      assert.ok(bill.pauses >= 48, String(bill.pauses));
      const kept = counted(condensedInSteps(bill.result, () => true));
      assert.deepEqual(kept.result, condensed(bill.result));
      assert.ok(kept.pauses >= 24, String(kept.pauses));
    });
});

describe('a summary of modal billing', () => {
  const SUMMARY = {
    metered_cost: '131.40',
    billed_cost: '350.00',
    adjustments: { plan_cost: '250.00', credits_applied: '-31.40', something_new: '0' },
    metered_cost_breakdown: { deployed_apps: '120.0', volumes: '1.40' },
  };

  it('is read with parts that are not known here', () => {
    const read = readBillFile(JSON.stringify(SUMMARY));
    assert.deepEqual(read, {
      kind: 'summary',
      summary: {
        metered: 131.4,
        billed: 350,
        adjustments: { plan_cost: 250, credits_applied: -31.4, something_new: 0 },
        breakdown: { deployed_apps: 120, volumes: 1.4 },
      },
    });
  });

  it('is refused for an amount that is none', () => {
    const bad = { ...SUMMARY, adjustments: { plan_cost: 'free' } };
    assert.deepEqual(problem(JSON.stringify(bad)), {
      kind: 'badAmount',
      key: 'adjustments.plan_cost',
      found: '"free"',
    });
    assert.deepEqual(problem('{"metered_cost": "1"}'), {
      kind: 'badAmount',
      key: 'billed_cost',
      found: '',
    });
  });
});

describe('several files of a bill', () => {
  const read = (...files: readonly (readonly [string, string])[]): ReturnType<typeof billOf> =>
    billOf(files.map(([file, text]) => ({ file, reading: readBillFile(text) })));
  const total = (rows: Report['rows']): number => dollars(rows.reduce((sum, row) => sum + row.cost, 0n));

  it('count each cost once, as the later file has it', () => {
    const [first, second, third] = ['01', '02', '03'].map((day) =>
      cost({ start: `2026-11-${day}T00:00:00` }),
    );
    const a = reportText([first!, second!], 'keys');
    const b = reportText([{ ...second!, cost: '1.5' }, third!], 'titles');
    const { rows, notes, period, problems } = read(['a.json', a], ['b.json', b]);
    assert.deepEqual([total(rows), problems], [3.5, []]);
    assert.deepEqual(notes, [{ kind: 'sameRows', file: 'b.json', other: 'a.json', rows: 1, changed: 1 }]);
    assert.equal((period!.end - period!.start) / 86_400, 3);
  });

  it('count a day on which the clock changes once, too', () => {
    const days = ['2026-11-01T00:00:00-04:00', '2026-11-02T00:00:00-05:00'].map((start) => cost({ start }));
    const files = [reportText(days, 'keys'), reportText(days.slice(0, 1), 'keys')] as const;
    for (const [a, b] of [files, [files[1], files[0]]] as const) {
      const { rows, notes, period } = read(['a.json', a], ['b.json', b]);
      assert.equal(total(rows), 2);
      assert.equal(notes.length, 1);
      assert.equal((period!.end - period!.start) / 3_600, 49);
    }
  });

  it('are refused where adding them up would count twice', () => {
    const whole = reportText(COSTS, 'keys');
    assert.deepEqual(read(['a', whole], ['b', reportText(COSTS, 'resources')]).problems, [
      { file: 'b', problem: { kind: 'overlap', other: 'a', differs: 'resources' } },
    ]);
    const hours = reportText([cost({ start: '2026-11-01T05:00:00' })], 'keys');
    assert.deepEqual(read(['a', whole], ['b', hours]).problems, [
      { file: 'b', problem: { kind: 'overlap', other: 'a', differs: 'interval' } },
    ]);
    const next = reportText([cost({ start: '2026-11-02T05:00:00' })], 'keys');
    assert.deepEqual(read(['a', whole], ['b', next]).problems, []);
  });

  it('add up what one file has twice', () => {
    assert.equal(total(read(['a', reportText([cost({}), cost({})], 'resources')]).rows), 2);
  });
});
