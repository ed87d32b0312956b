/** `modal-cost diff` as a table for a terminal, as Markdown and as CSV. */
import type { Amount } from '../../cost/amount';
import { isSame, type AmountChange } from '../../review/diff/amountChange';
import { headline, type Change } from '../../review/diff/diff';
import { TEAM_FILE } from '../../review/team/team';
import { csvText, type CsvCell } from '../csv';
import { allowanceName, dataLineName } from '../dataText';
import { escapeMarkdown, inlineCode } from '../escape';
import { textTable, type Column } from '../textTable';
import { billedSentences } from './billedText';
import {
  changeRow,
  dataChangeRows,
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
  /** Storage and egress of apps and the workspace, and the allowance. */
  readonly dataRows: readonly string[];
  readonly headline: string;
  readonly sentences: readonly string[];
}

export function diffTable(report: ChangeReport, width?: number): DiffTable {
  const rows = [...report.changes.map(changeRow), ...dataChangeRows(report.diff)];
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
    dataRows: lines.slice(report.changes.length),
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
    ...changesTable(report),
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

function changesTable(report: ChangeReport): string[] {
  const lines = changesMarkdown(report);
  return lines.length > HEADING_LINES ? [lines.join('\n')] : [];
}

const HEADING_LINES = 2;

/** The lines of a table of changes: two of a heading, then one for each. */
export function changesMarkdown({ changes, diff }: Pick<ChangeReport, 'changes' | 'diff'>): string[] {
  return [
    `| ${titles().join(' | ')} |`,
    `|${COLUMNS.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...[...changes.map(changeRow), ...dataChangeRows(diff)].map((row) => {
      const why = row.why.map((each) => `<br>${inlineCode(each, 120)}`).join('');
      const name = `${inlineCode(row.name, 120)}${why}`;
      const where = row.where === '' ? '' : inlineCode(row.where, 160);
      const cells = [row.kind, where, name, row.live, row.floor, row.month];
      return `| ${cells.join(' | ')} | **${row.difference}** |`;
    }),
  ];
}

const SIDES = ['before', 'after'] as const;

/** The diff as CSV: a row for each change, money in USD. */
export function diffCsv({ changes, diff }: Pick<ChangeReport, 'changes' | 'diff'>): string {
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
    'without_usage',
  ];
  return csvText(head, [
    ...changes.map(csvRow),
    ...dataCsvRows(diff).map((given) => head.map((name) => given[name] ?? null)),
  ]);
}

/** Storage and egress of apps and the workspace, and the allowance, as far as they differ. */
function dataCsvRows({ data }: Pick<ChangeReport['diff'], 'data'>): Readonly<Record<string, CsvCell>>[] {
  if (!data) return [];
  const row = (
    change: AmountChange,
    name: string,
    line: number | null,
  ): Readonly<Record<string, CsvCell>>[] =>
    isSame(change)
      ? []
      : [
          {
            change: change.before === 'none' ? 'added' : change.after === 'none' ? 'removed' : 'changed',
            ...Object.fromEntries(
              SIDES.filter((side) => change[side] !== 'none').flatMap((side) => [
                [`file_${side}`, line === null ? null : TEAM_FILE],
                [`line_${side}`, line],
                [`name_${side}`, name],
                [`month_usd_${side}`, amountCell(change[side])],
              ]),
            ),
            difference_of: 'month',
            difference_usd_per_month: change.delta?.likely ?? null,
            difference_low: change.delta?.low ?? null,
            difference_high: change.delta?.high ?? null,
          },
        ];
  return [
    ...data.lines.flatMap((each) => row(each, dataLineName(each.app), each.line)),
    ...row(data.allowance, allowanceName(data.plan), null),
  ];
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
    change.withoutUsage ? 'yes' : null,
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
