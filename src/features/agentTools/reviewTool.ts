import {
  CancellationError,
  CancellationTokenSource,
  workspace,
  type CancellationToken,
  type WorkspaceFolder,
} from 'vscode';
import { linkTo } from '../../common/repository';
import { oneLine, shorten } from '../../core/render/escape';
import type { StateOrigin } from '../../core/render/review/diffJson';
import type { ReportedState } from '../../core/render/review/changeReport';
import { checkAnswer, diffAnswer } from '../../core/tools/reviewAnswers';
import {
  CHAT_REVIEW_INPUTS,
  CHECK_TOOL,
  DIFF_TOOL,
  readReviewInput,
  type ReviewInput,
} from '../../core/tools/reviewTools';
import type { ToolAnswer } from '../../core/tools/toolAnswers';
import { ToolProblem } from '../../core/tools/toolProblem';
import { reviewFolder } from '../../host/changes/changeReview';
import { folderState } from '../../host/changes/folderState';
import { placesIn } from '../../host/changes/repositoryPlaces';
import { commonCommit } from '../../host/git/commonCommit';
import { gitFailure, isUnknownRevision } from '../../host/git/gitFailure';
import type { GitRepository } from '../../host/git/api';
import type { Git } from '../../host/git/git';
import type { Services } from '../../host/services';
import type { Question } from './agentTool';

/** An agent does not wait longer for a workspace to be read. */
const MAX_READING_MS = 60_000;

type State = ReportedState & StateOrigin;

/** `modalCost_diff`: the folder as it is being edited, against a commit. */
export async function answerAboutDiff(
  services: Services,
  git: Git,
  { input, most, token }: Question,
): Promise<ToolAnswer> {
  const asked = readReviewInput(DIFF_TOOL.name, input, CHAT_REVIEW_INPUTS);
  const { before, after } = await inTime(token, (within) => change(asked, services, git, within));
  return diffAnswer(before, after, [], most);
}

/** `modalCost_check`: all of the folder, or what has changed in it since a commit. */
export async function answerAboutCheck(
  services: Services,
  git: Git,
  { input, most, token }: Question,
): Promise<ToolAnswer> {
  const asked = readReviewInput(CHECK_TOOL.name, input, CHAT_REVIEW_INPUTS);
  const { before, after } = await inTime(token, async (within) => {
    if (asked.base !== undefined) return change(asked, services, git, within);
    const state = await folderState(services, folderNamed(asked.folder), within);
    return state && { before: null, after: { ...state, ...NOW } };
  });
  return checkAnswer(before, after, asked, [], linkTo, most);
}

/** Where the files are from that an editor has. */
const NOW = { revision: null, commit: null } as const;

async function change(
  { base = 'HEAD', mergeBase, folder }: ReviewInput,
  services: Services,
  git: Git,
  token: CancellationToken,
): Promise<{ readonly before: State; readonly after: State } | undefined> {
  const place = await placeOf(folderNamed(folder), git);
  const commit = await commitOf(base, mergeBase, place.repository);
  const names = { before: `${shorten(oneLine(base), 60)} (${commit.slice(0, 10)})`, after: 'working tree' };
  const report = await reviewFolder(services, { ...place, commit, names }, token);
  return (
    report && {
      before: { ...report.before, revision: base, commit },
      after: { ...report.after, ...NOW },
    }
  );
}

/** @throws ToolProblem where the workspace has no such folder */
function folderNamed(name: string | undefined): WorkspaceFolder {
  const folders = workspace.workspaceFolders ?? [];
  const found = name === undefined ? folders[0] : folders.find((each) => each.name === name);
  if (found) return found;
  if (folders.length === 0) throw new ToolProblem('No folder is open, so there is no code to look at.');
  const names = folders.map((each) => `"${oneLine(each.name)}"`).join(', ');
  throw new ToolProblem(
    `The workspace has no folder "${shorten(oneLine(name ?? ''), 60)}". It has ${names}.`,
  );
}

/** The repository that a folder lies in, or the one that lies in it. */
async function placeOf(
  folder: WorkspaceFolder,
  git: Git,
): Promise<{ readonly folder: WorkspaceFolder; readonly repository: GitRepository }> {
  const api = await git.ready();
  if (!api) throw new ToolProblem('Git is not available in this editor, or turned off in its settings.');
  const [place] = placesIn(api).filter((each) => each.folder === folder);
  if (place) return place;
  throw new ToolProblem(
    `The folder "${oneLine(folder.name)}" is in no open Git repository, so there is nothing to compare with.`,
  );
}

/** The commit that a revision is, or the newest that it and HEAD have in common. */
async function commitOf(revision: string, mergeBase: boolean, repository: GitRepository): Promise<string> {
  const shown = `"${shorten(oneLine(revision), 60)}"`;
  const missing = new ToolProblem(
    `The repository has no commit ${shown}. Give \`base\`, such as "HEAD~1" or "main".`,
  );
  // Git would take it for an option.
  if (revision.startsWith('-')) throw missing;
  let hash: string;
  try {
    ({ hash } = await repository.getCommit(revision));
  } catch (error) {
    const failure = gitFailure(error);
    if (isUnknownRevision(failure)) throw missing;
    throw new ToolProblem(`Git could not find ${shown}: ${shorten(oneLine(failure.text), 200)}.`);
  }
  if (!mergeBase) return hash;
  const common = await commonCommit(repository, hash);
  if (common === undefined) throw new ToolProblem(`HEAD and ${shown} have no known common commit.`);
  return common;
}

/**
 * Work that reads a workspace.
 * @param work gives undefined where it was canceled
 * @throws CancellationError where the question is taken back, ToolProblem where it takes too long
 */
async function inTime<T>(
  token: CancellationToken,
  work: (token: CancellationToken) => Promise<T | undefined>,
): Promise<T> {
  const source = new CancellationTokenSource();
  const timer = setTimeout(() => source.cancel(), MAX_READING_MS);
  const taken = token.onCancellationRequested(() => source.cancel());
  if (token.isCancellationRequested) source.cancel();
  try {
    const found = await work(source.token);
    if (found !== undefined) return found;
    if (token.isCancellationRequested) throw new CancellationError();
    throw new ToolProblem(
      `Not everything was read: reading the workspace takes longer than ${MAX_READING_MS / 1_000} seconds. What was read is kept: ask again.`,
    );
  } finally {
    clearTimeout(timer);
    taken.dispose();
    source.dispose();
  }
}
