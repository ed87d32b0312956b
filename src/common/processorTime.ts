/** What is known of Node's `process` on every host: nothing in a web worker. */
declare const process: { cpuUsage?: () => { user: number; system: number } } | undefined;

/** So long the clock on the wall is trusted before the processor is asked again: asking it is a call of the system. */
const FRESH_MS = 50;

let asked = { wall: -Infinity, processor: 0 };

/**
 * The processor's time that this program has taken, in milliseconds: on a busy machine a clock on the wall would count the
 * time of others. In a web worker there is only that. Right to within 50 ms.
 */
export function processorTime(): number {
  const wall = performance.now();
  const since = wall - asked.wall;
  if (since < FRESH_MS) return asked.processor + since;
  const usage = typeof process === 'undefined' ? undefined : process.cpuUsage?.();
  asked = { wall, processor: usage ? (usage.user + usage.system) / 1_000 : wall };
  return asked.processor;
}
