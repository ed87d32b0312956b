/** Whether the work fits Modal, as Markdown. */
import type { Verdict } from '../review/fit/fitFinding';
import type { FitReport } from '../review/fit/fitReport';
import { escapeMarkdown } from './escape';
import { alternativeText, citationTitle, contradictionText, fitText, unseenQuestion } from './words/fit';
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
    ];
    return `- ${parts.join(' ')}`;
  });
  return `${t('Fit: {0}.', verdictText(overall))}\n\n${lines.join('\n')}`;
}

/** What decides too and no code shows, in a sentence. */
export function unseenSentence({ unseen }: FitReport): string {
  const questions = unseen.map(({ topic }) => escapeMarkdown(unseenQuestion(topic)));
  return t('Also decisive, but not visible in code: {0}', questions.join(' '));
}
