/** The time that a bill is for, in words: a month by its name where it is one. */
import type { Period } from '../bill/bill';
import { civilDate, type CivilDate } from '../numbers/civilDate';
import { dateText } from './clockText';
import { t } from './words/translate';

const [HOUR, DAY] = [3_600, 86_400];

/**
 * A calendar month, also by a clock other than UTC’s: then it begins up to half a day before or after UTC’s month, and is an
 * hour longer or shorter if that clock changes.
 */
export function monthOf({ start, end }: Period): Pick<CivilDate, 'year' | 'month'> | null {
  const days = [Math.round(start / DAY), Math.round(end / DAY)] as const;
  const [first, last] = [civilDate(days[0]), civilDate(days[1])];
  const isNext = last.year * 12 + last.month === first.year * 12 + first.month + 1;
  const isWhole = Math.abs(end - start - (days[1] - days[0]) * DAY) <= HOUR;
  return first.day === 1 && last.day === 1 && isNext && isWhole
    ? { year: first.year, month: first.month }
    : null;
}

/** `in October 2026`, or `from 2026-10-01 to 2026-10-24`, both included. */
export function inPeriodText(period: Period): string {
  const month = monthOf(period);
  if (month) return t('in {0} {1}', monthName(month.month), String(month.year));
  const [first, last] = [dateText(period.start), dateText(period.end - 1)];
  return first === last ? t('on {0}', first) : t('from {0} to {1}', first, last);
}

/** `October 2026`, or `2026-10-01 to 2026-10-24`. */
export function shortPeriodText(period: Period): string {
  const month = monthOf(period);
  if (month) return t('{0} {1}', monthName(month.month), String(month.year));
  const [first, last] = [dateText(period.start), dateText(period.end - 1)];
  return first === last ? first : t('{0} to {1}', first, last);
}

/** @param month from 1 */
function monthName(month: number): string {
  return [
    t('January'),
    t('February'),
    t('March'),
    t('April'),
    t('May'),
    t('June'),
    t('July'),
    t('August'),
    t('September'),
    t('October'),
    t('November'),
    t('December'),
  ][month - 1]!;
}
