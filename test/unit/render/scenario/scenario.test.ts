import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import {
  calculatorDeclaration,
  scenarioOf,
  scenarioTotal,
  type Scenario,
  type ScenarioSubject,
} from '../../../../src/core/render/scenario/scenario';
import { PRESETS } from '../../../../src/core/render/scenario/presets';
import { panelView, snapshot } from '../../../../src/core/render/scenario/scenarioView';
import { estimateTable } from '../../../../src/core/render/estimateReport';
import { groupText } from '../../../../src/core/render/explorerColumns';
import { SEEN } from '../../../../src/core/render/words/titleWords';
import { explorer } from '../../../../src/core/render/explorerTree';
import { declarationHover } from '../../../../src/core/render/hoverText';
import { lensTitle } from '../../../../src/core/render/lensTitle';
import { whatIfChoices } from '../../../../src/core/render/whatIfList';
import { previewer } from '../../../../src/webview/preview';
import { tracePicture } from '../../../../src/core/render/scenario/traceCharts';
import { pricedText } from '../../../support/pricedText';
import { preparedTrace } from '../../../ui/panel/traceFixture';
import { bookTitle } from '../../../../src/core/render/words/priceBooks';

const B = PRESETS.find(({ id }) => id === 'B')!.inputs;

function subject(book: PriceBook): ScenarioSubject {
  return {
    declaration: calculatorDeclaration(),
    isCode: true,
    context: { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value },
    books: [book, ...[reviewBook, listBook].filter(({ id }) => id !== book.id)],
    use: { defaults: [], includeStartup: true },
  };
}

const scenario = (typed: Readonly<Record<string, string>>, book: PriceBook = reviewBook): Scenario =>
  scenarioOf(subject(book), typed, {});

