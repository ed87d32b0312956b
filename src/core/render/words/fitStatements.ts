/** What the review and Modal's own documents say on a finding, beside its reason. */
import type { FitFinding } from '../../review/fit/fitFinding';
import { citationTitle } from './fit';
import { t } from './translate';

/** One sentence for each statement; what the finding says already is left out. */
export function statementTexts(finding: FitFinding): string[] {
  return [useCaseText(finding), avoiderText(finding), modalText(finding)].filter((text) => text !== null);
}

function useCaseText({ useCase, source, alternative }: FitFinding): string | null {
  if (!useCase) return null;
  const { mark, words, workload, alternative: instead } = useCase;
  return instead === null || (source.who === 'review' && alternative !== null)
    ? t('The review: {0} {1} ({2}).', mark, words, workload)
    : t('The review: {0} {1} ({2}); alternative: {3}.', mark, words, workload, instead);
}

function avoiderText({ avoider, useCase }: FitFinding): string | null {
  if (!avoider) return null;
  return avoider.alternative === null || useCase
    ? t('Who should avoid Modal, by the review: {0}.', avoider.who)
    : t('Who should avoid Modal, by the review: {0}; alternative: {1}.', avoider.who, avoider.alternative);
}

function modalText({ modal, otherwise, source }: FitFinding): string | null {
  if (!modal || [otherwise?.source.url, source.url].includes(modal.source.url)) return null;
  return t('Modal: {0} ({1}, {2})', modal.says, citationTitle(modal.source), modal.source.date);
}
