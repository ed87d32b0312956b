import type { Citation, FitFinding } from '../review/fit/fitFinding';
import type { Avoider, UseCase } from '../pricing/fitClaimsSchema';
import type { FitReport, UnseenNote } from '../review/fit/fitReport';
import { alternativeText, citationTitle, contradictionText, fitText, unseenQuestion } from './words/fit';
import { bookNameJson } from './words/priceBooks';

/** Whether a declaration fits Modal, as plain data. */
export function fitJson(report: FitReport | null): object | null {
  if (!report) return null;
  const { book, overall, findings, unseen } = report;
  return {
    book: bookNameJson(book),
    overall,
    findings: findings.map(findingJson),
    unseen: unseen.map(unseenJson),
  };
}

function findingJson(finding: FitFinding): object {
  const { rule, kind, verdict, source, alternative, otherwise, useCase, avoider, modal } = finding;
  return {
    rule,
    verdict,
    reason: fitText(finding),
    reasonKind: kind,
    source: citationJson(source),
    alternative: alternative && alternativeText(alternative),
    alternativeKind: alternative?.kind ?? null,
    otherwise: otherwise && {
      says: contradictionText(otherwise),
      saysKind: otherwise.kind,
      source: citationJson(otherwise.source),
    },
    useCase: useCase && useCaseJson(useCase),
    avoider: avoider && avoiderJson(avoider),
    modal: modal && { ...modal, source: citationJson(modal.source) },
  };
}

function useCaseJson({ workload, mark, words, alternative }: UseCase): object {
  return { workload, mark, words, alternative };
}

function avoiderJson({ who, words, alternative }: Avoider): object {
  return { who, words, alternative };
}

function unseenJson({ topic, modal, ...note }: UnseenNote): object {
  return {
    topic,
    question: unseenQuestion(topic),
    ...note,
    modal: modal && { says: modal.says, source: citationJson(modal.source) },
  };
}

function citationJson(citation: Citation): object {
  const { who, url, date } = citation;
  return { who, title: citationTitle(citation), url, date };
}
