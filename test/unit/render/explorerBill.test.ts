import { strict as assert } from 'node:assert';
import {
  explorer,
  type AppNode,
  type Explorer,
  type ExplorerOptions,
} from '../../../src/core/render/explorerTree';
import { shownLabel } from '../../../src/core/render/explorerLine';
import type { Assessment } from '../../../src/core/cost/assess';
import { usdShort } from '../../../src/core/render/money';
import { assessText, billBeside } from '../review/findings/support';

const CODE = `import modal
app = modal.App("llama")
other = modal.App("nightly")
fresh = modal.App("fresh")
open_app = modal.App("open")
# modal-cost: requests_per_day=2000 seconds_per_request=1
@app.function(gpu="H100")
def generate(): ...
# modal-cost: requests_per_day=2000 seconds_per_request=1
@app.function(gpu="H100")
def again(): ...
# modal-cost: requests_per_day=100 seconds_per_request=1
@other.function(gpu="T4")
def job(): ...
@fresh.function(gpu="H100", min_containers=1)
def soon(): ...
@open_app.function(gpu="H100", min_containers=1)
def unknown(): ...
@open_app.function(gpu="T4")
def neither(): ...
`;

const DAY = '2026-10-01T00:00:00';

function report(
  ...rows: readonly (readonly [app: string, environment: string, cost: string, id?: string])[]
): string {
  return JSON.stringify(
    rows.map(([description, environment, cost, id = 'ap-1']) => ({
      object_id: id,
      description,
      environment,
      interval_start: DAY,
      resource: 'H100',
      cost,
    })),
  );
}

const BILL = report(
  ['llama', 'main', '20'],
  ['nightly', 'main', '0.01'],
  ['nightly', 'dev', '0.02'],
  ['open', 'main', '30'],
  ['forgotten', 'main', '5'],
  ['weights', 'main', '0.5', 'vo-1'],
);

describe('the actual bill in the explorer', () => {
  let assessments: readonly Assessment[];
  before(async () => {
    assessments = await assessText(CODE);
  });

  const shown = (options: Partial<ExplorerOptions> = {}, bill: string | null = BILL): Explorer =>
    explorer(
      [{ name: 'ws', assessments, skipped: [], bill: bill === null ? null : billBeside(bill, assessments) }],
      {
        sort: 'cost',
        warmOnly: false,
        ...options,
      },
    );
  const line = (each: Parameters<typeof shownLabel>[0] & { readonly text: string }): string =>
    `${shownLabel(each)}  ${each.text}`.trimEnd();
  const appNamed = (tree: Explorer, name: string): AppNode =>
    tree.folders[0]!.apps.find(({ label }) => label === name)!;

  it('stands beside the estimate: what an app did cost in a month, and how far that is from it', () => {
    const app = appNamed(shown(), 'llama');
    // 20 USD a day, in a month of 720 hours.
    assert.match(line(app), /^≈ \$252\/mo {2}llama {2}\$600\/mo actual · \$348\/mo above · /);
    assert.match(app.spoken, /600 per month actual, \$348 per month above the estimate/);
    assert.deepEqual(app.billed.length, 1);
    assert.match(
      app.billed[0]!,
      /^Actual: \$20\.00 on 2026-10-01 in environment main, \$600\.00 per month\. GPUs alive: .* h of H100/,
    );
  });

  it('is split over the declarations of an app by their estimates, and says that it is', () => {
    const { declarations } = appNamed(shown(), 'llama');
    for (const each of declarations) assert.match(line(each), / {2}\$300\/mo actual \(split\) · /);
    assert.doesNotMatch(line(declarations[0]!), /above|below/);
    // An only declaration has all of it, and a difference of its own.
    assert.match(
      line(appNamed(shown(), 'nightly').declarations[0]!),
      /\$0\.90\/mo actual · \$0\.\d+\/mo (?:above|below) · 2 environments/,
    );
  });

  it('is not split where an estimate is unknown', () => {
    const app = appNamed(shown(), 'open');
    assert.match(line(app), /\$900\/mo actual · up to \$589\/mo above/);
    for (const each of app.declarations) assert.doesNotMatch(line(each), /actual/);
  });

  it('compares every environment with the estimate', () => {
    const app = appNamed(shown(), 'nightly');
    const estimate = assessments.find(
      ({ estimate: { subject } }) => subject.type === 'declaration' && subject.name === 'job',
    )!.month!;
    assert.ok(estimate.status === 'known');
    const difference = 0.9 - 2 * estimate.total.likely;
    assert.ok(difference < 0);
    assert.ok(line(app).includes(` · ${usdShort(-difference)}/mo below · `), line(app));
    assert.equal(app.billed.length, 2);
  });

  it('sorts by what apps did cost and by the difference, what it does not say last', () => {
    const labels = (sort: ExplorerOptions['sort']): string[] =>
      shown({ sort }).folders[0]!.apps.map(shownLabel);
    assert.deepEqual(labels('actual'), [
      '$900/mo actual  open',
      '$600/mo actual  llama',
      '$0.90/mo actual  nightly',
      'no actual cost  fresh',
    ]);
    assert.deepEqual(
      labels('difference').map((label) => label.split('  ')[1]),
      ['open', 'llama', 'nightly', 'fresh'],
    );
  });

  it('has groups of what is on one side only', () => {
    const { groups } = shown().folders[0]!;
    assert.deepEqual(
      groups.map((group) => [line(group), ...group.lines.map(line)]),
      [
        ['$150/mo actual  Not in this code', '$150/mo actual  forgotten  main'],
        ['In this code, not on the bill', '$311/mo warm  fresh  $7.56/h running'],
        ['$15.00/mo actual  Volumes and others on the bill', '$15.00/mo actual  weights  main'],
      ],
    );
    assert.equal(groups[1]!.lines[0]!.member!.estimate.subject.line, 15);
    assert.deepEqual(shown({ warmOnly: true }).folders[0]!.groups, []);
  });

  it('is nowhere without a bill, and near the estimate it is none', () => {
    const without = shown({}, null).folders[0]!;
    assert.deepEqual(without.groups, []);
    assert.ok(without.apps.every((app) => !/actual|above|below/.test(line(app))));
    const near = shown({}, report(['fresh', 'main', '10.37']));
    assert.match(line(appNamed(near, 'fresh')), /actual · as estimated/);
  });
});
