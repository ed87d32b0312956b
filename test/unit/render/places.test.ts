/** Places that declare several things, values with the place that they come from, and months being simulated. */
import { strict as assert } from 'node:assert';
import { assess, type Assessment } from '../../../src/core/cost/assess';
import { LastMonths } from '../../../src/core/cost/lastMonths';
import type { Simulations } from '../../../src/core/cost/simulations';
import { groupText } from '../../../src/core/render/explorerColumns';
import { SEEN } from '../../../src/core/render/words/titleWords';
import { explorer } from '../../../src/core/render/explorerTree';
import { declarationHover } from '../../../src/core/render/hoverText';
import { LENS_LENGTH, lensSpoken, lensTitle } from '../../../src/core/render/lensTitle';
import { placeTitle } from '../../../src/core/render/placeTitle';
import { byPlace } from '../../../src/core/render/samePlace';
import { placeHover } from '../../../src/core/render/severalHover';
import { pricedText } from '../../support/pricedText';

const NOTHING_SIMULATED: Simulations = { pool: () => undefined };

const loop = (values: readonly string[], more = ''): string =>
  `def f(): ...\nfor g in [${values.map((each) => JSON.stringify(each)).join(', ')}]:\n    app.function(gpu=g${more})(f)\n`;

async function placesOf(code: string): ReturnType<typeof pricedText> {
  return pricedText(code);
}

describe('a call in a loop', () => {
  it('has one hover with every value and its price', async () => {
    const { assessments } = await placesOf(loop(['T4', 'H100'], ', min_containers=1'));
    const [place, ...others] = byPlace(assessments);
    assert.deepEqual([place!.length, others.length], [2, 0]);
    for (const keyword of [null, 'gpu'] as const) {
      const hover = placeHover(place!, keyword);
      assert.match(
        hover,
        /^\*\*\$[\d.,]+\/mo warm · \$[\d.,]+\/h running\*\* for 2 declarations here, one for each value$/m,
      );
      assert.match(hover, /^\| `gpu=T4` \| \$0\.597 \| \$\d+\.\d\d \|$/m);
      assert.match(hover, /^\| `gpu=H100` \| \$3\.96 \| \$2,887\.95 \|$/m);
    }
    assert.equal(placeTitle(place!), '2 here · $3,324/mo warm · $4.55/h running · T4, H100');
  });

  it('names what differs, the name too, and counts what it does not show', async () => {
    const types = [
      'T4',
      'L4',
      'A10',
      'L40S',
      'A100-40GB',
      'A100-80GB',
      'H100',
      'H200',
      'B200',
      'B300',
      'T4:2',
      'T4:4',
    ];
    const { assessments } = await placesOf(loop(types));
    const [place] = byPlace(assessments);
    const hover = placeHover(place!, null);
    assert.equal(hover.match(/^\| `gpu=/gm)?.length, 10);
    assert.match(hover, /^and 2 more$/m);
    assert.ok(placeTitle(place!).length <= LENS_LENGTH, placeTitle(place!));
    const named = 'def f(): ...\ndef g(): ...\nfor x in [f, g]:\n    app.function(gpu="T4")(x)\n';
    const several = byPlace((await placesOf(named)).assessments).find(({ length }) => length > 1);
    if (several) assert.match(placeHover(several, null), /^\| `f` .*\n\| `g` /m);
  });
});

describe('where a value comes from', () => {
  const sourceOf = (hover: string, value: string): string | undefined =>
    new RegExp(`^- \`${value}[^\`]*\`(?: is [^:]*)?: (.*)$`, 'm').exec(hover)?.[1];
  async function hoversOf(code: string, team = {}): Promise<string[]> {
    const { assessments } = await pricedText(code, { team });
    return assessments.map((each) => declarationHover(each));
  }

  it('is the declaration for what a changing call takes over, in each spelling', async () => {
    const declared = '@app.cls(gpu="A10", timeout=60, min_containers=1)\nclass M: ...\n';
    for (const call of [
      'M.with_options(gpu="H100")()\n',
      'M.with_options(gpu="H100").with_concurrency(max_inputs=3)()\n',
      'V = M.with_options(gpu="H100")\n',
    ]) {
      const hover = (await hoversOf(declared + call)).at(-1)!;
      assert.equal(sourceOf(hover, 'gpu="H100"'), undefined, call);
      assert.equal(sourceOf(hover, 'timeout=60'), 'the declaration in line 3', call);
    }
    const [, update] = await hoversOf(`${declared}M().update_autoscaler(min_containers=4)\n`);
    assert.equal(sourceOf(update!, 'min_containers=4'), undefined);
    assert.equal(sourceOf(update!, 'gpu="A10"'), 'the declaration in line 3');
  });

  it('is the line of another call of the chain', async () => {
    const code =
      '@app.cls(gpu="A10")\nclass M: ...\nV = M.with_options(gpu="H100")\nW = V.with_options(timeout=5)\n';
    const hover = (await hoversOf(code)).at(-1)!;
    assert.equal(sourceOf(hover, 'timeout=5'), undefined);
    assert.equal(sourceOf(hover, 'gpu="H100"'), 'line 5');
  });

  it('is the call that sets what the declaration has beside its own', async () => {
    const [hover] = await hoversOf(
      '@app.function(gpu="T4", min_containers=1)\ndef f(): ...\ndef g():\n    f.update_autoscaler(min_containers=3, max_containers=5)\n',
    );
    assert.equal(sourceOf(hover!, 'min_containers='), 'written here, the call in line 6');
    assert.equal(sourceOf(hover!, 'max_containers='), 'the call in line 6');
  });

  it('is the team file for what the code leaves open', async () => {
    const [hover] = await hoversOf('@app.function(gpu=read())\ndef f(): ...\n', {
      declarations: { '**::f': { values: { gpu: 'T4' } } },
    });
    assert.match(sourceOf(hover!, 'gpu=read')!, /^modal-cost\.json, line \d+$/);
  });
});

describe('a month that is being simulated', () => {
  const USED = '# modal-cost: requests_per_day=2000 seconds_per_request=2 requests_at_once=4\n';

  it('keeps its last figure and says that it is old, in lens, hover and explorer', async () => {
    const { assessments } = await pricedText(`${USED}@app.function(gpu="T4")\ndef f(): ...\n`);
    const [known] = assessments;
    assert.ok(known?.month?.status === 'known');
    const { subject, context } = known.estimate;
    const later: Assessment = assess(subject, context, { ...known.use, simulations: NOTHING_SIMULATED });
    const months = new LastMonths();
    const [unknown] = months.withLast('app.py', [later]);
    assert.match(lensTitle(unknown!), /^simulating… · /);
    assert.match(lensSpoken(unknown!), /^being simulated, /);
    assert.deepEqual(months.withLast('app.py', [known]), [known]);
    const [old] = months.withLast('app.py', [later]);
    assert.match(lensTitle(old!), /^simulating… was ≈ \$[\d.,]+\/mo/);
    assert.match(lensSpoken(old!), /^being simulated, was about \$[\d.,]+ per month/);
    assert.match(declarationHover(old!), /\*\*The cost per month is being simulated\.\*\* Before: \$/);
    const { sum } = explorer([{ name: '', assessments: [old!], skipped: [] }], {
      sort: 'cost',
      warmOnly: false,
    });
    assert.match(groupText(sum, SEEN), /^simulating… was ≈ \$[\d.,]+\/mo/);
    assert.equal(months.withLast('other.py', [later])[0]!.lastMonth, undefined);
  });
});
