import { CancellationError, workspace, type WorkspaceFolder } from 'vscode';
import { oneLine, shorten } from '../../core/render/escape';
import { actualAnswer, NO_BILL, readActualInput } from '../../core/tools/actualAnswer';
import type { ToolAnswer } from '../../core/tools/toolAnswers';
import { ToolProblem } from '../../core/tools/toolProblem';
import { beside } from '../../host/bill/bills';
import type { FolderBill } from '../../host/bill/folderBill';
import { checkpoint } from '../../host/cancelable';
import type { Services } from '../../host/services';
import type { Question } from './agentTool';

/** Answers what apps did cost, beside what their code is estimated to. */
export async function answerAboutActual(services: Services, { input, token }: Question): Promise<ToolAnswer> {
  const app = readActualInput(input);
  const { folder, found } = await firstBill(services);
  const { index } = services;
  if (!(await index.ready(token))) throw new CancellationError();
  await services.settled();
  const { team, context } = await services.terms(folder.uri);
  const billed = beside(found, await index.assessments(folder), context, team);
  const { text, data } = await actualAnswer({ bill: found.bill, workspace: billed }, app, () =>
    checkpoint(token),
  );
  return { text: [text, ...refusedText(found)].join('\n\n'), data };
}

/** The bill of the first folder that has one. @throws ToolProblem without one, with what is wrong with its files */
async function firstBill({
  bills,
}: Services): Promise<{ readonly folder: WorkspaceFolder; readonly found: FolderBill }> {
  const folders = workspace.workspaceFolders ?? [];
  for (const folder of folders) {
    const found = await bills.of(folder.uri);
    if (found) return { folder, found };
  }
  const [problem] = folders.flatMap(({ uri }) => bills.problemsOf(uri));
  throw new ToolProblem(problem === undefined ? NO_BILL : shorten(oneLine(problem), 500));
}

/** That a sum is without the files that were refused. */
function refusedText({ problems }: FolderBill): string[] {
  return problems.length === 0
    ? []
    : [
        `Not in these sums: ${problems
          .map((each) => shorten(oneLine(each), 200))
          .slice(0, MAX_PROBLEMS)
          .join(' ')}`,
      ];
}

const MAX_PROBLEMS = 5;
