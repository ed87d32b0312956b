import { strict as assert } from 'node:assert';
import { reviewChange, type ChangeReview, type ReviewedState } from '../../../src/core/review/reviewChange';
import { billBeside } from './findings/support';
import { reportText } from '../../support/bill';
import type { Amount } from '../../../src/core/cost/amount';
import { FolderData } from '../../../src/core/review/team/folderData';
import { check } from '../../../src/core/review/gate';
import type { MinDelta } from '../../../src/core/review/diff/significant';
import { fingerprints } from '../../../src/core/review/findings/fingerprint';
import { reviewText } from './findings/support';

const app = (...decorators: readonly string[]): string =>
  `import modal\napp = modal.App()\n${decorators.map((each, i) => `${each}\ndef f${i}(): ...\n`).join('')}`;
const WARM = '@app.function(gpu="H100", min_containers=1, max_containers=2)';
const COLD = '@app.function(gpu="H100", max_containers=2)';

async function state(text: string, file = 'app.py', teamText?: string): Promise<ReviewedState> {
  const { assessments, report, team } = await reviewText(text, {
    file,
    ...(teamText !== undefined && { teamText }),
  });
  const data = new FolderData(assessments, team, assessments[0]?.estimate.context, true).sum;
  return { assessments, report, skipped: [], data };
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

describe('the data of a change, beside that of declarations', () => {
  const BOOK = '"version": 1, "priceBook": "modal-list-2026-10"';
  const withData = (data: string): Promise<ReviewedState> =>
    state(app(COLD), 'app.py', `{ ${BOOK}, "data": ${data} }`);
  const of = async (before: string, after: string): Promise<readonly string[]> => {
    const { data } = reviewChange(await withData(before), await withData(after)).diff;
    const likely = (amount: Amount): string =>
      typeof amount === 'string' ? amount : amount.likely.toFixed(2);
    return (data === null ? [] : [...data.lines, { app: 'allowance', ...data.allowance }]).map(
      ({ app, before: was, after: is, delta }) =>
        `${app ?? 'workspace'}: ${likely(was)} → ${likely(is)} ${delta?.likely.toFixed(2)}`,
    );
  };

  it('is that of each app and of the workspace, new, gone or with another size', async () => {
    const volume = (gb: number): string => `"workspace": {"volume_gb": ${gb}}`;
    const egress = (gb: number, more = ''): string =>
      `"apps": {"app.py::app": {"egress_gb_per_month": ${gb}}${more}}`;
    assert.deepEqual(await of('{}', '{}'), []);
    // 5,000 GB are 4,656.6 GiB at $0.09, and 1,024 GiB of them are free.
    assert.deepEqual(await of('{}', `{${volume(5_000)}}`), [
      'workspace: none → 419.10 419.10',
      'allowance: none → -92.16 -92.16',
    ]);
    assert.deepEqual(await of(`{${volume(5_000)}}`, '{}'), [
      'workspace: 419.10 → none -419.10',
      'allowance: -92.16 → none 92.16',
    ]);
    // A gigabyte sent is $0.04, and the first ones are free.
    assert.deepEqual(await of(`{${volume(5_000)}, ${egress(10)}}`, `{${volume(4_000)}, ${egress(20)}}`), [
      'app.py::app: 0.40 → 0.80 0.40',
      'workspace: 419.10 → 335.28 -83.82',
      'allowance: -92.56 → -92.96 -0.40',
    ]);
    assert.deepEqual(await of(`{${egress(10)}}`, `{${egress(10, ', "gone.py::*": {"volume_gb": 20}')}}`), [
      'app.py::app: 0.40 → 0.40 0.00',
      'allowance: -0.40 → -0.40 0.00',
    ]);
  });
});

describe('what a change leaves unread', () => {
  it('is named once, with where it was not read, by name', async () => {
    const [before, after] = [await state(app(COLD)), await state(app(COLD))];
    const skipped = (...files: readonly string[]): Pick<ReviewedState, 'skipped'> => ({
      skipped: files.map((file) => ({ file, reason: { kind: 'notUtf8' } })),
    });
    const { unread } = reviewChange(
      { ...before, ...skipped('d.py', 'a.py', 'b.py') },
      { ...after, ...skipped('c.py', 'b.py') },
    );
    assert.deepEqual(
      unread.map(({ file, side }) => `${file} ${side}`),
      ['a.py before', 'b.py both', 'c.py after', 'd.py before'],
    );
  });
});

describe('the apps of a change, as billed', () => {
  it('are those with a change that costs something, before or after it', async () => {
    const code = (one: string, two: string): string =>
      `import modal\none = modal.App("one")\ntwo = modal.App("two")\n${one}${two}`;
    const f = (name: string, args: string): string => `@${name}.function(${args})\ndef ${name}_f(): ...\n`;
    const bill = reportText(
      ['one', 'two'].map((description) => ({
        object: `ap-${description}`,
        description,
        environment: 'main',
        start: '2026-11-01T00:00:00',
        resource: 'GPU',
        cost: '2.00',
      })),
      'keys',
    );
    const billed = async (text: string): Promise<ReviewedState> => {
      const read = await state(text);
      return { ...read, billed: billBeside(bill, read.assessments) };
    };
    const warm = 'gpu="T4", min_containers=1';
    const told = async (before: string, after: string): Promise<readonly string[] | undefined> =>
      reviewChange(await billed(before), await billed(after)).billed?.map(
        ({ billed: { actual }, difference }) => `${actual.app} ${Math.sign(difference.delta.likely)}`,
      );
    const both = code(f('one', warm), f('two', 'gpu="T4"'));
    assert.deepEqual(await told(both, both), []);
    assert.deepEqual(await told(both, code(f('one', warm.replace('=1', '=2')), f('two', 'gpu="T4"'))), [
      'one 1',
    ]);
    assert.deepEqual(await told(both, code('', f('two', 'gpu="T4"'))), ['one -1']);
    assert.deepEqual(await told(code('', f('two', 'gpu="T4"')), both), ['one 1']);
    assert.deepEqual(await told(both, both.replaceAll('one_f', 'renamed')), []);
    assert.equal(reviewChange(await state(both), await state(both)).billed, null);
  });
});

describe('the findings that a change causes', () => {
  it('are all findings of new and changed declarations, and none of the others', async () => {
    assert.deepEqual(rules(await review(app(WARM), app(WARM))), []);
    assert.deepEqual(rules(await review(app(WARM), app(WARM, WARM))), ['warm-gpu f1']);
    assert.deepEqual(rules(await review(app(WARM), app(WARM.replace('=1', '=2')))), ['warm-gpu f0']);
    assert.deepEqual(rules(await review(app(WARM, WARM), app(WARM))), []);
  });

  it('are also those of calls that set something in a changed declaration', async () => {
    const text = (gpu: string, min = 1): string =>
      `${app(`@app.function(gpu="${gpu}", max_containers=2)`)}def main():\n    f0.update_autoscaler(min_containers=${min})\n`;
    assert.deepEqual(rules(await review(text('H100'), text('H100:2'))), ['warm-gpu –']);
    assert.deepEqual(rules(await review(text('H100', 3), text('H100:2', 3))), [
      'min-over-max –',
      'warm-gpu –',
    ]);
    assert.deepEqual(rules(await review(text('H100'), text('H100'))), []);
    const beside = (gpu: string): string =>
      text('H100').replace('def main', `@app.function(gpu="${gpu}")\ndef g(): ...\ndef main`);
    assert.deepEqual(rules(await review(beside('H100'), beside('H100:2'))), ['no-ceiling g']);
  });

  it('are silenced where a changed declaration has a comment, and no other', async () => {
    const silent = `# modal-cost: ignore warm-gpu the demo\n${WARM}`;
    const silenced = async (before: string, after: string): Promise<number> =>
      (await review(before, after)).findings.silenced.length;
    assert.equal(await silenced(app(silent, silent), app(silent, silent.replace('=1', '=2'))), 1);
    assert.equal(await silenced(app(silent), app(silent)), 0);
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

  it('leaves out what is less than a limit in US dollars, or in percent of what it cost', async () => {
    const shown = async (
      before: string,
      after: string,
      value: number,
      unit: MinDelta['unit'],
    ): Promise<boolean> => (await review(app(before), app(after), { value, unit })).changes.length === 1;
    const two = WARM.replace('=1', '=2');
    assert.deepEqual(
      [await shown(WARM, two, 100, 'percent'), await shown(WARM, two, 101, 'percent')],
      [true, false],
    );
    assert.deepEqual(
      [await shown(two, WARM, 50, 'percent'), await shown(two, WARM, 51, 'percent')],
      [true, false],
    );
    // What cost nothing before has no percentage.
    assert.ok(await shown(COLD, WARM, 1e6, 'percent'));
    assert.deepEqual(
      [await shown(COLD, WARM, 311.03, 'USD'), await shown(COLD, WARM, 311.05, 'USD')],
      [true, false],
    );
    // What costs the same is shown where every change is.
    const moved = async (value: number, unit: MinDelta['unit']): Promise<number> =>
      reviewChange(await state(app(WARM)), await state(app(WARM), 'lib/app.py'), { value, unit }).changes
        .length;
    for (const unit of ['percent', 'USD'] as const)
      assert.deepEqual([await moved(0, unit), await moved(0.01, unit)], [1, 0]);
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
