import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { TEAM_FILE } from '../core/review/team/team';
import { currentFolder, folderOf, pathWithin } from './fileTree';
import { oneLine } from '../core/render/escape';
import { UsageError } from './options';

/**
 * The folder that files are named from and whose team file holds: the nearest with one, from the first path's folder up to
 * the current one; null where there is none. All paths lie in it.
 */
export function teamFolder(paths: readonly string[]): string | null {
  if (paths.length === 0) return null;
  const here = currentFolder(paths);
  const first = existingFolder(paths[0]!) ?? dirname(resolve(paths[0]!));
  const isIn = (folder: string): boolean => paths.every((path) => pathWithin(folder, path) !== undefined);
  for (let folder = first; ; folder = dirname(folder)) {
    if (isIn(folder) && existsSync(join(folder, TEAM_FILE))) return folder;
    if (here === undefined || folder === here || pathWithin(here, folder) === undefined) return null;
  }
}

function existingFolder(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? resolve(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Where a review looks: files are named from `root`; `names` are the paths from there, empty for all of it. */
export interface Place {
  readonly root: string;
  readonly paths: readonly string[];
  readonly names: readonly string[];
  /** From the current folder to the root, with a `/` at the end; empty where they are the same, or far apart. */
  readonly prefix: string;
}

/** The team's folder; else the current folder for paths in it, and for others the folder of the first. */
export function placeOf(given: readonly string[]): Place {
  const paths = given.length === 0 ? ['.'] : given;
  const here = currentFolder(paths);
  const isHere = (path: string): boolean => here !== undefined && pathWithin(here, path) !== undefined;
  const root = teamFolder(paths) ?? (here !== undefined && paths.every(isHere) ? here : folderOf(paths));
  const names = paths.map((path) => {
    const name = pathWithin(root, path);
    if (name === undefined)
      throw new UsageError(
        `${oneLine(path)} is outside ${oneLine(root)}: give paths in one folder, or run modal-cost in a folder that contains them all`,
      );
    return name;
  });
  const below = here === undefined ? '' : (pathWithin(here, root) ?? '');
  return { root, paths, names, prefix: below === '' ? '' : `${below}/` };
}
