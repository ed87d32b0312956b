/** What the review reports as plain data: what `modal-cost providers --format json` prints. All money is USD. */
import { providerCosts, type ProviderCost } from '../../cost/comparison/providerCosts';
import { meanUptime, netSentiment, weightedScore } from '../../cost/reviewFigures';
import type { Review } from '../../pricing/reviewSchema';
import type { PriceBook } from '../../pricing/schema';
import { pricesJson } from '../estimateJson';
import type { ProviderQuestion } from './providerReport';
import { reviewFor } from './reviewInBook';

/** The version of the output; its schema is schemas/providers.schema.json. */
const PROVIDERS_VERSION = 1;

/** The review as its book has it, with its measurements in place of their ids, and what is computed from it. */
export function providersJson({ context, utilization }: ProviderQuestion): object {
  const { review, book } = reviewFor(context);
  const asked = utilization === undefined ? undefined : [utilization];
  const { gpu, baseline, rows } = providerCosts(context, review, book, asked);
  return {
    version: PROVIDERS_VERSION,
    currency: 'USD',
    ...pricesJson(context),
    review: {
      ...review,
      benchmarks: { ...review.benchmarks, rows: review.benchmarks.rows.map((row) => matrixRow(row, book)) },
    },
    computed: {
      costToPerformance: { gpu, baseline: baseline?.id ?? null, rows: rows.map(costJson) },
      meanUptimePercent: meanUptime(review.uptime),
      periodsWithinSla: review.uptime.periods.filter(({ percent }) => percent >= review.uptime.slaPercent)
        .length,
      weightedScore: weightedScore(review.scorecard),
      netSentiment: netSentiment(review.sentiment),
    },
    sources: book.sources,
  };
}

type MatrixRow = Review['benchmarks']['rows'][number];

function matrixRow({ what, cells }: MatrixRow, { measurements }: PriceBook): object {
  return {
    what,
    cells: cells.map((cell) => {
      if ('words' in cell) return { words: cell.words };
      const found = measurements.find(({ id }) => id === cell.measurement);
      return { measurement: cell.measurement, figure: found?.figure ?? null };
    }),
  };
}

function costJson({
  provider,
  product,
  offerId,
  cost,
  tokensPerSecond,
  printed,
  note,
}: ProviderCost): object {
  return {
    provider,
    product,
    offer: offerId,
    price: cost ? 'known' : offerId === null ? 'noOffer' : 'noPrice',
    utilization: cost?.utilization ?? null,
    effectivePerHourUsd: cost?.effectivePerHour ?? null,
    atLeast: cost?.atLeast ?? false,
    tokensPerSecond,
    reviewPerMillionUsd: cost?.tokens?.reviewPerMillion ?? null,
    servedPerMillionUsd: cost?.tokens?.servedPerMillion ?? null,
    versusBaseline: cost?.versus ?? null,
    printed: printed && {
      utilization: printed.utilization,
      usdPerHour: printed.usdPerHour,
      usdPerMillion: printed.usdPerMillion,
      versusPercent: printed.versus,
    },
    note,
  };
}
