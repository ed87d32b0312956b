import type { Assessment } from '../cost/assess';
import type { Interval } from '../cost/interval';
import type { MonthEstimate } from '../cost/month';
import { csvText, type CsvCell } from './csv';
import { monthReasonText } from './words/monthWords';

const HEAD = [
  'file',
  'line',
  'name',
  'kind',
  'app',
  'gpu',
  'certainty',
  'live_usd_per_hour_low',
  'live_usd_per_hour_high',
  'floor_usd_per_month_low',
  'floor_usd_per_month_high',
  'call_at_most_usd',
  'month_usd_low',
  'month_usd_likely',
  'month_usd_high',
  'month',
];

/**
 * The estimate as CSV: a row for each declaration and each call that costs by itself, money in USD. What there is nothing
 * to pay for is an empty cell; what is not known says so.
 */
export function estimateCsv(assessments: readonly Assessment[]): string {
  return csvText(HEAD, assessments.map(row));
}

function row({ estimate, month }: Assessment): CsvCell[] {
  const { subject, alternatives, certainty, livePerHour, floor, call } = estimate;
  const named = subject.type === 'declaration';
  const options = alternatives.map(({ label }) => label).join(' | ');
  return [
    subject.file,
    subject.line,
    named ? subject.qualname : null,
    named ? subject.kind : subject.form,
    named ? subject.app : null,
    options === '' ? subject.gpu.source : options,
    certainty,
    ...bounds(livePerHour),
    ...(floor ? bounds(floor.perMonth) : [null, null]),
    call ? (call.most?.high ?? NOT_KNOWN) : null,
    ...monthCells(month),
  ];
}

const NOT_KNOWN = 'not known';

function bounds(interval: Interval | null): CsvCell[] {
  return interval ? [interval.low, interval.high] : [NOT_KNOWN, NOT_KNOWN];
}

/** Three figures, and what they are: `likely`, `at most`, `overloaded`, or why there are none. */
function monthCells(month: MonthEstimate | null): CsvCell[] {
  if (!month) return [null, null, null, 'use not known'];
  if (month.status === 'unknown') return [NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, monthReasonText(month.reason)];
  const { low, likely, high } = month.total;
  return [low, likely, high, month.unstable !== null ? 'overloaded' : month.atMost ? 'at most' : 'likely'];
}
