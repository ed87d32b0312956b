import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { dayOf } from '../common/dayOf';
import { UserError } from '../core/userError';
import { ExcludeRules } from '../core/workspace/excludeRules';
import { isScanned, isSkippedFolder, MAX_FILE_BYTES, tooLarge } from '../core/workspace/fileKinds';
import { skipReasonText } from '../core/render/words/skipReasons';
import { systemError, type SkipReason, type SkippedFile } from '../core/workspace/skipReason';
import { IGNORE_FILE, Walk, type Entry } from '../core/workspace/walk';
import { UsageError } from './options';

/** One state of a workspace: a folder on disk, or what Git has of it. Files are named from its root, with `/`. */
export interface FileTree {
  /** The files to scan, by name; and what cannot be looked into, with the reason. */
  readonly list: () => { readonly files: readonly string[]; readonly skipped: readonly SkippedFile[] };
  readonly isFile: (name: string) => boolean;
  /** The bytes of a file. Throws `Unreadable`. */
  readonly read: (name: string) => Uint8Array;
  /** The day on which a file was last changed; undefined for what Git has, where that is the day of a checkout. */
  readonly dateOf?: (name: string) => string;
  /** The folder on disk that files are named from; undefined for what Git has. */
  readonly rootPath?: string;
}

/** Why one file cannot be read; it never stops the rest. */
export class Unreadable extends UserError {
  constructor(readonly reason: SkipReason) {
    super(skipReasonText(reason));
  }
}

/** Whether a file below a path (named from the same root, empty for the root) is one to scan. */
export function isWanted(file: string, path: string): boolean {
  if (file === path) return true;
  if (!isScanned(file) || (path !== '' && !file.startsWith(`${path}/`))) return false;
  const folders = file.slice(path.length).split('/').slice(0, -1);
  return !folders.some(isSkippedFolder);
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

  get rootPath(): string {
    return this.root;
  }

  isFile(name: string): boolean {
    return statOf(join(this.root, name))?.isFile() ?? false;
  }

  read(name: string): Uint8Array {
    return readFile(join(this.root, name));
  }

  dateOf(name: string): string {
    return dateOf(join(this.root, name));
  }

  private name(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }

  private filesBelow(start: string): readonly string[] {
    if (!statOf(start)?.isDirectory()) return [start];
    const walk = new Walk(undefined, isScanned);
    // Each folder once, whatever its names.
    const entered = new Set<string>();
    const enter = (folder: string): void => {
      const path = join(start, folder);
      try {
        const real = realpathSync(path);
        if (entered.has(real)) {
          walk.close(folder);
          return;
        }
        entered.add(real);
        walk.take(folder, this.entriesOf(path), ignoresOf(path));
      } catch (error) {
        walk.close(folder);
        this.skip(this.name(path), reasonOf(error));
      }
    };
    for (let folders = walk.next(); folders.length > 0; folders = walk.next()) folders.forEach(enter);
    return [...walk.files].map((file) => join(start, file));
  }

  private entriesOf(folder: string): Entry[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry): Entry[] => {
      const { name } = entry;
      const link = entry.isSymbolicLink();
      try {
        const target = link ? statOf(join(folder, name)) : entry;
        if (!target?.isDirectory() && !target?.isFile()) return [];
        return [{ name, link, kind: target.isDirectory() ? 'folder' : 'file' }];
      } catch (error) {
        this.skip(this.name(join(folder, name)), reasonOf(error));
        return [];
      }
    });
  }

  private skip(file: string, reason: SkipReason): void {
    if (!this.skipped.some((each) => each.file === file)) this.skipped.push({ file, reason });
  }
}

/** The rules of a folder's `.gitignore`, where it has one. */
function ignoresOf(folder: string): ExcludeRules | undefined {
  const path = join(folder, IGNORE_FILE);
  const stat = statOf(path);
  if (!stat?.isFile() || stat.size > MAX_FILE_BYTES) return undefined;
  return ExcludeRules.ofGitignore(readFileSync(path, 'utf8'));
}

/** The day on which a file on disk was last changed. */
export function dateOf(path: string): string {
  return dayOf(Number(statOf(path)?.mtimeMs ?? 0));
}

/** Reads a file that is not too large. Throws `Unreadable`. */
export function readFile(path: string): Uint8Array {
  let reason: SkipReason | undefined;
  try {
    reason = tooLarge(path, statSync(path).size);
    if (!reason) return readFileSync(path);
  } catch (error) {
    throw new Unreadable(reasonOf(error));
  }
  throw new Unreadable(reason);
}

/** The folder that the first of some paths is, or is in. */
export function folderOf([first]: readonly string[]): string {
  if (first === undefined) throw new UsageError('give a file or folder to scan');
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
  let reason: SkipReason = { kind: 'noSuchPath' };
  try {
    if (statOf(path)) return;
  } catch (error) {
    reason = reasonOf(error);
  }
  throw new UsageError(`${path}: ${skipReasonText(reason)}`);
}

function reasonOf(error: unknown): SkipReason {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'EACCES':
      return { kind: 'permissionDenied' };
    case 'ENOENT':
      return { kind: 'goneMeanwhile' };
    case 'ENOTDIR':
      return { kind: 'noSuchPath' };
    case 'ELOOP':
      return { kind: 'symlinkLoop' };
    default:
      return systemError(error);
  }
}
