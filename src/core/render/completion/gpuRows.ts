/** The GPUs that a `gpu=` can name, each with its memory, its price per hour and what it does to the cost per month. */
import {
  hasUnknown,
  monthAmount,
  floorAmount,
  liveAmount,
  knownSumOf,
  type KnownAmount,
} from '../../cost/amount';
import type { Assessment } from '../../cost/assess';
import type { PricingContext } from '../../cost/estimate';
import { gpuMemoryGb, inOrderOfUse, memoryFit } from '../../cost/gpuMemory';
import { gpuLabel, type Gpu } from '../../modal/gpu';
import { quoteGpu } from '../../pricing/lookup';
import type { GpuPlace } from '../../modal/completionPlace';
import { orMore } from '../amountText';
import { gpuMemoryText } from '../gpuMemoryText';
import { plainNumber, usd, usdInterval, usdLikely, usdShort } from '../money';
import { bookTitle } from '../words/priceBooks';
import { t } from '../words/translate';
import { assessChange, type WhatIfSubject } from '../whatIfList';
import type { CompletionRow } from './completionRow';

/** Counts to choose from; a book may say that a type has fewer. */
const COUNTS = [1, 2, 4, 8] as const;

/** So many declarations of one constant are priced: each takes a full estimate for every GPU. */
const MAX_PRICED = 4;

/**
 * The rows of a place: the GPU in use, then cheaper ones with no less memory, then the others, the cheapest first; what has no
 * price in the book comes last, and says so.
 * @param subjects the declarations whose GPU it is; none where that is not known
 */
export function gpuRows(
  { isQuoted, countOf, hasCount }: Pick<GpuPlace, 'isQuoted' | 'countOf' | 'hasCount'>,
  subjects: readonly WhatIfSubject[],
  context: PricingContext,
): readonly CompletionRow[] {
  const now = gpuNow(subjects);
  const insertOf = (text: string): string => (isQuoted ? text : `"${text}"`);
  if (countOf !== null) {
    const type = countOf === '' ? now?.type : countOf.toUpperCase();
    if (type == null) return [];
    const most = context.book.gpus[type]?.maxCount ?? Infinity;
    return COUNTS.filter((count) => count <= most).map((count) =>
      row(String(count), insertOf(String(count)), { type, count }, subjects, context),
    );
  }
  // With a count that is not known, a price is that of one GPU, and no month follows from it.
  const count = hasCount ? (now?.count ?? null) : 1;
  const types = [...new Set([...Object.keys(context.book.gpus), ...Object.keys(context.list.gpus)])];
  const found = inOrderOfUse(types, (type) => ({
    isCurrent: type === now?.type,
    fit: memoryFit({ type, count: count ?? 1 }, now ?? null, context),
    usd: perGpuHour(type, context) ?? Infinity,
  }));
  return found.map((type) =>
    count === null
      ? row(type, insertOf(type), { type, count: 1 }, [], context)
      : row(type, insertOf(type), { type, count }, subjects, context),
  );
}

/** What the code says now; undefined where that is not one known GPU. */
function gpuNow([subject]: readonly WhatIfSubject[]): Gpu | undefined {
  const gpu = subject?.declaration.gpu;
  const [first, ...others] = gpu?.status === 'known' ? (gpu.value ?? []) : [];
  return others.length === 0 && first?.type != null ? first : undefined;
}

function row(
  label: string,
  insert: string,
  gpu: Gpu,
  subjects: readonly WhatIfSubject[],
  context: PricingContext,
): CompletionRow {
  const isCurrent = gpuLabel(gpu) === labelNow(subjects);
  const base = { label, insert, isSnippet: false, isCurrent };
  const perGpu = perGpuHour(gpu.type!, context);
  const priced = (price: string): string => withMemory(price, gpu, gpuNow(subjects) ?? null, context);
  if (perGpu === undefined)
    return {
      ...base,
      price: priced(t('no price')),
      month: '',
      about: t('{0} has no price for it.', bookTitle(context.book)),
    };
  const changed = subjects.slice(0, MAX_PRICED).map((subject) => ({
    before: subject.assessment,
    after: assessChange(subject, { gpu }),
  }));
  return {
    ...base,
    price: priced(
      changed.length > 0
        ? containerHour(changed.map(({ after }) => after))
        : t('{0}/h', usd(perGpu * gpu.count)),
    ),
    month: changed.length === subjects.length ? monthText(changed, isCurrent) : '',
    about: aboutGpu(gpu, perGpu, context),
  };
}

