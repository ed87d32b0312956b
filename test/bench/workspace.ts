// A whole workspace, as the command line scans it: against a bare walk that reads the same files, and against CPython.
//   node workspace.cjs FOLDER FILES MODAL
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadParser } from '../../src/cli/loadParser';
import { DiskTree } from '../../src/cli/fileTree';
import { Workspace } from '../../src/cli/workspace';
import type { PythonParser } from '../../src/core/python/parser';
import { writeWorkspace } from './generate';
import { median, report, time, type Row } from './measure';

const RUNS = 5;

async function main([folder, files, modal]: readonly string[]): Promise<void> {
  writeWorkspace(folder!, Number(files), Number(modal));
  const parser = await loadParser();
  const scans: number[] = [];
  const walks: number[] = [];
  // In turn, so that a busy moment of the machine does not meet only one of them.
  for (let i = 0; i < RUNS; i++) {
    walks.push(time(() => walk(folder!)));
    scans.push(time(() => scan(folder!, parser, Number(modal))));
  }
  const what = `workspace of ${Number(files).toLocaleString('en')} files, ${modal} of them Modal's`;
  report([
    {
      what,
      samples: scans,
      unit: 'ms',
      anchor: { what: 'reading the same files', value: median(walks) },
      budget: { most: 5_000, of: 'median' },
    },
    ...againstPython(folder!, median(scans)),
  ]);
}

/** Reads every Python file and does nothing with it. */
function walk(folder: string): number {
  let length = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) length += walk(path);
    else if (path.endsWith('.py')) length += readFileSync(path, 'utf8').length;
  }
  return length;
}

function scan(folder: string, parser: PythonParser, modal: number): void {
  const workspace = new Workspace(new DiskTree([folder]), parser);
  try {
    const { parsed, declarations, skipped } = workspace.scan();
    if (parsed !== modal || skipped.length > 0 || declarations.length < modal)
      throw new Error(
        `${parsed} files parsed, ${skipped.length} skipped, ${declarations.length} declarations`,
      );
  } finally {
    workspace.dispose();
  }
}

/** What CPython's own parser takes for the files that are parsed here, and for every file; nothing where there is no Python. */
function againstPython(folder: string, ours: number): Row[] {
  const program = `
import ast, pathlib, sys, time
for wanted in (b"modal", b""):
    began = time.perf_counter()
    for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
        text = path.read_bytes()
        if wanted in text:
            ast.parse(text)
    print((time.perf_counter() - began) * 1000)`;
  const python = spawnSync('python3', ['-c', program, folder], { encoding: 'utf8' });
  const took = python.status === 0 ? python.stdout.trim().split('\n').map(Number) : [];
  return took.map((milliseconds, i) => ({
    what: `  CPython’s ast.parse of ${i === 0 ? 'the files that say modal' : 'all of them'}`,
    samples: [milliseconds],
    unit: 'ms',
    anchor: { what: 'our scan', value: ours },
  }));
}

void main(process.argv.slice(2));
