// npm run screenshots: the README's pictures, taken from a real VS Code so that they never go stale.
//   npm run screenshots -- --only lens,hover     just these shots
//   npm run screenshots -- --theme dark          in one theme only
//   npm run screenshots -- --page FOLDER         the panel's page by itself, in every theme at two widths, to look at
//   npm run screenshots -- --trace               the pictures of docs/model.md alone: a trace under three settings
//   npm run screenshots -- --bill FOLDER         the bill beside the estimates; docs/pictures has the explorer of the light theme
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/host/paths.mjs';
import { run } from '../test/host/processes.mjs';
import { open } from '../test/host/serverHost.mjs';
import { settings, settle, style, themes } from './pictureLook.mjs';

/**
 * @typedef {import('../test/host/serverHost.mjs').Session} Session
 * @typedef {object} Shot
 * @property {string} name
 * @property {string} file
 * @property {string} find
 * @property {'lens' | 'hover' | 'whatIf' | 'explorer' | 'panel' | 'bill' | 'billPanel'} action
 * @property {boolean} [sideBar]
 * @property {number} [width]
 * @property {number} [height]
 */

/**
 * What to show. `find` is text on the line to go to (the cursor is put there), in a file below examples/.
 * `action`: `lens` waits for a price above a function; `hover` opens the hover at `find`; `whatIf` asks what another GPU would cost; `panel` opens
 * the scenario panel; `explorer` the view of the whole workspace beside the code. `sideBar` leaves the side bar open.
 * @type {Shot[]}
 */
const shots = [
  { name: 'lens', file: 'llama_serving.py', find: '@app.function', action: 'lens' },
  { name: 'hover', file: 'llama_serving.py', find: '@app.function', action: 'hover' },
  {
    name: 'whatIf',
    file: 'llama_serving.py',
    find: '@app.function',
    action: 'whatIf',
  },
  {
    name: 'explorer',
    file: 'llama_serving.py',
    find: '@app.function',
    action: 'explorer',
    sideBar: true,
  },
  {
    name: 'panel',
    file: 'llama_serving.py',
    find: '@app.function',
    action: 'panel',
    width: 1280,
    height: 1500,
  },
];

/** The same with the examples' sample bill: the explorer with a hover beside it, and the panel. @type {Shot[]} */
const billShots = [
  {
    name: 'bill-explorer',
    file: 'sdxl_endpoint.py',
    find: '@app.cls',
    action: 'bill',
    sideBar: true,
    width: 1400,
    height: 720,
  },
  {
    name: 'bill-panel',
    file: 'sdxl_endpoint.py',
    find: '@app.cls',
    action: 'billPanel',
    width: 1280,
    height: 1500,
  },
];

const size = { width: 1040, height: 660, scale: 2 };

process.chdir(root);
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    theme: { type: 'string' },
    page: { type: 'string' },
    trace: { type: 'boolean' },
    bill: { type: 'string' },
  },
});
if (options.page) await takePage(options.page);
if (options.trace) await takeTrace();
const folder = options.bill ?? 'media/screenshots';
await mkdir(folder, { recursive: true });
console.log('Building …');
await run(process.execPath, ['esbuild.mjs'], { what: 'the build', stdio: 'inherit' });
for (const [theme, label] of Object.entries(themes)) {
  if (!options.theme || options.theme === theme) await takeAll(theme, label);
}
process.exit(0);

/** @param {string} folder */
async function takePage(folder) {
  await run(process.execPath, ['esbuild.mjs', '--dev', '--tests'], { what: 'the build', stdio: 'inherit' });
  const { takePictures } = /** @type {typeof import('../test/ui/panel/pictures')} */ (
    createRequire(import.meta.url)(join(root, 'out/test/ui/panel/pictures.cjs'))
  );
  for (const path of await takePictures(folder)) console.log(path);
  process.exit(0);
}

async function takeTrace() {
  await run(process.execPath, ['esbuild.mjs', '--dev', '--tests'], { what: 'the build', stdio: 'inherit' });
  const { takeTracePictures } = /** @type {typeof import('../test/ui/panel/tracePictures')} */ (
    createRequire(import.meta.url)(join(root, 'out/test/ui/panel/tracePictures.cjs'))
  );
  await mkdir('docs/pictures', { recursive: true });
  for (const { path, words } of await takeTracePictures('docs/pictures')) console.log(`${path}: ${words}`);
  process.exit(0);
}

/** @param {string} theme @param {string} label */
async function takeAll(theme, label) {
  const withBill = options.bill !== undefined;
  const session = await open({
    ...size,
    ...{ theme: label, settings, style, extension: null, linked: [root], withBill },
  });
  for (const shot of withBill ? billShots : shots) {
    if (options.only && !options.only.split(',').includes(shot.name)) continue;
    const path = join(folder, `${shot.name}-${theme}.png`);
    await take(session, shot, path);
    console.log(path);
  }
  await session.close();
}

