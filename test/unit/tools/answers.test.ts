import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import { OUTPUT_SCHEMAS } from '../../../src/core/tools/outputSchemas';
import { ToolProblem } from '../../../src/core/tools/toolProblem';
import { COMPARE_TOOL, ESTIMATE_TOOL } from '../../../src/core/tools/toolDefinitions';
import { ask } from './support';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const isEstimate = ajv.compile(OUTPUT_SCHEMAS[ESTIMATE_TOOL.name]!);
const isComparison = ajv.compile(OUTPUT_SCHEMAS[COMPARE_TOOL.name]!);

const HEAD = 'import modal\napp = modal.App()\n';
const SERVE = `${HEAD}@app.function(gpu="H100", min_containers=2)\ndef serve(): ...\n`;
const TWO = `${SERVE}@app.cls(gpu=cfg.gpu)\nclass Model: ...\n`;
const USAGE = { requests_per_day: 50_000, seconds_per_request: 0.2 };

async function problem(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    assert.ok(error instanceof ToolProblem, String(error));
    return error.message;
  }
  assert.fail('answered');
}

interface Estimates {
  readonly estimates: readonly {
    readonly subject: { readonly name: string };
    readonly floor: { readonly usdPerMonth: { readonly low: number } } | null;
    readonly month: { readonly usd: { readonly likely: number } } | null;
  }[];
  readonly leftOut: readonly { readonly name: string }[];
}

describe('modalCost_estimate', () => {
  it('answers with each figure and its arithmetic, and the same as data', async () => {
    const { text, data } = await ask('estimate', { source: SERVE });
    assert.match(text, /^Prices: .*review-2026-05/);
    assert.match(text, /app\.py:3 serve \(H100\)/);
    assert.match(text, /Warm floor, per month: 2 × H100 × \$0\.00012\/s × 2,592,000 s = \$622\.08\/mo/);
    assert.match(
      text,
      /The cost per month is unknown.*requests_per_day and seconds_per_request.*above app\.py:3/,
    );
    assert.ok(isEstimate(data), JSON.stringify(isEstimate.errors));
    const [serve] = (data as unknown as Estimates).estimates;
    assert.equal(serve?.floor?.usdPerMonth.low.toFixed(2), '622.08');
    assert.equal('comparison' in serve, false);
  });

  it('uses the usage of the input, which takes precedence over the comment', async () => {
    const commented = SERVE.replace('@app', '# modal-cost: requests_per_day=1 seconds_per_request=1\n@app');
    const month = async (input: object): Promise<number | undefined> => {
      const { data } = await ask('estimate', { source: commented, ...input });
      return (data as unknown as Estimates).estimates[0]?.month?.usd.likely;
    };
    const [comment, question] = [await month({}), await month({ usage: USAGE })];
    assert.ok(comment! < question!, `${String(comment)} ${String(question)}`);
    assert.match(
      (await ask('estimate', { source: commented, usage: USAGE })).text,
      /Cost per month: \$1,2\d\d/,
    );
  });

  it('assumes another GPU, and says so', async () => {
    const { text } = await ask('estimate', { source: SERVE, gpu: 'A100-80GB' });
    assert.match(text, /With gpu="A100-80GB" instead of the GPU in the code/);
    assert.match(text, /app\.py:3 serve \(A100-80GB\)/);
    assert.match(
      await problem(ask('estimate', { source: SERVE, gpu: 'H900' })),
      /have no price for H900\. They have prices for .*H100/,
    );
    assert.match(
      await problem(ask('estimate', { source: TWO, gpu: 'H200' })),
      /`gpu` needs `declaration`: app\.py has several declarations: serve \(line 3\), Model \(line 5\)/,
    );
    assert.match(
      (await ask('estimate', { source: TWO, gpu: 'H200', declaration: 'Model' })).text,
      /Model \(H200\)[^]*has no price for `H200`[^]*By Modal’s list instead: \$4\.55\/h running/,
    );
  });

  it('uses the price book and the hours per month of the input', async () => {
    const list = await ask('estimate', { source: SERVE, priceBook: 'modal-list-2026-10' });
    assert.match(list.text, /^Prices: .*modal-list-2026-10.* 730 h/);
    assert.match(list.text, /\$5,775\.90\/mo/);
    assert.match(list.text, /By the 2026 review instead: \$7\.56\/h running, \$622\.08\/mo warm\./);
    const earlier = await ask('estimate', { source: SERVE, priceBook: 'modal-list-2026-07' });
    assert.equal(earlier.text, list.text);
    const hours = await ask('estimate', { source: SERVE, hoursPerMonth: 100 });
    assert.match(hours.text, / 100 h/);
    assert.match(hours.text, /\$86\.40/);
  });

  it('says what is unknown, and never counts it as 0', async () => {
    const { text } = await ask('estimate', { source: TWO });
    assert.match(text, /gpu=cfg\.gpu.* is unknown/);
    assert.match(text, /1 of them is only partly counted/);
    assert.doesNotMatch(text, /\$0(?![.\d])/);
  });

  it('says where the problem is and what to do if it cannot answer', async () => {
    assert.match(await problem(ask('estimate', { source: 'print()\n' })), /app\.py has no Modal code/);
    assert.match(
      await problem(ask('estimate', { source: TWO, declaration: 'Nope' })),
      /no declaration "Nope" in app\.py\. It has: serve \(line 3\), Model \(line 5\)/,
    );
    const broken = `${SERVE}\n@app.function(gpu="H100"\ndef g(: ...\n`;
    assert.match((await ask('estimate', { source: broken })).text, /Syntax error in lines? \d+.*ask again/);
    assert.match(
      await problem(ask('estimate', { source: `${HEAD}@app.function(gpu="H\n` })),
      /Syntax error in/,
    );
  });

  it('has a maximum length, and lists what it left out', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `@app.function(gpu="H100")\ndef f${i}(): ...\n`);
    const { text, data } = await ask('estimate', { source: HEAD + many.join('') }, { most: 1 });
    assert.ok(text.length < 25_000, String(text.length));
    assert.ok(JSON.stringify(data).length < 40_000);
    const { estimates, leftOut } = data as unknown as Estimates;
    assert.ok(estimates.length > 0 && leftOut.length === 100);
    assert.equal(leftOut[0]!.name, `f${estimates.length}`);
    assert.match(
      text,
      new RegExp(`too long: ${200 - estimates.length} left out\\. Ask for one with .declaration.: f`),
    );
    assert.match(text, /Total of 200 declarations:/);
    const options = Array.from({ length: 400 }, (_, i) => `"H100:${i + 1}"`).join(',');
    const huge = await ask('estimate', { source: `${HEAD}@app.function(gpu=[${options}])\ndef f(): ...\n` });
    assert.ok(huge.text.length < 100_000 && JSON.stringify(huge.data).length < 100_000);
    assert.match(huge.text, /too long: 1 left out/);
  });

  it('keeps what a text says on one line', async () => {
    const hostile = `${HEAD}@app.function(gpu="""H100\n\n# Ignore\x1b[2J all""")\ndef f(): ...\n`;
    const { text } = await ask('estimate', { source: hostile });
    assert.doesNotMatch(text, /\u001b|^# Ignore/m);
  });

  it('stops if it is canceled', async () => {
    let left = 3;
    const many = Array.from({ length: 9 }, (_, i) => `@app.function()\ndef f${i}(): ...\n`).join('');
    await assert.rejects(
      ask('estimate', { source: HEAD + many }, {}, () =>
        --left < 0 ? Promise.reject(new Error('taken back')) : Promise.resolve(),
      ),
      /taken back/,
    );
    assert.equal(left, -1);
  });
});

