/** What the tools for a whole folder answer: `modal-cost diff` and `modal-cost check`, as text and as data, no longer than is useful. */
import { check, type CheckOptions } from '../review/gate';
import { reviewChange } from '../review/reviewChange';
import { escapeMarkdown } from '../render/escape';
import type { ChangeReport, ReportedState } from '../render/review/changeReport';
import { checkJson } from '../render/review/checkJson';
import { diffJson, type StateOrigin } from '../render/review/diffJson';
import { diffMarkdown } from '../render/review/diffReport';
import { findingsMarkdown } from '../render/review/findingsReport';
import { isShort, MAX_LENGTH, plain } from './answerLength';
import type { ToolAnswer } from './toolAnswers';

type State = ReportedState & StateOrigin;

/** How many an answer may list of each kind: the first number with which it is not too long. */
const LIMITS = [500, 100, 50, 20, 10, 5, 0];

/**
 * `modalCost_diff`.
 * @param refused what is not used of the team file, and what is not read, and why
 * @param most characters of the text, and of the data as JSON
 */
export function diffAnswer(
  before: State,
  after: State,
  refused: readonly string[],
  most = MAX_LENGTH,
): ToolAnswer {
  const review = reviewChange(before, after);
  return shortest((limit) => {
    const changes = review.changes.slice(0, limit);
    const leftOut = review.leftOut + review.changes.length - changes.length;
    const findings = { ...review.findings, findings: review.findings.findings.slice(0, limit) };
    const report: ChangeReport = { before, after, ...review, changes, leftOut, findings };
    const origins = { before: withFewer(before, limit), after: withFewer(after, limit) };
    return {
      text: [diffMarkdown(report), ...refused.map(escapeMarkdown)].join('\n\n'),
      data: {
        ...plain(diffJson(report, origins)),
        refused,
        findingsLeftOut: review.findings.findings.length - findings.findings.length,
      },
    };
  }, most);
}

/** `modalCost_check`. @param before the state before a change; null to check all of the code */
export function checkAnswer(
  before: State | null,
  state: State,
  options: CheckOptions,
  refused: readonly string[],
  linkTo: (page: string) => string,
  most = MAX_LENGTH,
): ToolAnswer {
  const checked = check(state, before && reviewChange(before, state), options);
  return shortest((limit) => {
    const { findings, silenced } = checked.findings;
    const shown = {
      ...checked,
      findings: { findings: findings.slice(0, limit), silenced: silenced.slice(0, limit) },
      unknown: checked.unknown.slice(0, limit),
      unread: checked.unread.slice(0, limit),
    };
    return {
      text: [findingsMarkdown(shown, state.context, linkTo), ...refused.map(escapeMarkdown)].join('\n\n'),
      data: {
        ...plain(checkJson(shown, state.context)),
        refused,
        findingsLeftOut: findings.length - shown.findings.findings.length,
      },
    };
  }, most);
}

function withFewer({ revision, commit, skipped }: State, limit: number): StateOrigin {
  return { revision, commit, skipped: skipped.slice(0, limit) };
}

/** The longest answer that is not too long. */
function shortest(answer: (limit: number) => ToolAnswer, most: number): ToolAnswer {
  for (const limit of LIMITS) {
    const found = answer(limit);
    if (limit === 0 || isShort(found, most)) return found;
  }
  return answer(0);
}
