import { TEAM_FILE } from '../core/review/team/team';
import { Unreadable, type FileTree } from './fileTree';
import type { Commit, Repository } from './gitProcess';
import { CommitTree, WorkingTree } from './gitTrees';

/** The Python files, notebooks and the team file of a folder: as a commit has them, and as they are on disk. */
export class FilesOfCosts {
  private readonly committed: FileTree;
  private readonly working: FileTree;

  constructor(repository: Repository, commit: Commit, folder: string) {
    this.committed = new CommitTree(repository, commit, ['']);
    this.working = new WorkingTree(repository, folder, ['']);
  }

  /** The names of those that differ. A checkout may write other line ends than the commit has. */
  uncommitted(): readonly string[] {
    const names = new Set([...this.committed.list().files, ...this.working.list().files, TEAM_FILE]);
    return [...names].filter((name) => textIn(this.committed, name) !== textIn(this.working, name)).sort();
  }
}

/** Byte by byte; undefined where there is no such file, or none that can be read. */
function textIn(files: FileTree, name: string): string | undefined {
  try {
    if (!files.isFile(name)) return undefined;
    return Buffer.from(files.read(name)).toString('latin1').replaceAll('\r\n', '\n');
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
