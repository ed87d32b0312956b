/** The panel's bundle, from `dist` unless the environment names another folder, in a real browser, under the policy that its host gives it. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, PanelView, ToPanel } from '../../../src/protocol';
import { panelWords } from '../../../src/features/scenarioPanel/panelWords';
import { launchChromium } from '../../host/serverHost.mjs';
import { themeCss, themes, type ThemeName } from './themes';

const origin = 'http://panel.test';
const nonce = 'hvLhP2xq7Tz4';

/** What the host's own page has; see src/host/webviewHtml.ts. */
const policy = [
  `default-src 'none'`,
  `script-src 'nonce-${nonce}'`,
  `style-src ${origin} 'nonce-${nonce}'`,
  `img-src data: blob:`,
  `font-src ${origin}`,
  `form-action 'none'`,
  `base-uri 'none'`,
].join('; ');

const bundle = (name: string): string =>
  readFileSync(join(process.env.MODAL_COST_PANEL_DIST ?? 'dist', name), 'utf8');

/** VS Code's API for webviews, with what was posted and kept in reach of the tests. */
const fakeApi = (state: unknown): string => `
  window.test = { sent: [], state: ${JSON.stringify(state ?? null).replace(/</g, '\\u003c')} ?? undefined, violations: [] };
  addEventListener('securitypolicyviolation', (event) =>
    window.test.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      window.test.sent.push(structuredClone(message));
      window.host?.(message).then((answer) => answer && postMessage(answer));
    },
    getState: () => window.test.state,
    setState: (state) => { window.test.state = structuredClone(state); },
  });`;

declare global {
  interface Window {
    test: { sent: FromPanel[]; state: unknown; violations: string[] };
    host?: (message: FromPanel) => Promise<ToPanel | null>;
  }
}

export interface PanelPage {
  readonly page: Page;
  /** Posts a message as the host does, and waits until it is drawn. */
  readonly send: (message: ToPanel) => Promise<void>;
  readonly show: (view: PanelView) => Promise<void>;
  /** What the panel posted since the last time. */
  readonly sent: () => Promise<FromPanel[]>;
  readonly state: () => Promise<unknown>;
  /** Errors, warnings and breaches of the policy so far. */
  readonly problems: () => Promise<string[]>;
  /** The violations that axe-core finds, one a line. */
  readonly axe: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  /** Whether the system has its own few colors in place of the theme's. */
  readonly forcedColors?: boolean;
  readonly state?: unknown;
  /** The page's words; by default the host's own, in English. */
  readonly words?: Readonly<Record<string, string>>;
  /** Answers what the panel posts. */
  readonly host?: (message: FromPanel) => ToPanel | null;
}

/** As VS Code gives them where no translation is. */
export const english = panelWords({ t: (text: unknown) => String(text) });

/** The hooks of a suite: one browser for all its panels; each panel is closed behind its test, and has had no problem. */
export function panelHooks(useBrowser: (browser: Browser) => void, shown: () => PanelPage): void {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
    useBrowser(browser);
  });
  after(() => browser.close());
  afterEach(async () => {
    const problems = await shown().problems();
    await shown().close();
    assert.deepEqual(problems, []);
  });
}

export async function openPanel(browser: Browser, options: PanelOptions = {}): Promise<PanelPage> {
  const { theme = 'dark', width = 1100, height = 900, scale = 1, state, words = english } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    forcedColors: options.forcedColors === true ? 'active' : 'none',
  });
  // For one that hangs: on a busy machine a step may take many times as long as on another.
  context.setDefaultTimeout(300_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Modal costs</title>
<style nonce="${nonce}">${themeCss(theme)}</style>
<link rel="stylesheet" nonce="${nonce}" href="${origin}/panel.css">
</head>
<body class="${themes[theme].body}">
<main id="panel" data-words="${JSON.stringify(words).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)}"></main>
<script nonce="${nonce}">${fakeApi(state)}</script>
<script nonce="${nonce}" src="${origin}/panel.js"></script>
</body>
</html>`;
  const answers: Record<string, { contentType: string; body: string }> = {
    '/': { contentType: 'text/html', body: html },
    '/panel.css': { contentType: 'text/css', body: bundle('panel.css') },
    '/panel.js': { contentType: 'text/javascript', body: bundle('panel.js') },
  };
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const answer = url.origin === origin ? answers[url.pathname] : undefined;
    if (answer) return route.fulfill(answer);
    if (url.pathname !== '/favicon.ico') problems.push(`a request for ${url.href}`);
    return route.abort();
  });
  if (options.host) await page.exposeFunction('host', options.host);
  await page.goto(`${origin}/`);

  const send = async (message: ToPanel): Promise<void> => {
    await page.evaluate(async (data) => {
      window.postMessage(data);
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }, message);
  };
  return {
    page,
    send,
    show: (view) => send({ type: 'view', view }),
    sent: () => page.evaluate(() => window.test.sent.splice(0)),
    state: () => page.evaluate(() => window.test.state),
    problems: async () => [...problems, ...(await page.evaluate(() => window.test.violations))],
    axe: () => violations(page),
    close: () => context.close(),
  };
}

const axeSource = readFileSync(createRequire(resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${JSON.stringify(target)}: ${failureSummary}`),
  );
}
