import { CancellationError, type CancellationToken } from 'vscode';

/** Lets the host take in a cancellation, and obeys it. @throws CancellationError */
export async function checkpoint(token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  if (token.isCancellationRequested) throw new CancellationError();
}
