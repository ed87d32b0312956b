import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { platform } from 'node:process';
import { dayOf } from '../common/dayOf';
import { UserError } from '../core/userError';
import { ExcludeRules } from '../core/workspace/excludeRules';
import { isPython, isScanned, isSkippedFolder, tooLarge } from '../core/workspace/fileKinds';
import { oneLine } from '../core/render/escape';
import { skipReasonText } from '../core/render/words/skipReasons';
import { systemError, type SkipReason, type SkippedFile } from '../core/workspace/skipReason';
import { IGNORE_FILE, Walk, type Entry } from '../core/workspace/walk';
import { Boundary } from './links';
import { UsageError } from './options';

/** One state of a workspace: a folder on disk, or what Git has of it. Files are named from its root, with `/`. */
export interface FileTree {
  /** The files to scan, by name; and what cannot be looked into, with the reason. */
  readonly list: () => { readonly files: readonly string[]; readonly skipped: readonly SkippedFile[] };
  /** Throws `Unreadable` where that cannot be told. */
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
  private readonly skipped = new Map<string, SkipReason>();
  /** What has been walked, by the names of the folders. */
  private readonly walks = new Map<string, Walk>();
  private readonly boundary: Boundary;
  private hasLinks = false;
  /** What the whole path of a file below the root begins with. */
  private readonly below: string;

  /**
   * @param root what files are named from; the folder of the first path by default
   * @param boundary what links may lead to
   */
  constructor(
    private readonly paths: readonly string[],
    private readonly root: string = folderOf(paths),
    boundary?: Boundary,
  ) {
    currentFolder(paths);
    for (const path of paths) assertReadable(path);
    this.boundary = boundary ?? Boundary.around(root, paths);
    this.below = join(resolve(root), sep);
    this.hasLinks = paths.some((path) => this.boundary.real(path) !== resolve(path));
  }

  list(): ReturnType<FileTree['list']> {
    const found = this.paths.map((path) => this.filesBelow(resolve(path)));
    const listed = (found.length === 1 ? [...found[0]!] : [...new Set(found.flat())]).sort();
    const files = this.hasLinks ? this.withoutLinks(listed) : listed;
    const skipped = [...this.skipped].map(([file, reason]) => ({ file, reason }));
    return { files: files.map((path) => this.name(path)), skipped };
  }

  get rootPath(): string {
    return this.root;
  }

  isFile(name: string): boolean {
    return (isPython(name) ? this.hasBeenSeen(name) : undefined) ?? isFile(join(this.root, name));
  }

  read(name: string): Uint8Array {
    return readWithin(this.boundary, join(this.root, name));
  }

  dateOf(name: string): string {
    return dateOf(join(this.root, name));
  }

  private name(path: string): string {
    const name = path.startsWith(this.below) ? path.slice(this.below.length) : relative(this.root, path);
    return sep === '/' ? name : name.split(sep).join('/');
  }

  /** Whether a Python file has been met on a walk; undefined where none can tell. */
  private hasBeenSeen(name: string): boolean | undefined {
    for (const [folder, walk] of this.walks) {
      if (folder !== '' && !name.startsWith(`${folder}/`)) continue;
      const seen = walk.has(folder === '' ? name : name.slice(folder.length + 1));
      if (seen !== undefined) return seen;
    }
    return undefined;
  }

  private filesBelow(start: string): readonly string[] {
    if (!statOf(start)?.isDirectory()) return [start];
    const walk = new Walk();
    // Each folder once, whatever its names.
    const entered = new Set<string>();
    const enter = (folder: string): void => {
      const path = join(start, folder);
      try {
        const real = realpathSync(path);
        const isWithin = this.boundary.holds(path);
        if (!isWithin) this.skip(path, { kind: 'symbolicLink' });
        if (!isWithin || entered.has(real)) {
          walk.close(folder);
          return;
        }
        entered.add(real);
        walk.take(folder, this.entriesOf(path), this.ignoresOf(path));
      } catch (error) {
        walk.close(folder);
        this.skip(path, reasonOf(error));
      }
    };
    for (let folders = walk.next(); folders.length > 0; folders = walk.next()) folders.forEach(enter);
    this.walks.set(this.name(start), walk);
    const prefix = join(start, sep);
    return Array.from(walk.files, (file) => (sep === '/' ? prefix + file : join(prefix, file)));
  }

