import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Where a call stands: its file, below the folder under test, and its first and last line. */
export type Place = readonly [file: string, first: number, last: number];

/** A registration or a change that CPython executed, with the real values of its arguments. */
export interface Executed {
  readonly form: string;
  /** The calls under test that were on the stack, the innermost first. */
  readonly call: readonly Place[];
  /** The same of the place where a registration was given its function or class; empty for a change. */
  readonly applied: readonly Place[];
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly stacked: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The module has branched on a package that is not installed here: the values are a guess. */
  readonly guessed: boolean;
}

export interface Execution {
  readonly file: string;
  /** The exception that ended the module. */
  readonly raised: string | null;
  readonly records: readonly Executed[];
}

/** The oldest CPython that says where within a line a call stands. */
const MIN_MINOR = 11;

/** Why CPython cannot be asked here; undefined where it can. */
export function missingPython(): string | undefined {
  const { status, stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  if (status !== 0) return 'there is no python3';
  const [, major, minor] = /^Python (\d+)\.(\d+)/.exec(stdout) ?? [];
  const isNewEnough = Number(major) === 3 && Number(minor) >= MIN_MINOR;
  return isNewEnough ? undefined : `${stdout.trim()} is older than 3.${MIN_MINOR}`;
}

/** What modules of a folder register, by CPython with a stand-in for Modal (execute.py). One run for all of them. */
export function executed(folder: string, files: readonly string[]): Execution[] {
  // Neither the user's packages nor the environment's settings: the same everywhere.
  const { status, stdout, stderr } = spawnSync(
    'python3',
    ['-I', '-S', resolve('test/cpython/execute.py'), folder],
    { input: files.join('\n'), encoding: 'utf8', maxBuffer: 512e6 },
  );
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Execution);
}
