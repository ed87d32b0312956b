// A real VS Code in a headless browser: runs a suite inside its extension host, or is there to be clicked through.
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { installChromium } from './install.mjs';
import { root, testsPath } from './paths.mjs';
import { startServer } from './server.mjs';
import { suiteLog, tooLate } from './suiteLog.mjs';
import { prepareWorkspace } from './workspace.mjs';

/**
 * Runs the mocha suite in VS Code's extension host, and says how it went.
 * @param {import('./serverHost.d.mts').SuiteOptions} [options]
 * @returns {Promise<import('./serverHost.d.mts').Verdict>}
 */
export async function runSuite({
  suite = 'integration',
  tests = testsPath,
  timeout = 240_000,
  log = console.log,
  env = {},
  ...options
} = {}) {
  const output = suiteLog(suite, log);
  let exit;
  const exited = new Promise((resolve) => (exit = resolve));
  let window;
  try {
    window = await openWindow({
      ...options,
      env: { ...env, ...output.env },
      tests,
      functions: {
        codeAutomationLog: (_type, args) => output.line(format(...args)),
        codeAutomationExit: (code) => exit(code),
      },
    });
    const code = await Promise.race([
      exited,
      tooLate(suite, timeout),
      window.server.ended.then((code) => Promise.reject(new Error(`the server ended with ${code}`))),
    ]);
    return { ...output.results(code), version: window.server.version };
  } catch (error) {
    throw withLog(error, output.tail(), window);
  } finally {
    await window?.close();
    output.remove();
  }
}

/**
 * Opens VS Code for a script that uses it as a person does.
 * @param {import('./serverHost.d.mts').OpenOptions} [options]
 * @returns {Promise<import('./serverHost.d.mts').Session>}
 */
export async function open({ files = [], theme, settings = {}, ...options } = {}) {
  const window = await openWindow({
    ...options,
    settings: { ...settings, ...(theme ? { 'workbench.colorTheme': theme } : {}) },
  });
  const { page, workspace, server } = window;
  const session = {
    page,
    url: server.url,
    version: server.version,
    folders: workspace.folders,
    close: window.close,

    async openFile(file, line = 1) {
      const path = workspace.locate(isAbsolute(file) ? file : join(workspace.folders[0], file));
      if (!existsSync(path)) throw new Error(`There is no ${path} to open`);
      await page.keyboard.press('ControlOrMeta+p');
      await page.locator('.quick-input-box input').first().fill(`${path}:${line}`);
      await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      await page.locator('.editor-instance .view-lines').first().waitFor();
    },

    async runCommand(title) {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-box input').first().fill(`>${title}`);
      // By its label, because the palette's first row is the one that was used last, or that matches as well.
      await page
        .locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(title)}]`)
        .first()
        .click();
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    },

    lens(text = '') {
      // VS Code keeps the lenses of lines that are scrolled out of sight in the page, hidden.
      return page
        .locator('.codelens-decoration[monaco-visible-content-widget=true]', { hasText: text })
        .first();
    },

    async lenses() {
      await session.lens().waitFor();
      const texts = await page
        .locator('.codelens-decoration[monaco-visible-content-widget=true]')
        .allInnerTexts();
      return texts.map((text) => text.replaceAll('\u00a0', ' '));
    },
  };
  try {
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    for (const file of files) {
      const [, path, line] = /^(.*?)(?::(\d+))?$/.exec(file);
      await session.openFile(path, line);
    }
    return session;
  } catch (error) {
    await window.close();
    throw withLog(error, window.messages.slice(-10).join('\n'), window);
  }
}

/** The server, a browser, and a page of it that shows the workspace. */
async function openWindow({
  version,
  settings,
  env,
  folder = join(root, 'examples'),
  copy = true,
  extension = root,
  vsix = [],
  linked = [],
  web = false,
  untrusted = false,
  tests,
  functions = {},
  width = 1280,
  height = 800,
  scale = 1,
  style,
  language,
}) {
  const undo = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const workspace = await prepareWorkspace(folder, copy);
    undo.push(workspace.remove);
    const server = await startServer({
      version,
      env,
      settings: web ? { ...settings, ...inWebWorker(extension ?? root, root) } : settings,
      vsix: [vsix].flat(),
      linked,
      untrusted,
    });
    undo.push(server.stop);
    const browser = await launchChromium();
    undo.push(() => browser.close());
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: scale,
      // VS Code's policy would keep a style of our own out.
      bypassCSP: style !== undefined,
    });
    if (language) await page.addInitScript(speak, language);
    const messages = [];
    page.on('console', (message) => messages.push(message.text()));
    for (const [name, implementation] of Object.entries(functions)) {
      await page.exposeFunction(name, implementation);
    }
    const remote = (path) => new URL(`vscode-remote://127.0.0.1:${server.port}${path}`).href;
    const payload = [['skipWelcome', 'true']];
    if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
    if (tests) payload.push(['extensionTestsPath', remote(tests)]);
    const address = new URL(server.url);
    address.searchParams.set(workspace.isFile ? 'workspace' : 'folder', workspace.path);
    address.searchParams.set('payload', JSON.stringify(payload));
    await page.goto(address.href, { timeout: 60_000 });
    if (style) await page.addStyleTag({ content: style });
    return { page, server, workspace, messages, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In the page: the language that VS Code takes itself to be in, whatever its own messages say. */
function speak(language) {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set() {} });
}

/** The payload's extensionDevelopmentKind would be for this, but the workbench in a browser never reads it. */
function inWebWorker(...folders) {
  const kinds = folders.map((folder) => {
    const { publisher, name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return [`${publisher}.${name}`, ['web']];
  });
  return { 'remote.extensionKind': Object.fromEntries(kinds) };
}

export async function launchChromium() {
  const { executablePath, env } = await installChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // Chromium's own sandbox needs what containers rarely grant, and this one sees local pages only.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function withLog(error, log, window) {
  error.message += `\n--- the end of VS Code's log:\n${[log, window?.server.tail(10)].filter(Boolean).join('\n')}`;
  return error;
}
