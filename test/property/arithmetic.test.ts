import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { assess, type Assessment } from '../../src/core/cost/assess';
import { comparisonOf } from '../../src/core/cost/comparison/compareDeclaration';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { ratesBook } from '../../src/core/pricing/workspaceRates';
import type { PriceBook } from '../../src/core/pricing/schema';
import { UsageComments } from '../../src/core/modal/usageComment';
import { figureRows } from '../../src/core/render/arithmetic';
import { besideRows, byOtherBook } from '../../src/core/render/besideBook';
import { moneyCells } from '../../src/core/render/comparisonText';
import { betweenText } from '../../src/core/render/amountText';
import { usd } from '../../src/core/render/money';
import { monthRows } from '../../src/core/render/monthText';
import { differenceText } from '../../src/core/render/whatIfList';
import { scanText } from '../support/python';

/** A value between two bounds, and its power of seconds: −1 is per second. */
interface Value {
  readonly low: number;
  readonly high: number;
  readonly seconds: number;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400 };

/**
 * Evaluates arithmetic as a reader does: factors, sums in brackets, ranges, and units of time; other words are names, and
 * ` (T4 to H100)` at the end says which options the ends of a range are.
 */
function evaluate(text: string): Value {
  const tokens = [
    ...text
      .replace(/ \(\S+ to \S+\)$/, '')
      .matchAll(
        /[()+×÷]|\/(?:s|h|mo)\b|\$?\d[\d,]*(?:\.\d+)?(?:–\d[\d,]*(?:\.\d+)?)?(?![\w:-])|[^\s()+×÷/]+/g,
      ),
  ].map(([token]) => token);
  let at = 0;
  const sum = (): Value => {
    let value = product();
    while (tokens[at] === '+') {
      at++;
      const more = product();
      assert.equal(more.seconds, value.seconds, text);
      value = { ...value, low: value.low + more.low, high: value.high + more.high };
    }
    return value;
  };
  const product = (): Value => {
    let value = factor();
    while (tokens[at] === '×' || tokens[at] === '÷') {
      const divides = tokens[at++] === '÷';
      const by = factor();
      value = {
        low: divides ? value.low / by.high : value.low * by.low,
        high: divides ? value.high / by.low : value.high * by.high,
        seconds: value.seconds + (divides ? -by.seconds : by.seconds),
      };
    }
    return value;
  };
  const factor = (): Value => {
    let value: Value = { low: 1, high: 1, seconds: 0 };
    if (tokens[at] === '(') {
      at++;
      value = sum();
      assert.equal(tokens[at++], ')', text);
    } else if (/^\$?\d/.test(tokens[at]!)) {
      const [low, high] = tokens[at++]!.replace(/[$,]/g, '').split('–').map(Number);
      value = { low: low!, high: high ?? low!, seconds: 0 };
    }
    // Units follow: `/s`, `5 min`; every other word is a name.
    while (at < tokens.length && !/^[()+×÷]$/.test(tokens[at]!)) {
      const unit = tokens[at++]!;
      const per = unit.startsWith('/');
      const size = UNITS[per ? unit.slice(1) : unit];
      if (size !== undefined)
        value = {
          low: per ? value.low / size : value.low * size,
          high: per ? value.high / size : value.high * size,
          seconds: value.seconds + (per ? -1 : 1),
        };
    }
    return value;
  };
  const value = sum();
  assert.equal(at, tokens.length, text);
  return value;
}

/** `$1.78–3.96/h · $1,299.40/mo`: the bounds of the first figure, and half of its last digit. */
function shownIn(result: string): { low: number; high: number; within: number } {
  const figure = /\$([\d,]*\.?\d+)(?:–([\d,]*\.?\d+))?/.exec(result)!;
  const [low, high] = [figure[1]!, figure[2] ?? figure[1]!].map((each) => each.replace(/,/g, ''));
  const digits = Math.min(...[low!, high!].map((each) => (each.split('.')[1] ?? '').length));
  return { low: Number(low), high: Number(high), within: 0.51 * 10 ** -digits };
}

