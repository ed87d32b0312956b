import { strict as assert } from 'node:assert';
import { assess } from '../../../../src/core/cost/assess';
import type { UsageLayer } from '../../../../src/core/cost/usage';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import { findingText, fixTitle } from '../../../../src/core/render/words/findingsText';
import { findings } from '../../../../src/core/review/findings/findings';
import { activeRule, RULE_IDS } from '../../../../src/core/review/findings/rules';
import { scanText } from '../../../support/python';
import { reviewText } from './support';

const WARM =
  'import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=1, max_containers=1)\ndef f(): ...\n';

const team = (rest: object): string => JSON.stringify({ version: 1, ...rest });
const rulesIn = ({ report }: Awaited<ReturnType<typeof reviewText>>): string[] =>
  report.findings.map(({ rule, severity }) => `${severity} ${rule}`);

describe('levels and thresholds of rules', () => {
  it('come from the team file, then from settings, then from the rule', () => {
    const settings = { 'warm-gpu': { level: 'info', thresholds: { usdPerMonth: 5 } } } as const;
    assert.equal(activeRule('warm-gpu', []).level, 'warning');
    assert.equal(activeRule('warm-gpu', [undefined, settings]).level, 'info');
    const team = { 'warm-gpu': { level: 'error', thresholds: {} } } as const;
    const both = activeRule('warm-gpu', [team, settings]);
    assert.deepEqual([both.level, both.threshold('usdPerMonth')], ['error', 5]);
    assert.equal(activeRule('warm-gpu', []).threshold('usdPerMonth'), 100);
    assert.throws(() => both.threshold('nothing'), RangeError);
  });

  it('decide what is found', async () => {
    assert.deepEqual(rulesIn(await reviewText(WARM)), ['warning warm-gpu']);
    assert.deepEqual(
      rulesIn(await reviewText(WARM, { settings: { 'warm-gpu': { level: 'off', thresholds: {} } } })),
      [],
    );
    const loud = team({ rules: { 'warm-gpu': { severity: 'error', usdPerMonth: 311 } } });
    assert.deepEqual(rulesIn(await reviewText(WARM, { teamText: loud })), ['error warm-gpu']);
    // The floor is $311.04: a threshold is passed, not met.
    const high = team({ rules: { 'warm-gpu': { usdPerMonth: 311.04 } } });
    assert.deepEqual(rulesIn(await reviewText(WARM, { teamText: high })), []);
  });
});

const H = 'import modal\napp = modal.App()\n';

describe('findings of calls', () => {
  it('name the kind of call, also at the beginning of a sentence', async () => {
    const { report } = await reviewText(`${H}modal.Sandbox.create(app=app, gpu="H100:16")\n`);
    assert.deepEqual(report.findings.map(findingText), [
      'This sandbox requests 16 × H100 per container: Modal documents a maximum of 8.',
    ]);
    const unknown = await reviewText(`${H}modal.Sandbox.create(app=app, gpu=cfg.gpu)\n`);
    assert.match(findingText(unknown.report.findings[0]!), /^The GPU of this sandbox is unknown/);
  });

  it('leave the names of declarations as they are', async () => {
    const { report } = await reviewText(
      `${H}@app.function(gpu="H100:16", max_containers=1)\ndef this(): ...\n`,
    );
    assert.match(findingText(report.findings[0]!), /^this requests 16/);
  });
});

