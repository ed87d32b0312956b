/** What is known of Node's `process` on every host: nothing in a web worker. */
declare const process: { cpuUsage?: () => { user: number; system: number } } | undefined;

/**
 * The processor's time that this program has taken, in milliseconds: on a busy machine a clock on the wall would count the
 * time of others. In a web worker there is only that.
 */
export function processorTime(): number {
  const usage = typeof process === 'undefined' ? undefined : process.cpuUsage?.();
  return usage ? (usage.user + usage.system) / 1_000 : performance.now();
}
