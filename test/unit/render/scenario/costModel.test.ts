/** What the page draws by itself while a reader drags is what the host's own comparison says. */
import { strict as assert } from 'node:assert';
import { comparisonOf } from '../../../../src/core/cost/comparison/compareDeclaration';
import { monthEstimate } from '../../../../src/core/cost/month';
import { AT_ONCE, FORMULAS, type Simulations } from '../../../../src/core/cost/simulations';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import { costCharts } from '../../../../src/core/render/scenario/scenarioCharts';
import {
  changedModel,
  costCurve,
  offerMonths,
  costModelOf,
  costsAt,
  type Costs,
} from '../../../../src/core/render/scenario/costModel';
import {
  calculatorDeclaration,
  scenarioOf,
  type Scenario,
} from '../../../../src/core/render/scenario/scenario';
import { PRESETS } from '../../../../src/core/render/scenario/presets';
import { panelView } from '../../../../src/core/render/scenario/scenarioView';
import type { CostModel } from '../../../../src/protocol';

const B = PRESETS.find(({ id }) => id === 'B')!.inputs;

function scenario(
  typed: Readonly<Record<string, string>>,
  book: PriceBook,
  simulations: Simulations = FORMULAS,
): Scenario {
  return scenarioOf(
    {
      declaration: calculatorDeclaration(),
      isCode: false,
      context: { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value },
      books: [reviewBook, listBook],
      use: { defaults: [], includeStartup: true, simulations },
    },
    { ...typed, book: book.id },
    {},
  );
}

function modelOf(of: Scenario): CostModel {
  const comparison = comparisonOf(of.after, { rateBreakEvens: false });
  const model = costModelOf(of.after, comparison, { extra: 0, atLeast: false });
  assert.ok(model, 'there is a model');
  return model;
}

/** The host's comparison at some traffic, in the order of the model's offers. */
function compared({ after }: Scenario, model: CostModel, requestsPerDay: number): Costs | null {
  const usage = { ...after.usage!, usage: { ...after.usage!.usage, requestsPerDay } };
  const month = monthEstimate(after.estimate, usage, { includeStartup: true, simulations: FORMULAS });
  const comparison = comparisonOf({ ...after, usage, month }, { rateBreakEvens: false });
  if (!comparison) return null;
  const row = (id: string): number | null => comparison.rows.find((each) => each.id === id)?.monthUsd ?? null;
  return {
    modal: comparison.modal.monthUsd,
    active: row('modal-active')!,
    offers: model.offers.map(({ id }) => row(id)),
  };
}

function near(found: Costs | null, wanted: Costs | null, what: string): void {
  if (!found || !wanted) return assert.deepEqual(found, wanted, what);
  const pairs = [
    [found.modal, wanted.modal],
    [found.active, wanted.active],
    ...found.offers.map((each, i) => [each, wanted.offers[i]!]),
  ];
  for (const [a, b] of pairs)
    if (a === null || b === null) assert.equal(a, b, what);
    else assert.ok(Math.abs(a! - b!) <= 1e-9 * Math.max(1, b!), `${what}: ${a} for ${b}`);
}

const SETTINGS: readonly Readonly<Record<string, string>>[] = [
  B,
  { ...B, min_containers: '0', scaledown_window: '600', startup_seconds: '20' },
  { ...B, concurrency: '8', active_hours_per_day: '10', startup_seconds: '20' },
  { ...B, max_containers: '3', min_containers: '1', seconds_per_request: '3' },
  { ...B, gpu: 'A100-80GB', gpu_count: '8', min_containers: '1' },
  { ...B, gpu: 'L4', gpu_count: '2' },
];

