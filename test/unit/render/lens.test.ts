import { strict as assert } from 'node:assert';
import { assess } from '../../../src/core/cost/assess';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { fitted, LENS_LENGTH, lensSpoken, lensTitle, lensTooltip } from '../../../src/core/render/lensTitle';
import { usdKnown, usdLikely } from '../../../src/core/render/money';
import { scanText } from '../../support/python';

const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

async function assessed(args: string, comment = ''): Promise<ReturnType<typeof assess>> {
  const text = `import modal\napp = modal.App()\n${comment}@app.function(${args})\ndef f(): ...\n`;
  const [declaration] = (await scanText(text)).declarations;
  const use = { comment: new UsageComments(text).of(declaration!), defaults: [], includeStartup: true };
  return assess(declaration!, context, use);
}

/** What the lens says of a function with these arguments. */
const TITLES: Readonly<Record<string, string>> = {
  // Known.
  'gpu="H100"': '$7.56/h running · H100',
  'gpu="H100:4"': '$30.24/h running · H100:4',
  'gpu="H100", min_containers=2': '$622/mo warm (2 × H100) · $7.56/h running',
  'gpu="T4", min_containers=1': '$28.51/mo warm (1 × T4) · $0.59/h running',
  '': '$0.005/h running · CPU',
  'cpu=1': '$0.04/h running · CPU',
  // A range.
  'gpu="H100" if q() else "A10"': '$1.12–7.56/h running · H100 | A10',
  'gpu=["H100", "A100-80GB", "A10", "T4"]': '$0.59–7.56/h running · 4 GPU options',
  'gpu="H100" if q() else "T4", min_containers=1': '$28.51–311/mo warm (1 × GPU) · $0.59–7.56/h running',
  'gpu="H100", min_containers=2 if q() else 0': '$0–622/mo warm (0–2 × H100) · $7.56/h running',
  // Unknown.
  'gpu=cfg.gpu': 'gpu=cfg.gpu is unknown',
  'gpu=settings["a"]["very"]["long"]["path"]': 'gpu=settings["a"]["very"]["… is unknown',
  '**config()': 'gpu may come from **config()',
  'gpu=cfg.gpu or "T4"': '$0.59/h running or more · T4 | ?',
  'gpu=cfg.gpu, min_containers=2': '2 × GPU warm, no price · gpu=cfg.gpu is unknown',
  'gpu="H100", min_containers=N': 'min_containers=N unknown · $7.56/h running · H100',
  'gpu="T4", min_containers=settings["warm_pool"]':
    'min_containers=settings["warm_… unknown · $0.59/h running · T4',
  // No price.
  'gpu="QUANTUM9"': 'no price for QUANTUM9',
  'gpu="H100:0"': 'no price for H100:0',
  'gpu="QUANTUM9", min_containers=2': '2 × QUANTUM9 warm, no price · no price for QUANTUM9',
  'gpu="L4"': 'no price for L4',
  'gpu=["QUANTUM9", "T4"]': '$0.59/h running or more · no price for QUANTUM9',
  // Hostile: one line, nothing that reorders it.
  'gpu="a\\nb\\u202ec"': 'no price for A BC',
};

describe('a lens', () => {
  for (const [args, expected] of Object.entries(TITLES)) {
    it(`says “${expected}” of @app.function(${args})`, async () => {
      const title = lensTitle(await assessed(args));
      assert.equal(title, expected);
      assert.ok(Array.from(title).length <= LENS_LENGTH);
    });
  }

  it('begins with the cost per month if the usage is known', async () => {
    const comment = '# modal-cost: requests_per_day=800 seconds_per_request=4\n';
    assert.match(
      lensTitle(await assessed('gpu="H100", min_containers=1', comment)),
      /^≈ \$\d{3}\/mo · \$311\/mo warm/,
    );
  });

  it('cuts no figure and no unit: what has no room is left out as a whole', () => {
    const parts = [
      '≈ $7,700/mo ($5,800–17,300)',
      '$12,345/mo warm (16 × A100-80GB)',
      '$28.51/h running',
      'H100',
    ];
    assert.equal(fitted(parts), `${parts[0]} · ${parts[1]}`);
    assert.equal(fitted(parts.slice(0, 1)), parts[0]);
    const wide = `$5,800/mo warm (${'4 × H100, '.repeat(9)})`;
    assert.equal(fitted([wide, parts[2]!]), '$5,800/mo warm · $28.51/h running');
    assert.equal(Array.from(fitted(['x'.repeat(200)])).length, LENS_LENGTH);
  });

  it('rounds a month to what is known, and shows a range that matters', async () => {
    assert.equal(usdKnown(7_684.12, { low: 5_812, high: 17_280 }), '$7,700');
    assert.equal(usdKnown(280.44, { low: 275.1, high: 290 }), '$280');
    assert.equal(usdKnown(18.4, { low: 18, high: 19 }), '$18.40');
    assert.equal(usdKnown(6_310.95, { low: 5_794.52, high: 14_638.09 }), '$6,300');
    assert.equal(usdKnown(46.21, { low: 37.16, high: 141.08 }), '$46');
    assert.equal(usdKnown(46.21, { low: 46.21, high: 46.21 }), '$46.21');
    assert.equal(usdKnown(3, { low: 0, high: 90_000 }), '$3.00');
    assert.equal(usdKnown(0, { low: 0, high: 90_000 }), '$0');
    assert.equal(usdLikely({ low: 5_812, likely: 7_684.12, high: 17_280 }), '$7,700');
    // Rounded, it would be less than the warm containers in it.
    assert.equal(usdLikely({ low: 872.05, likely: 872.21, high: 1_320 }), '$872');
    const comment = '# modal-cost: requests_per_day=100000 seconds_per_request=5\n';
    const wide = await assessed('gpu="T4", min_containers=7', comment);
    const { month } = wide;
    assert.ok(month?.status === 'known');
    const total = { low: 5_812, likely: 7_684.12, high: 17_280 };
    assert.match(lensTitle({ ...wide, month: { ...month, total } }), /^≈ \$7,700\/mo \(\$5,800–17,300\) · /);
    assert.match(
      lensSpoken({ ...wide, month: { ...month, total } }),
      /^about \$7,700 per month, between \$5,800 and \$17,300, /,
    );
  });

  it('says “at most” for a schedule', async () => {
    const title = lensTitle(await assessed('gpu="H100", timeout=3600, schedule=modal.Cron("0 9 * * *")'));
    assert.match(title, /^≤ \$227\/mo on schedule · \$7\.56\/h running · H100$/);
  });

  it('explains itself in its tooltip', async () => {
    const tooltip = lensTooltip(await assessed('gpu="H100" if q() else "T4"'));
    assert.equal(
      tooltip,
      'Prices: Modal as the 2026 review has it (2026-05). Hover over the declaration for the arithmetic.\n' +
        'A range: from T4 to H100.',
    );
    const exact = await assessed('gpu="H100"');
    assert.equal(lensTooltip(exact).split('\n').length, 1);
    const stale = {
      ...exact,
      estimate: { ...exact.estimate, subject: { ...exact.estimate.subject, stale: true } },
    };
    assert.match(lensTooltip(stale), /^The code has a syntax error/);
  });
});
