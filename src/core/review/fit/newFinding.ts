/** A new finding, with what the review and Modal's own documents say on it. */
import type { FitFinding, Citation, Verdict } from './fitFinding';
import type { FitMessage } from './fitMessages';
import { CLAIMS, modalAnswer } from './reviewClaims';

/** A finding; without a contradiction or an alternative unless given. */
export function fitFinding(
  message: FitMessage,
  verdict: Verdict,
  source: Citation,
  { alternative = null, otherwise = null }: Partial<Pick<FitFinding, 'alternative' | 'otherwise'>> = {},
): FitFinding {
  return { ...message, verdict, source, alternative, otherwise, ...statementsOn(message, verdict) };
}

function statementsOn(
  message: FitMessage,
  verdict: Verdict,
): Pick<FitFinding, 'useCase' | 'avoider' | 'modal'> {
  if (!isOfReview(message, verdict)) return { useCase: null, avoider: null, modal: null };
  const { rule } = message;
  return {
    useCase: CLAIMS.useCases.find((row) => row.rule === rule) ?? null,
    avoider: CLAIMS.avoiders.find((each) => each.rule === rule) ?? null,
    modal: modalAnswer(rule),
  };
}

/** Whether the work is what the review has a row for: a rule also finds the opposite, and what is not known. */
function isOfReview(message: FitMessage, verdict: Verdict): boolean {
  if (verdict === 'unknown') return false;
  switch (message.rule) {
    case 'sustained':
      // A warm floor or a scale-down window may cost as much as a machine that is hardly at work.
      return message.kind === 'aboveBreakEven';
    case 'gpuOffered':
      return CLAIMS.notOffered.some(({ gpu }) => gpu === message.arguments.type);
    default:
      return true;
  }
}
