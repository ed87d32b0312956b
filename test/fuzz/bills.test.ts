/** Files of a bill, right ones and broken ones: a clear error or a right answer, and no amount in an error. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { billOf } from '../../src/core/bill/bill';
import type { BillProblem } from '../../src/core/bill/billOutcomes';
import { condensed } from '../../src/core/bill/condense';
import { costOf } from '../../src/core/bill/report';
import { dollars } from '../../src/core/bill/dollars';
import { billedWorkspace } from '../../src/core/bill/join';
import { METRICS_COLUMNS } from '../../src/core/bill/metricsColumns';
import { readBillFile } from '../../src/core/bill/readBillFile';
import { listBook } from '../../src/core/pricing/bundled';
import { actualCsv } from '../../src/core/render/actualCsv';
import { actualLines, actualMarkdown, actualTable } from '../../src/core/render/actualText';
import { oneLine } from '../../src/core/render/escape';
import { billProblemText } from '../../src/core/render/words/billWords';
import { reportText, SHAPES, type Cost } from '../support/bill';
import { assertPlain } from '../support/harmless';
import { check, hostileText, PAYLOADS, TIMEOUT } from './support';

const CONTEXT = { book: listBook, list: listBook, hoursPerMonth: 730, today: '2026-11-27' };

/** Digits that are in nothing but amounts. */
const SECRET = '48127';

const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('serve', 'llama', 'a,b', 'a "b"') },
  hostileText,
);
const cost: fc.Arbitrary<Cost> = fc.record({
  object: fc.constantFrom('ap-1', 'ap-2', 'vo-1', 'xx-9'),
  description: name,
  environment: fc.constantFrom('main', 'dev', ''),
  start: fc.constantFrom('2026-10-01T00:00:00', '2026-10-02T00:00:00', '2026-10-25T00:00:00+02:00'),
  resource: fc.oneof({ weight: 6, arbitrary: fc.constantFrom('H100', 'CPU') }, hostileText),
  cost: fc.nat(9_999).map((cents) => `${SECRET}.${String(cents).padStart(8, '0')}`),
});
const report = fc
  .tuple(fc.array(cost, { minLength: 1, maxLength: 12 }), fc.constantFrom(...SHAPES))
  .map(([costs, shape]) => reportText(costs, shape));

const summary = fc.constant(
  JSON.stringify({
    metered_cost: `${SECRET}.4`,
    billed_cost: `${SECRET}.9`,
    adjustments: { plan_cost: `${SECRET}.5` },
    metered_cost_breakdown: { deployed_apps: `${SECRET}.1` },
  }),
);

const attribute = (key: string, value: string): object => ({ key, value: { stringValue: value } });
const nanos = (seconds: number): string => `${Date.UTC(2026, 9, 1) / 1_000 + seconds}000000000`;
const point = fc.record({
  at: fc.integer({ min: -60, max: 9_000 }),
  value: fc.integer({ min: 0, max: 99 }),
  of: name,
});
const otlp = fc
  .tuple(
    fc.array(point, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('total_inputs', 'elapsed_time_us', 'coldstart_time_us'),
    fc.constantFrom(1, 2, 'AGGREGATION_TEMPORALITY_DELTA'),
    fc.constantFrom('one', 'list', 'lines'),
  )
  .map(([points, what, temporality, form]) => {
    const dataPoints = points.map(({ at, value, of }) => ({
      attributes: [attribute('app_name', 'llama'), attribute('function_name', of)],
      startTimeUnixNano: nanos(at - 60),
      timeUnixNano: nanos(at),
      asInt: String(value),
    }));
    const metrics = [
      { name: `modal.input_events.${what}`, sum: { aggregationTemporality: temporality, dataPoints } },
      { name: 'modal.container.running', gauge: { dataPoints } },
    ];
    const resource = { attributes: [attribute('environment_name', 'main')] };
    const document = { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] };
    const text = JSON.stringify(document, null, form === 'lines' ? undefined : 2);
    return form === 'one' ? text : form === 'list' ? `[${text}, ${text}]` : `${text}\n${text}\n`;
  });

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const metricsCsv = fc
  .tuple(
    fc.subarray(Object.keys(METRICS_COLUMNS), { minLength: 4 }),
    fc.array(fc.tuple(name, fc.nat(30), fc.double({ min: -1e3, max: 1e6, noNaN: true })), { maxLength: 6 }),
  )
  .map(([columns, rows]) => {
    const value = (column: string, [text, day, figure]: readonly [string, number, number]): string => {
      if (column === 'start') return `2026-10-${String(day % 30 || 1).padStart(2, '0')}`;
      if (column === 'end') return '2026-11-01T00:00Z';
      return ['app', 'function', 'environment'].includes(column) ? cell(text) : String(figure);
    };
    const heading = columns.map((column) => METRICS_COLUMNS[column as keyof typeof METRICS_COLUMNS]);
    return [heading, ...rows.map((row) => columns.map((column) => value(column, row)))]
      .map((row) => row.join(','))
      .join('\n');
  });

