/** At which request rates Modal is cheaper, and at which another offer is. */
import { atOnce, neverPause, type Pause, type Steps } from '../../python/resumable';
import { findRootInSteps } from '../findRoot';

/** Which side is cheaper. */
export type Cheaper = 'modal' | 'other' | 'same';

/** What another offer costs per month, for request rates above `from` and up to `to`. */
export interface Piece {
  /** Requests per day. */
  readonly from: number;
  readonly to: number;
  /** USD per month at a number of requests per day. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** The cost is the same on the whole stretch, so a cost of Modal that never falls crosses it at most once. */
  readonly steady: boolean;
}

/** Request rates from `from` to `to`, at which the same side is cheaper. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly cheaper: Cheaper;
}

/** A request rate at which the cheaper side changes. */
export interface Crossing {
  readonly requestsPerDay: number;
  readonly below: Cheaper;
  readonly above: Cheaper;
  /** The other offer's cost jumps here because of one more machine: there is no rate at which both cost the same. */
  readonly atStep: boolean;
}

export interface RateBreakEven {
  /** `crosses`, or the side that is cheaper at all rates up to `searchedTo`. */
  readonly kind: 'crosses' | 'modalAtAnyRate' | 'otherAtAnyRate' | 'sameAtAnyRate';
  /** Together they cover 0 to `searchedTo`; adjacent ones differ in who is cheaper. */
  readonly stretches: readonly Stretch[];
  /** The rates between the stretches; more than one if machines are added one by one. */
  readonly crossings: readonly Crossing[];
  /** Requests per day; higher rates are not searched. */
  readonly searchedTo: number;
}

/** Two costs that differ by less than this, relative to the higher one, count as equal. */
const SAME = 1e-9;

/**
 * The points at which costs are evaluated where two values do not tell enough: this many per factor of ten, over this many
 * factors of ten below the last rate.
 */
const POINTS_A_DECADE = 6;
const DECADES = 8;

/**
 * At which request rates each side is cheaper: the roots of Modal's cost − the other's, each with a bracket.
 *
 * If Modal's cost never falls as requests rise, the difference on a stretch with a constant cost is monotone, and its values
 * at both ends are sufficient. Otherwise a stretch is evaluated at its part of 48 points, evenly spaced on a logarithmic
 * scale: two crossings between adjacent points are not found.
 *
 * @param modalMonth USD per month at a number of requests per day
 * @param mayFall whether that can fall as requests rise
 */
export function rateBreakEven(
  modalMonth: Piece['monthUsd'],
  pieces: readonly Piece[],
  mayFall = false,
): RateBreakEven {
  return atOnce(rateBreakEvenInSteps(modalMonth, pieces, mayFall, neverPause));
}

/** The same with pauses between the rates that are evaluated. */
export function* rateBreakEvenInSteps(
  modalMonth: Piece['monthUsd'],
  pieces: readonly Piece[],
  mayFall: boolean,
  pause: Pause,
): Steps<RateBreakEven> {
  const searchedTo = pieces.at(-1)?.to ?? 0;
  const between = ratesBelow(searchedTo);
  const stretches: Stretch[] = [];
  const steps = new Set<number>();
  const push = (from: number, to: number, cheaper: Cheaper): void => {
    const last = stretches.at(-1);
    if (last?.cheaper === cheaper) stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ from, to, cheaper });
  };
  for (const { from, to, monthUsd, steady } of pieces) {
    steps.add(from);
    const difference = function* (rate: number): Steps<number> {
      if (pause()) yield;
      return modalMonth(rate) - monthUsd(rate);
    };
    const inside = steady && !mayFall ? [] : between.filter((rate) => from < rate && rate < to);
    const points = [from, ...inside, to];
    const signs: number[] = [];
    for (const rate of points) {
      if (pause()) yield;
      signs.push(signOf(modalMonth(rate), monthUsd(rate)));
    }
    for (let i = 1; i < points.length; i++) {
      const [low, high] = [points[i - 1]!, points[i]!];
      const [before, after] = [signs[i - 1]!, signs[i]!];
      if (before * after >= 0) {
        push(low, high, cheaperOf(before + after));
        continue;
      }
      const root = yield* findRootInSteps(difference, { low, high });
      const x = root.kind === 'root' ? root.x : high;
      push(low, x, cheaperOf(before));
      push(x, high, cheaperOf(after));
    }
  }
  const crossings = stretches.slice(1).map((above, i): Crossing => {
    const below = stretches[i]!;
    return {
      requestsPerDay: above.from,
      below: below.cheaper,
      above: above.cheaper,
      atStep: steps.has(above.from),
    };
  });
  const only = stretches[0]?.cheaper ?? 'same';
  return { kind: crossings.length > 0 ? 'crosses' : `${only}AtAnyRate`, stretches, crossings, searchedTo };
}

/** −1 where Modal is cheaper, 1 where the other is, 0 where they cost the same. */
function signOf(modal: number, other: number): -1 | 0 | 1 {
  if (!Number.isFinite(modal) || !Number.isFinite(other))
    throw new RangeError(`A month must be a finite sum of USD, not ${modal} or ${other}.`);
  const difference = modal - other;
  if (Math.abs(difference) <= SAME * Math.max(Math.abs(modal), Math.abs(other))) return 0;
  return difference < 0 ? -1 : 1;
}

function cheaperOf(sign: number): Cheaper {
  return sign < 0 ? 'modal' : sign > 0 ? 'other' : 'same';
}

/** Rates below the last one, evenly spaced on a logarithmic scale. */
function ratesBelow(last: number): readonly number[] {
  const count = DECADES * POINTS_A_DECADE;
  return Array.from({ length: count }, (_, i) => last * 10 ** ((i - count) / POINTS_A_DECADE));
}
