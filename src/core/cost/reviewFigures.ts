/** Figures that follow from what a review reports: the rows count, not the sums that it prints. */
import { daysSince1970 } from '../numbers/civilDate';
import type { Review } from '../pricing/reviewSchema';

/** The mean uptime of all periods in percent, weighted by their days; null without periods. */
export function meanUptime({ periods }: Review['uptime']): number | null {
  const days = periods.map(({ from, to }) => firstOf(to, 1) - firstOf(from, 0));
  const all = sum(days);
  return all > 0 ? sum(periods.map(({ percent }, i) => percent * days[i]!)) / all : null;
}

/** Days since 1970 of the first day of a month, or of one some months later. */
function firstOf(month: string, later: number): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const months = year * 12 + number - 1 + later;
  return daysSince1970({ year: Math.floor(months / 12), month: (months % 12) + 1, day: 1 });
}

/** The score of all dimensions by their weights, 0 to 100; null if the weights do not add up to 100%. */
export function weightedScore({ dimensions }: Review['scorecard']): number | null {
  const weights = sum(dimensions.map(({ weightPercent }) => weightPercent));
  if (Math.abs(weights - 100) > 1e-9) return null;
  return sum(dimensions.map(({ weightPercent, score }) => (weightPercent / 100) * score));
}

/** Positive minus negative mentions of all sources, in points; null without mentions. */
export function netSentiment({ rows }: Review['sentiment']): number | null {
  const mentions = sum(rows.map((row) => row.mentions));
  if (mentions === 0) return null;
  return sum(rows.map((row) => row.mentions * (row.positive - row.negative))) / mentions;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
