import { strict as assert } from 'node:assert';
import {
  byAdvice,
  changeOf,
  isSure,
  savingsInSteps,
  type AdviceWeight,
  type PoolKept,
  type Saving,
} from '../../../src/core/cost/savings';
import type { Declaration } from '../../../src/core/modal/declaration';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { usdShort } from '../../../src/core/render/money';
import { whatIfChoices } from '../../../src/core/render/whatIfList';
import { findingText, fixTitle } from '../../../src/core/render/words/findingsText';
import {
  isWithoutEffect,
  keptInstead,
  keptSentence,
  savingLensTitle,
  savingReason,
} from '../../../src/core/render/words/savingWords';
import { pricedText } from '../../support/pricedText';

const BUSY = '# modal-cost: requests_per_day=50000 seconds_per_request=1\n';
const QUIET = '# modal-cost: requests_per_day=2000 seconds_per_request=2\n';

async function savingsOf(code: string, book: PriceBook = listBook): Promise<readonly Saving[]> {
  const { assessments } = await pricedText(`${code}\ndef f(): ...\n`, { book });
  return atOnce(savingsInSteps(assessments[0]!, neverPause)).savings;
}

/** The cost and the cold starts of a month with these arguments. */
async function monthOf(code: string, book: PriceBook): Promise<{ usd: number; cold: number }> {
  const { assessments } = await pricedText(`${code}\ndef f(): ...\n`, { book });
  const { month } = assessments[0]!;
  assert.ok(month?.status === 'known');
  const { total, seconds } = month;
  return { usd: total.likely, cold: seconds.coldStartShare.likely };
}

