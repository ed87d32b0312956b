import { strict as assert } from 'node:assert';
import { assess } from '../../../src/core/cost/assess';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { checkJson } from '../../../src/core/render/review/checkJson';
import { checkSentences } from '../../../src/core/render/review/findingsReport';
import { findingText } from '../../../src/core/render/words/findingsText';
import { diffAssessments, headline } from '../../../src/core/review/diff/diff';
import { findings } from '../../../src/core/review/findings/findings';
import { check, type Check } from '../../../src/core/review/gate';
import { reviewChange, type ReviewedState } from '../../../src/core/review/reviewChange';
import { parseTeamFile } from '../../../src/core/review/team/parseTeamFile';
import { NO_TEAM } from '../../../src/core/review/team/team';
import { scanText } from '../../support/python';

const HEAD = 'import os\nimport modal\napp = modal.App()\n';
const RANGE = '@app.function(gpu=["H100", "L4"], min_containers=2, max_containers=2)\ndef f(): ...\n';
const SWITCH = `if os.environ.get("STAGE", "dev") == "prod":
    GPU, WARM = "H100", 2
else:
    GPU, WARM = "T4", 0
@app.function(gpu=GPU, min_containers=WARM)
def f(): ...
`;
const DARK = '@app.function(gpu=os.environ["GPU"], min_containers=1)\ndef dark(): ...\n';

const CONTEXT = { book: listBook, list: listBook, hoursPerMonth: listBook.hoursPerMonth.value };

async function state(code: string, { teamText = '', book = listBook } = {}): Promise<ReviewedState> {
  const text = `${HEAD}${code}`;
  const { declarations, callSites } = await scanText(text);
  const team = teamText === '' ? NO_TEAM : parseTeamFile(teamText).team;
  const context = { ...CONTEXT, book, hoursPerMonth: book.hoursPerMonth.value };
  const comments = new UsageComments(text);
  const assessments = [...declarations, ...callSites].map((subject) =>
    assess(subject, context, {
      ...(subject.type === 'declaration' && { comment: comments.of(subject) }),
      defaults: [],
      includeStartup: true,
    }),
  );
  const report = findings(assessments, { team, whole: true, textOf: () => text });
  return { assessments, report, skipped: [] };
}

const rules = ({ report }: ReviewedState): string[] =>
  report.findings.map(({ rule, severity }) => `${severity} ${rule}`);

async function checked(code: string, failAbove: number | null, failOnUnknown = false): Promise<Check> {
  return check(await state(code), null, { failAbove, failOnUnknown });
}

/** 2 × (H100 + 0.125 core + 128 MiB) × 730 h, by hand: $2,887.95 each. */
const LIKELY = 5_775.9;

