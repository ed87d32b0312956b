/** Nobody changes a setting to save less, in USD per month, or than this share of the month. */
export const MIN_SAVING_USD = 1;
const MIN_SAVING_SHARE = 0.01;

/** Whether anybody changes a setting to save so much, in USD per month, of what it costs now. */
export function isWorthChanging(saves: number, nowUsd: number): boolean {
  return saves >= Math.max(MIN_SAVING_USD, MIN_SAVING_SHARE * nowUsd);
}
