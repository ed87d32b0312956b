/** What a change costs, for every format: the rows and sentences that they share. */
import type { PricingContext } from '../../cost/estimate';
import type { CallSite, Declaration } from '../../modal/declaration';
import type { ChangeReview, ReviewedState } from '../../review/change';
import type { Cause, Change, ChangeKind } from '../../review/diff/diff';
import { oneLine } from '../escape';
import { bookSentence } from '../report';
import { amountChangeText, headlineText, isExact, isNothing, likelyText, signedUsd } from './amounts';

/** One side of a change. */
export interface ReportedState extends ReviewedState {
  /** As people call it: a revision with its commit, or the working tree. */
  readonly name: string;
  readonly context: PricingContext;
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

export const KINDS: Readonly<Record<ChangeKind, string>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  moved: 'moved',
  renamed: 'renamed',
  movedAndRenamed: 'moved, renamed',
};

export function changeRow(change: Change): ChangeRow {
  const { before, after, figures } = change;
  return {
    kind: KINDS[change.kind],
    where: both(before && placeOf(before), after && placeOf(after), before?.file !== after?.file),
    name: both(before && nameOf(before), after && nameOf(after)),
    live: amountChangeText(figures.live, 'live'),
    floor: amountChangeText(figures.floor, 'floor'),
    month: amountChangeText(figures.month, 'month'),
    difference: headlineText(change),
    why: change.causes.map(causeText),
  };
}

/** `old → new` where both are there and differ; a line that moved within its file is no difference. */
function both(before: string | null, after: string | null, differ = before !== after): string {
  if (before === null || after === null || !differ) return (after ?? before)!;
  return `${before} → ${after}`;
}

export function placeOf({ file, line }: Declaration | CallSite): string {
  return oneLine(`${file}:${line}`);
}

export function nameOf(subject: Declaration | CallSite): string {
  return 'kind' in subject ? oneLine(subject.qualname) : `(${subject.form})`;
}

const CAUSES: Readonly<Record<Cause['what'], string>> = {
  parameter: '',
  usage: 'use: ',
  prices: '',
  identity: '',
};

/** `min_containers – → 1`. */
export function causeText({ what, name, before, after }: Cause): string {
  return oneLine(`${CAUSES[what]}${name} ${before ?? '–'} → ${after ?? '–'}`);
}

/** `+$622.08 a month`; where no month is known, what one of each costs more at work; or that nothing changes. */
export function headlineSentence({ difference, diff }: ChangeReview): string {
  if (diff.changes.length === 0) return 'no change';
  const { delta, unknown } = difference;
  if (!isNothing(delta)) return `${likelyText(delta)} a month`;
  if (unknown === 0) return 'no difference a month';
  const live = diff.totals.live.delta;
  return isNothing(live)
    ? 'no known difference a month'
    : `no known difference a month, ${signedUsd(live)} an hour at work`;
}

/** The bounds of the difference, how many changes of which kind, what is counted how, and what is not. */
export function changeSentences({ changes, leftOut, diff, difference }: ChangeReview): string[] {
  const kinds = (Object.keys(KINDS) as ChangeKind[]).flatMap((kind) => {
    const count = diff.changes.filter((each) => each.kind === kind).length;
    return count > 0 ? [`${count} ${KINDS[kind].replace(',', ' and')}`] : [];
  });
  const { delta, byFloor, atMost, unknown } = difference;
  return [
    ...(isExact(delta) ? [] : [`Between ${signedUsd(delta).replace(' to ', ' and ')}.`]),
    `${[...kinds, `${diff.unchanged} unchanged`].join(', ')}.`,
    ...(byFloor > 0 ? [`${byFloor} counted by the warm floor alone: the use is not known.`] : []),
    ...(atMost > 0 ? [`${atMost} on a schedule counted up to the timeout.`] : []),
    ...(unknown > 0 ? [`${unknown} not counted: what a month costs is not known.`] : []),
    ...(leftOut > 0
      ? [`${leftOut} ${changes.length > 0 ? 'more ' : ''}with a smaller difference left out.`]
      : []),
  ];
}

/** Which prices the figures are in; both where the change is one of prices too. */
export function pricesSentences({ before, after }: Pick<ChangeReport, 'before' | 'after'>): string[] {
  const [was, is] = [bookSentence(before.context), bookSentence(after.context)];
  return was === is ? [is] : [`Before: ${was}`, `After: ${is}`];
}
