// The folders a VS Code under test works on: copies, so that no test and no picture changes the repository.
import { cp, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { temporaryFolder } from './processes.mjs';

/**
 * @param {string | string[]} folders one folder, or several for a multi-root workspace
 * @param {boolean} [copy] false to work on the folders themselves
 */
export async function prepareWorkspace(folders, copy = true) {
  const temporary = temporaryFolder('workspace');
  const originals = [folders].flat();
  const inUse = copy ? originals.map((folder) => join(temporary.path, basename(folder))) : originals;
  if (copy) {
    const isSource = (path) => !/(^|[\\/])(\.git|node_modules)$/.test(path);
    await Promise.all(originals.map((from, i) => cp(from, inUse[i], { recursive: true, filter: isSource })));
  }
  let file;
  if (Array.isArray(folders)) {
    file = join(temporary.path, 'test.code-workspace');
    await writeFile(file, JSON.stringify({ folders: inUse.map((path) => ({ path })) }));
  }
  return {
    folders: inUse,
    /** What VS Code opens: a folder, or a workspace file. */
    path: file ?? inUse[0],
    isFile: file !== undefined,
    /** Where a file of the originals is now. */
    locate(path) {
      const at = originals.findIndex((folder) => !relative(folder, path).startsWith('..'));
      return at < 0 ? path : join(inUse[at], relative(originals[at], path));
    },
    remove: temporary.remove,
  };
}