describe('what may be saved', () => {
  it('are warm containers that change no cold start, as many of them as there are', async () => {
    for (const [usage, book, from, to] of [
      [BUSY, reviewBook, 2, 0],
      [QUIET, listBook, 6, 3],
    ] as const) {
      const code = (min: number): string => `${usage}@app.function(gpu="T4", min_containers=${min})`;
      const [saving] = await savingsOf(code(from), book);
      assert.equal(saving?.kind, 'min_containers');
      assert.deepEqual([saving.from, saving.to], [from, to]);
      const [now, then] = [await monthOf(code(from), book), await monthOf(code(to), book)];
      assert.equal(saving.usdPerMonth, now.usd - then.usd);
      assert.deepEqual([saving.nowColdStartShare, saving.coldStartShare], [now.cold, then.cold]);
      assert.deepEqual(changeOf(saving), { min_containers: to });
      assert.deepEqual(await savingsOf(code(to), book), []);
    }
  });

  it('is no warm container that requests need', async () => {
    assert.deepEqual(await savingsOf(`${QUIET}@app.function(gpu="T4", min_containers=1)`), []);
    assert.deepEqual(await savingsOf(`${BUSY}@app.function(gpu="T4", min_containers=5)`), []);
  });

  it('is said to stay where that was worked out: what the next lesser value would do', async () => {
    const steady = '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n';
    const code = (usage: string, min: number, window: number): string =>
      `${usage}@app.function(gpu="H100", min_containers=${min}, max_containers=6, scaledown_window=${window})`;
    const keptOf = async (text: string, book = listBook): Promise<readonly PoolKept[]> => {
      const { assessments } = await pricedText(`${text}\ndef f(): ...\n`, { book });
      return atOnce(savingsInSteps(assessments[0]!, neverPause)).kept;
    };
    const [warm, window] = await keptOf(code(QUIET, 1, 60));
    const [now, then] = [
      await monthOf(code(QUIET, 1, 60), listBook),
      await monthOf(code(QUIET, 0, 60), listBook),
    ];
    assert.deepEqual([warm!.kind, warm!.from, warm!.to, warm!.worse], ['min_containers', 1, 0, 'coldStarts']);
    assert.equal(warm!.moreUsdPerMonth, then.usd - now.usd);
    assert.deepEqual([warm!.now.coldStartShare, warm!.then.coldStartShare], [now.cold, then.cold]);
    assert.ok(then.cold > now.cold);
    assert.deepEqual([window!.kind, window!.from, window!.to], ['scaledown_window', 60, 30]);
    // Requests keep as many containers running: the floor costs nothing.
    const [without] = await keptOf(code(steady, 2, 300));
    assert.deepEqual([without!.to, without!.worse, isWithoutEffect(without!)], [0, 'nothing', true]);
    assert.equal(without!.sameCost, 'asManyRun');
    assert.deepEqual(
      (await keptOf(code(QUIET, 1, 60))).map((each) => [each.sameCost, isWithoutEffect(each)]),
      [
        [null, false],
        [null, false],
      ],
    );
    // Not where it saves, where nothing is known of requests, and where there is no less.
    assert.ok((await keptOf(code(QUIET, 6, 60))).every(({ kind }) => kind !== 'min_containers'));
    assert.deepEqual(await keptOf(code('', 2, 300)), []);
    assert.ok((await keptOf(code(QUIET, 0, 60))).every(({ kind }) => kind !== 'min_containers'));
    assert.ok(
      (await keptOf(code(QUIET, 1, 60), reviewBook)).every(({ kind }) => kind !== 'scaledown_window'),
    );
  });

  it('says why what has no effect costs nothing extra', async () => {
    const { H100 } = reviewBook.gpus;
    const free = { ...reviewBook, gpus: { H100: { ...H100!, idle: { ...H100!.idle!, value: 0 } } } };
    const busy = 'requests_per_day=500000 seconds_per_request=0.1';
    for (const [usage, pool, kind, reason, book = listBook] of [
      [busy, 'min_containers=1, max_containers=1', 'min_containers', 'as many containers run anyway'],
      [busy, 'max_containers=1', 'scaledown_window', 'no container is idle for that long'],
      [
        busy,
        'min_containers=1, max_containers=1',
        'scaledown_window',
        'only the warm containers are idle for that long',
      ],
      [
        'requests_per_day=0 seconds_per_request=1',
        'min_containers=1',
        'min_containers',
        'idle warm containers are not billed',
        free,
      ],
    ] as const) {
      const text = `# modal-cost: ${usage}\n@app.function(gpu="H100", ${pool}, scaledown_window=60)\ndef f(): ...\n`;
      const { assessments } = await pricedText(text, { book });
      const kept = atOnce(savingsInSteps(assessments[0]!, neverPause)).kept.find(
        (each) => each.kind === kind,
      );
      assert.ok(kept, reason);
      assert.ok(
        keptSentence(kept).endsWith(` costs nothing extra: ${keptInstead(kept)}.`),
        keptSentence(kept),
      );
      assert.ok(keptInstead(kept).endsWith(` the same cold starts, because ${reason}`), keptInstead(kept));
    }
  });

  it('comes in one order: what is sure, then another GPU, then another provider, each by what it saves', () => {
    const order: readonly AdviceWeight[] = [
      { kind: 'scaledown_window', usdPerMonth: 20 },
      { kind: 'min_containers', usdPerMonth: 10 },
      { kind: 'gpu', usdPerMonth: 900 },
      { kind: 'gpu', usdPerMonth: null },
      { kind: 'elsewhere', usdPerMonth: 5000 },
    ];
    assert.deepEqual([...order].reverse().sort(byAdvice), order);
  });

  it('is nothing that the other book charges more for', async () => {
    // By the list, the next start costs more than the short time that a container is idle.
    const dear = '# modal-cost: requests_per_day=50000 seconds_per_request=1 startup_seconds=600\n';
    for (const saving of await savingsOf(`${dear}@app.function(gpu="T4", min_containers=2)`, reviewBook))
      assert.notEqual(saving.kind, 'min_containers');
  });

  it('is the window of runs that start cold either way', async () => {
    const schedule = 'schedule=modal.Period(hours=1), timeout=60';
    const [saving] = await savingsOf(`@app.function(gpu="T4", scaledown_window=600, ${schedule})`);
    assert.deepEqual([saving?.kind, saving?.from, saving?.to], ['scaledown_window', 600, 2]);
    assert.deepEqual(await savingsOf(`${BUSY}@app.function(gpu="T4", scaledown_window=600)`), []);
    // That book does not bill it.
    assert.deepEqual(
      await savingsOf(`@app.function(gpu="T4", scaledown_window=600, ${schedule})`, reviewBook),
      [],
    );
  });

  it('is a cheaper GPU with as much memory, and as many of it', async () => {
    for (const [gpu, to] of [
      ['H100', 'A100-80GB'],
      ['H100:4', 'A100-80GB'],
      ['A100-40GB', 'L40S'],
      ['A10', 'L4'],
    ] as const) {
      const [saving] = await savingsOf(`@app.function(gpu="${gpu}")`);
      assert.equal(saving?.kind, 'gpu');
      assert.deepEqual([saving.to.type, saving.to.count], [to, saving.from.count]);
      assert.equal(saving.usdPerMonth, null);
      assert.ok(saving.rateShare > 0.05 && saving.rateShare < 1);
    }
    const [known] = await savingsOf(`${BUSY}@app.function(gpu="H100")`);
    assert.ok(known!.usdPerMonth! > 100);
    for (const gpu of ['"T4"', '"L4"', '"A100-80GB"', '"H10O"', '["H100", "A10"]', 'cfg.gpu', '"any"'])
      assert.deepEqual(await savingsOf(`@app.function(gpu=${gpu})`), [], gpu);
  });

  it('is nothing of what calls set, of sandboxes and of values that are not known', async () => {
    for (const min of ['N', '2 if q() else 0'])
      assert.deepEqual(
        await savingsOf(`${BUSY}@app.function(gpu="T4", min_containers=${min})`, reviewBook),
        [],
      );
    const set = `${BUSY}@app.function(gpu="T4", min_containers=2)\ndef f(): ...\nf.update_autoscaler(min_containers=3)`;
    const { assessments } = await pricedText(`${set}\n`, { book: reviewBook });
    assert.deepEqual(atOnce(savingsInSteps(assessments[0]!, neverPause)).savings, []);
  });

  it('is said alike in lens, finding, menu, what-if and Quick Fix', async () => {
    const { assessments, report } = await pricedText(
      `${QUIET}@app.function(gpu="T4", min_containers=6)\ndef f(): ...\n`,
    );
    const [assessment] = assessments;
    const [saving] = atOnce(savingsInSteps(assessment!, neverPause)).savings;
    assert.ok(saving && isSure(saving));
    const [usd, reason] = [usdShort(saving.usdPerMonth), savingReason(saving)];
    const code = `min_containers=${saving.to}`;
    assert.equal(savingLensTitle(saving), `save ${usd}/mo: ${code}`);
    const found = report.findings.find(({ rule }) => rule === 'warm-gpu');
    assert.ok(
      findingText(found!).includes(`With ${code}, ${reason}: it saves ${usd}/mo.`),
      findingText(found!),
    );
    assert.ok(found!.fixes.map(fixTitle).includes(`Set ${code} (saves ${usd}/mo)`));
    const { estimate, use } = assessment!;
    const subject = {
      declaration: estimate.subject as Declaration,
      assessment: assessment!,
      context: estimate.context,
      use,
    };
    const choices = whatIfChoices(subject, 'min_containers').filter(({ details }) =>
      details[0]?.startsWith('saves'),
    );
    assert.deepEqual(
      choices.map(({ label, details }) => [label, details[0]]),
      [[String(saving.to), `saves ${usd}/mo, ${reason}`]],
    );
  });
});
