import { strict as assert } from 'node:assert';
import {
  MAX_COLUMN_NAME,
  traceOptions,
  type TraceOptionProblem,
} from '../../../../src/core/cost/trace/traceFields';
import type { TraceOptions } from '../../../../src/core/cost/trace/traceOutcomes';

type Given = Readonly<Record<string, string | number>>;

const read = (given: Given): TraceOptions | TraceOptionProblem => {
  const found = traceOptions(Object.entries(given));
  return 'options' in found ? found.options : found.problem;
};

describe('the options of a trace', () => {
  const cases: readonly (readonly [Given, TraceOptions])[] = [
    [{}, {}],
    [{ format: 'nginx' }, { format: 'nginx' }],
    [{ delimiter: ';' }, { delimiter: ';' }],
    [{ delimiter: 'tab' }, { delimiter: '\t' }],
    [{ time_unit: 'us' }, { timeUnit: 'us' }],
    [{ duration_unit: 'ns' }, { durationUnit: 'ns' }],
    [{ time_is: 'end' }, { timeIs: 'end' }],
    [{ utc_offset_minutes: -1_440 }, { offsetMinutes: -1_440 }],
    [{ utc_offset_minutes: '+1440' }, { offsetMinutes: 1_440 }],
    [
      { start: 'at', duration: 1, output_tokens: '10000' },
      { columns: { start: 'at', duration: 1, outputTokens: 10_000 } },
    ],
    [{ end: 'x'.repeat(MAX_COLUMN_NAME) }, { columns: { end: 'x'.repeat(MAX_COLUMN_NAME) } }],
    // What is no position is a name.
    [{ input_tokens: '0' }, { columns: { inputTokens: '0' } }],
    [{ input_tokens: '1.5' }, { columns: { inputTokens: '1.5' } }],
    [{ input_tokens: '10001' }, { columns: { inputTokens: '10001' } }],
    [
      { input_tokens_per_second: '0.5', output_tokens_per_second: 1e9 },
      { tokensPerSecond: { input: 0.5, output: 1e9 } },
    ],
    // A number is one however it is printed.
    [
      { input_tokens_per_second: 1e-7, output_tokens_per_second: 1 },
      { tokensPerSecond: { input: 1e-7, output: 1 } },
    ],
  ];
  for (const [given, expected] of cases)
    it(`are read from ${JSON.stringify(given).slice(0, 80)}`, () => assert.deepEqual(read(given), expected));

  const choices: Readonly<Record<string, readonly string[]>> = {
    format: ['csv', 'jsonLines', 'caddy', 'nginx', 'uvicorn'],
    delimiter: [',', ';', 'tab', '|'],
    time_unit: ['s', 'ms', 'us', 'ns'],
    duration_unit: ['s', 'ms', 'us', 'ns'],
    time_is: ['start', 'end'],
  };
  for (const [key, all] of Object.entries(choices))
    it(`name what ${key} can be`, () => {
      assert.deepEqual(read({ [key]: 'x' }), { kind: 'badTraceValue', key, choices: all });
      for (const each of all) assert.ok(!('kind' in read({ [key]: each })), each);
    });

  const wrong: readonly (readonly [key: string, value: string | number])[] = [
    ['start', 0],
    ['start', 1.5],
    ['start', 10_001],
    ['start', ''],
    ['start', 'x'.repeat(MAX_COLUMN_NAME + 1)],
    ['utc_offset_minutes', 1_441],
    ['utc_offset_minutes', -1_441],
    ['utc_offset_minutes', 0.5],
    ['utc_offset_minutes', '1e2'],
    ['input_tokens_per_second', 0],
    ['input_tokens_per_second', 1_000_000_001],
    ['output_tokens_per_second', 'many'],
  ];
  for (const [key, value] of wrong)
    it(`refuse ${key}: ${String(value).slice(0, 20)}`, () => {
      assert.deepEqual(read({ [key]: value }), { kind: 'badTraceValue', key, choices: [] });
    });

  it('are what is given together: both token rates, or none', () => {
    for (const key of ['input_tokens_per_second', 'output_tokens_per_second'])
      assert.deepEqual(read({ [key]: 100 }), { kind: 'tokenRateMissing' });
  });

  it('name the nearest key where one is unknown, and none where all are far', () => {
    assert.deepEqual(read({ time_units: 's' }), {
      kind: 'unknownTraceKey',
      key: 'time_units',
      near: 'time_unit',
    });
    for (const key of ['colour', 'timeunits', 'frmtx', 'toString'])
      assert.deepEqual(read({ [key]: 1 }), {
        kind: 'unknownTraceKey',
        key,
        near: key === 'timeunits' ? 'time_unit' : null,
      });
  });
});
