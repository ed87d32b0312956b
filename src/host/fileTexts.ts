import type { CancellationToken } from 'vscode';
import { textOfPart, type FileText } from '../core/workspace/notebook';

/**
 * The texts of files, or of a notebook's cells, for rules that cannot wait for them.
 * @param token stops the reading: what was not read by then has no text
 */
export async function readTexts(
  files: Iterable<string>,
  textOf: (file: string) => Promise<FileText | undefined>,
  token?: CancellationToken,
): Promise<(file: string, cell?: number) => string | undefined> {
  const texts = new Map<string, FileText | undefined>();
  for (const file of files) {
    if (token?.isCancellationRequested) break;
    texts.set(file, await textOf(file));
  }
  return (file, cell) => textOfPart(texts.get(file), cell);
}
