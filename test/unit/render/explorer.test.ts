import { strict as assert } from 'node:assert';
import { assess, type Assessment } from '../../../src/core/cost/assess';
import { byCost } from '../../../src/core/cost/byCost';
import { total } from '../../../src/core/cost/estimateTotal';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { explorer, type Explorer, type ExplorerOptions } from '../../../src/core/render/explorerTree';
import { shownLabel } from '../../../src/core/render/explorerLine';
import { groupText } from '../../../src/core/render/explorerColumns';
import { rowName } from '../../../src/core/render/words/subjectNames';
import { SEEN } from '../../../src/core/render/words/titleWords';
import { findings } from '../../../src/core/review/findings/findings';
import { parseTeamFile } from '../../../src/core/review/team/parseTeamFile';
import { scanText } from '../../support/python';

const CONTEXT = { book: reviewBook, list: listBook, hoursPerMonth: 720 };
const HEAD = 'import modal\n';

async function assessed(file: string, text: string, context = CONTEXT): Promise<Assessment[]> {
  const { declarations, callSites } = await scanText(HEAD + text, file);
  const comments = new UsageComments(HEAD + text);
  const use = { defaults: [], includeStartup: true };
  return [
    ...declarations.map((each) => assess(each, context, { ...use, comment: comments.of(each) })),
    ...callSites.map((each) => assess(each, context, use)),
  ];
}

async function tree(
  files: Readonly<Record<string, string>>,
  options: Partial<ExplorerOptions> = {},
): Promise<Explorer> {
  const assessments = await Promise.all(Object.entries(files).map(([file, text]) => assessed(file, text)));
  const source = { name: 'work', assessments: assessments.flat(), skipped: [] };
  return explorer([source], { sort: 'cost', warmOnly: false, ...options });
}

/** The tree as lines, two blanks a level. */
function lines({ folders }: Explorer): string[] {
  const line = (each: Parameters<typeof shownLabel>[0] & { readonly text: string }): string =>
    `${shownLabel(each)} | ${each.text}`;
  return folders.flatMap((folder) => [
    line(folder),
    ...folder.apps.flatMap((app) => [
      `  ${line(app)}`,
      ...app.declarations.map((each) => `    ${line(each)}`),
    ]),
  ]);
}

const FILES = {
  'a.py': `app = modal.App("one")
@app.function(gpu="H100", min_containers=1)
def warm(): ...
@app.function(gpu="T4")
def cold(): ...
`,
  'b.py': `app = modal.App("one")
# modal-cost: requests_per_day=1000 seconds_per_request=1
@app.cls(gpu="A10")
class Busy: ...
`,
  'c.py': `app = modal.App()
@app.function(gpu=input())
def open_gpu(): ...
@app.function(min_containers=int(input()), gpu="A10")
def open_pool(): ...
@app.function(min_containers=1)
def cpu_pool(): ...
`,
};

