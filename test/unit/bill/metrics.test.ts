/** Metrics exports: what they measure, in both formats, and what is wrong with one. */
import { strict as assert } from 'node:assert';
import { billOf } from '../../../src/core/bill/bill';
import type { BillProblem } from '../../../src/core/bill/billOutcomes';
import { meanContainers, measuredUsage, type FunctionMetrics } from '../../../src/core/bill/metrics';
import { readBillFile } from '../../../src/core/bill/readBillFile';
import type { MetricsColumns } from '../../../src/core/bill/metricsColumns';

const START = Date.UTC(2026, 10, 1) / 1_000;

function read(text: string, columns?: MetricsColumns): readonly FunctionMetrics[] {
  const reading = readBillFile(text, columns);
  assert.equal(reading.kind, 'metrics', JSON.stringify(reading));
  return reading.metrics;
}

function problem(text: string, columns?: MetricsColumns): BillProblem {
  const reading = readBillFile(text, columns);
  assert.equal(reading.kind, 'refused', JSON.stringify(reading));
  return reading.problem;
}

interface Dot {
  readonly at: number;
  readonly value: number;
  readonly function?: string;
  readonly container?: string;
}

const attribute = (key: string, value: string): object => ({ key, value: { stringValue: value } });

function metric(
  name: string,
  kind: 'sum' | 'gauge',
  temporality: number | string,
  dots: readonly Dot[],
): object {
  return {
    name,
    [kind]: {
      ...(kind === 'sum' && { aggregationTemporality: temporality, isMonotonic: true }),
      dataPoints: dots.map(({ at, value, function: named = 'serve', container }) => ({
        attributes: [
          attribute('app_name', 'serving'),
          attribute('function_name', named),
          ...(container === undefined ? [] : [attribute('container_id', container)]),
        ],
        timeUnixNano: `${START + at}000000000`,
        ...(Number.isInteger(value) ? { asInt: String(value) } : { asDouble: value }),
      })),
    },
  };
}

function otlp(...metrics: readonly object[]): object {
  const resource = { attributes: [attribute('environment_name', 'main')] };
  return { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] };
}

describe('metrics as OpenTelemetry JSON', () => {
  const minutes = Array.from({ length: 61 }, (_, i) => i * 60);

  it('counts cumulative requests, and integrates running containers of every series', () => {
    const document = otlp(
      metric(
        'modal.input_events.total_inputs',
        'sum',
        2,
        minutes.map((at) => ({ at, value: 1_000 + at })),
      ),
      metric(
        'modal.input_events.elapsed_time_us',
        'sum',
        2,
        minutes.map((at) => ({ at, value: at * 500_000 })),
      ),
      metric('modal.container.running', 'gauge', 0, [
        ...minutes.map((at) => ({ at, value: 1, container: 'ta-1' })),
        // Runs for ten minutes, twice: while it does not run, nothing is sent.
        ...[...minutes.slice(5, 15), ...minutes.slice(40, 50)].map((at) => ({
          at,
          value: 1,
          container: 'ta-2',
        })),
      ]),
      metric('modal.gpu.memory.usage', 'gauge', 0, [{ at: 0, value: 3 }]),
    );
    const [found, ...more] = read(JSON.stringify(document));
    assert.equal(more.length, 0);
    assert.deepEqual(found, {
      app: 'serving',
      environment: 'main',
      function: 'serve',
      start: START,
      end: START + 3_660,
      requests: 3_600,
      busySeconds: 1_800,
      liveSeconds: 61 * 60 + 2 * 600,
    });
    assert.deepEqual(measuredUsage(found), {
      requestsPerDay: (3_600 * 86_400) / 3_660,
      secondsPerRequest: 0.5,
    });
    assert.equal(meanContainers(found), (61 * 60 + 1_200) / 3_660);
  });

  it('adds up deltas, takes a counter that begins anew, and keeps functions apart', () => {
    const [delta] = read(
      JSON.stringify(
        otlp(
          metric('modal.input_events.total_inputs', 'sum', 'AGGREGATION_TEMPORALITY_DELTA', [
            { at: 60, value: 5 },
            { at: 120, value: 7 },
          ]),
        ),
      ),
    );
    assert.equal(delta!.requests, 12);
    const counters = read(
      JSON.stringify(
        otlp(
          metric('modal.input_events.total_inputs', 'sum', 2, [
            { at: 0, value: 90 },
            { at: 60, value: 100 },
            { at: 120, value: 4 },
            { at: 180, value: 9 },
            { at: 0, value: 1, function: 'other' },
            { at: 180, value: 2, function: 'other' },
          ]),
        ),
      ),
    );
    assert.deepEqual(
      counters.map((each) => [each.function, each.requests, each.liveSeconds]),
      [
        ['serve', 19, null],
        ['other', 1, null],
      ],
    );
  });

  it('reads lists, and a document on each line, as a collector writes them', () => {
    const parts = [0, 60].map((at) =>
      otlp(metric('modal.input_events.total_inputs', 'sum', 1, [{ at, value: 3 }])),
    );
    assert.equal(read(JSON.stringify(parts))[0]!.requests, 6);
    assert.equal(read(parts.map((each) => JSON.stringify(each)).join('\n'))[0]!.requests, 6);
    assert.deepEqual(problem(`${JSON.stringify(parts[0])}\n{"resourceMetrics": [`), {
      kind: 'brokenRow',
      row: 2,
    });
  });

  it('says what is wrong', () => {
    assert.deepEqual(problem('{"resourceMetrics": []}'), { kind: 'noModalMetrics' });
    const bad = otlp(metric('modal.container.running', 'gauge', 0, [{ at: 0, value: -1 }]));
    assert.equal(problem(JSON.stringify(bad)).kind, 'badPoint');
  });
});

