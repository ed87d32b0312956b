/** The pages about the price book, in a real browser: chosen by pointer and by keyboard, asked of the host only then. */
import { strict as assert } from 'node:assert';
import type { Browser } from 'playwright-core';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { bookPage } from '../../../src/core/render/report/bookPage';
import type { FromPanel, ToPanel } from '../../../src/protocol';
import { launchChromium } from '../../host/serverHost.mjs';
import { bookPageOf } from './bookPages';
import { panelFixture } from './fixture';
import { openPanel, type PanelOptions, type PanelPage } from './page';
import { themes, type ThemeName } from './themes';

let browser: Browser;
let panel: PanelPage | undefined;

const answer = (message: FromPanel): ToPanel | null =>
  message.type === 'page' ? { type: 'page', page: bookPageOf(message.page, reviewBook) } : null;

async function opened(options: PanelOptions = {}): Promise<PanelPage> {
  panel = await openPanel(browser, { host: answer, ...options });
  await panel.show(panelFixture());
  await panel.sent();
  return panel;
}

describe('the pages about the price book', () => {
  before(async () => {
    browser = await launchChromium();
  });

  after(() => browser.close());

  afterEach(async () => {
    if (!panel) return;
    const problems = await panel.problems();
    await panel.close();
    panel = undefined;
    assert.deepEqual(problems, []);
  });

  it('are asked for when they are chosen, and leave the scenario as it was', async () => {
    const { page, sent } = await opened();
    const scenario = await page.locator('.panel').count();
    await page.getByRole('button', { name: 'GPUs', exact: true }).click();
    await page.getByRole('heading', { name: 'GPUs on Modal' }).waitFor();
    assert.deepEqual(await sent(), [{ type: 'page', page: 'gpus' }]);
    assert.equal(await page.locator('.panel').count(), 0);
    await page.getByRole('button', { name: 'Scenario', exact: true }).click();
    assert.equal(await page.locator('.panel').count(), scenario);
    assert.deepEqual(await sent(), []);
  });

  it('are asked for anew after a view, which may be by other prices', async () => {
    const { page, show, sent } = await opened();
    await page.getByRole('button', { name: 'Providers' }).click();
    await page.getByRole('heading', { name: 'Benchmark matrix' }).waitFor();
    await sent();
    await show(panelFixture());
    assert.deepEqual(await sent(), [{ type: 'page', page: 'providers' }]);
  });

  it('are shown again when the window reloads', async () => {
    const first = await opened();
    await first.page.getByRole('button', { name: 'Providers' }).click();
    await first.page.getByRole('heading', { name: 'Benchmark matrix' }).waitFor();
    const state = await first.state();
    assert.deepEqual(await first.problems(), []);
    await first.close();
    const { page } = await opened({ state });
    await page.getByRole('heading', { name: 'Benchmark matrix' }).waitFor();
    await page.getByRole('button', { name: 'Scenario', exact: true }).click();
    assert.equal(await page.locator('.book-page').count(), 0);
  });

  it('work by keyboard', async () => {
    const { page } = await opened();
    await page.getByRole('button', { name: 'Scenario', exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'GPUs on Modal' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'GPUs');
    const plot = page.locator('.plot').first();
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    const fold = page.locator('summary', { hasText: 'T4: when is another provider cheaper?' });
    await fold.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Elsewhere: no offer in this book.').last().waitFor();
  });

  it('say of a GPU what the review says, and what it does not', async () => {
    const { page } = await opened();
    await page.getByRole('button', { name: 'GPUs', exact: true }).click();
    const row = page.locator('tr', { hasText: '$0.0021' }).first();
    assert.deepEqual(await row.locator('th, td').allTextContents(), [
      ...['H100', '80 GB', '$0.0021', '$0.00012', '$7.56', '$311.04', '3.97 h', '4, more by contract'],
    ]);
    const tables = (await page.locator('td').allTextContents()).map((text) => text.trim());
    assert.ok(tables.includes('no offer') && tables.includes('no price'));
    assert.ok(!tables.some((text) => text === '–' || text === '-'));
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    for (const width of [1100, 400])
      for (const name of ['GPUs', 'Providers'])
        it(`have no violations: ${name} in ${theme} at ${width} px`, async () => {
          const { page, axe } = await opened({ theme, width });
          await page.getByRole('button', { name, exact: true }).click();
          await page.locator('.book-page').waitFor();
          await page
            .locator('details:not([open]) > summary')
            .evaluateAll((all) => all.forEach((each) => (each as HTMLElement).click()));
          assert.deepEqual(await axe(), []);
          const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          assert.equal(isWider, false);
        });

  it('are those of the book in use', () => {
    const titles = [listBook, reviewBook].map(
      (book) =>
        bookPage('gpus', { book, list: listBook, hoursPerMonth: 730 }, { gpu: 'H100', tokensPerSecond: null })
          .title,
    );
    assert.equal(new Set(titles).size, 2);
  });
});
