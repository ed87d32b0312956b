/** The bill beside the estimate, as text: a table for a terminal, and Markdown. */
import { hoursOf, type Bill, type Period } from '../bill/bill';
import type { ImpliedGpu } from '../bill/impliedGpus';
import { impliedRates } from '../bill/impliedRates';
import { meanContainers, measuredUsage, type FunctionMetrics } from '../bill/metrics';
import { differenceOf, floorShare, type BilledApp, type BilledWorkspace, type CodeOfApp } from '../bill/join';
import { daysSince1970 } from '../numbers/civilDate';
import { aboutText, monthCostText, notKnown } from './amountText';
import { dateText, timeText } from './clockText';
import { escapeMarkdown, inlineCode, oneLine } from './escape';
import { bookSentence } from './estimateReport';
import { duration, numberInterval, percent, plainNumber, usd } from './money';
import { textTable, type Column } from './textTable';
import { impliedRateText } from './words/billRates';
import { plural } from './words/plural';
import { quoted } from './words/quoted';
import { message, t } from './words/translate';

const DAY = 86_400;

/** `2026-11-01 to 2026-11-30 (30 days)`, all by UTC; with clocks where it does not begin and end at midnight. */
export function periodText(period: Period): string {
  const hours = hoursOf(period);
  const length =
    hours % 24 === 0
      ? plural(hours / 24, message('{0} day'), message('{0} days'))
      : plural(hours, message('{0} hour'), message('{0} hours'));
  const [from, to] = endsText(period);
  return from === to ? t('{0} ({1})', from, length) : t('{0} to {1} ({2})', from, to, length);
}

function endsText({ start, end }: Period): [string, string] {
  if (start % DAY === 0 && end % DAY === 0) return [dateText(start), dateText(end - DAY)];
  const instant = (seconds: number): string => `${dateText(seconds)} ${timeText(seconds)}`;
  return [instant(start), `${instant(end)} UTC`];
}

/** In the place of a comparison with an estimate that there is none of. */
const NOTHING_BESIDE = '–';

/** One app’s line in a report. */
interface ActualRow {
  readonly app: string;
  readonly environment: string;
  readonly actual: string;
  readonly perMonth: string;
  readonly estimate: string;
  readonly difference: string;
  readonly gpus: string;
  readonly warm: string;
}

function actualRow(billed: BilledApp): ActualRow {
  const { actual, perMonth, code, gpus } = billed;
  const share = floorShare(billed);
  return {
    app: oneLine(actual.app),
    environment: oneLine(actual.environment),
    actual: usd(actual.cost),
    perMonth: usd(perMonth),
    estimate: code ? monthCostText(code.month) : t('not in this code'),
    difference: differenceText(billed),
    gpus:
      gpus.length > 0 ? gpus.map(gpuText).join(', ') : actual.resources.length > 0 ? t('none') : notKnown(),
    warm: !code ? NOTHING_BESIDE : share === null ? notKnown() : percent(share),
  };
}

/** `+$120.00`, `up to +$120.00` where the estimate is at least what it says. */
export function differenceText(billed: BilledApp): string {
  if (!billed.code) return NOTHING_BESIDE;
  const difference = differenceOf(billed);
  if (!difference) return notKnown();
  const { likely } = difference;
  const text = likely > 0 ? `+${usd(likely)}` : usd(likely);
  const { month } = billed.code;
  return month !== 'unknown' && month.atLeast ? t('up to {0}', text) : text;
}

/** `24 h of H100, 1 at a time`: how long GPUs lived, and how many at the same time on average. */
export function gpuText({ resource, gpuHours, meanGpus }: ImpliedGpu): string {
  return t(
    '{0} h of {1}, {2} at a time',
    numberInterval(gpuHours, 4),
    oneLine(resource),
    numberInterval(meanGpus, 3),
  );
}

function columns(): readonly (Column & { readonly key: keyof ActualRow })[] {
  return [
    { key: 'app', title: t('APP'), align: 'left', cuts: 'end' },
    { key: 'environment', title: t('ENVIRONMENT'), align: 'left', cuts: 'end' },
    { key: 'actual', title: t('ACTUAL $'), align: 'right' },
    { key: 'perMonth', title: t('ACTUAL $/MO'), align: 'right' },
    { key: 'estimate', title: t('ESTIMATE $/MO'), align: 'right' },
    { key: 'difference', title: t('DIFFERENCE $/MO'), align: 'right' },
    { key: 'gpus', title: t('GPUS ALIVE'), align: 'left', cuts: 'end' },
    { key: 'warm', title: t('WARM FLOOR'), align: 'right' },
  ];
}

/** The bill as a table for a terminal: heading, and one row for each app. */
export function actualTable(
  { apps }: BilledWorkspace,
  width?: number,
): { readonly heading: string; readonly rows: readonly string[] } {
  const all = columns();
  const rows = apps.map(actualRow).map((row) => all.map(({ key }) => row[key]));
  const [heading, ...lines] = textTable(all, rows, width);
  return { heading: heading!, rows: lines };
}

/** What the table does not say, each on a line of its own: sums, and what is on one side only. */
export function actualLines(workspace: BilledWorkspace, bill: Bill): readonly string[] {
  return [
    ...sumLines(workspace),
    ...notBilledLines(workspace),
    ...unpricedLines(workspace),
    ...metricsLines(bill),
    ...rateLines(workspace, bill),
    ...summaryLines(workspace, bill),
    staleBillText(workspace.period, workspace.context.today),
    bookSentence(workspace.context),
  ].filter((line) => line !== '');
}

