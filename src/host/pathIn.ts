import type { Uri, WorkspaceFolder } from 'vscode';

/** The path of an address from a folder, with `/`; undefined where it is not in it. */
export function pathIn({ uri: { scheme, authority, path } }: WorkspaceFolder, uri: Uri): string | undefined {
  const base = path.replace(/\/*$/, '/');
  const isIn = uri.scheme === scheme && uri.authority === authority && uri.path.startsWith(base);
  return isIn ? uri.path.slice(base.length) : undefined;
}
