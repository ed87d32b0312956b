/** The bill beside the estimate as CSV: one table, money in USD. */
import { differenceOf, floorShare, type BilledApp, type BilledWorkspace, type CodeOfApp } from '../bill/join';
import { csvText, type CsvCell } from './csv';

const HEAD = [
  'app',
  'environment',
  'actual_usd',
  'actual_usd_per_month',
  'estimate_usd_per_month_low',
  'estimate_usd_per_month_likely',
  'estimate_usd_per_month_high',
  'estimate',
  'difference_usd_per_month_likely',
  'gpu_hours_low',
  'gpu_hours_high',
  'floor_share',
];

/** An app that is on one side only has empty cells on the other, and so has what is not known: `estimate` says which. */
export function actualCsv({ apps, notBilled }: BilledWorkspace): string {
  return csvText(HEAD, [...apps.map(billedRow), ...notBilled.map(unbilledRow)]);
}

function billedRow(billed: BilledApp): CsvCell[] {
  const { actual, perMonth, code, gpus } = billed;
  const hours = (bound: 'low' | 'high'): CsvCell =>
    actual.resources.length === 0 ? null : gpus.reduce((sum, { gpuHours }) => sum + gpuHours[bound], 0);
  return [
    actual.app,
    actual.environment,
    actual.cost,
    perMonth,
    ...(code ? estimateCells(code) : [null, null, null, 'not in this code']),
    code ? (differenceOf(billed)?.likely ?? null) : null,
    hours('low'),
    hours('high'),
    code ? (floorShare(billed) ?? null) : null,
  ];
}

function unbilledRow(code: CodeOfApp): CsvCell[] {
  return [code.app, null, null, null, ...estimateCells(code), null, null, null, null];
}

function estimateCells({ month }: CodeOfApp): CsvCell[] {
  if (month === 'unknown') return [null, null, null, 'unknown'];
  return [month.low, month.likely, month.high, month.atLeast ? 'at least' : 'likely'];
}
