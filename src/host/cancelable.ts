import { CancellationError, type CancellationToken } from 'vscode';

/** Lets the host take in a cancellation, and obeys it. @throws CancellationError */
export async function checkpoint(token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  throwIfCanceled(token);
}

/** @throws CancellationError */
export function throwIfCanceled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new CancellationError();
}
