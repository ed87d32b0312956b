import { Uri, workspace } from 'vscode';
import type { Entry } from '../../core/workspace/walk';

/**
 * Tells whether a folder behind a symbolic link is one that was listed already under another name: links may lead round, and
 * nothing is to be counted twice. VS Code does not say where a link leads, so two are the same if they hold the same names
 * and came to be, changed and measure the same.
 */
export class SymlinkedFolders {
  private readonly links = new Set<string>();
  /** The folders listed, by what they hold. */
  private readonly listed = new Map<string, string[]>();

  constructor(private readonly root: Uri) {}

  /** Whether the folder, below a link, is one that was listed already. If not, it counts as listed from here on. */
  async isAlreadyRead(folder: string, entries: readonly Entry[]): Promise<boolean> {
    const shape = shapeOf(entries);
    const alike = (this.listed.get(shape) ?? []).filter((each) => each !== folder);
    if (alike.length > 0 && this.isBelowLink(folder) && (await this.isOneOf(alike, folder))) return true;
    this.listed.set(shape, [...alike, folder]);
    for (const { name, kind, link } of entries)
      if (kind === 'folder' && link) this.links.add(folder === '' ? name : `${folder}/${name}`);
    return false;
  }

  /** Whether a folder is itself a link, as far as the folder that holds it has been listed. */
  isLink(folder: string): boolean {
    return this.links.has(folder);
  }

  private isBelowLink(folder: string): boolean {
    if (this.links.size === 0) return false;
    const names = folder.split('/');
    return names.some((_, i) => this.links.has(names.slice(0, i + 1).join('/')));
  }

  private async isOneOf(folders: readonly string[], folder: string): Promise<boolean> {
    const wanted = await this.stamp(folder);
    for (const each of folders) if ((await this.stamp(each)) === wanted) return wanted !== undefined;
    return false;
  }

  /** Undefined for a folder that is there no more. */
  private async stamp(folder: string): Promise<string | undefined> {
    try {
      const { ctime, mtime, size } = await workspace.fs.stat(Uri.joinPath(this.root, folder));
      return `${ctime} ${mtime} ${size}`;
    } catch {
      return undefined;
    }
  }
}

function shapeOf(entries: readonly Entry[]): string {
  const names = entries.map(({ name }) => name).sort();
  return JSON.stringify([names.length, names[0], names.at(-1)]);
}