describe('thresholds and limits', () => {
  const found = async (text: string, rules: object, priceBook = 'review-2026-05'): Promise<string[]> => {
    const { report } = await reviewText(H + text, { teamText: team({ priceBook, rules }) });
    return report.findings.map(({ rule, fixes }) => `${rule} ${fixes.map(fixTitle).join('; ')}`);
  };

  it('of savings elsewhere must be exceeded', async () => {
    const text =
      '# modal-cost: requests_per_day=69120 seconds_per_request=1\n@app.function(gpu="H100", max_containers=20)\ndef f(): ...\n';
    assert.equal(
      (await found(text, { 'above-break-even': { usdPerMonth: 3_022 }, 'cheaper-gpu': 'off' })).length,
      1,
    );
    assert.equal(
      (await found(text, { 'above-break-even': { usdPerMonth: 3_023 }, 'cheaper-gpu': 'off' })).length,
      0,
    );
  });

  it('of a cheaper GPU must be exceeded', async () => {
    const text =
      '# modal-cost: requests_per_day=20000 seconds_per_request=1\n@app.function(gpu="H100", max_containers=20)\ndef f(): ...\n';
    const rules = (usdPerMonth: number): object => ({
      'above-break-even': 'off',
      'cheaper-gpu': { usdPerMonth },
    });
    const [fix] = await found(text, rules(0));
    const saves = Number(/^cheaper-gpu Set gpu="A100-80GB" \(saves \$(\d+)\/mo\)$/.exec(fix!)?.[1]);
    assert.equal((await found(text, rules(saves - 1))).length, 1);
    assert.equal((await found(text, rules(saves + 1))).length, 0);
  });

  it('of savings elsewhere name the break-even as billed, which idle time lowers', async () => {
    const said = async (window: number): Promise<string> => {
      const { report } = await reviewText(
        `${H}# modal-cost: requests_per_day=17280 seconds_per_request=2\n@app.function(gpu="H100", max_containers=20, min_containers=1, scaledown_window=${window})\ndef f(): ...\n`,
        { teamText: team({ priceBook: 'review-2026-05', rules: {} }) },
      );
      return findingText(report.findings.find(({ rule }) => rule === 'above-break-even')!);
    };
    const share = (text: string): number => Number(/cheaper up to ([\d.]+)% utilization/.exec(text)?.[1]);
    const [short, long] = [share(await said(2)), share(await said(600))];
    // Active time alone would be 24.5%, whatever stays warm.
    assert.ok(long <= short && short < 24.5 && long > 0, `${short}, ${long}`);
  });

  it('of a window never suggest a longer one', async () => {
    const text = (window: number): string =>
      `# modal-cost: requests_per_day=800 seconds_per_request=0.1 startup_seconds=15\n@app.function(gpu="H100", max_containers=10, scaledown_window=${window})\ndef f(): ...\n`;
    const rules = { 'costly-window': { usdPerMonth: 0 }, 'above-break-even': 'off', 'cheaper-gpu': 'off' };
    const list = 'modal-list-2026-10';
    assert.deepEqual(await found(text(15), rules, list), ['costly-window ']);
    assert.deepEqual(await found(text(16), rules, list), [
      'costly-window Set scaledown_window=15, the start-up time (saves $20.84/mo, 87.9% cold starts)',
    ]);
    assert.deepEqual(await found(text(15), { ...rules, 'costly-window': { share: 1_000 } }, list), []);
    assert.deepEqual(await found(text(16), { ...rules, 'costly-window': { usdPerMonth: 1e6 } }, list), []);
    assert.deepEqual(await found(text(16), rules), []);
  });

  it('of a ceiling must be exceeded', async () => {
    const text = '@app.function(gpu="H100")\ndef f(): ...\n';
    assert.deepEqual(await found(text, {}), []);
    assert.deepEqual(await found(text, { 'no-ceiling': { usdPerHour: 7.56 } }), []);
    assert.deepEqual(await found(text, { 'no-ceiling': { usdPerHour: 7.55 } }), ['no-ceiling ']);
  });

  it('of a cluster suggest at least one cluster', async () => {
    const text = '@app.function(max_containers=2)\n@modal.experimental.clustered(4)\ndef f(): ...\n';
    assert.deepEqual(await found(text, {}), ['poor-fit ', 'cluster-multiple Set max_containers=4']);
  });

  it('of a team take precedence over a user’s own', async () => {
    const settings = { 'warm-gpu': { level: 'off', thresholds: {} } } as const;
    const review = await reviewText(WARM, { settings, teamText: team({ rules: { 'warm-gpu': 'error' } }) });
    assert.deepEqual(rulesIn(review), ['error warm-gpu']);
  });
});

