/** What is said of a trace: when, how it was read, why it is refused, and what it holds. */
import { strict as assert } from 'node:assert';
import { readTrace } from '../../../src/core/cost/trace/readTrace';
import type { TraceReading } from '../../../src/core/cost/trace/traceOutcomes';
import { binEnds, binOf, binsOver } from '../../../src/core/cost/traffic/timeBins';
import { civilDate } from '../../../src/core/numbers/civilDate';
import { dateText, elapsedText, stretchText, timeText } from '../../../src/core/render/clockText';
import { timeAxis } from '../../../src/core/render/scenario/timeAxis';
import {
  leftOutTexts,
  traceGuessText,
  traceProblemText,
  traceSummaryText,
} from '../../../src/core/render/words/traces';

const read = (text: string): TraceReading => readTrace(new TextEncoder().encode(text));
const guessesOf = (text: string): string[] => read(text).guesses.map(traceGuessText);
const refusalOf = (text: string): string => {
  const reading = read(text);
  return reading.ok ? '' : traceProblemText(reading.problem, reading.leftOut);
};

describe('instants of a trace', () => {
  it('have the date of the Gregorian calendar', () => {
    for (let days = -800_000; days < 800_000; days += 37) {
      const date = new Date(days * 86_400_000);
      const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      assert.deepEqual(civilDate(days), expected);
    }
  });

  it('are printed as a date and a clock', () => {
    const at = Date.UTC(2026, 10, 9, 6, 10, 5) / 1_000;
    assert.equal(dateText(at), '2026-11-09');
    assert.equal(timeText(at), '06:10');
    assert.equal(timeText(at, true), '06:10:05');
    assert.equal(elapsedText(93_905), '26:05');
    assert.equal(elapsedText(93_905, true), '26:05:05');
    assert.equal(stretchText(0, 3_595, at), '2026-11-09 06:10:05–07:10:00');
    assert.equal(stretchText(0, 86_400, at - 5), '2026-11-09 06:10–2026-11-10 06:10');
    assert.equal(stretchText(3_600, 7_200, null), '1:00–2:00');
  });

  it('have ticks at round clocks', () => {
    const begin = Date.UTC(2026, 10, 9, 6, 10) / 1_000;
    const { ticks, label } = timeAxis(2 * 86_400, begin);
    assert.deepEqual(
      ticks.map((tick) => tick.label),
      ['12:00', '18:00', '2026-11-10', '06:00', '12:00', '18:00', '2026-11-11', '06:00'],
    );
    assert.equal(label, 'UTC, from 2026-11-09');
    assert.deepEqual(
      timeAxis(3_600, null).ticks.map((tick) => tick.label),
      ['0:00', '0:10', '0:20', '0:30', '0:40', '0:50', '1:00'],
    );
  });
});

describe('the bins of a trace', () => {
  const begin = Date.UTC(2026, 10, 9, 6, 10) / 1_000;

  it('are hours of the clock for a week', () => {
    const bins = binsOver(7 * 86_400, begin);
    assert.deepEqual(bins, { seconds: 3_600, count: 168, before: 600 });
    assert.deepEqual(binEnds(0, bins, 7 * 86_400), [0, 3_000]);
    assert.deepEqual(binEnds(1, bins, 7 * 86_400), [3_000, 6_600]);
    // Ten minutes at the end are part of the hour before them.
    assert.deepEqual(binEnds(167, bins, 7 * 86_400), [167 * 3_600 - 600, 7 * 86_400]);
    assert.equal(binOf(2_999, bins), 0);
    assert.equal(binOf(3_000, bins), 1);
    assert.equal(binOf(7 * 86_400, bins), 167);
  });

  it('are shorter for an hour, and longer for a year, and never too many', () => {
    assert.equal(binsOver(3_480, 0).seconds, 30);
    assert.equal(binsOver(365 * 86_400, 0).seconds, 86_400);
    for (const seconds of [0.5, 1, 60, 43_199, 43_200, 31 * 86_400, 1e8, 1e12])
      for (const from of [0, 1_793_491_234.5])
        assert.ok(binsOver(seconds, from).count <= 750, String(seconds));
  });
});

