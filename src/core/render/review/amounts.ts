/** Figures before and after a change, as text. */
import type { Range } from '../../cost/month';
import {
  costsTheSame,
  headline,
  type Amount,
  type AmountChange,
  type Change,
  type FigureName,
} from '../../review/diff/diff';
import { usd, usdInterval } from '../money';

export const NOT_KNOWN = 'not known';
export const NONE = '–';

/** `$3.78`, `$3.96–7.56`, `≈ $1,216.00`, `≤ $44.10`, `not known`, or a dash for nothing to pay for. */
export function amountText(amount: Amount, figure: FigureName): string {
  if (amount === 'none') return NONE;
  if (amount === 'unknown') return NOT_KNOWN;
  if (figure !== 'month') return usdInterval(amount);
  return amount.atMost ? `≤ ${usd(amount.high)}` : `≈ ${usd(amount.likely)}`;
}

/** `$3.78 → $7.56`; one figure where both are the same. */
export function amountChangeText({ before, after }: AmountChange, figure: FigureName): string {
  const [was, is] = [amountText(before, figure), amountText(after, figure)];
  return was === is ? is : `${was} → ${is}`;
}

/** A difference with its sign: `+$622.08`, `−$10.00`, `+$3.00 to +$9.00`, `$0`. */
export function signedUsd({ low, high }: Pick<Range, 'low' | 'high'>): string {
  const [from, to] = [signed(low), signed(high)];
  return from === to ? from : `${from} to ${to}`;
}

function signed(value: number): string {
  const text = usd(value);
  return value > 0 ? `+${text}` : text;
}

/** The likely difference, and its bounds where they are others: `+$622.08`, `≈ +$622.08 (between …)`. */
export function differenceText(delta: Range): string {
  const likely = signed(delta.likely);
  return signed(delta.low) === signed(delta.high)
    ? likely
    : `≈ ${likely} (between ${signed(delta.low)} and ${signed(delta.high)})`;
}

/** A change's difference a month: of its month, else of its warm floor, which is named. */
export function headlineText(change: Change): string {
  if (costsTheSame(change)) return 'the same';
  const found = headline(change);
  if (!found) return isOfNoMonth(change) ? NONE : NOT_KNOWN;
  if (found.figure === 'floor') return `${signedUsd(found.delta)} warm`;
  const likely = signed(found.delta.likely);
  return signed(found.delta.low) === signed(found.delta.high) ? likely : `≈ ${likely}`;
}

/** An image build is paid for while it builds, not by the month. */
function isOfNoMonth({ figures: { floor, month } }: Change): boolean {
  return [floor, month].every(({ before, after }) => before === 'none' && after === 'none');
}
