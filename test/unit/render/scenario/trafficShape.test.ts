import { strict as assert } from 'node:assert';
import type { UsageFigures } from '../../../../src/core/modal/usageFields';
import { assess } from '../../../../src/core/cost/assess';
import { monthAmount } from '../../../../src/core/cost/amount';
import { SimulationsLater } from '../../../../src/core/cost/simulations';
import { listBook } from '../../../../src/core/pricing/bundled';
import { PRESETS } from '../../../../src/core/render/scenario/presets';
import {
  calculatorDeclaration,
  scenarioOf,
  scenarioTotal,
  type Scenario,
  type ScenarioSubject,
} from '../../../../src/core/render/scenario/scenario';
import { panelView, withFiguresBefore } from '../../../../src/core/render/scenario/scenarioView';
import { usageChanges } from '../../../../src/core/render/scenario/usageChanges';
import type { FieldView, PanelView } from '../../../../src/protocol';

type Texts = Readonly<Record<string, string>>;

const WEEKLY = '5,5,5,5,5,2,1';
const HOURLY = '0,0,0,0,0,0,1,2,4,6,6,6,5,6,6,6,5,4,3,2,1,0,0,0';
const weights = (text: string): number[] => text.split(',').map(Number);

/** Each statement of a shape, as it is typed and as a comment or the team file says it. */
const SHAPES: readonly (readonly [Texts, UsageFigures])[] = [
  [{ hourly: HOURLY }, { hourly: weights(HOURLY) }],
  [{ weekly: WEEKLY }, { weekly: weights(WEEKLY) }],
  [{ days_per_month: '20' }, { daysPerMonth: 20 }],
  [{ requests_at_once: '20' }, { requestsAtOnce: 20 }],
  [
    { bursts_per_day: '12', burst_minutes: '5', burst_share: '0.5' },
    { burstsPerDay: 12, burstMinutes: 5, burstShare: 0.5 },
  ],
  [{ seconds_cv: '3' }, { secondsCv: 3 }],
];

const BASE: UsageFigures = { requestsPerDay: 900, secondsPerRequest: 4, startupSeconds: 20 };

function subject(values: UsageFigures, more: Partial<ScenarioSubject['use']> = {}): ScenarioSubject {
  return {
    declaration: calculatorDeclaration(),
    isCode: true,
    context: { book: listBook, list: listBook, hoursPerMonth: listBook.hoursPerMonth.value },
    books: [listBook],
    use: {
      defaults: [{ source: 'team', values, where: { kind: 'teamFile', line: 3, keys: 1 } }],
      includeStartup: true,
      ...more,
    },
  };
}

const month = (scenario: Scenario): number => scenarioTotal(scenario)!.likely;
const fieldsOf = (view: PanelView): FieldView[] => view.groups.flatMap(({ fields }) => fields);
const fieldOf = (view: PanelView, name: string): FieldView =>
  fieldsOf(view).find((each) => each.name === name)!;
const errorsOf = ({ read }: Scenario): Record<string, string> =>
  Object.fromEntries(read.inputs.flatMap(({ name, error }) => (error === null ? [] : [[name, error]])));

