import type { Comparison, ComparisonRow } from '../cost/comparison/comparison';
import type { RateBreakEven } from '../cost/comparison/rateBreakEven';
import { none } from './amountText';
import { escapeMarkdown } from './escape';
import { duration, percent, plainNumber, usd } from './money';
import { comparisonAssumptionText, leftOutText, productText, rowNoteText } from './words/comparisonWords';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** `Lambda, reserved 1-yr`, `Lambda, reserved 1-yr × 2` for two machines, or `Modal`. */
export function offerName(
  row: Pick<ComparisonRow, 'provider' | 'product' | 'kind'> & Partial<Pick<ComparisonRow, 'machines'>>,
): string {
  if (row.kind === 'modal') return 'Modal';
  const { machines = null } = row;
  const count = machines !== null && machines > 1 ? ` × ${plainNumber(machines)}` : '';
  return `${row.provider}, ${productText(row)}${count}`;
}

/** The same for a sentence with its price, which says what that price is for. */
export function pricedOfferName(
  offer: Pick<ComparisonRow, 'provider' | 'product'> & { readonly machines: number | null },
): string {
  return `${offerName({ kind: 'provider', ...offer, machines: null })} (${offerTerms(offer)})`;
}

/** How an offer is billed: by the work, or by machines. */
export function offerTerms({ machines }: Pick<ComparisonRow, 'machines'>): string {
  return machines === null
    ? t('billed while it runs')
    : t('{0} running all month, no autoscaling', plainNumber(machines));
}

/** The comparison as a Markdown table, the cheapest first, with break-evens and the price's date. */
export function comparisonMarkdown(comparison: Comparison): string {
  const rows = comparison.rows.map((row) => {
    const cells = [
      escapeMarkdown(offerName(row)),
      ...moneyCells(row, comparison),
      rateText(row.rate),
      row.price ? escapeMarkdown(row.price.figure.date) : '–',
    ];
    return `| ${(isBest(comparison, row) ? cells.map((cell) => `**${cell}**`) : cells).join(' | ')} |`;
  });
  const money = moneyTitles(comparison);
  const titles = [t('offer'), ...money, t('break-even requests'), t('price date')];
  const table = [
    `| ${titles.join(' | ')} |`,
    `|:--|${money.map(() => '--:|').join('')}:--|:--|`,
    ...rows,
  ].join('\n');
  const notes = comparisonNotes(comparison).map((note) => `- ${escapeMarkdown(note)}`);
  return `${table}\n\n${notes.join('\n')}`;
}

/** Whether a row is the cheapest one. */
export function isBest({ ranked, winner }: Comparison, row: ComparisonRow): boolean {
  return ranked && row === winner;
}

/** The heads of `moneyCells`: tokens only where it is known how many there are. */
export function moneyTitles(comparison: Comparison): string[] {
  const tokens = hasTokens(comparison) ? [t('$/M tokens')] : [];
  return [t('per month'), t('vs Modal'), t('per active hour'), ...tokens];
}

function hasTokens({ rows }: Comparison): boolean {
  return rows.some(({ perMillionTokens }) => perMillionTokens !== null);
}

/** What an offer comes to, as a table has it. */
export function moneyCells(row: ComparisonRow, comparison: Comparison): string[] {
  const { monthUsd, atLeast, effectivePerHour, perMillionTokens } = row;
  return [
    atLeast ? t('{0} or more', usd(monthUsd)) : usd(monthUsd),
    differenceText(row),
    effectivePerHour === null ? none() : `${usd(effectivePerHour)}/h`,
    ...(hasTokens(comparison) ? [perMillionTokens === null ? none() : usd(perMillionTokens)] : []),
  ];
}

/** What a comparison says beside its table: of each offer by its name, then of all of them. */
export function comparisonNotes({ rows, assumptions, leftOut }: Comparison): string[] {
  const left = leftOut.map(({ provider, product, reason }) =>
    t('Not compared: {0}, {1}: {2}', provider, product, leftOutText(reason)),
  );
  const ofRows = rows
    .filter(({ notes }) => notes.length > 0)
    .map((row) => `${offerName(row)}: ${[...new Set(row.notes.map(rowNoteText))].join(' ')}`);
  return [...new Set([...ofRows, ...assumptions.map(comparisonAssumptionText), ...left])];
}

/** A smaller difference is what rounding leaves over. */
const ROUNDING = 1e-9;

function differenceText({ kind, cannotWin, queue, difference }: ComparisonRow): string {
  // Not the same work: what decides is the wait, not the price.
  if (cannotWin === 'longWait') return waitText(queue?.meanWaitSeconds ?? null);
  if (kind === 'modal' || cannotWin === 'noRequests' || cannotWin === 'noContainer') return '–';
  if (Math.abs(difference.share ?? difference.usd) < ROUNDING) return t('the same');
  const sign = difference.usd > 0 ? '+' : '';
  return difference.share === null ? `${sign}${usd(difference.usd)}` : `${sign}${percent(difference.share)}`;
}

/** `98 s wait`: on so few machines. */
function waitText(seconds: number | null): string {
  return seconds === null ? t('queue grows') : t('{0} wait', duration(Number(seconds.toPrecision(2))));
}

/** Who is cheaper at which request rate. */
export function rateText(rate: RateBreakEven | null): string {
  if (!rate) return '–';
  const most = plainNumber(rate.searchedTo, 3);
  switch (rate.kind) {
    case 'modalAtAnyRate':
      return t('Modal cheaper at any rate up to {0} per day', most);
    case 'otherAtAnyRate':
      return t('cheaper at any rate up to {0} per day', most);
    case 'sameAtAnyRate':
      return t('the same at any rate up to {0} per day', most);
    case 'crosses':
      return crossingText(rate.crossings);
  }
}

function crossingText([first, ...more]: RateBreakEven['crossings']): string {
  const requests = plainNumber(first!.requestsPerDay, 3);
  if (first!.above === 'modal')
    return more.length > 0
      ? plural(
          more.length,
          message('Modal cheaper above {1} per day, then {0} more crossing'),
          message('Modal cheaper above {1} per day, then {0} more crossings'),
          requests,
        )
      : t('Modal cheaper above {0} per day', requests);
  return more.length > 0
    ? plural(
        more.length,
        message('cheaper above {1} per day, then {0} more crossing'),
        message('cheaper above {1} per day, then {0} more crossings'),
        requests,
      )
    : t('cheaper above {0} per day', requests);
}
