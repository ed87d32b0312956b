/**
 * Pictures of the panel's page by itself, for someone to look at: every theme at two widths, and what a wide one has
 * further down. `npm run screenshots -- --page FOLDER` makes them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { listBook } from '../../../src/core/pricing/bundled';
import { launchChromium } from '../../host/serverHost.mjs';
import { openPanel } from './page';
import { scenarioHost, type ScenarioHost } from './scenarioHost';
import { themes, type ThemeName } from './themes';

const WIDTHS = [1240, 420];
/** A long page is easier to look at in parts. */
const PART = 1_300;

const STATES: readonly {
  readonly name: string;
  readonly host: () => ScenarioHost;
  readonly open: boolean;
}[] = [
  { name: 'B', host: () => scenarioHost({ min_containers: '2', startup_seconds: '14.6' }), open: true },
  {
    name: 'list',
    host: () => scenarioHost({ min_containers: '1', seconds_per_request: '2', volume_gb: '2000' }, listBook),
    open: false,
  },
];

export async function takePictures(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  const made: string[] = [];
  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const width of WIDTHS) {
      for (const { name, host, open } of STATES) {
        const { view, answer } = host();
        answer({ type: 'pin' });
        answer({ type: 'input', name: 'min_containers', value: '0' });
        answer({ type: 'pin' });
        answer({ type: 'input', name: 'min_containers', value: '2' });
        const shown = view();
        if (open) for (const section of shown.sections) section.open = true;
        const panel = await openPanel(browser, { theme, width, height: 900, scale: 1 });
        await panel.show(shown);
        // The inputs' own scrolling would hide what is below.
        await panel.page.setViewportSize({ width, height: 1_700 });
        await panel.page.waitForTimeout(200);
        const height = await panel.page.evaluate(() => document.documentElement.scrollHeight);
        for (let y = 0; y < height; y += PART) {
          const path = join(folder, `${name}-${theme}-${width}-${y / PART + 1}.png`);
          const clip = { x: 0, y, width, height: Math.min(PART, height - y) };
          await panel.page.screenshot({ path, fullPage: true, animations: 'disabled', clip });
          made.push(path);
        }
        await panel.close();
      }
    }
  }
  await browser.close();
  return made;
}
