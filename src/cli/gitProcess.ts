/** What is asked of `git`: always with arguments, never through a shell, and nothing that a repository could make run. */
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { oneLine } from '../core/render/escape';
import { HeldBlobs } from './heldBlobs';
import { UsageError } from './options';

/** A commit, and what it was asked for as. */
export interface Commit {
  readonly id: string;
  readonly asked: string;
}

/** A file that Git knows: its name from the folder asked from, and its content's id and size in bytes. */
export interface Blob {
  readonly name: string;
  readonly id: string;
  readonly size: number;
  /** Not so in a partial clone, which leaves contents elsewhere. */
  readonly isThere: boolean;
}

type Entry = Pick<Blob, 'name' | 'id'>;

/** Another repository in this one: its folder, and the commit of it that is used. */
export interface Submodule {
  readonly name: string;
  readonly id: string;
}

/** The most that one answer of Git may have, in bytes. */
const MAX_OUTPUT = 256e6;

/** Some patterns of a `.gitignore` keep Git busy for hours. */
const MAX_MINUTES = 5;

/** What helps if a clone does not have the older commits. */
const SHALLOW = 'In a shallow clone, run git fetch --unshallow (for actions/checkout, set fetch-depth: 0)';

/** File monitors and hooks are programs that a repository names. A bare repository may be a few files of a workspace. */
const HARMLESS = [
  ...['--no-pager', '--literal-pathspecs', '-c', `core.hooksPath=${devNull}`],
  ...['-c', 'core.fsmonitor=false', '-c', 'safe.bareRepository=explicit'],
];

/**
 * Nothing is fetched for what a partial clone does not have: older versions of Git know no other way to say so than that
 * no protocol is allowed.
 */
const ENVIRONMENT = { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '' };

/** There is no repository, or no Git to ask. */
export class NoRepository extends UsageError {}

/** How Git ended, and what it said. Of a program that could not be started, only `error`. */
interface Answer {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly error: Error | undefined;
}

/** A Git repository, asked from one folder in it. */
export class Repository {
  /** What has been read of it. */
  readonly held = new HeldBlobs();
  /** Whether it may lack contents of its own commits, which older versions of Git must not be asked for then. */
  private readonly isPartial: boolean;

  /** Throws `UsageError` where there is no Git, or no repository. */
  constructor(private readonly folder: string) {
    const { status, error, stderr } = this.ask(['rev-parse', '--git-dir']);
    if (error !== undefined) {
      throw 'code' in error && error.code === 'ENOENT'
        ? new NoRepository('git was not found: install it, or add it to the PATH')
        : new UsageError(`git could not be started: ${error.message}`);
    }
    if (status !== 0) throw whyNoRepository(stderr);
    this.isPartial =
      this.ask(['config', '--get-regexp', String.raw`^(extensions\.partialclone|remote\..*\.promisor)$`])
        .status === 0;
  }

  /** Throws `UsageError` where it is not known here. */
  commit(asked: string): Commit {
    if (asked === '' || asked.startsWith('-') || /[\0\n]/.test(asked))
      throw new UsageError(`${quoted(asked)} is not a revision: give a branch, a tag or a commit`);
    const id = this.commitId(asked);
    if (id !== null) return { id, asked };
    if (asked === 'HEAD')
      throw new UsageError('there is no commit to compare with: commit first, or give --base and --head');
    throw new UsageError(
      this.lacksCommits()
        ? `the revision ${quoted(asked)} is unknown: run git fetch origin ${fetchable(asked)}. ${SHALLOW}`
        : `the revision ${quoted(asked)} is unknown: this repository has no such branch, tag or commit`,
    );
  }

  /** Whether it may be that only this clone does not have a commit. */
  private lacksCommits(): boolean {
    return (
      this.isPartial ||
      this.ask(['rev-parse', '--is-shallow-repository']).stdout.toString('latin1').trim() === 'true'
    );
  }

  /** The commit that a reference leads to; null where there is none. */
  commitId(reference: string): string | null {
    const { status, stdout } = this.ask(['rev-parse', '--verify', '--quiet', `${reference}^{commit}`]);
    const id = stdout.toString('latin1').trim();
    return status === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : null;
  }

