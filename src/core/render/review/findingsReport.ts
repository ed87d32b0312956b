/** `modal-cost check` as a table for a terminal, as Markdown and as CSV. */
import type { Check, Limit } from '../../review/gate';
import type { Finding, FindingReport, SilencedFinding } from '../../review/findings/finding';
import { rulePage } from '../../review/findings/rules';
import { csvText, type CsvCell } from '../csv';
import { escapeMarkdown, inlineCode, oneLine } from '../escape';
import { usd, usdInterval } from '../money';
import { textTable, type Column } from '../textTable';
import { findingText } from '../words/findingsText';
import { plural } from '../words/plural';
import { message } from '../words/translate';
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

/** How many findings of which level, the costs, and what does not pass. */
export function checkSentences({ counts, findings, spending, change, limit }: Check): string[] {
  const levels = [
    plural(counts.error, message('{0} error'), message('{0} errors')),
    plural(counts.warning, message('{0} warning'), message('{0} warnings')),
    notesText(counts.info),
    ...(findings.silenced.length > 0 ? [`${findings.silenced.length} silenced`] : []),
  ];
  const { floor, month, declarations, unknownFloors, withoutMonth } = spending;
  const rest = [
    ...(withoutMonth > 0 ? [`${withoutMonth} with unknown usage, counted at the warm floor only`] : []),
    ...(unknownFloors > 0 ? [`${unknownFloors} with an unknown warm floor`] : []),
  ];
  return [
    `${levels.join(', ')}.`,
    `${plural(
      declarations,
      message('{0} declaration: {1} per month for idle warm containers, about {2} per month in total'),
      message('{0} declarations: {1} per month for idle warm containers, about {2} per month in total'),
      usdInterval(floor),
      usd(month.likely),
    )}${rest.length > 0 ? ` (${rest.join('; ')})` : ''}.`,
    ...(change ? [`The change: ${headlineSentence(change)}.`, ...changeSentences(change)] : []),
    ...(limit ? [limitSentence(limit)] : []),
  ];
}

function limitSentence({ limit, value, of, exceeded }: Limit): string {
  const what = of === 'change' ? 'The change adds' : 'The declarations cost';
  return exceeded
    ? `${what} ${usd(value)} per month: ${usd(value - limit)} over the limit of ${usd(limit)}.`
    : `Within the limit of ${usd(limit)} per month.`;
}

/** How many findings are only notes. */
export function notesText(count: number): string {
  return plural(count, message('{0} note'), message('{0} notes'));
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
