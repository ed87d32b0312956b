import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { SkippedFile } from '../core/render/scanJson';
import { UsageError } from './options';

/** One state of a workspace: a folder on disk, or what Git has of it. Files are named from its root, with `/`. */
export interface FileTree {
  /** The files to scan, by name; and what cannot be looked into, with the reason. */
  readonly list: () => { readonly files: readonly string[]; readonly skipped: readonly SkippedFile[] };
  readonly isFile: (name: string) => boolean;
  /** The bytes of a file. Throws `Unreadable`. */
  readonly read: (name: string) => Uint8Array;
}

/** Why one file cannot be read; it never stops the rest. */
export class Unreadable extends Error {}

/** A larger file is generated or no code; it is skipped and named. */
export const MAX_FILE_BYTES = 5_000_000;

export const TOO_LARGE = `larger than ${MAX_FILE_BYTES / 1e6} MB`;

/** Folders that hold no code of the workspace's own. */
const SKIPPED_FOLDERS = new Set([
  '.git',
  'node_modules',
  '__pycache__',
  '.venv',
  'venv',
  'site-packages',
  '.tox',
  '.mypy_cache',
]);

/** Whether a file below a path (named from the same root, empty for the root) is one to scan. */
export function isWanted(file: string, path: string): boolean {
  if (file === path) return true;
  if (!file.endsWith('.py') || (path !== '' && !file.startsWith(`${path}/`))) return false;
  const folders = file.slice(path.length).split('/').slice(0, -1);
  return !folders.some((folder) => SKIPPED_FOLDERS.has(folder));
}

/** The files below some paths on disk. */
export class DiskTree implements FileTree {
  private readonly skipped: SkippedFile[] = [];

  /** @param root what files are named from; the folder of the first path by default */
  constructor(
    private readonly paths: readonly string[],
    private readonly root: string = folderOf(paths),
  ) {
    for (const path of paths) assertReadable(path);
  }

  list(): ReturnType<FileTree['list']> {
    const files = [...new Set(this.paths.flatMap((path) => this.filesBelow(resolve(path))))].sort();
    return { files: files.map((path) => this.name(path)), skipped: this.skipped };
  }

  isFile(name: string): boolean {
    return statOf(join(this.root, name))?.isFile() ?? false;
  }

  read(name: string): Uint8Array {
    return readFile(join(this.root, name));
  }

  private name(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }

  private filesBelow(start: string): string[] {
    const files: string[] = [];
    // Each folder once, by its own name where it has one here: symbolic links come last.
    const entered = new Set<string>();
    const pending = [start];
    const links: string[] = [];
    for (let path = pending.pop(); path !== undefined; path = pending.pop() ?? links.shift()) {
      try {
        const stat = statOf(path);
        if (stat?.isFile() && (path.endsWith('.py') || path === start)) files.push(path);
        if (!stat?.isDirectory() || entered.has(realpathSync(path))) continue;
        entered.add(realpathSync(path));
        for (const entry of readdirSync(path, { withFileTypes: true }))
          if (!SKIPPED_FOLDERS.has(entry.name))
            (entry.isSymbolicLink() ? links : pending).push(join(path, entry.name));
      } catch (error) {
        this.skip(this.name(path), reasonOf(error));
      }
    }
    return files;
  }

  private skip(file: string, reason: string): void {
    if (!this.skipped.some((each) => each.file === file)) this.skipped.push({ file, reason });
  }
}

/** Reads a file of at most `MAX_FILE_BYTES`. Throws `Unreadable`. */
export function readFile(path: string): Uint8Array {
  try {
    if (statSync(path).size <= MAX_FILE_BYTES) return readFileSync(path);
  } catch (error) {
    throw new Unreadable(reasonOf(error));
  }
  throw new Unreadable(TOO_LARGE);
}

/** The folder that the first of some paths is, or is in. */
export function folderOf([first]: readonly string[]): string {
  if (first === undefined) throw new UsageError('name a file or folder to scan');
  assertReadable(first);
  return statOf(first)!.isDirectory() ? resolve(first) : resolve(first, '..');
}

/** A path from a root, with `/`; empty for the root itself, undefined for what is outside. */
export function pathWithin(root: string, path: string): string | undefined {
  const name = relative(root, resolve(path)).split(sep).join('/');
  return name === '..' || name.startsWith('../') || isAbsolute(name) ? undefined : name;
}

function statOf(path: string): ReturnType<typeof statSync> {
  return statSync(path, { throwIfNoEntry: false });
}

function assertReadable(path: string): void {
  let reason = 'no such file or folder';
  try {
    if (statOf(path)) return;
  } catch (error) {
    reason = reasonOf(error);
  }
  throw new UsageError(`${path}: ${reason}`);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    ENOENT: 'gone while it was read',
    ENOTDIR: 'no such file or folder',
    ELOOP: 'a symbolic link that leads back to itself',
  };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