describe('a limit on a range', () => {
  it('takes the likely figure, of the first option, and says so', async () => {
    const over = await checked(RANGE, 3_000);
    assert.equal(over.passes, false);
    assert.ok(Math.abs(over.limit!.value! - LIKELY) < 0.01);
    assert.match(
      checkSentences(over, CONTEXT).join(' '),
      /\$5,775\.90 or more per month \(between \$1,176\.90 and \$5,775\.90\): \$2,775\.90 over/,
    );
    const cheapFirst = await checked(RANGE.replace('"H100", "L4"', '"L4", "H100"'), 3_000);
    assert.equal(cheapFirst.passes, true);
    assert.match(
      checkSentences(cheapFirst, CONTEXT).join(' '),
      /Within the limit of \$3,000\.00 per month: the likely figure, \$1,176\.90, counts/,
    );
  });

  it('takes the same figure for the change that adds it, and for a budget', async () => {
    const [before, after] = [await state(''), await state(RANGE)];
    const change = check(after, reviewChange(before, after), { failAbove: 3_000 });
    assert.equal(change.limit!.value, (await checked(RANGE, 3_000)).limit!.value);
    assert.equal(change.passes, false);
    for (const budget of ['floor', 'month']) {
      const of = (limit: number): Promise<ReviewedState> =>
        state(RANGE, {
          teamText: JSON.stringify({ version: 1, budgets: { workspace: { [budget]: limit } } }),
        });
      assert.ok(rules(await of(3_000)).includes('error over-budget'), budget);
      assert.ok(!rules(await of(5_776)).includes('error over-budget'), budget);
      const cheapFirst = await state(RANGE.replace('"H100", "L4"', '"L4", "H100"'), {
        teamText: JSON.stringify({ version: 1, budgets: { workspace: { [budget]: 3_000 } } }),
      });
      assert.ok(!rules(cheapFirst).includes('error over-budget'), budget);
    }
  });

  it('does not take the low end of a switch in silence', async () => {
    const found = await checked(SWITCH, 1);
    assert.equal(found.passes, false);
    assert.ok(Math.abs(found.limit!.value! - LIKELY) < 0.01);
    assert.match(
      checkSentences(found, CONTEXT).join(' '),
      /may cost \$5,775\.90 or more per month, depending on how the code is deployed: \$5,774\.90 over the limit of \$1\.00\. Set --env/,
    );
  });

  it('takes the dearest side of a switch whichever side holds without the variable', async () => {
    for (const code of [
      SWITCH,
      SWITCH.replace('"dev") == "prod"', '"prod") == "prod"'),
      '@app.function(gpu="H100" if os.getenv("P") else "T4", min_containers=2 if os.getenv("P") else 0)\ndef f(): ...\n',
      '@app.function(gpu="T4" if os.getenv("DEV") else "H100", min_containers=0 if os.getenv("DEV") else 2)\ndef f(): ...\n',
      'T = {"dev": ("T4", 0), "prod": ("H100", 2)}\nG, N = T[os.environ.get("E", "dev")]\n@app.function(gpu=G, min_containers=N)\ndef f(): ...\n',
    ]) {
      const found = await checked(code, 1);
      assert.equal(found.passes, false, code);
      assert.ok(Math.abs(found.limit!.value! - LIKELY) < 0.01, code);
      const change = check(await state(code), reviewChange(await state(''), await state(code)), {
        failAbove: 1,
      });
      assert.ok(Math.abs(change.limit!.value! - LIKELY) < 0.01, code);
    }
    const both = reviewChange(await state(SWITCH), await state(SWITCH.replace('"T4", 0', '"T4", 1')));
    assert.ok(Math.abs(check(await state(SWITCH), both, { failAbove: 1e6 }).limit!.value! - 436.02) < 0.01);
  });
});

describe('a switch with traffic', () => {
  const USAGE = '# modal-cost: requests_per_day=5000 seconds_per_request=2\n';
  const code = (args: string): string => `${USAGE}@app.function(${args})\ndef f(): ...\n`;
  const IF = 'if os.getenv("P") else';

  it('counts with the likely figure of its dearest side, not with the most that traffic may come to', async () => {
    for (const [switched, dearest] of [
      [`gpu="H100" ${IF} "T4"`, 'gpu="H100"'],
      [`gpu="T4" ${IF} "H100"`, 'gpu="H100"'],
      [`gpu="T4", min_containers=0 ${IF} 2`, 'gpu="T4", min_containers=2'],
      [`gpu="T4", scaledown_window=600 ${IF} 10`, 'gpu="T4", scaledown_window=600'],
      [`gpu=["A10", "T4"] ${IF} "T4", min_containers=3 ${IF} 1`, 'gpu=["A10", "T4"], min_containers=3'],
      [`cpu=1 ${IF} 8`, 'cpu=8'],
      [`cpu=1, memory=65536 ${IF} 1024`, 'cpu=1, memory=65536'],
      [`region="us" ${IF} "us-west", cpu=(1, 4)`, 'region="us-west", cpu=(1, 4)'],
    ] as const) {
      const [found, alone] = [await checked(code(switched), 0.01), await checked(code(dearest), 0.01)];
      assert.ok(alone.spending.month !== 'unknown');
      assert.equal(alone.limit!.value, alone.spending.month.likely, dearest);
      assert.ok(alone.spending.month.high > alone.limit!.value);
      assert.ok(
        Math.abs(found.limit!.value! - alone.limit!.value) < 1e-6,
        `${switched}: ${found.limit!.value}, ${alone.limit!.value}`,
      );
      const change = reviewChange(await state(''), await state(code(switched)));
      const added = check(await state(code(switched)), change, { failAbove: 0.01 });
      assert.ok(Math.abs(added.limit!.value! - alone.limit!.value) < 1e-6, switched);
    }
  });
});

