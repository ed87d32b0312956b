/** The command line, as npm installs it: found on the PATH of the terminal. */
export const MODAL_COST = 'modal-cost';

/** What deploys a file, whose name comes after it. */
export const MODAL_DEPLOY: readonly string[] = ['modal', 'deploy'];

/**
 * The arguments of `modal-cost` that gate a deploy.
 * @param maxIncrease in USD per month; null for the gate's own
 */
export function gateWords(
  deploy: readonly string[],
  maxIncrease: number | null = null,
  options: readonly string[] = [],
): readonly string[] {
  const limit = maxIncrease === null ? [] : ['--max-increase', String(maxIncrease)];
  return ['gate', ...limit, ...options, '--', ...deploy];
}
