/** What a reader has to see at a glance, in every theme: what is wrong, old, chosen, can be clicked, and goes on out of sight. */
import { strict as assert } from 'node:assert';
import type { Browser, Locator } from 'playwright-core';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { bookPageOf } from './bookPages';
import { openPanel, panelHooks, type PanelOptions, type PanelPage } from './page';
import { scenarioHost } from './scenarioHost';
import type { ThemeName } from './themes';

let browser: Browser;
let panel: PanelPage;

async function shown(inputs: Readonly<Record<string, string>>, options: PanelOptions = {}): Promise<void> {
  const host = scenarioHost(inputs, listBook);
  panel = await openPanel(browser, {
    host: (message) =>
      message.type === 'page'
        ? { type: 'page', page: bookPageOf(message.page, reviewBook) }
        : host.answer(message),
    ...options,
  });
  await panel.page.locator('.panel').waitFor();
}

const open = (title: string): Promise<void> =>
  panel.page.locator('.inputs summary', { hasText: title }).click();

const style = (of: Locator, name: string): Promise<string> =>
  of.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);

/** The colors of a picture of an element along its middle, each once. */
async function colorsAcross(of: Locator): Promise<number> {
  const image = (await of.screenshot({ animations: 'disabled' })).toString('base64');
  return panel.page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [picture.width, picture.height];
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const { data: pixels } = context.getImageData(canvas.width - 30, 0, 1, canvas.height);
    const colors = new Set<string>();
    for (let i = 0; i < pixels.length; i += 4) colors.add(pixels.slice(i, i + 3).join(' '));
    return colors.size;
  }, image);
}

const INVALID = { min_containers: '9', max_containers: '2' };

describe('the signs on the panel', () => {
  panelHooks(
    (launched) => (browser = launched),
    () => panel,
  );

  it('call a figure old that is not of the inputs, and have no check mark beside it', async () => {
    await shown(INVALID);
    assert.match(await panel.page.locator('.headline').innerText(), /^Old figure: \$/);
    const apply = panel.page.getByRole('button', { name: 'Apply to code' });
    assert.equal(await apply.locator('.icon-apply').count(), 0);
    assert.equal(await apply.locator('.icon-caution').count(), 1);
    assert.equal(await panel.page.locator('.changes').count(), 0);
    assert.equal(await panel.page.locator('.advice').count(), 0);
  });

  it('say which price book the figures are by, and that the other one is a comparison', async () => {
    await shown({}, { width: 1_100 });
    const answer = panel.page.locator('.answer');
    assert.match(await answer.locator('.detail').innerText(), /All figures are by Modal’s published list/);
    assert.match(
      await answer.locator('.beside').innerText(),
      /^For comparison only, by the 2026 review: .* per month\./,
    );
    const button = answer.getByRole('button', { name: 'Show by the 2026 review' });
    assert.equal(await style(button, 'border-top-style'), 'solid', 'it looks like a button');
    assert.notEqual(await style(button, 'border-top-color'), 'rgba(0, 0, 0, 0)');
  });

  it('say what a month is more than', async () => {
    await shown({ seconds_per_request: '2' });
    assert.match(
      await panel.page.locator('.detail').innerText(),
      /\d% more than the current code, which costs \$[\d,.]+\./,
    );
  });

  it('name the field that an error is about, below its row', async () => {
    await shown({ bursts_per_day: '4' });
    await open('Traffic shape');
    const error = panel.page.locator('.error[data-for=burst_minutes]');
    assert.match(await error.innerText(), /^Burst length: a number is needed$/);
  });

  for (const theme of ['contrast', 'contrastLight'] satisfies ThemeName[])
    it(`tell a wrong field and a chosen shape from the others, ${theme}`, async () => {
      await shown({ bursts_per_day: '4' }, { theme });
      await open('Traffic shape');
      const frame = (name: string): Locator => panel.page.locator(`[data-name=${name}] .frame`);
      const red = await style(frame('burst_minutes'), 'border-top-color');
      assert.notEqual(red, await style(frame('days_per_month'), 'border-top-color'));
      assert.equal(await style(frame('burst_minutes'), 'outline-style'), 'solid');
      const shape = panel.page.locator('[data-name=hourly] .shape');
      assert.notEqual(
        await style(shape.nth(0), 'background-color'),
        await style(shape.nth(1), 'background-color'),
      );
    });

  it('are there where the system forces its colors: tracks of sliders, chosen shapes, wrong fields', async () => {
    await shown({ bursts_per_day: '4' }, { forcedColors: true });
    await open('Traffic shape');
    assert.ok((await colorsAcross(panel.page.locator('[data-name=scaledown_window] .slider'))) > 1);
    const shape = panel.page.locator('[data-name=hourly] .shape');
    assert.notEqual(
      await style(shape.nth(0), 'background-color'),
      await style(shape.nth(1), 'background-color'),
    );
    assert.equal(
      await style(panel.page.locator('[data-name=burst_minutes] .frame'), 'border-top-style'),
      'dashed',
    );
  });

  it('fade a table where it goes on, and only there', async () => {
    await shown({}, { width: 400 });
    await panel.page.getByRole('button', { name: 'GPUs', exact: true }).click();
    const table = panel.page.getByRole('region', { name: 'The same card elsewhere' });
    await table.and(panel.page.locator('.more-after:not(.more-before)')).waitFor();
    assert.match(await style(table, 'mask-image'), /gradient/);
    await table.evaluate((element) => element.scrollTo(10_000, 0));
    await table.and(panel.page.locator('.more-before:not(.more-after)')).waitFor();
  });
});
