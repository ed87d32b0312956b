import { strict as assert } from 'node:assert';
import { assess, type Assessment } from '../../../src/core/cost/assess';
import { total } from '../../../src/core/cost/estimateTotal';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import {
  explorer,
  sumText,
  type Explorer,
  type ExplorerOptions,
} from '../../../src/core/render/explorerTree';
import { scanText } from '../../support/python';

const CONTEXT = { book: reviewBook, list: listBook, hoursPerMonth: 720 };
const HEAD = 'import modal\n';

async function assessed(file: string, text: string): Promise<Assessment[]> {
  const { declarations, callSites } = await scanText(HEAD + text, file);
  const comments = new UsageComments(HEAD + text);
  const use = { defaults: [], includeStartup: true };
  return [
    ...declarations.map((each) => assess(each, CONTEXT, { ...use, comment: comments.of(each) })),
    ...callSites.map((each) => assess(each, CONTEXT, use)),
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
  return folders.flatMap(({ label, text, apps }) => [
    `${label}  ${text}`,
    ...apps.flatMap((app) => [
      `  ${app.label}  ${app.text}`,
      ...app.declarations.map((each) => `    ${each.label}  ${each.text}`),
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
      'work  $315/mo warm or more · $10.39/h running or more · 2 unknown · ≈ $9.30/mo for 1 of 6',
      '  one  $311/mo warm · $9.27/h running · ≈ $9.30/mo for 1 of 3',
      '    warm  $311/mo warm (1 × H100) · $7.56/h running',
      '    Busy  ≈ $9.30/mo · $1.12/h running · A10',
      '    cold  $0.59/h running · T4',
      '  app  c.py · $3.60/mo warm or more · $1.12/h running or more · 2 unknown',
      '    cpu_pool  $3.60/mo warm (1 × CPU) · $0.005/h running',
      '    open_pool  min_containers=int(input()) unknown · $1.12/h running · A10',
      '    open_gpu  gpu=input() is unknown',
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

  it('shows warm pools only, those whose size is unknown too, and sums what it shows', async () => {
    const found = await tree(FILES, { warmOnly: true });
    assert.deepEqual(lines(found), [
      'work  $315/mo warm or more · $8.68/h running · 1 unknown',
      '  one  $311/mo warm · $7.56/h running',
      '    warm  $311/mo warm (1 × H100) · $7.56/h running',
      '  app  c.py · $3.60/mo warm or more · $1.12/h running · 1 unknown',
      '    cpu_pool  $3.60/mo warm (1 × CPU) · $0.005/h running',
      '    open_pool  min_containers=int(input()) unknown · $1.12/h running · A10',
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
    assert.equal((await tree(FILES)).sum.warmGpus, 2);
  });

  it('never shows an unknown cost as nothing to pay', async () => {
    const found = await tree({
      'a.py': FILES['c.py'].slice(0, FILES['c.py'].indexOf('@app.function(min_containers=int')),
    });
    assert.deepEqual(lines(found), [
      'work  1 unknown',
      '  app  a.py · 1 unknown',
      '    open_gpu  gpu=input() is unknown',
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
    assert.equal((await tree({ 'b.py': FILES['b.py'] })).folders[0]!.text, '≈ $9.30/mo · $1.12/h running');
  });

  it('has the same sum for every grouping', async () => {
    const { folders, sum } = await tree(FILES);
    const apps = folders.flatMap((each) => each.apps);
    const all = apps.flatMap(({ declarations }) => declarations.map(({ assessment }) => assessment.estimate));
    const { month, warmGpus, ...totals } = sum;
    const once = total(all);
    for (const figure of ['floorPerMonth', 'livePerHour'] as const) {
      const [grouped, plain] = [totals[figure], once[figure]];
      assert.ok(grouped !== 'unknown' && plain !== 'unknown');
      assert.ok(Math.abs(grouped.high - plain.high) < 1e-9);
      assert.deepEqual([grouped.atLeast, plain.atLeast], [true, true]);
    }
    assert.equal(totals.unknown, once.unknown);
    assert.equal(
      warmGpus,
      apps.reduce((count, each) => count + each.sum.warmGpus, 0),
    );
    assert.equal(month.known, 1);
    assert.equal(sumText(sum), folders[0]!.text);
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
});
