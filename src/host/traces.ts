/** The traces that team files name: read in the background when a month first rests on them, and watched from then on. */
import {
  EventEmitter,
  RelativePattern,
  Uri,
  type Disposable,
  type Event,
  type LogOutputChannel,
} from 'vscode';
import type { NamedTrace, TraceRead, TraceSource } from '../core/cost/trace/requestTrace';
import { logBug } from './logBug';
import { Disposables } from './disposables';
import { NotReadable, EDITOR_TRACE_BOUNDS, readTraceInBackground, requestTraceOf } from './traceFile';
import { watchFiles } from './watchFiles';

/**
 * So many ways of reading traces are kept, and so many requests of all of them together: 16 bytes each. Beyond that those
 * make room that nobody has asked about for some time.
 */
const MAX_TRACES = 64;
const MAX_KEPT_ROWS = 4_000_000;
const UNUSED_MS = 60_000;

export class TracesService implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<void>());
  private readonly traces = new Map<string, TeamTrace>();
  /** One for each folder; another one whenever a trace of it was read, so that what is kept by it counts no more. */
  private readonly sources = new Map<string, TraceSource>();
  /** One trace is read after the other: each may take all the memory that there is for it. */
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;

  /** Fires when a trace was read, or read again. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly log: LogOutputChannel) {}

  /** The traces of a folder's team. What is not read yet is pending, and its reading begins. */
  source(folder: Uri): TraceSource {
    const key = folder.toString();
    let source = this.sources.get(key);
    if (!source) this.sources.set(key, (source = (named) => this.read(folder, named)));
    return source;
  }

  get isBusy(): boolean {
    return this.waiting > 0;
  }

  /** Resolves when nothing is being read. */
  async settled(): Promise<void> {
    while (this.waiting > 0) await this.queue;
  }

  private read(folder: Uri, named: NamedTrace): TraceRead {
    const key = JSON.stringify([folder.toString(), named]);
    let trace = this.traces.get(key);
    if (!trace) {
      if (this.traces.size >= MAX_TRACES) this.forgetUnused();
      if (this.traces.size >= MAX_TRACES) return refused(0);
      trace = new TeamTrace(folder, named, () => this.readLater(folder, this.traces.get(key)));
      this.traces.set(key, trace);
      this.readLater(folder, trace);
    }
    trace.askedAt = performance.now();
    return trace.read;
  }

  private readLater(folder: Uri, trace: TeamTrace | undefined): void {
    if (!trace) return;
    this.waiting++;
    this.queue = this.queue
      .then(() => trace.reread(this.roomFor(trace)))
      .then((isNew) => {
        if (!isNew) return;
        this.sources.delete(folder.toString());
        this.changed.fire();
      })
      .catch((error: unknown) => logBug(this.log, error))
      .finally(() => {
        this.waiting--;
      });
  }

  /** Rows that fit beside those of the other traces. */
  private roomFor(trace: TeamTrace): number {
    const room = (): number => {
      let kept = 0;
      for (const each of this.traces.values()) if (each !== trace) kept += each.rows;
      return Math.min(EDITOR_TRACE_BOUNDS.rows, Math.max(0, MAX_KEPT_ROWS - kept));
    };
    if (room() < EDITOR_TRACE_BOUNDS.rows) this.forgetUnused();
    return room();
  }

  private forgetUnused(): void {
    const now = performance.now();
    for (const [key, trace] of this.traces) {
      if (now - trace.askedAt < UNUSED_MS) continue;
      trace.dispose();
      this.traces.delete(key);
      // Whoever keeps figures of it asks again, and has it watched again.
      this.sources.clear();
    }
  }

  dispose(): void {
    for (const each of this.traces.values()) each.dispose();
    this.traces.clear();
    this.disposables.dispose();
  }
}

/** One trace in one way of reading it. What was read last stays until its file is read again. */
class TeamTrace implements Disposable {
  private readonly uri: Uri;
  private readonly watcher: Disposable;
  private isGone = false;
  askedAt = performance.now();
  read: TraceRead = { status: 'pending' };

  constructor(
    folder: Uri,
    private readonly named: NamedTrace,
    onFileChange: () => void,
  ) {
    this.uri = Uri.joinPath(folder, named.file);
    const name = this.uri.path.slice(this.uri.path.lastIndexOf('/') + 1);
    this.watcher = watchFiles(new RelativePattern(Uri.joinPath(this.uri, '..'), name), onFileChange);
  }

  get rows(): number {
    return this.read.status === 'read' ? this.read.trace.trace.arrivals.length : 0;
  }

  /** Whether it is to be told: not if nobody needs the trace any more. */
  async reread(rows: number): Promise<boolean> {
    if (this.isGone) return false;
    const read = await this.readNow(rows);
    // What nobody needs any more comes back as pending.
    if (read.status === 'pending') return false;
    this.read = read;
    return true;
  }

  private async readNow(rows: number): Promise<TraceRead> {
    if (rows === 0) return refused(0);
    const bounds = { ...EDITOR_TRACE_BOUNDS, rows };
    try {
      const reading = await readTraceInBackground(this.uri, this.named.options, bounds, () => this.isGone);
      if (!reading) return { status: 'pending' };
      if (!reading.ok) return { status: 'refused', problem: reading.problem, leftOut: reading.leftOut };
      return { status: 'read', trace: requestTraceOf(reading) };
    } catch (error) {
      if (error instanceof NotReadable) return { status: 'noFile', problem: error.problem };
      throw error;
    }
  }

  dispose(): void {
    this.isGone = true;
    this.watcher.dispose();
  }
}

const refused = (max: number): TraceRead => ({
  status: 'refused',
  problem: { kind: 'tooManyRows', max },
  leftOut: { bad: 0, named: [], otherLines: 0 },
});
