import type { Estimate } from './estimate';

/** Between which two GPU options a price per hour lies, by their labels. */
export interface OptionEnds {
  readonly cheapest: string;
  readonly dearest: string;
}

/** The cheapest and the most expensive of several options while they run; null if fewer than two prices differ. */
export function optionEnds({ alternatives }: Pick<Estimate, 'alternatives'>): OptionEnds | null {
  const priced = alternatives.flatMap(({ label, rate }) =>
    rate ? [{ label, low: rate.activePerSecond.low, high: rate.activePerSecond.high }] : [],
  );
  const [first, ...others] = priced;
  if (!first) return null;
  const low = others.reduce((least, each) => (each.low < least.low ? each : least), first);
  const high = others.reduce((most, each) => (each.high > most.high ? each : most), first);
  return low.label === high.label ? null : { cheapest: low.label, dearest: high.label };
}
