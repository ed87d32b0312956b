/** The root of a monotone function between two bounds. */

/** What was found on [low, high]. */
export type Root =
  | {
      readonly kind: 'root';
      /** Where the function is nearest to 0, or where it jumps over it. */
      readonly x: number;
      /** The last bracket: the signs at its ends differ, or it is a point where the function is 0. */
      readonly low: number;
      readonly high: number;
      readonly evaluations: number;
    }
  /** More than 0 at both ends, and so for a monotone function all between. */
  | { readonly kind: 'alwaysAbove' }
  /** Less than 0 at both ends. */
  | { readonly kind: 'alwaysBelow' };

export interface RootOptions {
  readonly low: number;
  readonly high: number;
  /** The bracket is narrow enough at this width; by default a 10⁻¹⁵th of [low, high], and a few units in the last place of x. */
  readonly tolerance?: number;
  /** Most evaluations; by default 400; steps and flat stretches take about 60. */
  readonly maxEvaluations?: number;
}

/**
 * The root of `f` in a bracket, whether `f` rises or falls: inverse quadratic interpolation where it is safe, bisection
 * otherwise (Chandrupatla 1997). A jump over 0 counts as a root. Throws RangeError for bounds that are none, and for an `f` that is NaN or infinite.
 */
export function findRoot(f: (x: number) => number, options: RootOptions): Root {
  const { low, high, maxEvaluations = 400 } = options;
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high)
    throw new RangeError(`A bracket must be two finite numbers in order, not ${low} and ${high}.`);
  let evaluations = 0;
  const at = (x: number): number => {
    evaluations++;
    const y = f(x);
    if (!Number.isFinite(y)) throw new RangeError(`The function is ${y} at ${x}.`);
    return y;
  };
  const point = (x: number): Root => ({ kind: 'root', x, low: x, high: x, evaluations });

  let [a, b] = [low, high];
  let fa = at(a);
  if (fa === 0) return point(a);
  let fb = at(b);
  if (fb === 0) return point(b);
  if (fa > 0 === fb > 0) return { kind: fa > 0 ? 'alwaysAbove' : 'alwaysBelow' };

  const tolerance = options.tolerance ?? (high - low) * 1e-15;
  let t = 0.5;
  while (evaluations < maxEvaluations) {
    const x = a + t * (b - a);
    // Between two neighboring doubles there is no third.
    if (x === a || x === b) break;
    const fx = at(x);
    if (fx === 0) return point(x);
    // c is the end that was given up; a the newest, b the one across from it.
    let [c, fc] = [a, fa];
    if (fx > 0 !== fa > 0) {
      [c, fc] = [b, fb];
      [b, fb] = [a, fa];
    }
    [a, fa] = [x, fx];
    const width = Math.abs(b - a);
    const nearest = Math.abs(fa) < Math.abs(fb) ? a : b;
    const enough = Math.max(tolerance, 4 * Number.EPSILON * Math.abs(nearest));
    if (width <= enough) break;
    const least = (0.5 * enough) / width;
    t = Math.min(1 - least, Math.max(least, interpolated(a, fa, b, fb, c, fc)));
  }
  const x = Math.abs(fa) < Math.abs(fb) ? a : b;
  return { kind: 'root', x, low: Math.min(a, b), high: Math.max(a, b), evaluations };
}

/** How far from a to b the next point is: by the parabola through all three where it is safe, else half-way. */
function interpolated(a: number, fa: number, b: number, fb: number, c: number, fc: number): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  if (!(phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi)) return 0.5;
  const t = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
  return Number.isFinite(t) ? t : 0.5;
}
