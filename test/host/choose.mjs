// Which VS Code the integration tests run in, said aloud: a suite that passed elsewhere proves nothing here.
import * as pins from './pins.mjs';

/** @typedef {'desktop' | 'server'} Kind */

/**
 * @param {string} [forced] the one to use, whatever is here
 * @returns {Promise<{ kind: Kind, label(version: string): string, runSuite: typeof import('./serverHost.mjs').runSuite }>}
 */
export async function chooseHost(forced = process.env.MODAL_COST_TEST_HOST) {
  const kind = await choose(forced);
  const { runSuite } = await import(kind === 'desktop' ? './desktopHost.mjs' : './serverHost.mjs');
  const shown = kind === 'desktop' ? 'desktop' : 'server, in a headless Chromium';
  return { kind, runSuite, label: (version) => `${pins.pinned(version).vscode}, ${shown}` };
}

/** @param {string | undefined} forced @returns {Promise<Kind>} */
async function choose(forced) {
  if (forced === 'desktop' || forced === 'server') {
    console.log(`\nTest host: ${forced}, as MODAL_COST_TEST_HOST says`);
    return forced;
  }
  if (forced) throw new Error(`MODAL_COST_TEST_HOST is ${forced}; it can be desktop or server`);
  const { isAvailable } = await import('./desktopHost.mjs');
  const { available, why } = await isAvailable();
  console.log(
    available
      ? `\nTest host: desktop (${why})`
      : `\nTest host: server, since there is no desktop VS Code (${why})`,
  );
  return available ? 'desktop' : 'server';
}
