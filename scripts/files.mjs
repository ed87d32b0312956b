import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files below a folder whose path matches, sorted: fs.globSync is not there in Node 20.
 * @param {string} folder @param {RegExp} pattern
 */
export function globSync(folder, pattern) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => pattern.test(path))
    .sort();
}