  /** Makes a reference lead to a commit. No hook of the repository runs. Throws `UsageError`. */
  setReference(reference: string, id: string): void {
    this.must(['update-ref', reference, id]);
  }

  /** From the top of the repository to the folder, with a `/` at the end; empty at the top. */
  prefix(): string {
    return this.must(['rev-parse', '--show-prefix']).toString('utf8').replace(/\n$/, '');
  }

  /** The newest commit that both come from. */
  mergeBase(a: Commit, b: Commit): Commit {
    const args = ['merge-base', a.id, b.id];
    const answer = this.ask(args);
    const id = answer.stdout.toString('latin1').trim();
    if (answer.status === 0 && /^[0-9a-f]{40,64}$/.test(id))
      return { id, asked: `merge base of ${a.asked} and ${b.asked}` };
    // Git says nothing where there is none.
    if (answer.status !== 1 || answer.stderr !== '') throw failure(args, answer);
    throw new UsageError(`${quoted(a.asked)} and ${quoted(b.asked)} have no common commit here. ${SHALLOW}`);
  }

  /** The files of a commit below the folder; symbolic links and submodules are apart. */
  filesOf(commit: Commit): {
    readonly blobs: readonly Blob[];
    readonly links: readonly Blob[];
    readonly submodules: readonly Submodule[];
    readonly badNames: readonly string[];
  } {
    const found = { blobs: [] as Entry[], links: [] as Entry[], submodules: [] as Entry[] };
    const badNames: string[] = [];
    const args = ['ls-tree', '-r', '-z', commit.id];
    const answer = this.ask(args);
    if (answer.status !== 0) throw this.isPartial ? partialClone(commit) : failure(args, answer);
    for (const line of linesOf(answer.stdout)) {
      const [, mode, id, rest] = /^(\d+) \w+ ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
      const kind = kindOf(mode);
      if (!kind) continue;
      const name = utf8(rest!);
      if (name === undefined) badNames.push(shownBytes(rest!));
      else found[kind].push({ name, id: id! });
    }
    const { submodules } = found;
    return { blobs: this.sized(found.blobs), links: this.sized(found.links), submodules, badNames };
  }

  /**
   * The files of the working tree below the folder without what is ignored: those that Git knows, symbolic links among them,
   * and new ones. `sparse` are known and not on disk on purpose.
   */
  workingFiles(): {
    readonly names: readonly string[];
    readonly sparse: readonly Blob[];
    readonly submodules: readonly Submodule[];
    readonly badNames: readonly string[];
  } {
    const names = new Set<string>();
    const sparse: Entry[] = [];
    const submodules: Entry[] = [];
    const badNames = new Set<string>();
    const take = (bytes: string, put: (name: string) => void): void => {
      const name = utf8(bytes);
      if (name === undefined) badNames.add(shownBytes(bytes));
      else put(name);
    };
    for (const line of this.lines(['ls-files', '-z', '--cached', '--stage', '-t'])) {
      const [, tag, mode, id, rest] = /^(\S) (\d+) ([0-9a-f]+) \d\t([^]*)$/.exec(line) ?? [];
      const kind = kindOf(mode);
      if (!kind) continue;
      take(rest!, (name) => {
        if (kind === 'submodules') submodules.push({ name, id: id! });
        else if (tag === 'S') sparse.push({ name, id: id! });
        else names.add(name);
      });
    }
    for (const line of this.lines(['ls-files', '-z', '--others', '--exclude-standard']))
      take(line, (name) => names.add(name));
    return { names: [...names], sparse: this.sized(sparse), submodules, badNames: [...badNames] };
  }

  /** The contents of some files, by their ids; those that Git does not have are left out. */
  contents(blobs: readonly Blob[]): ReadonlyMap<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    const there = blobs.filter(({ isThere }) => isThere);
    if (there.length === 0) return found;
    const output = this.must(['cat-file', '--batch'], idLines(there));
    let at = 0;
    for (const { id } of there) {
      const end = output.indexOf(10, at);
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1];
      at = end + 1;
      if (size === undefined) continue;
      found.set(id, output.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
    return found;
  }

