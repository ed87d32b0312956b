// Pictures of all that a day's work shows, for someone to look at: a laptop's windows with the side bar open, and the panel at every width.
//   node scripts/looks.mjs FOLDER                              all scenes in all themes
//   node scripts/looks.mjs FOLDER --theme contrast             in one theme
//   node scripts/looks.mjs FOLDER --only hover,panel           just these scenes
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/host/paths.mjs';
import { run, temporaryFolder } from '../test/host/processes.mjs';
import { open } from '../test/host/serverHost.mjs';
import { settle, themes as pictureThemes } from './pictureLook.mjs';

/**
 * @typedef {import('../test/host/serverHost.mjs').Session} Session
 * @typedef {(name: string, isPointing?: boolean) => Promise<void>} Snap takes a picture of the window
 * @typedef {(session: Session, snap: Snap) => Promise<void>} Scene
 * @typedef {(theme: string, label: string, size: { width: number, height: number }) => Promise<void>} Elsewhere
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
const themes = { ...pictureThemes, contrastLight: 'Default High Contrast Light' };

const settings = {
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
};

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
  async statusBar(session, snap) {
    await session.openFile(FILE, placeOf('@app.function'));
    await session.page.locator('.statusbar-item[id^="modal-cost-lens"]').first().hover();
    await session.page.locator('.workbench-hover').first().waitFor();
    await snap('status-bar', true);
    await session.page.mouse.move(0, 0);
  },
  async findings(session, snap) {
    const { page } = session;
    await session.openFile(FILE, placeOf('min_containers='));
    await session.runCommand('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await snap('problems');
    await session.runCommand('View: Hide Panel');
    await session.openFile(FILE, placeOf('min_containers='));
    await session.askCommand('Quick Fix...');
    await page.locator('.action-widget .monaco-list-row').first().waitFor();
    await snap('quick-fixes');
    await leave(session);
  },
  async walkthrough(session, snap) {
    await session.askCommand('Welcome: Open Walkthrough...');
    await listed(session, 'Modal Cost Lens');
    await session.page.keyboard.type('Modal Cost');
    await session.page.keyboard.press('Enter');
    await session.page.locator('.getting-started-step').first().waitFor();
    await snap('walkthrough');
    await session.runCommand('View: Close All Editors');
  },
  async panelBeside(session, snap) {
    await openPanel(session);
    await snap('panel-beside');
    await session.runCommand('View: Close All Editors');
  },
};

/** What is looked at in a window of its own: with changes since a commit, and where there is no Modal code. @type {Record<string, Elsewhere>} */
const elsewhere = {
  review: reviewed,
  firstRun: async (theme, label, size) => {
    const plain = temporaryFolder('plain');
    writeFileSync(join(plain.path, 'util.py'), 'def add(a, b):\n    return a + b\n');
    await firstRun({ folder: [] }, size, label, `no-folder-${theme}-${size.width}`);
    await firstRun({ folder: plain.path }, size, label, `no-code-${theme}-${size.width}`);
    await firstRun({ folder: plain.path, untrusted: true }, size, label, `untrusted-${theme}-${size.width}`);
    plain.remove();
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
    for (const [name, scene] of Object.entries(elsewhere)) if (wanted(name)) await scene(theme, label, size);
    if (![...Object.keys(scenes), 'panel'].some(wanted)) continue;
    const session = await open({ ...size, theme: label, settings, extension: null, linked: [root] });
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

/** A repository with a change that costs, and its review. @type {Elsewhere} */
async function reviewed(theme, label, size) {
  const repository = temporaryFolder('looks');
  const file = join(repository.path, FILE);
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd: repository.path,
      stdio: 'pipe',
    });
  writeFileSync(file, CODE.join('\n'));
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Start');
  writeFileSync(file, CODE.join('\n').replace(/min_containers=\d+/, 'min_containers=6'));
  const own = { ...settings, 'git.enabled': true, 'git.openRepositoryInParentFolders': 'never' };
  const at = { folder: repository.path, copy: false, extension: null, linked: [root] };
  const session = await open({ ...size, theme: label, settings: own, ...at });
  const snap = picture(session, `${theme}-${size.width}`);
  await session.openFile(FILE, placeOf('@app.function'));
  await session.lens('vs HEAD').waitFor();
  await snap('lens-change');
  await session.askCommand('Modal Cost: Review Changes');
  await listed(session, 'HEAD');
  await snap('review-base');
  await session.page.keyboard.press('Enter');
  await listed(session, 'Open as document');
  await snap('review');
  await session.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Open as document' }).click();
  await session.page.locator('.tab.active[aria-label*="working tree"]').first().waitFor();
  await snap('review-document');
  await session.close();
  repository.remove();
}

/** @param {import('../test/host/windows.d.mts').OpenOptions} where @param {{ width: number, height: number }} size @param {string} theme @param {string} look */
async function firstRun(where, size, theme, look) {
  const session = await open({ ...size, theme, settings, extension: null, linked: [root], ...where });
  const snap = picture(session, look);
  await session.runCommand('Modal Costs: Focus on Modal Costs View');
  await session.page.locator('.sidebar .welcome-view-content').first().waitFor();
  await snap('welcome');
  await session.askCommand('Modal Cost: What If…');
  await listed(session, 'Example');
  await snap('what-if');
  await leave(session);
  await session.close();
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
  return async (name, isPointing = false) => {
    // Over nothing that has a tooltip.
    if (!isPointing) await page.mouse.move(0, 0);
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
