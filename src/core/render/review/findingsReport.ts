/** `modal-cost check` as a table for a terminal, as Markdown and as CSV. */
import type { Check, Limit } from '../../review/gate';
import type { Finding, FindingReport, SilencedFinding } from '../../review/findings/finding';
import { rulePage } from '../../review/findings/rules';
import { csvText, type CsvCell } from '../csv';
import { escapeMarkdown, inlineCode, oneLine } from '../escape';
import { usd, usdInterval } from '../money';
import { textTable, type Column } from '../textTable';
import { findingText } from '../words/findingsText';
import { changeSentences, headlineSentence, nameOf } from './changeReport';
import { figureJson } from './findingsJson';

const COLUMNS: readonly Column[] = [
  { title: 'WHERE', align: 'left' },
  { title: 'LEVEL', align: 'left' },
  { title: 'RULE', align: 'left' },
  { title: 'MESSAGE', align: 'left' },
];

/** `app/serve.py:13:2`, lines and columns from 1. */
export function placeOfFinding({ file, range: { start } }: Pick<Finding, 'file' | 'range'>): string {
  return oneLine(`${file}:${start.line + 1}:${start.column + 1}`);
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

/** How many findings of which level, what is spent, and what does not pass. */
export function checkSentences({ counts, findings, spending, change, limit }: Check): string[] {
  const levels = [
    plural(counts.error, 'error'),
    plural(counts.warning, 'warning'),
    plural(counts.info, 'note'),
    ...(findings.silenced.length > 0 ? [`${findings.silenced.length} silenced`] : []),
  ];
  const { floor, month, declarations, unknownFloors, withoutMonth } = spending;
  const rest = [
    ...(withoutMonth > 0 ? [`${withoutMonth} by the warm floor alone`] : []),
    ...(unknownFloors > 0 ? [`${unknownFloors} with an unknown warm floor`] : []),
  ];
  return [
    `${levels.join(', ')}.`,
    `${plural(declarations, 'declaration')}: ${usdInterval(floor)} a month while they wait warm, about ${usd(month.likely)} in all${rest.length > 0 ? ` (${rest.join(', ')})` : ''}.`,
    ...(change ? [`The change: ${headlineSentence(change)}.`, ...changeSentences(change)] : []),
    ...(limit ? [limitSentence(limit)] : []),
  ];
}

function limitSentence({ limit, value, of, exceeded }: Limit): string {
  const what = of === 'change' ? 'The change adds' : 'The declarations cost';
  return exceeded
    ? `${what} ${usd(value)} a month: ${usd(value - limit)} over the limit of ${usd(limit)}.`
    : `Within the limit of ${usd(limit)} a month.`;
}

export function plural(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** @param linkTo the address of a page, by its path in the repository of the rules */
export function findingsMarkdown(check: Check, linkTo: (page: string) => string): string {
  const { findings } = check.findings;
  const list = findings.map((each) => findingMarkdown(each, linkTo, escapeMarkdown)).join('\n');
  return [
    `## Modal costs: ${check.passes ? 'the check passes' : 'the check fails'}`,
    ...(list === '' ? [] : [list]),
    checkSentences(check).map(escapeMarkdown).join(' '),
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
  ];
}
