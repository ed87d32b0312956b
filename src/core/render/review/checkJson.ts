import { skippedJson } from '../words/skipReasons';
import type { PricingContext } from '../../cost/estimate';
import type { Check } from '../../review/gate';
import { fingerprints } from '../../review/findings/fingerprint';
import { LazyList } from '../../json/jsonChunks';
import { amountJson } from '../amountJson';
import { dataSumJson } from '../dataJson';
import { findingJson, findingsJson } from './findingsJson';
import { differenceJson, pricesJson, subjectJson } from './reviewJson';

/** The version of the check output; its schema is schemas/check.schema.json. */
export const CHECK_VERSION = 1;

/** A check as plain data: what `modal-cost check --format json` prints. All money is USD a month. */
export function checkJson(
  {
    findings,
    counts,
    spending,
    data,
    change,
    limit,
    unknown,
    failOnUnknown,
    passes,
    isComplete,
    unread,
  }: Check,
  context: PricingContext,
): object {
  return {
    version: CHECK_VERSION,
    currency: 'USD',
    prices: pricesJson(context),
    passes,
    complete: isComplete,
    counts,
    limit,
    gate: {
      failOnUnknown,
      unknown: unknown.map(({ assessment, what }) => ({ ...subjectJson(assessment.estimate.subject), what })),
    },
    spending: { ...spending, floor: amountJson(spending.floor), month: amountJson(spending.month) },
    ...dataSumJson(data),
    difference: change && { ...differenceJson(change.difference), leftOut: change.leftOut },
    findings: findingsJson(findings.findings),
    silenced: new LazyList(findings.silenced, ({ finding, by, reason, line }) => ({
      ...findingJson(finding, fingerprints([finding])[0]!),
      silenced: { by, reason, line },
    })),
    skipped: skippedJson(unread),
  };
}
