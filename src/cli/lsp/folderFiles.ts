import { join } from 'node:path';
import { dateOf, isFile, readFile, Unreadable, type FileTree } from '../fileTree';
import { Boundary } from '../links';

/** The files of a workspace folder: those that are open as they are being edited, the others as they are on disk. */
export class FolderFiles implements FileTree {
  constructor(
    readonly rootPath: string,
    /** The text of an open document, by its name from the folder. */
    private readonly openText: (name: string) => string | undefined,
  ) {}

  /** Nobody asks for all of a folder: only what an open document hangs on is read. */
  list(): ReturnType<FileTree['list']> {
    return { files: [], skipped: [] };
  }

  isFile(name: string): boolean {
    return this.openText(name) !== undefined || isFile(this.pathOf(name));
  }

  /** What lies elsewhere is not read, wherever a link leads. */
  read(name: string): Uint8Array {
    const text = this.openText(name);
    if (text !== undefined) return new TextEncoder().encode(text);
    const path = this.pathOf(name);
    // Links may change at any time, and folders go.
    if (!isFile(path)) throw new Unreadable({ kind: 'goneMeanwhile' });
    if (!new Boundary([this.rootPath]).holds(path)) throw new Unreadable({ kind: 'symbolicLink' });
    return readFile(path);
  }

  dateOf(name: string): string {
    return dateOf(this.pathOf(name));
  }

  private pathOf(name: string): string {
    return join(this.rootPath, name);
  }
}
