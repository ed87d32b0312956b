import { floorAmount, hasUnknown, liveAmount, monthAmount } from '../cost/amount';
import { assess, inBook, needsList, type Assessment, type UsageContext } from '../cost/assess';
import { cheaperElsewhere } from '../cost/comparison/cheaperElsewhere';
import { comparisonOf } from '../cost/comparison/compareDeclaration';
import { livePerHour, type PricingContext } from '../cost/estimate';
import { inOrderOfUse, memoryFit } from '../cost/gpuMemory';
import { isAwaited } from '../cost/month';
import { usageFieldInfo, type UsageField } from '../modal/usageFields';
import { vary, type Change } from '../cost/varyDeclaration';
import type { Declaration } from '../modal/declaration';
import { gpuLabel, type Gpu } from '../modal/gpu';
import { orMore } from './amountText';
import { offerName } from './comparisonText';
import { elsewhereText } from './elsewhereText';
import { gpuMemoryText } from './gpuMemoryText';
import { duration, percent, plainNumber, usd, usdLikely, usdShort } from './money';
import { withSavings } from './savingMark';
import { rowNoteText } from './words/comparisonWords';
import { bookTitle } from './words/priceBooks';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** The numbers of a warm pool that can be changed, by their keywords. */
export type PoolNumber = 'min_containers' | 'max_containers' | 'buffer_containers' | 'scaledown_window';

/** What a quick question is about. */
export type WhatIfTopic = 'gpu' | PoolNumber | 'traffic' | 'seconds' | 'provider';

/** One answer to "to what?", with what it comes to. */
export interface WhatIfChoice {
  /** The value, such as `A100-80GB`. */
  readonly label: string;
  /** Before and after, and the difference: `$1,216 → $672 a month   −45 %`. */
  readonly figures: string;
  /** Of a GPU its memory, and whether that is less than now; empty for all else. */
  readonly memory: string;
  /** What else changes, the most important first. */
  readonly details: readonly string[];
  /** True for what holds now. */
  readonly current: boolean;
  /** Its figures are still to come: it has to be asked for again. */
  readonly isWaiting: boolean;
  readonly change: Change;
  /** A change of the usage, which no decorator holds. */
  readonly usage: Readonly<Partial<Record<UsageField, number>>>;
}

/** What is to be known of a topic before a value is chosen; null for most. */
export function topicNote(subject: WhatIfSubject, topic: WhatIfTopic): string | null {
  const { book } = subject.assessment.estimate.alternatives[0]?.rate ?? subject.context;
  if (topic === 'scaledown_window' && !book.billing.scaledownTail)
    return t('{0} does not bill this idle time: only cold starts change', bookTitle(book));
  return topic === 'gpu' ? t('Assumes the same seconds per request') : null;
}

/** A declaration with all that its price needs, so that variants of it can be priced. */
export interface WhatIfSubject {
  readonly declaration: Declaration;
  readonly assessment: Assessment;
  readonly context: PricingContext;
  readonly use: UsageContext;
}

/** The choices of a topic, each priced; none for other providers where nothing can be compared. Every one is a full estimate: some twenty of them take a few milliseconds. */
export function whatIfChoices(subject: WhatIfSubject, topic: WhatIfTopic): readonly WhatIfChoice[] {
  return withSavings(choicesOf(subject, topic), subject.assessment);
}

function choicesOf(subject: WhatIfSubject, topic: WhatIfTopic): readonly WhatIfChoice[] {
  switch (topic) {
    case 'gpu':
      return gpuChoices(subject);
    case 'min_containers':
    case 'max_containers':
    case 'buffer_containers':
    case 'scaledown_window':
      return numberChoices(subject, topic);
    case 'traffic':
      return trafficChoices(subject);
    case 'seconds':
      return secondsChoices(subject);
    case 'provider':
      return providerChoices(subject);
  }
}

/**
 * Every GPU that a book has a price for, in the count that the code asks for, and the present one's other counts: the present
 * one first, then cheaper ones with no less memory, then the others by price.
 */
