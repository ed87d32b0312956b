/** The pictures of docs/model.md: one trace under three settings, as the panel saves them. `npm run screenshots -- --trace` makes them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listBook } from '../../../src/core/pricing/bundled';
import { launchChromium } from '../../host/serverHost.mjs';
import { openPanel } from './page';
import { scenarioHost } from './scenarioHost';
import { preparedTrace, randomTraceCsv } from './traceFixture';

const SETTINGS = [
  { floor: 0, window: 60 },
  { floor: 0, window: 300 },
  { floor: 2, window: 60 },
] as const;

/** Writes a picture for each setting; what was written, with the panel's own words for it. */
export async function takeTracePictures(
  folder: string,
): Promise<{ readonly path: string; readonly words: string }[]> {
  const trace = preparedTrace(1, randomTraceCsv(4_000, 3, 3));
  const browser = await launchChromium();
  const made: { path: string; words: string }[] = [];
  for (const { floor, window } of SETTINGS) {
    const inputs = { min_containers: String(floor), scaledown_window: String(window) };
    const host = scenarioHost(inputs, listBook, trace);
    const panel = await openPanel(browser, { theme: 'light', width: 1_240 });
    await panel.send({ type: 'trace', id: trace.id, spells: trace.pools.spells });
    await panel.show(host.view());
    const textOf = (look: string): Promise<string> => panel.page.locator(look).innerText();
    const words = `${await textOf('.headline')} ${await textOf('.detail')}`;
    await panel.page.getByRole('button', { name: 'Save “Live containers” as SVG' }).click();
    const saved = (await panel.sent()).find(({ type }) => type === 'save');
    if (saved?.type !== 'save') throw new Error('the panel saved no picture');
    const path = join(folder, `trace-${floor}-warm-${window}-s.svg`);
    // A document's reader has fonts of their own.
    writeFileSync(path, saved.data.replace(/font-family="[^"]*"/g, 'font-family="sans-serif"'));
    made.push({ path, words });
    await panel.close();
  }
  await browser.close();
  return made;
}
