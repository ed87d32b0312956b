/** Uptime by quarter, with incidents and the SLA. */
import { meanUptime } from '../../cost/reviewFigures';
import { plainNumber } from '../money';
import { listBlock, reportSection, tableBlock, type ReportSection } from '../report/report';
import { left, right } from '../scenario/columns';
import { plural } from '../words/plural';
import { message, t } from '../words/translate';
import { citedText } from './citedText';
import type { ReviewInBook } from './reviewInBook';

export function uptimeSection({ review: { uptime }, book }: ReviewInBook): ReportSection | null {
  const { periods, slaPercent, slaWords, blendPercent, findings } = uptime;
  const met = periods.filter(({ percent }) => percent >= slaPercent).length;
  const mean = meanUptime(uptime);
  return reportSection('uptime', t('Uptime by quarter'), [
    tableBlock(
      '',
      [
        left(t('period')),
        right(t('uptime')),
        left(t('SLA of {0}', percentText(slaPercent))),
        left(t('major incidents')),
        left(t('note')),
      ],
      periods.map(({ from, to, percent, incidents, cause, note }) => [
        t('{0} to {1}', from, to),
        percentText(percent),
        percent >= slaPercent ? t('met') : t('not met'),
        incidentText(incidents, cause),
        note,
      ]),
    ),
    listBlock([
      ...(mean === null
        ? []
        : [
            t(
              'Mean of all quarters, by their days: {0}. The review prints {1}.',
              percentText(Number(mean.toFixed(2))),
              percentText(blendPercent),
            ),
          ]),
      t('The SLA was met in {0} of {1} quarters. The review: “{2}”.', met, periods.length, slaWords),
      ...findings,
    ]),
    { kind: 'text', text: citedText(uptime, book) },
  ]);
}

function incidentText(incidents: number, cause: string | null): string {
  const count = plural(incidents, message('{0} incident'), message('{0} incidents'));
  return cause === null ? count : `${count} (${cause})`;
}

/** `99.95%`: an uptime is not rounded to three digits. */
function percentText(percent: number): string {
  return `${plainNumber(percent, 4)}%`;
}