function withMemory(price: string, gpu: Gpu, now: Gpu | null, context: PricingContext): string {
  const memory = gpuMemoryText(gpu, now, context);
  return memory === '' ? price : `${price} · ${memory}`;
}

function labelNow(subjects: readonly WhatIfSubject[]): string | null {
  const now = gpuNow(subjects);
  return now ? gpuLabel(now) : null;
}

/** USD per hour of one active GPU; undefined if the book in use has no price. */
function perGpuHour(type: string, { book, list }: PricingContext): number | undefined {
  const quote = quoteGpu(book, list, type);
  return quote && quote.active.value * 3_600;
}

/** What a container costs while it runs, as the lens has it. */
function containerHour(assessments: readonly Assessment[]): string {
  const hours = assessments
    .map(({ estimate }) => liveAmount(estimate))
    .filter((each) => typeof each === 'object');
  if (hours.length === 0) return t('no price');
  const [low, high] = [
    Math.min(...hours.map((each) => each.low)),
    Math.max(...hours.map((each) => each.high)),
  ];
  return t('{0}/h', usdInterval({ low, high }));
}

interface Changed {
  readonly before: Assessment;
  readonly after: Assessment;
}

/**
 * What it does to the month, or to the warm floor if no usage is known: the difference; the sum if what the code says now
 * is not known; nothing while it is being simulated.
 */
function monthText(changed: readonly Changed[], isCurrent: boolean): string {
  const sums = sumsBy(changed, monthOf);
  if (sums) return differenceText(sums, isCurrent, (text) => t('{0}/mo', text));
  const floors = sumsBy(changed, floorOf);
  return floors && floors.after.high > 0
    ? differenceText(floors, isCurrent, (text) => t('{0}/mo warm', text))
    : '';
}

interface Sums {
  readonly before: KnownAmount | null;
  readonly after: KnownAmount;
}

function sumsBy(
  changed: readonly Changed[],
  amountOf: (assessment: Assessment) => KnownAmount | null,
): Sums | null {
  const after = changed.map((each) => amountOf(each.after));
  const known = after.filter((each) => each !== null);
  if (known.length === 0 || known.length < after.length) return null;
  const before = changed.map((each) => amountOf(each.before)).filter((each) => each !== null);
  return { before: before.length < changed.length ? null : knownSumOf(before), after: knownSumOf(known) };
}

function monthOf({ month }: Assessment): KnownAmount | null {
  return month?.status === 'known' && month.unstable === null ? monthAmount(month) : null;
}

function floorOf({ estimate, month }: Assessment): KnownAmount | null {
  if (month !== null) return null;
  const floor = floorAmount(estimate);
  if (floor === 'unknown') return null;
  return floor === 'none' ? { low: 0, likely: 0, high: 0 } : floor;
}

function differenceText(
  { before, after }: Sums,
  isCurrent: boolean,
  withUnit: (text: string) => string,
): string {
  const sum = withUnit(`≈ ${usdLikely(after)}`);
  // A difference from what is not known in full says nothing.
  if (hasUnknown(after)) return orMore(sum);
  if (isCurrent || before === null || hasUnknown(before)) return isCurrent ? t('{0} now', sum) : sum;
  const difference = after.likely - before.likely;
  if (usdShort(after.likely) === usdShort(before.likely)) return withUnit(t('same'));
  return withUnit(`${difference > 0 ? '+' : ''}${usdShort(difference)}`);
}

function aboutGpu(gpu: Gpu, perGpu: number, context: PricingContext): string {
  const { type, count } = gpu;
  const { book } = context;
  const { note } = book.gpus[type!] ?? {};
  const memory = gpuMemoryGb(gpu, context);
  return [
    memory === null ? '' : t('{0} GB of GPU memory.', plainNumber(memory)),
    count === 1 ? t('{0} per GPU-hour.', usd(perGpu)) : t('{0} × {1} per GPU-hour.', count, usd(perGpu)),
    note ?? '',
    t('Prices: {0} ({1}).', bookTitle(book), book.date),
  ]
    .filter((each) => each !== '')
    .join(' ');
}