function sumLines({ apps, others, total, period, context }: BilledWorkspace): string[] {
  const foreign = apps.filter(({ code }) => !code);
  const cost = foreign.reduce((sum, { perMonth }) => sum + perMonth, 0);
  const rest = others.reduce((sum, each) => sum + each.cost, 0);
  return [
    t(
      'Actual: {0}, {1} in all, before credits, reservations and the plan’s fee. A month here has {2} h.',
      periodText(period),
      usd(total),
      context.hoursPerMonth,
    ),
    ...(foreign.length === 0
      ? []
      : [
          plural(
            foreign.length,
            message('{0} app on the bill is not in this code: {1} per month.'),
            message('{0} apps on the bill are not in this code: {1} per month.'),
            usd(cost),
          ),
        ]),
    ...(others.length === 0 ? [] : [t('Volumes and others: {0} in the period.', usd(rest))]),
  ];
}

function notBilledLines({ notBilled, unnamed }: BilledWorkspace): string[] {
  return [
    ...notBilled.map(notBilledLine),
    ...(unnamed.length === 0
      ? []
      : [
          plural(
            unnamed.length,
            message(
              '{0} declaration belongs to an app whose name the code does not say: it is beside no bill.',
            ),
            message(
              '{0} declarations belong to apps whose names the code does not say: they are beside no bill.',
            ),
          ),
        ]),
  ];
}

function notBilledLine({ app, month }: CodeOfApp): string {
  const name = quoted(app, 80);
  return month === 'unknown'
    ? t('{0} is in this code, but not on the bill; its cost per month is unknown.', name)
    : t('{0} is in this code, but not on the bill; its estimate is {1} per month.', name, aboutText(month));
}

/** Resources that are no GPU with a price in the book, and no CPU, memory or volume: they count, but stand for no hours. */
function unpricedLines({ apps }: BilledWorkspace): string[] {
  const costs = new Map<string, number>();
  for (const { actual, gpus } of apps) {
    const priced = new Set(gpus.map(({ resource }) => resource));
    for (const { resource, cost } of actual.resources)
      if (!priced.has(resource) && !WITHOUT_HOURS.has(resource.toLowerCase()))
        costs.set(resource, (costs.get(resource) ?? 0) + cost);
  }
  const names = [...costs].map(([resource, cost]) => `${quoted(resource)} (${usd(cost)})`);
  return names.length === 0
    ? []
    : [t('Resources without a price in this book, so that their hours are unknown: {0}.', names.join(', '))];
}

const WITHOUT_HOURS: ReadonlySet<string> = new Set(['cpu', 'memory', 'volume']);

/** What metrics say of functions; the first ones of many. */
function metricsLines({ metrics }: Bill): string[] {
  const rest = metrics.length - MAX_METRICS_LINES;
  return [
    ...metrics.slice(0, MAX_METRICS_LINES).map(metricsLine),
    ...(rest > 0
      ? [plural(rest, message('Metrics of {0} more function.'), message('Metrics of {0} more functions.'))]
      : []),
  ];
}

const MAX_METRICS_LINES = 20;

function metricsLine(metrics: FunctionMetrics): string {
  const { app, function: name } = metrics;
  const { requestsPerDay, secondsPerRequest } = measuredUsage(metrics);
  const alive = meanContainers(metrics);
  const figures = [
    ...(requestsPerDay === undefined ? [] : [t('{0} requests per day', plainNumber(requestsPerDay, 4))]),
    ...(secondsPerRequest === undefined ? [] : [t('{0} each', duration(secondsPerRequest))]),
    ...(alive === null ? [] : [t('containers alive on average: {0}', plainNumber(alive, 3))]),
  ].join(', ');
  return name === null
    ? t('{0} by metrics: {1}.', quoted(app, 80), figures)
    : t('{0} {1} by metrics: {2}.', quoted(app, 80), quoted(name, 80), figures);
}

/** Where the bill contradicts the rates of the book. */
function rateLines({ apps }: BilledWorkspace, bill: Bill): string[] {
  return apps.flatMap((billed) =>
    impliedRates(billed, bill, bill.metrics).map((rate) => impliedRateText(billed.actual.app, rate)),
  );
}

function summaryLines({ total }: BilledWorkspace, { summaries }: Bill): string[] {
  return summaries.map(({ file, summary }) =>
    t(
      '{0}: {1} metered, {2} billed. The rows of the reports come to {3}.',
      quoted(file, 80),
      usd(summary.metered),
      usd(summary.billed),
      usd(total),
    ),
  );
}

/** The bill as Markdown. */
export function actualMarkdown(workspace: BilledWorkspace, bill: Bill): string {
  const all = columns();
  const cell = (key: keyof ActualRow, text: string): string =>
    key === 'app' || key === 'environment' ? inlineCode(text, 120) : escapeMarkdown(text);
  const table = [
    `| ${all.map(({ title }) => title.toLowerCase()).join(' | ')} |`,
    `|${all.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...workspace.apps.map((each) => {
      const row = actualRow(each);
      return `| ${all.map(({ key }) => cell(key, row[key])).join(' | ')} |`;
    }),
  ];
  return [
    `## ${t('Modal bill and estimate')}`,
    table.join('\n'),
    actualLines(workspace, bill)
      .map((line) => `- ${escapeMarkdown(line)}`)
      .join('\n'),
  ].join('\n\n');
}

/** That the bill ends more than a week before a day, `YYYY-MM-DD`; empty if it does not. */
export function staleBillText({ end }: Period, today: string | undefined): string {
  const [year, month, day] = today?.split('-').map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return '';
  const days = daysSince1970({ year, month, day }) - Math.ceil(end / DAY);
  return days > MAX_CURRENT_DAYS
    ? t('The report ends on {0}, {1} days ago.', dateText(end - 1), plainNumber(days))
    : '';
}

/** A report that ended so many days ago is not stale yet. */
const MAX_CURRENT_DAYS = 7;
