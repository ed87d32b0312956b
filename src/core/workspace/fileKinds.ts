/** Which files of a workspace are read, and why one is not: the same on the command line and in the editor. */
import type { SkipReason } from './skipReason';

/** Folders that hold no code of the workspace's own. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  'node_modules',
  '__pycache__',
  '.venv',
  'venv',
  'site-packages',
  '.tox',
  '.mypy_cache',
]);

/** A larger file is generated or no code; it is skipped and named. */
export const MAX_FILE_BYTES = 5_000_000;

/** Why a larger file is not read. */
export const TOO_LARGE: SkipReason = { kind: 'tooLarge', maxBytes: MAX_FILE_BYTES };

export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

export function isPython(name: string): boolean {
  return name.endsWith('.py');
}
