import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type * as main from '../../src/cli/main';

/** The command line as it is built: `npm test` builds before it tests. */
export const PROGRAM = resolve('dist/modal-cost.js');

/** A day on which no bundled price book is old: what is printed must not depend on when a test runs. */
export const SOURCE_DATE_EPOCH = String(Date.UTC(2026, 5, 1) / 1_000);

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where it runs, and variables beside those of this process. */
export interface Place {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs `modal-cost` in this process, as a process of its own would but for its start and end, which take longest.
 * A command that it runs in turn (`gate`) would have the input and output of this process: see `startProgram`.
 */
export async function modalCost(args: readonly string[], place: Place = {}): Promise<Run> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const leave = enter(place);
  try {
    const { runProgram } = createRequire(PROGRAM)('./modal-cost-main.js') as typeof main;
    const status = await runProgram(args, { stdin: Readable.from([]), stdout, stderr });
    return { status, stdout: stdout.text, stderr: stderr.text };
  } finally {
    leave();
  }
}

/** Runs `modal-cost` in a process of its own: for what is about that, or about the processes that it starts. */
export function startProgram(args: readonly string[], { cwd, env }: Place = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { ...process.env, SOURCE_DATE_EPOCH, ...env },
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  return { status, stdout, stderr };
}

/** A pipe with all that was written to it. */
class Collected extends Writable {
  private readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}

let isRunning = false;

/** Takes this process to a place; the result takes it back. There is one place at a time, since a process has only one. */
function enter({ cwd, env }: Place): () => void {
  if (isRunning) throw new Error('modalCost runs already: wait for it');
  const [folder, variables] = [process.cwd(), { ...process.env }];
  if (cwd !== undefined) process.chdir(cwd);
  setVariables({ ...variables, SOURCE_DATE_EPOCH, ...env });
  isRunning = true;
  return () => {
    isRunning = false;
    process.chdir(folder);
    setVariables(variables);
  };
}

function setVariables(variables: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env))
    if (variables[name] === undefined) Reflect.deleteProperty(process.env, name);
  for (const [name, value] of Object.entries(variables))
    if (value !== undefined && process.env[name] !== value) process.env[name] = value;
}

/** A folder of files, by path; it is gone after `remove`. */
export interface Folder {
  readonly path: string;
  readonly write: (file: string, content: string | Uint8Array) => string;
  readonly remove: () => void;
}

export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'modal-cost-'));
  const write: Folder['write'] = (file, content) => {
    const target = join(path, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    return target;
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true }) };
}
