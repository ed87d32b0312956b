import { strict as assert } from 'node:assert';
import { reviewChange, type ChangeReview, type ReviewedState } from '../../../src/core/review/reviewChange';
import { check } from '../../../src/core/review/gate';
import type { MinDelta } from '../../../src/core/review/diff/significant';
import { fingerprints } from '../../../src/core/review/findings/fingerprint';
import { reviewText } from './findings/support';

const app = (...decorators: readonly string[]): string =>
  `import modal\napp = modal.App()\n${decorators.map((each, i) => `${each}\ndef f${i}(): ...\n`).join('')}`;
const WARM = '@app.function(gpu="H100", min_containers=1, max_containers=2)';
const COLD = '@app.function(gpu="H100", max_containers=2)';

async function state(text: string, file = 'app.py', teamText?: string): Promise<ReviewedState> {
  const { assessments, report } = await reviewText(text, {
    file,
    ...(teamText !== undefined && { teamText }),
  });
  return { assessments, report, skipped: [] };
}

async function review(before: string, after: string, min: MinDelta | null = null): Promise<ChangeReview> {
  return reviewChange(await state(before), await state(after), min);
}
const rules = ({ findings }: ChangeReview): string[] =>
  findings.findings.map(
    ({ rule, subject }) => `${rule} ${subject && 'name' in subject ? subject.name : '–'}`,
  );

describe('the difference per month of a change', () => {
  it('compares costs per month if known, otherwise warm floors, and leaves out unknown ones', async () => {
    const used = (requests: number): string =>
      `# modal-cost: requests_per_day=${requests} seconds_per_request=1\n${COLD}`;
    const { difference, diff } = await review(
      app(COLD, COLD, COLD, used(1_000), used(10)),
      app(WARM, COLD.replace('H100', 'T4'), COLD.replace('"H100"', 'x'), used(2_000), used(10)),
    );
    assert.equal(diff.changes.length, 4);
    assert.deepEqual([difference.byFloor, difference.unknown, difference.atMost], [1, 2, 0]);
    const month = diff.changes.find(({ after }) => after && 'name' in after && after.name === 'f3')!.figures
      .month;
    assert.ok(Math.abs(difference.delta.likely - 311.04 - month.delta!.likely) < 1e-9);
  });

  it('counts the most that a schedule can cost', async () => {
    const on = (days: number): string => `@app.function(schedule=modal.Period(days=${days}))`;
    assert.equal((await review(app(on(1)), app(on(2)))).difference.atMost, 1);
  });

  it('tells a usage that is not set from a price or a value that is unknown', async () => {
    const counts = async (gpu: string): Promise<readonly number[]> => {
      const { difference } = await review(app('@app.function(gpu="T4")'), app(`@app.function(gpu=${gpu})`));
      return [difference.unknown, difference.withoutUsage];
    };
    assert.deepEqual(await counts('"A10"'), [1, 1]);
    assert.deepEqual(await counts('pick()'), [1, 0]);
  });

  it('is none if a declaration was only moved, even if its cost is unknown', async () => {
    const [before, after] = [await state(app(COLD)), await state(app(COLD), 'lib/app.py')];
    const { diff, difference } = reviewChange(before, after);
    assert.deepEqual(
      diff.changes.map(({ kind }) => kind),
      ['moved'],
    );
    assert.deepEqual(difference, {
      delta: { low: 0, likely: 0, high: 0 },
      byFloor: 0,
      atMost: 0,
      partly: 0,
      withoutUsage: 0,
      unknown: 0,
    });
  });
});

describe('the findings that a change causes', () => {
  it('are all findings of new and changed declarations, and none of the others', async () => {
    assert.deepEqual(rules(await review(app(WARM), app(WARM))), []);
    assert.deepEqual(rules(await review(app(WARM), app(WARM, WARM))), ['warm-gpu f1']);
    assert.deepEqual(rules(await review(app(WARM), app(WARM.replace('=1', '=2')))), ['warm-gpu f0']);
    assert.deepEqual(rules(await review(app(WARM, WARM), app(WARM))), []);
  });

  it('are those that did not exist before, of unchanged declarations and of whole files', async () => {
    assert.deepEqual(rules(await review(app(WARM), app(`# modal-cost: ignore warm-gup why\n${WARM}`))), [
      'ignore-comment f0',
    ]);
    const stray = `${app(WARM)}# modal-cost: requests_per_day=1\n`;
    assert.deepEqual(rules(await review(app(WARM), stray)), ['usage-comment –']);
    assert.deepEqual(rules(await review(stray, stray)), []);
  });

  it('include a budget that is exceeded by more than before, and none that is exceeded by less', async () => {
    const team =
      '{ "version": 1, "budgets": { "workspace": { "floor": 100 } }, "rules": { "warm-gpu": "off" } }';
    const of = async (count: number): Promise<ReviewedState> =>
      state(app(...Array.from({ length: count }, () => WARM)), 'app.py', team);
    const [one, two] = [await of(1), await of(2)];
    assert.deepEqual(rules(reviewChange(one, two)), ['over-budget –']);
    assert.deepEqual(rules(reviewChange(two, one)), []);
    assert.deepEqual(rules(reviewChange(two, two)), []);
    assert.deepEqual(rules(reviewChange(await of(0), one)), ['over-budget –']);
  });

  it('leaves small changes out, but no error', async () => {
    const min: MinDelta = { value: 1_000, unit: 'USD' };
    const wrong = WARM.replace('max_containers=2', 'max_containers=0');
    const found = await review(app(COLD, COLD), app(WARM, wrong), min);
    assert.deepEqual([found.leftOut, rules(found)], [2, ['min-over-max f1']]);
    assert.equal(check(await state(app(WARM, wrong)), found).passes, false);
  });

  it('keeps unknown differences, however small they may be', async () => {
    const { changes, leftOut } = await review(app(COLD), app(COLD.replace('H100', 'T4')), {
      value: 1e6,
      unit: 'percent',
    });
    assert.deepEqual([changes.length, leftOut], [1, 0]);
  });
});

describe('fingerprints', () => {
  it('distinguish findings, in any order and among any others', async () => {
    const text = app(
      '@app.function(gpu="H100", keep_warm=1, concurrency_limit=2, allow_concurrent_inputs=3)',
      '@app.function(gpu="H100", keep_warm=1)',
    );
    const { findings } = (await state(text)).report;
    const prints = fingerprints(findings);
    assert.ok(findings.length > 5);
    assert.equal(new Set(prints).size, prints.length);
    const moved = fingerprints((await state(`\n\n\n${text}`)).report.findings);
    assert.deepEqual(moved, prints);
    findings.forEach((finding, i) => assert.deepEqual(fingerprints([finding]), [prints[i]]));
  });

  it('stay the same in another layout and with other figures', async () => {
    const prints = async (text: string): Promise<readonly string[]> =>
      fingerprints((await state(app(text))).report.findings);
    const before = await prints('@app.function(gpu=pick(1, x), min_containers=4, max_containers=3)');
    assert.equal(before.length, 2);
    const laidOut = '@app.function(\n  gpu=pick(1,\n  x),\n  min_containers=4,\n  max_containers=3,\n)';
    assert.deepEqual(await prints(laidOut), before);
    assert.deepEqual(
      await prints('@app.function(gpu=pick(1, x), min_containers=8, max_containers=2)'),
      before,
    );
    assert.notDeepEqual(
      await prints('@app.function(gpu=pick(2, x), min_containers=4, max_containers=3)'),
      before,
    );
  });
});
