/** An amount as text, by the same rule everywhere: `$0` only for a real zero, `or more` if something in it is unknown. */
import { knownPart, type Amount } from '../cost/amount';
import { usd, usdInterval } from './money';
import { t } from './words/translate';

/** Nothing to pay for. */
export function none(): string {
  return t('none');
}

export function notKnown(): string {
  return t('unknown');
}

export function orMore(text: string): string {
  return t('{0} or more', text);
}

/** `$3.78`, `$3.96–7.56`, `$3.78 or more`, `unknown`, or `none` for nothing to pay for. */
export function costText(amount: Amount, format: (value: number) => string = usd): string {
  if (amount === 'none') return none();
  if (amount === 'unknown') return notKnown();
  const text = usdInterval(amount, format);
  return amount.atLeast ? orMore(text) : text;
}

/** The likely figure: `≈ $1,216.00`, `≤ $44.10`, `≈ $174.41 at timeout`. */
export function monthCostText(amount: Amount): string {
  if (amount === 'none') return none();
  if (amount === 'unknown') return notKnown();
  const likely = amount.atMost
    ? `≤ ${usd(amount.high)}`
    : amount.atTimeout
      ? t('≈ {0} at timeout', usd(amount.likely))
      : `≈ ${usd(amount.likely)}`;
  return amount.atLeast ? orMore(likely) : likely;
}

/** The likely figure in a sentence: `about $1,216.00`, `about $1,216.00 or more`, `unknown`. */
export function aboutText(amount: Amount): string {
  if (amount === 'unknown') return notKnown();
  const { likely } = knownPart(amount);
  const text = t('about {0}', usd(likely));
  return amount !== 'none' && amount.atLeast ? orMore(text) : text;
}

/** ` (between $1.00 and $2.00)`; empty if both read the same. */
export function betweenText({ low, high }: { readonly low: number; readonly high: number }): string {
  return usd(low) === usd(high) ? '' : ` ${t('(between {0} and {1})', usd(low), usd(high))}`;
}
