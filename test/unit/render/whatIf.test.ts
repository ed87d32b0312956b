import { strict as assert } from 'node:assert';
import { assess, type UsageContext } from '../../../src/core/cost/assess';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { cheaperElsewhere } from '../../../src/core/cost/comparison/cheaperElsewhere';
import { elsewhereText } from '../../../src/core/render/elsewhereText';
import { lensTitle } from '../../../src/core/render/lensTitle';
import { calculatorDeclaration } from '../../../src/core/render/scenario/scenario';
import {
  assessChange,
  savingElsewhere,
  whatIfChoices,
  type WhatIfChoice,
  type WhatIfSubject,
  type WhatIfTopic,
} from '../../../src/core/render/whatIfList';
import { comparisonOf } from '../../../src/core/cost/comparison/compareDeclaration';
import { AT_ONCE, SimulationsLater } from '../../../src/core/cost/simulations';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { vary } from '../../../src/core/cost/varyDeclaration';

/** The review's scenario B, or the same without a word on its use. */
function subject(book: PriceBook, isUsed = true): WhatIfSubject {
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  const values = { requestsPerDay: 50_000, secondsPerRequest: 0.2 };
  const use: UsageContext = {
    includeStartup: true,
    defaults: isUsed
      ? [{ source: 'setting', values, where: { kind: 'setting' as const, name: 'modalCost.usage' } }]
      : [],
  };
  const declaration = vary(calculatorDeclaration(), { min_containers: 2 });
  return { declaration, context, use, assessment: assess(declaration, context, use) };
}

const figures = (of: WhatIfSubject, topic: WhatIfTopic): Record<string, string> =>
  Object.fromEntries(whatIfChoices(of, topic).map((each) => [each.label, each.figures]));

