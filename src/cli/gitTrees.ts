/**
 * Two states of a workspace as Git knows them: a commit, and the working tree. Neither has submodules, and neither follows
 * symbolic links: what one leads to counts once, under its own name, or is not read.
 */
import { lstatSync, readlinkSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { SkippedFile } from '../core/workspace/skipReason';
import { tooLarge } from '../core/workspace/fileKinds';
import { isWanted, readFile, Unreadable, type FileTree } from './fileTree';
import type { Blob, Commit, Repository } from './gitProcess';

/** The files of a commit below the repository's folder. */
export class CommitTree implements FileTree {
  private readonly reader: BlobReader;
  private readonly files: readonly string[];
  private readonly skipped: readonly SkippedFile[];

  /** @param paths what to list, named from the repository's folder; empty for all of it */
  constructor(repository: Repository, commit: Commit, paths: readonly string[]) {
    const { blobs, links, badNames } = repository.filesOf(commit);
    const names = blobs.map(({ name }) => name);
    this.files = wanted(names, paths);
    this.reader = new BlobReader(repository, blobs, this.files);
    const ids = new Map(links.map((link) => [link.name, link]));
    const targetOf = (name: string): string => {
      const content = repository.contents([ids.get(name)!]).get(ids.get(name)!.id);
      return new TextDecoder().decode(content);
    };
    const unread = unreadLinks(wanted([...ids.keys()], paths), new Set(this.files), targetOf);
    this.skipped = [...badlyNamed(badNames, paths), ...unread];
  }

  list(): ReturnType<FileTree['list']> {
    return { files: this.files, skipped: this.skipped };
  }

  isFile(name: string): boolean {
    return this.reader.has(name);
  }

  read(name: string): Uint8Array {
    return this.reader.read(name);
  }
}

/** The files on disk below the repository's folder that Git knows or does not ignore. */
export class WorkingTree implements FileTree {
  private readonly names: ReadonlySet<string>;
  /** What a sparse checkout leaves to Git. */
  private readonly sparse: BlobReader;
  private readonly files: readonly string[];
  private readonly skipped: readonly SkippedFile[];

  /** @param folder the repository's, on disk */
  constructor(
    repository: Repository,
    private readonly folder: string,
    paths: readonly string[],
  ) {
    const { names, sparse, badNames } = repository.workingFiles();
    this.names = new Set(names);
    const listed = wanted([...names, ...sparse.map(({ name }) => name)], paths);
    this.sparse = new BlobReader(repository, sparse, listed);
    this.files = listed.filter((name) => this.isFile(name));
    const links = listed.filter((name) => !this.sparse.has(name) && isLink(join(folder, name)));
    const targetOf = (name: string): string => readlinkSync(join(folder, name));
    const unread = unreadLinks(links, new Set(this.files), targetOf);
    this.skipped = [...badlyNamed(badNames, paths), ...unread];
  }

  list(): ReturnType<FileTree['list']> {
    return { files: this.files, skipped: this.skipped };
  }

  isFile(name: string): boolean {
    return this.sparse.has(name) || (this.names.has(name) && isPlainFile(join(this.folder, name)));
  }

  read(name: string): Uint8Array {
    return this.sparse.has(name) ? this.sparse.read(name) : readFile(join(this.folder, name));
  }
}

/** So many bytes are read ahead, in the order that files are listed in. */
const AHEAD_BYTES = 16e6;

/** Contents that Git has, by name. What is asked for in order is read in few calls. */
class BlobReader {
  private readonly blobs: ReadonlyMap<string, Blob>;
  private readonly order: ReadonlyMap<string, number>;
  private ahead: ReadonlyMap<string, Uint8Array> = new Map();

  constructor(
    private readonly repository: Repository,
    blobs: readonly Blob[],
    private readonly listed: readonly string[],
  ) {
    this.blobs = new Map(blobs.map((blob) => [blob.name, blob]));
    this.order = new Map(listed.map((name, i) => [name, i]));
  }

  has(name: string): boolean {
    return this.blobs.has(name);
  }

  read(name: string): Uint8Array {
    const blob = this.blobs.get(name);
    if (!blob) throw new Unreadable({ kind: 'noSuchFile' });
    const reason = tooLarge(name, blob.size);
    if (reason) throw new Unreadable(reason);
    const at = this.order.get(name);
    if (at !== undefined && !this.ahead.has(blob.id)) this.ahead = this.repository.contents(this.from(at));
    const bytes = this.ahead.get(blob.id) ?? this.repository.contents([blob]).get(blob.id);
    if (!bytes) throw new Unreadable({ kind: 'notInClone' });
    return bytes;
  }

  private from(at: number): Blob[] {
    const next: Blob[] = [];
    let bytes = 0;
    for (let i = at; i < this.listed.length && bytes < AHEAD_BYTES; i++) {
      const blob = this.blobs.get(this.listed[i]!);
      if (!blob || tooLarge(blob.name, blob.size)) continue;
      next.push(blob);
      bytes += blob.size;
    }
    return next;
  }
}

function wanted(names: readonly string[], paths: readonly string[]): string[] {
  return names.filter((name) => paths.some((path) => isWanted(name, path))).sort();
}

/** The links among Python files that lead to something that is not read under its own name. */
function unreadLinks(
  links: readonly string[],
  files: ReadonlySet<string>,
  targetOf: (name: string) => string,
): SkippedFile[] {
  const isRead = (name: string): boolean =>
    files.has(posix.join(posix.dirname(name), targetOf(name).replaceAll('\\', '/')));
  return links.filter((name) => !isRead(name)).map((file) => ({ file, reason: { kind: 'symbolicLink' } }));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function badlyNamed(names: readonly string[], paths: readonly string[]): SkippedFile[] {
  return wanted(names, paths).map((file) => ({ file, reason: { kind: 'nameNotUtf8' } }));
}

function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