function gpuChoices(subject: WhatIfSubject): WhatIfChoice[] {
  const { context, assessment } = subject;
  const now = assessment.estimate.alternatives[0]?.gpu ?? null;
  const count = Math.max(1, now?.count ?? 1);
  const types = new Set([...Object.keys(context.book.gpus), ...Object.keys(context.list.gpus)]);
  const options: Gpu[] = [...types].map((type) => ({ type, count }));
  if (now?.type != null) {
    for (const other of [1, 2, 4, 8]) if (other !== count) options.push({ type: now.type, count: other });
  }
  const distinct = [...new Map(options.map((gpu) => [gpuLabel(gpu), gpu])).values()];
  const priced = distinct.map((gpu) => ({ gpu, usd: perHour(subject, gpu) }));
  const isCurrent = (gpu: Gpu): boolean => now !== null && gpuLabel(gpu) === gpuLabel(now);
  return inOrderOfUse(priced, ({ gpu, usd: price }) => ({
    isCurrent: isCurrent(gpu),
    fit: memoryFit(gpu, now, context),
    usd: price,
  })).map(({ gpu }) => choice(subject, gpuLabel(gpu), { gpu }, {}, isCurrent(gpu)));
}

/** USD per hour of a running container with a GPU; Infinity where the book in use has no price. */
function perHour({ declaration, assessment }: WhatIfSubject, gpu: Gpu): number {
  const { settings, context } = assessment.estimate;
  return livePerHour(vary(declaration, { gpu }), settings.clusterSize, context)?.high ?? Infinity;
}

/** The values of each number that are offered without being typed. */
const OFFERED: Readonly<Record<PoolNumber, readonly number[]>> = {
  min_containers: [0, 1, 2, 3, 4, 5, 8],
  max_containers: [1, 2, 5, 10, 20, 50, 100],
  buffer_containers: [0, 1, 2, 3, 5, 8],
  scaledown_window: [2, 10, 30, 60, 120, 300, 600, 1_200],
};

/** What a number is now; undefined for one that is unknown, or has no value, as `max_containers` without a limit. */
export function poolNumberNow({ assessment }: WhatIfSubject, name: PoolNumber): number | undefined {
  const { minContainers, maxContainers, bufferContainers, scaledownWindow } = assessment.estimate.settings;
  const settings = {
    min_containers: minContainers,
    max_containers: maxContainers,
    buffer_containers: bufferContainers,
    scaledown_window: scaledownWindow,
  };
  return settings[name].interval?.low;
}

export function poolNumberText(name: PoolNumber, value: number): string {
  return name === 'scaledown_window' ? duration(value) : plainNumber(value, MAX_DIGITS);
}

function numberChoices(subject: WhatIfSubject, name: PoolNumber): WhatIfChoice[] {
  // It has no pool.
  if (subject.assessment.estimate.settings.isSandbox) return [];
  const now = poolNumberNow(subject, name);
  const offered = OFFERED[name].filter((value) => containersRefusal(subject, name, value) === null);
  const all = [...new Set(now === undefined ? offered : [...offered, now])].sort((a, b) => a - b);
  return all.map((value) =>
    choice(subject, poolNumberText(name, value), { [name]: value }, {}, value === now),
  );
}

/** Why Modal would refuse a number beside the others: fewer containers at most than at least. Null if it would not. */
export function containersRefusal(
  subject: WhatIfSubject,
  name: PoolNumber,
  value: number,
): { readonly other: PoolNumber; readonly at: number } | null {
  const other =
    name === 'min_containers' ? 'max_containers' : name === 'max_containers' ? 'min_containers' : null;
  const at = other === null ? undefined : poolNumberNow(subject, other);
  if (other === null || at === undefined) return null;
  return (name === 'min_containers' ? value > at : value < at) ? { other, at } : null;
}

/** Whether usage can be varied: requests where their seconds are known, and seconds where there is a month. */
export function hasChoices({ assessment: { usage } }: WhatIfSubject, topic: 'traffic' | 'seconds'): boolean {
  if (!usage) return false;
  return topic === 'seconds' ? usage.given : !usage.missing.includes('secondsPerRequest');
}

/** Requests per day; none where the seconds of one are not known, which are not invented. */
function trafficChoices(subject: WhatIfSubject): WhatIfChoice[] {
  const { usage } = subject.assessment;
  if (!usage || !hasChoices(subject, 'traffic')) return [];
  const now = usage.given ? usage.usage.requestsPerDay : null;
  const seconds = usage.usage.secondsPerRequest;
  const busy = [0.05, 0.25, 0.5, 0.8, 1].map((share) => ({
    requests: Math.round((share * 86_400) / seconds),
    share,
  }));
  const multiples = now
    ? [0, now / 10, now / 2, now, now * 2, now * 5, now * 10]
    : [0, 100, 1_000, 10_000, 100_000];
  const { max } = usageFieldInfo('requestsPerDay');
  const values = new Map<number, number | null>();
  for (const requests of multiples) values.set(Math.round(requests), null);
  for (const { requests, share } of busy) if (!values.has(requests)) values.set(requests, share);
  return [...values]
    .filter(([requests]) => requests <= max)
    .sort(([a], [b]) => a - b)
    .map(([requests, share]) => {
      const named =
        share === null
          ? requestsText(requests)
          : plural(
              requests,
              message('{0} request per day (one container {1} active)'),
              message('{0} requests per day (one container {1} active)'),
              percent(share),
            );
      return choice(subject, named, {}, { requestsPerDay: requests }, requests === now);
    });
}