function assertAddsUp(row: { readonly arithmetic: string; readonly result: string | null }): void {
  if (row.result === null || !row.result.startsWith('$') || !row.arithmetic.includes('×')) return;
  const text = `${row.arithmetic} = ${row.result}`;
  const { low, high, seconds } = evaluate(row.arithmetic);
  // A rate is shown per hour.
  const perHour = seconds === -1 ? 3_600 : 1;
  const shown = shownIn(row.result);
  for (const [is, of] of [
    [shown.low, low * perHour],
    [shown.high, high * perHour],
  ] as const)
    assert.ok(Math.abs(is - of) <= shown.within + 1e-8 * of, `${text}, which is ${of}`);
}

const RATES = {
  cpu_hour_cost: '0.0473',
  mem_gib_hour_cost: '0.008',
  gpu_hour_cost_h100: '3.95',
  gpu_hour_cost_t4: '0.59',
  gpu_hour_cost_l4: '0.8',
};

function workspaceBook(): PriceBook {
  const read = ratesBook(RATES, '2026-10-01', listBook);
  assert.ok('book' in read, JSON.stringify(read));
  return read.book;
}

/** With the CPU per hour, and the rest per second. */
function mixedBook(): PriceBook {
  const read = ratesBook({ cpu_hour_cost: '0.0473', gpu_hour_cost_l4: '0.8' }, '2026-10-01', listBook);
  assert.ok('book' in read, JSON.stringify(read));
  return read.book;
}

const oneOf = (...texts: string[]) => fc.constantFrom(...texts);

const declaration = fc
  .record({
    gpu: oneOf('', 'gpu="T4"', 'gpu="H100:3"', 'gpu=["H100", "L4"]', 'gpu=G', 'gpu="A100-80GB"'),
    cpu: oneOf('', 'cpu=0.333', 'cpu=(1.7, 4.1)', 'cpu=32', 'cpu=C'),
    memory: oneOf('', 'memory=3001', 'memory=(777, 4099)', 'memory=131072'),
    min: oneOf('', 'min_containers=1', 'min_containers=7', 'min_containers=C'),
    max: oneOf('', 'max_containers=10', 'max_containers=13'),
    timeout: oneOf('', 'timeout=1', 'timeout=12345', 'timeout=86399', 'timeout=C'),
    retries: oneOf('', 'retries=3'),
    region: oneOf('', 'region="us-east-1"', 'region="eu"', 'region=R'),
    schedule: oneOf('', 'schedule=modal.Period(hours=7)', 'schedule=modal.Cron("*/7 3 * * 1-5")'),
    extra: oneOf(
      '',
      'nonpreemptible=True',
      'scaledown_window=301',
      'startup_timeout=77',
      'buffer_containers=2',
    ),
  })
  .map((each) => Object.values(each).filter(Boolean).join(', '));

const usage = fc
  .tuple(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 1, max: 5_000 }))
  .map(([day, ms]) => `requests_per_day=${day} seconds_per_request=${ms / 1_000} startup_seconds=3.3`);

async function assessed(parameters: string, comment: string, book: PriceBook): Promise<Assessment> {
  const text = `import os, modal
app = modal.App()
if os.environ.get("X"):
    G, C, R = "H100", 3, "us"
else:
    G, C, R = "T4", 5, "us-west"
# modal-cost: ${comment}
@app.function(${parameters})
def f(): ...
`;
  const { declarations, callSites } = await scanText(text);
  const [subject] = [...declarations, ...callSites];
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  const said = subject!.type === 'declaration' ? { comment: new UsageComments(text).of(subject!) } : {};
  return assess(subject!, context, { ...said, defaults: [], includeStartup: true });
}

