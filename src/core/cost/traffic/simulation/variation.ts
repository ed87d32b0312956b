/** Random times with a given mean and coefficient of variation (CV: standard deviation ÷ mean). */
import type { Randomness } from './randomness';

/** Draws times, in seconds. */
export type TimeLaw = (random: Randomness) => number;

/**
 * A law with this mean (seconds, > 0) and CV (0 to 100).
 * - 0: always the mean.
 * - Up to 1: a constant part of (1 − CV) means and an exponential rest; CV = 1 is the exponential law.
 * - Above 1: hyperexponential of two phases with balanced means (Morse 1955; Whitt 1982), which is short most of the
 *   time and sometimes very long.
 */
export function timeLaw(mean: number, cv: number): TimeLaw {
  if (cv === 0) return () => mean;
  if (cv === 1) return (random) => mean * random.exponential();
  if (cv < 1) return (random) => mean * (1 - cv + cv * random.exponential());
  const square = cv * cv;
  const short = (1 + Math.sqrt((square - 1) / (square + 1))) / 2;
  const [shortMean, longMean] = [mean / (2 * short), mean / (2 * (1 - short))];
  return (random) => (random.uniform() < short ? shortMean : longMean) * random.exponential();
}
