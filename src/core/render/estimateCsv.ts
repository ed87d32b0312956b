import type { Assessment } from '../cost/assess';
import { floorAmount, liveAmount, type Amount } from '../cost/amount';
import type { KnownMonth, MonthEstimate } from '../cost/month';
import { csvText, NOT_KNOWN, type CsvCell } from './csv';
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
  'call_at_timeout_usd',
  'call_at_most_usd',
  'month_usd_low',
  'month_usd_likely',
  'month_usd_high',
  'month',
  'cell',
];

/**
 * The estimate as CSV: a row for each declaration and each call that has a price, under the
 * name of what it changes; money in USD. What there is nothing
 * to pay for is an empty cell; what is not known says so.
 */
export function estimateCsv(assessments: readonly Assessment[]): string {
  return csvText(HEAD, assessments.map(row));
}

function row({ estimate, month }: Assessment): CsvCell[] {
  const { subject, alternatives, certainty, call } = estimate;
  const declaration = subject.type === 'declaration' ? subject : subject.joined?.declaration;
  const options = alternatives.map(({ label }) => label).join(' | ');
  return [
    subject.file,
    subject.line,
    declaration?.qualname ?? null,
    subject.type === 'declaration' ? subject.kind : (subject.changes?.method ?? subject.form),
    declaration?.app ?? null,
    options === '' ? subject.gpu.source : options,
    certainty === 'atLeast' ? 'at least' : certainty,
    ...bounds(liveAmount(estimate)),
    ...bounds(floorAmount(estimate)),
    call ? (call.atTimeout?.high ?? NOT_KNOWN) : null,
    call ? (call.most?.usd ?? (call.atTimeout ? 'no bound' : NOT_KNOWN)) : null,
    ...monthCells(month),
    subject.cell ?? null,
  ];
}

function bounds(amount: Amount): CsvCell[] {
  if (amount === 'none') return [null, null];
  return amount === 'unknown' ? [NOT_KNOWN, NOT_KNOWN] : [amount.low, amount.high];
}

/** Three figures, and what they are: `likely`, `at timeout`, `at most`, `overloaded`, or why there are none. */
function monthCells(month: MonthEstimate | null): CsvCell[] {
  if (!month) return [null, null, null, 'usage unknown'];
  if (month.status === 'unknown') return [NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, monthReasonText(month.reason)];
  const { low, likely, high } = month.total;
  return [low, likely, high, kindOf(month)];
}

function kindOf({ unstable, atMost, atTimeout }: KnownMonth): string {
  if (unstable !== null) return 'overloaded';
  return atMost ? 'at most' : atTimeout ? 'at timeout' : 'likely';
}
