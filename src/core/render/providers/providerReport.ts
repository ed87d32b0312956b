/** `modal-cost providers` and the panel's page: what the review reports of Modal and of others, as tables. */
import type { PricingContext } from '../../cost/estimate';
import { tableBlock, listBlock, reportSection, type Report, type ReportSection } from '../report/report';
import { left, right } from '../scenario/columns';
import { t } from '../words/translate';
import { benchmarkSection, timingSection } from './benchmarkSections';
import { citedText, otherwiseText } from './citedText';
import { costSection } from './costSection';
import { factSections } from './factSections';
import { reviewFor, type ReviewInBook } from './reviewInBook';
import { scoreSections } from './scoreSections';
import { uptimeSection } from './uptimeSection';

/** A review, the book that has it, and the prices that its costs are by. */
export interface ProviderQuestion {
  readonly context: PricingContext;
  /** The share of the time that is active, 0…1; undefined for those of the review. */
  readonly utilization?: number | undefined;
}

export function providerReport({ context, utilization }: ProviderQuestion): Report {
  const found = reviewFor(context);
  const sections = [
    summarySection(found),
    benchmarkSection(found),
    costSection(found, context, utilization),
    uptimeSection(found),
    ...factSections(found),
    timingSection(found),
    ...scoreSections(found),
    ...audienceSections(found),
    questionSection(found),
    sourceSection(found),
  ];
  return { title: t('Modal and other providers'), sections: sections.filter((each) => each !== null) };
}

function summarySection({ review: { summary, scorecard }, book }: ReviewInBook): ReportSection | null {
  const score = t(
    'Score {0} of 100, #{1} of {2}, across {3} user reviews.',
    scorecard.total,
    scorecard.rank,
    scorecard.of,
    scorecard.reviews.toLocaleString('en-US'),
  );
  return reportSection('verdict', t('The review’s verdict'), [
    { kind: 'text', text: `${summary.verdict} ${score} (${citedText(summary, book)})` },
    { kind: 'text', text: t('How it was tested:') },
    listBlock(summary.method),
  ]);
}

function audienceSections({ review: { audience }, book }: ReviewInBook): (ReportSection | null)[] {
  const cited = citedText(audience, book);
  return [
    reportSection('suits', t('Who it is for'), [listBlock(audience.suits), { kind: 'text', text: cited }]),
    reportSection('avoid', t('Who should avoid it'), [
      tableBlock(
        '',
        [left(t('who')), left(t('why, by the review')), left(t('instead')), left(t('Modal’s own documents'))],
        audience.avoid.map(({ who, why, instead, otherwise }) => [
          who,
          why,
          instead ?? t('none named'),
          otherwiseText(otherwise),
        ]),
      ),
      { kind: 'text', text: cited },
    ]),
    reportSection('alternatives', t('Alternatives'), [
      tableBlock(
        '',
        [left(t('need')), left(t('provider')), left(t('the review says'))],
        audience.alternatives.map(({ need, provider, says }) => [need, provider, says]),
      ),
      { kind: 'text', text: cited },
    ]),
  ];
}

function questionSection({ review: { summary }, book }: ReviewInBook): ReportSection | null {
  return reportSection('questions', t('Questions and voices'), [
    tableBlock(
      '',
      [left(t('question')), left(t('the review’s answer')), left(t('Modal’s own documents'))],
      summary.questions.map(({ question, answer, otherwise }) => [
        question,
        answer,
        otherwiseText(otherwise),
      ]),
    ),
    listBlock(summary.voices.map(({ who, role, says }) => `${says} ${who}, ${role}`)),
    { kind: 'text', text: citedText(summary, book) },
  ]);
}

/** The sources that the review and what contradicts it cite. */
function sourceSection({ review, book }: ReviewInBook): ReportSection | null {
  const cited = citedKeys(review);
  const rows = Object.entries(book.sources)
    .filter(([key]) => cited.has(key))
    .map(([key, { title, url, date }]) => [key, title, date, url ?? t('none')]);
  return reportSection('sources', t('Sources'), [
    tableBlock('', [left(t('source')), left(t('title')), right(t('date')), left(t('address'))], rows),
  ]);
}

/** Every `source` in a value, at any depth. */
function citedKeys(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const found = new Set<string>();
  for (const [name, item] of Object.entries(value)) {
    if (name === 'source' && typeof item === 'string') found.add(item);
    for (const key of citedKeys(item)) found.add(key);
  }
  return found;
}
