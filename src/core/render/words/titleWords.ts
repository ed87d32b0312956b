/** The short texts of which titles of costs are made, as they are read and as a screen reader says them. */
import { orMore } from '../amountText';
import { t } from './translate';

/** Amounts are texts such as `$311`. */
export interface TitleWords {
  readonly aboutPerMonth: (usd: string) => string;
  /** The same where something is not known, which comes on top: no bound, since the rest may also be less. */
  readonly aboutPerMonthAndMore: (usd: string) => string;
  /** With the range that it is likely in, such as `$5,800–17,300`, or its two ends. */
  readonly aboutPerMonthIn: (usd: string, low: string, high: string) => string;
  readonly aboutPerMonthOfSome: (usd: string, known: number, all: number) => string;
  /** A bound. */
  readonly scheduledPerMonth: (usd: string) => string;
  readonly atMostPerMonth: (usd: string) => string;
  /** If every run takes its whole timeout. */
  readonly atTimeoutPerMonth: (usd: string) => string;
  /** A month that is being simulated, with the last one, or without where that is empty. */
  readonly simulating: (last: string) => string;
  readonly warm: (usd: string) => string;
  readonly warmContainers: (usd: string, containers: string, of: string) => string;
  /** Warm in some hours of a week only. */
  readonly warmByHours: (usd: string, containers: string, of: string, hours: string) => string;
  readonly warmWithoutPrice: (containers: string, of: string) => string;
  readonly running: (usd: string) => string;
  readonly building: (usd: string) => string;
  readonly alternatives: (labels: readonly string[]) => string;
  /** A floor or a price, where it may be more: short for a column. */
  readonly atLeast: (text: string) => string;
  readonly parts: (parts: readonly string[]) => string;
}

export const SEEN: TitleWords = {
  aboutPerMonth: (usd) => t('≈ {0}/mo', usd),
  aboutPerMonthAndMore: (usd) => t('≈ {0}+/mo', usd),
  aboutPerMonthIn: (usd, low, high) => t('≈ {0}/mo ({1}–{2})', usd, low, high.slice(1)),
  aboutPerMonthOfSome: (usd, known, all) => t('≈ {0}/mo for {1} of {2}', usd, known, all),
  atMostPerMonth: (usd) => t('≤ {0}/mo', usd),
  scheduledPerMonth: (usd) => t('≤ {0}/mo on schedule', usd),
  atTimeoutPerMonth: (usd) => t('≈ {0}/mo on schedule at timeout', usd),
  simulating: (last) => (last === '' ? t('simulating…') : t('simulating… was {0}', last)),
  warm: (usd) => t('{0}/mo warm', usd),
  warmContainers: (usd, containers, of) => t('{0}/mo warm ({1} × {2})', usd, containers, of),
  warmByHours: (usd, containers, of, hours) =>
    t('{0}/mo warm ({1} × {2}, {3} h/week)', usd, containers, of, hours),
  warmWithoutPrice: (containers, of) => t('{0} × {1} warm, no price', containers, of),
  running: (usd) => t('{0}/h running', usd),
  building: (usd) => t('{0}/h while building', usd),
  alternatives: (labels) => labels.join(' | '),
  atLeast: (text) => `≥ ${text}`,
  parts: (parts) => joined(parts, ' · '),
};

export const SPOKEN: TitleWords = {
  aboutPerMonth: (usd) => t('about {0} per month', usd),
  aboutPerMonthAndMore: (usd) => orMore(t('about {0} per month', usd)),
  aboutPerMonthIn: (usd, low, high) => t('about {0} per month, between {1} and {2}', usd, low, high),
  aboutPerMonthOfSome: (usd, known, all) => t('about {0} per month for {1} of {2}', usd, known, all),
  atMostPerMonth: (usd) => t('at most {0} per month', usd),
  scheduledPerMonth: (usd) => t('at most {0} per month on schedule', usd),
  atTimeoutPerMonth: (usd) => t('about {0} per month on schedule, each run at its timeout', usd),
  simulating: (last) => (last === '' ? t('being simulated') : t('being simulated, was {0}', last)),
  warm: (usd) => t('{0} per month warm', usd),
  warmContainers: (usd, containers, of) => t('{0} per month warm ({1} times {2})', usd, containers, of),
  warmByHours: (usd, containers, of, hours) =>
    t('{0} per month warm ({1} times {2}, {3} hours per week)', usd, containers, of, hours),
  warmWithoutPrice: (containers, of) => t('{0} times {1} warm, no price', containers, of),
  running: (usd) => t('{0} per hour running', usd),
  building: (usd) => t('{0} per hour while building', usd),
  alternatives: (labels) => labels.join(t(' or ')),
  atLeast: (text) => orMore(text),
  parts: (parts) => joined(parts, ', '),
};

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}
