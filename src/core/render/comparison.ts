import type { RateBreakEven, UtilizationBreakEven } from '../cost/breakEven';
import type { Comparison, ComparisonRow } from '../cost/compare';
import type { FitReport } from '../review/fit';
import { escapeMarkdown } from './escape';
import { percent, plainNumber, usd } from './money';

/** `Lambda, reserved 1-yr`, or `Modal`. */
export function offerName({ provider, product, kind }: ComparisonRow): string {
  return kind === 'modal' ? 'Modal' : `${provider}, ${product}`;
}

/** The comparison as a Markdown table, the cheapest first, with break-evens and the price's date. */
export function comparisonMarkdown(comparison: Comparison): string {
  const rows = comparison.rows.map((row) => {
    const cells = [
      escapeMarkdown(offerName(row)),
      `${usd(row.monthUsd)}${row.atLeast ? ' or more' : ''}`,
      differenceText(row),
      row.effectivePerHour === null ? '–' : `${usd(row.effectivePerHour)}/h`,
      row.perMillionTokens === null ? '–' : usd(row.perMillionTokens),
      utilizationText(row.utilization),
      rateText(row.rate),
      row.price ? escapeMarkdown(row.price.figure.date) : '–',
    ];
    return `| ${(row === comparison.winner ? cells.map((cell) => `**${cell}**`) : cells).join(' | ')} |`;
  });
  const table = [
    '| the same work on | a month | against Modal | an hour of work | $/M tokens | cheaper than Modal above | by requests | price of |',
    '|:--|--:|--:|--:|--:|--:|:--|:--|',
    ...rows,
  ].join('\n');
  const left = comparison.leftOut.map(
    ({ provider, product, reason }) => `${provider}, ${product}: ${reason}`,
  );
  const notes = comparison.rows.flatMap(({ notes: each }) => each);
  const lines = [
    ...new Set([...notes, ...comparison.assumptions, ...left.map((each) => `Left out: ${each}`)]),
  ];
  return `${table}\n\n${lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n')}`;
}

function differenceText({ kind, difference }: ComparisonRow): string {
  if (kind === 'modal') return '–';
  const sign = difference.usd > 0 ? '+' : '';
  return difference.share === null ? `${sign}${usd(difference.usd)}` : `${sign}${percent(difference.share)}`;
}

/** At which utilization a machine becomes the cheaper one, on active time alone. */
export function utilizationText(breakEven: UtilizationBreakEven | null): string {
  switch (breakEven?.kind) {
    case undefined:
      return '–';
    case 'at':
      return `${percent(breakEven.share)} busy`;
    case 'modalAtAnyLoad':
      return 'Modal cheaper at any load';
    case 'never':
      return 'always: the warm floor costs more';
  }
}

/** Who is cheaper at which request rate. */
export function rateText(rate: RateBreakEven | null): string {
  if (!rate) return '–';
  const upTo = `up to ${plainNumber(rate.searchedTo, 3)} a day`;
  switch (rate.kind) {
    case 'modalAtAnyRate':
      return `Modal cheaper at any rate ${upTo}`;
    case 'otherAtAnyRate':
      return `cheaper at any rate ${upTo}`;
    case 'sameAtAnyRate':
      return `the same at any rate ${upTo}`;
    case 'crosses': {
      const [first, ...more] = rate.crossings;
      const others = more.length > 0 ? `, then ${more.length} more crossings` : '';
      const side = first!.above === 'modal' ? 'Modal cheaper above' : 'cheaper above';
      return `${side} ${plainNumber(first!.requestsPerDay, 3)} a day${others}`;
    }
  }
}

const VERDICTS = { good: 'fits', caution: 'with care', poor: 'does not fit', unknown: 'not known' } as const;

/** The fit as a Markdown list: verdict, reason, source, alternative, and who says otherwise; empty where no rule can tell. */
export function fitMarkdown({ overall, findings }: FitReport): string {
  if (findings.every(({ verdict }) => verdict === 'unknown')) return '';
  const lines = findings.map(({ verdict, reason, source, alternative, otherwise }) => {
    const parts = [
      `**${VERDICTS[verdict]}** ${escapeMarkdown(reason)}`,
      ...(alternative === null ? [] : [`Instead: ${escapeMarkdown(alternative)}.`]),
      `(${escapeMarkdown(source.title)}, ${escapeMarkdown(source.date)})`,
      ...(otherwise
        ? [`${escapeMarkdown(otherwise.source.title)} says otherwise: ${escapeMarkdown(otherwise.says)}`]
        : []),
    ];
    return `- ${parts.join(' ')}`;
  });
  return `Fit: ${VERDICTS[overall]}.\n\n${lines.join('\n')}`;
}

/** What decides too and no code shows, in a sentence. */
export function unseenSentence({ unseen }: FitReport): string {
  return `What no code shows decides too: ${unseen.map(({ question }) => escapeMarkdown(question)).join(' ')}`;
}
