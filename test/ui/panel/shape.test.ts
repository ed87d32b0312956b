/** The shape of a day as bars: drawn by pointer and by keyboard, and what the host hears of it. */
import { strict as assert } from 'node:assert';
import type { Browser, Locator } from 'playwright-core';
import { fromPanelSchema, parseMessage, type FromPanel } from '../../../src/protocol';
import { launchChromium } from '../../host/serverHost.mjs';
import { openPanel, type PanelOptions, type PanelPage } from './page';
import { scenarioHost, type ScenarioHost } from './scenarioHost';
import { themes, type ThemeName } from './themes';

let browser: Browser;
let panel: PanelPage;
let host: ScenarioHost;

/** The panel with the shape of its traffic open, and a host that answers at once, or never. */
async function shown(options: PanelOptions = {}, answers = true): Promise<void> {
  host = scenarioHost();
  panel = await openPanel(browser, { height: 1_000, ...(answers ? { host: host.answer } : {}), ...options });
  if (!answers) await panel.show(host.view());
  await panel.page.locator('.inputs summary', { hasText: 'Traffic shape' }).click();
  await bar('9:00').scrollIntoViewIfNeeded();
  await panel.sent();
}

const hours = (): Locator => panel.page.locator('[data-name=hourly]');
const bar = (name: string): Locator => hours().getByRole('slider', { name, exact: true });
const text = (): Promise<string> => hours().locator('input').inputValue();
const weights = async (): Promise<number[]> => (await text()).split(',').map(Number);
const inputs = (messages: readonly FromPanel[]): string[] =>
  messages.flatMap((each) => (each.type === 'input' ? [`${each.name}=${each.value}`] : []));

/** Presses a bar in its middle, and moves to a share of its height, off to the side. */
async function drag(name: string, to: number): Promise<void> {
  const { x, y, width, height } = (await bar(name).boundingBox())!;
  await panel.page.mouse.move(x + width / 2, y + height / 2);
  await panel.page.mouse.down();
  await panel.page.mouse.move(x + 30, y + height * (1 - to), { steps: 6 });
  await panel.page.mouse.up();
}

describe('the shape of a day, drawn', () => {
  before(async function () {
    this.timeout(120_000);
    browser = await launchChromium();
  });

  after(() => browser.close());

  afterEach(async () => {
    const [problems, sent] = [await panel.problems(), await panel.sent()];
    await panel.close();
    assert.deepEqual(problems, []);
    for (const message of sent) assert.ok(parseMessage(fromPanelSchema, message).ok, JSON.stringify(message));
  });

  it('is dragged: one bar alone, wherever the pointer goes, and the month is the host’s', async () => {
    await shown();
    await drag('9:00', 0.9);
    const now = await weights();
    assert.ok(now[9]! > 1.6, String(now));
    assert.deepEqual(
      now.filter((_, hour) => hour !== 9),
      Array.from({ length: 23 }, () => 1),
    );
    await panel.page.waitForFunction(
      (wanted) => document.querySelector('.headline')!.textContent === wanted,
      host.view().headline,
    );
    assert.equal(inputs(await panel.sent()).at(-1), `hourly=${await text()}`);
    assert.match((await bar('9:00').getAttribute('aria-valuetext'))!, /^[\d.]+% of the day’s requests$/);
  });

  it('is changed by keyboard: Tab leads to one bar, arrows to the others and up and down', async () => {
    await shown({}, false);
    await bar('0:00').focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await panel.page.evaluate(() => document.activeElement!.getAttribute('aria-label')), '1:00');
    for (const [key, weight] of [
      ['ArrowUp', 1.1],
      ['PageUp', 2.1],
      ['ArrowDown', 2],
      ['Home', 0],
      ['PageDown', 0],
      ['End', 2],
    ] as const) {
      await panel.page.keyboard.press(key);
      assert.equal((await weights())[1], weight, key);
    }
    assert.equal(await hours().locator('[role=slider][tabindex="0"]').count(), 1);
    assert.match(await hours().locator('.bar-value').innerText(), /^1:00: 8% of the day’s requests$/);
    await panel.page.keyboard.press('Tab');
    assert.equal(await panel.page.evaluate(() => document.activeElement!.textContent), 'Even');
  });

  it('has shapes to begin with, and is even again', async () => {
    await shown();
    const even = host.view().headline;
    await hours().getByRole('button', { name: 'Office hours' }).click();
    assert.deepEqual((await weights()).slice(8, 10), [8, 10]);
    assert.match(await hours().locator('.bar-value').innerText(), /^9:00: 7\.\d+% of the day’s requests$/);
    await hours().getByRole('button', { name: 'Even', exact: true }).click();
    await panel.page.waitForFunction(
      (wanted) => document.querySelector('.headline')!.textContent === wanted,
      even,
    );
    assert.equal(await text(), '');
  });

  it('sends one step at a time while the host simulates, and nothing moves meanwhile', async () => {
    await shown({}, false);
    const simulating = {
      ...host.view(),
      isSimulating: true,
      notice: { text: 'Being simulated.', fields: [] },
    };
    await panel.show(simulating);
    const { y } = (await bar('9:00').boundingBox())!;
    await drag('9:00', 0.9);
    assert.deepEqual(inputs(await panel.sent()), []);
    await panel.show({ ...simulating, isSimulating: false, notice: null });
    assert.deepEqual(inputs(await panel.sent()), [`hourly=${await text()}`]);
    assert.equal((await bar('9:00').boundingBox())!.y, y);
  });

  it('offers to save what is said of the usage, and only that', async () => {
    await shown();
    const save = panel.page.getByRole('button', { name: 'Save usage…' });
    assert.equal(await save.count(), 0);
    await hours().getByRole('button', { name: 'Evening' }).click();
    await save.click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'saveUsage' });
    await panel.page.getByRole('button', { name: 'Reset' }).click();
    await save.waitFor({ state: 'detached' });
  });

  it('is said to be wrong at the other of two fields that go together', async () => {
    await shown();
    await panel.page.locator('[data-name=bursts_per_day] input').fill('12');
    const error = panel.page.locator('.error[data-for=burst_minutes]');
    await error.waitFor();
    assert.match(await error.innerText(), /^Burst length: a number is needed$/);
    await panel.page.locator('[data-name=burst_minutes] input').fill('5');
    await error.waitFor({ state: 'detached' });
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    for (const width of [1100, 400])
      it(`has no violations in ${theme} at ${width} px, and is no wider than the page`, async () => {
        await shown({ theme, width });
        await hours().getByRole('button', { name: 'Office hours' }).click();
        await bar('9:00').focus();
        await panel.page.keyboard.press('ArrowUp');
        assert.deepEqual(await panel.axe(), []);
        assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth), width);
      });
});
