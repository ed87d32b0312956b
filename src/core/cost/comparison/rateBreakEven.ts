/** Who is cheaper at which request rate: Modal or another offer. */
import { findRoot } from '../findRoot';

/** Which side is cheaper. */
export type Cheaper = 'modal' | 'other' | 'same';

/** What another offer costs a month, on the stretch of request rates above `from` and up to `to`. */
export interface Piece {
  /** Requests a day. */
  readonly from: number;
  readonly to: number;
  /** USD a month at so many requests a day. */
  readonly monthUsd: (requestsPerDay: number) => number;
  /** The month is the same on the whole stretch, so that a monotone Modal crosses it once at most. */
  readonly steady: boolean;
}

/** Request rates from `from` to `to`, in which the same side is cheaper. */
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
  /** The other offer's month jumps here, by one more machine: there is no rate at which both cost the same. */
  readonly atStep: boolean;
}

export interface RateBreakEven {
  /** `crosses`, or who is cheaper at any rate up to `searchedTo`. */
  readonly kind: 'crosses' | 'modalAtAnyRate' | 'otherAtAnyRate' | 'sameAtAnyRate';
  /** All from 0 to `searchedTo`; neighbors differ. */
  readonly stretches: readonly Stretch[];
  /** Between the stretches: more than one where machines are added one by one. */
  readonly crossings: readonly Crossing[];
  /** Requests a day; nothing is said of more. */
  readonly searchedTo: number;
}

/** Two months that differ by less than this, relative to the dearer, cost the same. */
const SAME = 1e-9;

/** Points of a stretch that is not steady: so many to a decade of request rates, over so many decades below its end. */
const POINTS_A_DECADE = 6;
const DECADES = 8;

/**
 * Who is cheaper at which request rate: the roots of Modal's month − the other's, each in a bracket.
 *
 * `modalMonth` (USD at so many requests a day) must not fall as requests rise. On a steady piece the difference is then
 * monotone and its ends tell all. On any other it is looked at in 48 places, evenly on a logarithmic scale: of two
 * crossings between neighboring places neither is seen.
 */
export function rateBreakEven(
  modalMonth: (requestsPerDay: number) => number,
  pieces: readonly Piece[],
): RateBreakEven {
  const stretches: Stretch[] = [];
  const steps = new Set<number>();
  const push = (from: number, to: number, cheaper: Cheaper): void => {
    const last = stretches.at(-1);
    if (last?.cheaper === cheaper) stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ from, to, cheaper });
  };
  for (const { from, to, monthUsd, steady } of pieces) {
    steps.add(from);
    const difference = (rate: number): number => modalMonth(rate) - monthUsd(rate);
    const points = steady ? [from, to] : spread(from, to);
    const signs = points.map((rate) => signOf(modalMonth(rate), monthUsd(rate)));
    for (let i = 1; i < points.length; i++) {
      const [low, high] = [points[i - 1]!, points[i]!];
      const [before, after] = [signs[i - 1]!, signs[i]!];
      if (before * after >= 0) {
        push(low, high, cheaperOf(before + after));
        continue;
      }
      const root = findRoot(difference, { low, high });
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
  const searchedTo = pieces.at(-1)?.to ?? 0;
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

/** `from`, `to`, and what is between on a logarithmic scale. */
function spread(from: number, to: number): number[] {
  const points: number[] = [from];
  for (let i = -DECADES * POINTS_A_DECADE; i < 0; i++) {
    const rate = to * 10 ** (i / POINTS_A_DECADE);
    if (rate > from) points.push(rate);
  }
  points.push(to);
  return points;
}
