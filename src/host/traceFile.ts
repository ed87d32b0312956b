/** Reads a trace of requests from a file, wherever it is: VS Code has no streams, so the bytes come at once and are read in pieces. */
import { FileType, l10n, ProgressLocation, window, workspace, type Uri } from 'vscode';
import { TraceReader } from '../core/cost/trace/readTrace';
import type { RequestTrace, TraceFileProblem } from '../core/cost/trace/requestTrace';
import type { TraceOptions, TraceReading } from '../core/cost/trace/traceOutcomes';
import { UserError } from '../core/userError';
import { Slices } from './slices';

/** What the extension host has memory for; the command line reads more. */
export const EDITOR_TRACE_BOUNDS = { bytes: 100_000_000, rows: 1_000_000 };
/** Bytes that are read between two looks at the clock: two milliseconds' worth. */
const PIECE = 32_768;

/** A trace that was read. */
export type GoodReading = Extract<TraceReading, { ok: true }>;

/** A file that gives no bytes. */
export class NotReadable extends Error {
  constructor(readonly problem: Exclude<TraceFileProblem, 'outside'>) {
    super(problem);
  }
}

/** What was read; undefined if the user canceled. @throws UserError for a file that cannot be read at all */
export async function readTraceFile(
  uri: Uri,
  options: TraceOptions,
  bounds = EDITOR_TRACE_BOUNDS,
): Promise<TraceReading | undefined> {
  const location = { location: ProgressLocation.Notification, cancellable: true };
  const title = l10n.t('Reading {0}', fileName(uri));
  try {
    return await window.withProgress({ ...location, title }, async (progress, token) => {
      let percent = 0;
      const isCanceled = (): boolean => token.isCancellationRequested;
      return readInBounds(uri, options, bounds, isCanceled, (share) => {
        const now = Math.floor(share * 100);
        if (now === percent) return;
        progress.report({ increment: now - percent, message: l10n.t('{0}%', now) });
        percent = now;
      });
    });
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    throw new UserError(
      error.problem === 'unreadable'
        ? l10n.t('{0} cannot be read.', fileName(uri))
        : l10n.t('{0} cannot be read: it is not there, or not a file.', fileName(uri)),
    );
  }
}

/** The same unseen; undefined if nobody needs it any more. @throws NotReadable */
export function readTraceInBackground(
  uri: Uri,
  options: TraceOptions,
  bounds: typeof EDITOR_TRACE_BOUNDS,
  isCanceled: () => boolean,
): Promise<TraceReading | undefined> {
  return readInBounds(uri, options, bounds, isCanceled, () => undefined);
}

let readings = 0;

/** The trace of a reading, by an id of its own. */
export function requestTraceOf({ trace, summary, guesses, leftOut, outOfOrder }: GoodReading): RequestTrace {
  return { id: `${readings++}`, trace, summary, guesses, leftOut, outOfOrder };
}

async function readInBounds(
  uri: Uri,
  options: TraceOptions,
  bounds: typeof EDITOR_TRACE_BOUNDS,
  isCanceled: () => boolean,
  said: (share: number) => void,
): Promise<TraceReading | undefined> {
  if ((await sizeOf(uri)) > bounds.bytes) return tooLarge(bounds.bytes);
  const bytes = await bytesOf(uri);
  const reader = new TraceReader(options, bounds);
  const slices = new Slices();
  for (let at = 0; at < bytes.length; at += PIECE) {
    if (isCanceled()) return undefined;
    if (!reader.push(bytes.subarray(at, at + PIECE))) break;
    said(at / bytes.length);
    await slices.turn();
  }
  return slices.runUnless(reader.end(), isCanceled);
}

async function sizeOf(uri: Uri): Promise<number> {
  const found = await workspace.fs.stat(uri).then(
    (stat) => stat,
    () => undefined,
  );
  if (!found) throw new NotReadable('absent');
  if ((found.type & FileType.File) === 0) throw new NotReadable('notFile');
  return found.size;
}

async function bytesOf(uri: Uri): Promise<Uint8Array> {
  try {
    return await workspace.fs.readFile(uri);
  } catch {
    throw new NotReadable('unreadable');
  }
}

const tooLarge = (max: number): TraceReading => ({
  ok: false,
  problem: { kind: 'tooManyBytes', max },
  guesses: [],
  leftOut: { bad: 0, named: [], otherLines: 0 },
});

/** The last part of an address. */
export function fileName({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
