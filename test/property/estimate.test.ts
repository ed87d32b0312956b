import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { assess, type Assessment } from '../../src/core/cost/assess';
import type { Estimate } from '../../src/core/cost/estimate';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { estimateJson } from '../../src/core/render/estimateJson';
import { lensTitle, LENS_LENGTH } from '../../src/core/render/lensTitle';
import { plainNumber, usd, usdInterval } from '../../src/core/render/money';
import { scanText } from '../support/python';

const BOOKS = { review: reviewBook, list: listBook };
const books = fc.constantFrom('review', 'list');

async function assessmentOf(args: string, of: keyof typeof BOOKS): Promise<Assessment> {
  const book = BOOKS[of];
  const text = `import modal\napp = modal.App()\n@app.function(${args})\ndef f(): ...\n`;
  const [declaration] = (await scanText(text)).declarations;
  assert.ok(declaration, args);
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  return assess(declaration, context, { defaults: [], includeStartup: true });
}

const estimateOf = async (args: string, of: keyof typeof BOOKS): Promise<Estimate> =>
  (await assessmentOf(args, of)).estimate;

const near = (a: number, b: number): void => {
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(a, b), `${a} ≠ ${b}`);
};

/** Values as code gives them: sensible ones, extreme ones, ranges, and what only a run knows. */
const anything = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '2',
    '-1',
    '0.5',
    '1e308',
    '10**15',
    '2**52',
    'True',
    'None',
    '"x"',
    '[]',
    '(1, 2)',
    '{}',
  ),
  fc.constantFrom(
    'f()',
    '2 if f() else 0',
    '1 if f() else None',
    '[1] if f() else 2.5',
    'modal.Cron("* * * * *")',
  ),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
);
const gpus = fc.oneof(
  fc.constantFrom(
    '"H100"',
    '"h200:8"',
    '"any"',
    '["H100", "T4:2", None]',
    '"NEW:2"',
    '"T4:0"',
    '"T4:9_999_999"',
  ),
  fc.constantFrom(
    'None',
    'f()',
    '"H100" if f() else "NEW"',
    'f() or "T4"',
    '"A100\\n$(x)\\u202e"',
    '""',
    '7',
  ),
  fc.string({ maxLength: 60 }).map((text) => JSON.stringify(text)),
);
const PARAMETERS = [
  ...['cpu', 'memory', 'ephemeral_disk', 'min_containers', 'max_containers', 'timeout', 'retries', 'region'],
  ...['nonpreemptible', 'schedule', 'keep_warm', 'buffer_containers', 'scaledown_window'],
];
const args = fc
  .record({
    gpu: gpus,
    params: fc.dictionary(fc.constantFrom(...PARAMETERS), anything, { maxKeys: 5 }),
    size: fc.option(anything, { nil: undefined, freq: 3 }),
  })
  .map(({ gpu, params, size }) => {
    const list = [`gpu=${gpu}`, ...Object.entries(params).map(([name, value]) => `${name}=${value}`)];
    return list.join(', ') + (size === undefined ? '' : `)\n@modal.experimental.clustered(size=${size}`);
  });

describe('an estimate', () => {
  it('has a warm floor that grows with min_containers, and a live hour that grows with the GPU count', async () => {
    await fc.assert(
      fc.asyncProperty(
        books,
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 64 }),
        async (book, n, g) => {
          const one = await estimateOf('gpu="H100", min_containers=1', book);
          const many = await estimateOf(`gpu="H100:${g}", min_containers=${n}`, book);
          const gpuOf = ({ alternatives }: Estimate): number =>
            alternatives[0]!.rate!.active[0]!.perSecond.low;
          near(gpuOf(many), g * gpuOf(one));
          const wide = await estimateOf(`gpu="H100:${g}", min_containers=1`, book);
          near(many.floor!.perMonth!.low, n * wide.floor!.perMonth!.low);
          near(many.livePerHour!.low, wide.livePerHour!.low);
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  it('holds only numbers that are numbers, low ones below high ones', async () => {
    await fc.assert(
      fc.asyncProperty(books, args, async (book, given) => {
        const of = await assessmentOf(given, book);
        const json = estimateJson([of], of.estimate.context);
        visit(json, (value) => {
          if (typeof value === 'number') assert.ok(Number.isFinite(value), given);
          if (typeof value === 'string') assert.doesNotMatch(value, /NaN|Infinity|undefined/, given);
          if (typeof value === 'object' && value !== null && 'low' in value && 'high' in value)
            assert.ok(Number(value.low) <= Number(value.high) && Number(value.low) >= 0, given);
        });
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('has a lens of one short line, in which what is unknown is never $0', async () => {
    let unknown = 0;
    await fc.assert(
      fc.asyncProperty(books, args, async (book, given) => {
        const assessment = await assessmentOf(given, book);
        const { estimate: of } = assessment;
        const title = lensTitle(assessment);
        assert.ok(title.length > 0 && Array.from(title).length <= LENS_LENGTH, title);
        assert.doesNotMatch(title, /[\p{Cc}\p{Cf}\u2028\u2029]/u);
        const { livePerHour, floor } = of;
        const isUnknown = livePerHour === null || (floor !== null && floor.perMonth === null);
        if (livePerHour === null && floor?.perMonth == null)
          assert.doesNotMatch(title, /\$[\d.,–]+\/(h|mo)/, given);
        if (of.certainty === 'unknown' || isUnknown) {
          unknown++;
          assert.doesNotMatch(title, /\$0\/(h|mo)/, given);
        }
      }),
      { seed: 6, numRuns: 500 },
    );
    assert.ok(unknown > 100, `${unknown} were unknown`);
  });
});

function visit(value: unknown, see: (value: unknown) => void): void {
  see(value);
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) visit(each, see);
}

describe('money in words', () => {
  const amounts = fc.oneof(
    fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
    fc.double({ min: 1e-6, max: 100, noNaN: true }),
  );
  const valueOf = (text: string): number => Number(text.replace(/[$,]/g, '').replace('−', '-'));

  it('is within half a cent, or half of the second digit below that', () => {
    fc.assert(
      fc.property(amounts, (value) => {
        const shown = usd(value);
        assert.match(shown, /^\$\d{1,3}(,\d{3})*(\.\d+)?$/);
        assert.ok(valueOf(shown) > 0, shown);
        const off = Math.abs(valueOf(shown) - value);
        assert.ok(off <= (value >= 0.005 ? 0.005 + value * 1e-12 : value * 0.05), `${value}: ${shown}`);
        assert.equal(usd(-value), `−${shown}`);
      }),
      { seed: 8, numRuns: 2_000 },
    );
  });

  it('never makes more look like less', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(valueOf(usd(low)) <= valueOf(usd(high)) + 0.005);
        assert.match(usdInterval({ low, high }), /^\$[\d.,]+(–[\d.,]+)?$/);
      }),
      { seed: 9, numRuns: 1_000 },
    );
  });

  it('has no exponents, and the digits that are asked for', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 12 }), (value, digits) => {
        const shown = plainNumber(value, digits);
        assert.match(shown, /^[\d,.]+$/);
        assert.ok(Math.abs(valueOf(shown) - value) <= value * 10 ** (1 - digits), `${value}: ${shown}`);
      }),
      { seed: 10, numRuns: 2_000 },
    );
  });
});
