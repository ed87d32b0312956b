import type { Assessment } from '../cost/assess';
import type { BillPart, BillPartName, KnownMonth, Range } from '../cost/month';
import type { ResolvedUsage, UsageOrigin } from '../cost/usage';
import { USAGE_FIELDS, type UsageFieldInfo } from '../cost/usageFields';
import { escapeMarkdown } from './escape';
import { percent, plainNumber, usd, usdRate } from './money';

/** The parts of a month, in words. */
export const PART_TITLES: Readonly<Record<BillPartName, string>> = {
  active: 'At work on requests',
  floorIdle: 'Warm floor, waiting',
  tail: 'Scale-down tail, idle after requests',
  startup: 'Start-up of containers',
};

/** One line of a month: its arithmetic and its money. */
export interface MonthRow {
  readonly title: string;
  readonly arithmetic: string;
  readonly result: string;
}

/** The lines of a month for its first option, likely figures. */
export function monthRows(month: KnownMonth): readonly MonthRow[] {
  const [first] = month.options;
  return first.bill.parts.map((part) => ({
    title: PART_TITLES[part.part],
    arithmetic: partArithmetic(part),
    result: part.billed ? usd(part.usd.likely) : '–',
  }));
}

function partArithmetic({ part, seconds, perSecond, billed }: BillPart): string {
  if (!billed) return part === 'startup' || part === 'tail' ? 'not billed by this book' : 'not billed';
  return `${plainNumber(seconds.likely, 7)} s × ${rateText(perSecond)}`;
}

function rateText({ low, likely, high }: Range): string {
  return low === high
    ? `${usdRate(Number(likely.toPrecision(8)))}/s`
    : `${usdRate(Number(likely.toPrecision(4)))}/s`;
}

/** `$280.32 (between $275.10 and $290.00)`. */
export function monthTotal({ total, atMost }: KnownMonth): string {
  if (atMost) return `at most ${usd(total.high)}`;
  const [low, high] = [usd(total.low), usd(total.high)];
  return low === high ? usd(total.likely) : `${usd(total.likely)} (between ${low} and ${high})`;
}

/** The month as Markdown: its table, what drives it, and what it takes for granted. */
export function monthMarkdown({ month, usage }: Assessment): string {
  if (!month || !usage) return '';
  if (month.status === 'unknown') return `**The month is not known:** ${escapeMarkdown(month.reason)}.`;
  const rows = monthRows(month).map((row) => `| ${row.title} | ${row.arithmetic} | ${row.result} |`);
  const blocks = [
    [
      '| the month | arithmetic | USD |',
      '|:--|:--|--:|',
      ...rows,
      `| **Month, likely** | ${escapeMarkdown(spread(month))} | **${monthTotal({ ...month, total: onlyLikely(month) })}** |`,
    ].join('\n'),
    usageSentence(usage),
    drivers(month),
    ...(month.unstable === null ? [] : [`**Overloaded:** ${escapeMarkdown(month.unstable)}.`]),
    `Takes for granted: ${escapeMarkdown(month.assumptions.join('; '))}.`,
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function onlyLikely({ total, atMost }: KnownMonth): Range {
  const value = atMost ? total.high : total.likely;
  return { low: value, likely: value, high: value };
}

function spread({ total, options }: KnownMonth): string {
  const several = options.length > 1 ? `${options.length} options, ` : '';
  return usd(total.low) === usd(total.high)
    ? `${several}sum`
    : `${several}between ${usd(total.low)} and ${usd(total.high)}`;
}

/** How busy the containers are, and how many requests meet a cold start. */
function drivers({ seconds }: KnownMonth): string {
  if (seconds.requests === 0) return 'No requests: only the floor.';
  const cold = seconds.coldStartShare.likely;
  return `Containers work ${percent(seconds.utilization)} of the time they live; about ${percent(cold)} of requests meet a cold start.`;
}

/** The usage in a sentence, each figure with where it comes from. */
function usageSentence({ usage, origins }: ResolvedUsage): string {
  const named = USAGE_FIELDS.filter(
    ({ field }) => origins[field].source !== 'default' && usage[field] !== null,
  );
  const parts = named.map(
    (info) => `${fieldText(info, usage[info.field]!)} (${originText(origins[info.field])})`,
  );
  return parts.length === 0 ? '' : `Usage: ${parts.join(', ')}.`;
}

function fieldText({ name }: UsageFieldInfo, value: number): string {
  return `${escapeMarkdown(name)} ${plainNumber(value, 9)}`;
}

const SOURCES: Readonly<Record<UsageOrigin['source'], string>> = {
  option: 'an option',
  comment: 'the comment',
  team: 'the team file',
  setting: 'a setting',
  code: 'the code',
  default: 'the default',
};

function originText({ source, where }: UsageOrigin): string {
  return where === undefined ? SOURCES[source] : `${SOURCES[source]}, ${escapeMarkdown(where)}`;
}
