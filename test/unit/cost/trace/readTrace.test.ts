import { strict as assert } from 'node:assert';
import { atOnce } from '../../../../src/core/python/resumable';
import { readTrace, TraceReader } from '../../../../src/core/cost/trace/readTrace';
import type {
  BadRow,
  TraceGuess,
  TraceOptions,
  TraceProblem,
  TraceReading,
} from '../../../../src/core/cost/trace/traceOutcomes';

type Good = Extract<TraceReading, { ok: true }>;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function good(text: string, options: TraceOptions = {}): Good {
  const reading = readTrace(bytes(text), options);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading;
}

function problem(text: string, options: TraceOptions = {}): TraceProblem {
  const reading = readTrace(bytes(text), options);
  assert.ok(!reading.ok);
  return reading.problem;
}

/** Arrivals and durations in milliseconds, rounded. */
const inMs = ({ trace }: Good): [number, number][] =>
  [...trace.arrivals].map((at, i) => [Math.round(at * 1e3), Math.round(trace.durations[i]! * 1e3)]);

const guess = <K extends TraceGuess['kind']>(
  { guesses }: Good,
  kind: K,
): Extract<TraceGuess, { kind: K }>[] => guesses.filter((each) => each.kind === kind) as never;

/** A trace of 200 good rows, with some more among them: few enough bad ones. */
function among(rows: readonly string[], head = 'timestamp,duration'): readonly BadRow[] {
  const many = Array.from({ length: 200 }, (_, i) => `${1_700_000_000 + i},0.5`);
  const { leftOut, trace } = good([head, ...rows, ...many].join('\n'));
  assert.equal(trace.arrivals.length, 200);
  assert.equal(leftOut.bad, rows.length);
  return leftOut.named;
}

