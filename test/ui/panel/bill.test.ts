/** The actual bill in the panel’s page: a level line in the chart of requests, and a bar of what was paid for. */
import { strict as assert } from 'node:assert';
import type { Browser } from 'playwright-core';
import { actualCosts } from '../../../src/core/bill/actualCosts';
import { billOf } from '../../../src/core/bill/bill';
import { readBillFile } from '../../../src/core/bill/readBillFile';
import { listBook } from '../../../src/core/pricing/bundled';
import type { PanelBill } from '../../../src/core/render/scenario/actualMarks';
import { reportText, type Cost } from '../../support/bill';
import { openPanel, panelHooks, type PanelPage } from './page';
import { scenarioHost } from './scenarioHost';
import { themes, type ThemeName } from './themes';

/** Two months of an app, $100 and $150 a day. */
function billed(): PanelBill {
  const days = (month: string, count: number, cost: string): Cost[] =>
    Array.from({ length: count }, (_, i) => ({
      object: 'ap-1',
      description: 'llama',
      environment: 'main',
      start: `2026-${month}-${String(i + 1).padStart(2, '0')}T00:00:00`,
      resource: 'H100',
      cost,
    }));
  const text = reportText([...days('09', 30, '100'), ...days('10', 31, '150')], 'resources');
  const bill = billOf([{ file: 'bill', reading: readBillFile(text) }]);
  return { bill, period: bill.period!, app: actualCosts(bill).apps[0]!, share: 1 };
}

describe('the bill in the panel’s page', () => {
  let browser: Browser;
  let panel: PanelPage;

  panelHooks(
    (launched) => (browser = launched),
    () => panel,
  );

  async function show(theme: ThemeName = 'dark'): Promise<void> {
    const { answer } = scenarioHost({ min_containers: '2' }, listBook, null, undefined, billed());
    panel = await openPanel(browser, { host: answer, theme, height: 1_400 });
    await panel.page.getByRole('button', { name: 'Requests', exact: true }).click();
    await panel.page.locator('.legend', { hasText: 'Actual, October 2026' }).waitFor();
  }

  it('has the last month as a line, and the one before to be shown', async () => {
    await show();
    const legend = panel.page.locator('.legend');
    const said = (await legend.innerText()).replace(/\s+/g, ' ');
    assert.match(said, /Actual, October 2026 \$4,563/);
    assert.match(said, /Actual, September 2026 show/);
    const split = await panel.page.locator('.split', { hasText: 'Actual, all of the app' }).innerText();
    assert.match(
      split.replace(/\s+/g, ' '),
      /Actual, all of the app, by resource \$3,814\.55 .*H100 \$3,814\.55 100%/,
    );
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`has a line that no other one looks like, in ${theme}`, async () => {
      await show(theme);
      const looks = await panel.page
        .locator('.legend .key[aria-pressed=true] .swatch path[fill=none]')
        .evaluateAll((paths) =>
          paths.map(
            (path) => `${getComputedStyle(path).stroke} ${path.getAttribute('stroke-dasharray') ?? ''}`,
          ),
        );
      assert.ok(looks.length > 3, looks.join('\n'));
      assert.equal(new Set(looks).size, looks.length, looks.join('\n'));
    });
});
