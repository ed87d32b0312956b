import type { FitFinding } from '../review/fit/fitFinding';
import type { FitReport, UnseenNote } from '../review/fit/fitReport';
import { alternativeText, contradictionText, fitText, unseenQuestion } from './words/fit';

/** Whether a declaration fits Modal, as plain data. */
export function fitJson(report: FitReport | null): object | null {
  if (!report) return null;
  const { book, overall, findings, unseen } = report;
  return { book, overall, findings: findings.map(findingJson), unseen: unseen.map(unseenJson) };
}

function findingJson(finding: FitFinding): object {
  const { rule, kind, verdict, source, alternative, otherwise } = finding;
  return {
    rule,
    verdict,
    reason: fitText(finding),
    reasonKind: kind,
    source,
    alternative: alternative && alternativeText(alternative),
    alternativeKind: alternative?.kind ?? null,
    otherwise: otherwise && {
      says: contradictionText(otherwise),
      saysKind: otherwise.kind,
      source: otherwise.source,
    },
  };
}

function unseenJson({ topic, ...note }: UnseenNote): object {
  return { topic, question: unseenQuestion(topic), ...note };
}
