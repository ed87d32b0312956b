/** `modal-cost check` as a table for a terminal, as Markdown and as CSV. */
import type { PricingContext } from '../../cost/estimate';
import type { Check, Limit } from '../../review/gate';
import { exceeds } from '../../review/findings/budgetRules';
import type { Finding, FindingReport, SilencedFinding } from '../../review/findings/finding';
import { rulePage } from '../../review/findings/rules';
import { csvText, type CsvCell } from '../csv';
import { escapeMarkdown, inlineCode, oneLine } from '../escape';
import { aboutText, betweenText, costText, orMore } from '../amountText';
import { planSentence } from '../creditText';
import { dataSentences } from '../dataText';
import { bookSentence } from '../estimateReport';
import { usd } from '../money';
import { cellJson, placeText } from '../placeText';
import { textTable, type Column } from '../textTable';
import type { SkippedFile } from '../../workspace/skipReason';
import { skipReasonText } from '../words/skipReasons';
import { findingText } from '../words/findingsText';
import { plural } from '../words/plural';
import { subjectCountText } from '../words/subjectNames';
import { message, t } from '../words/translate';
import { changeSentences, headlineSentence, nameOf, placeOf } from './changeReport';
import { figureJson } from './findingsJson';

const COLUMNS: readonly Column[] = [
  { title: 'WHERE', align: 'left' },
  { title: 'LEVEL', align: 'left' },
  { title: 'RULE', align: 'left' },
  { title: 'MESSAGE', align: 'left' },
];

/** `app/serve.py:13:2`, lines and columns from 1; of a notebook its cell and line. */
export function placeOfFinding({ file, cell, range }: Pick<Finding, 'file' | 'cell' | 'range'>): string {
  const { line, column } = range.start;
  const place = placeText({ file, line: line + 1, ...cellJson({ cell }) });
  return oneLine(cell === undefined ? `${place}:${column + 1}` : place);
}

/** The findings as lines for a terminal, none shortened: a message is to be read. */
export function findingsTable({ findings }: FindingReport): {
  readonly heading: string | null;
  readonly rows: readonly string[];
} {
  const [heading, ...rows] = textTable(
    COLUMNS,
    findings.map((each) => [placeOfFinding(each), each.severity, each.rule, oneLine(findingText(each))]),
  );
  return { heading: findings.length === 0 ? null : heading!, rows };
}

/** How many findings of which level, the costs and the prices that they are in, and what does not pass. */
export function checkSentences(check: Check, context: PricingContext): string[] {
  const { counts, findings, spending, data, change, limit } = check;
  const levels = [
    plural(counts.error, message('{0} error'), message('{0} errors')),
    plural(counts.warning, message('{0} warning'), message('{0} warnings')),
    notesText(counts.info),
    ...(findings.silenced.length > 0 ? [`${findings.silenced.length} silenced`] : []),
  ];
  const { floor, month, unknownFloors, withoutMonth, atMost } = spending;
  const rest = [
    ...(withoutMonth > 0 ? [`${withoutMonth} without a cost per month, counted at the warm floor only`] : []),
    ...(unknownFloors > 0 ? [`${unknownFloors} with an unknown warm floor`] : []),
    ...(atMost > 0 ? [`${atMost} on a schedule, each run counted at its timeout`] : []),
  ];
  return [
    `${levels.join(', ')}.`,
    `${t(
      '{0}: {1} per month for idle warm containers, {2} per month in total',
      subjectCountText(spending),
      costText(floor),
      aboutText(month),
    )}${rest.length > 0 ? ` (${rest.join('; ')})` : ''}.`,
    ...dataSentences(data),
    ...(change ? [`The change: ${headlineSentence(change)}.`, ...changeSentences(change)] : []),
    ...(limit ? [limitSentence(limit, check.unknown.length > 0)] : []),
    ...unknownSentence(check),
    ...unreadSentence(check),
    ...(month !== 'unknown' && month.likely > 0 ? [planSentence(month, context)] : []),
    bookSentence(context),
  ].filter(Boolean);
}