  private entriesOf(folder: string): Entry[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry): Entry[] => {
      const { name } = entry;
      const link = entry.isSymbolicLink();
      try {
        const target = link ? statOf(join(folder, name)) : entry;
        if (!target?.isDirectory() && !target?.isFile()) return [];
        this.hasLinks ||= link;
        return [{ name, link, kind: target.isDirectory() ? 'folder' : 'file' }];
      } catch (error) {
        this.skip(join(folder, name), reasonOf(error));
        return [];
      }
    });
  }

  /** The rules of a folder's `.gitignore`, where it has one that can be read. */
  private ignoresOf(folder: string): ExcludeRules | undefined {
    const path = join(folder, IGNORE_FILE);
    try {
      return isFile(path) ? ExcludeRules.ofGitignore(new TextDecoder().decode(readFile(path))) : undefined;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.skip(path, error.reason);
      return undefined;
    }
  }

  /** Each file once, whatever links lead to it; those that lead out of the workspace are named and not followed. */
  private withoutLinks(paths: readonly string[]): string[] {
    const within = paths.filter((path) => {
      const isWithin = this.boundary.holds(path);
      if (!isWithin) this.skip(path, { kind: 'symbolicLink' });
      return isWithin;
    });
    return this.boundary.distinct(within).sort();
  }

  private skip(path: string, reason: SkipReason): void {
    const file = this.name(path);
    if (!this.skipped.has(file)) this.skipped.set(file, reason);
  }
}

/** The day on which a file on disk was last changed. */
export function dateOf(path: string): string {
  return dayOf(Number(statOf(path)?.mtimeMs ?? 0));
}

/** No file has a name that is longer than the system allows, or that holds a zero byte. */
const IMPOSSIBLE: ReadonlySet<unknown> = new Set(['ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

/** Whether there is a file at a path. Throws `Unreadable` where that cannot be told. */
export function isFile(path: string): boolean {
  try {
    return statOf(path)?.isFile() ?? false;
  } catch (error) {
    if (IMPOSSIBLE.has(codeOf(error))) return false;
    throw new Unreadable(reasonOf(error));
  }
}

/** Reads a file that is not too large, if its links lead to a place within a boundary. Throws `Unreadable`. */
export function readWithin(boundary: Boundary, path: string): Uint8Array {
  const bytes = boundary.holdsPlain(path) ? readPlain(path) : undefined;
  if (bytes) return bytes;
  if (!boundary.holds(path)) throw new Unreadable({ kind: 'symbolicLink' });
  return readFile(path);
}

/** To open what is no link, and not to wait for who writes to a pipe. Windows has neither. */
const PLAIN = platform === 'win32' ? undefined : constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** An ordinary file, with as few questions to the system as it takes; undefined for all that needs a closer look. */
function readPlain(path: string): Uint8Array | undefined {
  if (PLAIN === undefined) return undefined;
  let file: number | undefined;
  try {
    file = openSync(path, PLAIN);
    const stat = fstatSync(file);
    // What the system makes up as it is read has no size.
    if (!stat.isFile() || stat.size === 0 || tooLarge(path, stat.size)) return undefined;
    const bytes = Buffer.allocUnsafe(stat.size);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Reads a file that is not too large. Throws `Unreadable`. */
export function readFile(path: string): Uint8Array {
  let reason: SkipReason | undefined;
  try {
    const stat = statSync(path);
    // To read from a pipe, or from a device, may never end.
    reason = stat.isFile() ? tooLarge(path, stat.size) : { kind: 'notAFile' };
    if (!reason) return readFileSync(path);
  } catch (error) {
    throw new Unreadable(reasonOf(error, path));
  }
  throw new Unreadable(reason);
}

/** The folder that the first of some paths is, or is in. */
export function folderOf([first]: readonly string[]): string {
  if (first === undefined) throw new UsageError('give a file or folder to scan');
  currentFolder([first]);
  assertReadable(first);
  return statOf(first)!.isDirectory() ? resolve(first) : resolve(first, '..');
}

/** The current folder; undefined where it has been deleted. Throws UsageError where some paths are named from that. */
export function currentFolder(paths: readonly string[]): string | undefined {
  try {
    return resolve('.');
  } catch {
    const path = paths.find((each) => !isAbsolute(each));
    if (path === undefined) return undefined;
    throw new UsageError(`${path}: the current folder does not exist any more`);
  }
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
    const stat = statOf(path);
    if (stat?.isFile() || stat?.isDirectory()) return;
    if (stat) reason = { kind: 'notAFile' };
  } catch (error) {
    reason = reasonOf(error);
  }
  throw new UsageError(oneLine(`${path}: ${skipReasonText(reason)}`));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** @param path what was to be read, where it was listed under that name */
function reasonOf(error: unknown, path = ''): SkipReason {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return { kind: 'permissionDenied' };
    case 'ENOENT':
      // Node reads a name that is not UTF-8 with this character in place of what it cannot.
      return path.includes('\ufffd') ? { kind: 'nameNotUtf8' } : { kind: 'goneMeanwhile' };
    case 'ENOTDIR':
      return { kind: 'noSuchPath' };
    case 'ELOOP':
      return { kind: 'symlinkLoop' };
    default:
      return systemError(error);
  }
}
