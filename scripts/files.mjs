// The files below a folder whose path matches, sorted: fs.globSync is not there in Node 20.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export function globSync(folder, pattern) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => pattern.test(path))
    .sort();
}
