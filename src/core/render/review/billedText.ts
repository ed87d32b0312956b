/** What the apps of a change cost today by the bill, as sentences and as data. */
import type { BilledChange } from '../../review/billedChanges';
import type { Period } from '../../bill/bill';
import { quoted } from '../words/quoted';
import { t } from '../words/translate';
import { instantText } from '../actualJson';
import { periodText } from '../actualText';
import { oneLine } from '../escape';
import { usd } from '../money';
import { likelyText } from './amounts';
import { differenceJson } from './reviewJson';
import type { ChangeReport } from './changeReport';

/** The first ones of many apps; the sentences of more would hide the change. */
const MAX_APPS = 10;

/** `"llama-serving" (main) costs $2,920.00 per month by the bill of October; this change: ≈ +$622.08.` */
export function billedSentences({ billed, after }: Pick<ChangeReport, 'billed' | 'after'>): string[] {
  const period = after.billed?.period;
  if (!billed || !period) return [];
  const rest = billed.length - MAX_APPS;
  return [
    ...billed.slice(0, MAX_APPS).map((each) => sentence(each, period)),
    ...(rest > 0 ? [t('{0} more apps on the bill cost something else by this change.', rest)] : []),
  ];
}

function sentence({ billed, difference }: BilledChange, period: Period): string {
  const { app, environment } = billed.actual;
  const { delta, byFloor, partly, unknown } = difference;
  const adds = likelyText(delta);
  return t(
    '{0} ({1}) costs {2} per month by the bill of {3}; this change is estimated to add {4}.',
    quoted(app, 80),
    oneLine(environment),
    usd(billed.perMonth),
    periodText(period),
    byFloor + partly + unknown > 0 ? t('{0}, as far as known', adds) : adds,
  );
}

export function billedJson({ billed, after }: Pick<ChangeReport, 'billed' | 'after'>): object | null {
  const period = after.billed?.period;
  if (!billed || !period) return null;
  return {
    period: { start: instantText(period.start), end: instantText(period.end) },
    apps: billed.map(({ billed: { actual, perMonth }, difference }) => ({
      app: actual.app,
      environment: actual.environment,
      actualUsdPerMonth: perMonth,
      difference: differenceJson(difference),
    })),
  };
}
