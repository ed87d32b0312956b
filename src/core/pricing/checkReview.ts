/** Checks of a book's `review` beyond its schema: its tables refer to measurements and offers of the book. */
import type { BookProblemAt } from './bookProblem';
import type { PriceBook } from './schema';

/** The id by which a review's tables name Modal itself. */
export const MODAL_OFFER = 'modal';

/** What is wrong in the review of a book; empty without one. */
export function checkReview({ review, measurements, providers }: PriceBook): BookProblemAt[] {
  if (!review) return [];
  const { benchmarks, costToPerformance } = review;
  const measured = new Set(measurements.map(({ id }) => id));
  const offered = new Set([MODAL_OFFER, ...providers.map(({ id }) => id)]);
  const inMatrix = benchmarks.rows.flatMap(({ cells }, row) => {
    const path = `$.review.benchmarks.rows[${row}].cells`;
    const unknown = cells.flatMap((cell, column): BookProblemAt[] =>
      'measurement' in cell && !measured.has(cell.measurement)
        ? [
            {
              path: `${path}[${column}].measurement`,
              problem: { kind: 'unknownMeasurement', id: cell.measurement },
            },
          ]
        : [],
    );
    const uneven: BookProblemAt[] =
      cells.length === benchmarks.columns.length ? [] : [{ path, problem: { kind: 'cellsNotColumns' } }];
    return [...uneven, ...unknown];
  });
  const named = [
    { path: '$.review.costToPerformance.baseline', id: costToPerformance.baseline },
    ...costToPerformance.printed.map(({ offer }, row) => ({
      path: `$.review.costToPerformance.printed[${row}].offer`,
      id: offer,
    })),
  ];
  return [
    ...inMatrix,
    ...named
      .filter(({ id }) => !offered.has(id))
      .map(({ path, id }): BookProblemAt => ({ path, problem: { kind: 'unknownOffer', id } })),
  ];
}
