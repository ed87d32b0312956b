/** What a GPU costs, without code: for some hours, or for a month of requests. */
import { assess, type Assessment, type UsageContext } from '../cost/assess';
import type { PricingContext } from '../cost/estimate';
import { exactly, multiply } from '../cost/interval';
import { isAwaited } from '../cost/month';
import { vary } from '../cost/varyDeclaration';
import { gpuLabel, type Gpu } from '../modal/gpu';
import { figureRows } from './arithmetic';
import { duration, FACTOR_DIGITS, plainNumber, usd, usdFactor, usdInterval, usdShort } from './money';
import { monthRows, monthTotal } from './monthText';
import { calculatorDeclaration } from './scenario/scenario';
import { bookTitle } from './words/priceBooks';
import { assumptionText, monthReasonText, overloadText } from './words/monthWords';
import { t } from './words/translate';
import { requestsText } from './whatIfList';

/** A GPU type that a book has a price for. */
export interface GpuOffer {
  readonly type: string;
  /** USD per GPU-hour, discounts of the team counted in. */
  readonly perHour: number;
  /** GPUs per container; null where no book says it. */
  readonly maxCount: number | null;
}

/** Every type of the book in use, the cheapest first. */
export function gpuOffers(context: PricingContext): readonly GpuOffer[] {
  const { book, list } = context;
  return Object.entries(book.gpus)
    .map(([type, rates]) => ({
      type,
      perHour: gpuPerSecond(context, type) * 3_600,
      maxCount: rates.maxCount ?? list.gpus[type]?.maxCount ?? null,
    }))
    .sort((a, b) => a.perHour - b.perHour);
}

/** The GPU's own part of the price: CPU and memory come on top where a book does not count them in. */
function gpuPerSecond(context: PricingContext, type: string): number {
  const { estimate } = priced(context, { type, count: 1 }, NO_USE);
  const parts = estimate.alternatives[0]?.rate?.active ?? [];
  return parts.filter(({ what }) => what === 'gpu').reduce((sum, { perSecond }) => sum + perSecond.high, 0);
}

/** How much of a GPU: hours of one container that runs, or requests, for a month. */
export type GpuUse =
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'requests'; readonly requestsPerDay: number; readonly secondsPerRequest: number };

/** A price with what it is made of. */
export interface GpuAnswer {
  /** `2 × H100, 100 h`. */
  readonly what: string;
  /** With its unit; for a month that is unknown, why. */
  readonly total: string;
  readonly rows: readonly { readonly title: string; readonly arithmetic: string; readonly result: string }[];
  /** The book, its date, and what is assumed. */
  readonly notes: readonly string[];
  /** The month is being simulated: it has to be asked for again. */
  readonly isWaiting: boolean;
}

const NO_USE: UsageContext = { defaults: [], includeStartup: false };

/** The price of a GPU, by the book in use. */
export function gpuAnswer(
  context: PricingContext,
  gpu: Gpu,
  use: GpuUse,
  simulations?: UsageContext['simulations'],
): GpuAnswer {
  return use.kind === 'hours'
    ? hoursAnswer(priced(context, gpu, NO_USE), gpu, use.hours)
    : monthAnswer(
        priced(context, gpu, {
          ...NO_USE,
          options: {
            source: 'option',
            values: { requestsPerDay: use.requestsPerDay, secondsPerRequest: use.secondsPerRequest },
            where: { kind: 'question' },
          },
          ...(simulations ? { simulations } : {}),
        }),
        `${gpuText(gpu)}, ${requestsText(use.requestsPerDay)}, ${duration(use.secondsPerRequest, FACTOR_DIGITS)}`,
      );
}

function priced(context: PricingContext, gpu: Gpu, use: UsageContext): Assessment {
  return assess(vary(calculatorDeclaration(), { gpu }), context, use);
}

function hoursAnswer({ estimate }: Assessment, gpu: Gpu, hours: number): GpuAnswer {
  const what = `${gpuText(gpu)}, ${hoursText(hours)}`;
  const { livePerHour } = estimate;
  const base = { what, notes: [bookNote(estimate.context)], isWaiting: false };
  if (!livePerHour) return { ...base, total: noPrice(gpu), rows: [] };
  const hour = figureRows(estimate)
    .filter(({ figure }) => figure === 'running')
    .map(({ title, arithmetic, result }) => ({ title, arithmetic, result }));
  const total = usdInterval(multiply(livePerHour, exactly(hours)), usd);
  return {
    ...base,
    total,
    rows: [
      ...hour,
      {
        title: hoursText(hours),
        arithmetic: `${plainNumber(hours, FACTOR_DIGITS)} h × ${usdInterval(livePerHour, usdFactor)}/h`,
        result: total,
      },
    ],
  };
}

function monthAnswer({ estimate, month }: Assessment, what: string): GpuAnswer {
  const base = { what, rows: [], notes: [bookNote(estimate.context)], isWaiting: isAwaited(month) };
  if (base.isWaiting) return { ...base, total: t('simulating…') };
  if (month?.status !== 'known')
    return { ...base, total: month ? t('unknown: {0}', monthReasonText(month.reason)) : t('unknown') };
  if (month.unstable !== null) return { ...base, total: overloadText(month.unstable) };
  return {
    ...base,
    total: t('about {0} per month', usdShort(month.total.likely)),
    rows: [
      ...monthRows(month, estimate),
      { title: t('Per month, likely'), arithmetic: '', result: monthTotal(month) },
    ],
    notes: [
      ...base.notes,
      ...(month.assumptions.length === 0
        ? []
        : [t('Assumes: {0}.', month.assumptions.map(assumptionText).join('; '))]),
    ],
  };
}

function noPrice(gpu: Gpu): string {
  return t('no price for {0}', gpuLabel(gpu));
}

function gpuText({ type, count }: Gpu): string {
  return `${count} × ${type ?? 'CPU'}`;
}

export function hoursText(hours: number): string {
  return duration(Number((hours * 3_600).toPrecision(FACTOR_DIGITS)), FACTOR_DIGITS);
}

function bookNote({ book }: PricingContext): string {
  return t('Prices: {0} ({1}).', bookTitle(book), book.date);
}

/** The answer as plain text: what, how much, and the arithmetic below it. */
export function answerText({ what, total, rows, notes }: GpuAnswer): string {
  const lines = rows.map(({ title, arithmetic, result }) =>
    arithmetic === '' ? `${title}: ${result}` : `${title}: ${arithmetic} = ${result}`,
  );
  return [`${what}: ${total}`, ...lines, ...notes].join('\n');
}
