import { hasPython, measureBlind, storedBlind, type BlindResults } from './blind';
import { blindFailures } from './blindPage';
import { measureMore, again, stored, type ProofPoint } from './points';
import { prove } from './page';
import { isSame, KEPT_TRACE, traceRow, traceRows, traceText } from './traces';

/** What `scripts/verifyModel.mjs` runs: `--stored` takes the kept results, `--measure` the points besides the grid anew. */
export interface Verification {
  readonly markdown: string;
  /** One line for each kind of claim that fails somewhere; empty if all hold. */
  readonly failures: readonly string[];
  readonly summary: string;
  /** The one pass over files of requests, a line each. */
  readonly traces: readonly string[];
  /** What both event simulations gave, to keep; null if they were not run again. */
  readonly blind: string | null;
}

/** Checks every claim, by default on points that are simulated again: about three minutes on one core. */
/** @param traces a folder with traces of your own, or public ones */
export function verify(
  mode: 'again' | 'stored',
  said: (line: string) => void,
  traces: string | undefined,
): Verification {
  const points = mode === 'stored' ? stored : simulated(said);
  const blind = mode === 'stored' || !hasPython() ? null : measureBlind(said);
  const { all, outside, markdown } = prove(points, blind ?? storedBlind);
  const differing = points.filter((point, i) => differs(point, stored[i]!)).length;
  const failures = outside.map(
    ({ claim, point, model, simulated: mean, error }) =>
      `${claim} at ${point.id} (${point.input.service}): ${String(model)} against ${mean} ± ${error}`,
  );
  if (differing > 0) failures.push(`${differing} points came out otherwise than they are kept`);
  failures.push(...blindFailures(blind ?? storedBlind));
  if (blind && isOther(blind, storedBlind))
    failures.push('the event simulations came out otherwise than they are kept');
  const rows = [traceRow(KEPT_TRACE)!, ...(traces === undefined ? [] : traceRows(traces))];
  for (const row of rows) if (!isSame(row)) failures.push(traceText(row));
  const what = mode === 'stored' ? 'kept' : 'simulated';
  return {
    markdown,
    failures,
    summary: [
      `${points.length} ${what} points, ${all.length} checks, ${outside.length} outside.`,
      ...(mode === 'again' && !blind
        ? ['There is no python3: the blind simulation was not run, its results are those that are kept.']
        : []),
    ].join(' '),
    traces: rows.map(traceText),
    blind: blind && JSON.stringify(blind),
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

/** Whether a figure of the same requests is another one than before. */
function isOther(now: BlindResults, before: BlindResults): boolean {
  const figures = ({ table, grid }: BlindResults): readonly number[] =>
    [...table, ...grid].flatMap(({ ours, blind }) => [ours.containers, blind.containers]);
  const [a, b] = [figures(now), figures(before)];
  return a.length !== b.length || a.some((each, i) => Math.abs(each - b[i]!) > 1e-6 * b[i]!);
}

function differs({ output: { live: now } }: ProofPoint, { output: { live: kept } }: ProofPoint): boolean {
  return Math.abs(now[0] - kept[0]) > 1e-6 * kept[0];
}
