// Times, and the rows they make.
import { writeFileSync } from 'node:fs';

/** One line of the table: what was measured, against what in the same run, and what it may be. */
export interface Row {
  readonly what: string;
  /** Each measurement, in the row's unit. */
  readonly samples: readonly number[];
  readonly unit: 'ms' | 'KB' | 'MB';
  /** What the median is compared with: an anchor of the same run, in the same unit. */
  readonly anchor?: { readonly what: string; readonly value: number };
  /** The most it may be, and which figure has to hold it. */
  readonly budget?: { readonly most: number; readonly of: 'median' | 'p95' };
}

/**
 * Milliseconds that something takes while the processor is its own. On a shared machine the clock also counts the time
 * of others, and the processor's time that of the engine's helpers: the lesser of the two is nearest.
 */
export function time(work: () => unknown): number {
  const cpu = process.cpuUsage();
  const began = performance.now();
  work();
  const clock = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return Math.min(clock, (user + system) / 1000);
}

/** The same a number of times; before it as often as it takes to be compiled. */
export function times(count: number, work: () => unknown, before = 8): number[] {
  for (let i = 0; i < before; i++) work();
  return Array.from({ length: count }, () => time(work));
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The smallest sample that a share of them does not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/**
 * How long others wait while something goes on, in milliseconds: a timer that should come every millisecond says it. As in
 * `time`, the processor's time counts where it is less.
 */
export async function turnsDuring(act: () => PromiseLike<unknown>): Promise<number[]> {
  const waits: number[] = [];
  let began = performance.now();
  let cpu = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(cpu);
    waits.push(Math.min(performance.now() - began, (user + system) / 1_000));
    began = performance.now();
    cpu = process.cpuUsage();
  }, 1);
  try {
    await act();
  } finally {
    clearInterval(timer);
  }
  return waits;
}

/** Hands something to the script that started this part: the rows, or what it makes rows of. */
export function report(result: unknown): void {
  writeFileSync(process.env.MODAL_COST_BENCH!, JSON.stringify(result));
}
