import { strict as assert } from 'node:assert';
import type { Assessment } from '../../../../src/core/cost/assess';
import {
  diffAssessments,
  headline,
  monthlyDifference,
  type Change,
  type WorkspaceDiff,
} from '../../../../src/core/review/diff/diff';
import { setTranslate } from '../../../../src/core/render/words/translate';
import { causeText } from '../../../../src/core/render/words/changeCauses';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import { assessText } from '../findings/support';

const HEAD = 'import modal\nfrom settings import cfg\napp = modal.App()\n';

/** One state of a workspace: files with the declarations in them. */
async function state(files: Readonly<Record<string, string>>, teamText?: string): Promise<Assessment[]> {
  const team = teamText === undefined ? undefined : parseTeamFile(teamText).team;
  const all = await Promise.all(
    Object.entries(files).map(([file, text]) => assessText(`${HEAD}${text}`, file, team)),
  );
  return all.flat();
}

const f = (args: string, name = 'f'): string => `@app.function(${args})\ndef ${name}(): ...\n`;

function nameOf({ before, after }: Change): string {
  const [from, to] = [before, after].map((each) =>
    each === null ? '∅' : `${each.file}:${each.type === 'declaration' ? each.qualname : each.form}`,
  );
  return `${from} → ${to}`;
}

/** Each change as its kind and its names, and why. */
function told(diff: WorkspaceDiff): string[] {
  return diff.changes.map(
    (change) =>
      `${change.kind} ${nameOf(change)}${change.causes.map((cause) => ` [${causeText(cause)}]`).join('')}`,
  );
}

const near = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 0.005, `${actual} is not ${expected}`);

