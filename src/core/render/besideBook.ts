/** The same declaration by the other bundled book, for a reader to compare: beside a figure, never in a sum with it. */
import { floorAmount, liveAmount, monthAmount, type Amount, type KnownAmount } from '../cost/amount';
import { inBook, type Assessment } from '../cost/assess';
import type { Estimate } from '../cost/estimate';
import { otherBook } from '../pricing/otherBook';
import { figureRows, type FigureRow } from './arithmetic';
import { orMore } from './amountText';
import { escapeMarkdown, inlineCode } from './escape';
import { usd, usdInterval } from './money';
import { likelyText, monthRows } from './monthText';
import { bookName } from './words/priceBooks';
import { t } from './words/translate';

/** A figure by the book in use, and the same one by the other book; null if that book has no price for it. */
export interface BesideRow {
  readonly figure: FigureRow['figure'];
  readonly title: string;
  readonly option: string;
  readonly arithmetic: string;
  readonly result: string | null;
  readonly other: string | null;
  readonly headline: boolean;
}

/** The assessment by the other bundled book. */
export function byOtherBook(assessment: Assessment): Assessment {
  return inBook(assessment, otherBook(assessment.estimate.context.book));
}

/** Every figure of an estimate, and the other book's figures that this one does not have. */
export function besideRows(estimate: Estimate, other: Estimate): readonly BesideRow[] {
  const ours = figureRows(estimate);
  const theirs = figureRows(other);
  const isSame = (a: FigureRow, b: FigureRow): boolean => a.figure === b.figure && a.gpu === b.gpu;
  return [
    ...ours.map((row) => ({ ...row, other: theirs.find((each) => isSame(each, row))?.result ?? null })),
    ...theirs
      .filter((row) => !ours.some((each) => isSame(each, row)))
      .map((row) => ({ ...row, result: null, other: row.result })),
  ];
}

/** The figures of both books in one table: the month and its parts first, then what is paid before the first request. */
export function figuresTable(assessment: Assessment, other: Assessment): string {
  const rows = [...monthCells(assessment, other), ...estimateCells(assessment.estimate, other.estimate)];
  if (rows.length === 0) return '';
  const names = [assessment, other].map(({ estimate }) => escapeMarkdown(bookName(estimate.context.book)));
  return [
    [t('cost'), names[0]!, `*${names[1]!}*`],
    [':--', '--:', '--:'],
    ...rows.map(({ title, result, beside }) => [title, result, `*${beside}*`]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

interface Cells {
  readonly title: string;
  readonly result: string;
  readonly beside: string;
}

function monthCells({ estimate, month }: Assessment, other: Assessment): readonly Cells[] {
  if (month?.status !== 'known') return [];
  const beside = other.month?.status === 'known' && other.month.unstable === null ? other.month : null;
  const theirs = beside ? monthRows(beside, other.estimate) : [];
  return [
    {
      title: `**${t('Per month, likely')}**`,
      result: `**${likelyText(month)}**`,
      beside: beside ? likelyText(beside) : t('no price'),
    },
    ...monthRows(month, estimate).map(({ title, result }, i) => ({
      title,
      result,
      beside: theirs[i]?.result ?? t('no price'),
    })),
  ];
}

/** What a reader looks for first; of the rest, the order stays. */
function rankOf({ figure, headline }: BesideRow): number {
  return figure === 'floor' ? 0 : headline ? 1 : 2;
}

function estimateCells(estimate: Estimate, other: Estimate): readonly Cells[] {
  const rows = [...besideRows(estimate, other)].sort((a, b) => rankOf(a) - rankOf(b));
  return rows.map((row) => {
    const none = row.figure === 'callMost' ? t('no bound') : t('no price');
    const result = row.result ?? none;
    return {
      title: row.option === '' ? row.title : `${row.title}, ${inlineCode(row.option)}`,
      result: row.headline && row.result !== null ? `**${result}**` : result,
      beside: row.other ?? none,
    };
  });
}

/** `By the 2026 review instead: $7.56/h running, $311.04/mo warm.`; empty if that book has no price either. */
export function otherBookSentence(other: Assessment): string {
  const figures = otherBookFigures(other);
  return figures === '' ? '' : t('By {0} instead: {1}.', bookName(other.estimate.context.book), figures);
}

/** The same without the book's name. */
export function otherBookFigures({ estimate, month }: Assessment): string {
  const [live, floor] = [liveAmount(estimate), floorAmount(estimate)];
  return [
    rateText(live, (usd) => t('{0}/h running', usd)),
    rateText(floor, (usd) => t('{0}/mo warm', usd)),
    month?.status === 'known' && month.unstable === null ? monthPart(monthAmount(month)) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function rateText(amount: Amount, words: (usd: string) => string): string {
  if (typeof amount === 'string') return '';
  const text = words(usdInterval(amount));
  return amount.atLeast ? orMore(text) : text;
}

function monthPart({ likely, high, atMost, atTimeout, atLeast }: KnownAmount): string {
  if (atMost) return t('at most {0} per month', usd(high));
  const sum = atLeast ? orMore(usd(likely)) : usd(likely);
  return atTimeout ? t('about {0} per month at timeout', sum) : t('about {0} per month', sum);
}
