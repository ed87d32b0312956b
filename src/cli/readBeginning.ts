import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes that are read at a time. */
const CHUNK_BYTES = 1_048_576;

/**
 * The beginning of a file, or of a pipe, as UTF-8: one byte more than `maxBytes` at most, since a device may never end.
 * Throws the system’s errors.
 */
export function readBeginning(
  path: string,
  maxBytes: number,
): { readonly text: string; readonly isWhole: boolean } {
  const file = openSync(path, 'r');
  try {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const buffer = new Uint8Array(Math.min(CHUNK_BYTES, maxBytes + 1));
    const pieces: string[] = [];
    let length = 0;
    for (let read = 1; read > 0 && length <= maxBytes; length += read) {
      read = readSync(file, buffer, 0, Math.min(buffer.length, maxBytes + 1 - length), null);
      pieces.push(decoder.decode(buffer.subarray(0, read), { stream: true }));
    }
    pieces.push(decoder.decode());
    return { text: pieces.join(''), isWhole: length <= maxBytes };
  } finally {
    closeSync(file);
  }
}
