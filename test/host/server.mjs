// VS Code's server on a free local port, with folders of its own for settings and extensions.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installServer } from './install.mjs';
import { run, start, temporaryFolder } from './processes.mjs';

/** How long VS Code may take to start, or to install a package, on a machine that is slow and busy. */
const START_MS = 600_000;

/** What would only be in the way of a test or a picture. */
export const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.showReleaseNotes': false,
  'security.workspace.trust.enabled': false,
  // In a browser VS Code saves after a second: what a test is about to revert would reach the file, or come again after it.
  'files.autoSave': 'off',
};

/** A workspace that nobody has trusted yet, without the question whether to. */
export const untrustedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/**
 * @typedef {object} ServerOptions
 * @property {string} [version] `newest`, `oldest` or a pinned version
 * @property {Record<string, unknown>} [settings] user settings
 * @property {string[]} [vsix] packages to install
 * @property {string[]} [linked] folders of extensions to use in place, as if they were installed
 * @property {string} [defaultWorkspace] the workspace file that an address without a folder opens
 * @property {Record<string, string>} [env] for the extension host
 * @property {number} [port] 0 for any that is free
 * @property {boolean} [untrusted] in Restricted Mode
 * @property {boolean} [stayAlive] also without a browser connected to it
 */

/** @param {ServerOptions} [options] */
export async function startServer({
  version = 'newest',
  settings = {},
  vsix = [],
  linked = [],
  defaultWorkspace,
  env = {},
  port = 0,
  untrusted = false,
  stayAlive = false,
} = {}) {
  const installed = await installServer(version);
  const data = temporaryFolder('server');
  const args = [
    installed.script,
    '--accept-server-license-terms',
    ...['--server-data-dir', data.path],
    ...['--extensions-dir', join(data.path, 'extensions')],
    '--disable-telemetry',
  ];
  // No gallery: a test asks no server on the internet for anything.
  const environment = { ...process.env, EXTENSIONS_GALLERY: '{}', ...env };
  try {
    const user = join(data.path, 'data/User');
    await mkdir(user, { recursive: true });
    /** @param {Record<string, unknown>} own */
    const writeSettings = (own) => {
      const all = { ...quietSettings, ...(untrusted ? untrustedSettings : {}), ...own };
      return writeFile(join(user, 'settings.json'), JSON.stringify(all, null, 2));
    };
    await writeSettings(settings);
    const extensions = join(data.path, 'extensions');
    await mkdir(extensions);
    for (const [i, folder] of linked.entries()) await symlink(folder, join(extensions, `linked-${i}`));
    for (const file of vsix) {
      const output = await run(installed.node, [...args, '--install-extension', file], {
        env: environment,
        timeout: START_MS,
        what: `installing ${file}`,
      });
      if (!output.includes('successfully installed'))
        throw new Error(`${file} was not installed:\n${output}`);
    }
    const server = start(
      installed.node,
      [
        ...args,
        ...['--host', '127.0.0.1', '--port', String(port)],
        '--without-connection-token',
        ...(untrusted ? [] : ['--disable-workspace-trust']),
        ...(defaultWorkspace ? ['--default-workspace', defaultWorkspace] : []),
        // The user's shell profile is none of a test's business, and slow.
        '--force-disable-user-env',
        // A workbench that is built, and not run from source, takes test parameters only with this.
        '--enable-smoke-test-driver',
        // A safety net for when this process is killed so hard that it cannot clean up.
        ...(stayAlive ? [] : ['--enable-remote-auto-shutdown']),
      ],
      { env: environment },
    );
    const what = `VS Code ${installed.version} (server)`;
    const [, actualPort] = await server.waitFor(/Extension host agent listening on (\d+)/, START_MS, what);
    return {
      version: installed.version,
      port: Number(actualPort),
      url: `http://127.0.0.1:${actualPort}/`,
      ended: server.ended,
      tail: server.tail,
      /** The user's settings of the next window. */
      writeSettings,
      async stop() {
        await server.stop();
        data.remove();
      },
    };
  } catch (error) {
    data.remove();
    throw error;
  }
}
