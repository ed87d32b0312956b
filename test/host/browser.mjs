// The browser that VS Code's windows are shown in.
import { chromium } from 'playwright-core';
import { installChromium } from './install.mjs';

/** A Chromium of one's own; whoever has launched it closes it. */
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

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let shared;

/** The one that all windows of this process are shown in; it ends with the process. */
export async function sharedChromium() {
  const browser = await (shared ??= launchChromium());
  if (browser.isConnected()) return browser;
  return (shared = launchChromium());
}
