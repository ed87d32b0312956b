// Pictures of all that a day's work shows, for someone to look at: a laptop's windows with the side bar open, and the panel at every width.
//   node scripts/looks.mjs FOLDER                              all scenes in all themes
//   node scripts/looks.mjs FOLDER --theme contrast             in one theme
//   node scripts/looks.mjs FOLDER --only hover,panel           just these scenes
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/host/paths.mjs';
import { run } from '../test/host/processes.mjs';
import { open } from '../test/host/serverHost.mjs';
import { settle, themes } from './pictureLook.mjs';

/**
 * @typedef {import('../test/host/serverHost.mjs').Session} Session
 * @typedef {(name: string) => Promise<void>} Snap takes a picture of the window
 * @typedef {(session: Session, snap: Snap) => Promise<void>} Scene
 */

const WINDOWS = [
  { width: 1280, height: 720 },
  { width: 1400, height: 900 },
];
/** The panel alone: the window is wider by the activity bar. */
const PANELS = [
  { width: 400, height: 720 },
  { width: 510, height: 720 },
  { width: 700, height: 720 },
  { width: 1100, height: 720 },
];
const ACTIVITY_BAR = 48;

const FILE = 'llama_serving.py';
const CODE = readFileSync(join(root, 'examples', FILE), 'utf8').split('\n');

/** What is looked at in each of the windows. @type {Record<string, Scene>} */
const scenes = {
  async lens({ page }, snap) {
    await page.locator('.sidebar .monaco-list-row[aria-label^="llama-serving: "]').click();
    await snap('lens');
  },
  async hover(session, snap) {
    for (const [name, text] of Object.entries({
      hover: '@app.function',
      'hover-keyword': 'min_containers=',
      'hover-window': 'scaledown_window=',
      'hover-gpu': 'gpu=',
      'hover-usage': 'requests_per_day',
    })) {
      await session.openFile(FILE, placeOf(text));
      await session.runCommand('Show or Focus Hover');
      await session.page.locator('.monaco-hover:not(.hidden) .hover-row').first().waitFor();
      await snap(name);
      await leave(session);
    }
  },
  async whatIf(session, snap) {
    await session.openFile(FILE, placeOf('@app.function'));
    await session.askCommand('Modal Cost: What If…');
    await listed(session, 'GPU');
    await snap('what-if');
    await session.page.keyboard.press('Enter');
    await listed(session, 'A100-80GB');
    await snap('what-if-gpu');
    await leave(session);
    await session.askCommand('Modal Cost: What If…');
    await listed(session, 'GPU');
    await session.page.keyboard.type('L40S:2');
    await listed(session, 'L40S:2');
    await snap('what-if-typed');
    await leave(session);
  },
  async actions(session, snap) {
    await session.openFile(FILE, placeOf('@app.function'));
    await session.lens('Actions').locator('a', { hasText: 'Actions' }).click();
    await listed(session, 'What');
    await snap('actions');
    await leave(session);
  },
  async completions(session, snap) {
    const { page } = session;
    const suggested = async () => {
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
    };
    await session.openFile(FILE, placeOf('f"{GPU_TYPE}'));
    for (const key of ['Shift+End', 'Delete']) await page.keyboard.press(key);
    await page.keyboard.type('"', { delay: 20 });
    await suggested();
    await snap('completions-gpu');
    await page.keyboard.press('Escape');
    await page.keyboard.type('T4');
    await page.keyboard.press('End');
    await page.keyboard.type(', ', { delay: 20 });
    await suggested();
    await snap('completions-keyword');
    await page.keyboard.press('Escape');
    await session.openFile(FILE, placeOf(' seconds_per_request'));
    await page.keyboard.press('Shift+End');
    await page.keyboard.type(' ', { delay: 20 });
    await suggested();
    await snap('completions-usage');
    await page.keyboard.press('Escape');
    await session.runCommand('File: Revert File');
  },
  async panelBeside(session, snap) {
    await openPanel(session);
    await snap('panel-beside');
    await session.runCommand('View: Close All Editors');
  },
};

process.chdir(root);
const {
  values: options,
  positionals: [folder = ''],
} = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    theme: { type: 'string' },
    window: { type: 'string' },
    built: { type: 'boolean' },
  },
});
if (folder === '') throw new Error('Give the folder for the pictures: node scripts/looks.mjs FOLDER');
mkdirSync(folder, { recursive: true });
if (!options.built) await run(process.execPath, ['esbuild.mjs'], { what: 'the build', stdio: 'inherit' });
for (const [theme, label] of Object.entries(themes))
  if (!options.theme || options.theme === theme) await look(theme, label);
process.exit(0);

/** @param {string} name */
function wanted(name) {
  return !options.only || options.only.split(',').includes(name);
}

/** @param {string} theme @param {string} label */
async function look(theme, label) {
  for (const size of WINDOWS) {
    if (options.window && options.window !== String(size.width)) continue;
    const session = await open({
      ...size,
      theme: label,
      settings: {
        'git.enabled': false,
        'chat.disableAIFeatures': true,
        'editor.minimap.enabled': false,
        'files.autoSave': 'off',
      },
      extension: null,
      linked: [root],
    });
    await session.openFile(FILE, placeOf('@app.function'));
    await session.runCommand('Modal Costs: Focus on Modal Costs View');
    await session.page.locator('.sidebar .monaco-list-row[aria-level="2"]').first().waitFor();
    await session.lens().waitFor();
    const snap = picture(session, `${theme}-${size.width}`);
    for (const [name, scene] of Object.entries(scenes)) if (wanted(name)) await scene(session, snap);
    if (wanted('panel') && size === WINDOWS[0]) await panels(session, theme);
    await session.close();
  }
}

/** The panel alone, at each width and at 200 %. @param {Session} session @param {string} theme */
async function panels(session, theme) {
  const { page } = session;
  await session.openFile(FILE, placeOf('@app.function'));
  await openPanel(session);
  await session.runCommand('View: Close Editors in Other Groups');
  await session.runCommand('View: Toggle Primary Side Bar Visibility');
  for (const { width, height } of PANELS) {
    await page.setViewportSize({ width: width + ACTIVITY_BAR, height });
    await picture(session, theme)(`panel-${width}`);
  }
  // At 200 % a window has half as many pixels of CSS each way.
  await page.setViewportSize({ width: 640, height: 360 });
  await picture(session, theme)('panel-zoom-200');
}

/** @param {Session} session */
async function openPanel(session) {
  await session.openFile(FILE, placeOf('@app.function'));
  await session.runCommand('Modal Cost: Compare Utilization Scenarios');
  const frame = session.page.locator('iframe.webview.ready:visible').last().contentFrame();
  await frame.frameLocator('iframe').locator('.chart svg').first().waitFor();
}

/** @param {Session} session @param {string} text */
function listed({ page }, text) {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().waitFor();
}

/** Once for a hover, once more for each step of a dialog. @param {Session} session */
async function leave({ page }) {
  for (let steps = 0; steps < 3; steps += 1) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(150);
  }
}

/** @param {Session} session @param {string} look @returns {Snap} */
function picture({ page }, look) {
  return async (name) => {
    // Over nothing that has a tooltip.
    await page.mouse.move(0, 0);
    await settle(page);
    const path = join(folder, `${name}-${look}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    console.log(path);
  };
}

/** `line:column` of a text in the example. @param {string} text */
function placeOf(text) {
  for (const [line, each] of CODE.entries())
    if (each.includes(text)) return `${line + 1}:${each.indexOf(text) + 1}`;
  throw new Error(`examples/${FILE} does not say ${text}`);
}
