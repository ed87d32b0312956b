import type { Assessment } from '../cost/assess';
import { isOpen, type CallMoney, type Estimate, type PricingContext } from '../cost/estimate';
import { comparisonOf } from '../cost/comparison/compareDeclaration';
import { dataAmount, exactly, floorAmount, liveAmount, monthOrData, sumOf } from '../cost/amount';
import { allowanceUsd, declaredData, type DataSum } from '../cost/dataSum';
import { monthTotal, total } from '../cost/estimateTotal';
import { spendingOf } from '../cost/spending';
import { fitOf } from '../review/fitOf';
import { betweenText, costText, monthCostText, none, notKnown, orMore } from './amountText';
import { figureRows } from './arithmetic';
import { comparisonMarkdown, pricedOfferName } from './comparisonText';
import { fitMarkdown, unseenSentence } from './fitMarkdown';
import { creditSentence, planSentence } from './creditText';
import { allowanceName, dataLineName, dataLinePlace, dataSentences } from './dataText';
import { escapeMarkdown, inlineCode, oneLine } from './escape';
import { monthMarkdown } from './monthText';
import { percent, usd, usdInterval } from './money';
import { byOtherBook, otherBookSentence } from './besideBook';
import { estimateNotes } from './estimateNotes';
import { placeText } from './placeText';
import { textTable, type Column } from './textTable';
import { partlyCountedText } from './totalText';
import { bookTitle, refusedBookText, staleBookText } from './words/priceBooks';
import { plural } from './words/plural';
import { rowName, subjectCountText } from './words/subjectNames';
import { message, t } from './words/translate';
import { missingUsageText } from './words/usageWords';

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

function reportRow(assessment: Assessment): ReportRow {
  const { estimate } = assessment;
  const { subject, call } = estimate;
  return {
    where: oneLine(placeText(subject)),
    name: rowName(subject),
    gpu: gpuText(estimate),
    live: costText(liveAmount(estimate)),
    warm: costText(floorAmount(estimate)),
    call: call ? callText(call, estimate) : none(),
    month: monthText(assessment),
  };
}

function callText({ atTimeout }: CallMoney, estimate: Estimate): string {
  if (!atTimeout) return notKnown();
  const cost = usdInterval(atTimeout);
  return isOpen(estimate) ? orMore(cost) : cost;
}

function monthText(assessment: Assessment): string {
  const {
    estimate: { subject },
    month,
    usage,
  } = assessment;
  const known = monthOrData(assessment);
  if (month?.status !== 'known' && known !== 'unknown') return monthCostText(known);
  // An image build is paid for once, and what a call changes is in the month of the declaration.
  if (!month) return subject.type === 'call' ? none() : (missingUsageText(usage) ?? t('usage not set'));
  if (month.status === 'unknown') return notKnown();
  return month.unstable === null ? monthCostText(known) : t('overloaded');
}

function gpuText({ subject, alternatives }: Estimate): string {
  if (subject.gpu.status === 'unknown' && alternatives.length === 0) return oneLine(subject.gpu.source);
  const labels = alternatives.map((each) => each.label).join(' | ');
  return oneLine(subject.gpu.status === 'unknown' ? `${labels} | ?` : labels);
}

function columns(): readonly (Column & { readonly key: keyof ReportRow })[] {
  return [
    { key: 'where', title: t('WHERE'), align: 'left', cuts: 'start' },
    { key: 'name', title: t('NAME'), align: 'left', cuts: 'start' },
    { key: 'gpu', title: 'GPU', align: 'left', cuts: 'end' },
    { key: 'live', title: t('RUNNING $/H'), align: 'right' },
    { key: 'warm', title: t('WARM $/MO'), align: 'right' },
    { key: 'call', title: t('CALL AT TIMEOUT $'), align: 'right' },
    { key: 'month', title: t('MONTH $'), align: 'right' },
  ];
}

/**
 * The estimate as a table for a terminal: heading, one row a declaration, the sum.
 * @param data of all of the workspace, for rows of its own after those; by default what the declarations have
 */
export function estimateTable(
  assessments: readonly Assessment[],
  width?: number,
  data = declaredData(assessments),
): { heading: string; rows: string[]; dataRows: string[]; sum: string } {
  const all = columns();
  const rows = [...assessments.map(reportRow), ...dataReportRows(assessments, data)];
  const [heading, ...lines] = textTable(
    all,
    rows.map((row) => all.map(({ key }) => row[key])),
    width,
  );
  return {
    heading: heading!,
    rows: lines.slice(0, assessments.length),
    dataRows: lines.slice(assessments.length),
    sum: sumLine(assessments, data),
  };
}

