/** Reads a trace of requests from a file, wherever it is. */
import { FileType, l10n, ProgressLocation, window, workspace, type Uri } from 'vscode';
import { TraceReader } from '../core/cost/trace/readTrace';
import type { RequestTrace, TraceFileProblem } from '../core/cost/trace/requestTrace';
import type { TraceOptions, TraceReading } from '../core/cost/trace/traceOutcomes';
import { UserError } from '../core/userError';
import { nodeFiles, type OpenFile } from './nodeFiles';
import { Slices } from './slices';

/** What the extension host has memory for; the command line reads more. */
export const EDITOR_TRACE_BOUNDS = { bytes: 100_000_000, rows: 1_000_000 };
/** Bytes that are read between two looks at the clock: two milliseconds' worth. */
const PIECE = 32_768;
/** Bytes that are asked of the disk at a time. */
const READ_AT_ONCE = 8 * PIECE;

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
  const size = await sizeOf(uri);
  if (size > bounds.bytes) return tooLarge(bounds.bytes);
  const reader = new TraceReader(options, bounds);
  const slices = new Slices();
  let done = 0;
  for await (const piece of piecesOf(uri)) {
    if (isCanceled()) return undefined;
    if (!reader.push(piece)) break;
    said(Math.min(1, (done += piece.length) / size));
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

/**
 * The bytes of a file in pieces, each of them good until the next one is asked for. Node reads them as they are needed; VS
 * Code, for what lies elsewhere, has them only all at once. @throws NotReadable
 */
async function* piecesOf(uri: Uri): AsyncGenerator<Uint8Array> {
  try {
    if (uri.scheme === 'file' && nodeFiles) yield* piecesOnDisk(await nodeFiles.promises.open(uri.fsPath));
    else yield* cut(await workspace.fs.readFile(uri));
  } catch {
    throw new NotReadable('unreadable');
  }
}

async function* piecesOnDisk(file: OpenFile): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(READ_AT_ONCE);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer);
      if (bytesRead === 0) return;
      yield* cut(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
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
