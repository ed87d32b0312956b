import { strict as assert } from 'node:assert';
import { assess, type Assessment } from '../../../src/core/cost/assess';
import {
  certaintyOf,
  floorAmount,
  liveAmount,
  monthOrFloor,
  sumOf,
  type Amount,
} from '../../../src/core/cost/amount';
import { total } from '../../../src/core/cost/estimateTotal';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { estimateCsv } from '../../../src/core/render/estimateCsv';
import { estimateMarkdown, estimateTable } from '../../../src/core/render/estimateReport';
import { estimateJson } from '../../../src/core/render/estimateJson';
import { groupText } from '../../../src/core/render/explorerColumns';
import { SEEN } from '../../../src/core/render/words/titleWords';
import { explorer } from '../../../src/core/render/explorerTree';
import { lensTitle } from '../../../src/core/render/lensTitle';
import { totalText } from '../../../src/core/render/totalText';
import { scanText } from '../../support/python';

const HEAD = 'import os\nimport modal\napp = modal.App()\n';

async function assessed(code: string, book = listBook): Promise<Assessment[]> {
  const { declarations, callSites } = await scanText(`${HEAD}${code}`);
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  return [...declarations, ...callSites].map((subject) =>
    assess(subject, context, { defaults: [], includeStartup: true }),
  );
}

const DARK =
  '@app.function(gpu=os.environ["GPU"], min_containers=int(os.environ["WARM"]))\ndef dark(): ...\n';
const WARM = '@app.function(gpu="H100", min_containers=1)\ndef warm(): ...\n';
const HALF = '@app.function(gpu=["H100", "X9"], min_containers=1)\ndef half(): ...\n';
const COLD = '@app.function(gpu="T4")\ndef cold(): ...\n';

describe('a sum of amounts', () => {
  const one: Amount = { low: 1, likely: 2, high: 3 };

  it('is zero only if there is nothing to pay for', () => {
    assert.deepEqual(sumOf([]), { low: 0, likely: 0, high: 0 });
    assert.deepEqual(sumOf(['none', 'none']), { low: 0, likely: 0, high: 0 });
    assert.equal(sumOf(['none', 'unknown']), 'unknown');
  });

  it('is at least the known part if something is unknown', () => {
    assert.deepEqual(sumOf([one, 'unknown']), { ...one, atLeast: true });
    assert.deepEqual(sumOf([one, { ...one, atLeast: true }]), { low: 2, likely: 4, high: 6, atLeast: true });
    assert.equal(certaintyOf(sumOf([one, 'none'])), 'range');
    assert.equal(certaintyOf(sumOf([one, 'unknown'])), 'atLeast');
  });
});

describe('the certainty of a declaration', () => {
  it('is at least if only some options have a price', async () => {
    const [dark, warm, half, cold] = await assessed(DARK + WARM + HALF + COLD);
    const certainties = [dark, warm, half, cold].map((each) => [
      certaintyOf(liveAmount(each!.estimate)),
      certaintyOf(floorAmount(each!.estimate)),
      certaintyOf(monthOrFloor(each!)),
    ]);
    assert.deepEqual(certainties, [
      ['unknown', 'unknown', 'unknown'],
      ['known', 'known', 'atLeast'],
      ['atLeast', 'atLeast', 'atLeast'],
      ['known', 'none', 'unknown'],
    ]);
  });
});

describe('unknown costs', () => {
  it('are unknown in every format, and never $0', async () => {
    const all = await assessed(DARK);
    const context = all[0]!.estimate.context;
    const sum = total(all.map(({ estimate }) => estimate));
    const { sum: tree } = explorer([{ name: 'x', assessments: all, skipped: [] }], {
      sort: 'cost',
      warmOnly: false,
    });
    const texts = [
      estimateTable(all).sum,
      estimateMarkdown(all, context),
      totalText(sum),
      groupText(tree, SEEN),
      lensTitle(all[0]!),
      estimateCsv(all),
      JSON.stringify(estimateJson(all, context)),
    ];
    for (const text of texts) {
      assert.match(text, /unknown/);
      assert.doesNotMatch(text, /\$0(?![.\d])|not known|≤/);
    }
    const json = estimateJson(all, context) as { readonly total: Record<string, unknown> };
    assert.deepEqual(json.total.floorPerMonth, { status: 'unknown' });
  });

  it('make a sum with a known part that or more', async () => {
    const all = await assessed(DARK + WARM);
    const sum = total(all.map(({ estimate }) => estimate));
    assert.match(estimateTable(all).sum, /\$2,887\.95 or more per month warm/);
    assert.equal(totalText(sum), '$2,888/mo warm or more · $3.96/h running or more · 1 unknown');
    const [half] = await assessed(HALF);
    assert.match(estimateTable([half!]).rows[0]!, /\$2,887\.95 or more/);
    assert.match(lensTitle(half!), /warm \(1 × GPU\) or more/);
  });
});

describe('the bound of a call', () => {
  const bound = async (parameters: string, book = listBook) => {
    const [only] = await assessed(`@app.function(${parameters})\ndef f(): ...\n`, book);
    return only!.estimate.call!;
  };

  it('does not exist where memory has no limit', async () => {
    for (const parameters of [
      'gpu="H100"',
      'cpu=(1, 2), memory=1024',
      'memory=(1024, 2048), cpu=os.environ["C"]',
    ])
      assert.equal((await bound(parameters)).most, null, parameters);
  });

  it('counts limits, start-up, the window and retries', async () => {
    const { most, atTimeout } = await bound(
      'cpu=(1, 2), memory=(1024, 2048), timeout=100, startup_timeout=20, scaledown_window=30, retries=1',
    );
    // By hand: 2 attempts × (100 + 20 + 30) s × (2 cores × 0.0000131 + 2 GiB × 0.00000222).
    assert.ok(Math.abs(most!.usd - 2 * 150 * (2 * 0.0000131 + 2 * 0.00000222)) < 1e-7, String(most!.usd));
    assert.ok(Math.abs(atTimeout!.high - 2 * 100 * (0.0000131 + 0.00000222)) < 1e-7);
  });

  it('counts 16 cores above a request without a limit, and a start of as long as the timeout', async () => {
    const { most } = await bound('cpu=1, memory=(1024, 1024), timeout=100, single_use_containers=True');
    assert.ok(Math.abs(most!.usd - 200 * (17 * 0.0000131 + 0.00000222)) < 1e-6, String(most!.usd));
  });

  it('is the timeout at the price of a GPU that includes the rest, in a book that bills nothing else', async () => {
    const { most, atTimeout } = await bound('gpu="H100", timeout=3600', reviewBook);
    assert.equal(most!.usd, atTimeout!.high);
  });
});
