// The scenario panel: its page in a browser, and its first picture in VS Code.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import type { PriceBook } from '../../src/core/pricing/schema';
import { root } from '../host/paths.mjs';
import { launchChromium, open } from '../host/serverHost.mjs';
import { openPanel } from '../ui/panel/page';
import { scenarioHost } from '../ui/panel/scenarioHost';
import { randomTraceCsv, preparedTrace } from '../ui/panel/traceFixture';
import { median, report, type Row } from './measure';

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
  rows.push(...(await tracedDrags(browser)));
  await browser.close();
  rows.push(await firstPicture());
  report(rows);
}

interface Drag {
  readonly what: string;
  readonly event: 'input' | 'pointermove';
  readonly ends: (page: Page) => Promise<readonly [Place, Place]>;
}

type Place = Readonly<Record<'x' | 'y', number>>;

const DRAGS: readonly Drag[] = [
  slider('requests_per_day'),
  // Few steps are on its way, so that it takes a long one.
  slider('min_containers', [0.02, 0.98]),
  slider('scaledown_window'),
  slider('seconds_per_request'),
  {
    what: 'present point',
    event: 'pointermove',
    async ends(page) {
      const stem = page.locator('.markers line:not([stroke-dasharray])').first();
      // More than one container's work is beyond the first chart.
      if ((await stem.count()) === 0)
        await page.getByRole('button', { name: 'Requests', exact: true }).click();
      await stem.scrollIntoViewIfNeeded();
      const box = (await stem.boundingBox())!;
      const from = { x: box.x, y: box.y + box.height / 2 };
      return [from, { ...from, x: from.x + 150 }];
    },
  },
];

function slider(name: string, [from, to]: readonly [number, number] = [0.45, 0.7]): Drag {
  return {
    what: `slider of ${name}`,
    event: 'input',
    async ends(page) {
      const box = (await page.locator(`[data-name=${name}] .slider`).first().boundingBox())!;
      const at = (share: number): Place => ({
        x: box.x + 8 + (box.width - 16) * share,
        y: box.y + box.height / 2,
      });
      return [at(from), at(to)];
    },
  };
}

/** The same with a trace of 100,000 requests, which the page draws by itself. */
async function tracedDrags(browser: Browser): Promise<Row[]> {
  const trace = preparedTrace(1, randomTraceCsv(100_000));
  const { spells } = trace.pools;
  const host = scenarioHost({ min_containers: '1' }, listBook, trace);
  const rows: Row[] = [];
  for (const drag of [slider('min_containers', [0.02, 0.98]), slider('scaledown_window')]) {
    const panel = await openPanel(browser, { host: host.answer, width: 1_240, height: 1_000 });
    await panel.send({ type: 'trace', id: trace.id, spells });
    await panel.show(host.view());
    await panel.page.locator('.trace').first().waitFor();
    rows.push({
      what: `panel, a trace of 100,000 requests (${spells.pauseSeconds.length} pauses): ${drag.what} to picture`,
      samples: await dragged(panel.page, drag),
      unit: 'ms',
      budget: { most: 16, of: 'p95' },
    });
    await panel.close();
  }
  return rows;
}

/** From the page's hearing of an input event to the picture being in it, laid out. Each drag starts at the setting. */
async function drags(browser: Browser, { what, book, inputs }: Setting): Promise<Row[]> {
  const rows: Row[] = [];
  for (const drag of DRAGS) {
    const host = scenarioHost(inputs, book);
    const panel = await openPanel(browser, { host: host.answer, width: 1_240, height: 1_000 });
    await panel.page.locator('.chart').first().waitFor();
    const samples = await dragged(panel.page, drag);
    if (samples.length === 0) throw new Error(`${what}: the ${drag.what} moved nothing`);
    rows.push({
      what: `panel, ${what}: ${drag.what} to picture`,
      samples,
      unit: 'ms',
      budget: { most: 16, of: 'p95' },
    });
    await panel.close();
  }
  return rows;
}

/** Back and forth by pointer; milliseconds of each event. A move of the pointer counts where the month is another one after it. */
async function dragged(page: Page, { event, ends }: Drag): Promise<number[]> {
  const [from, to] = await ends(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.evaluate((type) => {
    const times: number[] = [];
    const headline = document.querySelector('.headline')!;
    let [began, before] = [0, headline.textContent];
    const hear = (): void => void (began = performance.now());
    const drawn = (): void => {
      document.body.getBoundingClientRect();
      const took = performance.now() - began;
      const now = headline.textContent;
      if (type === 'input' || now !== before) times.push(took);
      before = now;
    };
    // A pointer's event waits for the next frame before the page hears of it, which an input's does not say.
    addEventListener(type, hear, { capture: true });
    addEventListener(type, drawn);
    Object.assign(window, { times });
  }, event);
  for (let round = 0; round < 3; round++) {
    await page.mouse.move(to.x, to.y, { steps: 40 });
    await page.mouse.move(from.x, from.y, { steps: 40 });
  }
  const times = await page.evaluate(() => (window as unknown as { times: number[] }).times);
  await page.mouse.up();
  return times;
}

/** A panel to open in VS Code, and whose it is. */
interface OpenedPanel {
  readonly command: string;
  readonly tab: string;
  readonly extension?: string;
}

const OUR_PANEL: OpenedPanel = { command: 'Modal Cost: Compare Utilization Scenarios', tab: 'Modal costs' };

/** What VS Code itself takes for a panel: no page of ours can be there sooner. */
const EMPTY_PANEL: OpenedPanel = {
  command: 'Empty Panel: Open',
  tab: 'Empty panel',
  extension: join(root, 'test', 'bench', 'emptyPanel'),
};

async function firstPicture(): Promise<Row> {
  const empty = await firstPictures(EMPTY_PANEL);
  return {
    what: 'panel: command to first picture, in VS Code',
    samples: await firstPictures(OUR_PANEL),
    unit: 'ms',
    anchor: { what: 'an empty panel', value: median(empty) },
    budget: { most: 400, of: 'median' },
  };
}

/** From the key that runs the command to the first chart in a frame, in VS Code; in milliseconds. */
async function firstPictures({ command, tab, extension }: OpenedPanel): Promise<number[]> {
  const session = await open({
    files: ['llama_serving.py:31'],
    width: 1_600,
    height: 1_000,
    ...(extension === undefined ? {} : { extension }),
  });
  const { page } = session;
  page.setDefaultTimeout(90_000);
  if (extension === undefined) await session.lens().waitFor();
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    await page.locator('.view-line', { hasText: '@app.function' }).first().click();
    await (await session.openList('F1')).fill(`>${command}`);
    await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${command}"]`).first().waitFor();
    const began = Date.now();
    await page.keyboard.press('Enter');
    const chart = page
      .frameLocator('iframe.webview.ready:visible')
      .frameLocator('iframe')
      .locator('.chart')
      .first();
    await chart.waitFor();
    const drawn = await chart.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      const [mark] = performance.getEntriesByName('first picture');
      return performance.timeOrigin + mark!.startTime;
    });
    times.push(drawn - began);
    const opened = page.locator('.tab', { hasText: tab });
    await opened.locator('.action-label').first().click();
    await opened.waitFor({ state: 'detached' });
  }
  await session.close();
  return times;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
