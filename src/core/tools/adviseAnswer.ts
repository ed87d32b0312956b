import type { Advice } from '../cost/advisor';
import type { Assessment } from '../cost/assess';
import { adviseInSteps } from '../cost/simulatedAdvice';
import { adviceMarkdown } from '../render/adviceText';
import { adviceJson, pricesJson } from '../render/estimateJson';
import { monthReasonText } from '../render/words/monthWords';
import { fieldName } from './notCompared';
import { placeJson, preface, title, type ToolAnswer, type ToolSettings } from './toolAnswers';
import type { ToolInput } from './toolInput';
import { ToolProblem } from './toolProblem';
import { assessSubjects, contextFor, type Checkpoint, type ToolCode } from './toolSubjects';

/** The version of the answer's data. */
export const ADVICE_VERSION = 1;

/** Names of a message. */
const MAX_NAMES = 20;

/**
 * `modalCost_advise`: what `modal-cost advise` prints.
 * @throws ToolProblem where the question cannot be answered
 */
export async function adviseAnswer(
  code: ToolCode,
  input: ToolInput,
  settings: ToolSettings,
  checkpoint: Checkpoint,
): Promise<ToolAnswer> {
  const context = contextFor(input, settings.context);
  const assessment = only(await assessSubjects(code, input, context, checkpoint));
  const advice = await adviceOf(assessment, checkpoint);
  return {
    text: [
      ...preface(code, input, context, settings),
      `### ${title(assessment)}`,
      adviceMarkdown(advice),
    ].join('\n\n'),
    data: {
      version: ADVICE_VERSION,
      currency: 'USD',
      ...pricesJson(context),
      refused: settings.refused ?? [],
      ...placeJson(assessment),
      ...adviceJson(advice),
    },
  };
}

/** The one declaration that is asked about. */
function only(assessments: readonly Assessment[]): Assessment {
  const declared = assessments.filter(({ estimate }) => estimate.subject.type === 'declaration');
  const [found, ...more] = declared;
  if (found && more.length === 0) return found;
  const names = declared.slice(0, MAX_NAMES).map((each) => title(each));
  throw new ToolProblem(
    found
      ? `Give \`declaration\`: advice is for one of ${names.join(', ')}. Add the line if others have its name, such as "serve:12".`
      : 'Advice is for a function, class or server, and the code has only calls.',
  );
}

/** So many steps of a simulation go by before others have their turn. */
const STEPS_AT_ONCE = 1_000;

async function adviceOf(assessment: Assessment, checkpoint: Checkpoint): Promise<Advice> {
  let steps = 0;
  const work = adviseInSteps(assessment, {}, () => ++steps % STEPS_AT_ONCE === 0);
  let step = work.next();
  for (; !step.done; step = work.next()) await checkpoint();
  const advice = step.value;
  if (advice === null) throw new ToolProblem(whyNoAdvice(assessment));
  if (advice.status === 'unknown')
    throw new ToolProblem(`${title(assessment)}: ${monthReasonText(advice.reason)}.`);
  return advice;
}

function whyNoAdvice(assessment: Assessment): string {
  const { usage, estimate } = assessment;
  const missing = usage?.missing ?? [];
  return missing.length > 0
    ? `${title(assessment)}: its usage is unknown. Give \`usage\` with ${missing.map(fieldName).join(' and ')}, or write a # modal-cost: comment above line ${estimate.subject.line}.`
    : `${title(assessment)}: there is no warm pool to advise about.`;
}
