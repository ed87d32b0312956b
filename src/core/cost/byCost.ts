import { floorAmount, knownPart, liveAmount, monthAmount } from './amount';
import type { Assessment } from './assess';
import type { Subject } from '../modal/declaration';
import { compareNames } from '../text/compareNames';

/** The order of declarations by what they cost: per month, else for warm containers, else per hour, the dearest first; then by name. */
export function byCost(a: Assessment, b: Assessment): number {
  const [x, y] = [ranks(a), ranks(b)];
  return y[0] - x[0] || y[1] - x[1] || compareNames(nameOf(a.estimate), nameOf(b.estimate));
}

function ranks({ estimate, month }: Assessment): readonly [month: number, hour: number] {
  const perMonth = month?.status === 'known' ? monthAmount(month) : floorAmount(estimate);
  return [knownPart(perMonth).likely, knownPart(liveAmount(estimate)).high];
}

function nameOf({ subject }: { readonly subject: Subject }): string {
  return subject.type === 'declaration' ? subject.qualname : subject.form;
}
