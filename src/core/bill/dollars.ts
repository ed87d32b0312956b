/** Sums of money without a rounded cent: decimal strings in billionths of a millicent, which no report goes below. */

/** US dollars × 10¹². */
export type Picodollars = bigint;

const DECIMALS = 12;

/** As Python prints a `Decimal`. No bill has more digits. */
const DECIMAL = /^([+-]?)(\d{1,18})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** An amount in US dollars as a decimal string, or as a number of JSON; undefined for anything else. Digits below 10⁻¹² are rounded. */
export function picodollars(found: unknown): Picodollars | undefined {
  const match = DECIMAL.exec(
    typeof found === 'number' ? String(found) : typeof found === 'string' ? found.trim() : '',
  );
  if (!match) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole! + fraction);
  const shift = DECIMALS + Number(exponent) - fraction.length;
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : rounded(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -size : size;
}

function rounded(digits: bigint, by: bigint): bigint {
  return (digits + by / 2n) / by;
}

/** The amount in US dollars, as near as a number comes. */
export function dollars(amount: Picodollars): number {
  const size = 10n ** BigInt(DECIMALS);
  return Number(amount / size) + Number(amount % size) / Number(size);
}
