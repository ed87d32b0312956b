// The folders a VS Code under test works on: copies, so that no test and no picture changes the repository.
import { cp, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { root } from './paths.mjs';
import { temporaryFolder } from './processes.mjs';

/** The examples' sample bill and the team file that names it. */
const BILL = [join(root, 'examples/billing'), join(root, 'examples/modal-cost.json')];

/**
 * @param {string | string[]} folders one folder, or several for a multi-root workspace
 * @param {boolean} [copy] false to work on the folders themselves
 * @param {boolean} [withBill] whether a copy of the examples has their sample bill: tests write team files of their own
 */
export async function prepareWorkspace(folders, copy = true, withBill = false) {
  const temporary = temporaryFolder('workspace');
  const pairs = [folders]
    .flat()
    .map((from) => ({ from, to: copy ? join(temporary.path, basename(from)) : from }));
  const inUse = pairs.map(({ to }) => to);
  if (copy) {
    /** @param {string} path */
    const isSource = (path) =>
      !/(^|[\\/])(\.git|node_modules)$/.test(path) && (withBill || !BILL.includes(path));
    await Promise.all(pairs.map(({ from, to }) => cp(from, to, { recursive: true, filter: isSource })));
  }
  let file;
  if (Array.isArray(folders)) {
    file = join(temporary.path, 'test.code-workspace');
    await writeFile(file, JSON.stringify({ folders: inUse.map((path) => ({ path })) }));
  }
  return {
    folders: inUse,
    /** What VS Code opens: a folder, or a workspace file. */
    path: file ?? inUse[0] ?? temporary.path,
    isFile: file !== undefined,
    /** Where a file of the originals is now. @param {string} path */
    locate(path) {
      const found = pairs.find(({ from }) => !relative(from, path).startsWith('..'));
      return found ? join(found.to, relative(found.from, path)) : path;
    },
    remove: temporary.remove,
  };
}
