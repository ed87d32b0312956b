import { spawnSync } from 'node:child_process';
import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { compare, type Comparison, type ScanOutput } from './compare';
import { executed, type Execution } from './python';

/** What `modal-cost scan` prints of a folder: the scanner is a black box here. */
export function scanned(folder: string): ScanOutput {
  const args = [resolve('dist/modal-cost.js'), 'scan', '.', '--format', 'json'];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 512e6 });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as ScanOutput;
}

export interface Checked extends Comparison {
  readonly executions: readonly Execution[];
}

/** Scans and executes the modules of a folder. */
export function checked(folder: string, files: readonly string[]): Checked {
  const executions = executed(resolve(folder), files);
  return { ...compare(scanned(folder), executions), executions };
}

/** The modules of a folder of fixtures that are executed: files at its top, and `app.py` of each folder in it. */
export function modulesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((each) =>
      each.isDirectory() ? [`${each.name}/app.py`] : each.name.endsWith('.py') ? [each.name] : [],
    )
    .sort();
}
