/** Keys in a window of VS Code, and what they meet: for stories that are played by keyboard alone. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Session } from '../host/serverHost.mjs';

export interface Keyboard {
  /** The list or input on top, once it is open. */
  list(): Locator;
  row(text: string): Locator;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Types a command's name into the palette, and takes its first row. */
  command(title: string): Promise<void>;
  /** Goes down a list to its row with a text, and takes it. */
  take(rows: string, text: string): Promise<void>;
  /** Gives the focus to the view of costs, which has a line with a text: shown for the first time, it has no focus yet. */
  focusLines(text: string): Promise<void>;
  /** The line of the side bar with the focus, if it has a text. */
  focusedLine(text: string): Locator;
  /** Takes a picture of the window where `MODAL_COST_STORY_PICTURES` is a folder for it. */
  step(name: string): Promise<void>;
}

const pictures = process.env.MODAL_COST_STORY_PICTURES;

/** The rows of a quick pick. */
export const ROWS = '.quick-input-list .monaco-list-row';

/** `story` is what its pictures are named after. */
export function keyboardOf(session: Session, story: string): Keyboard {
  const { page } = session;
  let steps = 0;
  const list = (): Locator => page.locator('.quick-input-widget:not(.quick-input-widget-closing)');
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const type = (text: string): Promise<void> => page.keyboard.type(text, { delay: 20 });
  return {
    list,
    row: (text) => list().locator('.monaco-list-row', { hasText: text }).first(),
    press,
    type,

    async command(title) {
      const found = list().locator('.monaco-list-row.focused', { hasText: title });
      // In a window that has just opened, the extension may be found in a moment.
      for (let tries = 0; tries < 100 && !(await found.isVisible()); tries++) {
        await session.openList('F1');
        await type(title);
        await found.waitFor({ timeout: 5_000 }).catch(() => undefined);
      }
      await found.waitFor();
      await press('Enter');
    },

    async take(rows, text) {
      await page.locator(rows, { hasText: text }).first().waitFor();
      const isFocused = (): Promise<boolean> =>
        page.locator(`${rows}.focused`, { hasText: text }).first().isVisible();
      for (let tries = 0; tries < 20 && !(await isFocused()); tries++) await press('ArrowDown');
      await page.locator(`${rows}.focused`, { hasText: text }).first().waitFor();
      await press('Enter');
    },

    async focusLines(text) {
      const lines = page.locator('.sidebar .monaco-list');
      const focused = page.locator('.sidebar .monaco-list:focus');
      for (let tries = 0; tries < 40 && (await focused.count()) === 0; tries++) {
        await this.command('Modal Costs: Focus on Modal Costs View');
        await lines.locator('.monaco-list-row', { hasText: text }).first().waitFor();
      }
      await focused.waitFor();
    },

    focusedLine: (text) => page.locator('.sidebar .monaco-list-row.focused', { hasText: text }).first(),

    async step(name) {
      steps += 1;
      if (!pictures) return;
      await page.waitForTimeout(700);
      await page.screenshot({
        path: join(pictures, `${story}-${String(steps).padStart(2, '0')}-${name}.png`),
      });
    },
  };
}
