/** The month of a declaration whose requests are those of a trace, counted by hand. */
import { strict as assert } from 'node:assert';
import { assess } from '../../../../src/core/cost/assess';
import type { KnownMonth } from '../../../../src/core/cost/month';
import { readTrace } from '../../../../src/core/cost/trace/readTrace';
import type { TraceRead } from '../../../../src/core/cost/trace/requestTrace';
import type { ResolvedUsage, UsageLayer } from '../../../../src/core/cost/usage';
import { listBook } from '../../../../src/core/pricing/bundled';
import { scanText } from '../../../support/python';

const CONTEXT = { book: listBook, list: listBook, hoursPerMonth: 730 };

/** Four requests of 10 s in 1,100 s; with the gap that is to follow the last one, of a mean one, in 1,466⅔. */
const CSV = 'timestamp,duration\n0,10\n100,10\n1000,10\n1100,10\n';
const SECONDS = (4 / 3) * 1_100;

let readings = 0;

function read(): TraceRead {
  const reading = readTrace(new TextEncoder().encode(CSV));
  assert.ok(reading.ok);
  return { status: 'read', trace: { id: `${readings++}`, ...reading } };
}

async function used(
  layers: readonly UsageLayer[],
  args = '',
  traces: (...asked: readonly unknown[]) => TraceRead = read,
): Promise<{ readonly usage: ResolvedUsage; readonly month: KnownMonth | null }> {
  const text = `import modal\napp = modal.App()\n@app.function(gpu="T4"${args})\ndef f(): ...\n`;
  const { declarations } = await scanText(text);
  const use = { defaults: layers, includeStartup: true, traces };
  const { usage, month } = assess(declarations[0]!, CONTEXT, use);
  return { usage: usage!, month: month?.status === 'known' ? month : null };
}

const TRACE: UsageLayer = {
  source: 'team',
  values: {},
  trace: { file: 'day.csv', options: { timeUnit: 's' } },
};

describe('a month of traced requests', () => {
  const near = (actual: number, expected: number): void =>
    assert.ok(Math.abs(actual / expected - 1) < 1e-6, `${actual} ≠ ${expected}`);
  /** So much of the trace, over the month. */
  const perMonth = (ofTrace: number): number => (ofTrace / SECONDS) * 730 * 3_600;

  it('has its requests, its starts and the windows between them', async () => {
    const { usage, month } = await used([TRACE]);
    near(usage.usage.requestsPerDay, (4 / SECONDS) * 86_400);
    assert.equal(usage.usage.secondsPerRequest, 10);
    const { seconds } = month!;
    near(seconds.requests, perMonth(4));
    near(seconds.activeSeconds.likely, perMonth(40));
    near(seconds.live.likely, perMonth(4 * (10 + 60)));
    near(seconds.coldStarts.likely, perMonth(4));
    near(seconds.tailSeconds.likely, perMonth(4 * 60));
    near(seconds.utilization, 10 / 70);
    assert.equal(seconds.unstable, false);
  });

  it('shares a container where a window lasts to the next request', async () => {
    const { month } = await used([TRACE], ', scaledown_window=95');
    near(month!.seconds.live.likely, perMonth(2 * (100 + 10 + 95)));
    near(month!.seconds.coldStarts.likely, perMonth(2));
    const warm = await used([TRACE], ', min_containers=1');
    near(warm.month!.seconds.live.likely, 730 * 3_600);
    assert.equal(warm.month!.seconds.coldStarts.likely, 0);
    near(warm.month!.seconds.floorSeconds, 730 * 3_600);
    near(warm.month!.seconds.floorIdleSeconds.likely, 730 * 3_600 - perMonth(40));
    assert.equal(warm.month!.seconds.tailSeconds.likely, 0);
  });

  it('is asked for as it is named, with the seconds that anybody says', async () => {
    const asked: unknown[] = [];
    const source = (...each: readonly unknown[]): TraceRead => {
      asked.push(each);
      return { status: 'pending' };
    };
    const seconds: UsageLayer = { source: 'setting', values: { secondsPerRequest: 3 } };
    const { usage, month } = await used([TRACE, seconds], '', source);
    await used([{ ...TRACE, source: 'option' }], '', source);
    assert.deepEqual(asked, [
      [{ file: 'day.csv', options: { timeUnit: 's', secondsPerRequest: 3 } }, 'team'],
      [{ file: 'day.csv', options: { timeUnit: 's' } }, 'option'],
    ]);
    assert.deepEqual([usage.trace, month], [{ file: 'day.csv', read: { status: 'pending' } }, null]);
    assert.deepEqual(usage.origins.requestsPerDay, {
      source: 'team',
      where: { kind: 'trace', file: 'day.csv' },
    });
    assert.deepEqual([usage.given, usage.missing], [true, []]);
  });

  it('gives way to requests that a nearer layer says, and not to those of a farther one', async () => {
    const said: UsageLayer = { source: 'option', values: { requestsPerDay: 5, secondsPerRequest: 1 } };
    assert.equal((await used([said, TRACE])).usage.trace, null);
    assert.notEqual((await used([TRACE, said])).usage.trace, null);
  });
});