describe('findings', () => {
  it('do not judge traffic that a setting guesses for all declarations', () => {
    const text = `${H}@app.function(gpu="H100", max_containers=20)\ndef f(): ...\n`;
    const use = (source: 'setting' | 'team'): UsageLayer => ({
      source,
      values: { requestsPerDay: 69_120, secondsPerRequest: 1 },
    });
    const rulesOf = async (source: 'setting' | 'team'): Promise<string[]> => {
      const { declarations } = await scanText(text, 'app.py');
      const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };
      const assessments = declarations.map((each) =>
        assess(each, context, { defaults: [use(source)], includeStartup: true }),
      );
      const options = { whole: true, textOf: () => text };
      return findings(assessments, options).findings.map(({ rule }) => rule);
    };
    return Promise.all([rulesOf('setting'), rulesOf('team')]).then((rules) =>
      assert.deepEqual(rules, [[], ['above-break-even', 'cheaper-gpu']]),
    );
  });

  it('are silenced by the team file with its line', async () => {
    const teamText = team({ declarations: { '*.py::f': { ignore: { 'warm-gpu': 'sold as always on' } } } });
    const { report } = await reviewText(WARM, { teamText });
    assert.deepEqual(report.findings, []);
    const [silenced] = report.silenced;
    assert.deepEqual(
      [silenced?.by, silenced?.reason, silenced?.line, silenced?.finding.rule],
      ['team', 'sold as always on', 1, 'warm-gpu'],
    );
  });

  it('are silenced by a comment for one rule and one declaration, with usage beside it', async () => {
    const text = `import modal
app = modal.App()
# modal-cost: concurrency=2 ignore warm-gpu: sold as always on # see #12
@app.function(gpu="H100:2", min_containers=1)
def f(): ...

@app.function(gpu="H100", min_containers=1, max_containers=1)
def g(): ...
`;
    const review = await reviewText(text);
    assert.deepEqual(
      review.report.findings.map(({ rule, range }) => `${rule} ${range.start.line}`),
      ['no-ceiling 3', 'warm-gpu 6'],
    );
    assert.deepEqual(
      review.report.silenced.map(({ reason, by, line }) => [reason, by, line]),
      [['sold as always on', 'comment', 3]],
    );
    assert.equal(review.assessments[0]?.usage?.usage.concurrency, 2);
  });

  it('do not take a field’s value or a string for an ignore comment', async () => {
    const text = `import modal
app = modal.App()
"""
# modal-cost: ignore warm-gpu in a string
"""
# modal-cost: ignore = 1
@app.function(gpu="H100", min_containers=1, max_containers=1)
def f(): ...
`;
    assert.deepEqual(rulesIn(await reviewText(text)), ['warning usage-comment', 'warning warm-gpu']);
  });

  it('check budgets of apps and the workspace only if everything was read', async () => {
    const teamText = team({
      budgets: {
        workspace: { floor: 1 },
        apps: { '**::app': { month: 1 } },
        declarations: { '**::*': { floor: 1 } },
      },
      rules: { 'warm-gpu': 'off' },
    });
    const places = async (whole: boolean): Promise<string[]> =>
      (await reviewText(WARM, { teamText, whole })).report.findings.map(
        (finding) => `${finding.file}: ${findingText(finding).slice(0, 12)}`,
      );
    assert.deepEqual(await places(false), ['app.py: f costs $311']);
    assert.deepEqual(await places(true), [
      'app.py: f costs $311',
      'modal-cost.json: The workspac',
      'modal-cost.json: **::app cost',
    ]);
  });

  it('take each limit of a declaration from the most specific key that has it', async () => {
    const limits = async (declarations: object): Promise<unknown[]> => {
      const teamText = team({ budgets: { declarations }, rules: { 'warm-gpu': 'off' } });
      return (await reviewText(WARM, { teamText })).report.findings.map(({ figure }) => figure?.limit);
    };
    assert.deepEqual(await limits({ '**::*': { month: 2 }, 'app.py::f': { floor: 3 } }), [3, 2]);
    assert.deepEqual(await limits({ '**::*': { floor: 1, month: 2 }, 'app.py::f': { floor: 3 } }), [3, 2]);
    assert.deepEqual(await limits({ '**::*': { floor: 1, month: 2 }, 'app.py::f': { floor: 999 } }), [2]);
  });

  it('say what a budget does not include, and what it may come to', async () => {
    const text = `import modal
from settings import cfg
app = modal.App()
@app.function(gpu="H100" if cfg.big else "T4", min_containers=2, max_containers=2)
def one_of_two(): ...
@app.function(gpu="H100", min_containers=cfg.warm, max_containers=2)
def unknown(): ...
`;
    const teamText = team({ budgets: { workspace: { floor: 600 } }, rules: { 'warm-gpu': 'off' } });
    const [finding] = (await reviewText(text, { teamText })).report.findings;
    assert.equal(
      findingText(finding!),
      'The workspace may cost $57.02–622.08 per month for idle warm containers: the likely figure is $22.08 over the budget of $600.00. 1 warm floor is unknown and not included.',
    );
    assert.deepEqual(finding!.figure, { value: 622.08, unit: 'USD/month', limit: 600 });
  });

  it('compare the likely cost per month with a budget, not the highest', async () => {
    const text = `import modal
app = modal.App()
# modal-cost: requests_per_day=5000 seconds_per_request=2
@app.function(gpu=["T4", "H100"], max_containers=4)
def f(): ...
`;
    const over = (month: number): Promise<string[]> =>
      reviewText(text, { teamText: team({ budgets: { workspace: { month } } }) }).then(rulesIn);
    // Likely for the T4, that Modal tries first: $49.20; up to $630 on the H100.
    assert.deepEqual(await over(49.2), []);
    assert.deepEqual(await over(49.19), ['error over-budget']);
  });

  it('allow a budget to be used up to the cent', async () => {
    const teamText = team({ budgets: { workspace: { floor: 311.04 } }, rules: { 'warm-gpu': 'off' } });
    assert.deepEqual(rulesIn(await reviewText(WARM, { teamText })), []);
    // Sums of binary fractions: what is over by the last digit is not over.
    for (const [count, floor] of [
      [5, 259.2],
      [7, 362.88],
      [10, 518.4],
    ]) {
      const text = WARM.replace(
        '"H100", min_containers=1, max_containers=1',
        `"A10", min_containers=${count}, max_containers=${count}`,
      );
      const budget = team({ budgets: { workspace: { floor } }, rules: { 'warm-gpu': 'off' } });
      assert.deepEqual(rulesIn(await reviewText(text, { teamText: budget })), []);
    }
  });

  it('do not depend on the order of the input, and appear once', async () => {
    const text = `${WARM}@app.function(keep_warm=1, gpu="H300")\ndef g(): ...\n`;
    const { assessments, report } = await reviewText(text);
    const options = { whole: true, textOf: () => text };
    assert.deepEqual(findings([...assessments].reverse(), options), report);
    assert.deepEqual(findings([...assessments, ...assessments], options).findings, report.findings);
    assert.deepEqual(findings([], options), { findings: [], silenced: [] });
  });

  it('work without a text, and then ignore comments', async () => {
    const { assessments } = await reviewText(WARM);
    const report = findings(assessments, { whole: true, textOf: () => undefined });
    assert.deepEqual(
      report.findings.map(({ rule }) => rule),
      ['warm-gpu'],
    );
  });

  it('do not report a GPU that is warm by a team’s value and below the threshold', async () => {
    const text = WARM.replace('"H100"', 'cfg.gpu');
    const teamText = team({ declarations: { '**::*': { values: { gpu: 'T4' } } } });
    assert.deepEqual(rulesIn(await reviewText(text, { teamText })), []);
    assert.deepEqual(rulesIn(await reviewText(text)), ['info unknown-gpu']);
  });

  it('keep hostile text to one plain line', async () => {
    const text = `import modal\napp = modal.App()\n@app.function(gpu="EVIL\\x1b[31m\\u202e\\n" + "X" * 200)\ndef f(): ...\n@app.function(gpu=(\n  "a"\n  if x else\n  y))\ndef g(): ...\n`;
    const { report } = await reviewText(text);
    assert.ok(report.findings.length >= 2);
    for (const finding of report.findings) {
      const [message, { fixes }] = [findingText(finding), finding];
      assert.doesNotMatch(message, /[\u0000-\u001f\u202e]/);
      assert.ok(message.length < 500, message);
      for (const fix of fixes) assert.doesNotMatch(fixTitle(fix), /[\u0000-\u001f\u202e]/);
      assert.ok(!fixes.some((fix) => fix.kind === 'set' && (fix.value ?? '').includes('EVIL')));
    }
  });

  it('belong to rules with a title, a level and thresholds in range', () => {
    for (const id of RULE_IDS) assert.match(id, /^[a-z]+(?:-[a-z]+)*$/);
  });
});

describe('a GPU that only Modal’s list prices', () => {
  const text = `${H}# modal-cost: requests_per_day=200000 seconds_per_request=1\n@app.function(gpu="L40S", max_containers=20)\ndef f(): ...\n`;

  it('has no finding about other offers, whose figures would be of another book', async () => {
    assert.deepEqual(rulesIn(await reviewText(text)), ['warning no-price']);
    const byList = rulesIn(await reviewText(text, { book: listBook }));
    assert.ok(byList.includes('info above-break-even'), byList.join());
  });

  it('is said to be on the list, and is not taken for a misspelling', async () => {
    const [finding] = (await reviewText(text)).report.findings;
    assert.equal(
      findingText(finding!),
      'There is no price for L40S in Modal as the 2026 review has it: the cost of f is unknown. Modal’s list has a price for L40S.',
    );
    assert.deepEqual(finding!.fixes, []);
  });
});
