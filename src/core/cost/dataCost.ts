/** What data costs that is stored in Volumes or sent out of Modal. All money is in USD per month. */
import type { Usage } from '../modal/usageFields';
import { discountFactor } from '../pricing/discounts';
import type { PricingContext } from './estimate';

export const DATA_KINDS = ['storage', 'egress'] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** What is stored and sent, in GB (10⁹ bytes); null where nothing is said. */
export type DataUse = Pick<Usage, 'volumeGb' | 'egressGbPerMonth'>;

/** The prices that data is billed by. */
export type DataPrices = Pick<PricingContext, 'book' | 'discounts'>;

export interface DataRate {
  /** USD per unit, with the team's discount. */
  readonly usd: number;
  /** The unit that the price book bills: GiB (2³⁰ bytes) or GB. */
  readonly unit: 'GiB' | 'GB';
}

export interface DataPart {
  readonly kind: DataKind;
  /** As it is given; above 0. */
  readonly gb: number;
  /** Null if the price book has no rate. */
  readonly rate: DataRate | null;
  /** Before the allowance of the plan, which is the workspace's; null without a rate. */
  readonly usd: number | null;
}

/** What data costs before the allowance of the plan: see `dataSum`. */
export interface DataCost {
  /** Storage and egress, as far as there is some of it; at least one. */
  readonly parts: readonly DataPart[];
}

/** The cost of what is stored and sent; null if that is nothing. */
export function dataCost(use: DataUse, prices: DataPrices): DataCost | null {
  const given: Readonly<Record<DataKind, number | null>> = {
    storage: use.volumeGb,
    egress: use.egressGbPerMonth,
  };
  const parts = DATA_KINDS.flatMap((kind): DataPart[] => {
    const gb = given[kind] ?? 0;
    if (gb === 0) return [];
    const rate = dataRate(kind, prices);
    return [{ kind, gb, rate, usd: rate && inUnit(gb, rate) * rate.usd }];
  });
  return parts.length === 0 ? null : { parts };
}

/** What of an assessment says what it stores and sends. */
export interface UsesData {
  readonly usage: { readonly usage: DataUse } | null;
  readonly estimate: { readonly context: DataPrices };
}

/** The cost of what a declaration stores and sends; null if nothing is said of it, or that is nothing. */
export function dataCostOf({ usage, estimate }: UsesData): DataCost | null {
  return usage && dataCost(usage.usage, estimate.context);
}

/** Null if the price book has no rate: then the cost is unknown. */
export function dataRate(kind: DataKind, { book, discounts = null }: DataPrices): DataRate | null {
  const figure = kind === 'storage' ? book.volumes?.storage : book.egress?.price;
  if (!figure) return null;
  return {
    usd: figure.value * discountFactor(discounts),
    unit: figure.unit === 'USD/GiB-month' ? 'GiB' : 'GB',
  };
}

/** A GiB has 2³⁰ bytes, a GB 10⁹. */
export const GB_PER_GIB = 1.073741824;

/** An amount of data in the unit of its rate. */
export function inUnit(gb: number, { unit }: Pick<DataRate, 'unit'>): number {
  return unit === 'GiB' ? gb / GB_PER_GIB : gb;
}

/** The part of each kind that is paid, 0…1: the rest is within the allowance of the plan. */
export type PaidShares = Readonly<Record<DataKind, number>>;

/** Before the allowance. */
export const ALL_PAID: PaidShares = { storage: 1, egress: 1 };
/** Without any of it: what containers cost. */
export const NO_DATA: PaidShares = { storage: 0, egress: 0 };

/** The known part of the cost. */
export function dataUsd(cost: DataCost | null, paid: PaidShares = ALL_PAID): number {
  return (cost?.parts ?? []).reduce((sum, { kind, usd }) => sum + (usd ?? 0) * paid[kind], 0);
}

/** What the price book has no rate for. */
export function withoutRate(cost: DataCost | null): readonly DataKind[] {
  return (cost?.parts ?? []).filter(({ usd }) => usd === null).map(({ kind }) => kind);
}
