import { exactly, type Interval } from '../interval';
import { servedPerMillion } from '../tokens';
import type { ComparisonBasis } from './comparisonBasis';
import type { ComparisonRow } from './comparison';

/** The input of a row; the rest follows from its cost per month. */
export type RowInput = Pick<
  ComparisonRow,
  'kind' | 'id' | 'provider' | 'product' | 'bills' | 'monthUsd' | 'price' | 'notes'
> &
  Partial<
    Pick<ComparisonRow, 'offerId' | 'atLeast' | 'cannotWin' | 'queue' | 'machines' | 'utilization' | 'rate'>
  > & {
    readonly range?: Interval | undefined;
  };

export function comparisonRow(basis: ComparisonBasis, input: RowInput): ComparisonRow {
  const { monthUsd } = input;
  const { activeSeconds, modalUsd, work } = basis;
  const hours = activeSeconds / 3_600;
  const usd = monthUsd - modalUsd;
  return {
    kind: input.kind,
    id: input.id,
    offerId: input.offerId ?? null,
    provider: input.provider,
    product: input.product,
    bills: input.bills,
    monthUsd,
    range: input.range ?? exactly(monthUsd),
    atLeast: input.atLeast ?? false,
    cannotWin: activeSeconds > 0 ? (input.cannotWin ?? null) : 'noRequests',
    queue: input.queue ?? null,
    effectivePerHour: hours > 0 ? monthUsd / hours : null,
    perMillionTokens: servedPerMillion(monthUsd, activeSeconds, work.usage.tokensPerSecond ?? 0),
    difference: { usd, share: modalUsd > 0 && activeSeconds > 0 ? usd / modalUsd : null },
    machines: input.machines ?? null,
    utilization: input.utilization ?? null,
    rate: input.rate ?? null,
    price: input.price,
    notes: input.notes,
  };
}
