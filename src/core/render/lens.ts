import type { Assessment } from '../cost/assess';
import type { Estimate } from '../cost/estimate';
import { isExact } from '../cost/interval';
import type { KnownMonth } from '../cost/month';
import { oneLine, shorten } from './escape';
import { numberInterval, usd, usdInterval, usdShort } from './money';

/** About as long as a lens may be before it gets in the way. */
export const LENS_LENGTH = 52;

/**
 * The title of a declaration's lens. A month comes first where its use is known, else the money that is spent before
 * the first request; what is not known is said, and never shown as 0.
 */
export function lensTitle(assessment: Assessment): string {
  return shorten(oneLine(lensParts(assessment).join(' · ')), LENS_LENGTH);
}

function lensParts({ estimate, month }: Assessment): string[] {
  const known = month?.status === 'known' ? month : null;
  const floor = estimate.floor ? floorPart(estimate) : '';
  const live = livePart(estimate);
  // The warm floor already names what waits.
  const what = estimate.floor?.perMonth && live ? '' : whatRuns(estimate);
  return [known ? monthPart(known) : '', floor, live, what].filter((part) => part !== '');
}

function monthPart({ total, atMost, unstable }: KnownMonth): string {
  if (unstable !== null) return 'max_containers too low for the traffic';
  return atMost ? `≤ ${usdShort(total.high)}/mo on schedule` : `≈ ${usdShort(total.likely)}/mo`;
}

function floorPart({ floor, alternatives }: Estimate): string {
  const { containers, perMonth } = floor!;
  if (!containers.interval) return `min_containers=${shorten(oneLine(containers.source), 16)} not known`;
  const of = alternatives.length === 1 ? alternatives[0]!.label : 'GPU';
  if (!perMonth) return `${numberInterval(containers.interval)} × ${of} warm, no price`;
  return `${usdInterval(perMonth, usdShort)}/mo warm (${numberInterval(containers.interval)} × ${of})`;
}

function livePart({ livePerHour, certainty, alternatives, subject }: Estimate): string {
  if (!livePerHour || (subject.gpu.status === 'unknown' && alternatives.length === 0)) return '';
  const when = 'form' in subject && subject.form === 'image_build' ? 'while it builds' : 'live';
  const price = `${usdInterval(livePerHour)}/h ${when}`;
  return certainty === 'unknown' ? `${price} or more` : price;
}

/** What runs, or why that is not known. */
function whatRuns({ subject, alternatives, certainty }: Estimate): string {
  const { gpu } = subject;
  const unpriced = alternatives.filter((each) => !each.rate).map((each) => each.label);
  if (gpu.status === 'unknown' && alternatives.length === 0) {
    const source = shorten(oneLine(gpu.source), 24);
    return source.startsWith('**') ? `gpu may come from ${source}` : `gpu=${source} is not known here`;
  }
  if (unpriced.length > 0) return `no price for ${shorten(unpriced.join(', '), 24)}`;
  const labels = alternatives.map((each) => each.label);
  if (certainty === 'unknown') return `${labels.join(' | ')} | ?`;
  return labels.length > 3 ? `${labels.length} GPU options` : labels.join(' | ');
}

/** The lens's tooltip: plain text, what the figures mean and where to find their arithmetic. */
export function lensTooltip({ estimate, month }: Assessment): string {
  const { book } = estimate.context;
  const lines = [`Prices: ${book.title} (${book.date}). Hover the decorator for the arithmetic.`];
  if ('stale' in estimate.subject && estimate.subject.stale) {
    lines.unshift('The code does not parse just now: this is what it last said.');
  }
  if (month?.status === 'known') {
    const { low, high } = month.total;
    lines.push(`The month: between ${usd(low)} and ${usd(high)}, for the usage given.`);
  }
  if (estimate.livePerHour && !isExact(estimate.livePerHour))
    lines.push('A range: several values are possible.');
  return lines.join('\n');
}
