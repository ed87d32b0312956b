/** What hovers are made of: links, lists, and the book that the figures are from. */
import type { Estimate } from '../cost/estimate';
import type { Saving } from '../cost/savings';
import type { TeamFilePlace } from '../cost/usage';
import { escapeMarkdown, inlineCode } from './escape';
import { plainPlace, type PlaceText } from './words/callChanges';
import { bookTitle, staleBookText } from './words/priceBooks';
import { savingMarkdown } from './words/savingWords';
import { t } from './words/translate';
import { teamPlaceText } from './words/usageWords';

/** Markdown links to commands that a hover may offer; absent where there is no editor to run them. */
export interface HoverLinks {
  readonly switchBook?: string;
  readonly setUsage?: string;
  readonly useTrace?: string;
  readonly whatIf?: string;
  readonly compare?: string;
  /** Opens the hover of the whole declaration, with all arithmetic. */
  readonly explain?: string;
  /** Writes what a saving asks for. */
  readonly save?: (saving: Saving) => string;
  /** Writes another GPU in the place of one that does not exist. */
  readonly setGpu?: (label: string) => string;
  /** The address of a line, from 1, of a file of the workspace. */
  readonly place?: (file: string, line: number) => string;
}

/** A link; the text alone where there is no address. */
export function link(text: string, address: string | undefined): string {
  return address === undefined ? text : `[${text}](${address})`;
}

/** Links beside each other, without those that have no address. */
export function linkRow(links: readonly (readonly [text: string, address: string | undefined])[]): string {
  return links.flatMap(([text, address]) => (address === undefined ? [] : [link(text, address)])).join(' · ');
}

/** What to do first: each saving with its reason, on a line of its own. */
export function savingLines(savings: readonly Saving[], { save }: HoverLinks): readonly string[] {
  return savings.map((each) => savingMarkdown(each, (saving, text) => link(text, save?.(saving))));
}

/** Which book the figures are from, which one is beside it, and how to change it. */
export function bookLine({ context }: Estimate, other: Estimate, links: HoverLinks): string {
  const { book, hoursPerMonth, chosenIn, today } = context;
  const by = (where: TeamFilePlace | undefined): string =>
    where ? t(', by {0}', escapeMarkdown(teamPlaceText(where))) : '';
  const lines = [
    t(
      'Prices: {0} ({1}, {2}{3}). A month has {4} h{5}.',
      escapeMarkdown(bookTitle(book)),
      inlineCode(book.id),
      book.date,
      by(chosenIn?.book),
      hoursPerMonth,
      by(chosenIn?.hoursPerMonth),
    ),
  ];
  const stale = staleBookText(book, today);
  if (stale !== '') lines.push(`**${stale}**`);
  if (chosenIn?.discounts !== undefined)
    lines.push(t('The rates include the team’s discounts{0}.', by(chosenIn.discounts)));
  const { book: beside, hoursPerMonth: hours } = other.context;
  lines.push(
    t(
      'In italics: {0} ({1}, {2}), {3} h per month. It is in no total.',
      escapeMarkdown(bookTitle(beside)),
      inlineCode(beside.id),
      beside.date,
      hours,
    ),
  );
  if (links.switchBook !== undefined) lines.push(`[${t('Switch price book')}](${links.switchBook})`);
  return lines.join('  \n');
}

export function placeIn({ place }: HoverLinks): PlaceText {
  return place
    ? (where, from) => `[${plainPlace(where, from)}](${place(where.file, where.line)})`
    : plainPlace;
}

/** A list under its heading; empty where it has no lines. */
export function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${heading}\n\n${bullets(lines)}`;
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

export function blocks(all: readonly string[]): string {
  return all.filter((block) => block !== '').join('\n\n');
}
