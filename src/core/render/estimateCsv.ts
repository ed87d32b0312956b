import type { Assessment } from '../cost/assess';
import { floorAmount, liveAmount, type Amount } from '../cost/amount';
import type { Estimate } from '../cost/estimate';
import type { KnownMonth, MonthEstimate } from '../cost/month';
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
  'call_at_timeout_usd',
  'call_at_most_usd',
  'month_usd_low',
  'month_usd_likely',
  'month_usd_high',
  'month',
  'cell',
  'unknown',
  'price_book',
  'price_book_date',
];

/**
 * The estimate as CSV: a row for each declaration and each call that has a price, under the name of what it changes;
 * money in USD. A column of figures holds numbers alone: what there is nothing to pay for and what is not known are empty
 * cells, and the column `unknown` names the latter.
 */
export function estimateCsv(assessments: readonly Assessment[]): string {
  return csvText(HEAD, assessments.map(row));
}

function row({ estimate, month }: Assessment): CsvCell[] {
  const { subject, alternatives, certainty, call, context } = estimate;
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
    call?.atTimeout?.high ?? null,
    call?.most?.usd ?? null,
    ...monthCells(month),
    subject.cell ?? null,
    unknowns(estimate, month).join('; ') || null,
    context.book.id,
    context.book.date,
  ];
}

/** The figures that are not known, of those that there are. */
function unknowns(estimate: Estimate, month: MonthEstimate | null): string[] {
  const { call } = estimate;
  return [
    ...(liveAmount(estimate) === 'unknown' ? ['live'] : []),
    ...(floorAmount(estimate) === 'unknown' ? ['floor'] : []),
    ...(call && !call.atTimeout ? ['call'] : []),
    ...(call?.atTimeout && !call.most ? ['no bound of a call'] : []),
    ...(month?.status === 'unknown' ? ['month'] : []),
  ];
}

function bounds(amount: Amount): CsvCell[] {
  return typeof amount === 'string' ? [null, null] : [amount.low, amount.high];
}

/** Three figures, and what they are: `likely`, `at timeout`, `at most`, `overloaded`, or why there are none. */
function monthCells(month: MonthEstimate | null): CsvCell[] {
  if (!month) return [null, null, null, 'usage unknown'];
  if (month.status === 'unknown') return [null, null, null, monthReasonText(month.reason)];
  const { low, likely, high } = month.total;
  return [low, likely, high, kindOf(month)];
}

function kindOf({ unstable, atMost, atTimeout }: KnownMonth): string {
  if (unstable !== null) return 'overloaded';
  return atMost ? 'at most' : atTimeout ? 'at timeout' : 'likely';
}
