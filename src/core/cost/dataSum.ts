/**
 * What all data of a workspace costs: that of its declarations, of its apps and of the workspace itself, with the
 * allowance of the plan counted once. All money is in USD per month.
 */
import {
  ALL_PAID,
  DATA_KINDS,
  dataCostOf,
  dataRate,
  dataUsd,
  GB_PER_GIB,
  inUnit,
  withoutRate,
  type DataCost,
  type DataKind,
  type DataPrices,
  type DataRate,
  type PaidShares,
  type UsesData,
} from './dataCost';
import type { PriceBook } from '../pricing/schema';
import type { PricingContext } from './estimate';
import { planInUse } from './planCredit';

/** What an app or the workspace stores and sends, in addition to its declarations. */
export interface DataLine {
  /** The key of the app in the team file; null for the workspace. */
  readonly app: string | null;
  /** The line in the team file, from 1. */
  readonly line: number;
  /** Before the allowance. */
  readonly cost: DataCost;
}

/** What is free of one kind, once for the workspace. */
export interface IncludedData {
  readonly kind: DataKind;
  /** In the unit of the rate: what the plan includes. */
  readonly included: number;
  readonly unit: DataRate['unit'];
  /** What of it is used: never more than there is. */
  readonly used: number;
  /** What that would cost. */
  readonly usd: number;
}

export interface DataSum {
  readonly book: PriceBook;
  /** Of all declarations together, before the allowance. */
  readonly declared: DataCost | null;
  readonly lines: readonly DataLine[];
  /** The plan of the workspace; null if the book has none of that name. */
  readonly plan: string | null;
  /** Of each kind of which the plan includes some, and there is some. */
  readonly allowance: readonly IncludedData[];
  /** What the allowance leaves of each kind. */
  readonly paid: PaidShares;
  /** What the price book has no rate for: the sum is at least so much. */
  readonly unknown: readonly DataKind[];
}

/** Null if nothing is stored or sent. */
export function dataSum(
  declarations: readonly UsesData[],
  lines: readonly DataLine[],
  prices: DataPrices & Pick<PricingContext, 'plan'>,
): DataSum | null {
  const declared = together(declarations.flatMap((each) => dataCostOf(each) ?? []));
  const all = together([...(declared ? [declared] : []), ...lines.map(({ cost }) => cost)]);
  if (!all) return null;
  const used = planInUse(prices);
  const allowance = all.parts.flatMap(({ kind, gb }) => includedOf(kind, gb, prices) ?? []);
  const paid = { ...ALL_PAID };
  for (const { kind, usd } of allowance)
    paid[kind] = 1 - usd / all.parts.find((each) => each.kind === kind)!.usd!;
  return {
    book: prices.book,
    declared,
    lines,
    plan: used && 'plan' in used ? used.plan.name : null,
    allowance,
    paid,
    unknown: withoutRate(all),
  };
}

/** Of declarations alone. */
export function declaredData(
  declarations: readonly (UsesData & { readonly estimate: { readonly context: PricingContext } })[],
): DataSum | null {
  const [first] = declarations;
  return first ? dataSum(declarations, [], first.estimate.context) : null;
}

/** Several costs as one; null for none. */
function together(costs: readonly DataCost[]): DataCost | null {
  const parts = DATA_KINDS.flatMap((kind) => {
    const of = costs.flatMap((cost) => cost.parts.filter((part) => part.kind === kind));
    const [first] = of;
    if (!first) return [];
    const gb = of.reduce((sum, part) => sum + part.gb, 0);
    return [{ ...first, gb, usd: first.rate && inUnit(gb, first.rate) * first.rate.usd }];
  });
  return parts.length === 0 ? null : { parts };
}

/** What is free of an amount; null if nothing is, or what it costs is unknown. */
function includedOf(
  kind: DataKind,
  gb: number,
  prices: DataPrices & Pick<PricingContext, 'plan'>,
): IncludedData | null {
  const rate = dataRate(kind, prices);
  const included = rate && includedData(kind, rate, prices);
  if (!included) return null;
  const used = Math.min(inUnit(gb, rate), included);
  return { kind, included, unit: rate.unit, used, usd: used * rate.usd };
}

/** What is included of one kind, in the unit of its rate; 0 for nothing. */
export function includedData(
  kind: DataKind,
  { unit }: Pick<DataRate, 'unit'>,
  prices: DataPrices & Pick<PricingContext, 'plan'>,
): number {
  if (kind === 'egress') return includedEgress(prices).gb;
  return (prices.book.volumes?.freeGib ?? 0) * (unit === 'GiB' ? 1 : GB_PER_GIB);
}

/** The egress that is included, in GB per month: the plan's, or the book's for every plan. */
export function includedEgress(context: Pick<PricingContext, 'book' | 'plan'>): {
  readonly gb: number;
  readonly plan: string | null;
} {
  const used = planInUse(context);
  const plan = used && 'plan' in used ? used.plan : undefined;
  return plan?.egressGbMonth === undefined
    ? { gb: context.book.egress?.includedGbMonth ?? 0, plan: null }
    : { gb: plan.egressGbMonth, plan: plan.name };
}

/** What the allowance takes off the sum: never less than 0, never more than there is. */
export function allowanceUsd(sum: DataSum | null): number {
  return (sum?.allowance ?? []).reduce((all, { usd }) => all + usd, 0);
}

/** What apps and the workspace have beside declarations, before the allowance. */
export function linesUsd(sum: DataSum | null): number {
  return (sum?.lines ?? []).reduce((all, { cost }) => all + dataUsd(cost), 0);
}

/** What is paid for all of it: declarations + apps + workspace − allowance. */
export function paidUsd(sum: DataSum | null): number {
  return sum ? dataUsd(sum.declared) + linesUsd(sum) - allowanceUsd(sum) : 0;
}
