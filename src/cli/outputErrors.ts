import { getSystemErrorMap } from 'node:util';

/** As of a program that `SIGPIPE` has ended: 0 would pass a check whose result nobody has read. */
const READER_GONE = 141;
const CANNOT_WRITE = 74;

/** What systems say once the reader of a pipe or socket has closed it. */
const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'EOF', 'ECONNRESET']);

/**
 * Ends the program where its output cannot be written: in silence where its reader has gone, as in `… | head`, else with one
 * line. Where nobody reads what goes to stderr, the figures are printed all the same.
 */
export function endWithOutput({ stdout, stderr }: NodeJS.Process = process): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (CLOSED.has(error.code)) process.exit(READER_GONE);
    stderr.write(`modal-cost: cannot write to standard output: ${textOf(error)}\n`);
    process.exit(CANNOT_WRITE);
  });
  stderr.on('error', () => undefined);
}

/** What the system says, such as “no space left on device”. */
function textOf({ errno, message }: NodeJS.ErrnoException): string {
  return getSystemErrorMap().get(errno ?? 0)?.[1] ?? message;
}