describe('metrics as CSV', () => {
  const CSV = [
    'app_name,function_name,start,end,requests,busy_seconds,containers',
    'serving,serve,2026-11-01,2026-11-02,1000,2500,1.5',
    'serving,serve,2026-11-02,2026-11-03T00:00:00Z,3000,7500,2.5',
    'serving,other,2026-11-02,2026-11-03,1,,',
  ].join('\r\n');

  it('adds up the rows of a function', () => {
    assert.deepEqual(read(CSV), [
      {
        app: 'serving',
        environment: null,
        function: 'serve',
        start: START,
        end: START + 2 * 86_400,
        requests: 4_000,
        busySeconds: 10_000,
        liveSeconds: 4 * 86_400,
      },
      {
        app: 'serving',
        environment: null,
        function: 'other',
        start: START,
        end: START + 2 * 86_400,
        requests: 1,
        busySeconds: null,
        liveSeconds: null,
      },
    ]);
  });

  it('takes columns by the names that it is told', () => {
    const text = 'Service,from,to,alive\nserving,2026-11-01,2026-11-02,"3600"\n';
    const columns = { app: 'Service', start: 'from', end: 'to', live_seconds: 'alive' };
    assert.equal(read(text, columns)[0]!.liveSeconds, 3_600);
    assert.deepEqual(problem(text), { kind: 'noColumn', column: 'object' });
  });

  it('says which row and which column is wrong', () => {
    const row = (cells: string): string => `app_name,start,end,requests\n${cells}\n`;
    const bad = (column: string, found: string): object => ({ kind: 'badCell', row: 1, column, found });
    assert.deepEqual(problem(row('a,2026-11-01,2026-11-02,many')), bad('requests', 'many'));
    assert.deepEqual(problem(row('a,2026-11-01,2026-11-02,-1')), bad('requests', '-1'));
    assert.deepEqual(problem(row('a,soon,2026-11-02,1')), bad('start', 'soon'));
    assert.deepEqual(problem(row('a,2026-11-02,2026-11-01,1')), bad('end', '2026-11-01'));
    assert.deepEqual(problem(row(',2026-11-01,2026-11-02,1')), bad('app', ''));
    assert.deepEqual(problem(row('a,2026-11-01')), { kind: 'brokenRow', row: 1 });
    assert.deepEqual(problem('app_name,start,end,requests\n'), { kind: 'empty' });
  });

  it('is refused where another export has the same function and time', () => {
    const files = ['a.csv', 'b.csv'].map((file) => ({ file, reading: readBillFile(CSV) }));
    assert.deepEqual(billOf(files).problems, [
      { file: 'b.csv', problem: { kind: 'metricsOverlap', other: 'a.csv' } },
    ]);
    assert.equal(billOf(files.slice(0, 1)).metrics.length, 2);
  });
});
