import { typedNumber, type TypedUnit } from '../text/typedNumber';
import { parseUsageValue, usageFieldInfo, type UsageField } from './usageFields';

/** The fields that are times: typed with a unit, or in seconds. */
const TIMES: ReadonlySet<UsageField> = new Set(['secondsPerRequest', 'startupSeconds']);

/** The fields in another unit of time, which only what is typed with a unit is turned into: its seconds. */
const SECONDS_OF: Readonly<Partial<Record<UsageField, number>>> = {
  activeHoursPerDay: 3_600,
  burstMinutes: 60,
};

/** What a field of a usage is typed as. */
export function typedUnit(field: UsageField): TypedUnit {
  return TIMES.has(field) ? 'seconds' : 'count';
}

/**
 * A field of a usage as a person types it, such as `5k` requests per day or `200ms`; undefined for what is no such number, is
 * out of the field's range, or has no number for a value.
 */
export function typedUsage(field: UsageField, text: string): number | undefined {
  const info = usageFieldInfo(field);
  if (info.shape !== 'number') return undefined;
  const value = typedNumber(text, typedUnit(field)) ?? inUnit(text, SECONDS_OF[field]);
  if (value === undefined) return undefined;
  const parsed = parseUsageValue(info, value);
  return 'value' in parsed ? value : undefined;
}

function inUnit(text: string, size: number | undefined): number | undefined {
  const seconds = size === undefined ? undefined : typedNumber(text, 'seconds');
  return size === undefined || seconds === undefined ? undefined : Number((seconds / size).toPrecision(12));
}