interface Comparisons {
  readonly comparisons: readonly {
    readonly name: string;
    readonly comparison: { readonly winner: string; readonly rows: readonly { readonly id: string }[] };
  }[];
  readonly notCompared: readonly { readonly place: string }[];
}

describe('modalCost_compare', () => {
  it('answers with the same work on every other offer, and the same as data', async () => {
    const { text, data } = await ask('compare', { source: SERVE, usage: USAGE });
    assert.match(text, /### app\.py:3 serve \(H100\)/);
    assert.match(text, /\| offer \|/);
    assert.match(text, /Fit: /);
    assert.ok(isComparison(data), JSON.stringify(isComparison.errors));
    const [serve] = (data as unknown as Comparisons).comparisons;
    assert.equal(serve?.name, 'serve');
    assert.ok(serve.comparison.rows.some(({ id }) => id === serve.comparison.winner));
  });

  it('says why each one cannot be compared, and what would help', async () => {
    const cases: readonly (readonly [string, object, RegExp])[] = [
      [
        '@app.function(gpu="H100")\ndef f(): ...',
        {},
        /its usage is unknown\. Give `usage` with requests_per_day and seconds_per_request.*line 3/,
      ],
      ['@app.function()\ndef f(): ...', { usage: USAGE }, /it has no GPU/],
      ['@app.function(gpu=x)\ndef f(): ...', { usage: USAGE }, /gpu=x is unknown\. Give `gpu`/],
      ['@app.function(gpu="X9")\ndef f(): ...', { usage: USAGE }, /no price/],
      [
        '@app.function(gpu="H100", schedule=modal.Period(days=1))\ndef f(): ...',
        { usage: USAGE },
        /it runs on a schedule/,
      ],
      [
        '@app.function(gpu="H100", max_containers=1)\ndef f(): ...',
        { usage: { ...USAGE, seconds_per_request: 60 } },
        /overloaded: .*a higher max_containers/,
      ],
      [
        'modal.Image.debian_slim().run_commands("x", gpu="H100")',
        { usage: USAGE },
        /a call, and only functions, classes, servers and sandboxes are compared/,
      ],
    ];
    for (const [code, input, reason] of cases) {
      const message = await problem(ask('compare', { source: `${HEAD}${code}\n`, ...input }));
      assert.match(message, /^app\.py:3 .*: not compared: /);
      assert.match(message, reason);
    }
  });

  it('compares what it can, and lists the rest', async () => {
    const { text, data } = await ask('compare', { source: TWO, usage: USAGE });
    assert.match(text, /app\.py:5 Model \(gpu=cfg\.gpu\): not compared: gpu=cfg\.gpu is unknown/);
    const { comparisons, notCompared } = data as unknown as Comparisons;
    assert.deepEqual([comparisons.length, notCompared.length], [1, 1]);
  });
});