describe('trace: CSV', () => {
  it('reads seconds since 1970', () => {
    const reading = good('timestamp,duration\n1700000000,2\n1700000001.5,0.25\n');
    assert.deepEqual(inMs(reading), [
      [0, 2_000],
      [1_500, 250],
    ]);
    assert.equal(reading.trace.begin, 1_700_000_000);
    assert.deepEqual(reading.guesses, [
      { kind: 'format', format: 'csv' },
      { kind: 'delimiter', delimiter: ',' },
      { kind: 'column', role: 'start', name: 'timestamp' },
      { kind: 'column', role: 'duration', name: 'duration' },
      { kind: 'timeUnit', unit: 's', because: 'size' },
      { kind: 'durationUnit', unit: 's', because: 'default' },
    ]);
  });

  it('finds the unit of a time since 1970 by its size', () => {
    for (const [unit, zeros] of [
      ['s', ''],
      ['ms', '000'],
      ['us', '000000'],
      ['ns', '000000000'],
    ] as const) {
      const reading = good(`time,latency_s\n1700000000${zeros},1\n1700000010${zeros},1\n`);
      assert.deepEqual(guess(reading, 'timeUnit'), [{ kind: 'timeUnit', unit, because: 'size' }]);
      assert.equal(Math.round(reading.summary.coveredSeconds * 1e3), 10_000);
      assert.equal(reading.trace.begin, 1_700_000_000);
    }
  });

  it('finds the unit by the name', () => {
    for (const [name, unit] of [
      ['duration_ms', 'ms'],
      ['Duration (ms)', 'ms'],
      ['durationMs', 'ms'],
      ['LATENCY_US', 'us'],
      ['elapsed_nanos', 'ns'],
      ['exec_time_seconds', 's'],
      ['seconds', 's'],
      ['latency µs', 'us'],
      ['request_time', 's'],
    ] as const) {
      const reading = good(`TimeStamp,${name}\n0,5\n10,5\n`);
      assert.deepEqual(
        guess(reading, 'durationUnit'),
        [{ kind: 'durationUnit', unit, because: 'name' }],
        name,
      );
    }
    assert.deepEqual(inMs(good('timestamp_ms,duration\n0,1\n2500,1\n')), [
      [0, 1_000],
      [2_500, 1_000],
    ]);
  });

  it('finds the unit of durations by their size, and beside times in milliseconds', () => {
    const large = good('time,latency\n1700000000,12000\n1700000010,9000.5\n');
    assert.deepEqual(guess(large, 'durationUnit'), [{ kind: 'durationUnit', unit: 'ms', because: 'size' }]);
    const jmeter = good('timeStamp,elapsed,label\n1700000000000,120,a\n1700000001000,80,b\n');
    assert.deepEqual(guess(jmeter, 'durationUnit'), [{ kind: 'durationUnit', unit: 'ms', because: 'time' }]);
    assert.deepEqual(inMs(jmeter)[0], [0, 120]);
  });

  it('says which other unit whole durations may as well be in, and how long a request takes in each', () => {
    // Datadog’s, in nanoseconds without a name that says so.
    const datadog = good(
      'Date,Duration\n2026-11-09T06:10:00Z,1840000000\n2026-11-09T06:10:04Z,2210000000\n2026-11-09T06:10:09Z,1700000000\n',
    );
    assert.deepEqual(guess(datadog, 'durationUnit'), [
      {
        kind: 'durationUnit',
        unit: 'us',
        because: 'size',
        doubt: { taken: 1_840, unit: 'ns', seconds: 1.84 },
      },
    ]);
    const doubted = (...durations: readonly string[]): boolean => {
      const rows = durations.map((each, i) => `${1_700_000_000 + i * 10},${each}\n`).join('');
      return guess(good(`time,duration\n${rows}`), 'durationUnit').some((each) => 'doubt' in each);
    };
    assert.equal(doubted('1840', '2210', '1700'), true);
    assert.equal(doubted('18', '22', '17'), false);
    assert.equal(doubted('1840.5', '2210.25', '1700.1'), false);
  });

  it('refuses durations that Modal lets no request have, unless their unit is given', () => {
    const text = 'time,duration_s\n1700000000,200000\n1700000010,300000\n1700000020,90000\n';
    const reading = readTrace(bytes(text));
    assert.deepEqual(reading.ok ? null : reading.problem, {
      kind: 'durationsTooLong',
      unit: 's',
      seconds: 200_000,
    });
    assert.equal(good(text, { durationUnit: 'ms' }).trace.durations[0], 200);
    assert.equal(good(text, { durationUnit: 's' }).trace.durations[0], 200_000);
  });

  it('finds the unit of times that count from the beginning by what they cover', () => {
    const reading = good('ts,duration\n0,1\n50000000,1\n');
    assert.deepEqual(guess(reading, 'timeUnit'), [{ kind: 'timeUnit', unit: 'ms', because: 'size' }]);
    assert.equal(reading.trace.begin, null);
  });

  it('reads dates with zones, across the end of summer time', () => {
    const reading = good(
      'time,duration\n2023-10-29T02:59:30+02:00,1\n2023-10-29T02:00:30+01:00,1\n2023-10-29 01:01:30Z,1\n',
    );
    assert.deepEqual(
      inMs(reading).map(([at]) => at),
      [0, 60_000, 120_000],
    );
    assert.equal(reading.outOfOrder, 0);
    assert.deepEqual(guess(reading, 'zoneUtc'), []);
    assert.equal(reading.trace.begin, 1_698_541_170);
  });

  it('reads zones of the west, minutes of zones, and leap seconds', () => {
    const begins = ['2016-12-31T18:30:00-05:30', '2017-01-01 05:45:00 +0545', '2016-12-31 23:59:60Z'];
    for (const begin of begins)
      assert.equal(good(`time,duration\n${begin},1\n2017-01-02 00:00 UTC,1\n`).trace.begin, 1_483_228_800);
  });

  it('takes a time without a zone as UTC, says so, and takes an offset instead', () => {
    const text = 'time,duration\n2024-02-29 23:59:59.5,1\n2024/03/01 00:00:01,1\n';
    const reading = good(text);
    assert.deepEqual(guess(reading, 'zoneUtc'), [{ kind: 'zoneUtc' }]);
    assert.equal(reading.trace.begin, 1_709_251_199.5);
    assert.equal(reading.summary.coveredSeconds, 1.5);
    const east = good(text, { offsetMinutes: 120 });
    assert.deepEqual(guess(east, 'zoneUtc'), []);
    assert.equal(east.trace.begin, 1_709_251_199.5 - 7_200);
  });

  it('takes the most telling of several columns', () => {
    const reading = good('date,request_time,created_at,arrived_at\n9,1,8,0\n9,1,8,5\n');
    assert.deepEqual(
      guess(reading, 'column').map(({ name }) => name),
      ['arrived_at', 'request_time'],
    );
  });

  it('takes what the user says instead of each guess', () => {
    const text = 'a;b;time;duration\n2;1000;x;x\n3;2000;x;x\n';
    const reading = good(text, {
      format: 'csv',
      delimiter: ';',
      columns: { start: 'A', duration: 2 },
      timeUnit: 's',
      durationUnit: 'us',
      timeIs: 'start',
    });
    assert.deepEqual(inMs(reading), [
      [0, 1],
      [1_000, 2],
    ]);
    assert.deepEqual(reading.guesses, []);
  });

  it('reads rows without a header by the positions of columns', () => {
    const reading = good('0,9\n4,9\n8,9\n', { columns: { start: 1, duration: 2 } });
    assert.equal(reading.summary.requests, 3);
    assert.deepEqual(problem('0,9\n4,9\n'), { kind: 'noHeader' });
  });

  it('has durations from an end, from tokens, or from the usage', () => {
    const ended = good('started_at,ended_at\n10,12\n20,20\n');
    assert.deepEqual(inMs(ended), [
      [0, 2_000],
      [10_000, 0],
    ]);
    assert.deepEqual(inMs(good('start_ms,end_ms\n0,12\n20,20\n'))[0], [0, 12]);
    assert.deepEqual(guess(ended, 'durationFrom'), [{ kind: 'durationFrom', what: 'end' }]);
    const tokens = 'TIMESTAMP,ContextTokens,GeneratedTokens\n0,800,50\n1,0,100\n';
    assert.deepEqual(inMs(good(tokens, { tokensPerSecond: { input: 8_000, output: 50 } })), [
      [0, 1_100],
      [1_000, 2_000],
    ]);
    assert.deepEqual(inMs(good(tokens, { secondsPerRequest: 3 }))[0], [0, 3_000]);
    assert.deepEqual(problem(tokens), { kind: 'noDuration', hasTokens: true });
    assert.deepEqual(problem('time,path\n1,a\n2,b\n'), { kind: 'noDuration', hasTokens: false });
  });

  it('takes the time of an end back by the duration', () => {
    const reading = good('finished_at,latency\n10,2\n11,5\n');
    assert.deepEqual(inMs(reading), [
      [0, 5_000],
      [2_000, 2_000],
    ]);
    assert.deepEqual(guess(reading, 'timeIsEnd'), [{ kind: 'timeIsEnd', because: 'column' }]);
    assert.deepEqual(inMs(good('finished_at,latency\n10,2\n11,5\n', { timeIs: 'start' }))[0], [0, 2_000]);
  });

  it('reads quoted cells, with separators, quotes and line breaks in them', () => {
    const text = 'prompt,time,"the ""duration"""\n"a, ""b""\nc",0,1\nplain,"5",2\n';
    const reading = good(text, { columns: { duration: 'the "duration"' } });
    assert.deepEqual(inMs(reading), [
      [0, 1_000],
      [5_000, 2_000],
    ]);
  });

  it('reads durations with their units, and exponents', () => {
    assert.deepEqual(inMs(good('ts|took\n0|1.5s\n1e1|120 ms\n2.0E+1|350µs\n')), [
      [0, 1_500],
      [10_000, 120],
      [20_000, 0],
    ]);
  });

  it('names a file without a column for the time, and a column that is not there', () => {
    assert.deepEqual(problem('path,status\n/a,200\n'), { kind: 'noTimeColumn', columns: ['path', 'status'] });
    assert.deepEqual(problem('"a ""b""",c\n'), { kind: 'noTimeColumn', columns: ['a "b"', 'c'] });
    assert.deepEqual(problem('time,duration\n1,2\n', { columns: { duration: 'wall' } }), {
      kind: 'noSuchColumn',
      role: 'duration',
      name: 'wall',
    });
    assert.deepEqual(problem('time,duration\n1,2\n', { columns: { start: 7 } }), {
      kind: 'noSuchColumn',
      role: 'start',
      name: '7',
    });
  });
});

