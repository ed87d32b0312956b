/** What the review says of regions, compliance, GPUs and the rest, beside what Modal's own documents say. */
import { FACT_TOPICS, type ReviewFact } from '../../pricing/reviewSchema';
import { reportSection, tableBlock, type ReportSection } from '../report/report';
import { left } from '../scenario/columns';
import { t } from '../words/translate';
import { otherwiseText, sourceKeyText } from './citedText';
import type { ReviewInBook } from './reviewInBook';

/** A section for each topic of which the review says something. */
export function factSections({ review: { facts } }: ReviewInBook): (ReportSection | null)[] {
  return FACT_TOPICS.map((topic) => {
    const rows = facts.filter((each) => each.topic === topic);
    if (rows.length === 0) return null;
    return reportSection(topic, topicText(topic), [
      tableBlock(
        '',
        [
          left(t('provider')),
          left(t('the review says')),
          left(t('source, date')),
          left(t('Modal’s own documents')),
        ],
        rows.map((fact) => [
          fact.provider,
          fact.says,
          sourceKeyText(fact),
          fact.provider === 'Modal' ? otherwiseText(fact.otherwise) : t('about another provider'),
        ]),
      ),
    ]);
  });
}

function topicText(topic: ReviewFact['topic']): string {
  switch (topic) {
    case 'regions':
      return t('Regions');
    case 'compliance':
      return t('Compliance');
    case 'access':
      return t('Access to the machine');
    case 'gpus':
      return t('GPUs offered');
    case 'software':
      return t('Software');
    case 'storage':
      return t('Storage');
    case 'network':
      return t('Network');
    case 'warmPool':
      return t('Warm pool');
    case 'freeTier':
      return t('Free tier');
  }
}
