import { Uri } from 'vscode';
import { leadsOut, realPath } from '../realPaths';

/** The links of a folder that lead to files in it: each file is read once, under its own name where it has one among those read. */
export class LinkedFiles {
  /** Where each link leads. */
  private readonly targets = new Map<string, string>();

  constructor(private readonly root: Uri) {}

  /** Takes note of a file that may be a link; false for one that leads out of the folder. */
  async take(path: string): Promise<boolean> {
    const uri = Uri.joinPath(this.root, path);
    if (await leadsOut(this.root, uri)) return false;
    const [root, real] = await Promise.all([realPath(this.root), realPath(uri)]);
    if (root === undefined || real === undefined) return true;
    const target = real.slice(root.length + 1).replaceAll('\\', '/');
    if (target === path) this.targets.delete(path);
    else this.targets.set(path, target);
    return true;
  }

  /** The links among some files that lead to another one of them, or to what a link before leads to. */
  twice(files: ReadonlySet<string>): string[] {
    const read = new Set<string>();
    return [...this.targets.keys()].sort().filter((path) => {
      const target = this.targets.get(path)!;
      if (!files.has(path)) return false;
      if (files.has(target) || read.has(target)) return true;
      read.add(target);
      return false;
    });
  }
}
