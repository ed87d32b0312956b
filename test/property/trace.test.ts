import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { atOnce } from '../../src/core/python/resumable';
import { risingOrder } from '../../src/core/cost/trace/order';
import { readTrace, TraceReader } from '../../src/core/cost/trace/readTrace';
import type { TraceReading } from '../../src/core/cost/trace/traceOutcomes';

/** A request: when it came, in milliseconds after a moment of 2023, and how long it took. */
interface Request {
  readonly at: number;
  readonly took: number;
}

const BEGIN = Date.UTC(2023, 9, 28, 20);
const requests = fc
  .array(fc.record({ at: fc.nat(86_400_000), took: fc.nat(600_000) }, { noNullPrototype: true }), {
    minLength: 2,
    maxLength: 60,
  })
  .filter((all) => new Set(all.map(({ at }) => at)).size > 1);

const iso = (ms: number, minutesEast: number): string => {
  const clock = new Date(ms + minutesEast * 60_000).toISOString().slice(0, -1);
  const zone = `${String(minutesEast / 60).padStart(2, '0')}:00`;
  return minutesEast === 0 ? `${clock}Z` : `${clock}+${zone}`;
};
/** nginx has whole seconds, and the time at the end. */
const logTime = (ms: number): string => {
  const [day, month, year, clock] = new Date(ms).toUTCString().slice(5, 25).split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
};

/** How each format writes a request. */
const FORMATS: Readonly<Record<string, { head?: string; row: (request: Request, i: number) => string }>> = {
  'CSV, seconds': {
    head: 'id,timestamp,duration',
    row: ({ at, took }, i) => `${i},${((BEGIN + at) / 1e3).toFixed(3)},${(took / 1e3).toFixed(3)}`,
  },
  'CSV, milliseconds': {
    head: 'Arrived At;"Duration (ms)"',
    row: ({ at, took }) => `${BEGIN + at};"${took}"`,
  },
  'CSV, dates in two zones': {
    head: 'path\tstart_time\tlatency_us',
    row: ({ at, took }, i) => `/a b\t${iso(BEGIN + at, i % 2 === 0 ? 0 : 120)}\t${took}000`,
  },
  'CSV, start and end': {
    head: 'started_at,ended_at',
    row: ({ at, took }) => `${iso(BEGIN + at, 0)},${iso(BEGIN + at + took, 60)}`,
  },
  'JSON lines': {
    row: ({ at, took }, i) =>
      JSON.stringify({ i, '@timestamp': iso(BEGIN + at, 0), text: '",\n', duration_ms: took }),
  },
  Caddy: {
    row: ({ at, took }) =>
      JSON.stringify({ ts: (BEGIN + at + took) / 1e3, logger: 'http.log.access', duration: took / 1e3 }),
  },
  nginx: {
    row: ({ at, took }) =>
      `::1 - - [${logTime(BEGIN + at + took)}] "GET / HTTP/1.1" 200 5 "-" "a" ${(took / 1e3).toFixed(3)}`,
  },
};

const ms = (reading: TraceReading): Request[] => {
  assert.ok(reading.ok, JSON.stringify(reading));
  const { arrivals, durations, begin } = reading.trace;
  return [...arrivals].map((at, i) => ({
    at: Math.round((begin! + at) * 1e3) - BEGIN,
    took: Math.round(durations[i]! * 1e3),
  }));
};

const inOrder = (all: readonly Request[]): Request[] =>
  all.toSorted((a, b) => a.at - b.at || a.took - b.took);

