/**
 * Plans: a fee, and a credit that is subtracted from the sum of the workspace, never from one function. All money is in
 * USD per month.
 */
import { discountFactor, type Discounts } from '../pricing/discounts';
import type { PriceBook } from '../pricing/schema';
import type { PricingContext } from './estimate';
import type { LikelyRange } from './traffic/likelyRange';

export type Plan = PriceBook['plans'][number];

/** The plan of the workspace, or the name of one that the book in use does not have. */
export type PlanInUse = { readonly plan: Plan; readonly isAssumed: boolean } | { readonly unknown: string };

/**
 * The one plan of a workspace, for its sum, for what is said of each declaration, and for the limits: the named one, or
 * the book's free plan if none is named. Null if none is named and the book has no free plan.
 */
export function planInUse({ book, plan: name }: Pick<PricingContext, 'book' | 'plan'>): PlanInUse | null {
  if (name == null) {
    const plan = freePlan(book) ?? book.plans.find(({ feeUsdMonth }) => feeUsdMonth === 0);
    return plan ? { plan, isAssumed: true } : null;
  }
  const plan = book.plans.find((each) => each.name.toLowerCase() === name.toLowerCase());
  return plan ? { plan, isAssumed: false } : { unknown: name };
}

/** What a workspace pays with a plan. */
export interface PlanBill {
  readonly plan: Plan;
  /** The part of the sum that the credit pays. */
  readonly credited: LikelyRange;
  /** Fee + sum − credit, never below the fee. */
  readonly total: LikelyRange;
}

/** The bill for a workspace's sum with one plan; undefined if the fee or the credit of the plan is set by contract. */
export function planBill(sum: LikelyRange, plan: Plan): PlanBill | undefined {
  const { feeUsdMonth: fee, creditUsdMonth: credit } = plan;
  if (fee === null || credit === null) return undefined;
  const each = (of: (usd: number) => number): LikelyRange => ({
    low: of(sum.low),
    likely: of(sum.likely),
    high: of(sum.high),
  });
  return {
    plan,
    credited: each((usd) => Math.min(usd, credit)),
    total: each((usd) => fee + Math.max(0, usd - credit)),
  };
}

/** The plan without a fee and with a credit; undefined if the book has none, or one without a credit. */
export function freePlan(book: PriceBook): (Plan & { readonly creditUsdMonth: number }) | undefined {
  return book.plans.find(
    (plan): plan is Plan & { creditUsdMonth: number } =>
      plan.feeUsdMonth === 0 && plan.creditUsdMonth !== null && plan.creditUsdMonth > 0,
  );
}

/** How long a credit lasts for one active GPU. */
export interface CreditSeconds {
  /** The GPU's type. */
  readonly gpu: string;
  /** USD per second for one GPU. CPU and memory are added unless the rate includes them. */
  readonly perSecond: number;
  readonly seconds: number;
}

/** How many seconds of each GPU of a book a credit pays for, in the book's order: "30 USD are 14,286 s of H100". */
export function creditSeconds(
  book: PriceBook,
  creditUsd: number,
  discounts: Discounts | null = null,
): CreditSeconds[] {
  return Object.entries(book.gpus).map(([gpu, { active }]) => {
    const perSecond = active.value * discountFactor(discounts, [gpu]);
    return { gpu, perSecond, seconds: creditUsd / perSecond };
  });
}

/** The share of a sum that a credit covers, 0…1; 1 if there is nothing to pay. */
export function covered(usd: number, creditUsd: number): number {
  return usd > creditUsd ? creditUsd / usd : 1;
}
