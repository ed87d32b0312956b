import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The command line as it is built: `npm test` builds before it tests. */
export const PROGRAM = resolve('dist/modal-cost.js');

/** A day on which no bundled price book is old: what is printed must not depend on when a test runs. */
const SOURCE_DATE_EPOCH = String(Date.UTC(2026, 5, 1) / 1_000);

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `modal-cost` with its output into pipes. */
export function modalCost(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd,
    env: { ...process.env, SOURCE_DATE_EPOCH, ...options.env },
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  return { status, stdout, stderr };
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