describe('diffAssessments', () => {
  it('takes nothing for moved whose own file is not read in the other state', async () => {
    const before = await state({ 'a.py': f('gpu="H100", min_containers=1') });
    const after = await state({ 'b.py': f('gpu="H100", min_containers=1') });
    const unread = (was: readonly string[], is: readonly string[]): string[] =>
      told(diffAssessments(before, after, { before: new Set(was), after: new Set(is) })).sort();
    assert.deepEqual(unread([], []), ['moved a.py:f → b.py:f']);
    assert.deepEqual(unread(['c.py'], ['c.py']), ['moved a.py:f → b.py:f']);
    assert.deepEqual(unread([], ['a.py']), ['added ∅ → b.py:f', 'unread a.py:f → ∅']);
    assert.deepEqual(unread(['b.py'], []), ['removed a.py:f → ∅', 'unread ∅ → b.py:f']);
    assert.deepEqual(unread(['b.py'], ['a.py']), ['unread a.py:f → ∅', 'unread ∅ → b.py:f']);
  });

  it('counts warm floors beside what is stored, in what is added, removed or changed', async () => {
    const stored = (warm: number): string =>
      `# modal-cost: volume_gb=100\n${f(`gpu="H100", min_containers=${warm}`)}`;
    const [none, one, three] = await Promise.all(
      ['', stored(1), stored(3)].map((text) => state({ 'app.py': text })),
    );
    const [floor, data] = [311.04, 10];
    const delta = (before: Assessment[], after: Assessment[]): number =>
      monthlyDifference(diffAssessments(before, after)).delta.likely;
    near(delta(none!, one!), floor + data);
    near(delta(one!, none!), -floor - data);
    near(delta(one!, three!), 2 * floor);
    for (const [before, after] of [
      [none!, one!],
      [one!, three!],
    ] as const) {
      const { totals } = diffAssessments(before, after);
      near(totals.month.delta.likely, totals.month.after.likely - totals.month.before.likely);
    }
  });

  it('is unknown where what is stored changes beside a warm floor that is unknown on one side', async () => {
    const stored = (gb: number, warm: string): string =>
      `# modal-cost: volume_gb=${gb}\n${f(`gpu="H100", min_containers=${warm}`)}`;
    const of = async (was: string, is: string): Promise<WorkspaceDiff> =>
      diffAssessments(await state({ 'a.py': was }), await state({ 'a.py': is }));
    for (const [was, is] of [
      ['cfg.warm', '1'],
      ['9', 'cfg.warm'],
    ] as const) {
      const diff = await of(stored(100, was), stored(9_000, is));
      assert.equal(headline(diff.changes[0]!), null);
      const { unknown, partly } = monthlyDifference(diff);
      assert.deepEqual([unknown, partly], [1, 0]);
    }
    // What is added costs at least what it stores.
    const added = await of('', stored(100, 'cfg.warm'));
    near(headline(added.changes[0]!)!.delta.likely, 10);
    assert.equal(monthlyDifference(added).partly, 1);
  });

  it('has changes that cost the same by name, with numbers by their value', async () => {
    const jobs = [14, 2].map((n) => f('gpu="T4"', `job_${n}`)).join('');
    const files = { 'f_10.py': jobs, 'f_9.py': jobs };
    const names = [9, 10].flatMap((n) => [2, 14].map((m) => `f_${n}.py:job_${m}`));
    const [none, all] = [await state({}), await state(files)];
    assert.deepEqual(
      diffAssessments(none, all).changes.map(nameOf),
      names.map((name) => `∅ → ${name}`),
    );
    assert.deepEqual(
      diffAssessments(all, none).changes.map(nameOf),
      names.map((name) => `${name} → ∅`),
    );
  });

  it('shows what a copied line costs, and which parameters cause it', async () => {
    const before = await state({ 'a.py': f('gpu="A10", timeout=60') + f('', 'g') });
    const after = await state({ 'a.py': f('gpu="H100", timeout=60, min_containers=1') + f('', 'g') });
    const diff = diffAssessments(before, after);
    assert.deepEqual(told(diff), [
      'changed a.py:f → a.py:f [gpu "A10" → "H100"] [min_containers not set → 1]',
    ]);
    assert.equal(diff.unchanged, 1);
    const { figures } = diff.changes[0]!;
    assert.equal(figures.floor.before, 'none');
    near(figures.floor.delta?.likely, 311.04);
    near(figures.live.delta?.likely, 7.56 - 1.116);
    assert.deepEqual(
      [figures.month.before, figures.month.after, figures.month.delta],
      ['unknown', 'unknown', null],
    );
    assert.equal(headline(diff.changes[0]!)?.figure, 'floor');
    near(diff.totals.floor.delta.likely, 311.04);
    near(diff.totals.floor.after.high, 311.04);
    assert.deepEqual([diff.totals.month.unknownBefore, diff.totals.month.unknownDeltas], [2, 2]);
  });

  it('lists added and removed declarations, the most expensive first', async () => {
    const before = await state({ 'a.py': f('gpu="T4", min_containers=1', 'old') });
    const after = await state({ 'b.py': f('gpu="H100", min_containers=1', 'new') + f('gpu="A10"', 'other') });
    const diff = diffAssessments(before, after);
    assert.deepEqual(told(diff), ['added ∅ → b.py:new', 'removed a.py:old → ∅', 'added ∅ → b.py:other']);
    near(diff.totals.floor.delta.likely, 311.04 - 28.512);
    near(diff.changes[1]!.figures.floor.delta?.likely, -28.512);
    assert.equal(diff.changes[1]!.figures.floor.after, 'none');
  });

  it('recognizes moved and renamed declarations, also with a changed figure', async () => {
    const before = await state({
      'a.py':
        f('gpu="H100"', 'moved') + f('gpu="A10", timeout=9', 'renamed') + f('gpu="T4", timeout=7', 'both'),
    });
    const after = await state({
      'lib/b.py': f('gpu="H100", min_containers=2', 'moved') + f('gpu="T4", timeout=7', 'elsewhere'),
      'a.py': f('gpu="A10", timeout=9', 'better_name'),
    });
    const diff = diffAssessments(before, after);
    assert.deepEqual(told(diff), [
      'moved a.py:moved → lib/b.py:moved [min_containers not set → 2]',
      'renamed a.py:renamed → a.py:better_name',
      'movedAndRenamed a.py:both → lib/b.py:elsewhere',
    ]);
    near(diff.totals.floor.delta.likely, 622.08);
    near(diff.totals.live.delta.likely, 0);
  });

  it('does not pair a common name with one in another file, unless several names moved there', async () => {
    const before = await state({ 'a.py': f('gpu="H100", timeout=9', 'train') + f('gpu="T4"', 'main') });
    const one = await state({ 'b.py': f('gpu="A10", cpu=4', 'train') });
    assert.deepEqual(
      told(diffAssessments(before, one)).map((each) => each.split(' ')[0]),
      ['removed', 'added', 'removed'],
    );
    const both = await state({ 'b.py': f('gpu="A10", cpu=4', 'train') + f('gpu="T4"', 'main') });
    assert.deepEqual(told(diffAssessments(before, both)), [
      'moved a.py:train → b.py:train [cpu not set → 4] [gpu "H100" → "A10"] [timeout 9 → not set]',
      'moved a.py:main → b.py:main',
    ]);
  });

  it('follows a plain function of the same name, and prefers the more similar of two', async () => {
    const plain = diffAssessments(
      await state({ 'a.py': f('', 'one') }),
      await state({ 'b.py': f('', 'one') }),
    );
    assert.deepEqual(told(plain), ['moved a.py:one → b.py:one']);
    const before = await state({ 'a.py': f('gpu="T4", cpu=1, timeout=9') });
    const after = await state({
      'b.py': f('gpu="T4", cpu=1, timeout=8, retries=1'),
      'c.py': f('gpu="T4", cpu=1, timeout=8'),
    });
    assert.deepEqual(told(diffAssessments(before, after)), [
      'added ∅ → b.py:f',
      'moved a.py:f → c.py:f [timeout 9 → 8]',
    ]);
  });

  it('does not recognize a moved and renamed declaration by its GPU alone', async () => {
    const before = await state({ 'a.py': f('gpu="T4"', 'one') });
    const after = await state({ 'b.py': f('gpu="T4"', 'two') });
    assert.deepEqual(told(diffAssessments(before, after)).sort(), [
      'added ∅ → b.py:two',
      'removed a.py:one → ∅',
    ]);
  });

  it('does not pair plain functions across files, nor different kinds', async () => {
    const before = await state({ 'a.py': f('', 'one') });
    const after = await state({ 'b.py': f('', 'two') + '@app.cls()\nclass one: ...\n' });
    assert.deepEqual(told(diffAssessments(before, after)).sort(), [
      'added ∅ → b.py:one',
      'added ∅ → b.py:two',
      'removed a.py:one → ∅',
    ]);
  });

  it('pairs the most similar of several candidates', async () => {
    const before = await state({ 'x/main.py': f('gpu="H100"', 'main'), 'y/main.py': f('gpu="T4"', 'main') });
    const after = await state({ 'z/y/main.py': f('gpu="T4"', 'main'), 'x/run.py': f('gpu="H100"', 'main') });
    assert.deepEqual(told(diffAssessments(before, after)).sort(), [
      'moved x/main.py:main → x/run.py:main',
      'moved y/main.py:main → z/y/main.py:main',
    ]);
  });

  it('keeps a declaration that stayed in place, whatever is similar elsewhere', async () => {
    const before = await state({ 'a.py': f('gpu="H100"') });
    const after = await state({ 'a.py': f('gpu="T4"'), 'b.py': f('gpu="H100"') });
    assert.deepEqual(told(diffAssessments(before, after)), [
      'added ∅ → b.py:f',
      'changed a.py:f → a.py:f [gpu "H100" → "T4"]',
    ]);
  });

  it('uses the lines, not the order of the assessments', async () => {
    const once = (requests: number): string =>
      `# modal-cost: requests_per_day=${requests} seconds_per_request=1\n${f('gpu="T4"')}`;
    const both = await state({ 'a.py': once(100) + once(200) });
    assert.deepEqual(told(diffAssessments([...both].reverse(), both)), []);
  });

  it('pairs declarations of the same name in one file by their content, then in order', async () => {
    const two = (a: string, b: string): string =>
      `if cfg.x:\n  @app.function(${a})\n  def f(): ...\nelse:\n  @app.function(${b})\n  def f(): ...\n`;
    const before = await state({ 'a.py': two('gpu="H100"', 'gpu="T4"') });
    assert.deepEqual(
      told(diffAssessments(before, await state({ 'a.py': two('gpu="T4"', 'gpu="H100"') }))),
      [],
    );
    assert.deepEqual(told(diffAssessments(before, await state({ 'a.py': two('gpu="T4"', 'gpu="A10"') }))), [
      'changed a.py:f → a.py:f [gpu "H100" → "A10"]',
    ]);
  });

  it('treats old names as their new names', async () => {
    const before = await state({ 'a.py': f('gpu="T4", keep_warm=1, allow_concurrent_inputs=4') });
    const after = await state({
      'a.py': '@app.function(gpu="T4", min_containers=1)\n@modal.concurrent(max_inputs=4)\ndef f(): ...\n',
    });
    assert.deepEqual(told(diffAssessments(before, after)), []);
  });

  it('sees changes outside the code: usage, values and the price book', async () => {
    const files = { 'a.py': f('gpu=cfg.gpu') };
    const team = (requests: number, rest: object = {}): string =>
      JSON.stringify({
        version: 1,
        ...rest,
        declarations: {
          'a.py::f': { requests_per_day: requests, seconds_per_request: 2, values: { gpu: 'H100' } },
        },
      });
    const none = await state(files);
    const some = await state(files, team(100));
    const more = await state(files, team(200));
    assert.deepEqual(told(diffAssessments(some, more)), [
      'changed a.py:f → a.py:f [use: requests_per_day 100 → 200]',
    ]);
    near(diffAssessments(some, more).totals.month.delta.likely, 100 * 30 * 2 * 0.0021);
    assert.equal(headline(diffAssessments(some, more).changes[0]!)?.figure, 'month');
    const said = diffAssessments(none, some);
    assert.deepEqual(told(said), [
      'changed a.py:f → a.py:f [gpu cfg.gpu (unknown) → "H100"] [use: requests_per_day not set → 100] [use: seconds_per_request not set → 2]',
    ]);
    assert.equal(said.changes[0]!.figures.live.before, 'unknown');
    assert.equal(said.changes[0]!.figures.live.delta, null);
    assert.deepEqual([said.totals.live.unknownBefore, said.totals.live.unknownAfter], [1, 0]);
    assert.equal(headline(said.changes[0]!), null);
    const list = await state(files, team(100, { priceBook: 'modal-list-2026-10' }));
    assert.deepEqual(told(diffAssessments(some, list)), [
      'changed a.py:f → a.py:f [hours per month 720 → 730]',
    ]);
  });

  it('distinguishes parameters that change no figure, and calls that cost something on their own', async () => {
    const sandbox = (gpu: string): string => `sandbox = modal.Sandbox.create(app=app, gpu="${gpu}")\n`;
    const before = await state({ 'a.py': f('gpu="T4", timeout=60') + sandbox('T4') });
    const after = await state({ 'a.py': f('gpu="T4", timeout=600') + sandbox('H100') });
    assert.deepEqual(told(diffAssessments(before, after)), [
      'changed a.py:sandbox → a.py:sandbox [gpu "T4" → "H100"]',
      'changed a.py:f → a.py:f [timeout 60 → 600]',
    ]);
  });

  it('is unknown where the floor stays and a month is unknown, not nothing', async () => {
    const used = (usage: string, args: string): string => `# modal-cost: ${usage}\n${f(args)}`;
    const of = async (was: string, is: string): Promise<WorkspaceDiff> =>
      diffAssessments(await state({ 'a.py': was }), await state({ 'a.py': is }));
    const few = 'requests_per_day=1000 seconds_per_request=0.2';
    const many =
      'requests_per_day=5000000 seconds_per_request=0.2 bursts_per_day=9 burst_minutes=5 weekly=5,5,5,5,5,1,1';
    for (const [was, is, withoutUsage] of [
      [used(few, 'gpu="A10", min_containers=1'), used(many, 'gpu="A10", min_containers=1'), 0],
      [used(few, 'gpu="A10", min_containers=1'), f('gpu="A10", min_containers=1'), 1],
      [f('gpu="A10", min_containers=1'), f('gpu="A10", min_containers=1, scaledown_window=1200'), 1],
    ] as const) {
      const diff = await of(was, is);
      assert.deepEqual(diff.changes.map(headline), [null]);
      const { unknown, byFloor, withoutUsage: unset } = monthlyDifference(diff);
      assert.deepEqual([unknown, byFloor, unset], [1, 0, withoutUsage]);
    }
    const warmer = await of(f('gpu="A10", min_containers=1'), f('gpu="A10", min_containers=2'));
    assert.equal(headline(warmer.changes[0]!)?.figure, 'floor');
  });

  it('subtracts all that was possible from all that is, and likely from likely', async () => {
    const choice = (count: number): string => f(`gpu="H100" if cfg.big else "T4", min_containers=${count}`);
    const [change] = diffAssessments(
      await state({ 'a.py': choice(1) }),
      await state({ 'a.py': choice(2) }),
    ).changes;
    // One container is $28.512 (T4) to $311.04 (H100), two are twice that; each side may be either.
    near(change?.figures.floor.delta?.low, 57.024 - 311.04);
    near(change?.figures.floor.delta?.likely, 311.04);
    near(change?.figures.floor.delta?.high, 622.08 - 28.512);
    assert.deepEqual(change?.figures.live.delta, { low: 0, likely: 0, high: 0 });
  });

  it('recognizes a plain function that was renamed in its file', async () => {
    const diff = diffAssessments(
      await state({ 'a.py': f('', 'one') }),
      await state({ 'a.py': f('', 'two') }),
    );
    assert.deepEqual(told(diff), ['renamed a.py:one → a.py:two']);
  });

  it('has at least the cost of those with a price if one of several options has none', async () => {
    const before = await state({ 'a.py': f('gpu="T4", min_containers=1') });
    const after = await state({ 'a.py': f('gpu=["H300", "T4"], min_containers=1') });
    const { figures } = diffAssessments(before, after).changes[0]!;
    assert.deepEqual([figures.live.delta, figures.floor.delta], [null, null]);
    for (const [amount, usd] of [
      [figures.live.after, 0.000164 * 3_600],
      [figures.floor.after, 28.512],
    ] as const) {
      assert.ok(typeof amount !== 'string' && amount.atLeast);
      near(amount.low, usd);
      near(amount.high, usd);
    }
  });

  it('uses the value of the current name if both are given', async () => {
    const before = await state({ 'a.py': f('min_containers=1, keep_warm=5') });
    assert.deepEqual(told(diffAssessments(before, await state({ 'a.py': f('min_containers=1') }))), []);
  });

  it('is empty for two empty states', () => {
    const { changes, totals, unchanged } = diffAssessments([], []);
    assert.deepEqual([changes, unchanged, totals.floor.delta], [[], 0, { low: 0, likely: 0, high: 0 }]);
  });
});

describe('a diff in a language that has one word for everything', () => {
  before(() => setTranslate(() => 'so'));
  after(() => setTranslate(undefined));

  it('still sees the differences', async () => {
    const [was, is] = [
      await state({ 'a.py': f('gpu=cfg.a, memory=1024.5, **cfg.b') }),
      await state({ 'a.py': f('gpu=cfg.b, memory=1024, **cfg.c') }),
    ];
    const { changes } = diffAssessments(was, is);
    assert.deepEqual(
      changes.flatMap(({ causes }) => causes.map(({ kind }) => kind)),
      ['spread', 'spread', 'parameter', 'parameter'],
    );
  });
});