describe('trace: summary', () => {
  it('has the busiest hour, which its last instant is no part of', () => {
    const rows = [0, 5_000, 6_000, 7_000, 8_600, 20_000].map((at) => `${at},60`);
    const { summary } = good(`ts,duration\n${rows.join('\n')}\n`);
    assert.deepEqual(summary.busiestHour, { begin: 5_000, requests: 3 });
    assert.equal(summary.requestsPerSecond, 5 / 20_000);
    assert.equal(summary.coveredSeconds, 20_000);
    assert.equal(summary.meanSeconds, 60);
  });

  it('has even gaps, and those of a burst', () => {
    assert.equal(good('ts,duration\n0,1\n2,1\n4,1\n6,1\n').summary.gapsCv, 0);
    assert.ok(Math.abs(good('ts,duration\n0,1\n0,1\n0,1\n0,1\n8,1\n').summary.gapsCv - Math.sqrt(3)) < 1e-12);
  });

  it('has the most in progress; one that is done makes room for one that comes', () => {
    assert.equal(good('ts,duration\n0,12\n9,2\n11,1\n').summary.peakInProgress, 2);
    // 1.1 + 2.2 is more than 3.3 by the last bit.
    assert.equal(good('ts,duration\n0,0\n1.1,2.2\n3.3,1\n').summary.peakInProgress, 1);
  });
});

