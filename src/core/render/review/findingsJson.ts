import type { PricingContext } from '../../cost/estimate';
import type { TextRange } from '../../modal/declaration';
import type { Check } from '../../review/gate';
import type { Finding } from '../../review/findings/finding';
import { fingerprints } from '../../review/findings/fingerprint';
import { rulePage } from '../../review/findings/rules';
import type { SkippedFile } from '../scanJson';
import { skippedJson } from '../words/skipReasons';
import { differenceJson, pricesJson, subjectJson } from './diffJson';

/** The version of the check output; its schema is schemas/check.schema.json. */
export const CHECK_VERSION = 1;

/** A check as plain data: what `modal-cost check --format json` prints. All money is USD a month. */
export function checkJson(
  { findings, counts, spending, change, limit, passes }: Check,
  context: PricingContext,
  skipped: readonly SkippedFile[],
): object {
  return {
    version: CHECK_VERSION,
    currency: 'USD',
    prices: pricesJson(context),
    passes,
    counts,
    limit,
    spending,
    difference: change && { ...differenceJson(change.difference), leftOut: change.leftOut },
    findings: findingsJson(findings.findings),
    silenced: findings.silenced.map(({ finding, by, reason, line }) => ({
      ...findingsJson([finding])[0],
      silenced: { by, reason, line },
    })),
    skipped: skippedJson(skipped),
  };
}

/** Findings with places from 1, as people count them. */
export function findingsJson(findings: readonly Finding[]): object[] {
  const prints = fingerprints(findings);
  return findings.map(({ rule, severity, message, file, range, subject, figure, related, fixes }, i) => ({
    rule,
    page: rulePage(rule),
    severity,
    message,
    file,
    ...placeJson(range),
    subject: subject && subjectJson(subject),
    figure,
    related: related.map((each) => ({
      file: each.file,
      ...placeJson(each.range),
      message: each.message,
    })),
    fixes: fixes.map(({ title }) => title),
    fingerprint: prints[i],
  }));
}

function placeJson({ start, end }: TextRange): object {
  return {
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