describe('trace, property', () => {
  for (const [name, { head, row }] of Object.entries(FORMATS))
    it(`${name}: what is written reads back`, () => {
      const ends = fc.constantFrom('\n', '\r\n', '\r');
      fc.assert(
        fc.property(requests, ends, fc.boolean(), (written, end, withBom) => {
          // Whole seconds at the end where the log has no more.
          const all = name === 'nginx' ? written.map(toWholeSeconds) : written;
          fc.pre(new Set(all.map(({ at }) => at)).size > 1);
          const lines = [...(head === undefined ? [] : [head]), ...all.map(row)];
          const text = (withBom ? '\ufeff' : '') + lines.join(end);
          assert.deepEqual(inOrder(ms(readTrace(new TextEncoder().encode(text)))), inOrder(all));
        }),
      );
    });

  it('reads the same however its bytes are cut', () => {
    fc.assert(
      fc.property(
        requests,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.nat(60),
        (all, sizes, end, bad) => {
          const lines = all.map(({ at, took }, i) =>
            i === bad % all.length ? 'bad “row”' : `"é,${end}","${at}",${took / 1e3}`,
          );
          const bytes = new TextEncoder().encode(['name,time_ms,duration', ...lines].join(end));
          const reader = new TraceReader();
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = sizes[i % sizes.length]!;
            const piece = bytes.slice(at, at + size);
            reader.push(piece);
            piece.fill(0);
            at += size;
          }
          assert.deepEqual(atOnce(reader.end()), readTrace(bytes));
        },
      ),
    );
  });

  it('sorts as Array.sort does, equal ones in their order', () => {
    const any = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 300 });
    // Runs that rise by themselves, as those of several servers do in one file.
    const runs = fc
      .array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 })
      .map((starts) => starts.flatMap((start) => Array.from({ length: 64 }, (_, i) => 64 * start + i)));
    fc.assert(
      fc.property(fc.oneof(any, runs), (values) => {
        const order = atOnce(risingOrder(Float64Array.from(values)));
        const expected = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
        assert.deepEqual([...order], expected);
      }),
    );
  });

  it('stops as often where all numbers rise already', () => {
    const count = 2 ** 20;
    const steps = risingOrder(Float64Array.from({ length: count }, (_, i) => i));
    let pauses = 0;
    while (!steps.next().done) pauses++;
    // Each number is looked at twice, and never more than 8,192 in a row.
    assert.ok(pauses >= (2 * count) / 8_192, String(pauses));
  });

  it('has the figures that counting gives', () => {
    fc.assert(
      fc.property(requests, (all) => {
        const text = ['time_ms,duration_ms', ...all.map(({ at, took }) => `${at},${took}`)].join('\n');
        const reading = readTrace(new TextEncoder().encode(text));
        assert.ok(reading.ok);
        const { summary, trace } = reading;
        const sorted = inOrder(all);
        const inProgress = sorted.map(
          ({ at }, i) => sorted.filter((each, j) => j <= i && (each.at + each.took > at || j === i)).length,
        );
        // Requests of no length that share an instant are one after the other, whatever their order.
        if (all.every(({ took }) => took > 0)) assert.equal(summary.peakInProgress, Math.max(...inProgress));
        const hours = sorted.map(
          ({ at }) => sorted.filter((each) => each.at >= at && each.at < at + 3_600_000).length,
        );
        assert.equal(summary.busiestHour.requests, Math.max(...hours));
        const gaps = [...trace.arrivals].slice(1).map((at, i) => at - trace.arrivals[i]!);
        const mean = gaps.reduce((sum, gap) => sum + gap) / gaps.length;
        const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
        const close = (a: number, b: number): void =>
          assert.ok(Math.abs(a - b) <= 1e-9 * (1 + b), `${a} ≠ ${b}`);
        close(summary.gapsCv, Math.sqrt(variance) / mean);
        close(summary.requestsPerSecond, 1 / mean);
        close(summary.meanSeconds, all.reduce((sum, { took }) => sum + took, 0) / 1e3 / all.length);
        close(summary.coveredSeconds, (sorted.at(-1)!.at - sorted[0]!.at) / 1e3);
      }),
    );
  });
});

/** The same request as a log with whole seconds has it. */
function toWholeSeconds({ at, took }: Request): Request {
  const end = Math.floor((at + took) / 1e3) * 1e3;
  return { at: end - took, took };
}
