/**
 * Symbolic links of a workspace. A pull request may bring one that leads to what its runner keeps secret, such as
 * `modal-cost.json` to `/proc/self/environ`: what lies outside is not read, and neither are Git's own files.
 */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** As systems have it. */
const MAX_LINKS = 40;

/**
 * Where a name leads in a tree of files, with `/`, by the links in that; undefined for one that leads out of the tree, or round
 * in a circle.
 * @param targetOf what a name of the tree is a link to; undefined for what is no link
 */
export function followLinks(
  name: string,
  targetOf: (name: string) => string | undefined,
): string | undefined {
  const ahead = name.split('/').reverse();
  const found: string[] = [];
  let links = 0;
  for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (found.pop() === undefined) return undefined;
      continue;
    }
    found.push(part);
    const target = targetOf(found.join('/'));
    if (target === undefined) continue;
    if (++links > MAX_LINKS || isAbsolute(target)) return undefined;
    found.pop();
    ahead.push(...target.split('/').reverse());
  }
  return found.includes('.git') ? undefined : found.join('/');
}

/** Folders on disk that may be read, wherever their links lead in them. */
export class Boundary {
  private readonly roots: readonly string[];
  private readonly folders = new Map<string, string>();
  /** Whether a folder is one of them, or in one. */
  private readonly within = new Map<string, boolean>();

  constructor(roots: readonly string[]) {
    this.roots = roots.map((root) => realpathSync(root));
  }

  /**
   * What a command may read: the folder that files are named from, the current one where that holds it, and for paths that are in
   * neither the folders that these name. A path below one of them is no reason to follow where it leads.
   */
  static around(folder: string, paths: readonly string[]): Boundary {
    const here = currentFolder();
    const own = resolve(folder);
    const roots = here !== undefined && isIn(here, own) ? [own, here] : [own];
    const others = paths
      .map((path) => resolve(path))
      .filter((path) => !roots.some((root) => isIn(root, path)));
    return new Boundary([
      ...roots,
      ...others.map((path) => (statSync(path).isDirectory() ? path : dirname(path))),
    ]);
  }

  /** Whether a path leads into one of them; also one that leads nowhere. */
  holds(path: string): boolean {
    const real = this.real(path);
    return real === undefined || this.isWithin(real);
  }

  /** Whether that is known of a path as long as it is no link itself: looked up once for all files of a folder. */
  holdsPlain(path: string): boolean {
    const folder = dirname(path);
    let isWithin = this.within.get(folder);
    if (isWithin === undefined)
      try {
        this.within.set(folder, (isWithin = this.isWithin(this.realFolder(folder))));
      } catch {
        return false;
      }
    return isWithin && basename(path) !== '.git';
  }

  private isWithin(real: string): boolean {
    return this.roots.some((root) => nameIn(root, real)?.split(sep).includes('.git') === false);
  }

  /** Paths that lead to different files: of those to one file the one with fewest links in it, or the first. */
  distinct(paths: readonly string[]): string[] {
    const found = new Map<string, { readonly path: string; readonly links: number }>();
    for (const path of paths) {
      const real = this.real(path) ?? path;
      const known = found.get(real);
      const links = this.linksIn(path, known?.links);
      if (!known || links < known.links) found.set(real, { path, links });
    }
    return Array.from(found.values(), ({ path }) => path);
  }

  /** How many of a path's names are links, counted up to a number. */
  private linksIn(path: string, most = Infinity): number {
    let links = 0;
    for (let at = path; links < most && at !== dirname(at); at = dirname(at))
      if (lstatSync(at).isSymbolicLink()) links++;
    return links;
  }

  /** A path without links; undefined for one that leads nowhere. */
  real(path: string): string | undefined {
    try {
      return lstatSync(path).isSymbolicLink()
        ? realpathSync(path)
        : join(this.realFolder(dirname(path)), basename(path));
    } catch {
      return undefined;
    }
  }

  private realFolder(folder: string): string {
    let real = this.folders.get(folder);
    if (real === undefined) this.folders.set(folder, (real = realpathSync(folder)));
    return real;
  }
}

/** Undefined where it has been deleted. */
function currentFolder(): string | undefined {
  try {
    return resolve('.');
  } catch {
    return undefined;
  }
}

function isIn(root: string, path: string): boolean {
  return nameIn(root, path) !== undefined;
}

/** What a path is called from a folder; undefined for one that is not in it. Both are absolute, without links. */
function nameIn(root: string, path: string): string | undefined {
  if (path.startsWith(root) && path[root.length] === sep) return path.slice(root.length + 1);
  const name = relative(root, path);
  return name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name) ? undefined : name;
}
