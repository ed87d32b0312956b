/**
 * Pictures of the panel's page by itself, for someone to look at: every theme at several widths, first what a laptop's
 * window shows, then the whole page. `npm run screenshots -- --page FOLDER` makes them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { launchChromium } from '../../host/serverHost.mjs';
import { bookPageOf } from './bookPages';
import { openPanel } from './page';
import { scenarioHost, type ScenarioHost } from './scenarioHost';
import { themes, type ThemeName } from './themes';
import { preparedTrace } from './traceFixture';

/** The panel beside the code in windows of 1280 × 720 and 1400 × 900, and wider ones. */
const WINDOWS: readonly { readonly width: number; readonly height: number; readonly zoom: number }[] = [
  { width: 400, height: 600, zoom: 1 },
  { width: 510, height: 600, zoom: 1 },
  { width: 510, height: 600, zoom: 2 },
  { width: 700, height: 780, zoom: 1 },
  { width: 1100, height: 780, zoom: 1 },
];
interface Look {
  readonly name: string;
  readonly theme: ThemeName;
  readonly forcedColors: boolean;
}

/** Each theme, and the colors that the system forces on a page. */
const LOOKS: readonly Look[] = [
  ...(Object.keys(themes) as ThemeName[]).map((theme) => ({ name: theme, theme, forcedColors: false })),
  { name: 'forced', theme: 'dark', forcedColors: true },
];

/** A long page is easier to look at in parts. */
const PART = 1_300;

const STATES: readonly {
  readonly name: string;
  readonly host: () => ScenarioHost;
  /** Opens everything that folds, and pins two settings. */
  readonly full: boolean;
}[] = [
  { name: 'B', host: () => scenarioHost({ min_containers: '2' }), full: false },
  { name: 'bare', host: () => scenarioHost({ min_containers: '1' }, listBook, null, {}), full: false },
  {
    name: 'refused',
    host: () => scenarioHost({ min_containers: '9', max_containers: '2' }, reviewBook),
    full: false,
  },
  { name: 'trace', host: () => scenarioHost({}, listBook, preparedTrace()), full: false },
  {
    name: 'shape',
    host: () =>
      scenarioHost(
        {
          seconds_per_request: '2',
          hourly: '1,1,1,1,1,1,2,4,8,9,9,8,7,8,9,9,8,7,5,4,3,2,1,1',
          bursts_per_day: '4',
        },
        listBook,
      ),
    full: false,
  },
  // Every field of the traffic's shape, one of them not valid.
  {
    name: 'filled',
    host: () =>
      scenarioHost(
        {
          requests_per_day: '86400',
          seconds_per_request: '2',
          startup_seconds: '30',
          hourly: '1,1,1,1,1,1,2,4,8,9,9,8,7,8,9,9,8,7,5,4,3,2,1,1',
          weekly: '5,5,5,5,5,2,1',
          requests_at_once: '20',
          bursts_per_day: '12',
          burst_minutes: '5',
          burst_share: '0.5',
          seconds_cv: '1e5',
          days_per_month: '22',
        },
        listBook,
      ),
    full: false,
  },
  { name: 'long', host: () => named('generate_'.repeat(22) + 'ab', { min_containers: '2' }), full: false },
  {
    name: 'full',
    host: () => scenarioHost({ min_containers: '1', seconds_per_request: '2', volume_gb: '2000' }, listBook),
    full: true,
  },
];

/** The panel of a declaration with another name. */
function named(title: string, inputs: Readonly<Record<string, string>>): ScenarioHost {
  const { view, answer } = scenarioHost(inputs);
  return { answer, view: () => ({ ...view(), title, subtitle: `app/${title}.py:13` }) };
}

/** @param only states, pages and looks by name: all of a kind if none of them is named */
export async function takePictures(folder: string, only: readonly string[] = []): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  const made: string[] = [];
  const chosen = <T>(all: readonly T[], nameOf: (item: T) => string): readonly T[] => {
    const wanted = all.filter((item) => only.includes(nameOf(item)));
    return wanted.length > 0 ? wanted : all;
  };
  const states = chosen(STATES, ({ name }) => name);
  for (const look of chosen(LOOKS, ({ name }) => name)) {
    const { theme, forcedColors } = look;
    for (const { width, height, zoom } of WINDOWS) {
      for (const { name, host, full } of states) {
        const { view, answer } = host();
        if (full) {
          answer({ type: 'pin' });
          answer({ type: 'input', name: 'min_containers', value: '0' });
          answer({ type: 'pin' });
        }
        const shown = view();
        const panel = await openPanel(browser, {
          theme,
          width: Math.round(width / zoom),
          height: Math.round(height / zoom),
          scale: zoom,
          forcedColors,
        });
        const trace = name === 'trace' ? preparedTrace() : null;
        if (trace) await panel.send({ type: 'trace', id: trace.id, spells: trace.pools.spells });
        await panel.show(shown);
        await panel.page.waitForTimeout(200);
        const fileName = `${name}-${look.name}-${width}${zoom === 1 ? '' : `-zoom${zoom}`}`;
        const first = join(folder, `${fileName}.png`);
        await panel.page.screenshot({ path: first, animations: 'disabled' });
        made.push(first);
        if (full || name === 'shape' || name === 'filled') {
          await panel.page
            .locator(full ? 'details' : '.inputs details')
            .evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
          await panel.page.waitForTimeout(200);
          // What stays in view would stand in the middle of a long picture.
          await panel.page
            .locator('.head, .levers, .side')
            .evaluateAll((all) => all.forEach((each) => ((each as HTMLElement).style.position = 'static')));
          made.push(...(await wholePage(panel.page, folder, fileName)));
        }
        await panel.close();
      }
      if (zoom === 1)
        for (const id of chosen(PAGES, (page) => page))
          made.push(...(await bookPictures(browser, folder, { id, look, width, height })));
    }
  }
  await browser.close();
  return made;
}

const PAGES = ['gpus', 'providers'] as const;

interface BookPicture {
  readonly id: (typeof PAGES)[number];
  readonly look: Look;
  readonly width: number;
  readonly height: number;
}

/** A page about the price book, whole. */
async function bookPictures(
  browser: Browser,
  folder: string,
  { id, look, width, height }: BookPicture,
): Promise<string[]> {
  const panel = await openPanel(browser, {
    theme: look.theme,
    forcedColors: look.forcedColors,
    width,
    height,
    host: (message) =>
      message.type === 'page' ? { type: 'page', page: bookPageOf(message.page, reviewBook) } : null,
  });
  await panel.show(scenarioHost({}, reviewBook).view());
  await panel.page
    .locator('.pages .tab')
    .nth(1 + PAGES.indexOf(id))
    .click();
  await panel.page.locator('.book-page').waitFor();
  await panel.page.waitForTimeout(200);
  const made = await wholePage(panel.page, folder, `${id}-${look.name}-${width}`);
  await panel.close();
  return made;
}

async function wholePage(page: Page, folder: string, look: string): Promise<string[]> {
  const { width, height } = await page.evaluate(() => ({
    width: innerWidth,
    height: document.documentElement.scrollHeight,
  }));
  const made: string[] = [];
  for (let y = 0; y < height; y += PART) {
    const path = join(folder, `${look}-${y / PART + 1}.png`);
    const clip = { x: 0, y, width, height: Math.min(PART, height - y) };
    await page.screenshot({ path, fullPage: true, animations: 'disabled', clip });
    made.push(path);
  }
  return made;
}
