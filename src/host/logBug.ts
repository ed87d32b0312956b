/** Writes down what should not have happened, with the place in the code where it did. */
export function logBug(log: { error(text: string): void }, error: unknown): void {
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
