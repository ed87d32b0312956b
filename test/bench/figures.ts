/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly median: number;
  readonly p95: number;
  /** Against what: the anchor's name and how many times as long it takes. */
  readonly ratio: string;
  /** Milliseconds; null for none. */
  readonly budget: number | null;
  /** Which of the two the budget is for. */
  readonly of: 'median' | 'p95';
}

/** The middle of some measurements, in their unit. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** Milliseconds of each of `times` runs. */
export function measure(times: number, run: (turn: number) => void): number[] {
  return Array.from({ length: times }, (_, turn) => {
    const began = performance.now();
    run(turn);
    return performance.now() - began;
  });
}

export function figure(
  what: string,
  values: readonly number[],
  budget: number | null = null,
  of: Figure['of'] = 'median',
  ratio = '',
): Figure {
  return { what, median: quantile(values, 0.5), p95: quantile(values, 0.95), budget, of, ratio };
}
