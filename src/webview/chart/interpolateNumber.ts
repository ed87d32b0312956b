/**
 * What `d3-scale` has in place of `d3-interpolate` in the page (scripts/builds.mjs): our scales go from numbers to numbers,
 * and what goes between colors, dates and texts is larger than all scales together.
 */
export function interpolateNumber(a: number, b: number): (t: number) => number {
  return (t) => a * (1 - t) + b * t;
}

// The first is the one that a scale begins with; the others are of kinds of scales that the page has none of.
export {
  interpolateNumber as interpolate,
  interpolateNumber as interpolateRound,
  interpolateNumber as piecewise,
};