describe('how a trace was read', () => {
  it('is said of each column, unit and zone', () => {
    assert.deepEqual(guessesOf('timestamp,latency\n2026-11-09 06:10:00,1500\n2026-11-09 06:11:00,90000'), [
      'Format: CSV.',
      'Columns are separated by “,”.',
      'Column for start: “timestamp”.',
      'Column for duration: “latency”.',
      'Times without a time zone are in UTC.',
      'Durations are in milliseconds (by the size of the numbers). Check this: the median request takes 1.5 min, or 0.09 s if durations are in microseconds (duration_unit=us).',
    ]);
  });

  it('says what was left out', () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${1_762_675_200 + i},1`);
    const reading = read(['timestamp,duration', 'soon,1', ...rows, `1762675100,1`].join('\n'));
    assert.ok(reading.ok);
    assert.deepEqual(leftOutTexts(reading.leftOut, reading.outOfOrder), [
      '1 row was left out: line 2: cannot read the start “soon”.',
      '1 row was not in order: it was sorted by time.',
    ]);
  });

  it('is refused with the line and what to do', () => {
    assert.equal(
      refusalOf('timestamp,duration\nsoon,1\n5,2\n'),
      '1 of its 2 rows cannot be read: line 2: cannot read the start “soon”',
    );
    assert.equal(
      refusalOf('when,duration\n1,2\n'),
      'no column has the time of a request: rename one to “timestamp”; it has “when”, “duration”',
    );
    assert.equal(
      refusalOf('timestamp,path\n1,a\n2,b\n'),
      'no column has durations: add one named “duration”, or set seconds_per_request',
    );
    assert.equal(refusalOf('\0\0'), 'it is not text: unpack it first if it is compressed');
  });

  it('sums up what it holds', () => {
    const rows = Array.from({ length: 121 }, (_, i) => `${1_762_675_200 + 60 * i},${30 + (i % 3)}`);
    const reading = read(['timestamp,duration', ...rows].join('\n'));
    assert.ok(reading.ok);
    assert.equal(
      traceSummaryText(reading.summary, reading.trace.begin),
      '121 requests in 2 hours: 60 per hour on average, 31 s each. Busiest hour: 60 requests, from 2025-11-09 08:00 UTC. At most 1 at the same time. Gaps between requests vary by 0 (CV: 1 is random, more means bursts).',
    );
  });

  it('takes the examples of docs/traffic.md', () => {
    for (const [text, role] of [
      ['{"start": 1762675200.25, "seconds": 1.5}\n{"start": 1762675201.5, "seconds": 2}', 'duration'],
      ['start,seconds\n1762675200.25,1.5\n1762675201.5,2', 'duration'],
      [
        'started_at,finished_at\n2026-11-09 06:10:00.5+00,2026-11-09 06:10:09+00\n2026-11-09 06:11:00+00,2026-11-09 06:12:00+00',
        'end',
      ],
      ['Date,Service,Duration\n2026-11-09T06:10:00.000Z,web,1.5\n2026-11-09T06:10:05.000Z,web,2', 'duration'],
    ] as const) {
      const reading = read(text);
      assert.ok(reading.ok, `${text}: ${JSON.stringify(reading)}`);
      assert.ok(reading.guesses.some((each) => each.kind === 'column' && each.role === role));
    }
    const nginx = read(
      ['06', '07']
        .map(
          (hour) =>
            `10.0.0.1 - - [09/Nov/2026:${hour}:10:00 +0000] "POST /v1/completions HTTP/1.1" 200 512 "-" "curl/8" 1.250`,
        )
        .join('\n'),
    );
    assert.ok(nginx.ok && nginx.summary.meanSeconds === 1.25);
  });
});
