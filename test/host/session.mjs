// A window of VS Code, used as a person uses it. Each step waits for what it means to find, and for nothing else.
import { existsSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';

/** The lenses in sight: VS Code keeps those of lines that are scrolled out of it in the page, hidden. */
const LENSES = '.codelens-decoration[monaco-visible-content-widget=true]';

/** Whether something is so within a few seconds. @param {import('playwright-core').Locator} what @param {'visible' | 'hidden'} state */
const comes = (what, state) =>
  what.waitFor({ state, timeout: 5_000 }).then(
    () => true,
    () => false,
  );

/**
 * @param {{
 *   page: import('playwright-core').Page,
 *   workspace: Awaited<ReturnType<typeof import('./workspace.mjs').prepareWorkspace>>,
 *   server: import('./sharedServer.mjs').Server,
 *   close: () => Promise<void>,
 * }} window
 * @returns {import('./windows.d.mts').Session}
 */
export function sessionOf({ page, workspace, server, close }) {
  const list = page.locator('.quick-input-widget');
  /** @param {string} label */
  const row = (label) =>
    page.locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(label)}]`).first();

  /** A list of its own, so that no answer goes to one that another step has left behind. @param {string} key */
  async function openList(key) {
    const input = page.locator(
      '.quick-input-widget:not(.quick-input-widget-closing) .quick-input-box input:focus',
    );
    // A key that comes while the focus moves may be lost: pressed again until it tells.
    for (let tries = 0; tries < 60; tries++) {
      if (await list.isVisible()) await page.keyboard.press('Escape');
      if (!(await comes(list, 'hidden'))) continue;
      await page.keyboard.press(key);
      if (await comes(input, 'visible')) return input;
    }
    throw new Error(`${key} opens no list`);
  }

  /** @param {string} key @param {string} text */
  const ask = async (key, text) => (await openList(key)).fill(text);

  return {
    page,
    url: server.url,
    version: server.version,
    folders: workspace.folders,
    close,

    async openFile(file, line = 1) {
      const path = workspace.locate(isAbsolute(file) ? file : join(workspace.folders[0] ?? '', file));
      if (!existsSync(path)) throw new Error(`There is no ${path} to open`);
      await ask('ControlOrMeta+p', `${path}:${line}`);
      await row(basename(path)).waitFor();
      await page.keyboard.press('Enter');
      await list.waitFor({ state: 'hidden' });
      await page
        .locator(`.tab.active[aria-label^=${JSON.stringify(basename(path))}]`)
        .first()
        .waitFor();
      await page.locator('.editor-instance .view-lines').first().waitFor();
    },

    openList,

    async runCommand(title) {
      await ask('F1', `>${title}`);
      // By its label, because the palette's first row is the one that was used last, or that matches as well.
      await row(title).click();
      await list.waitFor({ state: 'hidden' });
    },

    async askCommand(title) {
      await ask('F1', `>${title}`);
      await row(title).click();
    },

    lens(text = '') {
      return page.locator(LENSES, { hasText: text }).first();
    },

    async lenses() {
      await page.locator(LENSES).first().waitFor();
      const texts = await page.locator(LENSES).allInnerTexts();
      return texts.map((text) => text.replaceAll('\u00a0', ' '));
    },
  };
}
