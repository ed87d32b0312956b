/** What the rule on fit finds, in words. */
import type { Subject } from '../../modal/declaration';
import type { FitFinding } from '../../review/fit/fitFinding';
import { alternativeText, citationTitle, fitText } from './fit';
import { statementTexts } from './fitStatements';
import { subjectAtStart } from './subjectNames';
import { t } from './translate';

export function poorFitText(fit: FitFinding, subject: Subject): string {
  const { verdict, alternative, source } = fit;
  const name = subjectAtStart(subject);
  const verdictText =
    verdict === 'poor' ? t('{0} does not fit Modal.', name) : t('{0} fits Modal with caution.', name);
  return [
    verdictText,
    fitText(fit),
    ...(alternative ? [t('Alternative: {0}.', alternativeText(alternative))] : []),
    `(${citationTitle(source)}, ${source.date})`,
    ...statementTexts(fit),
  ].join(' ');
}
