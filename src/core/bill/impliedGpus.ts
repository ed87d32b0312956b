/** How long GPUs must have lived for what they cost, at the rates of the book. */
import type { Assessment } from '../cost/assess';
import type { PricingContext } from '../cost/estimate';
import { exactly, hull, type Interval } from '../cost/interval';
import { discountFactor } from '../pricing/discounts';
import { quoteGpu } from '../pricing/lookup';
import type { ActualApp } from './actualCosts';

/** Live time of one type of GPU in an app, over a period. */
export interface ImpliedGpu {
  /** As the report names it. */
  readonly resource: string;
  /** US dollars over the period. */
  readonly cost: number;
  /** Cost ÷ rate: an interval where the app's declarations pay different rates for it. */
  readonly gpuHours: Interval;
  /** GPU-hours ÷ hours of the period. */
  readonly meanGpus: Interval;
  /** The same in containers; null where the app's declarations give a container different numbers of this GPU. */
  readonly meanContainers: Interval | null;
}

/**
 * The live time that each GPU of an app's bill stands for. A resource without a price in the book is left out, and so is
 * what is no GPU.
 * @param hours of the period
 */
export function impliedGpus(
  { resources }: Pick<ActualApp, 'resources'>,
  members: readonly Assessment[],
  context: PricingContext,
  hours: number,
): readonly ImpliedGpu[] {
  return resources.flatMap(({ resource, cost }): ImpliedGpu[] => {
    const quote = quoteGpu(context.book, context.list, resource);
    if (!quote) return [];
    const uses = usesOf(quote.pricedAs, members);
    const listed =
      quote.active.value * discountFactor(context.discounts ?? null, [quote.type, quote.pricedAs]);
    const { low, high } = hull(uses.map(({ rate }) => rate)) ?? exactly(listed);
    const gpuHours = { low: cost / high / 3_600, high: cost / low / 3_600 };
    const counts = new Set(uses.map(({ count }) => count));
    const [count] = counts;
    const meanGpus = scaled(gpuHours, hours);
    return [
      {
        resource,
        cost,
        gpuHours,
        meanGpus,
        meanContainers: counts.size === 1 && count ? scaled(meanGpus, count) : null,
      },
    ];
  });
}

/** A way in which a declaration uses a GPU. */
interface Use {
  readonly count: number;
  /** What it pays for a GPU-second, with its region’s factor and the team’s discount, in US dollars. */
  readonly rate: Interval;
}

function usesOf(gpu: string, members: readonly Assessment[]): readonly Use[] {
  return members.flatMap(({ estimate }) =>
    estimate.alternatives.flatMap(({ gpu: option, rate }): Use[] => {
      const part = rate?.active.find(({ what }) => what === 'gpu');
      if (!option || !part || rate?.quote?.pricedAs !== gpu) return [];
      const { low, high } = part.perSecond;
      return [{ count: option.count, rate: { low: low / option.count, high: high / option.count } }];
    }),
  );
}

function scaled({ low, high }: Interval, by: number): Interval {
  return { low: low / by, high: high / by };
}