describe('the explorer’s tree', () => {
  it('has folders, apps by their name across files, and declarations, each with its costs', async () => {
    assert.deepEqual(lines(await tree(FILES)), [
      '≈ $324+/mo  work | ≥ $315/mo warm · ≥ $10.39/h running · 2 unknown · 5 without a cost per month',
      '  ≈ $320+/mo  one | $311/mo warm · $9.27/h running · 2 without a cost per month',
      '    $311/mo warm  warm | $7.56/h running · 1 × H100',
      '    ≈ $9.30/mo  Busy | $1.12/h running · A10',
      '    $0.59/h running  cold | T4',
      '  ≥ $3.60/mo warm  app | ≥ $1.12/h running · 2 unknown · c.py',
      '    $3.60/mo warm  cpu_pool | $0.005/h running · 1 × CPU',
      '    warm floor unknown  open_pool | $1.12/h running · min_containers=int(input()) unknown · A10',
      '    unknown  open_gpu | gpu=input() unknown',
    ]);
  });

  it('sorts by floor and by name, apps and what is in them', async () => {
    const names = (found: Explorer): string[] =>
      found.folders[0]!.apps.flatMap(({ label, declarations }) => [
        label,
        ...declarations.map((each) => each.label),
      ]);
    assert.deepEqual(names(await tree(FILES, { sort: 'floor' })), [
      ...['one', 'warm', 'Busy', 'cold'],
      ...['app', 'cpu_pool', 'open_pool', 'open_gpu'],
    ]);
    assert.deepEqual(names(await tree(FILES, { sort: 'name' })), [
      ...['app', 'cpu_pool', 'open_gpu', 'open_pool'],
      ...['one', 'Busy', 'cold', 'warm'],
    ]);
    // A month that is known counts, though its floor is nothing.
    const busy = FILES['b.py'].replace('=1000', '=1000000');
    assert.equal(names(await tree({ ...FILES, 'b.py': busy }))[1], 'Busy');
    assert.equal(names(await tree({ ...FILES, 'b.py': busy }, { sort: 'floor' }))[1], 'warm');
  });

  it('has what costs the same by name, with numbers by their value, as lists of declarations have', async () => {
    const numbers = ['14', '2', '1'];
    const functions = numbers.map((n) => `@app.function(gpu="T4")\ndef job_${n}(): ...\n`).join('');
    const files = numbers.map((n) => [`f_${n}.py`, `app = modal.App("app ${n}")\n${functions}`] as const);
    const jobs = ['job_1', 'job_2', 'job_14'];
    for (const sort of ['cost', 'name'] as const) {
      const [found] = (await tree(Object.fromEntries(files), { sort })).folders;
      assert.deepEqual(
        found!.apps.map(({ label }) => label),
        ['app 1', 'app 2', 'app 14'],
      );
      for (const { declarations } of found!.apps)
        assert.deepEqual(
          declarations.map(({ label }) => label),
          jobs,
        );
    }
    const listed = (await assessed('a.py', files[0]![1])).sort(byCost);
    assert.deepEqual(
      listed.map(({ estimate }) => rowName(estimate.subject)),
      jobs,
    );
  });

  it('shows what may be paid as a range', async () => {
    const text = `import os
app = modal.App("one")
@app.function(gpu="H100", min_containers=1 if os.environ["STAGE"] == "prod" else 0)
def f(): ...
`;
    const found = lines(await tree({ 'a.py': text }));
    for (const line of found) assert.match(line, /^ *\$0–311\/mo warm {2}/);
  });

  it('shows a month as finely as it is known, as the lens does', async () => {
    const text = `app = modal.App("one")
# modal-cost: requests_per_day=50000 seconds_per_request=1
@app.function(gpu="H100", max_containers=50)
def f(): ...
`;
    const assessments = await assessed('a.py', text, { book: listBook, list: listBook, hoursPerMonth: 730 });
    const source = { name: 'work', assessments, skipped: [] };
    const found = lines(explorer([source], { sort: 'cost', warmOnly: false }));
    const [figure, ...others] = found.map((line) => line.trim().split('  ')[0]);
    assert.match(figure!, /^≈ \$\d+,\d00\/mo$/);
    assert.deepEqual(others, [figure, figure]);
    // With one that nobody knows there is more, and the rest is as uncertain as before: no bound.
    const unknown = await assessed(
      'b.py',
      'app = modal.App("two")\n@app.function(gpu=input())\ndef g(): ...\n',
    );
    const whole = { name: 'work', assessments: [...assessments, ...unknown], skipped: [] };
    const [bound] = lines(explorer([whole], { sort: 'cost', warmOnly: false }));
    assert.equal(bound!.trim().split('  ')[0], figure!.replace('/mo', '+/mo'));
  });

  it('shows warm pools only, those whose size is unknown too, and sums what it shows', async () => {
    const found = await tree(FILES, { warmOnly: true });
    assert.deepEqual(lines(found), [
      '≥ $315/mo warm  work | $8.68/h running · 1 unknown',
      '  $311/mo warm  one | $7.56/h running',
      '    $311/mo warm  warm | $7.56/h running · 1 × H100',
      '  ≥ $3.60/mo warm  app | $1.12/h running · 1 unknown · c.py',
      '    $3.60/mo warm  cpu_pool | $0.005/h running · 1 × CPU',
      '    warm floor unknown  open_pool | $1.12/h running · min_containers=int(input()) unknown · A10',
    ]);
    assert.deepEqual([found.shown, found.all], [3, 6]);
  });

  it('shows which containers stay warm, and on which hardware', async () => {
    const found = (await tree(FILES)).folders[0]!.apps.flatMap(({ declarations }) => declarations);
    const warm = Object.fromEntries(found.map((each) => [each.label, each.warm]));
    assert.deepEqual(warm, {
      warm: 'gpu',
      Busy: null,
      cold: null,
      cpu_pool: 'cpu',
      open_pool: 'gpu',
      open_gpu: null,
    });
    assert.deepEqual(
      found.filter((each) => each.isUnknown).map(({ label }) => label),
      ['open_pool', 'open_gpu'],
    );
    assert.deepEqual(
      (await tree(FILES)).folders[0]!.apps.map(({ warmGpus }) => warmGpus),
      [1, 1],
    );
  });

  it('never shows an unknown cost as nothing to pay', async () => {
    const found = await tree({
      'a.py': FILES['c.py'].slice(0, FILES['c.py'].indexOf('@app.function(min_containers=int')),
    });
    assert.deepEqual(lines(found), [
      'unknown  work | 1 unknown',
      '  unknown  app | 1 unknown · a.py',
      '    unknown  open_gpu | gpu=input() unknown',
    ]);
  });

  it('counts calls to the app of their file, if it has exactly one', async () => {
    const call = 'def f():\n    modal.Sandbox.create(gpu="T4", app=app)\n';
    const names = (found: Explorer): string[] =>
      found.folders[0]!.apps.map(
        ({ label, declarations }) => `${label}: ${declarations.map((each) => each.label).join()}`,
      );
    assert.deepEqual(names(await tree({ 'a.py': `${FILES['a.py']}${call}` })), ['one: warm,cold,f']);
    assert.deepEqual(names(await tree({ 'a.py': `app = modal.App("x")\n${call}` })), ['x: f']);
    const two = `${FILES['a.py']}other = modal.App("two")\n@other.function()\ndef g(): ...\n${call}`;
    assert.deepEqual(names(await tree({ 'a.py': two })), ['one: warm,cold,f', 'two: g']);
  });

  it('begins with the cost per month if all of it is known', async () => {
    const [folder] = (await tree({ 'b.py': FILES['b.py'] })).folders;
    assert.deepEqual([folder!.figure, folder!.text], ['≈ $9.30/mo', '$1.12/h running']);
  });

  it('begins with the name where it is sorted by that, the columns in the same order', async () => {
    assert.deepEqual(lines(await tree({ 'a.py': FILES['a.py'] }, { sort: 'name' })), [
      'work | $311/mo warm · $8.15/h running',
      '  one | $311/mo warm · $8.15/h running',
      '    cold | $0.59/h running · T4',
      '    warm | $311/mo warm · $7.56/h running · 1 × H100',
    ]);
    assert.match(lines(await tree(FILES, { sort: 'floor' }))[0]!, /^≥ \$315\/mo warm {2}work \| ≈ \$324\+/);
  });

  it('names apps by their file too where several have one name', async () => {
    const text = (name: string): string => `app = modal.App()\n@app.function()\ndef ${name}(): ...\n`;
    const labels = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
      (await tree(files)).folders[0]!.apps.map(({ label }) => label);
    assert.deepEqual(await labels({ 'a.py': text('f'), 'b.py': text('g') }), ['app (a.py)', 'app (b.py)']);
    assert.deepEqual(await labels({ 'a.py': text('f') }), ['app']);
  });

  it('says how budgets stand, with the figures of their findings', async () => {
    const { team } = parseTeamFile(
      JSON.stringify({
        version: 1,
        budgets: {
          workspace: { month: 100 },
          apps: { 'c.py::app': { floor: 10 } },
          declarations: { 'a.py::warm': { floor: 300 } },
        },
      }),
    );
    const assessments = (
      await Promise.all(Object.entries(FILES).map(([file, text]) => assessed(file, text)))
    ).flat();
    const options = { sort: 'cost', warmOnly: true } as const;
    const found = explorer([{ name: 'work', assessments, skipped: [], team }], options);
    const [folder] = found.folders;
    const [one, other] = folder!.apps;
    assert.match(folder!.text, /^\$224 over \$100\/mo · /);
    assert.deepEqual([folder!.isOverBudget, one!.isOverBudget, other!.isOverBudget], [true, false, false]);
    assert.match(other!.text, /^budget \$10\.00\/mo warm · /);
    const [warm] = one!.declarations;
    assert.match(warm!.text, /^\$11\.04 over \$300\/mo warm · /);
    assert.match(warm!.spoken, /\$11\.04 over \$300\/mo warm$/);
    const { findings: said } = findings(assessments, { team, whole: true, textOf: () => '' });
    const over = said.filter(({ rule }) => rule === 'over-budget').map(({ figure }) => figure!);
    assert.deepEqual(
      over.map(({ value, limit }) => Math.round(Number(value) - limit!)).sort((a, b) => a - b),
      [11, 224],
    );
  });

  it('has the same sum for every grouping', async () => {
    const { folders, sum } = await tree(FILES);
    const apps = folders.flatMap((each) => each.apps);
    const all = apps.flatMap(({ declarations }) => declarations.map(({ assessment }) => assessment.estimate));
    const once = total(all);
    for (const figure of ['floorPerMonth', 'livePerHour'] as const) {
      const [grouped, plain] = [sum.total[figure], once[figure]];
      assert.ok(grouped !== 'unknown' && plain !== 'unknown');
      assert.ok(Math.abs(grouped.high - plain.high) < 1e-9);
      assert.deepEqual([grouped.atLeast, plain.atLeast], [true, true]);
    }
    assert.equal(sum.total.unknown, once.unknown);
    assert.equal(folders[0]!.figure, groupText(sum, SEEN).split(' · ')[0]);
  });

  it('is read out in words, and keeps names', async () => {
    const found = await tree({ 'a/h/mo.py': FILES['a.py'] });
    const [app] = found.folders[0]!.apps;
    assert.equal(
      app!.declarations[0]!.spoken,
      'warm, function in a/h/mo.py, line 3: $311 per month warm (1 times H100), $7.56 per hour running',
    );
    assert.equal(found.folders[0]!.spoken, 'work: $311 per month warm, $8.15 per hour running');
  });

  it('is read out with the code as it is written', async () => {
    const text = 'app = modal.App("serve")\n@app.function(gpu=pick("a/h · x | y/mo"))\ndef f(): ...\n';
    const found = await tree({ 'a.py': text });
    assert.equal(
      found.folders[0]!.apps[0]!.declarations[0]!.spoken,
      'f, function in a.py, line 3: gpu=pick("a/h · x | y/mo") is unknown',
    );
  });

  it('keeps hostile names to one line', async () => {
    const text = 'app = modal.App("a\\n\\u202eb")\n@app.function()\ndef f(): ...\n';
    const [found] = explorer(
      [{ name: 'wo\nrk\u202e', assessments: await assessed('x\ny.py', text), skipped: [] }],
      { sort: 'name', warmOnly: false },
    ).folders;
    for (const line of [found!, ...found!.apps, ...found!.apps.flatMap((each) => each.declarations)])
      assert.doesNotMatch(`${line.label}${line.text}${line.spoken}`, /[\n\u202e]/);
    assert.equal(found!.apps[0]!.label, 'a b');
  });

  it('names the files that were skipped, in order', () => {
    const skipped = ['b.py', 'A.py', 'a.py'].map((file) => ({
      file,
      reason: { kind: 'permissionDenied' } as const,
    }));
    const [found] = explorer([{ name: 'w', assessments: [], skipped }], {
      sort: 'cost',
      warmOnly: true,
    }).folders;
    assert.deepEqual(
      found!.skipped.map(({ file }) => file),
      ['A.py', 'a.py', 'b.py'],
    );
    assert.equal(found!.text, '');
  });

  it('shows of the other columns those that fit a narrow view, none of them in part', async () => {
    const use = '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n';
    const pool = '@app.function(gpu="H100", min_containers=2, scaledown_window=300)\n';
    const long = 'a_name_of_some_length'.repeat(10);
    const files = {
      'a.py': `app = modal.App("a")\n${use}${pool}def f(): ...\n${use}${pool}def ${long}(): ...\n`,
    };
    for (const sort of ['cost', 'floor', 'name'] as const) {
      const { folders } = await tree(files, { sort });
      for (const line of [folders[0]!, ...folders[0]!.apps, ...folders[0]!.apps[0]!.declarations]) {
        const columns = line.text.split(' · ');
        const shown = line.fitting === '' ? [] : line.fitting.split(' · ');
        assert.ok(
          shown.every((each) => columns.includes(each)),
          line.fitting,
        );
        const answer = line.figure === '' ? 1 : 0;
        if (shown.length > answer)
          assert.ok(`${shownLabel(line)}  ${line.fitting}`.length <= 30, line.fitting);
      }
    }
    const { declarations } = (await tree(files)).folders[0]!.apps[0]!;
    const [short, other] = ['f', long].map((name) => declarations.find(({ label }) => label === name)!);
    assert.equal(short!.fitting, '$622/mo warm');
    assert.deepEqual([other!.fitting, other!.text === ''], ['', false]);
  });
});
