import { parseUsageValue, usageFieldNamed, type UsageField, type UsageFigure } from '../modal/usageFields';
import type { UsageLayer } from './usage';

/**
 * The usage that settings of an editor give to declarations that say none; what is no field, or out of range, counts as not
 * given.
 * @param name the setting’s
 */
export function usageSetting(given: Readonly<Record<string, unknown>>, name: string): UsageLayer {
  const values: Partial<Record<UsageField, UsageFigure>> = {};
  for (const [field, value] of Object.entries(given)) {
    const info = usageFieldNamed(field);
    const isFigure = typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value);
    const parsed = info && isFigure ? parseUsageValue(info, value) : undefined;
    if (info && parsed && 'value' in parsed) values[info.field] = parsed.value;
  }
  return { source: 'setting', values, where: { kind: 'setting', name } };
}
