/** A review as one Markdown text: what the changes cost, and the findings that they cause. */
import { escapeMarkdown } from '../escape';
import { t } from '../words/translate';
import type { ChangeReport } from './changeReport';
import { diffMarkdown } from './diffReport';
import { findingMarkdown } from './findingsReport';

/** @param linkTo the address of a rule's page, by its path in the repository of the rules */
export function reviewMarkdown(report: ChangeReport, linkTo: (page: string) => string): string {
  const { findings } = report.findings;
  if (findings.length === 0) return diffMarkdown(report);
  const list = findings.map((each) => findingMarkdown(each, linkTo, escapeMarkdown)).join('\n');
  return [diffMarkdown(report), `### ${t('Findings on new or changed code')}`, list].join('\n\n');
}