describe('trace: JSON lines and access logs', () => {
  it('reads JSON lines, whatever the order of their names', () => {
    const reading = good(
      '{"ts":1,"Latency_MS":20,"more":{"ts":9}}\r\n{"Latency_MS":"30","a":[],"ts":"4"}\r\n',
    );
    assert.deepEqual(inMs(reading), [
      [0, 20],
      [3_000, 30],
    ]);
    assert.deepEqual(guess(reading, 'format'), [{ kind: 'format', format: 'jsonLines' }]);
  });

  it('takes no name of an object’s prototype for a column', () => {
    const rows = '{"__proto__":1,"time":1,"duration":1}\n{"constructor":2,"time":3,"duration":1}\n';
    assert.equal(good(rows).summary.requests, 2);
    assert.deepEqual(problem(rows, { columns: { duration: 'toString' } }), {
      kind: 'noSuchColumn',
      role: 'duration',
      name: 'toString',
    });
  });

  it('reads Caddy’s access log, without its other lines', () => {
    const line = (ts: number, duration: number): string =>
      `{"level":"info","ts":${ts},"logger":"http.log.access.log0","msg":"handled request","request":{"uri":"/"},"duration":${duration},"status":200}`;
    const other = '{"level":"info","ts":1700000000.9,"logger":"tls","msg":"cleaning storage"}';
    const reading = good([other, line(1_700_000_001.5, 1), other, line(1_700_000_003, 0.25)].join('\n'));
    assert.deepEqual(inMs(reading), [
      [0, 1_000],
      [2_250, 250],
    ]);
    assert.equal(reading.leftOut.otherLines, 2);
    assert.deepEqual(guess(reading, 'timeIsEnd'), [{ kind: 'timeIsEnd', because: 'format' }]);
  });

  it('reads nginx’s combined log with $request_time', () => {
    const line = (time: string, rest: string): string =>
      `10.0.0.1 - jo doe [${time}] "POST /a?b=[1] HTTP/2.0" 200 512 "https://e.org/" "curl/8.4 (0.125)" ${rest}`;
    const reading = good(
      [
        line('28/Oct/2023:23:59:58 +0200', '1.500'),
        line('28/Oct/2023:22:00:00 +0000', '"10.1.2.300" rt=0.250 uct="0.001"'),
        '::1 - - [29/Oct/2023:00:00:03 +0200] "\\x16\\x03" 400 - "-" "-" 0.000',
      ].join('\n'),
    );
    assert.deepEqual(inMs(reading), [
      [0, 1_500],
      [3_250, 250],
      [6_500, 0],
    ]);
    assert.equal(reading.trace.begin, 1_698_530_396.5);
    const combined = '10.0.0.1 - - [28/Oct/2023:22:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "curl"';
    assert.deepEqual(problem(`${combined}\n${combined}`), { kind: 'noDuration', hasTokens: false });
  });

  it('reads uvicorn’s access log with times, without its other lines', () => {
    const reading = good(
      [
        '2023-11-16 18:17:00,000 INFO:     Started server process [1]',
        '2023-11-16 18:17:03,250 INFO:     10.0.0.1:5000 - "POST /v1/x HTTP/1.1" 200 OK',
        'Traceback (most recent call last):',
        '2023-11-16 18:17:04,000 INFO:     10.0.0.1:5001 - "GET / HTTP/1.1" 500 Internal Server Error',
      ].join('\n'),
      { secondsPerRequest: 2 },
    );
    assert.deepEqual(inMs(reading), [
      [0, 2_000],
      [750, 2_000],
    ]);
    assert.equal(reading.leftOut.otherLines, 2);
    const timed = '2023-11-16T18:17:03Z 10.0.0.1:5000 - "GET / HTTP/1.1" 200 OK (12.5ms)\n';
    assert.deepEqual(inMs(good(timed + timed.replace(':03Z', ':05Z')))[1], [2_000, 13]);
  });
});

