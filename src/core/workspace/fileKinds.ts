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
  '.ipynb_checkpoints',
]);

/** A larger file is generated or no code; it is skipped and named. */
export const MAX_FILE_BYTES = 5_000_000;

/** Notebooks hold pictures too. */
const MAX_NOTEBOOK_BYTES = 20_000_000;

/** Why a file of this name and size is not read; undefined where it is. */
export function tooLarge(name: string, bytes: number): SkipReason | undefined {
  const maxBytes = isNotebook(name) ? MAX_NOTEBOOK_BYTES : MAX_FILE_BYTES;
  return bytes > maxBytes ? { kind: 'tooLarge', maxBytes } : undefined;
}

export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

export function isPython(name: string): boolean {
  return name.endsWith('.py');
}

export function isNotebook(name: string): boolean {
  return name.endsWith('.ipynb');
}

/** Whether a file is scanned for what it declares. */
export function isScanned(name: string): boolean {
  return isPython(name) || isNotebook(name);
}
