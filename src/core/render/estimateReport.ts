import type { Assessment } from '../cost/assess';
import type { Estimate, PricingContext } from '../cost/estimate';
import { comparisonOf } from '../cost/comparison/compareDeclaration';
import { monthTotal, total } from '../cost/estimateTotal';
import { fitOf } from '../review/fitOf';
import { figureRows } from './arithmetic';
import { comparisonMarkdown, offerName } from './comparisonText';
import { fitMarkdown, unseenSentence } from './fitMarkdown';
import { creditSentence, planSentence } from './creditText';
import { escapeMarkdown, inlineCode, oneLine } from './escape';
import { monthMarkdown } from './monthText';
import { percent, usd, usdInterval } from './money';
import { differenceNote, estimateNotes } from './estimateNotes';
import { notKnown } from './review/amounts';
import { textTable, type Column } from './textTable';
import { partlyCountedText } from './totalText';
import { bookTitle } from './words/priceBooks';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** One declaration's line in a report. */
interface ReportRow {
  readonly where: string;
  readonly name: string;
  readonly gpu: string;
  readonly live: string;
  readonly warm: string;
  readonly call: string;
  readonly month: string;
}

function reportRow({ estimate, month }: Assessment): ReportRow {
  const { subject, livePerHour, floor, call } = estimate;
  return {
    where: oneLine(`${subject.file}:${subject.line}`),
    name: subject.type === 'declaration' ? oneLine(subject.qualname) : `(${subject.form})`,
    gpu: gpuText(estimate),
    live: livePerHour
      ? `${usdInterval(livePerHour)}${estimate.certainty === 'unknown' ? ` ${t('or more')}` : ''}`
      : notKnown(),
    warm: floor ? (floor.perMonth ? usdInterval(floor.perMonth) : notKnown()) : '–',
    call: call?.most ? usdInterval(call.most) : '–',
    month: monthText(month),
  };
}

function monthText(month: Assessment['month']): string {
  if (!month) return '–';
  if (month.status === 'unknown') return notKnown();
  if (month.unstable !== null) return t('overloaded');
  return month.atMost ? `≤ ${usd(month.total.high)}` : `≈ ${usd(month.total.likely)}`;
}

function gpuText({ subject, alternatives }: Estimate): string {
  if (subject.gpu.status === 'unknown' && alternatives.length === 0) return oneLine(subject.gpu.source);
  const labels = alternatives.map((each) => each.label).join(' | ');
  return oneLine(subject.gpu.status === 'unknown' ? `${labels} | ?` : labels);
}

function columns(): readonly (Column & { readonly key: keyof ReportRow })[] {
  return [
    { key: 'where', title: t('WHERE'), align: 'left', shrinks: true },
    { key: 'name', title: t('NAME'), align: 'left', shrinks: true },
    { key: 'gpu', title: 'GPU', align: 'left', shrinks: true },
    { key: 'live', title: t('RUNNING $/H'), align: 'right' },
    { key: 'warm', title: t('WARM $/MO'), align: 'right' },
    { key: 'call', title: t('CALL ≤ $'), align: 'right' },
    { key: 'month', title: t('MONTH $'), align: 'right' },
  ];
}

/** The estimate as a table for a terminal: heading, one row a declaration, the sum. */
export function estimateTable(
  assessments: readonly Assessment[],
  width?: number,
): { heading: string; rows: string[]; sum: string } {
  const all = columns();
  const rows = assessments.map(reportRow);
  const [heading, ...lines] = textTable(
    all,
    rows.map((row) => all.map(({ key }) => row[key])),
    width,
  );
  return { heading: heading!, rows: lines, sum: sumLine(assessments) };
}

function sumLine(assessments: readonly Assessment[]): string {
  const estimates = assessments.map(({ estimate }) => estimate);
  const { declarations, floorPerMonth, livePerHour, unknown } = total(estimates);
  return [
    plural(
      declarations,
      message(
        '{0} declaration: {1} per month warm before the first request; one container of each running: {2}/h.',
      ),
      message(
        '{0} declarations: {1} per month warm before the first request; one container of each running: {2}/h.',
      ),
      usdInterval(floorPerMonth),
      usdInterval(livePerHour),
    ),
    ...monthSum(assessments),
    ...(unknown > 0 ? [partlyCountedText(unknown)] : []),
  ].join(' ');
}

