// The scenario panel: its page in a browser, and its first picture in VS Code.
import type { Browser, Page } from 'playwright-core';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import type { PriceBook } from '../../src/core/pricing/schema';
import { launchChromium, open } from '../host/serverHost.mjs';
import { openPanel } from '../ui/panel/page';
import { scenarioHost } from '../ui/panel/scenarioHost';
import { report, type Row } from './measure';

interface Setting {
  readonly what: string;
  readonly book: PriceBook;
  readonly inputs: Readonly<Record<string, string>>;
}

const SETTINGS: readonly Setting[] = [
  { what: 'scenario B', book: reviewBook, inputs: { min_containers: '2' } },
  {
    what: 'eight lines, windows billed',
    book: listBook,
    inputs: { min_containers: '1', seconds_per_request: '2' },
  },
  {
    what: 'eight requests at once, start-up, active hours',
    book: listBook,
    inputs: { concurrency: '8', startup_seconds: '20', active_hours_per_day: '10', seconds_per_request: '2' },
  },
];

async function main(): Promise<void> {
  const browser = await launchChromium();
  const rows: Row[] = [];
  for (const setting of SETTINGS) rows.push(...(await drags(browser, setting)));
  await browser.close();
  rows.push(await firstPicture());
  report(rows);
}

/** From the browser's time of an input event to the picture being in the page, laid out. */
async function drags(browser: Browser, { what, book, inputs }: Setting): Promise<Row[]> {
  const host = scenarioHost(inputs, book);
  const panel = await openPanel(browser, { host: host.answer, width: 1_240, height: 1_000 });
  const { page } = panel;
  const row = (moved: string, samples: readonly number[]): Row => ({
    what: `panel, ${what}: ${moved} to picture`,
    samples,
    unit: 'ms',
    budget: { most: 16, of: 'p95' },
  });
  await page.locator('.chart').first().waitFor();
  const rows: Row[] = [];
  for (const name of ['requests_per_day', 'min_containers', 'scaledown_window', 'seconds_per_request']) {
    const box = (await page.locator(`[data-name=${name}] .slider`).boundingBox())!;
    const at = (share: number): { x: number; y: number } => ({
      x: box.x + 8 + (box.width - 16) * share,
      y: box.y + box.height / 2,
    });
    const times = await dragged(page, 'input', at(0.45), at(0.7));
    rows.push(row(`slider of ${name}`, times));
  }
  const stem = page.locator('.chart').first().locator('.markers line:not([stroke-dasharray])');
  if ((await stem.count()) > 0) {
    const box = (await stem.boundingBox())!;
    const from = { x: box.x, y: box.y + box.height / 2 };
    const times = await dragged(page, 'pointermove', from, { ...from, x: from.x + 150 });
    rows.push(row('present point', times));
  }
  await panel.close();
  return rows;
}

type Place = Readonly<Record<'x' | 'y', number>>;

/** Back and forth by pointer; milliseconds of each event. A move of the pointer counts where the picture is another one after it. */
async function dragged(page: Page, event: string, from: Place, to: Place): Promise<number[]> {
  await page.evaluate((type) => {
    const times: number[] = [];
    const picture = document.querySelector('.picture')!;
    let before = picture.innerHTML;
    const listen = (each: Event): void => {
      document.body.getBoundingClientRect();
      const took = performance.now() - each.timeStamp;
      const now = picture.innerHTML;
      if (type === 'input' || now !== before) times.push(took);
      before = now;
    };
    Object.assign(window, { times, stopTiming: () => removeEventListener(type, listen) });
    addEventListener(type, listen);
  }, event);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let round = 0; round < 3; round++) {
    await page.mouse.move(to.x, to.y, { steps: 40 });
    await page.mouse.move(from.x, from.y, { steps: 40 });
  }
  await page.mouse.up();
  return page.evaluate(() => {
    const { times, stopTiming } = window as unknown as { times: number[]; stopTiming: () => void };
    stopTiming();
    return times;
  });
}

/** From the key that runs the command to the first chart in a frame, in VS Code. */
async function firstPicture(): Promise<Row> {
  const session = await open({ files: ['llama_serving.py:31'], width: 1_600, height: 1_000 });
  const { page } = session;
  page.setDefaultTimeout(90_000);
  await session.lens().waitFor();
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    await page.locator('.view-line', { hasText: '@app.function' }).first().click();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-box input').first().fill('>Modal Cost: Compare Utilization Scenarios');
    await page
      .locator('.quick-input-list .monaco-list-row[aria-label^="Modal Cost: Compare"]')
      .first()
      .waitFor();
    const began = Date.now();
    await page.keyboard.press('Enter');
    const chart = page.frameLocator('iframe.webview.ready').frameLocator('iframe').locator('.chart').first();
    await chart.waitFor();
    const drawn = await chart.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      const [mark] = performance.getEntriesByName('first picture');
      return performance.timeOrigin + mark!.startTime;
    });
    times.push(drawn - began);
    const tab = page.locator('.tab', { hasText: 'Modal costs' });
    await tab.locator('.action-label').first().click();
    await tab.waitFor({ state: 'detached' });
  }
  await session.close();
  return {
    what: 'panel: command to first picture, in VS Code',
    samples: times,
    unit: 'ms',
    budget: { most: 500, of: 'median' },
  };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
