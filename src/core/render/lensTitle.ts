import { monthAmount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import { isOpen, type Estimate } from '../cost/estimate';
import { exactly, hull, isExact } from '../cost/interval';
import { makesVariant } from '../modal/callChange';
import type { CallSite } from '../modal/declaration';
import { optionEnds } from '../cost/optionEnds';
import { orMore } from './amountText';
import { oneLine, shorten, withoutIcons } from './escape';
import { numberInterval, usd, usdInterval, usdShort } from './money';
import { monthTitle } from './monthTitle';
import { staleNote } from './estimateNotes';
import { timesText } from './words/subjectNames';
import { changedName, gpuText, hoursPerWeek } from './words/callChanges';
import { SEEN, SPOKEN, type TitleWords } from './words/titleWords';
import { t } from './words/translate';
import { bookTitle } from './words/priceBooks';

/** About as long as a lens may be before it gets in the way. */
export const LENS_LENGTH = 80;

/**
 * The title of a declaration's lens. A month comes first where its use is known, else the money that is spent before
 * the first request; what is not known is said, and never shown as 0.
 */
export function lensTitle(assessment: Assessment): string {
  return fitted(titleParts(assessment));
}

/** The same for a screen reader, which says all of it. */
export function lensSpoken(assessment: Assessment): string {
  return withoutIcons(oneLine(SPOKEN.parts(titleParts(assessment, SPOKEN))));
}

/** As many parts as a lens has room for, from the first on: none of them is cut, unless the first is too long by itself. */
export function fitted(parts: readonly string[]): string {
  const [first = '', ...others] = parts
    .map((part) => withoutIcons(oneLine(part)))
    .filter((part) => part !== '');
  const start = isShort(first) ? first : shorten(first.replace(/ \(.*$/, ''), LENS_LENGTH);
  let title = start;
  for (const part of others) {
    const longer = SEEN.parts([title, part]);
    if (!isShort(longer)) break;
    title = longer;
  }
  return title;
}

function isShort(text: string): boolean {
  return Array.from(text).length <= LENS_LENGTH;
}

/** What a title is made of, the answer first. */
export function titleParts(assessment: Assessment, words: TitleWords = SEEN): readonly string[] {
  const { estimate } = assessment;
  const floor = estimate.floor ? floorPart(estimate, words) : '';
  const live = livePart(estimate, words);
  // The warm floor already names what waits.
  const { subject } = estimate;
  if (subject.type === 'call' && subject.joined) return given(changeParts(subject, floor, live));
  const what = estimate.floor?.perMonth && live ? '' : whatRuns(estimate, words);
  const count = timesText(estimate.subject).trim();
  return given([monthTitle(assessment, words, 'full'), floor, live, what, count]);
}

function given(parts: readonly string[]): readonly string[] {
  return parts.filter((part) => part !== '');
}

function floorPart(estimate: Estimate, words: TitleWords): string {
  const { floor, alternatives } = estimate;
  const { containers, perMonth, hours } = floor!;
  if (containers.reason?.kind === 'mayComeFromSpread' && estimate.subject.gpu.status === 'unknown') return '';
  if (!containers.interval)
    return containers.reason?.kind === 'setByCall'
      ? t('warm floor not known: set in line {0}', containers.reason.line)
      : t('{0} unknown', `min_containers=${shorten(oneLine(containers.source), 16)}`);
  const of = alternatives.length === 1 ? alternatives[0]!.label : 'GPU';
  const warmSizes = hours?.map((each) => each.containers).filter((each) => each > 0);
  const count = numberInterval(warmSizes ? hull(warmSizes.map(exactly))! : containers.interval);
  if (!perMonth) return words.warmWithoutPrice(count, of);
  const usd = usdInterval(perMonth, usdShort);
  const warm = hours
    ? words.warmByHours(usd, count, of, hoursPerWeek(hours))
    : words.warmContainers(usd, count, of);
  return isOpen(estimate) ? orMore(warm) : warm;
}

function livePart(estimate: Estimate, words: TitleWords): string {
  const { livePerHour, alternatives, subject } = estimate;
  // The containers are those of the declaration.
  if (subject.type === 'call' && subject.form === 'update_autoscaler') return '';
  if (!livePerHour || (subject.gpu.status === 'unknown' && alternatives.length === 0)) return '';
  const hour = usdInterval(livePerHour);
  const price =
    subject.type === 'call' && subject.form === 'image_build' ? words.building(hour) : words.running(hour);
  return isOpen(estimate) ? orMore(price) : price;
}

/** What comes first must not be cut: the figure that the call is about, then what it changes. */
function changeParts(call: CallSite, floor: string, live: string): readonly string[] {
  const changes = whatChanges(call);
  if (!call.joined?.declaration) {
    // Of what it runs on only the CPU is known: a part of the price, which comes after what is missing.
    if (call.gpu.status === 'unknown') return [changes, makesVariant(call) ? live : floor];
    return makesVariant(call) ? [live, changes] : [floor, changes];
  }
  return makesVariant(call) ? [live, changes, floor] : [floor, changes];
}

/** What a call changes: the declaration, and what runs it. */
function whatChanges(call: CallSite): string {
  const name = shorten(changedName(call), 40);
  if (!call.joined?.declaration) return t('changes {0}, which was not found', name);
  return makesVariant(call) ? t('runs {0} as {1}', name, oneLine(gpuText(call.gpu))) : t('changes {0}', name);
}

/** What runs, or why that is not known. */
function whatRuns(estimate: Estimate, words: TitleWords): string {
  const { subject, alternatives } = estimate;
  const { gpu } = subject;
  const unpriced = alternatives.filter((each) => !each.rate).map((each) => each.label);
  if (gpu.status === 'unknown' && alternatives.length === 0) {
    const source = shorten(oneLine(gpu.source), 24);
    return source.startsWith('**')
      ? t('{0} may come from {1}', 'gpu', source)
      : t('{0} is unknown', `gpu=${source}`);
  }
  if (unpriced.length > 0) return t('no price for {0}', shorten(unpriced.join(', '), 24));
  const labels = alternatives.map((each) => each.label);
  if (isOpen(estimate)) return words.alternatives([...labels, '?']);
  return labels.length > 3 ? t('{0} GPU options', labels.length) : words.alternatives(labels);
}

/** Why there is a range: the GPU options at its ends, or other values. */
function rangeLine(estimate: Estimate): string {
  const ends = optionEnds(estimate);
  return ends
    ? t('A range: from {0} to {1}.', oneLine(ends.cheapest), oneLine(ends.dearest))
    : t('A range: several values are possible.');
}

/** A call that changes a declaration, as a lens beside the declaration's leads to it. */
export interface CallLink {
  readonly title: string;
  readonly tooltip: string;
  readonly call: CallSite;
}

/** How many calls a declaration's lenses lead to. */
export const MAX_LINKS = 3;

/** Where calls change a declaration: `also as H100: line 40`. */
export function callLinks({ estimate: { subject } }: Assessment): readonly CallLink[] {
  const changes = subject.type === 'declaration' ? subject.changedBy : undefined;
  if (!changes) return [];
  const place = (call: CallSite): string =>
    call.file === subject.file ? t('line {0}', call.line) : `${oneLine(call.file)}:${call.line}`;
  return [
    ...changes.variants.map((call) => ({
      call,
      title: t('also as {0}: {1}', shorten(oneLine(gpuText(call.gpu)), 24), place(call)),
    })),
    ...changes.autoscaler.map(({ call }) => ({ call, title: t('autoscaler set in {0}', place(call)) })),
  ]
    .slice(0, MAX_LINKS)
    .map((link) => ({ ...link, title: withoutIcons(link.title), tooltip: oneLine(link.call.text) }));
}

/** The lens's tooltip: plain text, what the figures mean and where to find their arithmetic. */
export function lensTooltip({ estimate, month }: Assessment): string {
  const { book } = estimate.context;
  const { subject } = estimate;
  const isCall = subject.type === 'call' || subject.registeredBy === 'call';
  const prices = isCall
    ? t('Prices: {0} ({1}). Hover the call for the arithmetic.', bookTitle(book), book.date)
    : t('Prices: {0} ({1}). Hover over the declaration for the arithmetic.', bookTitle(book), book.date);
  const lines = [prices];
  const stale = staleNote(estimate.subject);
  if (stale) lines.unshift(stale);
  if (month?.status === 'known') {
    const { low, high } = month.total;
    const { atLeast } = monthAmount(month);
    const to = atLeast ? orMore(usd(high)) : usd(high);
    lines.push(
      usd(low) === usd(high)
        ? t('Cost per month: {0}, for the given usage.', to)
        : t('Cost per month: between {0} and {1}, for the given usage.', usd(low), to),
    );
  }
  if (estimate.livePerHour && !isExact(estimate.livePerHour)) lines.push(rangeLine(estimate));
  return lines.join('\n');
}
