/** Where a bill contradicts the rates of the book: GPUs that lived for known hours, and cost more or less than these. */
import type { Assessment } from '../cost/assess';
import { pricedOptions } from '../cost/month';
import { changesOf } from '../cost/estimate';
import type { Interval } from '../cost/interval';
import type { Bill, Period } from './bill';
import { dollars } from './dollars';
import type { ImpliedGpu } from './impliedGpus';
import type { BilledApp } from './join';
import { metricsOf, type FunctionMetrics } from './metrics';
import { costOf, type ReportRow } from './report';

/** The rate that a bill comes to, in US dollars per GPU-hour. */
export interface ImpliedRate {
  /** The GPU, as the report names it. */
  readonly resource: string;
  /** What the app's declarations pay by the book, with its factor for their region and the team's discount. */
  readonly bookPerHour: Interval;
  readonly impliedPerHour: Interval;
  /** Implied ÷ book: wholly above or below 1. */
  readonly factor: Interval;
  readonly restsOn: RateEvidence;
  readonly explanation: RateExplanation;
}

/** What the GPU-hours are known from. */
export type RateEvidence =
  /** A warm pool that cost the same in every interval: `gpus` are those of `min_containers` and of `max_containers`; null for no limit. */
  | {
      readonly kind: 'pool';
      readonly minGpus: number;
      readonly maxGpus: number | null;
      readonly hours: number;
    }
  /** The live seconds of containers, by a metrics export. */
  | { readonly kind: 'metrics'; readonly gpuHours: number };

/** What can be behind another rate. It is never certain. */
export type RateExplanation =
  /** The bill is that of another whole number of GPUs at the book's rate: other settings are deployed than the code has. */
  | { readonly kind: 'gpus'; readonly gpus: number }
  /** One of the book's factors for regions. */
  | { readonly kind: 'region'; readonly factor: number }
  /** The share of the book's rate that is not paid. */
  | { readonly kind: 'discount'; readonly share: Interval }
  | { readonly kind: 'unexplained' };

/** A rate that is nearer to the book's than this share does not contradict it. */
const SAME_RATE = 0.01;
/** Seconds by which an export may begin and end beside an interval of the report. */
const SLACK = 300;
/** The costs of a pool that is always on differ by no more than this share. */
const STEADY = 0.02;
/** So many intervals, without the first and the last one, which may be partial. */
const MIN_INTERVALS = 3;

/**
 * @param metrics of the whole workspace; empty if there are none
 */
export function impliedRates(
  app: BilledApp,
  { rows }: Pick<Bill, 'rows'>,
  metrics: readonly FunctionMetrics[],
): readonly ImpliedRate[] {
  return app.gpus.flatMap((gpu): readonly ImpliedRate[] => {
    const uses = usesOf(app, gpu);
    if (uses === null) return [];
    const { app: description, environment } = app.actual;
    const own = rowsByResource(rows).get(keyOf({ description, environment, resource: gpu.resource })) ?? [];
    const found = byMetrics(uses, own, app, metrics) ?? byPool(uses, own);
    return found ? contradiction(app, gpu, found) : [];
  });
}

/** A report may have a hundred thousand rows, and a hundred apps ask for theirs. */
const BY_RESOURCE = new WeakMap<readonly ReportRow[], ReadonlyMap<string, readonly ReportRow[]>>();

/** The rows of apps, by {@link keyOf}. */
function rowsByResource(rows: readonly ReportRow[]): ReadonlyMap<string, readonly ReportRow[]> {
  const known = BY_RESOURCE.get(rows);
  if (known) return known;
  const found = new Map<string, ReportRow[]>();
  for (const row of rows) {
    if (row.kind !== 'app') continue;
    const key = keyOf(row);
    const same = found.get(key);
    if (same) same.push(row);
    else found.set(key, [row]);
  }
  BY_RESOURCE.set(rows, found);
  return found;
}

function keyOf({
  description,
  environment,
  resource,
}: Pick<ReportRow, 'description' | 'environment' | 'resource'>): string {
  return `${environment}\n${resource ?? ''}\n${description}`;
}

/** A declaration that has the GPU and no other option. */
interface Use {
  readonly member: Assessment;
  /** GPUs per container. */
  readonly count: number;
}

/** Null where a declaration may have the GPU or another one: nobody can tell then how much of it is whose. */
function usesOf({ code }: BilledApp, { resource }: ImpliedGpu): readonly Use[] | null {
  const uses: Use[] = [];
  for (const member of code?.members ?? []) {
    const options = pricedOptions(member.estimate);
    const same = options.filter(({ rate }) => isNamed(rate.quote, resource));
    const [only] = same;
    if (!only) continue;
    if (options.length > 1 || member.estimate.certainty !== 'known') return null;
    uses.push({ member, count: only.gpu?.count ?? 0 });
  }
  return uses.length > 0 ? uses : null;
}

function isNamed(
  quote: { readonly type: string; readonly pricedAs: string } | null,
  resource: string,
): boolean {
  const name = resource.toUpperCase();
  return quote !== null && (quote.type === name || quote.pricedAs === name);
}

interface Found {
  readonly perHour: Interval;
  readonly restsOn: RateEvidence;
  /** US dollars per hour of all GPUs, where it is steady. */
  readonly steadyPerHour?: number;
}

