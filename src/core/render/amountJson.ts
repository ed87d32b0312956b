import { certaintyOf, type Amount } from '../cost/amount';

/** An amount as plain data, the same in every output: `status` is its certainty, and money is in USD. */
export function amountJson(amount: Amount): object {
  const status = certaintyOf(amount);
  if (typeof amount === 'string') return { status };
  const { low, likely, high, atMost = false, atTimeout = false } = amount;
  return { status, low, likely, high, atTimeout, atMost };
}
