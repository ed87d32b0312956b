import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

/** How a command ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly status: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'notStarted'; readonly error: NodeJS.ErrnoException };

/** What the system sends to every process of a terminal, this one and the command alike. */
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
const PASSED_ON: readonly NodeJS.Signals[] = [...FROM_TERMINAL, 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program with its arguments, without a shell and with the input and output of this one, to its end. Signals do not
 * end this program before it, and are passed on, except those that the command has from the terminal itself.
 */
export function runCommand([program = '', ...args]: readonly string[]): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const inTerminal = isatty(0);
    const pass = (signal: NodeJS.Signals): void => {
      if (!inTerminal || !FROM_TERMINAL.includes(signal)) child.kill(signal);
    };
    // Before the command, so that no signal ends this program in between.
    for (const signal of PASSED_ON) process.on(signal, pass);
    const child = spawn(program, args, { stdio: 'inherit' });
    const end = (how: CommandEnd): void => {
      for (const signal of PASSED_ON) process.off(signal, pass);
      resolve(how);
    };
    child.once('error', (error) => {
      if (child.pid === undefined) end({ kind: 'notStarted', error });
    });
    child.once('close', (status, signal) => {
      if (signal !== null) end({ kind: 'killed', signal });
      else if (child.pid !== undefined) end({ kind: 'exited', status: status! });
    });
  });
}

/** As shells have them. */
const CANNOT_START = 126;
const NOT_FOUND = 127;
const SIGNAL = 128;

/** The exit status that passes on how a command ended. */
export function statusOf(end: CommandEnd): number {
  switch (end.kind) {
    case 'exited':
      return end.status;
    case 'killed':
      return SIGNAL + constants.signals[end.signal];
    case 'notStarted':
      return end.error.code === 'ENOENT' ? NOT_FOUND : CANNOT_START;
  }
}
