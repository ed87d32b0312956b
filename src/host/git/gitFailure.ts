/** What the Git extension throws where Git ends with an error. */
export interface GitFailure {
  readonly exitCode: number | undefined;
  /** What Git printed; often empty. */
  readonly stderr: string;
  /** Git's own words, or else those of the Git extension. */
  readonly text: string;
}

export function gitFailure(error: unknown): GitFailure {
  const { message, stderr, exitCode } = error as { message?: string; stderr?: string; exitCode?: number };
  const printed = stderr?.trim() ?? '';
  return { exitCode, stderr: printed, text: printed || (message ?? String(error)) };
}

/** Whether Git says that it has no such revision. VS Code makes it speak English. */
export function isUnknownRevision({ text }: GitFailure): boolean {
  return /unknown revision|bad revision|bad object|ambiguous argument|not a valid object/i.test(text);
}