/** @param isOpen whether costs are unknown that may be over the limit by themselves */
function limitSentence(
  { limit, value, low, high, certainty, of, isBySwitch, exceeded }: Limit,
  isOpen: boolean,
): string {
  if (value === null || low === null || high === null)
    return `Not compared with the limit of ${usd(limit)} per month: the costs are unknown.`;
  const what = of === 'change' ? 'The change adds' : 'The declarations cost';
  const cost = certainty === 'atLeast' ? orMore(usd(value)) : usd(value);
  if (exceeded && isBySwitch)
    return `${of === 'change' ? 'The change may add' : 'The declarations may cost'} ${cost} per month, depending on how the code is deployed: ${usd(value - limit)} over the limit of ${usd(limit)}. Set --env NAME=VALUE, or values in modal-cost.json.`;
  if (exceeded)
    return `${what} ${cost} per month${betweenText({ low, high })}: ${usd(value - limit)} over the limit of ${usd(limit)}.`;
  const within = `Within the limit of ${usd(limit)} per month${isOpen ? ', as far as the costs are known' : ''}`;
  return exceeds(high, limit)
    ? `${within}: the likely figure, ${usd(value)}, counts${betweenText({ low, high })}.`
    : `${within}.`;
}

/** Declarations and calls that a sentence names. */
const MAX_NAMED = 5;

/** What no limit and no budget counts, if there is one, or why the check fails for it. */
function unknownSentence({ unknown, failOnUnknown, limit }: Check): string[] {
  if (unknown.length === 0 || (!failOnUnknown && limit === null)) return [];
  const named = unknown.slice(0, MAX_NAMED).map(({ assessment, what }) => {
    const { subject } = assessment.estimate;
    return `${placeOf(subject)} ${nameOf(subject)} (${what.join(', ')})`;
  });
  const rest = unknown.length > MAX_NAMED ? [`${unknown.length - MAX_NAMED} more`] : [];
  const list = [...named, ...rest].join('; ');
  return [
    failOnUnknown
      ? `Fails because of unknown costs: ${list}.`
      : `Unknown costs are not counted, use --fail-on-unknown to fail for them: ${list}.`,
  ];
}

/** Of a change, its own sentences name the files. */
function unreadSentence({ unread, isComplete, change }: Check): string[] {
  if (unread.length === 0) return [];
  const named = change ? [] : [`Not read, so what they cost is unknown: ${fileList(unread)}.`];
  return isComplete
    ? named
    : [...named, 'The check is not complete: it ends with status 3. Use --allow-unread to accept this.'];
}

function fileList(files: readonly SkippedFile[]): string {
  const named = files
    .slice(0, MAX_NAMED)
    .map(({ file, reason }) => `${oneLine(file)} (${oneLine(skipReasonText(reason))})`);
  const rest = files.length > MAX_NAMED ? [`${files.length - MAX_NAMED} more`] : [];
  return [...named, ...rest].join(', ');
}

/** How many findings are only notes. */
export function notesText(count: number): string {
  return plural(count, message('{0} note'), message('{0} notes'));
}

/** @param linkTo the address of a page, by its path in the repository of the rules */
export function findingsMarkdown(
  check: Check,
  context: PricingContext,
  linkTo: (page: string) => string,
): string {
  const { findings } = check.findings;
  const list = findings.map((each) => findingMarkdown(each, linkTo, escapeMarkdown)).join('\n');
  return [
    `## Modal costs: ${check.passes ? 'the check passes' : 'the check fails'}`,
    ...(list === '' ? [] : [list]),
    checkSentences(check, context).map(escapeMarkdown).join(' '),
  ].join('\n\n');
}

/** One finding as an item of a list. */
export function findingMarkdown(
  finding: Finding,
  linkTo: (page: string) => string,
  escape: (text: string) => string,
): string {
  const { rule, severity } = finding;
  const place = inlineCode(placeOfFinding(finding), 160);
  return `- **${severity}** [${rule}](${linkTo(rulePage(rule))}) ${place}: ${escape(findingText(finding))}`;
}

/** The findings as CSV, the silenced ones with the reason at the end. */
export function findingsCsv({ findings, silenced }: FindingReport): string {
  const head = [
    'file',
    'line',
    'column',
    'level',
    'rule',
    'name',
    'message',
    'value',
    'unit',
    'limit',
    'silenced_by',
    'reason',
    'cell',
  ];
  return csvText(head, [
    ...findings.map((each) => csvRow(each, null)),
    ...silenced.map((each) => csvRow(each.finding, each)),
  ]);
}

function csvRow(finding: Finding, silenced: SilencedFinding | null): CsvCell[] {
  const { file, range, severity, rule, subject } = finding;
  const figure = finding.figure && figureJson(finding.figure);
  return [
    file,
    range.start.line + 1,
    range.start.column + 1,
    severity,
    rule,
    subject && nameOf(subject),
    findingText(finding),
    figure?.value ?? null,
    figure?.unit ?? null,
    figure?.limit ?? null,
    silenced?.by ?? null,
    silenced?.reason ?? null,
    finding.cell ?? null,
  ];
}
