/** A view of the panel takes long: it is worked out in short steps, so that others have their turn. */
import { strict as assert } from 'node:assert';
import { comparisonInSteps } from '../../../../src/core/cost/comparison/compareDeclaration';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { Steps } from '../../../../src/core/python/resumable';
import { costModelOf } from '../../../../src/core/render/scenario/costModel';
import { frontierInSteps } from '../../../../src/core/render/scenario/frontier';
import { sectionsInSteps } from '../../../../src/core/render/scenario/panelSections';
import {
  calculatorDeclaration,
  moreOf,
  scenarioInSteps,
  scenarioOf,
  type ScenarioSubject,
} from '../../../../src/core/render/scenario/scenario';
import { costChartsInSteps, MAX_POINTS } from '../../../../src/core/render/scenario/scenarioCharts';
import { panelView, panelViewInSteps } from '../../../../src/core/render/scenario/scenarioView';
import { Slices } from '../../../../src/host/slices';

const SUBJECT: ScenarioSubject = {
  declaration: calculatorDeclaration(),
  isCode: false,
  context: { book: listBook, list: listBook, hoursPerMonth: listBook.hoursPerMonth.value },
  books: [listBook, reviewBook],
  use: { includeStartup: true, defaults: [] },
};
const TYPED = { requests_per_day: '50000', seconds_per_request: '2', min_containers: '1' };

const always = (): boolean => true;

/** The result of some work, and the pauses on its way where it may always pause. */
function counted<T>(steps: Steps<T>): { readonly result: T; readonly pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done) return { result: step.value, pauses };
  }
}

describe('a view in steps', () => {
  it('pauses between the months of its scenario, and is the one that is worked out at once', () => {
    const scenario = counted(scenarioInSteps(SUBJECT, TYPED, {}, always));
    assert.ok(scenario.pauses >= 2, String(scenario.pauses));
    assert.deepEqual(scenario.result, scenarioOf(SUBJECT, TYPED, {}));
    const view = counted(panelViewInSteps(scenario.result, [], '', null, always));
    assert.deepEqual(view.result, panelView(scenario.result, [], ''));
  });

  it('pauses wherever a month is worked out once more: for a rate, a setting, a place of a line; and for each section', () => {
    const scenario = scenarioOf(SUBJECT, { ...TYPED, requests_per_day: '50001' }, {});
    const { after } = scenario;
    const comparison = counted(comparisonInSteps(after, { rateBreakEvens: true }, always));
    // Each offer by time is looked at 48 times, and more where it meets Modal's month.
    const byTime = comparison.result!.rows.filter(({ bills }) => bills !== null && bills !== 'wholeMonth');
    assert.ok(byTime.length > 0);
    assert.ok(comparison.pauses >= 48 * byTime.length, String(comparison.pauses));
    const frontier = counted(frontierInSteps(after, always));
    assert.ok(frontier.pauses >= frontier.result!.advice.points, String(frontier.pauses));
    const model = costModelOf(after, comparison.result, moreOf(scenario))!;
    const charts = counted(costChartsInSteps(model, {}, always));
    assert.ok(charts.pauses >= 2 * MAX_POINTS, String(charts.pauses));
    const sections = counted(sectionsInSteps(scenario, comparison.result, model, [], always));
    assert.ok(sections.pauses >= sections.result.length, String(sections.pauses));
  });

  it('lets others have their turn before it is complete, and is dropped where a newer one overtakes it', async () => {
    const slices = new Slices(1);
    const scenario = scenarioOf(SUBJECT, { ...TYPED, requests_per_day: '50002' }, {});
    let isOvertaken = false;
    const timer = setTimeout(() => (isOvertaken = true), 0);
    const steps = panelViewInSteps(scenario, [], '', null, slices.isOver);
    assert.equal(await slices.runUnless(steps, () => isOvertaken), undefined);
    clearTimeout(timer);
    assert.ok(isOvertaken);
    assert.equal(steps.next().done, false);
  });
});