  /** What Git has of some files. */
  private sized(files: readonly Entry[]): Blob[] {
    if (files.length === 0) return [];
    const present = this.isPartial ? this.present(files) : undefined;
    const asked = present ? files.filter(({ id }) => present.has(id)) : files;
    const lines =
      asked.length === 0 ? '' : this.must(['cat-file', '--batch-check'], idLines(asked)).toString('latin1');
    const sizes = new Map(
      Array.from(lines.matchAll(/^([0-9a-f]+) blob (\d+)$/gm), ([, id, size]) => [id, Number(size)] as const),
    );
    return files.map((file) => ({ ...file, size: sizes.get(file.id) ?? 0, isThere: sizes.has(file.id) }));
  }

  /** Which of some contents a partial clone has: the one question that every version of Git answers without fetching. */
  private present(files: readonly Entry[]): ReadonlySet<string> {
    const args = ['rev-list', '--objects', '--no-object-names', '--no-walk', '--ignore-missing'];
    const output = this.must([...args, '--missing=allow-any', '--stdin'], idLines(files));
    return new Set(output.toString('latin1').split('\n'));
  }

  /** What ends with NUL, byte by byte. */
  private lines(args: readonly string[]): string[] {
    return linesOf(this.must(args));
  }

  private must(args: readonly string[], input = ''): Buffer {
    const answer = this.ask(args, input);
    if (answer.status === 0) return answer.stdout;
    throw failure(args, answer);
  }

  private ask(args: readonly string[], input = ''): Answer {
    const { status, stdout, stderr, error } = spawnSync('git', [...HARMLESS, ...args], {
      cwd: this.folder,
      input,
      maxBuffer: MAX_OUTPUT,
      timeout: MAX_MINUTES * 60_000,
      env: { ...process.env, ...ENVIRONMENT },
      windowsHide: true,
    });
    // Neither is there where the program could not be started.
    const [out, err] = [stdout as Buffer | null, stderr as Buffer | null];
    return { status, stdout: out ?? Buffer.alloc(0), stderr: err?.toString('utf8') ?? '', error };
  }
}

/** Why Git gave no answer, in its own words. */
function failure([command]: readonly string[], { stderr, error }: Answer): UsageError {
  const why =
    error === undefined
      ? stderr.trim()
      : 'code' in error && error.code === 'ENOBUFS'
        ? `more than ${MAX_OUTPUT / 1e6} MB of an answer; name a folder of the repository`
        : 'code' in error && error.code === 'ETIMEDOUT'
          ? `not done after ${MAX_MINUTES} minutes`
          : error.message;
  return new UsageError(`git ${command!}: ${oneLine(why)}`);
}

function whyNoRepository(stderr: string): UsageError {
  if (stderr.includes('dubious ownership'))
    return new UsageError(
      'the repository belongs to another user: to trust it, run git config --global --add safe.directory FOLDER',
    );
  if (stderr.includes('safe.bareRepository'))
    return new UsageError(
      'this is a bare repository: to trust it, set the environment variable GIT_DIR to its folder',
    );
  return new NoRepository('not a Git repository: run modal-cost in one, or run git init and commit first');
}

function partialClone({ asked }: Commit): UsageError {
  return new UsageError(
    `this partial clone lacks folders of ${quoted(asked)}: run git ls-tree -r on it to fetch them, or clone with --filter=blob:none`,
  );
}

/** What an entry is by its mode; undefined for what there is no name for. */
function kindOf(mode: string | undefined): 'blobs' | 'links' | 'submodules' | undefined {
  if (mode?.startsWith('100')) return 'blobs';
  if (mode === '120000') return 'links';
  return mode === '160000' ? 'submodules' : undefined;
}

/** What ends with NUL, byte by byte. */
function linesOf(output: Buffer): string[] {
  return output.toString('latin1').split('\0').slice(0, -1);
}

function idLines(blobs: readonly { readonly id: string }[]): string {
  return blobs.map(({ id }) => `${id}\n`).join('');
}

/** A name by its bytes; undefined where it is not UTF-8. */
function utf8(bytes: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

/** What is not UTF-8 in it as �. */
function shownBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function quoted(text: string): string {
  return `“${oneLine(text)}”`;
}

/** What a remote would know a revision as. */
function fetchable(asked: string): string {
  return /^[\w./-]+$/.test(asked) ? asked.replace(/^origin\//, '') : 'REVISION';
}