/** Storage and egress of apps and the workspace, the allowance, and what the column comes to with them. */
function dataReportRows(assessments: readonly Assessment[], data: DataSum | null): ReportRow[] {
  if (!data) return [];
  const row = (name: string, month: string, where = ''): ReportRow => {
    return { where, name, gpu: '', live: '', warm: '', call: '', month };
  };
  const free = allowanceUsd(data);
  const declared = assessments.filter(({ estimate }) => estimate.subject.type === 'declaration');
  const sum = sumOf([
    ...declared.map((each) => monthOrData(each)),
    ...data.lines.map(({ cost }) => dataAmount(cost)),
    exactly(-free),
  ]);
  return [
    ...data.lines.map(({ app, line, cost }) =>
      row(dataLineName(app), costText(dataAmount(cost)), dataLinePlace(line)),
    ),
    ...(free > 0 ? [row(allowanceName(data.plan), usd(-free))] : []),
    row(t('total'), monthCostText(sum)),
  ];
}

function sumLine(assessments: readonly Assessment[], data: DataSum | null): string {
  const estimates = assessments.map(({ estimate }) => estimate);
  const { floorPerMonth, livePerHour, unknown, ...count } = total(estimates);
  return [
    t(
      '{0}: {1} per month warm before the first request; one container of each running: {2} per hour.',
      subjectCountText(count),
      costText(floorPerMonth),
      costText(livePerHour),
    ),
    ...monthSum(assessments),
    ...dataSentences(data),
    planSum(assessments, data),
    ...(unknown > 0 ? [partlyCountedText(unknown)] : []),
  ]
    .filter(Boolean)
    .join(' ');
}

/** What the declarations with a known month come to together, in sentences. */
function monthSum(assessments: readonly Assessment[]): string[] {
  const { known, usd: sum } = monthTotal(assessments);
  if (known === 0) return [];
  return [
    plural(
      known,
      message('{0} declaration with a known cost per month: {1}{2}.'),
      message('{0} declarations with a known cost per month: {1}{2}.'),
      monthCostText(sum),
      betweenText(sum),
    ),
  ];
}

/** What the workspace's plan makes of the sum, which is that of `modal-cost check`; empty where nothing costs anything. */
function planSum(assessments: readonly Assessment[], data: DataSum | null): string {
  const [first] = assessments;
  const { month, withoutMonth } = spendingOf(assessments, data);
  return first && month !== 'unknown' && month.likely > 0
    ? planSentence(month, first.estimate.context, withoutMonth)
    : '';
}

/** One line for each declaration with a known month: who would do the same work for least. */
export function cheapestLines(assessments: readonly Assessment[]): string[] {
  return assessments.flatMap((assessment) => {
    const comparison = comparisonOf(assessment, { rateBreakEvens: false });
    const { subject } = assessment.estimate;
    if (!comparison?.ranked || subject.type === 'call') return [];
    const { winner, modal } = comparison;
    const byList = comparison.bookId !== assessment.estimate.context.book.id;
    const name = byList
      ? t('{0}, all by Modal’s list', oneLine(subject.qualname))
      : oneLine(subject.qualname);
    if (winner === modal) return [t('{0}: no offer in this book does the same work for less.', name)];
    return [
      t(
        '{0}: the same work on {1} costs {2} per month, {3} less.',
        name,
        oneLine(pricedOfferName(winner)),
        usd(winner.monthUsd),
        percent(Math.abs(winner.difference.share ?? 0)),
      ),
    ];
  });
}

/** Which prices a report is in, on one line. */
export function bookSentence({ book, hoursPerMonth, discounts, today, refusedBook }: PricingContext): string {
  const figures = [bookTitle(book), book.id, book.date, hoursPerMonth] as const;
  const prices = discounts
    ? t(
        'Prices: {0} ({1}, {2}), with the team’s discounts; a month has {3} h. Estimates, not a bill.',
        ...figures,
      )
    : t('Prices: {0} ({1}, {2}); a month has {3} h. Estimates, not a bill.', ...figures);
  const refused = refusedBook === undefined ? '' : refusedBookText(refusedBook, book);
  return oneLine([refused, prices, staleBookText(book, today)].filter(Boolean).join(' '));
}

