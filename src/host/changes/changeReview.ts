import { workspace, type CancellationToken, type WorkspaceFolder } from 'vscode';
import type { Assessment } from '../../core/cost/assess';
import { surroundings } from '../../core/modal/joinCalls';
import { environmentOf } from '../../core/review/team/environmentOf';
import { FolderData } from '../../core/review/team/folderData';
import { reviewChange, type ReviewedState } from '../../core/review/reviewChange';
import { findings } from '../../core/review/findings/findings';
import { ruleLevels } from '../../core/review/findings/rules';
import type { ChangeReport } from '../../core/render/review/changeReport';
import { isProjectFile } from '../../core/python/sourceRoots';
import { isScanned } from '../../core/workspace/fileKinds';
import { fileText, type FileText } from '../../core/workspace/notebook';
import type { GitRepository } from '../git/api';
import { changedSince, type ChangedPaths } from '../git/changedPaths';
import { readTexts } from '../fileTexts';
import { FolderAtCommit } from '../git/folderAtCommit';
import type { IndexedFile } from '../index/scanFile';
import type { Terms } from '../../core/review/team/priceScan';
import type { Services } from '../services';
import { CommitFiles } from './commitFiles';
import { ownBookThen, termsThen, textThen } from './teamThen';

/** Files and what each costs. */
type Priced = ReadonlyMap<IndexedFile, readonly Assessment[]>;

/** What is compared: a folder as it is now, and as a commit of its repository has it. */
export interface Comparison {
  readonly folder: WorkspaceFolder;
  readonly repository: GitRepository;
  readonly commit: string;
  /** What people call the two sides. */
  readonly names: { readonly before: string; readonly after: string };
}

/**
 * Reviews what has changed in a folder since a commit: the whole folder as it is now, unsaved documents too, against the
 * files of the commit. Only what has changed, and what imports that, is read from the commit.
 * @returns undefined where it was canceled
 * @throws whatever Git has to say against it
 */
export async function reviewFolder(
  services: Services,
  { folder, repository, commit, names }: Comparison,
  token: CancellationToken,
): Promise<ChangeReport | undefined> {
  const changed = await changedPaths(repository, commit);
  const files = new CommitFiles(new FolderAtCommit(repository, commit, folder, changed), services.parser);
  await services.index.reread(folder, [...files.at.changed.keys()].filter(isRead));
  if (!(await services.index.ready(token))) return undefined;
  const now = await services.index.files(folder);
  try {
    const termsNow = await services.terms(folder.uri);
    const termsBefore = await termsThen(services, files.at, termsNow);
    const touched = touchedFiles(services, files.at, [...now.keys()], termsNow !== termsBefore);
    const then = await filesThen(services, files, now, touched, termsBefore, token);
    if (!then) return undefined;
    const before = await stateOf(services, folder, then, touched, termsBefore, async (path) => {
      const text = await textThen(files.at, path);
      return text === undefined ? undefined : fileText(path, text);
    });
    const after = await stateOf(services, folder, now, touched, termsNow, (path) =>
      services.index.textOf(folder, path),
    );
    const unreadNow = services.index.skipped(folder).filter(({ file }) => files.at.changed.has(file));
    const ownBook = await ownBookThen(services, files.at, termsNow);
    const [was, is] = [
      {
        ...before,
        name: names.before,
        skipped: files.skipped,
        ...(ownBook === undefined ? {} : { ownBook }),
      },
      { ...after, name: names.after, skipped: unreadNow },
    ];
    return { before: was, after: is, ...reviewChange(was, is) };
  } finally {
    await files.rest();
  }
}

/** What may have changed since a commit: what Git says, and documents that are not saved, or not yet when Git is asked. */
async function changedPaths(repository: GitRepository, commit: string): Promise<ChangedPaths> {
  const unsaved = [...workspace.textDocuments, ...workspace.notebookDocuments]
    .filter((each) => each.isDirty)
    .map(({ uri }) => uri.toString());
  // What Git does not track it tells with its state.
  await repository.status();
  const changed = changedSince(await repository.diffWith(commit), repository.state);
  const open = unsaved.filter((address) => !changed.has(address));
  return new Map([...changed, ...open.map((address) => [address, 'unknown'] as const)]);
}

/** The files that may cost something else than in the commit: by themselves, by what they import, or all by other terms. */
function touchedFiles(
  services: Services,
  at: FolderAtCommit,
  now: readonly IndexedFile[],
  byTerms: boolean,
): Set<string> {
  const changed = [...at.changed.keys()].filter(isRead);
  const importers = now.filter(({ reads }) => byTerms || changed.some((path) => reads.has(path)));
  const all = [...changed.filter(isScanned), ...importers.map(({ file }) => file)];
  return new Set(all.filter((path) => !services.index.leavesOut(at.folder, path)));
}

/** Whether figures may hang on a file: on a project's file by where its modules are sought. */
function isRead(path: string): boolean {
  return isScanned(path) || isProjectFile(path);
}

async function filesThen(
  services: Services,
  commit: CommitFiles,
  now: Priced,
  touched: ReadonlySet<string>,
  terms: Terms,
  token: CancellationToken,
): Promise<Priced | undefined> {
  const environment = environmentOf(terms.team);
  const same = [...now].filter(([{ file }]) => !touched.has(file));
  const scans: IndexedFile[] = [];
  const paths = [...touched];
  while (paths.length > 0) {
    if (token.isCancellationRequested) return undefined;
    const scanned = await Promise.all(
      paths.splice(0, READS_AT_ONCE).map((path) => commit.scan(path, environment)),
    );
    scans.push(...scanned.filter((each) => each !== undefined));
  }
  const files = [...same.map(([file]) => file), ...scans];
  const aroundOf = surroundings(files);
  const isJoined = aroundOf !== null || surroundings([...now.keys()]) !== null;
  // Where calls change declarations, a file that is the same may cost something else.
  const then = new Map(isJoined ? [] : same);
  for (const file of isJoined ? files : scans)
    then.set(file, await services.assessFile(file, aroundOf?.(file) ?? [], terms));
  return then;
}

/** Each is a process of Git's. */
const READS_AT_ONCE = 8;

async function stateOf(
  services: Services,
  folder: WorkspaceFolder,
  files: Priced,
  touched: ReadonlySet<string>,
  { team, context }: Terms,
  textOf: (path: string) => Promise<FileText | undefined>,
): Promise<Omit<ReviewedState, 'skipped'> & Pick<Terms, 'context'>> {
  const looked = [...files].filter(([{ file }]) => touched.has(file));
  const names = looked.map(([{ file }]) => file);
  const report = findings(
    looked.flatMap(([, assessments]) => assessments),
    {
      others: [...files].flatMap(([{ file }, assessments]) => (touched.has(file) ? [] : assessments)),
      team,
      settings: ruleLevels(services.settings.get('rules', folder)),
      whole: true,
      textOf: await readTexts(names, textOf),
    },
  );
  const assessments = [...files.values()].flat();
  return { assessments, data: new FolderData(assessments, team, context, true).sum, report, context };
}
