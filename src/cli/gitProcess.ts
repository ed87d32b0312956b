/** What is asked of `git`: always with arguments, never through a shell, and nothing that a repository could make run. */
import { spawnSync } from 'node:child_process';
import { oneLine } from '../core/render/escape';
import { UsageError } from './options';

/** A commit, and what it was asked for as. */
export interface Commit {
  readonly id: string;
  readonly asked: string;
}

/** A file that Git has: its name from the folder asked from, and its content's id and size in bytes. */
export interface Blob {
  readonly name: string;
  readonly id: string;
  readonly size: number;
}

/** The most that one answer of Git may have, in bytes. */
const MAX_OUTPUT = 256e6;

/** What helps if a clone does not have the older commits. */
const SHALLOW = 'In a shallow clone, run git fetch --unshallow (for actions/checkout, set fetch-depth: 0)';

/** File monitors are programs that a repository's settings name. */
const HARMLESS = ['--no-pager', '--literal-pathspecs', '-c', 'core.fsmonitor=false'];

/** How Git ended, and what it said. Of a program that could not be started, only `error`. */
interface Answer {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly error: Error | undefined;
}

/** A Git repository, asked from one folder in it. */
export class Repository {
  /** Throws `UsageError` where there is no Git, or no repository. */
  constructor(private readonly folder: string) {
    const { status, error, stderr } = this.ask(['rev-parse', '--git-dir']);
    if (error !== undefined) {
      throw new UsageError(
        'code' in error && error.code === 'ENOENT'
          ? 'git was not found: install it, or add it to the PATH'
          : `git could not be started: ${error.message}`,
      );
    }
    if (status === 0) return;
    const why = stderr.includes('dubious ownership')
      ? 'the repository belongs to another user: to trust it, run git config --global --add safe.directory FOLDER'
      : 'not a Git repository: run modal-cost in one, or run git init and commit first';
    throw new UsageError(why);
  }

  /** Throws `UsageError` where it is not known here. */
  commit(asked: string): Commit {
    if (asked === '' || asked.startsWith('-') || /[\0\n]/.test(asked))
      throw new UsageError(`${quoted(asked)} is not a revision: give a branch, a tag or a commit`);
    const { status, stdout } = this.ask(['rev-parse', '--verify', '--quiet', `${asked}^{commit}`]);
    const id = stdout.toString('latin1').trim();
    if (status === 0 && /^[0-9a-f]{40,64}$/.test(id)) return { id, asked };
    if (asked === 'HEAD')
      throw new UsageError('there is no commit to compare with: commit first, or give --base and --head');
    throw new UsageError(
      `the revision ${quoted(asked)} is unknown: run git fetch origin ${fetchable(asked)}. ${SHALLOW}`,
    );
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

  /** The files of a commit below the folder, without submodules; symbolic links are apart. */
  filesOf(commit: Commit): {
    readonly blobs: readonly Blob[];
    readonly links: readonly Blob[];
    readonly badNames: readonly string[];
  } {
    const blobs: Blob[] = [];
    const links: Blob[] = [];
    const badNames: string[] = [];
    for (const line of this.lines(['ls-tree', '-r', '-z', '-l', commit.id])) {
      const [, mode, id, size, rest] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t([^]*)$/.exec(line) ?? [];
      if (!isFileMode(mode) && mode !== LINK_MODE) continue;
      const name = utf8(rest!);
      if (name === undefined) badNames.push(shownBytes(rest!));
      else (mode === LINK_MODE ? links : blobs).push({ name, id: id!, size: Number(size) });
    }
    return { blobs, links, badNames };
  }

  /**
   * The files of the working tree below the folder, without submodules and what is ignored: those that Git knows, symbolic
   * links among them, and new ones. `sparse` are known and not on disk on purpose.
   */
  workingFiles(): {
    readonly names: readonly string[];
    readonly sparse: readonly Blob[];
    readonly badNames: readonly string[];
  } {
    const names = new Set<string>();
    const sparse: { name: string; id: string }[] = [];
    const badNames = new Set<string>();
    const take = (bytes: string, put: (name: string) => void): void => {
      const name = utf8(bytes);
      if (name === undefined) badNames.add(shownBytes(bytes));
      else put(name);
    };
    for (const line of this.lines(['ls-files', '-z', '--cached', '--stage', '-t'])) {
      const [, tag, mode, id, rest] = /^(\S) (\d+) ([0-9a-f]+) \d\t([^]*)$/.exec(line) ?? [];
      if (!isFileMode(mode) && mode !== LINK_MODE) continue;
      take(rest!, (name) => (tag === 'S' ? sparse.push({ name, id: id! }) : names.add(name)));
    }
    for (const line of this.lines(['ls-files', '-z', '--others', '--exclude-standard']))
      take(line, (name) => names.add(name));
    return { names: [...names], sparse: this.sized(sparse), badNames: [...badNames] };
  }

  /** The contents of some files; those that Git does not have are left out. */
  contents(blobs: readonly Blob[]): ReadonlyMap<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    if (blobs.length === 0) return found;
    const output = this.must(['cat-file', '--batch'], idLines(blobs));
    let at = 0;
    for (const { id } of blobs) {
      const end = output.indexOf(10, at);
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1];
      at = end + 1;
      if (size === undefined) continue;
      found.set(id, output.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
    return found;
  }

  private sized(files: readonly { readonly name: string; readonly id: string }[]): Blob[] {
    if (files.length === 0) return [];
    const lines = this.must(['cat-file', '--batch-check'], idLines(files)).toString('latin1').split('\n');
    return files.map((file, i) => ({ ...file, size: Number(/ blob (\d+)$/.exec(lines[i] ?? '')?.[1] ?? 0) }));
  }

  /** What ends with NUL, byte by byte. */
  private lines(args: readonly string[]): string[] {
    return this.must(args).toString('latin1').split('\0').slice(0, -1);
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
      // A missing file of a partial clone is a missing file; nothing is fetched for it.
      env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' },
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
        : error.message;
  return new UsageError(`git ${command!}: ${oneLine(why)}`);
}

/** A file, executable or not; links and submodules are none. */
/** Of a symbolic link, whose content is the path that it leads to. */
const LINK_MODE = '120000';

function isFileMode(mode: string | undefined): boolean {
  return mode?.startsWith('100') ?? false;
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
