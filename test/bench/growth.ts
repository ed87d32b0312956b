// How time and memory grow with the size of what is read: the command line, a bare reading of the same files, and CPython's `ast`.
// Each run is a process of its own, which says itself what it took.
//   node growth.cjs FOLDER MAX_FILES
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { modalFile, writeWorkspace } from './generate';
import { median, report } from './measure';

const FILES = [1, 100, 1_000, 10_000, 100_000];
const LINES = [100, 1_000, 10_000, 50_000];
/** Of as many files is one Modal's. */
const EACH = 33;
/** Of so many runs the median counts; of one that takes long, the first. */
const RUNS = 5;
const LONG_MS = 8_000;

export type Program = 'modal-cost scan' | 'reading the files' | 'CPython’s ast.parse';

/** What one program takes for one size. */
export interface GrowthPoint {
  readonly over: 'files' | 'lines';
  readonly size: number;
  readonly program: Program;
  /** Milliseconds of the processor or by the clock, whichever is less: see `time`. */
  readonly ms: number;
  /** The most memory that it had, in millions of bytes. */
  readonly mb: number;
}

interface Taken {
  readonly cpuMs: number;
  readonly mb: number;
}

/** Told at the end of a process of Node's, in a file. */
const TELL = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const taken = { cpuMs: (userCPUTime + systemCPUTime) / 1e3, mb: maxRSS / 1e3 };
  require('node:fs').writeFileSync(process.env.MODAL_COST_TAKEN, JSON.stringify(taken));
});`;

const READ = `const { readdirSync, readFileSync } = require('node:fs');
for (const name of readdirSync(process.argv[1], { recursive: true }))
  if (name.endsWith('.py')) readFileSync(process.argv[1] + '/' + name, 'utf8');`;

const PARSE = `
import ast, json, os, pathlib, resource, sys
for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
    text = path.read_bytes()
    if b"modal" in text:
        ast.parse(text)
used = resource.getrusage(resource.RUSAGE_SELF)
taken = {"cpuMs": (used.ru_utime + used.ru_stime) * 1e3, "mb": used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)}
pathlib.Path(os.environ["MODAL_COST_TAKEN"]).write_text(json.dumps(taken))`;

function main([place, most]: readonly string[]): void {
  mkdirSync(place!, { recursive: true });
  const tell = join(place!, 'tell.cjs');
  const taken = join(place!, 'taken.json');
  writeFileSync(tell, TELL);

  const run = (program: Program, folder: string): { ms: number; mb: number } | undefined => {
    const node = (args: readonly string[]): [string, string[]] => [
      process.execPath,
      ['--require', tell, ...args, folder],
    ];
    const [command, args] = {
      'modal-cost scan': node([resolve('dist/modal-cost.js'), 'scan']),
      'reading the files': node(['--eval', READ, '--']),
      'CPython’s ast.parse': ['python3', ['-c', PARSE, folder]] as [string, string[]],
    }[program];
    const began = performance.now();
    const { status } = spawnSync(command, args, {
      stdio: 'ignore',
      env: { ...process.env, MODAL_COST_TAKEN: taken },
    });
    const clock = performance.now() - began;
    if (status !== 0) return undefined;
    const { cpuMs, mb } = JSON.parse(readFileSync(taken, 'utf8')) as Taken;
    return { ms: Math.min(clock, cpuMs), mb };
  };

  const points: GrowthPoint[] = [];
  const measure = (over: GrowthPoint['over'], size: number, folder: string): void => {
    for (const program of ['modal-cost scan', 'reading the files', 'CPython’s ast.parse'] as const) {
      const runs = [];
      for (let i = 0; i < RUNS; i++) {
        const each = run(program, folder);
        if (each) runs.push(each);
        if (!each || each.ms > LONG_MS) break;
      }
      if (runs.length === 0) continue;
      const ms = median(runs.map((each) => each.ms));
      const mb = median(runs.map((each) => each.mb));
      points.push({ over, size, program, ms, mb });
      console.log(
        `${size.toLocaleString('en')} ${over}, ${program}: ${Math.round(ms)} ms, ${Math.round(mb)} MB`,
      );
    }
    rmSync(folder, { recursive: true });
  };
  for (const size of LINES) {
    const folder = join(place!, `lines-${size}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'app.py'), modalFile(size));
    measure('lines', size, folder);
  }
  for (const size of FILES.filter((each) => each <= Number(most))) {
    const folder = join(place!, `files-${size}`);
    writeWorkspace(folder, size, Math.ceil(size / EACH));
    measure('files', size, folder);
  }
  report(points);
}

main(process.argv.slice(2));