describe('the month as numbers', () => {
  for (const book of [reviewBook, listBook]) {
    for (const [i, typed] of SETTINGS.entries()) {
      if (!Object.hasOwn(book.gpus, typed.gpu ?? 'H100')) continue;
      it(`has the figures of the comparison, at every traffic: ${book.id}, setting ${i + 1}`, () => {
        const of = scenario(typed, book);
        const model = modelOf(of);
        for (const requests of [0, 1, 800, 50_000, 431_034, 2_000_000])
          near(costsAt(model, requests), compared(of, model, requests), `${requests} a day`);
      });
    }

    it(`changes with an input as the host's own does: ${book.id}`, () => {
      const model = modelOf(scenario(B, book));
      for (const [name, values] of Object.entries({
        gpu_count: [1, 2, 8],
        min_containers: [0, 1, 5],
        scaledown_window: [2, 61, 1_200],
        requests_per_day: [0, 10, 1_000_000],
        seconds_per_request: [0.01, 12],
        active_hours_per_day: [1, 12.5],
        concurrency: [2, 64],
        startup_seconds: [0, 14.6],
      })) {
        for (const value of values) {
          const changed = changedModel(model, name, value);
          assert.ok(changed, name);
          const wanted = modelOf(scenario({ ...B, [name]: String(value) }, book));
          // Which offers are the cheapest may change: those that the page knows are drawn.
          const { requestsPerDay } = wanted.usage;
          const same = { ...wanted, offers: changed.offers };
          near(costsAt(changed, requestsPerDay), costsAt(same, requestsPerDay), `${name}=${value}`);
        }
      }
    });
  }

  it('goes through a simulated month, and is the floor without requests', () => {
    const work = { requests_per_day: '2000', seconds_per_request: '3', startup_seconds: '60' };
    const typed = { ...B, ...work, min_containers: '1' };
    const of = scenario(typed, listBook, AT_ONCE);
    const { month } = of.after;
    assert.ok(month?.status === 'known' && month.seconds.method === 'simulated');
    const model = modelOf(of);
    assert.ok(Math.abs(model.scale - 1) > 0.001, 'the formulas have another month');
    const close = (found: number | undefined, wanted: number): void =>
      assert.ok(Math.abs(found! / wanted - 1) < 1e-9, `${found} for ${wanted}`);
    close(costsAt(model, model.usage.requestsPerDay)?.modal, month.total.likely);
    close(costsAt(model, 0)?.modal, of.after.estimate.floor!.perMonth!.low);
    const comparison = comparisonOf(of.after, { rateBreakEvens: false })!;
    close(comparison.modal.monthUsd, month.total.likely);
    const present = costsAt(model, model.usage.requestsPerDay)!;
    const row = (id: string): number => comparison.rows.find((each) => each.id === id)!.monthUsd;
    model.offers.forEach(({ id }, i) => close(present.offers[i]!, row(id)));
    // Far away from the present requests there is little to simulate.
    const formulas = { ...model, scale: 1, offers: model.offers.map((offer) => ({ ...offer, scale: 1 })) };
    assert.ok(model.offers.some(({ scale }) => Math.abs(scale - 1) > 0.001));
    for (const requests of [1, 1e8]) {
      const [far, plain] = [costsAt(model, requests)!, costsAt(formulas, requests)!];
      const factors = model.offers.map(({ scale }, i) => [scale, far.offers[i]! / plain.offers[i]!] as const);
      for (const [scale, found] of [[model.scale, far.modal / plain.modal] as const, ...factors])
        assert.ok(Math.abs(found - 1) <= 0.01 * Math.abs(scale - 1) + 1e-12, `${found}, not near 1`);
    }
  });

  it('accepts no unknown input, and no invalid value', () => {
    const model = modelOf(scenario(B, reviewBook));
    for (const name of ['gpu', 'book', 'max_containers', 'volume_gb', 'constructor'])
      assert.equal(changedModel(model, name, 1), null, name);
    for (const value of [NaN, Infinity, -1])
      assert.equal(changedModel(model, 'requests_per_day', value), null);
  });

  it('are not there without a price in the book, though the comparison is, by the list', () => {
    const of = scenario({ ...B, gpu: 'L4' }, reviewBook);
    const comparison = comparisonOf(of.after, { rateBreakEvens: false });
    assert.equal(comparison?.bookId, listBook.id);
    assert.equal(costModelOf(of.after, comparison, { extra: 0, atLeast: false }), null);
  });

  it('draws nothing if the pool cannot keep up', () => {
    const model = modelOf(scenario({ ...B, max_containers: '2' }, reviewBook));
    assert.equal(costsAt(changedModel(model, 'seconds_per_request', 20)!, 50_000), null);
    assert.deepEqual(costCharts(changedModel(model, 'seconds_per_request', 20)!), []);
  });

  it('shows one break-even as billed on both charts, and those of the active time with its line alone', () => {
    const view = panelView(scenario(B, reviewBook), [], '');
    const labels = (charts: typeof view.charts, line?: string): string[][] =>
      charts
        .slice(0, 2)
        .map(({ markers }) => markers.filter((each) => each.line === line).map(({ label }) => label));
    assert.deepEqual(labels(view.charts), [
      ['break-even 13.8%', '29.8%', 'now: 11.6% active, $1,216'],
      ['break-even 59,700 per day', 'now: $1,216'],
    ]);
    // The review's own, which nobody is billed.
    assert.deepEqual(labels(view.charts, 'modal-active'), [
      ['24.5% active time only', '39.6% active time only'],
      [],
    ]);
    assert.deepEqual(
      view.charts[0]!.series.filter(({ optional }) => optional).map(({ id }) => id),
      ['modal-active'],
    );
    assert.deepEqual(labels(costCharts(view.model!)), labels(view.charts));
    // The table, the answer and the fit say the same.
    const said = JSON.stringify([view.sections, view.answers]);
    assert.match(said, /cheaper above 59,700 per day \(13\.8% utilization\)/);
    assert.match(said, /cheaper from 59,700 requests per day \(13\.8% utilization\)/);
    assert.doesNotMatch(said, /24\.5%/);
    assert.match(said, /close to break-even: Modal costs \$1,216 per month as billed/);
  });

  it('draws the same lines with fewer points', () => {
    const model = modelOf(scenario(B, listBook));
    const [few, many] = [costCharts(model, { points: 11 }), costCharts(model)];
    for (const [i, { series, markers }] of few.entries()) {
      assert.equal(series.length, many[i]!.series.length);
      assert.deepEqual(
        markers.map(({ label }) => label),
        many[i]!.markers.map(({ label }) => label),
      );
      const every = new Map(many[i]!.series[0]!.points);
      for (const [x, y] of series[0]!.points) assert.equal(every.get(x), y);
    }
  });

  it('computes each point of a curve once, and only new ones along the requests', () => {
    const model = modelOf(scenario({ ...B, concurrency: '8', active_hours_per_day: '10' }, listBook));
    const curve = costCurve(model);
    const asked: (Costs | null)[] = [];
    const counted: typeof curve = (...of) => {
      const costs = curve(...of);
      asked.push(costs);
      return costs;
    };
    const moved = changedModel(model, 'requests_per_day', 51_000)!;
    const options = { mostRequests: 100_000, curve: counted };
    assert.deepEqual(costCharts(model, options), costCharts(model, { mostRequests: 100_000 }));
    const before = new Set(asked.splice(0));
    assert.deepEqual(costCharts(moved, options), costCharts(moved, { mostRequests: 100_000 }));
    const added = new Set(asked.filter((each) => !before.has(each)));
    assert.ok(added.size < before.size / 4, `${added.size} besides ${before.size}`);
  });

  it('computes the months of offers once for all pools, and those that bill work at the pool’s own', () => {
    const model = modelOf(scenario({ ...B, concurrency: '8', startup_seconds: '20' }, listBook));
    const known = offerMonths();
    let asked = 0;
    const months: typeof known = (offer, terms, work) => {
      asked++;
      return known(offer, terms, work);
    };
    const first = costCurve(model, months)(60_000)!;
    const other = changedModel(model, 'min_containers', 3)!;
    const second = costCurve(other, months)(60_000)!;
    assert.equal(asked, 2 * model.offers.length);
    assert.deepEqual(second, costCurve(other)(60_000));
    assert.notEqual(first.modal, second.modal);
    const offer = model.offers[0]!;
    const usage = { ...model.usage, requestsPerDay: 60_000 };
    const month = (bills: typeof offer.bills, activeSeconds: number): number | null =>
      known(
        0,
        { ...model, offers: [{ ...offer, bills }] },
        { gpuCount: 1, clusterSize: 1, usage, hoursPerMonth: 730, activeSeconds },
      );
    assert.equal(month(offer.bills, 1), first.offers[0], 'known from before');
    assert.notEqual(month('activeTime', 1e5), month('activeTime', 2e5));
  });

  it('computes the same curve for one offer as for all', () => {
    const model = modelOf(scenario(B, listBook));
    const curve = costCurve(model);
    const all = curve(60_000)!;
    for (const [i, usd] of all.offers.entries())
      assert.deepEqual(curve(60_000, i), { ...all, offers: [usd] }, model.offers[i]!.id);
  });

  it('counts the places of a container with several concurrent requests', () => {
    const [chart] = costCharts(modelOf(scenario({ ...B, concurrency: '4' }, reviewBook)));
    assert.equal(chart!.x.label, 'of a container’s concurrent inputs in use');
    const present = chart!.markers.find(({ kind }) => kind === 'present')!;
    assert.ok(Math.abs(present.x - 50_000 / ((86_400 / 0.2) * 4)) < 1e-12);
  });

  it('says what is beyond the chart, and which machine is always cheaper', () => {
    const { charts } = panelView(
      scenario({ ...B, seconds_per_request: '2', min_containers: '8' }, reviewBook),
      [],
      '',
    );
    assert.match(charts[0]!.description, /Cheaper than Modal at any utilization: Lambda/);
    assert.match(charts[0]!.description, /The current load is 116%, more than one container/);
    assert.ok(charts[0]!.markers.every(({ kind }) => kind !== 'present'));
  });
});