/** The estimate as Markdown: a table, then the arithmetic and the notes of each declaration. */
export function estimateMarkdown(
  assessments: readonly Assessment[],
  context: PricingContext,
  data = declaredData(assessments),
): string {
  const all = columns();
  const header = all.map(({ title }) => title.toLowerCase());
  const table = [
    `| ${header.join(' | ')} |`,
    `|${all.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...[...assessments.map(reportRow), ...dataReportRows(assessments, data)].map((row) => {
      return `| ${all.map(({ key }) => (['where', 'name', 'gpu'].includes(key) && row[key] !== '' ? inlineCode(row[key], 120) : row[key])).join(' | ')} |`;
    }),
  ];
  const report = assessments.map((each) => fitOf(each)).find((each) => each !== null);
  const unseen = report ? unseenSentence(report) : '';
  const details = assessments.map((each) => arithmeticMarkdown(each));
  return [
    `## ${t('Modal costs')}`,
    table.join('\n'),
    escapeMarkdown(sumLine(assessments, data)),
    escapeMarkdown(bookSentence(context)),
    `<details><summary>${t('Arithmetic and assumptions')}</summary>\n\n${[...details, unseen].filter(Boolean).join('\n\n')}\n\n</details>`,
  ].join('\n\n');
}

/**
 * The estimate as a short table, for an issue or a pull request: each declaration linked to its line, the sum, the price
 * book and the day.
 */
export function estimateSummary(
  assessments: readonly Assessment[],
  context: PricingContext,
  data = declaredData(assessments),
): string {
  const titles = [t('declaration'), 'GPU', t('running, per hour'), t('warm floor, per month'), t('month')];
  const table = [
    `| ${titles.join(' | ')} |`,
    '| :-- | :-- | --: | --: | --: |',
    ...assessments.map((each) => {
      const { where, name, gpu, live, warm, month } = reportRow(each);
      const { file, line, cell } = each.estimate.subject;
      const fragment = cell === undefined ? `#L${line}` : '';
      const link = `[${inlineCode(where, 120)}](<${encodeURI(file).replace(/[<>]/g, encodeURIComponent)}${fragment}>)`;
      return `| ${inlineCode(name, 120)} ${link} | ${inlineCode(gpu, 60)} | ${live} | ${warm} | ${month} |`;
    }),
    ...dataReportRows(assessments, data).map(
      ({ name, month }) => `| ${escapeMarkdown(name)} | | | | ${month} |`,
    ),
  ];
  const { today } = context;
  const day = today === undefined ? '' : ` ${t('Estimated on {0}.', today)}`;
  return [
    `## ${t('Modal costs')}`,
    table.join('\n'),
    escapeMarkdown(sumLine(assessments, data)),
    escapeMarkdown(`${bookSentence(context)}${day}`),
  ].join('\n\n');
}

/** Where else the same work could run, whether it fits Modal, and what the plan's credit covers. */
function insights(assessment: Assessment): string[] {
  const { estimate, month } = assessment;
  const comparison = comparisonOf(assessment, { rateBreakEvens: true });
  const report = fitOf(assessment, comparison);
  const first = estimate.alternatives[0]?.rate;
  const total = month?.status === 'known' ? month.total.likely : null;
  return [
    comparison ? comparisonMarkdown(comparison) : '',
    report ? fitMarkdown(report) : '',
    first ? escapeMarkdown(creditSentence(estimate.context, first.quote?.pricedAs ?? null, total)) : '',
  ];
}

function arithmeticMarkdown(assessment: Assessment): string {
  const { estimate } = assessment;
  const { subject } = estimate;
  const name = rowName(subject);
  const rows = figureRows(estimate).map(
    (row) =>
      `- ${row.title}${row.option === '' ? '' : `, ${inlineCode(row.option)}`}: ${row.arithmetic} = ${row.headline ? `**${row.result}**` : row.result}`,
  );
  const notes = [...estimateNotes(estimate), otherBookSentence(byOtherBook(assessment))];
  return [
    `### ${inlineCode(`${placeText(subject)} ${name}`, 160)}`,
    [...rows, ...notes.filter(Boolean).map((note) => `- ${note}`)].join('\n'),
    monthMarkdown(assessment),
    ...insights(assessment),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}
