import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { NamedTrace, RequestTrace, TraceRead, TraceSource } from '../core/cost/trace/requestTrace';
import { TraceReader } from '../core/cost/trace/readTrace';
import { MAX_TRACE_BYTES } from '../core/cost/trace/traceOutcomes';
import { atOnce } from '../core/python/resumable';
import { oneLine } from '../core/render/escape';
import { traceFileProblemText } from '../core/render/words/traces';
import { Unreadable, type FileTree } from './fileTree';
import { UsageError } from './options';
import type { Progress } from './progress';

/** Bytes that are read at a time. */
const CHUNK_BYTES = 1_048_576;

/** The traces of one state of a workspace, each read once for each way of reading it. */
export class TraceFiles {
  readonly #read = new Map<string, TraceRead>();
  static #count = 0;

  /** @param files where the traces of the team file are */
  constructor(
    private readonly files: FileTree,
    private readonly progress: Progress,
  ) {}

  readonly source: TraceSource = (named, from) => {
    const key = JSON.stringify([from, named]);
    let read = this.#read.get(key);
    if (!read) this.#read.set(key, (read = this.#readTrace(named, from)));
    return read;
  };

  #readTrace({ file, options }: NamedTrace, from: 'option' | 'team'): TraceRead {
    const reader = new TraceReader(options);
    const problem = from === 'option' ? this.#stream(resolve(file), reader) : this.#ofTeam(file, reader);
    // A path that is given is there, as everywhere on the command line; the team file has other fields that still hold.
    if (problem?.status === 'noFile' && from === 'option')
      throw new UsageError(`--trace ${oneLine(file)}: ${traceFileProblemText(problem.problem)}`);
    if (problem) return problem;
    const reading = atOnce(reader.end());
    this.progress.end();
    if (!reading.ok) return { status: 'refused', problem: reading.problem, leftOut: reading.leftOut };
    const { trace, summary, guesses, leftOut, outOfOrder } = reading;
    const id = `${TraceFiles.#count++}`;
    const read: RequestTrace = { id, trace, summary, guesses, leftOut, outOfOrder };
    return { status: 'read', trace: read };
  }

  /** A trace in the folder of the team file; no link leads out of it. */
  #ofTeam(file: string, reader: TraceReader): TraceRead | null {
    const { files } = this;
    try {
      if (!files.isFile(file)) return { status: 'noFile', problem: 'absent' };
    } catch (error) {
      // Links that lead in a circle, for one.
      if (error instanceof Unreadable) return { status: 'noFile', problem: 'unreadable' };
      throw error;
    }
    if (!files.rootPath) return this.#whole(file, reader);
    try {
      const root = realpathSync(files.rootPath);
      const real = realpathSync(resolve(root, file));
      if (!real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`))
        return { status: 'noFile', problem: 'outside' };
      return this.#stream(real, reader);
    } catch {
      return { status: 'noFile', problem: 'unreadable' };
    }
  }

  /** What Git has of it. */
  #whole(file: string, reader: TraceReader): TraceRead | null {
    try {
      reader.push(this.files.read(file));
      return null;
    } catch (error) {
      if (error instanceof Unreadable) return { status: 'noFile', problem: 'unreadable' };
      throw error;
    }
  }

  #stream(path: string, reader: TraceReader): TraceRead | null {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return { status: 'noFile', problem: 'absent' };
    // A pipe or a device has no end that anybody could rely on.
    if (!stat.isFile()) return { status: 'noFile', problem: 'notFile' };
    try {
      const descriptor = openSync(path, 'r');
      try {
        this.#pieces(descriptor, Math.min(stat.size, MAX_TRACE_BYTES), reader);
      } finally {
        closeSync(descriptor);
      }
      return null;
    } catch {
      return { status: 'noFile', problem: 'unreadable' };
    }
  }

  #pieces(descriptor: number, size: number, reader: TraceReader): void {
    const buffer = new Uint8Array(CHUNK_BYTES);
    let done = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, 0, CHUNK_BYTES, null);
      if (count === 0 || !reader.push(buffer.subarray(0, count))) return;
      done += count;
      this.progress.reading(Math.min(1, done / size));
    }
  }
}
