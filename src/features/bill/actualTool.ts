import {
  CancellationError,
  l10n,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  workspace,
  type CancellationToken,
  type Disposable,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type WorkspaceFolder,
} from 'vscode';
import { oneLine, shorten } from '../../core/render/escape';
import { ACTUAL_TOOL, actualAnswer, NO_BILL, readActualInput } from '../../core/tools/actualAnswer';
import { ToolProblem } from '../../core/tools/toolProblem';
import { beside } from '../../host/bill/bills';
import type { FolderBill } from '../../host/bill/folderBill';
import { checkpoint } from '../../host/cancelable';
import { Disposables } from '../../host/disposables';
import type { Services } from '../../host/services';

/** The tool with which a chat's agent asks what apps did cost. It reads only, so that nobody is asked before it runs. */
export function registerActualTool(services: Services): Disposable {
  // A host without a chat may have no `lm` at all, whatever the typings say.
  if (typeof (lm as typeof lm | undefined)?.registerTool !== 'function') return new Disposables();
  return lm.registerTool(ACTUAL_TOOL.name, new ActualTool(services));
}

class ActualTool implements LanguageModelTool<unknown> {
  constructor(private readonly services: Services) {}

  prepareInvocation(): { readonly invocationMessage: string } {
    return { invocationMessage: l10n.t('Comparing the actual bill with the estimates') };
  }

  async invoke(
    { input }: LanguageModelToolInvocationOptions<unknown>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const app = readActualInput(input);
    const { folder, found } = await firstBill(this.services);
    const { index } = this.services;
    if (!(await index.ready(token))) throw new CancellationError();
    await this.services.settled();
    const { team, context } = await this.services.terms(folder.uri);
    const billed = beside(found, await index.assessments(folder), context, team);
    const { text, data } = await actualAnswer({ bill: found.bill, workspace: billed }, app, () =>
      checkpoint(token),
    );
    return new LanguageModelToolResult([
      new LanguageModelTextPart([text, ...refusedText(found)].join('\n\n')),
      new LanguageModelTextPart(JSON.stringify(data)),
    ]);
  }
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
