/** The hover of a place that declares several things: a call in a loop, or in a helper, does so once for each value. */
import { floorAmount, liveAmount, monthAmount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import { NO_SAVINGS, type Savings } from '../cost/savings';
import type { Declared } from '../modal/declaration';
import { PARAMETER_NAMES, type ParameterName } from '../modal/parameters';
import { costText, monthCostText, none, notKnown } from './amountText';
import type { HoverBill } from './billHover';
import { escapeMarkdown, inlineCode } from './escape';
import { estimateNotes } from './estimateNotes';
import { sumOf, sumText } from './explorerTree';
import { blocks, bookLine, bullets, linkRow, placeIn, type HoverLinks } from './hoverParts';
import { declarationHover } from './hoverText';
import { parameterHover, parameterWhat } from './keywordHover';
import { byOtherBook } from './besideBook';
import { valueText } from './valueText';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** How many of them the hover shows; the others are counted. */
const MAX_SHOWN = 10;

/**
 * The hover of all that one place declares.
 * @param keyword the parameter that is hovered; null for the declaration itself
 * @param savings what may be saved, where one thing is declared
 * @param bill what its app did cost, where that is known
 */
export function placeHover(
  all: readonly Assessment[],
  keyword: ParameterName | null,
  links: HoverLinks = {},
  savings: Savings = NO_SAVINGS,
  bill?: HoverBill,
): string {
  const [first, ...others] = all;
  if (!first) return '';
  if (others.length === 0)
    return keyword === null
      ? declarationHover(first, links, savings, bill)
      : parameterHover(keyword, first, links, savings);
  const shown = all.slice(0, MAX_SHOWN);
  const more = all.length - shown.length;
  const notes = new Set(shown.flatMap(({ estimate }) => estimateNotes(estimate, placeIn(links))));
  return blocks([
    `**${escapeMarkdown(sumText(sumOf(all)))}** ${t('for {0} here, one for each value', plural(all.length, message('{0} declaration'), message('{0} declarations')))}`,
    linkRow([
      [t('What if…'), links.whatIf],
      [t('Compare…'), links.compare],
    ]),
    table(shown, keyword),
    more > 0 ? t('and {0} more', more) : '',
    keyword === null ? '' : `${inlineCode(keyword)}: ${parameterWhat(keyword)}`,
    bullets([...notes]),
    bookLine(first.estimate, byOtherBook(first).estimate, links),
  ]);
}

/** What each of them is, and what it costs by the book in use. */
function table(shown: readonly Assessment[], keyword: ParameterName | null): string {
  const labels = labelsOf(shown, keyword);
  const hasMonth = shown.some(({ month }) => month !== null);
  const titles = [t('declaration'), t('running, per hour'), t('warm floor, per month')];
  const rows = shown.map(({ estimate, month }, i) => [
    labels[i]!,
    costText(liveAmount(estimate)),
    costText(floorAmount(estimate)),
    ...(hasMonth ? [month?.status === 'known' ? monthCostText(monthAmount(month)) : notKnown()] : []),
  ]);
  return [
    [...titles, ...(hasMonth ? [t('per month')] : [])],
    [':--', ...titles.slice(1).map(() => '--:'), ...(hasMonth ? ['--:'] : [])],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** What tells them apart: the names that differ, and the values. */
function labelsOf(shown: readonly Assessment[], keyword: ParameterName | null): string[] {
  const subjects = shown.map(({ estimate }) => estimate.subject);
  const names = subjects.map((each) => (each.type === 'declaration' ? each.qualname : each.text));
  const parameters: readonly ParameterName[] = ['gpu', ...PARAMETER_NAMES.filter((name) => name !== 'gpu')];
  const texts = parameters.map((name) =>
    subjects.map((each) => valueIn(name, name === 'gpu' ? each.gpu : each.params[name])),
  );
  const telling = [names, ...texts].filter(
    (column, i) => new Set(column).size > 1 || parameters[i - 1] === keyword,
  );
  const columns = telling.length > 0 ? telling : [names];
  return subjects.map((_, i) => inlineCode(columns.map((column) => column[i]!).join(', '), 100));
}

function valueIn(name: ParameterName, value: Declared<unknown> | undefined): string {
  if (!value || value.status === 'absent') return `${name}: ${none()}`;
  if (value.status === 'unknown') return `${name}=${value.source}`;
  const values = value.status === 'known' ? [value.value] : value.candidates;
  return `${name}=${values.map(valueText).join(` ${t('or')} `)}`;
}