/** @param {Session} session @param {Shot} shot @param {string} path */
async function take(session, shot, path) {
  const { page } = session;
  await page.setViewportSize({
    width: shot.width ?? size.width,
    height: shot.height ?? (shot.action === 'hover' ? 3 * size.height : size.height),
  });
  await session.openFile(shot.file, position(shot));
  await showSideBar(session, Boolean(shot.sideBar));
  // What may be saved comes after the figures.
  await session.lens(shot.action === 'lens' ? 'save ' : '').waitFor();
  let clip;
  if (shot.action === 'hover') {
    clip = around(await boxOf(await wholeHover(session)));
  }
  if (shot.action === 'whatIf') {
    await session.askCommand('Modal Cost: What If…');
    await page.locator('.quick-input-list', { hasText: 'Another GPU' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-list', { hasText: 'A100-80GB' }).waitFor();
    // Where nothing has a tooltip that would hide the list.
    await page.mouse.move(size.width - 100, size.height - 100);
  }
  if (shot.action === 'explorer') {
    await session.runCommand('Modal Costs: Focus on Modal Costs View');
    await page.locator('.sidebar .monaco-list-row[aria-level="2"]').first().waitFor();
    await widenSideBar(page, 520);
    for (const app of ['sustained-inference', 'legacy-captioning', 'llama-serving'])
      await page.locator(`.sidebar .monaco-list-row[aria-label^="${app}: "]`).click();
  }
  if (shot.action === 'bill') {
    await session.runCommand('Modal Costs: Focus on Modal Costs View');
    await page.locator('.sidebar .monaco-list-row', { hasText: 'actual' }).first().waitFor();
    await widenSideBar(page, 690);
    for (const app of ['sdxl-endpoint', 'Not in this code'])
      await page.locator(`.sidebar .monaco-list-row[aria-label^="${app}"]`).first().click();
    await session.openFile(shot.file, position(shot));
    await session.runCommand('Show or Focus Hover');
    await page.locator('.monaco-hover:not(.hidden)', { hasText: 'Actual' }).first().waitFor();
  }
  if (shot.action === 'panel' || shot.action === 'billPanel') {
    await session.runCommand('Modal Cost: Compare Utilization Scenarios');
    const panel = page.frameLocator('iframe.webview').frameLocator('iframe');
    await panel.locator('svg[role], .chart svg').first().waitFor();
    if (shot.action === 'billPanel')
      await panel.getByRole('button', { name: 'Requests', exact: true }).click();
    // The panel alone: its code is in the other pictures.
    await session.runCommand('View: Close Editors in Other Groups');
  }
  await settle(page);
  await page.screenshot({ path, animations: 'disabled', ...(clip ? { clip } : {}) });
  // Once for a hover, once more for each step of a dialog.
  for (let steps = 0; steps < 3; steps += 1) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
  }
  // The panel must be the keyboard, and is the last picture of a window.
  if (!shot.action.toLowerCase().endsWith('panel')) await session.runCommand('View: Close All Editors');
}

/**
 * VS Code gives a hover a quarter of the editor's height, and scrolls the rest out of sight: as much as ends with a whole row.
 * @param {Session} session
 */
async function wholeHover(session) {
  const { page } = session;
  const hover = page.locator('.monaco-hover:not(.hidden)', { has: page.locator('.hover-row') }).first();
  for (;;) {
    await session.runCommand('Show or Focus Hover');
    await hover.locator('tr').first().waitFor();
    const missing = await hover.evaluate((shown) => {
      const end = shown.getBoundingClientRect().bottom;
      const rows = [...shown.querySelectorAll('tr')].map((row) => row.getBoundingClientRect());
      const cut = rows.find(({ top, bottom }) => top < end && bottom > end);
      return cut ? cut.bottom - end : 0;
    });
    const { width, height } = page.viewportSize() ?? size;
    if (missing === 0) return hover;
    await page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
    await page.setViewportSize({ width, height: height + Math.ceil(4 * missing) });
  }
}

/**
 * Drags the edge of the side bar, which is as wide as VS Code makes it, to a place.
 * @param {import('playwright-core').Page} page @param {number} to
 */
async function widenSideBar(page, to) {
  const box = await boxOf(page.locator('.part.sidebar'));
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(to, middle, { steps: 5 });
  await page.mouse.up();
}

/** @param {import('playwright-core').Locator} element */
async function boxOf(element) {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${String(element)} is not to be seen.`);
  return box;
}

/** A picture's worth of the page, with a box in the middle of it. @param {{ y: number, height: number }} box */
function around(box) {
  const y = Math.max(0, Math.round(box.y + box.height / 2 - size.height / 2));
  return { x: 0, y, width: size.width, height: size.height };
}

/** `line:column` of the text that the shot is about. @param {Shot} shot */
function position({ file, find }) {
  const lines = readFileSync(join('examples', file), 'utf8').split('\n');
  for (const [line, text] of lines.entries())
    if (text.includes(find)) return `${line + 1}:${text.indexOf(find) + 1}`;
  throw new Error(`examples/${file} does not say ${find}`);
}

/** @param {Session} session @param {boolean} wanted */
async function showSideBar(session, wanted) {
  if ((await session.page.locator('.part.sidebar').isVisible()) !== wanted) {
    await session.runCommand('View: Toggle Primary Side Bar Visibility');
  }
}
