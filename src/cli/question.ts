import { readSync } from 'node:fs';
import { isatty } from 'node:tty';

const INPUT = 0;
const ERRORS = 2;

/** Whether somebody can be asked: in a terminal, and not in continuous integration, where nobody looks at it. */
export function canAsk(): boolean {
  const { CI = '' } = process.env;
  const isCi = !['', '0', 'false'].includes(CI.toLowerCase());
  return !isCi && isatty(INPUT) && isatty(ERRORS);
}

/** Longer than any answer. */
const MAX_ANSWER_BYTES = 1_000;

/**
 * Asks on the terminal, and waits for `y` or `yes`; anything else, and the end of the input, is a no. Reads one line and no
 * more: what is typed ahead is for the command.
 */
export function confirm(question: string): boolean {
  process.stderr.write(`${question} [y/N] `);
  const answer = Buffer.alloc(MAX_ANSWER_BYTES);
  const length = readSync(INPUT, answer);
  return /^y(es)?$/i.test(answer.toString('utf8', 0, length).trim());
}
