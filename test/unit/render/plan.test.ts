import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { estimateJson } from '../../../src/core/render/estimateJson';
import { estimateMarkdown, estimateTable } from '../../../src/core/render/estimateReport';
import { scenarioOf } from '../../../src/core/render/scenario/scenario';
import { panelView } from '../../../src/core/render/scenario/scenarioView';
import { spendingOf } from '../../../src/core/cost/spending';
import { estimateAnswer } from '../../../src/core/tools/toolAnswers';
import { pricedText, type PricedText } from '../../support/pricedText';

/** $1,443.97 would be half an H100: this one is known to cost its requests, the other one only its warm container. */
const CODE = `
# modal-cost: requests_per_day=1000 seconds_per_request=2
@app.function(gpu="H100", scaledown_window=2)
def used(): ...

@app.function(gpu="H100", min_containers=1)
def warm(): ...
`;

interface PlanJson {
  readonly plan: string;
  readonly inUse: boolean;
  readonly totalUsd: { readonly likely: number } | null;
  readonly atLeast: boolean;
}

const plansIn = (data: object): readonly PlanJson[] => (data as { plans: readonly PlanJson[] }).plans;

const priced = (plan?: string, book = listBook): Promise<PricedText> =>
  pricedText(CODE, { book, team: plan === undefined ? {} : { plan } });

/** What the panel shows of the first declaration, as text. */
function panelText({ assessments, context }: PricedText): string {
  const { estimate, use } = assessments[0]!;
  if (estimate.subject.type === 'call') throw new Error('no declaration');
  const subject = { declaration: estimate.subject, isCode: true, context, use, books: [context.book] };
  return JSON.stringify(panelView(scenarioOf(subject, {}, {}), [], ''));
}

describe('the plan of the workspace', () => {
  for (const [said, inUse, credit, fee] of [
    [undefined, 'Starter', 30, 0],
    ['starter', 'Starter', 30, 0],
    ['Team', 'Team', 100, 250],
  ] as const) {
    it(`is ${inUse} on every surface if the team file says ${said ?? 'nothing'}`, async () => {
      const of = await priced(said);
      const { assessments, context } = of;
      const { month } = spendingOf(assessments);
      assert.ok(month !== 'unknown');
      const sum = month.likely;
      const total = fee + sum - credit;
      const inTable = estimateTable(assessments).sum;
      const shown = `$${total.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
      assert.ok(inTable.includes(`On the ${inUse} plan, with `), inTable);
      assert.ok(inTable.includes(`about ${shown} or more per month.`), `${inTable} has no ${shown}`);
      assert.match(inTable, /1 without a cost per month counts only with its warm containers\./);
      const markdown = estimateMarkdown(assessments, context);
      assert.ok(markdown.includes(`about ${shown} or more per month.`));
      const credits = markdown.match(/Credit: \S+ per month \(\w+\)/g);
      assert.deepEqual([...new Set(credits)], [`Credit: $${credit}.00 per month (${inUse})`]);
      assert.ok(panelText(of).includes(`Credit: $${credit}.00 per month (${inUse})`));
      const code = {
        file: 'app.py',
        subjects: assessments.map(({ estimate: { subject }, use }) => ({ subject, use })),
        broken: [],
      };
      const question = { declaration: null, gpu: null, usage: null, book: null, hoursPerMonth: null };
      const answer = await estimateAnswer(code, question as never, { context }, () => Promise.resolve());
      for (const data of [estimateJson(assessments, context), answer.data]) {
        const used = plansIn(data).filter((each) => each.inUse);
        assert.deepEqual(
          used.map(({ plan, totalUsd, atLeast }) => [plan, totalUsd!.likely, atLeast]),
          [[inUse, total, true]],
        );
        assert.deepEqual(
          plansIn(data).map(({ plan }) => plan),
          ['Starter', 'Team', 'Enterprise'],
        );
      }
    });
  }

  it('costs what hand and list say: one warm H100 on Team', async () => {
    // 2,628,000 s × ($0.001097 + 0.125 × ($0.0000131 + $0.00000222)) = $2,887.95; + $250 − $100
    const { assessments } = await pricedText('@app.function(gpu="H100", min_containers=1)\ndef f(): ...', {
      team: { plan: 'Team' },
    });
    assert.match(
      estimateTable(assessments).sum,
      /On the Team plan, with its fee of \$250\.00 and \$100\.00 of its credit: about \$3,037\.95 or more per month\./,
    );
  });

  it('is said of what is known: without the month of a usage that cannot be simulated, and at timeouts', async () => {
    const { assessments, context } = await pricedText(`${CODE}
# modal-cost: requests_per_day=5000000 seconds_per_request=0.2 bursts_per_day=9 burst_minutes=5 weekly=5,5,5,5,5,1,1
@app.function(gpu="A10")
def many(): ...

@app.function(schedule=modal.Cron("0 * * * *"), timeout=60)
def hourly(): ...
`);
    const { sum } = estimateTable(assessments);
    assert.match(sum, /2 declarations with a known cost per month: ≈ \$[\d,.]+ at timeout \(between /);
    assert.match(sum, /about \$[\d,.]+ or more per month\. 2 without a cost per month count only with/);
    assert.ok(plansIn(estimateJson(assessments, context)).every(({ atLeast }) => atLeast));
    const known = await pricedText(CODE.split('\n\n')[0]!);
    assert.doesNotMatch(estimateTable(known.assessments).sum, /or more/);
    assert.ok(plansIn(estimateJson(known.assessments, known.context)).every(({ atLeast }) => !atLeast));
  });

  it('gives no credit by contract, and none if the book does not have it, and says so once', async () => {
    for (const [plan, book, why] of [
      ['Enterprise', listBook, /The fee and the credit of the Enterprise plan depend on your contract/],
      ['Gold', listBook, /has no plan “Gold”, so no fee or credit is included\./],
      ['Team', reviewBook, /has no plan “Team”, so no fee or credit is included\./],
    ] as const) {
      const of = await priced(plan, book);
      assert.match(estimateTable(of.assessments).sum, why);
      assert.doesNotMatch(estimateMarkdown(of.assessments, of.context), /Credit:/);
      assert.doesNotMatch(panelText(of), /Credit:/);
      const used = plansIn(estimateJson(of.assessments, of.context)).filter((each) => each.inUse);
      assert.deepEqual(
        used.map((each) => [each.plan, each.totalUsd]),
        plan === 'Enterprise' ? [['Enterprise', null]] : [],
      );
    }
  });

  it('stays the workspace’s when the panel looks at another book', async () => {
    const of = await priced('Team', reviewBook);
    const { estimate, use } = of.assessments[0]!;
    if (estimate.subject.type === 'call') throw new Error('no declaration');
    const subject = {
      declaration: estimate.subject,
      isCode: true,
      context: of.context,
      use,
      books: [reviewBook, listBook],
    };
    const view = JSON.stringify(panelView(scenarioOf(subject, { book: listBook.id }, {}), [], ''));
    assert.match(view, /Credit: \$100\.00 per month \(Team\)/);
  });
});
