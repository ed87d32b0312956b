// How VS Code looks in pictures: the same on every machine, and nothing in it that is not about costs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../test/host/paths.mjs';

/** The themes of the pictures, by a short name. @type {Readonly<Record<string, string>>} */
export const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
};

/** Everything that is not the extension's stays out of the picture. */
export const settings = {
  'breadcrumbs.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.fontFamily': "'Picture Mono', monospace",
  'editor.fontSize': 13,
  'editor.lineHeight': 20,
  'editor.cursorBlinking': 'solid',
  'editor.guides.indentation': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
  'editor.scrollbar.vertical': 'hidden',
  'editor.stickyScroll.enabled': false,
  'git.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.layoutControl.enabled': false,
};

/** Status bar entries that say nothing about costs, and an interface font that every machine has. */
export const style = `
  ${fontFace('Picture Sans', 'inter', [400, 600])}
  ${fontFace('Picture Mono', 'jetbrains-mono', [400, 700])}
  .monaco-workbench { font-family: 'Picture Sans', sans-serif !important; }
  .statusbar-item:not([id^='modal-cost-lens']):not([id='status.problems']):not([id='status.editor.mode']) { display: none !important; }
  .notifications-toasts { display: none !important; }
`;

/** Until two pictures in a row are the same: highlighting, fonts and lenses come one after the other. @param {import('playwright-core').Page} page */
export async function settle(page) {
  /** @type {Buffer | undefined} */
  let before;
  for (let tries = 0; tries < 20; tries += 1) {
    await page.waitForTimeout(250);
    const now = await page.screenshot({ animations: 'disabled' });
    if (before?.equals(now)) return;
    before = now;
  }
}

/** @param {string} family @param {string} packageName @param {readonly number[]} weights */
function fontFace(family, packageName, weights) {
  /** @param {number} weight */
  const read = (weight) =>
    readFileSync(
      join(root, `node_modules/@fontsource/${packageName}/files/${packageName}-latin-${weight}-normal.woff2`),
    );
  return weights
    .map((weight) => {
      const source = `url(data:font/woff2;base64,${read(weight).toString('base64')}) format('woff2')`;
      return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: ${source}; }`;
    })
    .join('\n');
}
