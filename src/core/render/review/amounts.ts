/** Figures before and after a change, as text. */
import { hasUnknown, type Amount } from '../../cost/amount';
import type { LikelyRange } from '../../cost/traffic/likelyRange';
import type { AmountChange } from '../../review/diff/amountChange';
import { costsTheSame, headline, type Change, type FigureName } from '../../review/diff/diff';
import { costText, monthCostText, none, notKnown, orMore } from '../amountText';
import { usd } from '../money';
import { t } from '../words/translate';

/** `$3.78`, `$3.96–7.56`, `≈ $1,216.00`, `≤ $44.10`, `$3.78 or more`, `unknown`, or `none` for nothing to pay for. */
export function amountText(amount: Amount, figure: FigureName): string {
  return figure === 'month' ? monthCostText(amount) : costText(amount);
}

/** `$3.78 → $7.56`; one figure where both are the same. */
export function amountChangeText({ before, after }: AmountChange, figure: FigureName): string {
  const [was, is] = [amountText(before, figure), amountText(after, figure)];
  return was === is ? is : `${was} → ${is}`;
}

/** A difference with its sign: `+$622.08`, `−$10.00`, `+$3.00 to +$9.00`, `$0`. */
export function signedUsd({ low, high }: Pick<LikelyRange, 'low' | 'high'>): string {
  return isExact({ low, high }) ? signed(low) : t('{0} to {1}', signed(low), signed(high));
}

/** What rounding leaves over of sums that cancel out. */
const NOTHING = 1e-9;

export function isNothing({ low, high }: Pick<LikelyRange, 'low' | 'high'>): boolean {
  return Math.abs(low) < NOTHING && Math.abs(high) < NOTHING;
}

/** How a sum is written: with its cents, or as short as in a lens. */
export type Money = (value: number) => string;

/** `+$622.08`, `−$10.00`, `$0`. */
export function signed(value: number, money: Money = usd): string {
  if (Math.abs(value) < NOTHING) return money(0);
  return value > 0 ? `+${money(value)}` : money(value);
}

/** The likely difference: `+$622.08`, or `≈ +$622.08` where it has bounds. */
export function likelyText(delta: LikelyRange, money: Money = usd): string {
  return `${isExact(delta) ? '' : '≈ '}${signed(delta.likely, money)}`;
}

/** Whether both bounds read the same. */
export function isExact({ low, high }: Pick<LikelyRange, 'low' | 'high'>): boolean {
  return signed(low) === signed(high);
}

/** A change's difference a month: of its month, else of its warm floor, which is named. */
export function headlineText(change: Change, money: Money = usd): string {
  if (costsTheSame(change)) return t('the same');
  const found = headline(change);
  if (!found) return isOfNoMonth(change) ? none() : notKnown();
  const { before, after } = change.figures[found.figure];
  const likely = likelyText(found.delta, money);
  const text = hasUnknown(before) || hasUnknown(after) ? orMore(likely) : likely;
  return found.figure === 'floor' ? t('{0} warm', text) : text;
}

/** An image build is paid for while it builds, not by the month. */
function isOfNoMonth({ figures: { floor, month } }: Change): boolean {
  return [floor, month].every(({ before, after }) => before === 'none' && after === 'none');
}
