/** Reads a trace of requests from a file, wherever it is: VS Code has no streams, so the bytes come at once and are read in pieces. */
import {
  FileType,
  l10n,
  ProgressLocation,
  window,
  workspace,
  type CancellationToken,
  type Uri,
} from 'vscode';
import { TraceReader } from '../core/cost/trace/readTrace';
import type { TraceOptions, TraceReading } from '../core/cost/trace/traceOutcomes';
import type { Steps } from '../core/python/resumable';
import { UserError } from '../core/userError';
import { Slices } from './slices';

/** What the extension host has memory for; the command line reads more. */
export const EDITOR_TRACE_BOUNDS = { bytes: 100_000_000, rows: 1_000_000 };
/** Bytes that are read between two looks at the clock: two milliseconds' worth. */
const PIECE = 32_768;

/** What was read; undefined if the user canceled. @throws UserError for a file that cannot be read at all */
export async function readTraceFile(
  uri: Uri,
  options: TraceOptions,
  bounds = EDITOR_TRACE_BOUNDS,
): Promise<TraceReading | undefined> {
  const size = await sizeOf(uri);
  if (size > bounds.bytes) return tooLarge(bounds.bytes);
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      cancellable: true,
      title: l10n.t('Reading {0}', fileName(uri)),
    },
    async (progress, token) => {
      const bytes = await bytesOf(uri);
      let percent = 0;
      return readInPieces(bytes, options, bounds, token, (share) => {
        const now = Math.floor(share * 100);
        if (now === percent) return;
        progress.report({ increment: now - percent, message: l10n.t('{0}%', now) });
        percent = now;
      });
    },
  );
}

async function readInPieces(
  bytes: Uint8Array,
  options: TraceOptions,
  bounds: typeof EDITOR_TRACE_BOUNDS,
  token: CancellationToken,
  said: (share: number) => void,
): Promise<TraceReading | undefined> {
  const reader = new TraceReader(options, bounds);
  const slices = new Slices();
  for (let at = 0; at < bytes.length; at += PIECE) {
    if (token.isCancellationRequested) return undefined;
    if (!reader.push(bytes.subarray(at, at + PIECE))) break;
    said(at / bytes.length);
    await slices.turn();
  }
  return toEnd(reader.end(), slices, token);
}

/** Takes work to its end in slices; undefined if it is canceled on the way. */
async function toEnd<T>(steps: Steps<T>, slices: Slices, token: CancellationToken): Promise<T | undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (token.isCancellationRequested) return undefined;
    await slices.turn();
  }
}

async function sizeOf(uri: Uri): Promise<number> {
  try {
    const { size, type } = await workspace.fs.stat(uri);
    if ((type & FileType.Directory) === 0) return size;
  } catch {
    // The same as for a folder.
  }
  throw new UserError(l10n.t('{0} cannot be read: it is not there, or not a file.', fileName(uri)));
}

async function bytesOf(uri: Uri): Promise<Uint8Array> {
  try {
    return await workspace.fs.readFile(uri);
  } catch {
    throw new UserError(l10n.t('{0} cannot be read.', fileName(uri)));
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
