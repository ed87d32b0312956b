/** Weights as the heights of bars, and the other way round. */

/** As many weights as there are bars: those of a text, or all alike where it is none, such as an empty one. */
export function weightsIn(text: string, count: number): readonly number[] {
  const weights = text
    .replace(/[[\]\s]/g, '')
    .split(',')
    .map((each) => (each === '' ? NaN : Number(each)));
  const isRight = weights.length === count && weights.every((each) => each >= 0 && Number.isFinite(each));
  return isRight ? weights : Array.from({ length: count }, () => 1);
}

/** A weight in the place of another. */
export function withWeight(weights: readonly number[], index: number, weight: number): string {
  return weights.map((each, i) => (i === index ? weight : each)).join(',');
}

/**
 * The weight at the top, a round number: room above the highest bar, so that each can be drawn higher; with all alike they are half
 * as high.
 */
export function topOf(weights: readonly number[]): number {
  const highest = Math.max(...weights);
  const mean = weights.reduce((sum, each) => sum + each, 0) / weights.length;
  if (highest === 0) return 2;
  const wanted = Math.max(1.25 * highest, 2 * mean);
  const round = 10 ** Math.floor(Math.log10(wanted)) / 2;
  return Math.min(MAX_WEIGHT, stepped(Math.ceil(wanted / round) * round, round));
}

/** What a weight may be. */
const MAX_WEIGHT = 1e6;

/** A step up or down: a power of ten, 20 to 200 of them to the top. */
export function stepOf(top: number): number {
  return 10 ** Math.floor(Math.log10(top / 20));
}

/** A weight of whole steps, between none and the most that one may be. */
export function stepped(weight: number, step: number): number {
  const inside = Math.min(Math.max(weight, 0), MAX_WEIGHT);
  return Number((Math.round(inside / step) * step).toPrecision(12));
}
