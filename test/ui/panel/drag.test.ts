/** Sliders and the chart's present point, dragged by pointer and by keyboard: the picture follows without waiting for the host. */
import { strict as assert } from 'node:assert';
import type { Browser, Locator } from 'playwright-core';
import type { FromPanel } from '../../../src/protocol';
import { openPanel, panelHooks, type PanelPage } from './page';
import { scenarioHost, type ScenarioHost } from './scenarioHost';

let browser: Browser;
let panel: PanelPage;
let host: ScenarioHost;

/** The panel with a host that answers only when it is told to, or at once. */
async function shown(answers: 'at once' | 'never' = 'at once'): Promise<void> {
  host = scenarioHost({ min_containers: '2' });
  panel = await openPanel(browser, {
    ...(answers === 'at once' ? { host: host.answer } : {}),
    height: 1_000,
  });
  if (answers === 'never') await panel.show(host.view());
  await panel.page.locator('.chart').first().waitFor();
  await panel.sent();
}

const headline = (): Promise<string> => panel.page.locator('.headline').innerText();
const field = (name: string): Locator => panel.page.locator(`[data-name=${name}] input[type=text]`);
const slider = (name: string): Locator => panel.page.locator(`[data-name=${name}] .slider`);
const present = (): Locator =>
  panel.page.locator('.chart').first().locator('.markers text', { hasText: 'now' });
const inputs = (messages: readonly FromPanel[]): string[] =>
  messages.flatMap((each) => (each.type === 'input' ? [`${each.name}=${each.value}`] : []));

/** The next inputs that the host is told, however long that takes. */
async function told(): Promise<string[]> {
  for (;;) {
    const found = inputs(await panel.sent());
    if (found.length > 0) return found;
    await panel.page.waitForTimeout(20);
  }
}

/** Takes hold of something in the middle, and moves it by some pixels. */
async function drag(from: { x: number; y: number }, by: number, drop = true): Promise<void> {
  await panel.page.mouse.move(from.x, from.y);
  await panel.page.mouse.down();
  await panel.page.mouse.move(from.x + by, from.y, { steps: 6 });
  if (drop) await panel.page.mouse.up();
}

/** Where the present point of the first chart is on the page. */
async function grip(): Promise<{ x: number; y: number }> {
  const stem = panel.page.locator('.chart').first().locator('.markers line:not([stroke-dasharray])');
  const box = (await stem.boundingBox())!;
  return { x: box.x, y: box.y + box.height / 2 };
}

