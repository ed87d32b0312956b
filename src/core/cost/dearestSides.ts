/** What a declaration may cost if each switch is set to its dearest side: a gate counts with that. */
import { isSwitched, type Parameters } from '../modal/declaration';
import { OF_RATE, type ContainerRate, type RatePart } from './containerRate';
import type { Estimate } from './estimate';
import { exactly } from './interval';
import { parameter } from './quantities';

/**
 * The rates that the sides of a switch may have: of each GPU that it chooses from, and at the most where it chooses CPU or
 * memory. Of a list of fallbacks the first one counts, as for the likely figure. Empty if there is no switch.
 */
export function dearestSides({ subject, alternatives }: Estimate): readonly ContainerRate[] {
  if (!isSwitched(subject)) return [];
  const priced = alternatives.flatMap(({ rate }) => (rate ? [rate] : []));
  const sides = subject.gpu.status === 'range' ? priced : priced.slice(0, 1);
  return hasSwitchedRate(subject.params) ? sides.map(atMost) : sides;
}

function hasSwitchedRate(params: Parameters): boolean {
  return OF_RATE.some((name) => parameter(params, name)?.status === 'range');
}

function atMost(rate: ContainerRate): ContainerRate {
  return {
    ...rate,
    active: rate.active.map(partAtMost),
    activePerSecond: exactly(rate.activePerSecond.high),
    idle: rate.idle.map(partAtMost),
    idlePerSecond: exactly(rate.idlePerSecond.high),
  };
}

function partAtMost({ amount, factor, perSecond, ...part }: RatePart): RatePart {
  return {
    ...part,
    amount: exactly(amount.high),
    factor: exactly(factor.high),
    perSecond: exactly(perSecond.high),
  };
}
