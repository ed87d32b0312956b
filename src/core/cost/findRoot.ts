/** The root of a monotone function between two bounds. */
import { atOnce, type Steps } from '../python/resumable';

/** The result for [low, high]. */
export type Root =
  | {
      readonly kind: 'root';
      /** Where the function is nearest to 0, or where it jumps across 0. */
      readonly x: number;
      /**
       * The last bracket: the function has different signs at its ends, or it is a single point where the function is
       * 0.
       */
      readonly low: number;
      readonly high: number;
      readonly evaluations: number;
    }
  /** More than 0 at both ends, and for a monotone function everywhere between. */
  | { readonly kind: 'alwaysAbove' }
  /** Less than 0 at both ends. */
  | { readonly kind: 'alwaysBelow' };

export interface RootOptions {
  readonly low: number;
  readonly high: number;
  /**
   * The width at which the bracket is narrow enough; by default a 10⁻¹⁵th of [low, high], and a few units in the last
   * place of x.
   */
  readonly tolerance?: number;
  /** The maximum number of evaluations; by default 400. Steps and flat functions take about 60. */
  readonly maxEvaluations?: number;
}

/**
 * The root of `f` in a bracket, for a rising or a falling `f`: inverse quadratic interpolation where it is safe,
 * bisection otherwise (Chandrupatla 1997). A jump across 0 counts as a root. Throws RangeError for invalid bounds, and
 * if `f` returns NaN or an infinite value.
 */
export function findRoot(f: (x: number) => number, options: RootOptions): Root {
  const known = function* (x: number): Steps<number> {
    return f(x);
  };
  return atOnce(findRootInSteps(known, options));
}

/** The same for a function that takes long, in its own steps. */
export function* findRootInSteps(f: (x: number) => Steps<number>, options: RootOptions): Steps<Root> {
  const { low, high, maxEvaluations = 400 } = options;
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high)
    throw new RangeError(`A bracket must be two finite numbers in order, not ${low} and ${high}.`);
  let evaluations = 0;
  const at = function* (x: number): Steps<number> {
    evaluations++;
    const y = yield* f(x);
    if (!Number.isFinite(y)) throw new RangeError(`The function is ${y} at ${x}.`);
    return y;
  };
  const point = (x: number): Root => ({ kind: 'root', x, low: x, high: x, evaluations });

  let [a, b] = [low, high];
  let fa = yield* at(a);
  if (fa === 0) return point(a);
  let fb = yield* at(b);
  if (fb === 0) return point(b);
  if (fa > 0 === fb > 0) return { kind: fa > 0 ? 'alwaysAbove' : 'alwaysBelow' };

  const tolerance = options.tolerance ?? (high - low) * 1e-15;
  let t = 0.5;
  while (evaluations < maxEvaluations) {
    const x = a + t * (b - a);
    // There is no double between two adjacent doubles.
    if (x === a || x === b) break;
    const fx = yield* at(x);
    if (fx === 0) return point(x);
    // a is the newest point, b the one on the other side of the root, c the point that was dropped.
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

/**
 * The next point, as a share of the way from a to b: by the parabola through all three points if it is safe, otherwise
 * half-way.
 */
function interpolated(a: number, fa: number, b: number, fb: number, c: number, fc: number): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  if (!(phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi)) return 0.5;
  const t = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
  return Number.isFinite(t) ? t : 0.5;
}
