/** A program and its arguments as a line for a POSIX shell: each word quoted where the shell would read it as something else. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (SAFE.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

const SAFE = /^[\w@%+=:,./-]+$/;