describe('a check', () => {
  it('names its prices, the plan, and the runs that count at their timeout', async () => {
    const code = '@app.function(gpu="H100", schedule=modal.Period(days=1))\ndef nightly(): ...\n';
    const nightly = await state(code);
    const context = { ...CONTEXT, today: '2027-06-01' };
    const text = checkSentences(check(nightly, null), context).join('\n');
    assert.match(text, /\(1 on a schedule, each run counted at its timeout\)/);
    assert.match(text, /^On the Starter plan/m);
    assert.match(text, /^Prices: Modal’s published list \(modal-list-2026-10, .*more than 90 days old/m);
  });
});

describe('unknown costs', () => {
  it('are named beside a limit, and fail the check if asked', async () => {
    const loose = await checked(DARK, 10);
    assert.equal(loose.passes, true);
    assert.match(
      checkSentences(loose, CONTEXT).join('\n'),
      /--fail-on-unknown to fail for them: app\.py:4 dark \(price, floor\)/,
    );
    const strict = await checked(DARK, null, true);
    assert.equal(strict.passes, false);
    assert.match(
      checkSentences(strict, CONTEXT).join('\n'),
      /^Fails because of unknown costs: app\.py:4 dark/m,
    );
    const { gate } = checkJson(strict, strict.unknown[0]!.assessment.estimate.context) as {
      gate: object;
    };
    assert.deepEqual(gate, {
      failOnUnknown: true,
      unknown: [
        {
          file: 'app.py',
          line: 4,
          name: 'dark',
          qualname: 'dark',
          kind: 'function',
          app: 'app',
          what: ['price', 'floor'],
        },
      ],
    });
  });

  it('do not fail the check for a usage that is not given, nor for code that a change leaves alone', async () => {
    assert.equal((await checked(RANGE, null, true)).passes, true);
    const [before, after] = [await state(DARK), await state(DARK + RANGE)];
    assert.equal(check(after, reviewChange(before, after), { failOnUnknown: true }).passes, true);
    const other = await state(DARK.replace('"GPU"', '"CARD"'));
    assert.equal(check(other, reviewChange(before, other), { failOnUnknown: true }).passes, false);
  });
});

describe('the difference of ranges', () => {
  it('is between low after − high before and high after − low before, and likely − likely', async () => {
    const [before, after] = [
      await state(RANGE),
      await state(RANGE.replace('min_containers=2', 'min_containers=1')),
    ];
    const [change] = diffAssessments(before.assessments, after.assessments).changes;
    const { delta } = headline(change!)!;
    const near = (value: number, expected: number): void =>
      assert.ok(Math.abs(value - expected) < 0.01, `${value} is not ${expected}`);
    const [h100, l4] = [LIKELY / 2, 1_176.9 / 2];
    near(delta.likely, -h100);
    near(delta.low, l4 - 2 * h100);
    near(delta.high, h100 - 2 * l4);
  });

  it('is nothing for what is the same', async () => {
    const same = await state(RANGE);
    const moved = await state(`X = 1\n${RANGE}`);
    const { totals } = diffAssessments(same.assessments, moved.assessments);
    assert.deepEqual(totals.floor.delta, { low: 0, likely: 0, high: 0 });
  });
});

describe('costly CPU pools and calls', () => {
  const FARM = `@app.function(cpu=32, memory=131072, min_containers=10)
def plough(field): ...
box = modal.Sandbox.create(app=app, gpu="H100:8", timeout=86400)
`;

  it('are findings, in both books', async () => {
    for (const [book, pool, call] of [
      [listBook, '$18,484', '$758.74'],
      [reviewBook, '$9,207', '$1,451.52'],
    ] as const) {
      const found = await state(FARM, { book });
      assert.deepEqual(rules(found), ['warning warm-cpu', 'info costly-call']);
      const [warm, costly] = found.report.findings.map(findingText);
      assert.ok(warm!.includes(`keeps 10 containers warm all month: ${pool}`), warm);
      assert.ok(costly!.startsWith(`Sandbox box costs ${call} if it runs until its timeout of 1 d`), costly);
    }
  });

  it('have thresholds that the team file sets', async () => {
    const teamText = JSON.stringify({
      version: 1,
      rules: { 'warm-cpu': { usdPerMonth: 18_485 }, 'costly-call': { usdPerCall: 759 } },
    });
    assert.deepEqual(rules(await state(FARM, { teamText })), []);
  });

  it('are not found twice: a pool with a GPU is one of GPUs', async () => {
    assert.deepEqual(rules(await state(RANGE)), ['warning warm-gpu']);
  });
});
