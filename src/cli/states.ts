import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PythonParser } from '../core/python/parser';
import { findings } from '../core/review/findings/findings';
import type { ReportedState } from '../core/render/review/changeReport';
import type { StateOrigin } from '../core/render/review/diffJson';
import { assessState, type AssessedState } from './assessed';
import { DiskTree, folderOf, pathWithin, type FileTree } from './fileTree';
import { Repository, type Commit } from './git';
import { CommitTree, WorkingTree } from './gitTrees';
import { UsageError, type Options } from './options';

/** A state with where it is from. */
export interface State extends AssessedState, ReportedState, StateOrigin {}

/** Where a review looks: files are named from `root`; `names` are the paths from there, empty for all of it. */
interface Place {
  readonly root: string;
  readonly paths: readonly string[];
  readonly names: readonly string[];
}

/** The workspace as it is on disk. */
export function stateOnDisk(options: Options, parser: PythonParser): State {
  const { root, paths, names } = placeOf(options);
  return stateOf(new DiskTree(paths, root), WORKING_TREE, null, names, parser, options);
}

/** Both sides of a change: `--base` and `--head`, or HEAD and the working tree. */
export function statesOfChange(
  options: Options,
  parser: PythonParser,
): { readonly before: State; readonly after: State } {
  const { root, names, paths } = placeOf(options);
  const repository = new Repository(root);
  const head = options.head === undefined ? null : repository.commit(options.head);
  const asked = repository.commit(options.base ?? 'HEAD');
  const base = options.mergeBase ? repository.mergeBase(asked, head ?? repository.commit('HEAD')) : asked;
  const trees = [
    new CommitTree(repository, base, names),
    head ? new CommitTree(repository, head, names) : new WorkingTree(repository, root, names),
  ] as const;
  names.forEach((name, i) => assertThere(paths[i]!, name, trees));
  const of = (files: FileTree, commit: Commit | null, title: string): State =>
    stateOf(files, title, commit, names, parser, options);
  return {
    before: of(trees[0], base, titleOf(base)),
    after: of(trees[1], head, head ? titleOf(head) : WORKING_TREE),
  };
}

const WORKING_TREE = 'working tree';

/** As asked for, with the commit that this is just now. */
function titleOf({ id, asked }: Commit): string {
  const short = id.slice(0, 10);
  return id.startsWith(asked) ? short : `${asked} (${short})`;
}

function stateOf(
  files: FileTree,
  name: string,
  commit: Commit | null,
  names: readonly string[],
  parser: PythonParser,
  options: Options,
): State {
  const assessed = assessState(files, parser, options);
  // Budgets of apps and the workspace are judged where all of it is looked at.
  const report = findings(assessed.assessments, { ...assessed, whole: names.includes('') });
  return {
    ...assessed,
    report,
    name,
    revision: commit?.asked ?? null,
    commit: commit?.id ?? null,
    skipped: assessed.scan.skipped,
  };
}

/** The current folder is the root of all paths in it; others are from the folder of the first. */
function placeOf({ paths: given }: Options): Place {
  const paths = given.length === 0 ? ['.'] : given;
  const here = resolve('.');
  const root = paths.every((path) => pathWithin(here, path) !== undefined) ? here : folderOf(paths);
  const names = paths.map((path) => {
    const name = pathWithin(root, path);
    if (name === undefined)
      throw new UsageError(`${path}: name paths in one folder, or go to the folder that holds them`);
    return name;
  });
  return { root, paths, names };
}

/** A path that was never there is a slip of the pen; one that has come or gone is a change. */
function assertThere(path: string, name: string, trees: readonly FileTree[]): void {
  const has = (tree: FileTree): boolean =>
    tree.list().files.some((file) => name === '' || file === name || file.startsWith(`${name}/`));
  if (!existsSync(path) && !trees.some(has))
    throw new UsageError(`${path}: no such file or folder in either state`);
}
