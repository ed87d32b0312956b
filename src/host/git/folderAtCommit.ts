import { Uri, type WorkspaceFolder } from 'vscode';
import { tooLarge } from '../../core/workspace/fileKinds';
import { systemError } from '../../core/workspace/skipReason';
import { decodeSource } from '../../core/workspace/sourceText';
import { readText, type TextRead } from '../index/fileSystem';
import { pathIn } from '../pathIn';
import type { GitRepository } from './api';
import type { ChangedPaths, ThenThere } from './changedPaths';

/**
 * The files of a workspace folder as a commit has them. What has not changed since is read from disk, so that Git is asked
 * for the few files that have.
 */
export class FolderAtCommit {
  /** The files that may differ, by path from the folder. */
  readonly changed: ReadonlyMap<string, ThenThere>;
  private readonly texts = new Map<string, Promise<TextRead>>();

  /** @param changed what may differ between the commit and now, by address */
  constructor(
    private readonly repository: GitRepository,
    private readonly commit: string,
    readonly folder: WorkspaceFolder,
    changed: ChangedPaths,
  ) {
    this.changed = new Map(
      [...changed].flatMap(([address, then]) => {
        const path = pathIn(folder, Uri.parse(address));
        return path === undefined ? [] : [[path, then]];
      }),
    );
  }

  /** The path of a file from the folder; undefined where it is not in it. */
  pathOf(uri: Uri): string | undefined {
    return pathIn(this.folder, uri);
  }

  /** A file's text, or why it is not known; undefined where the commit has no such file. */
  text(path: string): Promise<TextRead> {
    let text = this.texts.get(path);
    if (!text) this.texts.set(path, (text = this.read(path)));
    return text;
  }

  private async read(path: string): Promise<TextRead> {
    const uri = Uri.joinPath(this.folder.uri, path);
    const then = this.changed.get(path);
    if (then === undefined) return readText(uri);
    if (!then) return undefined;
    try {
      const bytes = await this.repository.buffer(this.commit, uri.fsPath);
      const reason = tooLarge(path, bytes.length);
      return reason ? { reason } : decodeSource(bytes);
    } catch (error) {
      if (then === 'unknown') return undefined;
      return { reason: systemError(error) };
    }
  }
}
