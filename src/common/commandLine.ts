export type Shell = 'posix' | 'powershell';

/** A program and its arguments as a line for a shell: each word quoted that the shell would read as something else. */
export function commandLine(words: readonly string[], shell: Shell = 'posix'): string {
  const quote = shell === 'posix' ? String.raw`'\''` : "''";
  return words.map((word) => (SAFE.test(word) ? word : `'${word.replaceAll("'", quote)}'`)).join(' ');
}

const SAFE = /^[\w%+=:./-]+$/;