const close = (actual: number | null, expected: number): void =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${actual} ≠ ${expected}`);

describe('storage and egress', () => {
  it('cost what the review says: $0.10 per GB-month; 1 TB included, then $0.04 per GB', () => {
    const { storage, egress } = scenario({ volume_gb: '140', egress_gb_per_month: '1500' });
    close(storage, 14);
    close(egress, 20);
    assert.equal(scenario({ egress_gb_per_month: '1000' }).egress, 0);
  });

  it('cost what the list says by the GiB, of which 1,024 are free', () => {
    close(scenario({ volume_gb: '2000' }, listBook).storage, (2000 / 1.073741824 - 1024) * 0.09);
    assert.equal(scenario({ volume_gb: '1000' }, listBook).storage, 0);
  });

  it('are free on the list up to what the plan includes, which is said', () => {
    close(scenario({ egress_gb_per_month: '1500' }, listBook).egress, 20);
    assert.equal(scenario({ egress_gb_per_month: '1000' }, listBook).egress, 0);
    const of = (plan: string | null): Scenario => {
      const { context, ...rest } = subject(listBook);
      return scenarioOf(
        { ...rest, context: { ...context, plan } },
        { ...B, egress_gb_per_month: '12000', book: listBook.id },
        {},
      );
    };
    close(of(null).egress, 11_000 * 0.04);
    close(of('team').egress, 2_000 * 0.04);
    // A plan that the book does not have includes nothing that is known.
    close(of('Gold').egress, 12_000 * 0.04);
    assert.ok(
      JSON.stringify(panelView(of('Team'), [], '').sections).includes(
        'The Team plan includes 10,000 GB of egress per month. It applies once to the whole workspace.',
      ),
    );
  });

  it('cost nothing if there are none, and an unknown amount if the book has no price', () => {
    const none = scenario({}, listBook);
    assert.deepEqual([none.storage, none.egress], [0, 0]);
    const bare = { ...reviewBook };
    delete bare.volumes;
    delete bare.egress;
    const unknown = scenario({ ...B, egress_gb_per_month: '10' }, bare);
    assert.equal(unknown.egress, null);
    const said = JSON.stringify(panelView(unknown, [], '').sections);
    assert.ok(said.includes(`${bookTitle(bare)} has no price for egress, so it is not included.`));
    assert.equal(scenario({ volume_gb: '1' }, bare).storage, null);
  });

  it('are part of the month', () => {
    const month = scenarioTotal(scenario(B))!;
    const more = scenarioTotal(scenario({ ...B, volume_gb: '140', egress_gb_per_month: '1500' }))!;
    close(more.likely - month.likely, 34);
    close(more.low - month.low, 34);
    close(more.high - month.high, 34);
  });
});

describe('what the inputs change in the code', () => {
  const change = (typed: Readonly<Record<string, string>>): Scenario['change'] => scenario(typed).change;

  it('is what was typed and differs', () => {
    assert.deepEqual(change({}), {});
    assert.deepEqual(change({ min_containers: '0', gpu: 'H100', gpu_count: '1' }), {});
    assert.deepEqual(change({ min_containers: '2', scaledown_window: '300' }), {
      min_containers: 2,
      scaledown_window: 300,
    });
    assert.deepEqual(change({ gpu: 'L40S', gpu_count: '2' }), { gpu: { type: 'L40S', count: 2 } });
  });

  it('keeps the GPU if only its count was typed, and removes it for a CPU', () => {
    assert.deepEqual(change({ gpu_count: '4' }), { gpu: { type: 'H100', count: 4 } });
    assert.deepEqual(change({ gpu: '' }), { gpu: null });
  });
});

describe('what is said of the warm pool', () => {
  const pool = {
    gpu: 'H100',
    scaledown_window: '60',
    requests_per_day: '4320',
    seconds_per_request: '2',
    startup_seconds: '20',
  };
  const view = (typed: Readonly<Record<string, string>>): ReturnType<typeof panelView> =>
    panelView(scenario({ ...pool, ...typed }, listBook), [], '');

  it('is one answer: where a lens says what is saved, nothing calls the setting the cheapest', () => {
    const { answers, sections } = view({ min_containers: '5' });
    const [answer] = answers;
    assert.match(answer!.text, /^With min_containers=3, the same 0% cold starts: it saves \$/);
    const said = JSON.stringify([answers, sections]);
    assert.equal(said.split(answer!.text).length, 3, 'as the answer, and on the page of the pool');
    assert.doesNotMatch(said, /is the cheapest with|No setting of the warm pool costs less|is beaten/);
    const [change] = answer!.set;
    assert.deepEqual(change, { name: 'min_containers', value: '3' });
  });

  it('has another GPU that saves, with its condition, and a click that sets it', () => {
    const gpu = view({ min_containers: '3' }).answers.find(({ set }) => set[0]?.name === 'gpu');
    assert.match(
      gpu!.text,
      /^gpu="A100-80GB": saves \$[\d,]+\/mo, no less memory .*, if requests take no longer\.$/,
    );
    assert.deepEqual(gpu!.set, [{ name: 'gpu', value: 'A100-80GB' }]);
  });

  it('names nothing that saves less than anybody would change a setting for', () => {
    const { answers, charts } = view({ min_containers: '3' });
    assert.equal(answers[0]!.text, 'No setting of the warm pool costs less without more cold starts.');
    const frontier = charts.find(({ id }) => id === 'frontier')!;
    assert.deepEqual(
      frontier.markers.map(({ kind }) => kind),
      ['present'],
    );
  });
});

describe('what Modal refuses', () => {
  const errors = (of: Scenario): Record<string, string> =>
    Object.fromEntries(
      of.read.inputs.flatMap(({ name, error }) => (error === null ? [] : [[name, error] as const])),
    );

  it('is said at the field that was typed last, is not counted, and is not applied', () => {
    const accepted = scenarioOf(subject(reviewBook), { ...B, max_containers: '2' }, {});
    assert.deepEqual(errors(accepted), {});
    const typed = { ...B, max_containers: '2', min_containers: '9' };
    const refused = scenarioOf(subject(reviewBook), typed, { max_containers: '2', min_containers: '2' });
    assert.deepEqual(errors(refused), {
      min_containers:
        'calculator keeps 9 containers warm, but max_containers is 2: Modal rejects min_containers above max_containers.',
    });
    const view = panelView(refused, [], '');
    assert.equal(view.headline, panelView(accepted, [], '').headline);
    assert.equal(view.isOld, true);
    assert.deepEqual(view.apply, { possible: false, changes: ['min_containers=2', 'max_containers=2'] });
    assert.deepEqual(view.notice?.fields, ['min_containers']);
    const other = scenarioOf(
      subject(reviewBook),
      { ...B, min_containers: '9', max_containers: '2' },
      { min_containers: '9' },
    );
    assert.deepEqual(Object.keys(errors(other)), ['max_containers']);
  });

  it('is all that findings know of: counts of GPUs, whole numbers, clusters', () => {
    const errorsOf = (typed: Readonly<Record<string, string>>, book = listBook): string[] =>
      Object.keys(errors(scenario(typed, book)));
    assert.deepEqual(errorsOf({ gpu: 'H100', gpu_count: '9' }), ['gpu_count']);
    assert.deepEqual(errorsOf({ gpu: 'A10', gpu_count: '8' }), ['gpu_count']);
    assert.deepEqual(errorsOf({ scaledown_window: '2.5' }), ['scaledown_window']);
    assert.deepEqual(errorsOf({ gpu: 'H100', gpu_count: '8', min_containers: '3' }), []);
  });
});

describe('a panel without usage', () => {
  it('draws cost against utilization, and names the fields that it needs', () => {
    const view = panelView(scenario({ min_containers: '0' }), [], '');
    assert.deepEqual(
      view.charts.map(({ id }) => id),
      ['utilization'],
    );
    const [chart] = view.charts;
    // Active time alone is the least that Modal bills: $1.85 ÷ $7.56 and $2.99 ÷ $7.56.
    assert.deepEqual(
      chart!.markers.map(({ label }) => label),
      ['break-even ≤ 24.5%', '≤ 39.6%'],
    );
    assert.deepEqual(view.notice?.fields, ['requests_per_day', 'seconds_per_request']);
    assert.ok(view.levers.includes('requests_per_day') && view.levers.includes('seconds_per_request'));
    assert.deepEqual(panelView(scenario(B), [], '').notice, null);
  });

  it('says what to change: a cheaper GPU that fits', () => {
    const [answer, ...others] = panelView(scenario({}), [], '').answers;
    assert.match(answer!.text, /^gpu="A100-80GB": saves 48% per running hour, no less memory \(80 GB\)/);
    assert.deepEqual(answer!.set, [{ name: 'gpu', value: 'A100-80GB' }]);
    assert.deepEqual(others, []);
  });

  it('counts the warm floor, which may cost more than a machine', () => {
    const [chart] = panelView(scenario({ min_containers: '8' }), [], '').charts;
    assert.deepEqual(chart!.markers, []);
    assert.match(chart!.description, /The warm floor alone costs more than Lambda, H100 SXM, reserved/);
    assert.deepEqual(panelView(scenario({ gpu: '' }), [], '').charts, []);
  });
});

describe('the same work elsewhere', () => {
  it('says of which offer each note is', () => {
    const view = panelView(scenario({ ...B, book: listBook.id }), [], '');
    const blocks = view.sections.find(({ id }) => id === 'compare')?.blocks ?? [];
    const [offers, notes] = [
      blocks.flatMap((block) =>
        block.kind === 'table' ? block.table.rows.map(({ cells }) => cells[0]!) : [],
      ),
      blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])),
    ];
    const ofOffers = notes.filter((note) => offers.some((offer) => note.startsWith(`${offer}: `)));
    assert.ok(ofOffers.length > 10, notes.join('\n'));
    assert.ok(
      ofOffers.some((note) => /^RunPod, Pod H100 PCIe, community cloud: .*third parties\./.test(note)),
    );
    // What remains is about all of them.
    const ofAll = notes.filter((note) => !ofOffers.includes(note));
    assert.ok(!ofAll.some((note) => /third parties|per instance-hour|idle\./.test(note)), ofAll.join('\n'));
  });

  it('names the first break-even on each chart, so that the others are known by it', () => {
    const labels = panelView(scenario(B), [], '').charts.map(({ markers }) =>
      markers.flatMap(({ kind, line, label }) => (kind === 'breakEven' && !line ? [label] : [])),
    );
    assert.deepEqual(labels[0], ['break-even 13.8%', '29.8%']);
    assert.match(labels[1]![0]!, /^break-even [\d,]+ per day$/);
  });
});

describe('another price book', () => {
  it('brings its own hours per month', () => {
    const { context } = scenario({ book: listBook.id });
    assert.deepEqual([context.book.id, context.hoursPerMonth], [listBook.id, listBook.hoursPerMonth.value]);
  });
});

describe('a sandbox', () => {
  const USED = '# modal-cost: requests_per_day=2000 seconds_per_request=600\n';
  const POOL = /min_containers|max_containers|scaledown_window|buffer_containers|warm|cold start|concurren/i;

  async function ofCode(text: string): Promise<ScenarioSubject> {
    const { assessments, context } = await pricedText(text);
    const { estimate, use } = assessments[0]!;
    assert.ok(estimate.subject.type === 'declaration');
    return { declaration: estimate.subject, isCode: true, context, books: [listBook, reviewBook], use };
  }

  it('has no field, no setting and no sentence of a pool', async () => {
    for (const code of [
      `${USED}sb = modal.Sandbox.create(gpu="T4", cpu=2, timeout=3600)\n`,
      'sb = modal.Sandbox._experimental_create(cpu=2)\n',
    ]) {
      const of = await ofCode(code);
      const typed = { min_containers: '3', scaledown_window: '9', max_containers: '1', concurrency: '4' };
      const made = scenarioOf(of, typed, {});
      assert.deepEqual(made.change, {});
      const { groups, headline, sections, apply } = panelView(made, [{ id: 'p', ...snapshot(made) }], 'k');
      const fields = groups.flatMap((group) => group.fields.map(({ name }) => name));
      assert.deepEqual(fields, [
        'book',
        'gpu',
        'gpu_count',
        'requests_per_day',
        'seconds_per_request',
        'active_hours_per_day',
        'tokens_per_second',
        'days_per_month',
        'volume_gb',
        'egress_gb_per_month',
      ]);
      assert.deepEqual(apply.changes, []);
      assert.doesNotMatch(JSON.stringify([snapshot(made), headline]), POOL);
      assert.doesNotMatch(JSON.stringify(sections.filter(({ id }) => id === 'split')), POOL);
      const whatIf = {
        declaration: of.declaration,
        context: of.context,
        use: of.use,
        assessment: made.before,
      };
      assert.deepEqual(whatIfChoices(whatIf, 'min_containers'), []);
      assert.deepEqual(whatIfChoices(whatIf, 'scaledown_window'), []);
      for (const { details } of whatIfChoices(whatIf, 'traffic')) assert.doesNotMatch(details.join(), POOL);
      assert.doesNotMatch(declarationHover(made.before), POOL);
    }
  });

  it('is not what a function is', async () => {
    const made = scenarioOf(await ofCode('@app.function(gpu="T4")\ndef f(): ...\n'), {}, {});
    const fields = panelView(made, [], 'k').groups.flatMap((group) => group.fields.map(({ name }) => name));
    assert.ok(
      ['min_containers', 'max_containers', 'scaledown_window', 'concurrency'].every((each) =>
        fields.includes(each),
      ),
    );
  });
});

describe('figures that are not known in full', () => {
  const USED = '# modal-cost: requests_per_day=2000 seconds_per_request=2\n';

  it('are a lower bound in every headline', async () => {
    for (const code of [
      `${USED}@app.function(gpu=["T4", "QUANTUM9"])\ndef f(): ...\n`,
      `for x in names():\n    app.function(gpu="T4")(f)\n`,
    ]) {
      const { assessments, context } = await pricedText(code, {
        team: { declarations: { 'app.py::*': { requests_per_day: 2000, seconds_per_request: 2 } } },
      });
      const [of] = assessments;
      assert.ok(of?.month?.status === 'known' && of.estimate.subject.type === 'declaration', code);
      const declaration = of.estimate.subject;
      const made = scenarioOf(
        { declaration, isCode: true, context, books: [listBook, reviewBook], use: of.use },
        {},
        {},
      );
      const view = panelView(made, [], 'k');
      assert.match(view.headline, /^\$[\d.,]+ or more per month$/);
      assert.match(snapshot(made).lines[0]!.value, /or more$/);
      assert.match(lensTitle(of), /^≈ \$[\d.,]+\/mo or more/);
      assert.match(declarationHover(of), /\*\*\$[\d.,]+ or more\*\*/);
      const { sum } = explorer([{ name: '', assessments, skipped: [] }], { sort: 'name', warmOnly: false });
      assert.match(groupText(sum, SEEN), /^≈ \$[\d.,]+\+\/mo /);
      assert.match(estimateTable(assessments).sum, /known cost per month: ≈ \$[\d.,]+ or more \(between/);
      const whatIf = { declaration, context, use: of.use, assessment: of };
      const [now] = whatIfChoices(whatIf, 'scaledown_window').filter(({ current }) => current);
      assert.match(now!.figures, /or more/);
    }
  });

  it('are in the panel’s own previews, and those of a trace', () => {
    const made = scenario({ ...B, volume_gb: '10', book: reviewBook.id }, {
      ...reviewBook,
      volumes: undefined,
    } as unknown as PriceBook);
    assert.equal(made.storage, null);
    const view = panelView(made, [], 'k');
    assert.match(view.headline, /or more per month$/);
    const draw = previewer(() => 0);
    assert.match(draw(view, 'requests_per_day', 40_000)!.headline, /or more per month$/);
    const trace = preparedTrace();
    const withTrace = panelView(made, [], 'k', trace).trace!;
    const { headline } = tracePicture(trace.pools.spells, withTrace, { floor: 0, window: 60, buffer: 0 });
    assert.match(headline, /or more per month$/);
  });
});
