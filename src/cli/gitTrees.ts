/**
 * Two states of a workspace as Git knows them: a commit, and the working tree. A symbolic link is followed where it leads to a
 * file of the same state, which counts once, under its own name. Neither has submodules.
 */
import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { SkippedFile } from '../core/workspace/skipReason';
import { isWanted, readWithin, Unreadable, type FileTree } from './fileTree';
import { BlobReader } from './gitBlobs';
import type { Commit, Repository, Submodule } from './gitProcess';
import { Boundary, followLinks } from './links';

/** A state that Git knows. */
export interface GitTree extends FileTree {
  readonly submodules: readonly Submodule[];
  /** Names submodules as not read: what changes in them is not known. */
  readonly skipSubmodules: (names: ReadonlySet<string>) => void;
}

/** No path is longer, and no link leads further. */
const MAX_LINK_BYTES = 4_096;

/** The files of a commit below the repository's folder. */
export class CommitTree implements GitTree {
  readonly submodules: readonly Submodule[];
  private readonly reader: BlobReader;
  private readonly links: ReadonlyMap<string, string>;
  private readonly files: readonly string[];
  private readonly skipped: SkippedFile[];

  /** @param paths what to list, named from the repository's folder; empty for all of it */
  constructor(
    repository: Repository,
    commit: Commit,
    private readonly paths: readonly string[],
  ) {
    const { blobs, links, submodules, badNames } = repository.filesOf(commit);
    const names = blobs.map(({ name }) => name);
    this.submodules = submodules;
    this.files = wanted(names, paths);
    this.reader = new BlobReader(repository, blobs, this.files);
    const targets = repository.contents(links.filter(({ size }) => size <= MAX_LINK_BYTES));
    this.links = new Map(links.map(({ name, id }) => [name, new TextDecoder().decode(targets.get(id))]));
    const unread = unreadLinks(wanted([...this.links.keys()], paths), new Set(this.files), this.follow);
    this.skipped = [...badlyNamed(badNames, paths), ...unread];
  }

  list(): ReturnType<FileTree['list']> {
    return { files: this.files, skipped: this.skipped };
  }

  isFile(name: string): boolean {
    const found = this.follow(name);
    return found === undefined || this.reader.has(found);
  }

  read(name: string): Uint8Array {
    return this.reader.read(this.follow(name) ?? outside());
  }

  skipSubmodules(names: ReadonlySet<string>): void {
    this.skipped.push(...changedSubmodules(this.submodules, names, this.paths));
  }

  private readonly follow = (name: string): string | undefined =>
    followLinks(name, (each) => this.links.get(each));
}

/** The files on disk below the repository's folder that Git knows or does not ignore. */
export class WorkingTree implements GitTree {
  readonly submodules: readonly Submodule[];
  private readonly names: ReadonlySet<string>;
  /** What a sparse checkout leaves to Git. */
  private readonly sparse: BlobReader;
  private readonly files: readonly string[];
  private readonly skipped: SkippedFile[];
  private readonly boundary: Boundary;

  /** @param folder the repository's, on disk */
  constructor(
    repository: Repository,
    private readonly folder: string,
    private readonly paths: readonly string[],
  ) {
    const { names, sparse, submodules, badNames } = repository.workingFiles();
    this.names = new Set(names);
    this.submodules = submodules;
    this.boundary = new Boundary([folder]);
    const listed = wanted([...names, ...sparse.map(({ name }) => name)], paths);
    this.sparse = new BlobReader(repository, sparse, listed);
    this.files = listed.filter((name) => this.sparse.has(name) || isPlainFile(join(folder, name)));
    const links = listed.filter((name) => !this.sparse.has(name) && this.targetOf(name) !== undefined);
    const unread = unreadLinks(links, new Set(this.files), this.follow);
    this.skipped = [...badlyNamed(badNames, paths), ...unread];
  }

  list(): ReturnType<FileTree['list']> {
    return { files: this.files, skipped: this.skipped };
  }

  isFile(name: string): boolean {
    const found = this.follow(name);
    if (found === undefined) return true;
    return this.sparse.has(found) || (this.names.has(found) && isPlainFile(join(this.folder, found)));
  }

  read(name: string): Uint8Array {
    const found = this.follow(name) ?? outside();
    if (this.sparse.has(found)) return this.sparse.read(found);
    // A folder that Git knows may be a link on disk.
    return readWithin(this.boundary, join(this.folder, found));
  }

  skipSubmodules(names: ReadonlySet<string>): void {
    this.skipped.push(...changedSubmodules(this.submodules, names, this.paths));
  }

  private readonly follow = (name: string): string | undefined =>
    followLinks(name, (each) => this.targetOf(each));

  private targetOf(name: string): string | undefined {
    if (!this.names.has(name)) return undefined;
    const path = join(this.folder, name);
    return isLink(path) ? readlinkSync(path) : undefined;
  }
}

function outside(): never {
  throw new Unreadable({ kind: 'symbolicLink' });
}

function wanted(names: readonly string[], paths: readonly string[]): string[] {
  return names.filter((name) => paths.some((path) => isWanted(name, path))).sort();
}

/** The links among Python files that lead to something that is not read under its own name. */
function unreadLinks(
  links: readonly string[],
  files: ReadonlySet<string>,
  follow: (name: string) => string | undefined,
): SkippedFile[] {
  return links
    .filter((name) => !files.has(follow(name) ?? ''))
    .map((file) => ({ file, reason: { kind: 'symbolicLink' } }));
}

/** The submodules that are another commit before and after a change, or that come or go with it. */
export function submodulesThatDiffer(before: GitTree, after: GitTree): ReadonlySet<string> {
  const ids = (tree: GitTree): Map<string, string> =>
    new Map(tree.submodules.map(({ name, id }) => [name, id]));
  const [was, is] = [ids(before), ids(after)];
  return new Set([...was.keys(), ...is.keys()].filter((name) => was.get(name) !== is.get(name)));
}

function changedSubmodules(
  submodules: readonly Submodule[],
  names: ReadonlySet<string>,
  paths: readonly string[],
): SkippedFile[] {
  const isAsked = (name: string): boolean =>
    paths.some(
      (path) =>
        path === '' || path === name || `${name}/`.startsWith(`${path}/`) || path.startsWith(`${name}/`),
    );
  return submodules
    .filter(({ name }) => names.has(name) && isAsked(name))
    .map(({ name: file }) => ({ file, reason: { kind: 'changedSubmodule' } }));
}

function badlyNamed(names: readonly string[], paths: readonly string[]): SkippedFile[] {
  return wanted(names, paths).map((file) => ({ file, reason: { kind: 'nameNotUtf8' } }));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
