/**
 * Properties of hostile input. In `npm test` each has few runs and a fixed seed; `npm run fuzz` sets the environment
 * variables read here, and gives each a share of its time, a seed of its own, and a watch.
 */
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';

const { MODAL_COST_FUZZ_SEED, MODAL_COST_FUZZ_SECONDS, MODAL_COST_FUZZ_INPUT } = process.env;
const seconds = Number(MODAL_COST_FUZZ_SECONDS ?? 0);
const isLong = seconds > 0;

/** No input may take longer than this in a long run, on a machine that others use, too: far more than any should. */
const WATCH_MS = 4_000;

/** Runs a property: `runs` times in `npm test`, for its share of the time in `npm run fuzz`. */
export function check<T>(arbitrary: fc.Arbitrary<T>, runs: number, predicate: (value: T) => void): void {
  const watched = (value: T): void => {
    const end = watch(value);
    predicate(value);
    end();
  };
  report(fc.check(fc.property(arbitrary, watched), parameters<T>(runs)));
}

/** The same for a predicate that waits for something. */
export async function checkAsync<T>(
  arbitrary: fc.Arbitrary<T>,
  runs: number,
  predicate: (value: T) => Promise<void>,
): Promise<void> {
  const watched = async (value: T): Promise<void> => {
    const end = watch(value);
    await predicate(value);
    end();
  };
  report(await fc.check(fc.asyncProperty(arbitrary, watched), parameters<T>(runs)));
}

/** Begins to watch a run of a long check; the result ends that, and throws where the run has taken too long. */
function watch(value: unknown): () => void {
  if (!isLong) return () => undefined;
  // A run that never ends leaves behind what it was given.
  if (MODAL_COST_FUZZ_INPUT !== undefined) writeFileSync(MODAL_COST_FUZZ_INPUT, fc.stringify(value));
  const began = performance.now();
  return () => {
    const took = performance.now() - began;
    if (took > WATCH_MS) throw new Error(`took ${Math.round(took)} ms`);
  };
}

function parameters<T>(runs: number): fc.Parameters<[T]> {
  if (!isLong) return { seed: 6, numRuns: runs };
  return {
    seed: Number(MODAL_COST_FUZZ_SEED),
    numRuns: 1e9,
    // It is typed for no property in particular.
    plugins: [fc.interruptAfterTimeLimit(1_000 * seconds, { failOnInterrupt: false }) as fc.Plugin<[T]>],
  };
}

function report<T>(result: fc.RunDetails<[T]>): void {
  if (!result.failed) return;
  // Some of these inputs would fill the screen.
  const input = fc.stringify(result.counterexample);
  const cause = result.errorInstance;
  throw new Error(
    `${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\nseed ${result.seed}, path ${result.counterexamplePath ?? ''}, after ${result.numRuns} runs, on ${input.slice(0, 3_000)}`,
  );
}

/** For `this.timeout` of a suite. */
export const TIMEOUT = isLong ? 1_000 * (2 * seconds + 120) : 1_200_000;

/** What a name, a text or a comment may hold to appear as something else than text. */
export const PAYLOADS = [
  '[x](https://evil.example)',
  '![x](https://evil.example/p.png)',
  '[x](command:workbench.action.terminal.new)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</details>',
  'https://evil.example',
  'www.evil.example',
  '[x]: https://evil.example',
  '`',
  '```\n',
  '|',
  '\\',
  '\n# Heading',
  '\r\n- item',
  '$(zap)',
  '${1:x}',
  '&lt;b&gt;',
  '@someone',
  '**bold**',
  '\u001b[31mred',
  '\u001b]8;;https://evil.example\u0007link',
  '\u009b31m',
  '\u0007\b',
  '\u0000',
  '\u202eevil\u202c',
  '\u2066\u200b\u00ad\ufeff',
  '\u2028',
  '\ud800',
  '\udfff\ud800',
  'é́́́',
  '__proto__',
  'constructor',
  '=HYPERLINK("https://evil.example")',
  '%s%n',
  '{0}',
] as const;

/** A text that means harm, among ordinary ones. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PAYLOADS),
      fc.constantFrom('gpu', 'H100', ' ', '.', 'a b', '1'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