/** A text with something in it that does not belong there, or without something that does. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    away: fc.oneof(fc.nat(3), fc.nat(60)),
    by: fc.constantFrom(
      ...[
        '',
        ',',
        '"',
        '{',
        '}',
        '[',
        ']',
        ':',
        '\n',
        '\r',
        '-',
        '1e999',
        'null',
        '0x1',
        'NaN',
        '\ufeff',
        '$',
      ],
      ...PAYLOADS,
    ),
  }),
  { maxLength: 3 },
);
const broken = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.oneof(fc.constant([]), edits)).map(([start, all]) =>
    all.reduce((found, { at, away, by }) => {
      const place = Math.round(at * found.length);
      return found.slice(0, place) + by + found.slice(place + away);
    }, start),
  );

/** What is said of a refused file is one line, and has an amount only where that is the cell that is wrong. */
function assertClear(problem: BillProblem): void {
  const said = oneLine(billProblemText(problem));
  assert.notEqual(said, '');
  assertPlain(said);
  if (!('found' in problem)) assert.ok(!said.includes(SECRET), said);
}

/** All that is made of a bill, for a terminal and for a table of somebody's. */
function assertShown(text: string): void {
  const bill = billOf([{ file: 'bill', reading: readBillFile(text) }]);
  for (const { problem } of bill.problems) assertClear(problem);
  for (const { requests, busySeconds, liveSeconds, start, end } of bill.metrics) {
    for (const figure of [requests, busySeconds, liveSeconds])
      assert.ok(figure === null || (Number.isFinite(figure) && figure >= 0), String(figure));
    assert.ok(Number.isFinite(start) && end >= start);
  }
  if (!bill.period) return;
  const all = costOf(bill.rows);
  assert.equal(costOf(condensed(bill).rows), all);
  const workspace = billedWorkspace(bill, bill.period, [], CONTEXT, () => []);
  assert.equal(workspace.total, dollars(all));
  const { heading, rows } = actualTable(workspace);
  for (const line of [heading, ...rows, ...actualLines(workspace, bill)]) assertPlain(line);
  assertPlain(actualMarkdown(workspace, bill));
  actualCsv(workspace);
}

/** The costs of a report's JSON, added up by other means: in picodollars; undefined where one is no plain decimal. */
function sumByJson(text: string): bigint | undefined {
  const items = JSON.parse(text.trim()) as Readonly<Record<string, unknown>>[];
  const key = Object.hasOwn(items[0] ?? {}, 'cost') ? 'cost' : 'Cost';
  let sum = 0n;
  for (const item of items) {
    const match = /^\$?(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(String(item[key]).trim());
    if (!match) return undefined;
    const size = BigInt(match[2]! + (match[3] ?? '').padEnd(12, '0'));
    sum += match[1] === '-' ? -size : size;
  }
  return sum;
}

describe('files of a bill', function () {
  this.timeout(TIMEOUT);

  it('are refused with a line that says why, or shown as they are', () => {
    check(broken(fc.oneof(report, summary, otlp, metricsCsv)), 1_500, assertShown);
  });

  it('come to the sum of all of their rows', () => {
    let read = 0;
    check(broken(report), 1_500, (text) => {
      const reading = readBillFile(text);
      if (reading.kind !== 'report' || reading.report.isCsv) return;
      const sum = sumByJson(text);
      if (sum === undefined) return;
      read++;
      assert.equal(costOf(reading.report.rows), sum);
    });
    assert.ok(read > 100, `${read} were read`);
  });

  it('take any names of columns', () => {
    check(fc.tuple(broken(metricsCsv), hostileText, hostileText), 500, ([text, app, requests]) => {
      const reading = readBillFile(text, { app, requests });
      if (reading.kind === 'refused') assertClear(reading.problem);
    });
  });
});
