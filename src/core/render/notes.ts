import type { Estimate } from '../cost/estimate';
import type { RateNote } from '../cost/rate';
import type { ListDifference } from '../pricing/lookup';
import { escapeMarkdown, inlineCode } from './escape';
import { plainNumber, usd } from './money';

/** What a reader must know besides the figures, as Markdown sentences; workspace text in them is escaped. */
export function estimateNotes(estimate: Estimate): readonly string[] {
  const { subject, alternatives, context } = estimate;
  const notes = new Set<string>();
  if ('stale' in subject && subject.stale)
    notes.add('The code does not parse just now: this is what it last said.');
  if (subject.gpu.status === 'unknown') {
    notes.add(
      `${inlineCode(`gpu=${subject.gpu.source}`)} is not known here: ${escapeReason(subject.gpu.reason)}.`,
    );
  }
  if (subject.gpu.note !== null) notes.add(subject.gpu.note);
  for (const each of alternatives) {
    if (!each.rate)
      notes.add(
        `No price for ${inlineCode(each.label)} in ${escapeMarkdown(context.book.title)}, nor in Modal’s list.`,
      );
    for (const note of each.rate?.notes ?? []) {
      // Without a warm floor nobody pays an idle rate.
      if (note.kind !== 'idleNotPriced' || estimate.floor) notes.add(rateNote(note, estimate));
    }
  }
  if (alternatives.some((each) => each.rate?.atLeast)) {
    notes.add('CPU and memory are counted at their requests: a container that uses more costs more.');
  }
  for (const quantity of [estimate.floor?.containers, estimate.ceiling?.containers, estimate.clusterSize]) {
    if (quantity?.status === 'unknown') {
      notes.add(
        `${inlineCode(`${quantity.name}=${quantity.source}`)} is not known here: ${escapeReason(quantity.reason)}.`,
      );
    }
  }
  if (estimate.scheduled?.reason)
    notes.add(`The schedule cannot be counted: ${escapeReason(estimate.scheduled.reason)}.`);
  for (const each of Object.values(subject.params))
    if (each.note !== null) notes.add(`${inlineCode(each.source)}: ${each.note}`);
  return [...notes];
}

/** A reason as the core words it, with code in backticks: everything outside them escaped, everything inside kept as code. */
export function escapeReason(reason: string | null): string {
  return (reason ?? 'it is only known when the code runs')
    .split('`')
    .map((part, i) => (i % 2 === 1 ? inlineCode(part) : escapeMarkdown(part)))
    .join('');
}

function rateNote(note: RateNote, { context }: Estimate): string {
  switch (note.kind) {
    case 'borrowed':
      return `${escapeMarkdown(context.book.title)} has no price for ${inlineCode(note.type)}: Modal’s list (${context.list.date}) is used for it, with Modal’s billing rules.`;
    case 'alias':
      return escapeMarkdown(note.text);
    case 'regionNotPriced':
      return `${inlineCode(`region=${note.region}`)} is not priced by this book; Modal’s list multiplies by ${regionFactors(context.list)}.`;
    case 'idleNotPriced':
      return 'This book gives no idle rate for CPU: a warm container is counted at the active one.';
    case 'nonpreemptibleWithGpu':
      return '`nonpreemptible` is documented as not available together with a GPU.';
    case 'unknownAmount':
      return `${inlineCode(`${note.quantity.name}=${note.quantity.source}`)} is not known here: ${escapeReason(note.quantity.reason)}. The minimum is counted.`;
  }
}

function regionFactors(list: Estimate['context']['list']): string {
  const region = list.multipliers.region;
  return region
    ? `${plainNumber(region.broad.value)} (broad) to ${plainNumber(region.narrow.value)} (narrow)`
    : 'an unknown factor';
}

/** The line that says how far the book in use is from Modal's own list for a GPU. */
export function differenceNote({ type, list, percent }: ListDifference, listTitle: string): string {
  const hourly = usd(list.active.value * 3_600);
  const size = plainNumber(Math.abs((100 / (100 + percent) - 1) * 100), 2);
  const direction = percent > 0 ? 'less' : 'more';
  return `${escapeMarkdown(listTitle)} (${list.book.date}) says ${hourly}/h for one ${inlineCode(type)}: ${size} % ${direction} than this book.`;
}