describe('the shape of traffic in the panel', () => {
  for (const [typed, said] of SHAPES)
    it(`counts as where it is said otherwise: ${Object.keys(typed).join()}`, () => {
      const stated = subject({ ...BASE, ...said });
      const { month: known } = assess(stated.declaration, stated.context, stated.use);
      const expected = known?.status === 'known' ? monthAmount(known).likely : NaN;
      assert.equal(month(scenarioOf(subject(BASE), typed, {})), expected);
      // From the team file, without anything typed.
      assert.equal(month(scenarioOf(stated, {}, {})), expected);
      assert.notEqual(month(scenarioOf(subject(BASE), {}, {})), expected);
    });

  it('is a group of its own, with the origin of each value', () => {
    const view = panelView(scenarioOf(subject({ ...BASE, hourly: weights(HOURLY) }), {}, {}), [], '');
    const group = view.groups.find(({ title }) => title === 'Traffic shape')!;
    assert.deepEqual(
      group.fields.map(({ name, value, kind, placeholder }) => [name, value, kind, placeholder]),
      [
        ['hourly', HOURLY, 'weights', 'even'],
        ['weekly', '', 'weights', 'even'],
        ['days_per_month', '', 'number', '30.4'],
        ['bursts_per_day', '', 'number', 'no bursts'],
        ['burst_minutes', '', 'number', 'no bursts'],
        ['burst_share', '1', 'number', '1'],
        ['requests_at_once', '1', 'number', '1'],
        ['seconds_cv', '1', 'number', '1'],
      ],
    );
    assert.equal(fieldOf(view, 'hourly').origin, 'the team file, modal-cost.json, line 3');
    assert.deepEqual(fieldOf(view, 'hourly').bars!.labels.slice(8, 11), ['8:00', '9:00', '10:00']);
    assert.equal(fieldOf(view, 'hourly').bars!.shapes.at(-1)!.value, HOURLY);
  });

  it('says which values have no say, and why', () => {
    const origins = (values: UsageFigures, typed: Texts): string[] => {
      const view = panelView(scenarioOf(subject({ ...BASE, ...values }), typed, {}), [], '');
      return fieldsOf(view).flatMap(({ name, origin }) =>
        origin.startsWith('not counted') ? [`${name}: ${origin}`] : [],
      );
    };
    const share = 'burst_share: not counted without bursts';
    assert.deepEqual(origins({}, {}), [share]);
    assert.deepEqual(origins({}, { hourly: HOURLY, weekly: WEEKLY }), [
      'active_hours_per_day: not counted: replaced by “Requests by hour”',
      'days_per_month: not counted: replaced by “Requests by day of the week”',
      share,
    ]);
    assert.deepEqual(origins({ burstsPerDay: 12, burstMinutes: 5 }, {}), []);
  });

  it('is emptied to the default, whoever says otherwise', () => {
    const said = { ...BASE, requestsAtOnce: 20, burstsPerDay: 12, burstMinutes: 5, hourly: weights(HOURLY) };
    const emptied = { requests_at_once: '', bursts_per_day: '', burst_minutes: '', hourly: '' };
    const scenario = scenarioOf(subject(said), emptied, {});
    assert.deepEqual(errorsOf(scenario), {});
    assert.equal(month(scenario), month(scenarioOf(subject(BASE), {}, {})));
    const needed = scenarioOf(subject(BASE), { requests_per_day: '' }, {});
    assert.deepEqual(errorsOf(needed), { requests_per_day: 'Requests: a number is needed' });
    assert.equal(month(needed), month(scenarioOf(subject(BASE), {}, {})));
  });

  it('says what is wrong at the field, and counts what counted before', () => {
    const even = month(scenarioOf(subject(BASE), {}, {}));
    for (const [typed, name, error] of [
      [{ hourly: '1,2,3' }, 'hourly', /^Requests by hour must be 24 numbers/],
      [{ weekly: '0,0,0,0,0,0,0' }, 'weekly', /at least one of them above 0/],
      [{ requests_at_once: '1.5' }, 'requests_at_once', /^Requests at once must be a whole number/],
      [{ burst_share: '2' }, 'burst_share', /^Share in bursts must be a number from 0.001 to 1/],
      [{ bursts_per_day: '12' }, 'burst_minutes', /^Burst length: a number is needed$/],
      [{ burst_minutes: '5' }, 'bursts_per_day', /^Bursts: a number is needed$/],
    ] as const) {
      const scenario = scenarioOf(subject(BASE), typed, {});
      const errors = errorsOf(scenario);
      assert.deepEqual(Object.keys(errors), [name]);
      assert.match(errors[name]!, error);
      assert.equal(month(scenario), even, name);
      assert.deepEqual(panelView(scenario, [], '').notice?.fields, [name]);
    }
  });

  it('refuses bursts that are not shorter than the day at the one that was typed last', () => {
    const good = { bursts_per_day: '12', burst_minutes: '5' };
    const counted = month(scenarioOf(subject(BASE), good, {}));
    for (const [name, text] of [
      ['bursts_per_day', '600'],
      ['burst_minutes', '120'],
    ] as const) {
      const scenario = scenarioOf(subject(BASE), { ...good, [name]: text }, good);
      assert.deepEqual(Object.keys(errorsOf(scenario)), [name]);
      assert.match(errorsOf(scenario)[name]!, /not shorter than the day\.$/);
      assert.equal(month(scenario), counted);
    }
  });

  it('takes a list as JSON has it', () => {
    const pasted = scenarioOf(subject(BASE), { weekly: `[${WEEKLY.replaceAll(',', ', ')}]` }, {});
    assert.deepEqual(pasted.read.values.usage, { weekly: weights(WEEKLY) });
    assert.deepEqual(
      usageChanges(pasted.read).map(({ name, text }) => `${name}=${text}`),
      [`weekly=${WEEKLY}`],
    );
  });

  it('is none of a preset of the review, whatever the team file says', () => {
    const { inputs } = PRESETS.find(({ id }) => id === 'B')!;
    const shaped = { ...BASE, hourly: weights(HOURLY), requestsAtOnce: 20, burstsPerDay: 2, burstMinutes: 5 };
    const without = subject({ startupSeconds: 20 });
    assert.equal(month(scenarioOf(subject(shaped), inputs, {})), month(scenarioOf(without, inputs, {})));
  });

  it('is what can be saved: what differs, and what is said no longer', () => {
    const said = { ...BASE, burstsPerDay: 12, burstMinutes: 5 };
    const typed = { seconds_cv: '2', hourly: HOURLY, bursts_per_day: '', burst_minutes: '', weekly: '' };
    const view = panelView(scenarioOf(subject(said), typed, {}), [], '');
    assert.deepEqual(view.usage, {
      possible: true,
      changes: [`hourly=${HOURLY}`, 'bursts_per_day removed', 'burst_minutes removed', 'seconds_cv=2'],
    });
    assert.deepEqual(view.apply.changes, []);
  });

  it('keeps the figures before it while it is simulated', () => {
    const later = new SimulationsLater(() => undefined);
    const use = { simulations: later };
    const before = panelView(scenarioOf(subject({ ...BASE, startupSeconds: 0 }, use), {}, {}), [], '');
    const typed = { hourly: HOURLY };
    const now = panelView(scenarioOf(subject({ ...BASE, startupSeconds: 0 }, use), typed, {}), [], '');
    assert.deepEqual([before.isSimulating, now.isSimulating], [false, true]);
    const kept = withFiguresBefore(now, before);
    assert.deepEqual(
      [kept.charts, kept.sections, kept.answers, kept.detail],
      [before.charts, before.sections, before.answers, before.detail],
    );
    assert.equal(fieldOf(kept, 'hourly').value, HOURLY);
  });
});
