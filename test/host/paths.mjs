// Where things are. Walking up to package.json, and not a relative path, because the tests that use the hosts are
// bundled into out/, where import.meta.url names another folder than it does here.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param {string} folder @returns {string} */
function findRoot(folder) {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package-lock.json above the test hosts');
  return findRoot(parent);
}

export const root = findRoot(dirname(fileURLToPath(import.meta.url)));
/** Git-ignored, and the folder that @vscode/test-electron uses too. */
export const cache = join(root, '.vscode-test');
export const testsPath = join(root, 'out/test/integration/index.cjs');
export const driver = join(root, 'test/host/driver');
/** The tests of the web-worker host, as the extension that they are there. */
export const webTests = join(root, 'out/test/web');
