import { l10n, lm, Uri, workspace, type Disposable } from 'vscode';
import { ACTUAL_TOOL } from '../../core/tools/actualAnswer';
import { adviseAnswer } from '../../core/tools/adviseAnswer';
import { gpusAnswer, providersAnswer } from '../../core/tools/bookAnswers';
import { GPUS_TOOL, PROVIDERS_TOOL } from '../../core/tools/bookTools';
import { CHECK_TOOL, DIFF_TOOL } from '../../core/tools/reviewTools';
import { compareAnswer, estimateAnswer } from '../../core/tools/toolAnswers';
import { ADVISE_TOOL, COMPARE_TOOL, ESTIMATE_TOOL, type Tool } from '../../core/tools/toolDefinitions';
import { pathAsked } from '../../core/tools/toolInput';
import { Disposables } from '../../host/disposables';
import type { Git } from '../../host/git/git';
import type { Services } from '../../host/services';
import { answerAboutActual } from './actualTool';
import { AgentTool, type Question } from './agentTool';
import { answerAboutCode, type CodeAnswer } from './codeTool';
import { answerAboutCheck, answerAboutDiff } from './reviewTool';

/** The tools that a chat's agent may call. They read only, so that nobody is asked before they run. */
export function registerAgentTools(services: Services, git: Git): Disposable {
  const disposables = new Disposables();
  // A host without a chat may have no `lm` at all, whatever the typings say.
  if (typeof (lm as typeof lm | undefined)?.registerTool !== 'function') return disposables;
  const add = ({ name }: Tool, tool: AgentTool): void => void disposables.add(lm.registerTool(name, tool));
  const aboutCode = (answer: CodeAnswer, message: (what: string) => string): AgentTool =>
    new AgentTool(
      (question) => answerAboutCode(answer, services, question),
      (input) => message(pathAsked(input) ?? l10n.t('Python source')),
    );
  add(ESTIMATE_TOOL, aboutCode(estimateAnswer, estimating));
  add(COMPARE_TOOL, aboutCode(compareAnswer, comparing));
  add(ADVISE_TOOL, aboutCode(adviseAnswer, advising));
  const aboutBook = (answer: typeof gpusAnswer, message: string): AgentTool =>
    new AgentTool(
      (question) => answerAboutBook(answer, services, question),
      () => message,
    );
  add(GPUS_TOOL, aboutBook(gpusAnswer, l10n.t('Looking up the prices of GPUs on Modal')));
  add(PROVIDERS_TOOL, aboutBook(providersAnswer, l10n.t('Looking up what the review reports of providers')));
  add(
    DIFF_TOOL,
    new AgentTool(
      (question) => answerAboutDiff(services, git, question),
      () => l10n.t('Comparing the Modal costs of your changes'),
    ),
  );
  add(
    CHECK_TOOL,
    new AgentTool(
      (question) => answerAboutCheck(services, git, question),
      () => l10n.t('Checking Modal code by rules and budgets'),
    ),
  );
  add(
    ACTUAL_TOOL,
    new AgentTool(
      (question) => answerAboutActual(services, question),
      () => l10n.t('Comparing the actual bill with the estimates'),
    ),
  );
  return disposables;
}

function estimating(what: string): string {
  return l10n.t('Estimating the Modal costs of {0}', what);
}

function comparing(what: string): string {
  return l10n.t('Comparing the Modal costs of {0} with other providers', what);
}

function advising(what: string): string {
  return l10n.t('Looking for cheaper settings of {0}', what);
}

/** By the prices of the first folder. */
async function answerAboutBook(
  answer: typeof gpusAnswer,
  services: Services,
  { input, most }: Question,
): ReturnType<typeof answerAboutCode> {
  const terms = await services.terms(workspace.workspaceFolders?.[0]?.uri ?? Uri.parse('untitled:prices'));
  return answer(input, terms.context, most);
}