/** What the declarations with a known month come to together, in sentences. */
function monthSum(assessments: readonly Assessment[]): string[] {
  const { known, usd: sum } = monthTotal(assessments);
  if (known === 0) return [];
  return [
    plural(
      known,
      message('{0} declaration with known usage costs about {1} per month, between {2} and {3}.'),
      message('{0} declarations with known usage cost about {1} per month, between {2} and {3}.'),
      usd(sum.likely),
      usd(sum.low),
      usd(sum.high),
    ),
    planSentence(sum, assessments[0]!.estimate.context),
  ].filter(Boolean);
}

/** One line for each declaration with a known month: who would do the same work for least. */
export function cheapestLines(assessments: readonly Assessment[], includeStartup: boolean): string[] {
  return assessments.flatMap((assessment) => {
    const comparison = comparisonOf(assessment, { includeStartup, rateBreakEvens: false });
    const { subject } = assessment.estimate;
    if (!comparison || subject.type === 'call') return [];
    const { winner, modal } = comparison;
    const name = oneLine(subject.qualname);
    if (winner === modal) return [t('{0}: no offer in this book does the same work for less.', name)];
    return [
      t(
        '{0}: the same work on {1} costs {2} per month, {3} less.',
        name,
        oneLine(offerName(winner)),
        usd(winner.monthUsd),
        percent(Math.abs(winner.difference.share ?? 0)),
      ),
    ];
  });
}

/** Which prices a report is in, on one line. */
export function bookSentence({ book, hoursPerMonth, discounts }: PricingContext): string {
  const figures = [bookTitle(book), book.id, book.date, hoursPerMonth] as const;
  return discounts
    ? t(
        'Prices: {0} ({1}, {2}), with the team’s discounts; a month has {3} h. Estimates, not a bill.',
        ...figures,
      )
    : t('Prices: {0} ({1}, {2}); a month has {3} h. Estimates, not a bill.', ...figures);
}

/** The estimate as Markdown: a table, then the arithmetic and the notes of each declaration. */
export function estimateMarkdown(
  assessments: readonly Assessment[],
  context: PricingContext,
  includeStartup: boolean,
): string {
  const all = columns();
  const header = all.map(({ title }) => title.toLowerCase());
  const table = [
    `| ${header.join(' | ')} |`,
    `|${all.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...assessments.map((each) => {
      const row = reportRow(each);
      return `| ${all.map(({ key }) => (['where', 'name', 'gpu'].includes(key) ? inlineCode(row[key], 120) : row[key])).join(' | ')} |`;
    }),
  ];
  const report = assessments.map(fitOf).find((each) => each !== null);
  const unseen = report ? unseenSentence(report) : '';
  const details = assessments.map((each) => arithmeticMarkdown(each, includeStartup));
  return [
    `## ${t('Modal costs')}`,
    table.join('\n'),
    sumLine(assessments),
    escapeMarkdown(bookSentence(context)),
    `<details><summary>${t('Arithmetic and assumptions')}</summary>\n\n${[...details, unseen].filter(Boolean).join('\n\n')}\n\n</details>`,
  ].join('\n\n');
}

/** Where else the same work could run, whether it fits Modal, and what the free credit covers. */
function insights(assessment: Assessment, includeStartup: boolean): string[] {
  const { estimate, month } = assessment;
  const comparison = comparisonOf(assessment, { includeStartup, rateBreakEvens: true });
  const report = fitOf(assessment);
  const first = estimate.alternatives[0]?.rate;
  const total = month?.status === 'known' ? month.total.likely : null;
  return [
    comparison ? comparisonMarkdown(comparison) : '',
    report ? fitMarkdown(report) : '',
    first ? creditSentence(first.book, first.quote?.pricedAs ?? null, total, estimate.context.discounts) : '',
  ];
}

function arithmeticMarkdown(assessment: Assessment, includeStartup: boolean): string {
  const { estimate } = assessment;
  const { subject, differences, context } = estimate;
  const name = subject.type === 'declaration' ? subject.qualname : subject.form;
  const rows = figureRows(estimate).map(
    (row) =>
      `- ${row.title}${row.option === '' ? '' : `, ${inlineCode(row.option)}`}: ${row.arithmetic} = ${row.headline ? `**${row.result}**` : row.result}`,
  );
  const notes = [
    ...estimateNotes(estimate),
    ...differences.map((each) => differenceNote(each, bookTitle(context.list))),
  ];
  return [
    `### ${inlineCode(`${subject.file}:${subject.line} ${name}`, 160)}`,
    [...rows, ...notes.map((note) => `- ${note}`)].join('\n'),
    monthMarkdown(assessment),
    ...insights(assessment, includeStartup),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}