describe('what if', () => {
  it('prices every choice for the month, with its difference, in each of its lists', () => {
    const of = subject(reviewBook);
    assert.equal(figures(of, 'gpu')['A100-80GB'], '$1,216 → $672 per month   −45%');
    assert.equal(figures(of, 'min_containers')['3'], '$1,216 → $1,527 per month   +26%');
    assert.equal(figures(of, 'min_containers')['2'], '$1,216 per month');
    assert.equal(figures(of, 'scaledown_window')['5 min'], '$1,216 per month');
    assert.equal(figures(of, 'traffic')['100,000 requests per day'], '$1,216 → $1,811 per month   +49%');
    for (const topic of ['gpu', 'min_containers', 'scaledown_window', 'traffic', 'provider'] as const)
      for (const each of whatIfChoices(of, topic)) {
        assert.match(each.figures, /\$[\d,.]+ per month/, `${topic}: ${each.label}`);
        assert.equal(each.figures.includes('→'), !each.figures.startsWith('$1,216 per month'));
      }
  });

  it('has the GPU that saves next to the one in use, and says so', () => {
    const [now, saves, other] = whatIfChoices(subject(listBook), 'gpu');
    assert.equal(now!.current, true);
    assert.equal(saves!.label, 'A100-80GB');
    // Its memory stands beside the label, so that the price per hour is not cut off.
    assert.match(saves!.details[0]!, /^saves \$[\d,]+\/mo if requests take no longer$/);
    assert.match(saves!.details[1]!, /^\$[\d.]+\/h running$/);
    assert.doesNotMatch(other!.details.join(), /saves/);
  });

  it('has the GPU in use first, then cheaper ones with no less memory, then the others by price, each with its memory', () => {
    const rows = whatIfChoices(subject(listBook), 'gpu').map(({ label, memory }) => `${label} ${memory}`);
    assert.deepEqual(rows.slice(0, 5), [
      'H100 80 GB',
      'A100-80GB 80 GB',
      'RTX-PRO-6000 96 GB',
      'T4 16 GB (less)',
      'L4 24 GB (less)',
    ]);
    assert.ok(rows.indexOf('H100:2 160 GB') > rows.indexOf('B300 288 GB'));
    assert.ok(whatIfChoices(subject(listBook), 'min_containers').every(({ memory }) => memory === ''));
  });

  it('rounds a month as the lens does, and keeps the difference of what is rounded to the same', () => {
    const of = subject(listBook);
    const [month = ''] = lensTitle(of.assessment).slice(2).split('/mo');
    for (const topic of ['gpu', 'min_containers', 'provider'] as const) {
      const now = whatIfChoices(of, topic).find(({ current }) => current)!;
      assert.equal(now.figures, `${month} per month`, topic);
    }
    const others = whatIfChoices(of, 'scaledown_window').filter(({ current }) => !current);
    for (const { label, figures: shown } of others)
      if (shown.startsWith(`${month} per month`)) assert.match(shown, /per month {3}[−+]/, label);
  });

  it('says what other providers would cost, the cheapest first after Modal', () => {
    assert.deepEqual(figures(subject(reviewBook), 'provider'), {
      Modal: '$1,216 per month',
      'Lambda, H100 SXM, reserved for a year': '$1,216 → $1,332 per month   +9.53%',
      'Lambda, H100 SXM, on demand': '$1,216 → $2,153 per month   +77%',
    });
    const [modal, first] = whatIfChoices(subject(reviewBook), 'provider');
    assert.equal(modal!.current, true);
    assert.deepEqual(first!.details, ['1 machine with 1 GPU, paid for the whole month. Price of 2026-05.']);
    assert.deepEqual([first!.change, first!.usage], [{}, {}]);
  });

  it('names the cheapest provider where that is not Modal, with what the finding says', () => {
    const of = (book: PriceBook): ReturnType<typeof elsewhereText> =>
      elsewhereText(cheaperElsewhere(subject(book).assessment));
    assert.deepEqual(of(listBook), {
      saves: 'RunPod saves $4,900/mo',
      details: ['1 running all month, no autoscaling', 'Pod H100 PCIe, community cloud'],
    });
    // Modal is the cheapest.
    assert.equal(of(reviewBook), null);
    assert.equal(elsewhereText(cheaperElsewhere(subject(listBook, false).assessment)), null);
    const found = cheaperElsewhere(subject(listBook).assessment)!;
    assert.equal(elsewhereText({ ...found, usdPerMonth: found.modal.monthUsd / 200 }), null);
  });

  it('compares with other providers once, for whether they can be and for what the cheapest saves', () => {
    let asked = 0;
    const { declaration, context } = subject(listBook);
    const values = { requestsPerDay: 5_000, secondsPerRequest: 2, startupSeconds: 20 };
    const where = { kind: 'setting', name: 'modalCost.usage' } as const;
    const use: UsageContext = {
      includeStartup: true,
      defaults: [{ source: 'setting', values, where }],
      simulations: { pool: (pool) => (asked++, AT_ONCE.pool(pool)) },
    };
    const assessment = assess(declaration, context, use);
    const count = (run: () => unknown): number => {
      asked = 0;
      assert.ok(run());
      return asked;
    };
    const once = count(() => comparisonOf(assessment, { rateBreakEvens: false }));
    assert.ok(once > 0);
    const of = { declaration, context, use, assessment };
    assert.equal(
      count(() => savingElsewhere(of)?.cheaper),
      once,
    );
    assert.equal(savingElsewhere(subject(listBook, false)), null);
    assert.deepEqual(savingElsewhere(subject(reviewBook)), { cheaper: null });
  });

  it('names no provider by other prices than those of the other rows', () => {
    const gpu = { type: 'B200', count: 1 };
    const priced = (book: PriceBook): ReturnType<typeof cheaperElsewhere> =>
      cheaperElsewhere(assessChange(subject(book), { gpu }));
    assert.notEqual(priced(listBook), null);
    // That book has no price for it: the comparison is by Modal's list.
    assert.equal(priced(reviewBook), null);
  });

  it('says that an offer with an unknown part costs this much or more', () => {
    const found = figures(subject(listBook), 'provider');
    assert.match(found['Replicate, H100, private model']!, / or more$/);
    assert.match(found['RunPod, Serverless H100, flex worker']!, /%$/);
  });

  it('compares no provider if the work is unknown', () => {
    assert.deepEqual(whatIfChoices(subject(reviewBook, false), 'provider'), []);
    assert.equal(
      figures(subject(reviewBook, false), 'min_containers')['3'],
      '$622 → $933 per month warm   +50%',
    );
  });

  it('has its figures later, where months are simulated in the background', () => {
    const simulations = new SimulationsLater(() => undefined);
    const { declaration, context } = subject(listBook);
    const values = { requestsPerDay: 5_000, secondsPerRequest: 2, startupSeconds: 20 };
    const where = { kind: 'setting', name: 'modalCost.usage' } as const;
    const use: UsageContext = {
      includeStartup: true,
      defaults: [{ source: 'setting', values, where }],
      simulations,
    };
    const of = { declaration, context, use, assessment: assess(declaration, context, use) };
    const list = (): readonly WhatIfChoice[] => whatIfChoices(of, 'min_containers');
    assert.ok(list().every(({ isWaiting, figures: shown }) => isWaiting && shown === 'simulating…'));
    atOnce(simulations.work(neverPause));
    assert.ok(
      list().every(({ isWaiting, figures: shown }) => !isWaiting && /\$[\d,.]+ per month/.test(shown)),
    );
    assert.match(list().find(({ current }) => current)!.figures, /^\$[\d,.]+ per month$/);
  });
});