export function requestsText(requestsPerDay: number): string {
  return plural(requestsPerDay, message('{0} request per day'), message('{0} requests per day'));
}

/** The seconds of a request, in halves and doubles of what they are now. */
function secondsChoices(subject: WhatIfSubject): WhatIfChoice[] {
  const { usage } = subject.assessment;
  if (!usage || !hasChoices(subject, 'seconds')) return [];
  const now = usage.usage.secondsPerRequest;
  const { min, max } = usageFieldInfo('secondsPerRequest');
  return [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 10]
    .map((factor) => Number((now * factor).toPrecision(4)))
    .filter((seconds) => seconds >= min && seconds <= max)
    .map((seconds) =>
      choice(subject, duration(seconds), {}, { secondsPerRequest: seconds }, seconds === now),
    );
}

/** Modal, then what each offer of the book would cost for the same month, the cheapest first. */
function providerChoices({ assessment }: WhatIfSubject): WhatIfChoice[] {
  const comparison = comparisonOf(assessment, { rateBreakEvens: false });
  if (!comparison?.ranked) return [];
  const now = monthOf(comparison.modal.monthUsd, assessment);
  return comparison.rows
    .filter(({ kind, cannotWin }) => kind === 'modal' || cannotWin === null || cannotWin === 'partUnknown')
    .map((row): WhatIfChoice => ({
      label: offerName(row),
      current: row.kind === 'modal',
      isWaiting: false,
      change: {},
      usage: {},
      memory: '',
      figures: `${changeText(now, row.kind === 'modal' ? now : exactly(row.monthUsd, 'month'))}${row.atLeast ? ` ${t('or more')}` : ''}`,
      details: [
        [
          ...row.notes.map(rowNoteText),
          ...(row.price ? [t('Price of {0}.', row.price.figure.date)] : []),
        ].join(' '),
      ],
    }))
    .sort((a, b) => Number(b.current) - Number(a.current));
}

/** Null where no other provider can be compared, else what the cheapest one saves; null within where none does. */
export function savingElsewhere({
  assessment,
}: WhatIfSubject): { readonly cheaper: ReturnType<typeof elsewhereText> } | null {
  const comparison = comparisonOf(assessment, { rateBreakEvens: false });
  return comparison?.ranked ? { cheaper: elsewhereText(cheaperElsewhere(assessment, comparison)) } : null;
}

/** One value, priced: a full estimate. */
export function choice(
  subject: WhatIfSubject,
  label: string,
  change: Change,
  usage: WhatIfChoice['usage'],
  current: boolean,
): WhatIfChoice {
  const { before, after, byList } = inOneBook(nowOf(subject), assessChange(subject, change, usage));
  const { context, alternatives } = subject.assessment.estimate;
  return {
    label,
    memory: change.gpu ? gpuMemoryText(change.gpu, alternatives[0]?.gpu ?? null, context) : '',
    current,
    isWaiting: isWaiting(before, after),
    change,
    usage,
    figures: figuresText(before, after),
    // Another book's prices and rules: first, so that it is not overlooked.
    details: [...(byList ? [t('both by Modal’s list')] : []), ...detailParts(after)],
  };
}

/** What holds now: priced again, if its figures were still to come when it was asked for. */
function nowOf({ assessment, declaration, context, use }: WhatIfSubject): Assessment {
  return isAwaited(assessment.month) ? assess(declaration, context, use) : assessment;
}

function isWaiting(before: Assessment, after: Assessment): boolean {
  return isAwaited(before.month) || isAwaited(after.month);
}

/**
 * Two states of a declaration by one book: the one in use, or Modal's list if that has no price for one of the two. Figures
 * of two books are never compared.
 */
function inOneBook(
  before: Assessment,
  after: Assessment,
): { readonly before: Assessment; readonly after: Assessment; readonly byList: boolean } {
  if (!needsList(before, after)) return { before, after, byList: false };
  const { list } = before.estimate.context;
  return { before: inBook(before, list), after: inBook(after, list), byList: true };
}

