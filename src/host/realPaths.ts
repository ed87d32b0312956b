import type { Uri } from 'vscode';
import { nodeFiles } from './nodeFiles';

/** Where a file or a folder is once all links are followed; undefined where that cannot be told, or there is nothing. */
export async function realPath(uri: Uri): Promise<string | undefined> {
  if (uri.scheme !== 'file' || !nodeFiles) return undefined;
  try {
    return await nodeFiles.promises.realpath(uri.fsPath);
  } catch {
    return undefined;
  }
}

/**
 * Whether links lead from a place below a folder to one outside of it, or to what Git keeps: a repository may bring such a link, and
 * what lies there is nobody's to show. False where that cannot be told.
 */
export async function leadsOut(folder: Uri, uri: Uri): Promise<boolean> {
  const [root, real] = await Promise.all([realPath(folder), realPath(uri)]);
  return root !== undefined && real !== undefined && !isIn(root, real);
}

function isIn(root: string, real: string): boolean {
  const below = root.replace(/[\\/]+$/, '');
  if (real === root || real === below) return true;
  const separator = real[below.length];
  if (!real.startsWith(below) || (separator !== '/' && separator !== '\\')) return false;
  return !real
    .slice(below.length + 1)
    .split(/[\\/]/)
    .includes('.git');
}
