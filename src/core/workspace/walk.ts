/** Which files below a folder are read. Who walks lists the folders; what is in them is decided here, for every walker alike. */
import { RuleSteps, type ExcludeRules } from './excludeRules';
import { isScanned, isSkippedFolder } from './fileKinds';

/** What a folder holds; of a symbolic link what it leads to. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly link: boolean;
}

/** The name of the file in each folder that says what is left out from there on. */
export const IGNORE_FILE = '.gitignore';

/** A walk over a folder. Paths are from that folder, with `/`; the folder itself is the empty path. */
export class Walk {
  /** The files that are read, in no order. */
  readonly files = new Set<string>();
  /** Files of that kind that are there and left out. */
  private readonly hidden = new Set<string>();
  /** Folders that are there and not entered. */
  private readonly closed = new Set<string>();
  private readonly entered = new Set<string>();
  private readonly ignores = new Map<string, ExcludeRules>();
  private readonly steps = new RuleSteps();
  private found: string[] = [''];
  private links: string[] = [];

  constructor(private readonly excludes?: ExcludeRules) {}

  /**
   * The folders to list next, each to be taken or closed before the next call; none at the end. Symbolic links to folders
   * come last, so that a folder that has a name of its own here is read under that.
   */
  next(): readonly string[] {
    const found = this.found.length > 0 ? this.found : this.links.splice(0, 1);
    this.found = [];
    return found;
  }

  /** Takes what is in a folder, with the rules of its `.gitignore` where it has one. */
  take(folder: string, entries: readonly Entry[], ignores: ExcludeRules | undefined): void {
    this.entered.add(folder);
    if (ignores) this.ignores.set(folder, ignores);
    for (const { name, kind, link } of entries) {
      const path = below(folder, name);
      if (kind === 'file') this.takeFile(path);
      else if (this.isLeftOut(path, true)) this.closed.add(path);
      else (link ? this.links : this.found).push(path);
    }
  }

  /** A folder that could not be listed, or was listed under another name. */
  close(folder: string): void {
    this.closed.add(folder);
  }

  /** A file that is read under another name. */
  hide(path: string): void {
    if (this.files.delete(path)) this.hidden.add(path);
  }

  /** The walk is at its end for now: what changes later has work of its own. */
  rest(): void {
    this.steps.refill();
  }

  /** Something has come to be at a path: whether it is a file that is read. */
  addFile(path: string): boolean {
    if (!this.entered.has(parent(path))) return false;
    this.takeFile(path);
    return this.files.has(path);
  }

  /** A folder has come to be: `next` gives it if it is to be listed. */
  addFolder(path: string): void {
    if (this.entered.has(path) || !this.entered.has(parent(path))) return;
    if (this.isLeftOut(path, true)) this.closed.add(path);
    else this.found.push(path);
  }

  /** What was at a path has gone, a file or a folder with all below it: the files among that. */
  remove(path: string): readonly string[] {
    const isGone = (each: string): boolean => each === path || each.startsWith(`${path}/`);
    const gone = this.entered.has(path)
      ? [...this.files].filter(isGone)
      : [path].filter((each) => this.files.has(each));
    for (const each of gone) this.files.delete(each);
    this.hidden.delete(path);
    this.closed.delete(path);
    if (this.entered.has(path))
      for (const known of [this.hidden, this.closed, this.entered, this.ignores])
        for (const each of [...known.keys()]) if (isGone(each)) known.delete(each);
    return gone;
  }

  /** The part of a path that begins what the walk does not know, such as `a/new` of `a/new/x/y.py`; undefined where it knows it, or leaves it out. */
  unknownPart(path: string): string | undefined {
    if (this.isLeftOutWhole(path)) return undefined;
    return prefixes(path).find((part) => !this.entered.has(part));
  }

  /** Whether a path is, or is below, a folder that was not entered. */
  isLeftOutWhole(path: string): boolean {
    return prefixes(path).some((part) => this.closed.has(part));
  }

  /** Whether a file at a path would be left out, there or not. */
  leavesOut(path: string): boolean {
    const parts = prefixes(path);
    return this.isLeftOutWhole(path) || parts.some((part, i) => this.isLeftOut(part, i < parts.length - 1));
  }

  isEntered(folder: string): boolean {
    return this.entered.has(folder);
  }

  /** Whether there is a file at a path, as far as the walk can tell: below a folder that was not entered it cannot. */
  has(path: string): boolean | undefined {
    if (this.files.has(path) || this.hidden.has(path)) return true;
    return this.isLeftOutWhole(path) ? undefined : false;
  }

  private takeFile(path: string): void {
    if (isScanned(path)) (this.isLeftOut(path, false) ? this.hidden : this.files).add(path);
  }

  /** The nearest rule decides; what is in a folder that is left out is not asked about. */
  private isLeftOut(path: string, isFolder: boolean): boolean {
    if (isFolder && isSkippedFolder(path.slice(path.lastIndexOf('/') + 1))) return true;
    if (this.excludes?.decide(path, isFolder, this.steps)) return true;
    if (this.ignores.size === 0) return false;
    for (let folder = parent(path); ; folder = parent(folder)) {
      const from = folder === '' ? path : path.slice(folder.length + 1);
      const decided = this.ignores.get(folder)?.decide(from, isFolder, this.steps);
      if (decided !== undefined) return decided;
      if (folder === '') return false;
    }
  }
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `a`, `a/b` and `a/b/c` of `a/b/c`. */
function prefixes(path: string): string[] {
  const names = path.split('/');
  return names.map((_, i) => names.slice(0, i + 1).join('/'));
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
