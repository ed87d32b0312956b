/** What a soak has seen, and whether that stays flat. */

/** What is kept at a moment while no editor is open, in millions of bytes. */
export interface SoakSample {
  readonly seconds: number;
  readonly heapMb: number;
  readonly externalMb: number;
  readonly rssMb: number;
  readonly listeners: number;
}

export interface Soak {
  readonly samples: readonly SoakSample[];
  /** How often each act was done. */
  readonly acts: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

type Measured = Exclude<keyof SoakSample, 'seconds'>;

/** Medians of an early and a late part, and whether the late one is about as large. */
export interface Trend {
  readonly what: Measured;
  readonly early: number;
  readonly late: number;
  readonly isFlat: boolean;
}

/** How much more the late figure may be: a share of the early one, and some. A leak of an act grows with each of thousands. */
const MAX_GROWTH: Readonly<Record<Measured, readonly [share: number, more: number]>> = {
  heapMb: [0.1, 5],
  externalMb: [0.1, 5],
  rssMb: [0.15, 40],
  listeners: [0, 2],
};

/** The second fifth against the last: in the first one caches fill and code is compiled. */
export function trends(samples: readonly SoakSample[]): readonly Trend[] {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const [early, late] = [samples.slice(fifth, 2 * fifth), samples.slice(-fifth)];
  return (Object.keys(MAX_GROWTH) as Measured[]).map((what) => {
    const middle = (some: readonly SoakSample[]): number => median(some.map((each) => each[what]));
    const [share, more] = MAX_GROWTH[what];
    const [was, is] = [middle(early), middle(late)];
    return { what, early: was, late: is, isFlat: is <= was * (1 + share) + more };
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
