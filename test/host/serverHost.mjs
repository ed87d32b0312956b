// A real VS Code in a headless browser: runs a suite inside its extension host, or is there to be clicked through.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { sharedChromium } from './browser.mjs';
import { root, testsPath } from './paths.mjs';
import { sessionOf } from './session.mjs';
import { sharedServer } from './sharedServer.mjs';
import { SUITE_MS, suiteLog, tooLate, withLog } from './suiteLog.mjs';
import { prepareWorkspace } from './workspace.mjs';

export { launchChromium } from './browser.mjs';

/**
 * @typedef {import('./windows.d.mts').Session} Session
 * @typedef {import('./windows.d.mts').WindowOptions & {
 *   tests?: string,
 *   functions?: Record<string, (...args: any[]) => unknown>,
 * }} InnerOptions with the module of tests to run, and the functions that the page may call
 */

/** How long VS Code may take for one step, in a window that is open. */
const ANSWER_MS = 300_000;
/** How long VS Code may take to start: generous, for a machine that is slow and busy. */
const START_MS = 600_000;

/**
 * Runs the mocha suite in VS Code's extension host, and says how it went.
 * @param {import('./windows.d.mts').SuiteOptions} [options]
 * @returns {Promise<import('./windows.d.mts').Verdict>}
 */
export async function runSuite({
  suite = 'integration',
  tests = testsPath,
  timeout = SUITE_MS,
  log = console.log,
  env = {},
  ...options
} = {}) {
  const output = suiteLog(suite, log);
  /** @type {(code: number) => void} */
  let exit = () => undefined;
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => (exit = resolve));
  /** @type {Awaited<ReturnType<typeof openWindow>> | undefined} */
  let window;
  try {
    window = await openWindow({
      ...options,
      env: { ...env, ...output.env },
      tests,
      functions: {
        /** @param {string} _type @param {unknown[]} args */
        codeAutomationLog: (_type, args) => output.line(format(...args)),
        /** @param {number} code */
        codeAutomationExit: (code) => exit(code),
      },
    });
    const code = await Promise.race([
      exited,
      tooLate(suite, timeout),
      window.server.ended.then((code) => {
        throw new Error(`the server ended with ${code}`);
      }),
    ]);
    return { ...output.results(code), version: window.server.version };
  } catch (error) {
    throw withLog(error, [output.tail(), window?.server.tail(10)].filter(Boolean).join('\n'));
  } finally {
    await window?.close();
    // Its environment is this suite's.
    await window?.server.stop();
    output.remove();
  }
}

/**
 * Opens VS Code for a script that uses it as a person does.
 * @param {import('./windows.d.mts').OpenOptions} [options]
 * @returns {Promise<Session>}
 */
export async function open({ files = [], theme, settings = {}, ...options } = {}) {
  const window = await openWindow({
    ...options,
    settings: { ...settings, ...(theme ? { 'workbench.colorTheme': theme } : {}) },
  });
  const session = sessionOf(window);
  try {
    await window.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: START_MS });
    for (const file of files) {
      const [, path, line] = /^(.*?)(?::(\d+))?$/.exec(file) ?? [];
      await session.openFile(path ?? file, line);
    }
    return session;
  } catch (error) {
    await window.close();
    throw withLog(error, [...window.messages.slice(-10), window.server.tail(10)].join('\n'));
  }
}

/** A page of the browser that shows the workspace, on a server that the windows with the same options share. @param {InnerOptions} options */
async function openWindow({
  version,
  settings = {},
  env,
  folder = join(root, 'examples'),
  copy = true,
  withBill = false,
  extension = root,
  vsix = [],
  linked = [],
  web = false,
  untrusted = false,
  tests,
  startFile,
  functions = {},
  width = 1280,
  height = 800,
  scale = 1,
  style,
  language,
}) {
  /** @type {(() => unknown)[]} */
  const undo = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const workspace = await prepareWorkspace(folder, copy, withBill);
    undo.push(workspace.remove);
    const server = await sharedServer({
      ...(version === undefined ? {} : { version }),
      ...(env === undefined ? {} : { env }),
      settings: web ? { ...settings, ...inWebWorker(extension ?? root, root) } : settings,
      vsix: [vsix].flat(),
      linked,
      untrusted,
    });
    const browser = await sharedChromium();
    // A context of its own is a profile of its own: what a window keeps, no other one finds.
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      // VS Code's policy would keep a style of our own out.
      bypassCSP: style !== undefined,
    });
    // It is gone already where the browser has ended: that is no reason to hide why.
    undo.push(() => context.close().catch(() => undefined));
    context.setDefaultTimeout(ANSWER_MS);
    const page = await context.newPage();
    // A window that says goodbye takes its extension host with it; one that is gone is waited for.
    undo.push(() => page.goto('about:blank').catch(() => undefined));
    if (language) await page.addInitScript(speak, language);
    /** @type {string[]} */
    const messages = [];
    page.on('console', (message) => void messages.push(message.text()));
    for (const [name, implementation] of Object.entries(functions)) {
      await page.exposeFunction(name, implementation);
    }
    /** @param {string} path */
    const remote = (path) => new URL(`vscode-remote://127.0.0.1:${server.port}${path}`).href;
    const payload = [['skipWelcome', 'true']];
    if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
    if (startFile) payload.push(['openFile', remote(join(workspace.folders[0] ?? '', startFile))]);
    if (tests) payload.push(['extensionTestsPath', remote(tests)]);
    const address = new URL(server.url);
    address.searchParams.set(workspace.isFile ? 'workspace' : 'folder', workspace.path);
    address.searchParams.set('payload', JSON.stringify(payload));
    await page.goto(address.href, { timeout: START_MS });
    if (style) await page.addStyleTag({ content: style });
    return { page, server, workspace, messages, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In the page: the language that VS Code takes itself to be in, whatever its own messages say. @param {string} language */
function speak(language) {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set: () => undefined });
}

/** The payload's extensionDevelopmentKind would be for this, but the workbench in a browser never reads it. @param {...string} folders */
function inWebWorker(...folders) {
  const kinds = folders.map((folder) => {
    /** @type {{ publisher: string, name: string }} */
    const { publisher, name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return [`${publisher}.${name}`, ['web']];
  });
  return { 'remote.extensionKind': Object.fromEntries(kinds) };
}