/** The declaration priced with a change of the code and of the usage. */
export function assessChange(
  { declaration, context, use }: WhatIfSubject,
  change: Change,
  usage: WhatIfChoice['usage'] = {},
): Assessment {
  const options = {
    source: 'option',
    values: { ...use.options?.values, ...usage },
    where: { kind: 'whatIf' },
  } as const;
  return assess(vary(declaration, change), context, { ...use, options });
}

interface Comparable {
  readonly usd: number;
  /** As lens and explorer show it. */
  readonly shown: string;
  readonly unit: 'month' | 'monthWarm' | 'hourLive';
  /** It costs this or more. */
  readonly atLeast: boolean;
}

/** A sum, or two with an arrow, with what it is for. */
function withUnit(sum: string, unit: Comparable['unit']): string {
  switch (unit) {
    case 'month':
      return t('{0} per month', sum);
    case 'monthWarm':
      return t('{0} per month warm', sum);
    case 'hourLive':
      return t('{0} per hour running', sum);
  }
}

/** The figure that two states of a declaration are compared by: the month, else the floor, else the live hour. */
function comparable({ estimate, month }: Assessment): Comparable | null {
  if (month?.status === 'known' && month.unstable === null) {
    const amount = monthAmount(month);
    return { usd: amount.likely, shown: usdLikely(amount), unit: 'month', atLeast: hasUnknown(amount) };
  }
  if (month) return null;
  const [floor, live] = [floorAmount(estimate), liveAmount(estimate)];
  if (typeof floor === 'object') return exactly(floor.high, 'monthWarm', hasUnknown(floor));
  return typeof live === 'object' ? exactly(live.high, 'hourLive', hasUnknown(live)) : null;
}

/** A sum for a month; that of the declaration as it is shown elsewhere. */
function monthOf(sum: number, assessment: Assessment): Comparable {
  const own = comparable(assessment);
  return own?.unit === 'month' && own.usd === sum ? own : exactly(sum, 'month');
}

function exactly(sum: number, unit: Comparable['unit'], atLeast = false): Comparable {
  return { usd: sum, shown: usdShort(sum), unit, atLeast };
}

/** `$1,216 → $672 a month   −45 %`; while one of them is still to come, that it is. */
export function figuresText(before: Assessment, after: Assessment): string {
  if (isWaiting(before, after)) return t('simulating…');
  const to = comparable(after);
  if (!to)
    return after.month?.status === 'known' ? t('max_containers too low for the traffic') : t('unknown');
  const from = comparable(before);
  if (from?.unit !== to.unit) return bounded(withUnit(to.shown, to.unit), to.atLeast);
  // A difference from what is not known in full says nothing.
  if (from.atLeast || to.atLeast)
    return `${bounded(from.shown, from.atLeast)} → ${bounded(withUnit(to.shown, to.unit), to.atLeast)}`;
  return changeText(from, to);
}

function bounded(text: string, atLeast: boolean): string {
  return atLeast ? orMore(text) : text;
}

function changeText(from: Comparable, to: Comparable): string {
  if (from.usd === to.usd || usdShort(from.usd) === usdShort(to.usd)) return withUnit(to.shown, to.unit);
  const difference = differenceText(from.usd, to.usd);
  // What differs by less than is known of it has one figure, and still a difference.
  const sums = from.shown === to.shown ? to.shown : `${from.shown} → ${to.shown}`;
  return `${withUnit(sums, to.unit)}   ${difference}`;
}

/** Counts that are typed are shown in full. */
const MAX_DIGITS = 12;

/** A smaller difference is what rounding leaves over. */
const ROUNDING = 1e-9;

/** `−45%`, `+12%`; from nothing, the dollars. */
export function differenceText(from: number, to: number): string {
  if (from === 0) return `+${usd(to)}`;
  const share = to / from - 1;
  if (Math.abs(share) < ROUNDING) return t('the same');
  const text = percent(Math.abs(share) >= 0.1 ? Math.round(share * 100) / 100 : share);
  return share > 0 ? `+${text}` : text;
}

function detailParts({ estimate, month }: Assessment): string[] {
  const parts: string[] = [];
  if (estimate.livePerHour) parts.push(t('{0}/h running', usd(estimate.livePerHour.high)));
  if (estimate.floor?.perMonth) parts.push(t('{0}/mo warm floor', usdShort(estimate.floor.perMonth.high)));
  if (month?.status === 'known' && month.seconds.requests > 0 && !estimate.settings.isSandbox) {
    parts.push(t('{0} of requests hit a cold start', percent(month.seconds.coldStartShare.likely)));
  }
  return parts;
}
