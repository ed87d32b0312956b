/** Whether the work fits Modal, as Markdown. */
import type { Verdict } from '../review/fit/fitFinding';
import type { FitReport } from '../review/fit/fitReport';
import { escapeMarkdown } from './escape';
import { alternativeText, citationTitle, contradictionText, fitText, unseenQuestion } from './words/fit';
import { statementTexts } from './words/fitStatements';
import { t } from './words/translate';

function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'good':
      return t('fits');
    case 'caution':
      return t('with caution');
    case 'poor':
      return t('does not fit');
    case 'unknown':
      return t('unknown');
  }
}

/** The fit as a Markdown list: verdict, reason, source, alternative, and who says otherwise; empty where no rule can tell. */
export function fitMarkdown({ overall, findings }: FitReport): string {
  if (findings.every(({ verdict }) => verdict === 'unknown')) return '';
  const lines = findings.map((finding) => {
    const { verdict, source, alternative, otherwise } = finding;
    const parts = [
      `**${verdictText(verdict)}** ${escapeMarkdown(fitText(finding))}`,
      ...(alternative ? [t('Alternative: {0}.', escapeMarkdown(alternativeText(alternative)))] : []),
      `(${escapeMarkdown(citationTitle(source))}, ${escapeMarkdown(source.date)})`,
      ...(otherwise
        ? [
            t(
              '{0} disagrees: {1}',
              escapeMarkdown(citationTitle(otherwise.source)),
              escapeMarkdown(contradictionText(otherwise)),
            ),
          ]
        : []),
      ...statementTexts(finding).map(escapeMarkdown),
    ];
    return `- ${parts.join(' ')}`;
  });
  return `${t('Fit: {0}.', verdictText(overall))}\n\n${lines.join('\n')}`;
}

/** The worst of the fit in a line: the verdict with its reasons; empty where nothing is known. */
export function fitSummary({ overall, findings }: FitReport): string {
  if (overall === 'unknown') return '';
  const deciding = findings.filter(({ verdict }) => verdict === overall).slice(0, MAX_REASONS);
  const reasons = deciding.map((finding) => {
    const { alternative } = finding;
    const instead = alternative ? ` ${t('Alternative: {0}.', alternativeText(alternative))}` : '';
    return escapeMarkdown(`${fitText(finding)}${instead}`);
  });
  return `**${t('Fit: {0}.', verdictText(overall))}** ${reasons.join(' ')}`;
}

/** Reasons that a line has room for. */
const MAX_REASONS = 2;

/** What decides too, and neither code nor usage shows, in a sentence; empty where everything is said. */
export function unseenSentence({ unseen }: FitReport): string {
  if (unseen.length === 0) return '';
  const questions = unseen.map(({ topic }) => escapeMarkdown(unseenQuestion(topic)));
  return t('Also decisive, but not visible in code: {0}', questions.join(' '));
}
