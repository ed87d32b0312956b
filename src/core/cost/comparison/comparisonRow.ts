import { exactly, type Interval } from '../interval';
import { servedPerMillion } from '../tokens';
import type { ComparisonBasis } from './comparisonBasis';
import type { ComparisonRow } from './comparison';

/** Whose row it is. */
export type RowName = Pick<ComparisonRow, 'kind' | 'id' | 'provider' | 'product' | 'bills' | 'price'> &
  Partial<Pick<ComparisonRow, 'offerId' | 'rate'>>;

/** What it costs; the rest of the row follows from that. */
export type RowCost = Pick<ComparisonRow, 'monthUsd' | 'notes'> &
  Partial<Pick<ComparisonRow, 'atLeast' | 'cannotWin' | 'queue' | 'machines' | 'utilization'>> & {
    readonly range?: Interval | undefined;
  };

export function comparisonRow(basis: ComparisonBasis, name: RowName, cost: RowCost): ComparisonRow {
  const { monthUsd } = cost;
  const { activeSeconds, modalUsd, work } = basis;
  const hours = activeSeconds / 3_600;
  const usd = monthUsd - modalUsd;
  return {
    kind: name.kind,
    id: name.id,
    offerId: name.offerId ?? null,
    provider: name.provider,
    product: name.product,
    bills: name.bills,
    monthUsd,
    range: cost.range ?? exactly(monthUsd),
    atLeast: cost.atLeast ?? false,
    cannotWin: activeSeconds > 0 ? (cost.cannotWin ?? null) : 'noRequests',
    queue: cost.queue ?? null,
    effectivePerHour: hours > 0 ? monthUsd / hours : null,
    perMillionTokens: servedPerMillion(monthUsd, activeSeconds, work.usage.tokensPerSecond ?? 0),
    difference: { usd, share: modalUsd > 0 && activeSeconds > 0 ? usd / modalUsd : null },
    machines: cost.machines ?? null,
    utilization: cost.utilization ?? null,
    rate: name.rate ?? null,
    price: name.price,
    notes: cost.notes,
  };
}