describe('arithmetic as shown', () => {
  const books = [listBook, reviewBook, workspaceBook(), mixedBook()];

  it('is evaluated as a reader does', () => {
    assert.deepEqual(evaluate('2 × (1 × H100 × $0.5/s + 0.125 × core × $2/s) × 3,600 s'), {
      low: 5_400,
      high: 5_400,
      seconds: 0,
    });
    assert.deepEqual(evaluate('5 s × $1–3/s (T4 to H100:2)'), { low: 5, high: 15, seconds: 0 });
    assert.throws(
      () => assertAddsUp({ arithmetic: '5 min × $0.01/h', result: '$0.00057' }),
      assert.AssertionError,
    );
  });

  it('gives the result that is shown, in hovers, months and reports of every book', async () => {
    await fc.assert(
      fc.asyncProperty(declaration, usage, fc.nat(books.length - 1), async (parameters, comment, book) => {
        const assessment = await assessed(parameters, comment, books[book]!);
        const { estimate, month } = assessment;
        figureRows(estimate).forEach(assertAddsUp);
        besideRows(estimate, byOtherBook(assessment).estimate).forEach(assertAddsUp);
        if (month?.status === 'known') monthRows(month, estimate).forEach(assertAddsUp);
      }),
      { numRuns: 300 },
    );
  });

  it('shows rates that are given per hour as such', async () => {
    const rowsOf = async (book: PriceBook): Promise<string[]> => {
      const { estimate } = await assessed('gpu="H100", min_containers=2', 'requests_per_day=0', book);
      return figureRows(estimate).map(({ arithmetic }) => arithmetic);
    };
    const [running, , floor] = await rowsOf(workspaceBook());
    assert.equal(running, '(1 × H100 × $3.95/h + 0.125 × core × $0.0473/h + 0.125 × GiB × $0.008/h)');
    assert.ok(floor!.endsWith(' × 730 h'), floor);
    assert.match((await rowsOf(mixedBook()))[0]!, /core × \$0\.0473 ÷ 3,600 s/);
  });
});

describe('figures as shown', () => {
  it('have cents, and three significant digits below a dollar', () => {
    const shown = [0, 0.00057, 0.000574, 0.0498, 0.329674, 0.5, 0.9994, 0.9996, 1, 1_234.567].map(usd);
    assert.deepEqual(shown, [
      '$0',
      '$0.00057',
      '$0.000574',
      '$0.0498',
      '$0.33',
      '$0.50',
      '$0.999',
      '$1.00',
      '$1.00',
      '$1,234.57',
    ]);
  });

  it('name no difference below rounding, and no bounds that read the same', () => {
    assert.equal(differenceText(3, 3 * (1 + 1.1e-16 * 2)), 'the same');
    assert.equal(differenceText(3, 4), '+33%');
    assert.equal(betweenText({ low: 5_851.1601, high: 5_851.1602 }), '');
    assert.equal(betweenText({ low: 1, high: 2 }), ' (between $1.00 and $2.00)');
  });

  it('are the same in a comparison: a share of the figures that are shown', async () => {
    const assessment = await assessed(
      'gpu="H100", min_containers=1',
      'requests_per_day=50000 seconds_per_request=1',
      listBook,
    );
    const comparison = comparisonOf(assessment, { rateBreakEvens: false })!;
    const modal = comparison.modal.monthUsd;
    assert.ok(comparison.rows.length > 2);
    for (const row of comparison.rows) {
      const [month, difference] = moneyCells(row, comparison);
      const share = /^\+?(−?[\d,.]+)%$/.exec(difference!)?.[1];
      if (share === undefined) continue;
      const said = Number(share.replace('−', '-').replace(/,/g, ''));
      const shown = (shownIn(month!).low / shownIn(usd(modal)).low - 1) * 100;
      assert.ok(
        Math.abs(said - shown) <= Math.max(0.01, Math.abs(said) * 0.006),
        `${month} ${difference} ${shown}`,
      );
    }
  });
});
