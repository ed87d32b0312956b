/** The cost per month of a declaration whose requests may also run in the variants that calls make of it. */
import type { Declaration } from '../../modal/declaration';
import { estimate, type Estimate } from '../estimate';
import { isAwaited, monthEstimate, type KnownMonth, type MonthEstimate, type MonthOptions } from '../month';
import type { ResolvedUsage } from '../usage';
import { vary } from '../varyDeclaration';

/**
 * The month with low and high figures that hold however the requests are divided between the declaration and its variants.
 * The likely figure stays that of the declaration. The warm containers of a variant are in its own figures.
 */
export function withVariants(
  month: MonthEstimate,
  of: Estimate,
  usage: ResolvedUsage,
  options: MonthOptions,
): MonthEstimate {
  const { subject, context, floor } = of;
  if (subject.type === 'call' || month.status === 'unknown' || of.scheduled) return month;
  const variants = subject.changedBy?.variants ?? [];
  if (variants.length === 0 || month.seconds.requests === 0) return month;
  const months = variants.map((variant) => {
    const { gpu, params } = variant;
    const alone: Declaration = vary({ ...subject, gpu, params }, { min_containers: 0 });
    const priced = estimate(alone, context);
    const label = priced.alternatives.map((each) => each.label).join(' | ') || gpu.source;
    return { label, month: monthEstimate(priced, usage, options) };
  });
  // A price that is still to come is no price that is missing.
  const waiting = months.map((each) => each.month).find(isAwaited);
  if (waiting) return waiting;
  const known = months.flatMap((each): KnownMonth[] => (each.month?.status === 'known' ? [each.month] : []));
  const unknown = months.filter((each) => each.month?.status !== 'known').map(({ label }) => label);
  const high = (each: KnownMonth): number => each.total.high + (floor?.perMonth?.high ?? 0);
  return {
    ...month,
    total: {
      ...month.total,
      low: Math.min(month.total.low, ...known.map(({ total }) => total.low)),
      high: Math.max(month.total.high, ...known.map(high)),
    },
    unpriced: [...month.unpriced, ...unknown],
    atMost: month.atMost && unknown.length === 0,
    assumptions: [
      ...month.assumptions,
      { kind: 'requestsMayRunInVariants', labels: [...new Set(months.map(({ label }) => label))] },
    ],
  };
}