describe('what is dragged', () => {
  panelHooks(
    (launched) => (browser = launched),
    () => panel,
  );

  it('moves the picture with a slider, though no host answers', async () => {
    await shown('never');
    assert.equal(await headline(), '$1,216.16 per month');
    await slider('min_containers').focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await field('min_containers').inputValue(), '3');
    host.answer({ type: 'input', name: 'min_containers', value: '3' });
    assert.equal(await headline(), host.view().headline);
    assert.equal(await present().textContent(), host.view().charts[0]!.markers.at(-1)!.label);
    assert.deepEqual(inputs(await panel.sent()), ['min_containers=3']);
  });

  it('draws anew only what moves: the frontier stays as the host has it', async () => {
    await shown('never');
    const watch = (): Promise<void> =>
      panel.page.evaluate(() => {
        const seen = { changed: 0 };
        const all = { subtree: true, childList: true, attributes: true, characterData: true };
        const picture = document.querySelector('.picture')!;
        new MutationObserver((records) => (seen.changed += records.length)).observe(picture, all);
        Object.assign(window, { seen });
      });
    const changed = async (): Promise<number> => {
      await slider('min_containers').focus();
      await panel.page.keyboard.press('ArrowRight');
      return panel.page.evaluate(() => (window as unknown as { seen: { changed: number } }).seen.changed);
    };
    for (const [tab, moves] of [
      ['Utilization', true],
      ['Requests', true],
      ['Warm pool', false],
    ] as const) {
      await panel.page.getByRole('button', { name: tab, exact: true }).click();
      await watch();
      assert.equal((await changed()) > 0, moves, tab);
    }
  });

  it('is said by its slider, in the field’s unit', async () => {
    await shown();
    await slider('scaledown_window').focus();
    await panel.page.keyboard.press('End');
    assert.equal(await slider('scaledown_window').getAttribute('aria-valuetext'), '1200 s');
    assert.equal(await panel.page.getByRole('slider', { name: 'scaledown_window' }).count(), 1);
    await panel.page.waitForFunction(() =>
      document.querySelector('.detail')!.textContent.includes('the current code'),
    );
    assert.equal(await field('scaledown_window').inputValue(), '1200');
  });

  it('tells the host once it rests, and the host’s view is what stays', async () => {
    await shown();
    const box = (await slider('requests_per_day').boundingBox())!;
    const middle = { x: box.x + box.width * 0.6, y: box.y + box.height / 2 };
    await drag(middle, 30, false);
    const ahead = await headline();
    assert.notEqual(ahead, '$1,216.16 per month');
    await panel.page.mouse.up();
    const moves = await told();
    assert.ok(moves.length <= 3, moves.join());
    assert.equal(await headline(), ahead);
    assert.equal(host.view().headline, ahead);
    assert.equal(moves.at(-1), `requests_per_day=${await field('requests_per_day').inputValue()}`);
  });

  it('keeps what is dragged through a view that is older', async () => {
    await shown('never');
    await slider('min_containers').focus();
    await panel.page.keyboard.press('ArrowRight');
    const ahead = await headline();
    const older = host.view();
    older.detail = 'Older.';
    await panel.show(older);
    assert.equal(await headline(), ahead);
    assert.equal(await panel.page.locator('.detail').innerText(), 'Older.');
    assert.equal(await field('min_containers').inputValue(), '3');
    host.answer({ type: 'input', name: 'min_containers', value: '3' });
    await panel.show({ ...host.view(), headline: 'As the host has it' });
    assert.equal(await headline(), 'As the host has it');
  });

  it('forgets what is dragged with a reset', async () => {
    await shown('never');
    await slider('min_containers').focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.getByRole('button', { name: 'Reset' }).click();
    await panel.show(host.view());
    assert.equal(await headline(), '$1,216.16 per month');
    assert.equal(await field('min_containers').inputValue(), '2');
    assert.equal(await slider('min_containers').inputValue(), '2');
  });

  it('moves the present point by pointer: the utilization, and with it the requests', async () => {
    await shown();
    assert.equal(await present().textContent(), 'now: 11.6% active, $1,216');
    const from = await grip();
    await drag(from, 90);
    const moves = await told();
    assert.equal(moves.length, 1, moves.join());
    const requests = Number(await field('requests_per_day').inputValue());
    assert.ok(requests > 80_000 && requests < 150_000, String(requests));
    assert.equal(moves[0], `requests_per_day=${requests}`);
    assert.equal(await headline(), host.view().headline);
    const busy = (100 * requests * 0.2) / 86_400;
    assert.match(
      (await present().textContent())!,
      new RegExp(`^now: ${Number(busy.toPrecision(3))}% active`),
    );
    // The point is where the pointer has left it.
    assert.ok(Math.abs((await grip()).x - from.x - 90) < 3);
  });

  it('shows that the present point can be taken hold of, and leaves the rest of the chart to the cursor', async () => {
    await shown();
    const { x, y } = await grip();
    const plot = panel.page.locator('.plot').first();
    await panel.page.mouse.move(x + 2, y);
    assert.equal(await plot.evaluate((element) => getComputedStyle(element).cursor), 'ew-resize');
    await panel.page.mouse.move(x + 60, y);
    assert.equal(await plot.evaluate((element) => getComputedStyle(element).cursor), 'crosshair');
    await drag({ x: x + 60, y }, 60);
    assert.deepEqual(inputs(await panel.sent()), []);
    await panel.page.getByRole('button', { name: 'Warm pool', exact: true }).click();
    const frontier = panel.page.locator('.plot').first();
    await frontier.scrollIntoViewIfNeeded();
    const box = (await frontier.boundingBox())!;
    await drag({ x: box.x + box.width / 2, y: box.y + 80 }, 40);
    assert.deepEqual(inputs(await panel.sent()), []);
  });

  it('moves the present point by keyboard', async () => {
    await shown();
    const plot = panel.page.locator('.plot').first();
    await plot.focus();
    await panel.page.keyboard.press('Shift+ArrowRight');
    assert.deepEqual(await told(), ['requests_per_day=54300']);
    await panel.page.keyboard.press('End');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await told(), ['requests_per_day=432000']);
    assert.match((await present().textContent())!, /^now: 100% active/);
    assert.match(await panel.page.locator('.hint').first().innerText(), /Enter moves it to the cursor/);
  });
});
