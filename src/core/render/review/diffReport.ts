/** `modal-cost diff` as a table for a terminal, as Markdown and as CSV. */
import type { Amount } from '../../cost/amount';
import { headline, type Change } from '../../review/diff/diff';
import { csvText, type CsvCell } from '../csv';
import { escapeMarkdown, inlineCode } from '../escape';
import { textTable, type Column } from '../textTable';
import { billedSentences } from './billedText';
import {
  changeRow,
  changeSentences,
  headlineSentence,
  nameOf,
  pricesSentences,
  type ChangeReport,
  type ChangeRow,
} from './changeReport';
import { causeText } from '../words/changeCauses';
import { t } from '../words/translate';

const COLUMNS: readonly (Column & { readonly key: Exclude<keyof ChangeRow, 'why'> })[] = [
  { key: 'kind', title: 'CHANGE', align: 'left' },
  { key: 'where', title: 'WHERE', align: 'left', cuts: 'start' },
  { key: 'name', title: 'NAME', align: 'left', cuts: 'start' },
  { key: 'live', title: 'RUNNING $/H', align: 'right' },
  { key: 'floor', title: 'WARM $/MO', align: 'right' },
  { key: 'month', title: 'MONTH $', align: 'right' },
  { key: 'difference', title: 'DIFFERENCE $/MO', align: 'right' },
];

/** The lines of a table for a terminal; `changes` are in the order of the report's. */
export interface DiffTable {
  /** Null where there are no changes. */
  readonly heading: string | null;
  readonly rows: readonly { readonly change: Change; readonly row: string; readonly why: string | null }[];
  readonly headline: string;
  readonly sentences: readonly string[];
}

export function diffTable(report: ChangeReport, width?: number): DiffTable {
  const rows = report.changes.map(changeRow);
  const [heading, ...lines] = textTable(
    COLUMNS,
    rows.map((row) => COLUMNS.map(({ key }) => row[key])),
    width,
  );
  const indent = ' '.repeat(COLUMNS[0]!.title.length);
  return {
    heading: rows.length === 0 ? null : heading!,
    rows: report.changes.map((change, i) => ({
      change,
      row: lines[i]!,
      why: rows[i]!.why.length > 0 ? `${indent}  ${rows[i]!.why.join('; ')}` : null,
    })),
    headline: `${report.before.name} → ${report.after.name}: ${headlineSentence(report)}`,
    sentences: [...changeSentences(report), ...billedSentences(report), ...pricesSentences(report)],
  };
}

/** The diff as Markdown: the headline, a table, and what is counted how. */
export function diffMarkdown(report: ChangeReport): string {
  const { before, after } = report;
  return [
    `## ${t('Modal costs')}: ${headlineSentence(report)}`,
    `${inlineCode(before.name)} → ${inlineCode(after.name)}`,
    ...(report.changes.length > 0 ? [changesMarkdown(report.changes).join('\n')] : []),
    escapeMarkdown(changeSentences(report).join(' ')),
    ...(report.billed?.length ? [billedSentences(report).map(escapeMarkdown).join(' ')] : []),
    pricesSentences(report).map(escapeMarkdown).join(' '),
  ].join('\n\n');
}

function titles(): string[] {
  return [
    t('change'),
    t('where'),
    t('declaration'),
    t('running, per hour'),
    t('warm floor, per month'),
    t('month'),
    t('difference per month'),
  ];
}

/** The lines of a table of changes: two of a heading, then one for each. */
export function changesMarkdown(changes: readonly Change[]): string[] {
  return [
    `| ${titles().join(' | ')} |`,
    `|${COLUMNS.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...changes.map((change) => {
      const row = changeRow(change);
      const why = row.why.map((each) => `<br>${inlineCode(each, 120)}`).join('');
      const name = `${inlineCode(row.name, 120)}${why}`;
      const cells = [row.kind, inlineCode(row.where, 160), name, row.live, row.floor, row.month];
      return `| ${cells.join(' | ')} | **${row.difference}** |`;
    }),
  ];
}

const SIDES = ['before', 'after'] as const;

/** The diff as CSV: a row for each change, money in USD. */
export function diffCsv({ changes }: Pick<ChangeReport, 'changes'>): string {
  const head = [
    'change',
    ...SIDES.flatMap((side) => [`file_${side}`, `line_${side}`, `name_${side}`]),
    ...SIDES.map((side) => `live_usd_per_hour_${side}`),
    ...SIDES.map((side) => `floor_usd_per_month_${side}`),
    ...SIDES.map((side) => `month_usd_${side}`),
    'difference_of',
    'difference_usd_per_month',
    'difference_low',
    'difference_high',
    'why',
    ...SIDES.map((side) => `cell_${side}`),
    'unknown',
  ];
  return csvText(head, changes.map(csvRow));
}

function csvRow(change: Change): CsvCell[] {
  const { live, floor, month } = change.figures;
  const found = headline(change);
  return [
    change.kind,
    ...SIDES.flatMap((side) => {
      const subject = change[side];
      return subject ? [subject.file, subject.line, nameOf(subject)] : [null, null, null];
    }),
    ...[live, floor, month].flatMap((figure) => SIDES.map((side) => amountCell(figure[side]))),
    found?.figure ?? null,
    ...(found ? [found.delta.likely, found.delta.low, found.delta.high] : [null, null, null]),
    change.causes.map(causeText).join('; '),
    ...SIDES.map((side) => change[side]?.cell ?? null),
    unknowns(change) || null,
  ];
}

/** The figures that are not known: `month_before; month_after`. */
function unknowns({ figures }: Change): string {
  return (['live', 'floor', 'month'] as const)
    .flatMap((name) =>
      SIDES.flatMap((side) => (figures[name][side] === 'unknown' ? [`${name}_${side}`] : [])),
    )
    .join('; ');
}

/** The likely figure: a column of figures holds numbers alone. */
function amountCell(amount: Amount): CsvCell {
  return typeof amount === 'string' ? null : amount.likely;
}
