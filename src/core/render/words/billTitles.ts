/** The short texts of what apps did cost, as they are read and as a screen reader says them. */
import { t } from './translate';

export interface BillTitles {
  readonly actual: (usd: string) => string;
  /** A part of an app's bill by the share of the estimate: no report has it. */
  readonly actualSplit: (usd: string) => string;
  readonly environments: (count: number) => string;
  readonly above: (usd: string) => string;
  readonly below: (usd: string) => string;
  readonly asEstimated: () => string;
  readonly upToAbove: (usd: string) => string;
  readonly atLeastBelow: (usd: string) => string;
}

export const SEEN_BILL: BillTitles = {
  actual: (usd) => t('{0}/mo actual', usd),
  actualSplit: (usd) => t('{0}/mo actual (split)', usd),
  environments: (count) => t('{0} environments', count),
  above: (usd) => t('{0}/mo above', usd),
  below: (usd) => t('{0}/mo below', usd),
  asEstimated: () => t('as estimated'),
  upToAbove: (usd) => t('up to {0}/mo above', usd),
  atLeastBelow: (usd) => t('{0}/mo or more below', usd),
};

export const SPOKEN_BILL: BillTitles = {
  actual: (usd) => t('{0} per month actual', usd),
  actualSplit: (usd) => t('{0} per month actual, split by the estimate', usd),
  environments: (count) => t('in {0} environments', count),
  above: (usd) => t('{0} per month above the estimate', usd),
  below: (usd) => t('{0} per month below the estimate', usd),
  asEstimated: () => t('as estimated'),
  upToAbove: (usd) => t('up to {0} per month above the estimate', usd),
  atLeastBelow: (usd) => t('{0} per month or more below the estimate', usd),
};