/** By the live seconds of every declaration that has the GPU, and the costs of the same time. */
function byMetrics(
  uses: readonly Use[],
  rows: readonly ReportRow[],
  { actual, code }: BilledApp,
  metrics: readonly FunctionMetrics[],
): Found | null {
  const isOnly = code?.members.length === 1;
  const all = uses.map(({ member, count }): (FunctionMetrics & { readonly count: number }) | null => {
    const found = metricsOf(metrics, actual, member.estimate.subject, isOnly);
    return found && found.liveSeconds !== null ? { ...found, count } : null;
  });
  const known = all.filter((each) => each !== null);
  if (known.length === 0 || known.length < all.length) return null;
  const period: Period = {
    start: Math.min(...known.map(({ start }) => start)),
    end: Math.max(...known.map(({ end }) => end)),
  };
  const gpuHours = known.reduce((sum, { liveSeconds, count }) => sum + (liveSeconds! * count) / 3_600, 0);
  if (gpuHours <= 0) return null;
  const cost = (isIn: (row: ReportRow) => boolean): number => dollars(costOf(rows.filter(isIn)));
  const within = cost(({ start, end }) => start >= period.start - SLACK && end <= period.end + SLACK);
  const touching = cost(({ start, end }) => start < period.end - SLACK && end > period.start + SLACK);
  return {
    perHour: { low: within / gpuHours, high: touching / gpuHours },
    restsOn: { kind: 'metrics', gpuHours },
  };
}

/** By the warm pools, if what they cost is the same in every interval. */
function byPool(uses: readonly Use[], rows: readonly ReportRow[]): Found | null {
  const inner = innerIntervals(rows);
  if (!inner) return null;
  const gpus = { low: 0, high: 0 };
  for (const { member, count } of uses) {
    const { settings, subject } = member.estimate;
    const { minContainers, maxContainers } = settings;
    const min = minContainers.interval;
    if (!min || min.low !== min.high || changesOf(subject)) return null;
    const max = maxContainers.status === 'known' ? maxContainers.interval : null;
    gpus.low += min.low * count;
    gpus.high += (max?.high ?? Infinity) * count;
  }
  if (gpus.low <= 0) return null;
  return {
    perHour: { low: inner.perHour / gpus.high, high: inner.perHour / gpus.low },
    restsOn: {
      kind: 'pool',
      minGpus: gpus.low,
      maxGpus: gpus.high === Infinity ? null : gpus.high,
      hours: inner.hours,
    },
    steadyPerHour: inner.perHour,
  };
}

/** What an hour costs in the intervals without the first and the last one; null unless all of them cost the same. */
function innerIntervals(
  rows: readonly ReportRow[],
): { readonly hours: number; readonly perHour: number } | null {
  const byStart = new Map<number, ReportRow[]>();
  for (const row of rows) {
    const same = byStart.get(row.start);
    if (same) same.push(row);
    else byStart.set(row.start, [row]);
  }
  const intervals = [...byStart.values()].sort((a, b) => a[0]!.start - b[0]!.start).slice(1, -1);
  if (intervals.length < MIN_INTERVALS) return null;
  const [first, last] = [intervals[0]![0]!, intervals.at(-1)![0]!];
  const hours = intervals.reduce((sum, [row]) => sum + (row!.end - row!.start) / 3_600, 0);
  const hasGaps = hours < (last.end - first.start) / 3_600 - 1e-6;
  const costs = intervals.map((each) => (dollars(costOf(each)) * 3_600) / (each[0]!.end - each[0]!.start));
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  if (hasGaps || least < most * (1 - STEADY)) return null;
  return { hours, perHour: intervals.reduce((sum, each) => sum + dollars(costOf(each)), 0) / hours };
}

function contradiction(app: BilledApp, gpu: ImpliedGpu, found: Found): readonly ImpliedRate[] {
  const { cost, gpuHours, resource } = gpu;
  if (gpuHours.low <= 0) return [];
  const book: Interval = { low: cost / gpuHours.high, high: cost / gpuHours.low };
  const factor: Interval = { low: found.perHour.low / book.high, high: found.perHour.high / book.low };
  if (factor.low <= 1 + SAME_RATE && factor.high >= 1 - SAME_RATE) return [];
  return [
    {
      resource,
      bookPerHour: book,
      impliedPerHour: found.perHour,
      factor,
      restsOn: found.restsOn,
      explanation: explanationOf(app, factor, found, book),
    },
  ];
}

function explanationOf(app: BilledApp, factor: Interval, found: Found, book: Interval): RateExplanation {
  const gpus = found.steadyPerHour === undefined ? 0 : found.steadyPerHour / book.low;
  const whole = Math.round(gpus);
  if (whole > 0 && Math.abs(gpus - whole) <= SAME_RATE * whole) return { kind: 'gpus', gpus: whole };
  if (factor.high < 1) return { kind: 'discount', share: { low: 1 - factor.high, high: 1 - factor.low } };
  const regions = app.code?.members[0]?.estimate.context.book.multipliers.region;
  const known = regions ? [regions.broad.value, regions.narrow.value] : [];
  const region = known.find(
    (each) => factor.low <= each * (1 + SAME_RATE) && factor.high >= each * (1 - SAME_RATE),
  );
  return region === undefined ? { kind: 'unexplained' } : { kind: 'region', factor: region };
}
