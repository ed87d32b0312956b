import type { Estimate, PricingContext } from '../cost/estimate';
import { total } from '../cost/total';
import { figureRows } from './arithmetic';
import { escapeMarkdown, inlineCode, oneLine } from './escape';
import { usdInterval, usdShort } from './money';
import { differenceNote, estimateNotes } from './notes';
import { textTable, type Column } from './table';

/** One declaration's line in a report. */
interface ReportRow {
  readonly where: string;
  readonly name: string;
  readonly gpu: string;
  readonly live: string;
  readonly warm: string;
  readonly call: string;
}

const NOT_KNOWN = 'not known';

function reportRow(estimate: Estimate): ReportRow {
  const { subject, livePerHour, floor, call } = estimate;
  return {
    where: oneLine(`${subject.file}:${subject.line}`),
    name: 'qualname' in subject ? oneLine(subject.qualname) : `(${subject.form})`,
    gpu: gpuText(estimate),
    live: livePerHour
      ? `${usdInterval(livePerHour)}${estimate.certainty === 'unknown' ? ' or more' : ''}`
      : NOT_KNOWN,
    warm: floor ? (floor.perMonth ? usdInterval(floor.perMonth, usdShort) : NOT_KNOWN) : '–',
    call: call?.most ? usdInterval(call.most) : '–',
  };
}

function gpuText({ subject, alternatives }: Estimate): string {
  if (subject.gpu.status === 'unknown' && alternatives.length === 0) return oneLine(subject.gpu.source);
  const labels = alternatives.map((each) => each.label).join(' | ');
  return oneLine(subject.gpu.status === 'unknown' ? `${labels} | ?` : labels);
}

const COLUMNS: readonly (Column & { readonly key: keyof ReportRow })[] = [
  { key: 'where', title: 'WHERE', align: 'left', shrinks: true },
  { key: 'name', title: 'NAME', align: 'left', shrinks: true },
  { key: 'gpu', title: 'GPU', align: 'left', shrinks: true },
  { key: 'live', title: 'LIVE $/H', align: 'right' },
  { key: 'warm', title: 'WARM $/MO', align: 'right' },
  { key: 'call', title: 'CALL ≤ $', align: 'right' },
];

/** The estimate as a table for a terminal: heading, one row a declaration, the sum. */
export function estimateTable(
  estimates: readonly Estimate[],
  width?: number,
): { heading: string; rows: string[]; sum: string } {
  const rows = estimates.map(reportRow);
  const [heading, ...lines] = textTable(
    COLUMNS,
    rows.map((row) => COLUMNS.map(({ key }) => row[key])),
    width,
  );
  return { heading: heading!, rows: lines, sum: sumLine(estimates) };
}

function sumLine(estimates: readonly Estimate[]): string {
  const { declarations, floorPerMonth, livePerHour, unknown } = total(estimates);
  const rest = unknown > 0 ? ` ${unknown} not counted in full: something they need is not known here.` : '';
  return `${declarations} priced: ${usdInterval(floorPerMonth)}/month warm before the first request; one of each live ${usdInterval(livePerHour)}/h.${rest}`;
}

/** Which prices a report is in, on one line. */
export function bookSentence({ book, hoursPerMonth }: PricingContext): string {
  return `Prices: ${book.title} (${book.id}, ${book.date}); a month is ${hoursPerMonth} h. Estimates, before usage: not a bill.`;
}

/** The estimate as Markdown: a table, then the arithmetic and the notes of each declaration. */
export function estimateMarkdown(estimates: readonly Estimate[], context: PricingContext): string {
  const header = COLUMNS.map(({ title }) => title.toLowerCase());
  const table = [
    `| ${header.join(' | ')} |`,
    `|${COLUMNS.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...estimates.map((each) => {
      const row = reportRow(each);
      return `| ${COLUMNS.map(({ key }) => (['where', 'name', 'gpu'].includes(key) ? inlineCode(row[key], 120) : row[key])).join(' | ')} |`;
    }),
  ];
  const details = estimates.map((estimate) => arithmeticMarkdown(estimate));
  return [
    '## Modal costs',
    table.join('\n'),
    escapeMarkdown(sumLine(estimates)),
    escapeMarkdown(bookSentence(context)),
    `<details><summary>Arithmetic and assumptions</summary>\n\n${details.join('\n\n')}\n\n</details>`,
  ].join('\n\n');
}

function arithmeticMarkdown(estimate: Estimate): string {
  const { subject, differences, context } = estimate;
  const name = 'qualname' in subject ? subject.qualname : subject.form;
  const rows = figureRows(estimate).map(
    (row) =>
      `- ${row.title}${row.option === '' ? '' : `, ${inlineCode(row.option)}`}: ${row.arithmetic} = ${row.headline ? `**${row.result}**` : row.result}`,
  );
  const notes = [
    ...estimateNotes(estimate),
    ...differences.map((each) => differenceNote(each, context.list.title)),
  ];
  return [
    `### ${inlineCode(`${subject.file}:${subject.line} ${name}`, 160)}`,
    [...rows, ...notes.map((note) => `- ${note}`)].join('\n'),
  ].join('\n\n');
}
