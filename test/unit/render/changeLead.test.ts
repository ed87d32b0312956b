import { strict as assert } from 'node:assert';
import { changeLead, whyUnknown } from '../../../src/core/render/review/changeLead';
import { diffAssessments } from '../../../src/core/review/diff/diff';
import { assessText } from '../review/findings/support';

const USED = '# modal-cost: requests_per_day=1000 seconds_per_request=1\n';

const code = (decorator: string, name = 'f'): string =>
  `import modal\nfrom settings import cfg\napp = modal.App()\n${decorator}\ndef ${name}(): ...\n`;

const LOOP = `def f(): ...
for name in cfg.names:
    app.function(gpu="H100", min_containers=1, name=name)(f)
`;

/** The lead of the only change, and what else is said of it. */
async function said(before: string, after: string): Promise<string> {
  const { changes } = diffAssessments(await assessText(before), await assessText(after));
  assert.equal(changes.length, 1);
  return [changeLead(changes[0]!), ...whyUnknown(changes[0]!)].join(' · ');
}

describe('the row of a change', () => {
  const cases: readonly (readonly [what: string, before: string, after: string, said: string])[] = [
    [
      'begins with the month',
      code(`${USED}@app.function(gpu="H100")`),
      code(`${USED}@app.function(gpu="T4")`),
      '−$58.08/mo',
    ],
    [
      'names the warm floor after its unit',
      code('@app.function(gpu="H100")'),
      code('@app.function(gpu="H100", min_containers=2)'),
      '+$622/mo warm',
    ],
    [
      'begins with the price while it runs where no usage is set, and says that',
      code('@app.function(gpu="T4")'),
      code('@app.function(gpu="H100")'),
      '+$6.97/h running · usage not set',
    ],
    [
      'says so of one that is added, too',
      'import modal\napp = modal.App()\n',
      code('@app.function(gpu="T4")'),
      '+$0.59/h running · usage not set',
    ],
    [
      'says that a price or value is unknown',
      code(`${USED}@app.function(gpu="T4")`),
      code(`${USED}@app.function(gpu=cfg.gpu)`),
      'unknown · unknown price or value',
    ],
    [
      'says that it may be more of one that is added as often as is not known',
      'import modal\nfrom settings import cfg\napp = modal.App()\n',
      `import modal\nfrom settings import cfg\napp = modal.App()\n${LOOP}`,
      '+$311/mo warm or more',
    ],
    [
      'gives the same no unit',
      code(`${USED}@app.function(gpu="T4")`),
      code(`${USED}@app.function(gpu="T4")`, 'g'),
      'the same',
    ],
    [
      'gives what is not paid by the month no unit',
      code('@app.function()'),
      `${code('@app.function()')}image = modal.Image.debian_slim().run_function(f, gpu="T4")\n`,
      '+$0.59/h running',
    ],
  ];

  for (const [what, before, after, expected] of cases)
    it(what, async () => {
      assert.equal(await said(before, after), expected);
    });
});
