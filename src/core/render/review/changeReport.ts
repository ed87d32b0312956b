/** What a change costs, for every format: the rows and sentences that they share. */
import type { PricingContext } from '../../cost/estimate';
import type { Subject } from '../../modal/declaration';
import type { ChangeReview, ReviewedState, UnreadFile } from '../../review/reviewChange';
import { isSame, type AmountChange } from '../../review/diff/amountChange';
import type { Change, ChangeKind, WorkspaceDiff } from '../../review/diff/diff';
import { notKnown } from '../amountText';
import { allowanceName, dataLineName, dataLinePlace } from '../dataText';
import { oneLine } from '../escape';
import { placeText } from '../placeText';
import { bookSentence } from '../estimateReport';
import { usd } from '../money';
import {
  amountChangeText,
  headlineText,
  isExact,
  isNothing,
  likelyText,
  signed,
  signedUsd,
  type Money,
} from './amounts';
import { causeText } from '../words/changeCauses';
import { skippedCountText, skipReasonText } from '../words/skipReasons';
import { rowName } from '../words/subjectNames';
import { t } from '../words/translate';

/** One side of a change. */
export interface ReportedState extends ReviewedState {
  /** As people call it: a revision with its commit, or the working tree. */
  readonly name: string;
  readonly context: PricingContext;
  /** The price book that its own team file selects, if the one of the other side is used in its place: an id or a path. */
  readonly ownBook?: string;
}

export interface ChangeReport extends ChangeReview {
  readonly before: ReportedState;
  readonly after: ReportedState;
}

/** One change as text; all of it on one line each, and still to be escaped for where it goes. */
export interface ChangeRow {
  readonly kind: string;
  readonly where: string;
  readonly name: string;
  readonly live: string;
  readonly floor: string;
  readonly month: string;
  /** USD a month. */
  readonly difference: string;
  readonly why: readonly string[];
}

const KINDS: readonly ChangeKind[] = [
  'added',
  'removed',
  'changed',
  'moved',
  'renamed',
  'movedAndRenamed',
  'unread',
];

function kindText(kind: ChangeKind): string {
  switch (kind) {
    case 'added':
      return t('added');
    case 'removed':
      return t('removed');
    case 'changed':
      return t('changed');
    case 'moved':
      return t('moved');
    case 'renamed':
      return t('renamed');
    case 'movedAndRenamed':
      return t('moved, renamed');
    case 'unread':
      return t('not read');
  }
}

/** `3 added`. */
function countText(count: number, kind: ChangeKind): string {
  return kind === 'movedAndRenamed' ? t('{0} moved and renamed', count) : `${count} ${kindText(kind)}`;
}

export function changeRow(change: Change): ChangeRow {
  const { before, after, figures } = change;
  return {
    kind: kindText(change.kind),
    where: both(before && placeOf(before), after && placeOf(after), before?.file !== after?.file),
    name: both(before && nameOf(before), after && nameOf(after)),
    live: amountChangeText(figures.live, 'live'),
    floor: amountChangeText(figures.floor, 'floor'),
    month: amountChangeText(figures.month, 'month'),
    difference: headlineText(change),
    why: change.causes.map(causeText),
  };
}

/** What differs of apps' and the workspace's data, and in the allowance of the plan. */
export function dataChangeRows({ data }: Pick<WorkspaceDiff, 'data'>): readonly ChangeRow[] {
  if (!data) return [];
  const row = (change: AmountChange, where: string, name: string): ChangeRow[] =>
    isSame(change)
      ? []
      : [
          {
            kind: kindText(
              change.before === 'none' ? 'added' : change.after === 'none' ? 'removed' : 'changed',
            ),
            where,
            name,
            live: '',
            floor: '',
            month: amountChangeText(change, 'floor'),
            difference: change.delta ? likelyText(change.delta) : notKnown(),
            why: [],
          },
        ];
  return [
    ...data.lines.flatMap((each) => row(each, dataLinePlace(each.line), dataLineName(each.app))),
    ...row(data.allowance, '', allowanceName(data.plan)),
  ];
}

/** `old → new` where both are there and differ; a line that moved within its file is no difference. */
function both(before: string | null, after: string | null, differ = before !== after): string {
  if (before === null || after === null || !differ) return (after ?? before)!;
  return `${before} → ${after}`;
}

export function placeOf(subject: Subject): string {
  return oneLine(placeText(subject));
}

