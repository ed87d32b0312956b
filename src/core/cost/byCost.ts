import { floorAmount, knownPart, liveAmount, monthAmount } from './amount';
import type { Assessment } from './assess';

/** The order of declarations by what they cost: per month, else for warm containers, else per hour; the dearest first. */
export function byCost(a: Assessment, b: Assessment): number {
  const [x, y] = [ranks(a), ranks(b)];
  return y[0] - x[0] || y[1] - x[1];
}

function ranks({ estimate, month }: Assessment): readonly [month: number, hour: number] {
  const perMonth = month?.status === 'known' ? monthAmount(month) : floorAmount(estimate);
  return [knownPart(perMonth).likely, knownPart(liveAmount(estimate)).high];
}
