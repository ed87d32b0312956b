import { measureMore, again, stored, type ProofPoint } from './points';
import { prove } from './page';

/** What `scripts/verifyModel.mjs` runs: `--stored` takes the kept results, `--measure` the points besides the grid anew. */
export interface Verification {
  readonly markdown: string;
  /** One line for each kind of claim that fails somewhere; empty if all hold. */
  readonly failures: readonly string[];
  readonly summary: string;
}

/** Checks every claim, by default on points that are simulated again: about three minutes on one core. */
export function verify(mode: 'again' | 'stored', said: (line: string) => void): Verification {
  const points = mode === 'stored' ? stored : simulated(said);
  const { all, outside, markdown } = prove(points);
  const differing = points.filter((point, i) => differs(point, stored[i]!)).length;
  const failures = outside.map(
    ({ claim, point, model, simulated: mean, error }) =>
      `${claim} at ${point.id} (${point.input.service}): ${String(model)} against ${mean} ± ${error}`,
  );
  if (differing > 0) failures.push(`${differing} points came out otherwise than they are kept`);
  const what = mode === 'stored' ? 'kept' : 'simulated';
  return {
    markdown,
    failures,
    summary: `${points.length} ${what} points, ${all.length} checks, ${outside.length} outside.`,
  };
}

/** The points besides the grid, simulated as if for the first time, as JSON. */
export function measured(said: (line: string) => void): string {
  return JSON.stringify(measureMore(said));
}

function simulated(said: (line: string) => void): ProofPoint[] {
  return stored.map((point, i) => {
    said(`${i + 1} of ${stored.length}: ${point.id}, ${point.input.service}`);
    return again(point);
  });
}

function differs({ output: { live: now } }: ProofPoint, { output: { live: kept } }: ProofPoint): boolean {
  return Math.abs(now[0] - kept[0]) > 1e-6 * kept[0];
}
