// The same suite in a desktop VS Code, where one is cached or can be downloaded and there is a display to show it on.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cache, root, testsPath } from './paths.mjs';
import * as pins from './pins.mjs';
import { start, temporaryFolder } from './processes.mjs';
import { quietSettings, untrustedSettings } from './server.mjs';
import { SUITE_MS, suiteLog, tooLate, withLog } from './suiteLog.mjs';
import { prepareWorkspace } from './workspace.mjs';

const updateServer = 'https://update.code.visualstudio.com/api/releases/stable';

/** Whether a desktop VS Code can run here, and if not, why. */
export async function isAvailable() {
  if (!hasDisplay() && !findProgram('Xvfb'))
    return { available: false, why: 'there is no display and no Xvfb' };
  if (Object.values(pins.servers).every(({ vscode }) => isCached(vscode)))
    return { available: true, why: 'cached' };
  try {
    const answer = await fetch(updateServer, { signal: AbortSignal.timeout(3000) });
    return answer.ok
      ? { available: true, why: 'it can be downloaded' }
      : { available: false, why: `the download server answers ${answer.status}` };
  } catch {
    return { available: false, why: 'the download server cannot be reached' };
  }
}

/** @type {typeof import('./serverHost.mjs').runSuite} */
export async function runSuite({
  version = 'newest',
  suite = 'integration',
  tests = testsPath,
  folder = join(root, 'examples'),
  copy = true,
  withBill = false,
  extension = root,
  settings = {},
  untrusted = false,
  env = {},
  timeout = SUITE_MS,
  log = console.log,
} = {}) {
  const output = suiteLog(suite, log);
  /** @type {(() => unknown)[]} */
  const undo = [output.remove];
  try {
    const { vscode } = pins.pinned(version);
    const program = await install(vscode);
    const workspace = await prepareWorkspace(folder, copy, withBill);
    undo.push(workspace.remove);
    const profile = temporaryFolder('profile');
    undo.push(profile.remove);
    const display = await startDisplay();
    undo.push(display.stop);
    const code = start(
      program,
      [
        workspace.path,
        `--extensionDevelopmentPath=${extension}`,
        `--extensionTestsPath=${tests}`,
        ...(await ownProfile(profile.path, settings, untrusted)),
      ],
      { env: { ...process.env, ...display.env, ...env, ...output.env }, onLine: output.line },
    );
    undo.push(code.stop);
    const ended = await Promise.race([code.ended, tooLate(suite, timeout)]);
    return { ...output.results(ended), version: vscode };
  } catch (error) {
    throw withLog(error, output.tail());
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** Opens the extension in a window for a person; ends when the window is closed. @param {string} folder */
export async function openForUser(folder) {
  const program = await install(pins.servers.newest.vscode);
  const profile = temporaryFolder('profile');
  const code = start(program, [
    folder,
    `--extensionDevelopmentPath=${root}`,
    ...(await ownProfile(profile.path, {}, false)),
  ]);
  await code.ended;
  profile.remove();
}

export const hasDisplay = () =>
  process.platform !== 'linux' || [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some(Boolean);

/** @param {string} vscode */
const install = (vscode) =>
  downloadAndUnzipVSCode({
    version: vscode,
    cachePath: cache,
    timeout: 15_000,
    reporter: { report: () => undefined, error: console.error },
  });

/** @param {string} vscode */
const isCached = (vscode) =>
  existsSync(cache) &&
  readdirSync(cache).some((name) => name.startsWith('vscode-') && name.endsWith(`-${vscode}`));

/** @param {string} folder @param {Record<string, unknown>} settings @param {boolean} untrusted */
async function ownProfile(folder, settings, untrusted) {
  const user = join(folder, 'user-data/User');
  await mkdir(user, { recursive: true });
  const all = { ...quietSettings, ...(untrusted ? untrustedSettings : {}), ...settings };
  await writeFile(join(user, 'settings.json'), JSON.stringify(all));
  return [
    `--user-data-dir=${join(folder, 'user-data')}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
    '--no-sandbox',
    '--disable-gpu-sandbox',
    '--disable-updates',
    '--skip-welcome',
    '--skip-release-notes',
    ...(untrusted ? [] : ['--disable-workspace-trust']),
    '--disable-telemetry',
  ];
}

async function startDisplay() {
  if (hasDisplay()) return { env: {}, stop: () => undefined };
  const server = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp']);
  const [, number] = await server.waitFor(/^(\d+)$/m, 60_000, 'Xvfb');
  return { env: { DISPLAY: `:${number}` }, stop: server.stop };
}

/** @param {string} name */
const findProgram = (name) =>
  (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, name)));
