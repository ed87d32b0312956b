import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { folder, modalCost, type Folder, type Run } from './run';

/** A Git repository in a temporary folder, the same to the last commit id wherever it is made. */
export interface TestRepository extends Folder {
  /** Git with arguments in it; what it prints. Throws where it fails. */
  readonly git: (...args: readonly string[]) => string;
  /** Puts these files into it, takes others away, and commits all: the commit's id. */
  readonly commit: (
    files: Readonly<Record<string, string | Uint8Array>>,
    removed?: readonly string[],
  ) => string;
  /** `modal-cost` in its folder. */
  readonly run: (...args: readonly string[]) => Promise<Run>;
}

/** No settings but the repository's own, and none of a Git that this runs under. */
export const GIT_ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2026-05-01T12:00:00Z',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_COMMITTER_DATE: '2026-05-01T12:00:00Z',
};

export function repository(files: Readonly<Record<string, string | Uint8Array>> = {}): TestRepository {
  const work = folder();
  const git = (...args: readonly string[]): string => gitIn(work.path, args);
  const commit: TestRepository['commit'] = (added, removed = []) => {
    for (const file of removed) rmSync(join(work.path, file));
    for (const [file, content] of Object.entries(added)) work.write(file, content);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'x');
    return git('rev-parse', 'HEAD');
  };
  cpSync(join(emptyRepository(), '.git'), join(work.path, '.git'), { recursive: true });
  if (Object.keys(files).length > 0) commit(files);
  return {
    ...work,
    git,
    commit,
    run: (...args) => modalCost(args, { cwd: work.path, env: GIT_ENVIRONMENT }),
  };
}

function gitIn(path: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: path,
    env: GIT_ENVIRONMENT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

let empty: string | undefined;

/** The folder of a repository without a commit: a copy of it is there sooner than Git makes another one. */
function emptyRepository(): string {
  if (empty !== undefined) return empty;
  const { path, remove } = folder();
  process.once('exit', remove);
  gitIn(path, ['init', '--quiet', '--initial-branch=main', '--object-format=sha1', '--template=']);
  gitIn(path, ['config', 'core.autocrlf', 'false']);
  return (empty = path);
}