describe('trace: hostile files', () => {
  it('counts bad rows, and names the first five with line and reason', () => {
    assert.deepEqual(among(['x,1', '1700000000', '1700000000,-0.5', '1700000000,', '1e999,1']), [
      { line: 2, reason: { kind: 'unreadable', role: 'start', text: 'x' } },
      { line: 3, reason: { kind: 'cellCount', found: 1, expected: 2 } },
      { line: 4, reason: { kind: 'negative', role: 'duration', text: '-0.5' } },
      { line: 5, reason: { kind: 'missing', role: 'duration', text: '' } },
      { line: 6, reason: { kind: 'unreadable', role: 'start', text: '1e999' } },
    ]);
    assert.equal(among(Array.from({ length: 7 }, () => 'NaN,Infinity')).length, 5);
    assert.deepEqual(
      among(['2023-02-29 00:00:00,1', '2023-13-01 00:00:00,1', '2023-01-01 24:00:00,1']).map(
        ({ reason }) => reason.kind,
      ),
      ['unreadable', 'unreadable', 'unreadable'],
    );
  });

  it('has one form in a column', () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${1_700_000_000 + i},1`).join('\n');
    const { leftOut } = good(`time,duration\n${rows}\n2023-11-14 22:15:00,1\n1700000000,5ms\n`);
    assert.deepEqual(leftOut.named, [
      { line: 102, reason: { kind: 'otherForm', role: 'start', text: '2023-11-14 22:15:00' } },
      { line: 103, reason: { kind: 'otherForm', role: 'duration', text: '5ms' } },
    ]);
  });

  it('refuses a file of which more than 5 % of the rows are bad', () => {
    const rows = (bad: number): string =>
      `time,duration\n${Array.from({ length: 100 }, (_, i) => (i < bad ? 'x,1' : `${i},1`)).join('\n')}`;
    assert.equal(good(rows(5)).leftOut.bad, 5);
    assert.deepEqual(problem(rows(6)), { kind: 'tooManyBadRows', bad: 6, rows: 100 });
  });

  it('reads a BOM, mixed line ends, blank lines, and a last line without an end', () => {
    const reading = good('\ufefftime,duration\r\n0,1\r1,1\n\n \r\n\r2,1\n\r4,1');
    assert.equal(reading.summary.requests, 4);
    assert.equal(reading.leftOut.bad, 0);
    const named = readTrace(bytes('time,duration\r\n0,1\r\r\n1,x\n'));
    assert.deepEqual(named.leftOut.named[0]?.line, 4);
  });

  it('counts a giant line as bad and reads on', () => {
    for (const length of [65_537, 70_000, 1_000_000]) {
      const [row] = among([`1700000000,${'9'.repeat(length)}`]);
      assert.deepEqual(row, { line: 2, reason: { kind: 'tooLong', max: 65_536 } });
    }
    assert.deepEqual(among(['1700000000,' + '9'.repeat(65_000)])[0]?.reason.kind, 'unreadable');
  });

  it('counts every line that a quote without an end swallows', () => {
    const many = Array.from({ length: 300 }, (_, i) => `${i},1`);
    const { leftOut, summary } = good(['time,duration', ...many, '300,"1', '301,1', '302,1'].join('\n'));
    assert.equal(summary.requests, 300);
    assert.deepEqual(leftOut, {
      bad: 3,
      named: [{ line: 302, reason: { kind: 'quoteNotClosed' } }],
      otherLines: 0,
    });
  });

  it('reads on after a quoted cell that is too long, in time however many lines it has', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `${i},1`);
    const { leftOut, summary, trace } = good(['time,duration', '"', ...many, ...many].join('\n'));
    assert.ok(leftOut.bad > 5_000 && leftOut.bad < 20_000);
    assert.equal(summary.requests, 200_000 + 1 - leftOut.bad);
    // The numbers that the first half lost stand once, the others twice.
    const missing = leftOut.bad - 1;
    assert.deepEqual(
      [0, missing - 1, missing, missing + 1, missing + 2].map((i) => trace.arrivals[i]),
      [...[0, missing - 1, missing, missing, missing + 1]],
    );
    assert.deepEqual(trace.arrivals.at(-1), 99_999);
    // Each line closes a quoted cell and opens one.
    const lines = Array.from({ length: 200_000 }, () => '"y"z,"');
    assert.equal(problem(`time,duration\n"\n${lines.join('\n')}`).kind, 'tooManyBadRows');
  });

  it('refuses NULs in the first line, and counts rows with them as bad', () => {
    assert.deepEqual(problem('PK\0\0,\n1,2\n'), { kind: 'notText' });
    assert.deepEqual(among(['17000\u000000000,1'])[0]?.reason, { kind: 'notText' });
  });

  it('sorts rows that are out of order, and says how many', () => {
    const reading = good('time,duration\n5,50\n1,10\n9,90\n9,91\n3,30\n1,11\n');
    assert.deepEqual(inMs(reading), [
      [0, 10_000],
      [0, 11_000],
      [2_000, 30_000],
      [4_000, 50_000],
      [8_000, 90_000],
      [8_000, 91_000],
    ]);
    assert.equal(reading.outOfOrder, 3);
  });

  it('refuses what has no rows, no format, one moment, or more than five years', () => {
    assert.deepEqual(problem(''), { kind: 'noRows' });
    assert.deepEqual(problem('time,duration\n'), { kind: 'noRows' });
    assert.deepEqual(problem('once upon a time\nthere was\n'), { kind: 'unknownFormat' });
    assert.deepEqual(problem('time,duration\n7,1\n7,2\n'), { kind: 'oneMoment' });
    assert.deepEqual(problem('time,duration\n2001-01-01 00:00:00,1\n2023-01-01 00:00:00,1\n'), {
      kind: 'coversTooLong',
      max: 158_112_000,
    });
  });

  it('stops at its bounds', () => {
    const row = bytes('1,1\n');
    const refused = (bounds: { bytes: number; rows: number }): [number, TraceReading] => {
      const reader = new TraceReader({}, bounds);
      reader.push(bytes('time,duration\n0,1\n'));
      let pushed = 1;
      while (pushed < 1_000 && reader.push(row)) pushed++;
      return [pushed, atOnce(reader.end())];
    };
    const [rows, tooManyRows] = refused({ bytes: 1e6, rows: 500 });
    assert.equal(rows, 500);
    assert.deepEqual(!tooManyRows.ok && tooManyRows.problem, { kind: 'tooManyRows', max: 500 });
    const [pushed, tooManyBytes] = refused({ bytes: 118, rows: 1e6 });
    assert.equal(pushed, 1 + 25);
    assert.deepEqual(!tooManyBytes.ok && tooManyBytes.problem, { kind: 'tooManyBytes', max: 118 });
  });

  it('reads an end before its start as bad', () => {
    const many = Array.from({ length: 50 }, (_, i) => `${i},${i + 1}`);
    const { leftOut } = good(['start,end', ...many, '9,8'].join('\n'));
    assert.deepEqual(leftOut.named, [{ line: 52, reason: { kind: 'endBeforeStart' } }]);
  });

  it('gets through lines made to be slow', () => {
    const slow = [
      '2023-01-01 00:00:00 "GET '.repeat(2_500),
      `10.0.0.1 - - [${'['.repeat(30_000)}`,
      `1.1.1.1 - - [1] "G" 200 1 "" ""${' 1.23'.repeat(12_000)}`,
      '"'.repeat(60_000),
      '{'.repeat(60_000),
      `{"time":${'['.repeat(60_000)}`,
    ];
    for (const format of ['csv', 'jsonLines', 'caddy', 'nginx', 'uvicorn'] as const)
      for (const line of slow) {
        const text = `${line}\n`.repeat(20);
        const reading = readTrace(bytes(text), { format, secondsPerRequest: 1 });
        assert.equal(reading.ok, false);
      }
  });
});
