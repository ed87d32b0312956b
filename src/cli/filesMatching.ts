import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { globMatches, literalFolder, type Glob } from '../core/review/team/glob';

/** More files and folders than these are not gone through for one glob. */
const MAX_ENTRIES = 20_000;
/** Folders deeper than this are not entered. */
const MAX_DEPTH = 12;

/**
 * The files that a glob matches, by their paths, in order; the path itself where it has no wildcards. A link is no file and
 * no folder here: it may lead anywhere.
 */
export function filesMatching(folder: string, glob: Glob): readonly string[] {
  if (glob.exact) return [join(folder, glob.source)];
  const found: string[] = [];
  const open = [literalFolder(glob)];
  let entries = 0;
  for (let at = open.pop(); at !== undefined && entries < MAX_ENTRIES; at = open.pop()) {
    for (const entry of entriesIn(join(folder, at))) {
      if (++entries > MAX_ENTRIES) break;
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory() && path.split('/').length < MAX_DEPTH) open.push(path);
      else if (entry.isFile() && globMatches(glob, path)) found.push(join(folder, path));
    }
  }
  return found.sort();
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
  } catch {
    // What cannot be listed has no file that could be read.
    return [];
  }
}
