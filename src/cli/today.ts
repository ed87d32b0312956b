import { dayOf } from '../common/dayOf';

/** The day of the machine's clock, or of `SOURCE_DATE_EPOCH` (seconds since 1970), by which builds are made to be repeatable. */
export function today(): string {
  const fixed = process.env.SOURCE_DATE_EPOCH;
  const isFixed = fixed !== undefined && /^\d{1,12}$/.test(fixed);
  return dayOf(isFixed ? Number(fixed) * 1_000 : Date.now());
}
