// The versions the tests run on. `newest` is the current VS Code, `oldest` the one that package.json's
// engines.vscode names. code-server is the npm package that carries VS Code's own server build.
/** @typedef {{ vscode: string, codeServer: string }} Pin */

export const servers = {
  newest: { vscode: '1.139.1', codeServer: '4.139.1' },
  oldest: { vscode: '1.99.3', codeServer: '4.99.4' },
};

// 1.139 calls node:module's registerHooks, which Node 20 lacks; 1.99 runs on 24 as well, so one binary serves both.
export const node = { major: 24, version: '24.18.0' };

export const chromium = '153.0.0';

// 1.99 expects ripgrep where an install script would have downloaded it; npm has the same binary as a package.
export const ripgrep = '1.18.0';

/** @param {string} nameOrVersion `newest`, `oldest`, or a pinned VS Code version */
export function pinned(nameOrVersion) {
  const found =
    /** @type {Record<string, Pin | undefined>} */ (servers)[nameOrVersion] ??
    Object.values(servers).find((s) => s.vscode === nameOrVersion);
  if (!found) {
    throw new Error(
      `No server host is pinned for VS Code ${nameOrVersion}: use ${Object.keys(servers).join(' or ')}`,
    );
  }
  return found;
}