export function nameOf(subject: Subject): string {
  return rowName(subject);
}

/**
 * `+$622.08 per month`; without a known month, what one of each costs more while it runs; or that nothing changes. What
 * was not read is never taken for that.
 */
export function headlineSentence(review: ChangeReview, money: Money = usd): string {
  const { unread } = review;
  const known = knownHeadline(review, money);
  return unread.length === 0 ? known : t('{0}, and unknown: {1}', known, skippedCountText(unread.length));
}

function knownHeadline({ difference, diff, unread }: ChangeReview, money: Money): string {
  if (diff.changes.length + dataChangeRows(diff).length === 0)
    return unread.length === 0 ? t('no change') : t('no known change');
  const { delta, unknown } = difference;
  if (!isNothing(delta)) return t('{0} per month', likelyText(delta, money));
  if (unknown === 0) return t('no difference per month');
  const live = diff.totals.live.delta;
  return isNothing(live)
    ? t('no known difference per month')
    : t('no known difference per month, {0} per active hour', signedUsd(live));
}

/** The bounds of the difference, how many changes of which kind, what is counted how, and what is not. */
export function changeSentences(
  { changes, leftOut, diff, difference, unread }: ChangeReview,
  money: Money = usd,
): string[] {
  const kinds = KINDS.flatMap((kind) => {
    const count = diff.changes.filter((each) => each.kind === kind).length;
    return count > 0 ? [countText(count, kind)] : [];
  });
  const { delta, byFloor, atMost, partly, unknown, withoutUsage } = difference;
  return [
    ...(isExact(delta)
      ? []
      : [t('Between {0} and {1}.', signed(delta.low, money), signed(delta.high, money))]),
    t('{0}: {1}.', comparedText(diff), [...kinds, t('{0} unchanged', diff.unchanged)].join(', ')),
    ...(byFloor > 0 ? [t('{0} without a cost per month, counted at the warm floor only.', byFloor)] : []),
    ...(atMost > 0 ? [t('{0} on a schedule, each run counted at its timeout.', atMost)] : []),
    ...(partly > 0 ? [t('{0} counted only as far as known.', partly)] : []),
    ...(withoutUsage > 0
      ? [t('{0} without a usage, so of unknown cost per month: not counted.', withoutUsage)]
      : []),
    ...(unknown > withoutUsage
      ? [t('{0} with an unknown price or value, not counted.', unknown - withoutUsage)]
      : []),
    ...unreadSentence(unread),
    ...(leftOut > 0
      ? [
          changes.length > 0
            ? t('{0} more with a smaller difference not shown.', leftOut)
            : t('{0} with a smaller difference not shown.', leftOut),
        ]
      : []),
  ];
}

/** What is counted as changed or not. */
function comparedText({ changes }: WorkspaceDiff): string {
  return changes.some(({ before, after }) => (after ?? before)?.type === 'call')
    ? t('Declarations and calls')
    : t('Declarations');
}

/** Files that a sentence names. */
const MAX_NAMED_FILES = 5;

/** The files that could not be read, and why; what changed in them is in no figure. */
function unreadSentence(unread: readonly UnreadFile[]): string[] {
  if (unread.length === 0) return [];
  const named = unread.slice(0, MAX_NAMED_FILES).map(unreadText);
  const more = unread.length - named.length;
  const list = [...named, ...(more > 0 ? [t('{0} more', more)] : [])].join(', ');
  return [t('Not read, so what changes there is unknown: {0}.', list)];
}

function unreadText({ file, reason, side }: UnreadFile): string {
  const why = oneLine(skipReasonText(reason));
  switch (side) {
    case 'before':
      return t('{0} before the change ({1})', oneLine(file), why);
    case 'after':
      return t('{0} after the change ({1})', oneLine(file), why);
    case 'both':
      return `${oneLine(file)} (${why})`;
  }
}

/** Which prices the figures are in: one price book, and both sides' terms where these have changed too. */
export function pricesSentences({ before, after }: Pick<ChangeReport, 'before' | 'after'>): string[] {
  const [was, is] = [bookSentence(before.context), bookSentence(after.context)];
  const used = was === is ? [is] : [t('Before: {0}', was), t('After: {0}', is)];
  const { ownBook } = before;
  if (ownBook === undefined) return used;
  return [
    ...used,
    t(
      'The price book has changed ({0} before). Both sides use the one after the change, so the difference is that of the code.',
      oneLine(ownBook),
    ),
  ];
}
