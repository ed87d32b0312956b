/** The review's scorecard with its weights, and what people say by source. */
import { netSentiment, weightedScore } from '../../cost/reviewFigures';
import { plainNumber } from '../money';
import { listBlock, reportSection, tableBlock, type ReportSection } from '../report/report';
import { left, right } from '../scenario/columns';
import { t } from '../words/translate';
import { citedText } from './citedText';
import type { ReviewInBook } from './reviewInBook';

export function scoreSections(found: ReviewInBook): (ReportSection | null)[] {
  return [scorecardSection(found), sentimentSection(found)];
}

function scorecardSection({ review: { scorecard }, book }: ReviewInBook): ReportSection | null {
  const weighted = weightedScore(scorecard);
  return reportSection('scorecard', t('Scorecard'), [
    tableBlock(
      '',
      [left(t('dimension')), right(t('weight')), right(t('score')), left(t('what it measures'))],
      scorecard.dimensions.map(({ name, weightPercent, score, measures }) => [
        name,
        `${plainNumber(weightPercent)}%`,
        plainNumber(score),
        measures,
      ]),
    ),
    listBlock([
      weighted === null
        ? t('The weights do not add up to 100%.')
        : t('By the weights: {0} of 100. The review prints {1}.', plainNumber(weighted, 4), scorecard.total),
    ]),
    { kind: 'text', text: citedText(scorecard, book) },
  ]);
}

function sentimentSection({ review: { sentiment }, book }: ReviewInBook): ReportSection | null {
  const { rows, months, mentions } = sentiment;
  const net = netSentiment(sentiment);
  return reportSection('sentiment', t('Sentiment by source'), [
    tableBlock(
      t('{0} mentions in {1} months', plainNumber(mentions), months),
      [
        left(t('where')),
        right(t('mentions')),
        right(t('positive')),
        right(t('negative')),
        left(t('top complaint')),
        left(t('top praise')),
      ],
      rows.map((row) => [
        row.where,
        plainNumber(row.mentions),
        `${plainNumber(row.positive)}%`,
        `${plainNumber(row.negative)}%`,
        row.complaint,
        row.praise,
      ]),
    ),
    listBlock(
      net === null
        ? []
        : [
            t(
              'Net sentiment of all sources: {0} points. The review prints {1}.',
              points(net),
              points(sentiment.net),
            ),
          ],
    ),
    { kind: 'text', text: citedText(sentiment, book) },
  ]);
}

function points(value: number): string {
  return value > 0 ? `+${plainNumber(value, 3)}` : plainNumber(value, 3);
}
