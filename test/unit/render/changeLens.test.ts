import { strict as assert } from 'node:assert';
import { changeLensTitle, changeLensTooltip } from '../../../src/core/render/review/changeLens';
import { diffAssessments, type Change } from '../../../src/core/review/diff/diff';
import { assessText } from '../review/findings/support';

const code = (decorator: string, name = 'f'): string =>
  `import modal\nfrom settings import cfg\napp = modal.App()\n${decorator}\ndef ${name}(): ...\n`;

async function changeOf(before: string, after: string): Promise<Change> {
  const [only, ...others] = diffAssessments(await assessText(before), await assessText(after)).changes;
  assert.ok(only && others.length === 0);
  return only;
}

const title = async (before: string, after: string): Promise<string | null> =>
  changeLensTitle(await changeOf(code(before), code(after)), 'HEAD');

describe('the lens of a change', () => {
  const cases: readonly (readonly [what: string, before: string, after: string, title: string | null])[] = [
    [
      'the warm floor',
      '@app.function(gpu="H100")',
      '@app.function(gpu="H100", min_containers=2)',
      '+$622/mo vs HEAD',
    ],
    [
      'the month where it is known on both sides',
      '# modal-cost: requests_per_day=1000 seconds_per_request=1\n@app.function(gpu="H100")',
      '# modal-cost: requests_per_day=1000 seconds_per_request=1\n@app.function(gpu="T4")',
      '−$58.08/mo vs HEAD',
    ],
    [
      'the live hour where nothing is paid by the month',
      '@app.function(gpu="T4")',
      '@app.function(gpu="H100")',
      '+$6.97/h vs HEAD',
    ],
    ['what is unknown', '@app.function(gpu="T4")', '@app.function(gpu=cfg.gpu)', 'unknown vs HEAD'],
    ['what was unknown', '@app.function(gpu=cfg.gpu)', '@app.function(gpu="T4")', 'unknown vs HEAD'],
    [
      'another unknown in its place',
      '@app.function(gpu=cfg.gpu)',
      '@app.function(gpu=cfg.other)',
      'unknown vs HEAD',
    ],
    [
      'a warm pool that is unknown',
      '@app.function(gpu="T4", min_containers=1)',
      '@app.function(gpu="T4", min_containers=cfg.warm)',
      'unknown vs HEAD',
    ],
    [
      'nothing, where no price changes',
      '@app.function(gpu=cfg.gpu, timeout=60)',
      '@app.function(gpu=cfg.gpu, timeout=90)',
      null,
    ],
    [
      'nothing, where a limit changes',
      '@app.function(gpu="T4")',
      '@app.function(gpu="T4", max_containers=3)',
      null,
    ],
    [
      'both ends where the likely one is the same',
      '@app.function(gpu="T4", min_containers=1)',
      '@app.function(gpu=["T4", "H100"], min_containers=1)',
      '$0 to +$283/mo vs HEAD',
    ],
  ];
  for (const [what, before, after, expected] of cases)
    it(`says ${what}`, async () => {
      assert.equal(await title(before, after), expected);
    });

  it('shows nothing for a new name, and the whole cost of a new declaration', async () => {
    const f = code('@app.function(gpu="H100", min_containers=1)');
    const g = code('@app.function(gpu="H100", min_containers=1)', 'g');
    assert.equal(changeLensTitle(await changeOf(f, g), 'HEAD'), null);
    const [added] = diffAssessments([], await assessText(f)).changes;
    assert.equal(changeLensTitle(added!, 'HEAD'), '+$311/mo vs HEAD');
  });

  it('has its figures and reasons in the tooltip, on lines of their own', async () => {
    const change = await changeOf(
      code('@app.function(gpu="H100")'),
      code('@app.function(gpu="H100", min_containers=2)'),
    );
    assert.equal(
      changeLensTooltip(change),
      [
        'changed: app.py:4',
        'Running, per hour: $7.56',
        'Warm floor, per month: none → $622.08',
        'Cost per month: unknown',
        'min_containers not set → 2',
      ].join('\n'),
    );
  });
});
