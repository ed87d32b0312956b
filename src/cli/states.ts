import { existsSync } from 'node:fs';
import type { Bill } from '../core/bill/bill';
import { defaultBook } from '../core/pricing/bundled';
import type { PriceBook } from '../core/pricing/schema';
import type { PythonParser } from '../core/python/parser';
import { findings } from '../core/review/findings/findings';
import { oneLine } from '../core/render/escape';
import type { ReportedState } from '../core/render/review/changeReport';
import type { StateOrigin } from '../core/render/review/diffJson';
import type { Team } from '../core/review/team/team';
import { assessState, teamBookText, type AssessedState } from './assessState';
import { billBeside } from './billFiles';
import { DiskTree, type FileTree } from './fileTree';
import { Repository, type Commit } from './gitProcess';
import { CommitTree, submodulesThatDiffer, WorkingTree } from './gitTrees';
import { UsageError, type Options } from './options';
import { placeOf, type Place } from './scannedPaths';

/** A state with where it is from. */
export interface State extends AssessedState, ReportedState, StateOrigin, Pick<Place, 'prefix'> {
  readonly data: AssessedState['data'];
}

/** Both sides of a change. */
export interface StatesOfChange {
  readonly before: State;
  readonly after: State;
}

/** The workspace as it is on disk. */
export function stateOnDisk(options: Options, parser: PythonParser, bill: Bill | null = null): State {
  const place = placeOf(options.paths);
  return stateOfFiles(new DiskTree(place.paths, place.root), place, options, parser, bill);
}

/** The workspace as some files have it. */
export function stateOfFiles(
  files: FileTree,
  place: Place,
  options: Options,
  parser: PythonParser,
  bill: Bill | null = null,
): State {
  return stateOf(files, WORKING_TREE, null, place, { parser, options, bill });
}

/** Both sides of a change: `--base` and `--head`, or HEAD and the working tree. */
export function statesOfChange(
  options: Options,
  parser: PythonParser,
  bill: Bill | null = null,
): StatesOfChange {
  const place = placeOf(options.paths);
  const repository = new Repository(place.root);
  const head = options.head === undefined ? null : repository.commit(options.head);
  const asked = repository.commit(options.base ?? 'HEAD');
  const base = options.mergeBase ? repository.mergeBase(asked, head ?? repository.commit('HEAD')) : asked;
  return statesBetween(base, head, repository, place, options, parser, bill);
}

/**
 * A commit, and another one or the working tree (null).
 * @param within bounds what is read of a side
 */
export function statesBetween(
  base: Commit,
  head: Commit | null,
  repository: Repository,
  place: Place,
  options: Options,
  parser: PythonParser,
  bill: Bill | null = null,
  within: (files: FileTree) => FileTree = (files) => files,
): StatesOfChange {
  const { root, names, paths } = place;
  const trees = [
    new CommitTree(repository, base, names),
    head ? new CommitTree(repository, head, names) : new WorkingTree(repository, root, names),
  ] as const;
  names.forEach((name, i) => assertThere(paths[i]!, name, trees));
  const changed = submodulesThatDiffer(...trees);
  for (const tree of trees) tree.skipSubmodules(changed);
  const of = (files: FileTree, commit: Commit | null, title: string, book?: PriceBook): State =>
    stateOf(within(files), title, commit, place, { parser, options, bill }, book);
  const after = of(trees[1], head, head ? titleOf(head) : WORKING_TREE);
  const before = of(trees[0], base, titleOf(base), after.context.book);
  const ownBook =
    options.book === undefined ? ownBookOf([before.team, trees[0]], [after.team, trees[1]]) : undefined;
  return { before: { ...before, ...(ownBook === undefined ? {} : { ownBook }) }, after };
}

/** What the team file before the change selects, if it is another book than after it, or a file that has changed. */
function ownBookOf(before: readonly [Team, FileTree], after: readonly [Team, FileTree]): string | undefined {
  const [{ priceBook: was }, { priceBook: is }] = [before[0], after[0]];
  const same = was === is && teamBookText(...before) === teamBookText(...after);
  return same ? undefined : (was ?? defaultBook.id);
}

const WORKING_TREE = 'working tree';

/** As asked for, with the commit that this is just now. */
function titleOf({ id, asked }: Commit): string {
  const short = id.slice(0, 10);
  return id.startsWith(asked) ? short : `${asked} (${short})`;
}

/** What all states of a command are read with. */
interface Reading {
  readonly parser: PythonParser;
  readonly options: Options;
  /** The actual bill to stand beside; null if there is none. */
  readonly bill: Bill | null;
}

function stateOf(
  files: FileTree,
  name: string,
  commit: Commit | null,
  { names, prefix }: Place,
  { parser, options, bill }: Reading,
  book?: PriceBook,
): State {
  const assessed = assessState(files, parser, options, names.includes(''), book);
  // Budgets of apps and the workspace are judged where all of it is looked at.
  const billed = bill && billBeside(bill, assessed);
  const report = findings(assessed.assessments, {
    ...assessed,
    whole: names.includes(''),
    bill: billed,
  });
  return {
    ...assessed,
    report,
    billed,
    name,
    prefix,
    revision: commit?.asked ?? null,
    commit: commit?.id ?? null,
    skipped: assessed.scan.skipped,
  };
}

/** A path that was never there is a mistake; one that was added or removed is a change. */
function assertThere(path: string, name: string, trees: readonly FileTree[]): void {
  const has = (tree: FileTree): boolean =>
    tree.list().files.some((file) => name === '' || file === name || file.startsWith(`${name}/`));
  if (!existsSync(path) && !trees.some(has))
    throw new UsageError(oneLine(`${path}: no such file or folder, before or after the change`));
}
