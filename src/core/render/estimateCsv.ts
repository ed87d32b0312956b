import type { Assessment } from '../cost/assess';
import { dataAmount, floorAmount, liveAmount, type Amount } from '../cost/amount';
import { dataCostOf, dataUsd, withoutRate, type DataCost } from '../cost/dataCost';
import { declaredData, type DataSum } from '../cost/dataSum';
import type { Estimate } from '../cost/estimate';
import type { KnownMonth, MonthEstimate } from '../cost/month';
import { csvText, type CsvCell } from './csv';
import { TEAM_FILE } from '../review/team/team';
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
export function estimateCsv(assessments: readonly Assessment[], data = declaredData(assessments)): string {
  return csvText(HEAD, [...assessments.map(row), ...(data ? dataCells(data) : [])]);
}

/** Storage and egress of apps and the workspace, and the allowance: with them, the months add up to what is paid. */
function dataCells({ book, lines, allowance, plan }: DataSum): CsvCell[][] {
  const cells = (given: Readonly<Record<string, CsvCell>>): CsvCell[] =>
    HEAD.map((name) => given[name] ?? null);
  const priced = { price_book: book.id, price_book_date: book.date };
  const month = (usd: number): Readonly<Record<string, CsvCell>> => {
    return { month_usd_low: usd, month_usd_likely: usd, month_usd_high: usd };
  };
  return [
    ...lines.map(({ app, line, cost }) =>
      cells({
        ...priced,
        file: TEAM_FILE,
        line,
        name: app ?? 'workspace',
        kind: 'storage and egress',
        ...(withoutRate(cost).length < cost.parts.length ? month(dataUsd(cost)) : {}),
        month: 'before allowance',
        unknown: withoutRate(cost).join('; ') || null,
      }),
    ),
    ...allowance.map(({ kind, usd }) =>
      cells({
        ...priced,
        name: plan,
        kind: `${kind} allowance`,
        ...month(-usd),
        month: 'allowance of the plan',
      }),
    ),
  ];
}

function row(assessment: Assessment): CsvCell[] {
  const { estimate, month } = assessment;
  const data = dataCostOf(assessment);
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
    ...monthCells(month, data),
    subject.cell ?? null,
    [...unknowns(estimate, month), ...withoutRate(data)].join('; ') || null,
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
function monthCells(month: MonthEstimate | null, data: DataCost | null): CsvCell[] {
  if (month?.status !== 'known') {
    const why = month ? monthReasonText(month.reason) : 'usage unknown';
    const known = dataAmount(data);
    return typeof known === 'string'
      ? [null, null, null, why]
      : [known.low, known.likely, known.high, `${why}; storage and egress only`];
  }
  const { low, likely, high } = month.total;
  return [low, likely, high, kindOf(month)];
}

function kindOf({ unstable, atMost, atTimeout }: KnownMonth): string {
  if (unstable !== null) return 'overloaded';
  return atMost ? 'at most' : atTimeout ? 'at timeout' : 'likely';
}
