import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { ExcludeRules } from '../../core/workspace/excludeRules';
import { tooLarge } from '../../core/workspace/fileKinds';
import { systemError, type SkipReason } from '../../core/workspace/skipReason';
import { decodeSource } from '../../core/workspace/sourceText';
import type { Entry } from '../../core/workspace/walk';
import { leadsOut } from '../realPaths';

/** What is in a folder; a symbolic link that leads nowhere is left out. */
export async function entriesOf(folder: Uri): Promise<Entry[]> {
  const listed = await workspace.fs.readDirectory(folder);
  return listed.flatMap(([name, type]): Entry[] => {
    const kind = type & FileType.Directory ? 'folder' : type & FileType.File ? 'file' : undefined;
    return kind ? [{ name, kind, link: (type & FileType.SymbolicLink) !== 0 }] : [];
  });
}

/** A file's text, or why it is not read; undefined where there is none (any more). */
export type TextRead = { readonly text: string } | { readonly reason: SkipReason } | undefined;

export async function readText(uri: Uri): Promise<TextRead> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if (!(type & FileType.File)) return undefined;
    const reason = tooLarge(uri.path, size);
    if (reason) return { reason };
    return decodeSource(await workspace.fs.readFile(uri));
  } catch (error) {
    return isGone(error) ? undefined : { reason: reasonOf(error) };
  }
}

/** The same of a file in a folder, which no link leads out of. */
export async function readWithin(folder: Uri, path: string): Promise<TextRead> {
  const uri = Uri.joinPath(folder, path);
  return (await leadsOut(folder, uri)) ? { reason: { kind: 'symbolicLink' } } : readText(uri);
}

/** A file's text; undefined where there is none that can be read. */
export async function textAt(uri: Uri): Promise<string | undefined> {
  return textIn(await readText(uri));
}

/** The text of what was read, if there is one. */
export function textIn(read: TextRead): string | undefined {
  return read && 'text' in read ? read.text : undefined;
}

export async function isFile(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** The rules of a `.gitignore`; one that cannot be read says nothing. */
export async function readIgnores(uri: Uri): Promise<ExcludeRules | undefined> {
  const text = await textAt(uri);
  return text === undefined ? undefined : ExcludeRules.ofGitignore(text);
}

/** What `files.exclude` says of a folder. Entries with a condition on other files count for nothing: no cost should hide behind them. */
export function excludesOf(folder: Uri): ExcludeRules {
  const globs = workspace.getConfiguration('files', folder).get<Record<string, unknown>>('exclude', {});
  return ExcludeRules.ofGlobs(Object.keys(globs).filter((glob) => globs[glob] === true));
}

/** Whether there is nothing at a place, or a link that leads nowhere. */
export function isGone(error: unknown): boolean {
  // For links in a loop VS Code has no code of its own, and leaves them out of what it lists.
  return (
    error instanceof FileSystemError && (error.code === 'FileNotFound' || /\bELOOP\b/.test(error.message))
  );
}

/** Why something cannot be read. */
export function reasonOf(error: unknown): SkipReason {
  return error instanceof FileSystemError && error.code === 'NoPermissions'
    ? { kind: 'permissionDenied' }
    : systemError(error);
}
