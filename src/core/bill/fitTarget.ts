/** What the bill of an app says of one of its declarations. All money is in US dollars per month. */
import type { Interval } from '../cost/interval';
import type { Assessment } from '../cost/assess';
import { floorAmount } from '../cost/amount';
import { pricedOptions, type KnownMonth } from '../cost/month';
import { quoteGpu } from '../pricing/lookup';
import type { FitBasis, FitTarget, NotFitted } from './fitOutcomes';
import type { BilledApp } from './join';

/** The target, and how much of a month of a declaration it counts. */
export interface Aim {
  readonly target: FitTarget;
  /** The likely figure of it. */
  readonly countedOf: (month: KnownMonth) => number;
}

/**
 * The cost of the declaration's GPU if the report has it and the declaration no other option, which no use of CPU and memory
 * disturbs; else all of the app. Other declarations in it count as they are estimated.
 * @param hours of the period
 */
export function aimOf(
  { actual, code, gpus, perMonth }: BilledApp,
  declaration: Assessment,
  hours: number,
): Aim | NotFitted {
  const gpu = onlyGpu(declaration);
  const { hoursPerMonth } = declaration.estimate.context;
  if (actual.resources.length === 0 || gpu === null)
    return aim(declaration, code?.members ?? [], perMonth, { kind: 'dollars' });
  const billed = gpus.find(({ resource }) => pricedAs(declaration, resource) === gpu);
  if (!billed) return { reason: 'gpuNotBilled', gpu };
  const monthly = hoursPerMonth / hours;
  const { resource, cost, gpuHours } = billed;
  const ofMonth: Interval = { low: gpuHours.low * monthly, high: gpuHours.high * monthly };
  const users = (code?.members ?? []).filter((each) => gpusOf(each).has(gpu));
  return aim(declaration, users, cost * monthly, { kind: 'gpu', resource, gpuHours: ofMonth }, gpu);
}

function aim(
  declaration: Assessment,
  members: readonly Assessment[],
  usd: number,
  basis: FitBasis,
  gpu: string | null = null,
): Aim | NotFitted {
  const countedOf = (month: KnownMonth): number => (gpu === null ? month.total.likely : gpuCost(month, gpu));
  const others = members.filter((each) => each !== declaration && !isFree(each));
  const months = others.flatMap(({ month }) => (month?.status === 'known' ? [month] : []));
  if (months.length < others.length)
    return { reason: 'othersNotKnown', others: others.filter(({ month }) => month?.status !== 'known') };
  const othersUsd = months.reduce((sum, month) => sum + countedOf(month), 0);
  const target: FitTarget = { usd: usd - othersUsd, basis, others, othersUsd };
  return target.usd < 0 ? { reason: 'othersExceed', target } : { target, countedOf };
}

/** A call that keeps nothing warm costs nothing that is not in the figures of what it calls. */
function isFree({ estimate }: Assessment): boolean {
  return estimate.subject.type === 'call' && floorAmount(estimate) === 'none';
}

/** What one type of GPU costs in a month. */
function gpuCost({ options: [{ rate, bill }] }: KnownMonth, gpu: string): number {
  if (rate.quote?.pricedAs !== gpu) return 0;
  return bill.shares.find(({ what }) => what === 'gpu')?.usd ?? 0;
}

/** The GPU of a declaration that has no other option, by the name of its price. */
function onlyGpu({ estimate }: Assessment): string | null {
  const [only, ...more] = pricedOptions(estimate);
  return more.length === 0 && estimate.certainty === 'known' ? (only?.rate.quote?.pricedAs ?? null) : null;
}

function gpusOf({ estimate }: Assessment): ReadonlySet<string | undefined> {
  return new Set(pricedOptions(estimate).map(({ rate }) => rate.quote?.pricedAs));
}

function pricedAs({ estimate: { context } }: Assessment, resource: string): string | undefined {
  return quoteGpu(context.book, context.list, resource)?.pricedAs;
}
