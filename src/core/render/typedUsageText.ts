/** A usage as it is asked for and typed: what each field takes, and what a typed text comes to. */
import type { ResolvedUsage } from '../cost/usage';
import { typedUnit } from '../modal/typedUsage';
import {
  parseUsageValue,
  usageFieldInfo,
  writtenUsage,
  type UsageField,
  type UsageFigure,
} from '../modal/usageFields';
import { typedNumber } from '../text/typedNumber';
import { duration, plainNumber } from './money';
import { t } from './words/translate';
import { usageFieldText, usageProblemText, usageUnitText } from './words/usageWords';

/** Digits that a typed number is shown with: all of them. */
const MAX_DIGITS = 12;

/** What a text means for a field, or why it is no value for it. */
export function readTypedUsage(
  field: UsageField,
  text: string,
): { readonly value: UsageFigure } | { readonly problem: string } {
  const info = usageFieldInfo(field);
  const given = text.trim();
  if (info.shape !== 'number') {
    const parsed = parseUsageValue(info, given);
    return 'problem' in parsed ? { problem: usageProblemText(parsed.problem) } : parsed;
  }
  const unit = typedUnit(field);
  const value = typedNumber(given, unit);
  if (value === undefined)
    return {
      problem:
        unit === 'seconds'
          ? t('Not a time: type, for example, 0.2, 200ms or 2 min')
          : t('Not a number: type, for example, 500, 5k or 5,000'),
    };
  const parsed = parseUsageValue(info, value);
  if ('value' in parsed) return { value };
  const print = unit === 'seconds' ? duration : (each: number): string => plainNumber(each, MAX_DIGITS);
  const range = [print(info.min), print(info.max)] as const;
  return {
    problem: info.whole
      ? t('{0} must be a whole number from {1} to {2}', info.name, ...range)
      : t('{0} must be from {1} to {2}', info.name, ...range),
  };
}

/** What an input for a field says before anything is typed: what it is, with its unit, and how it can be written. */
export function typedUsageHelp(field: UsageField): { readonly prompt: string; readonly placeholder: string } {
  const unit = usageUnitText(field);
  const { name } = usageFieldInfo(field);
  return {
    prompt: usageFieldText(field),
    placeholder:
      typedUnit(field) === 'seconds'
        ? t('{0}, such as 0.2, 200ms, 1.5 s or 2 min', name)
        : field === 'requestsPerDay'
          ? t('{0}, such as 500, 5k or 5,000', name)
          : unit === ''
            ? name
            : t('{0}, in {1}', name, unit),
  };
}

/** What a text that is right comes to: `seconds_per_request = 0.2 s`. */
export function typedUsageText(field: UsageField, text: string): string {
  const read = readTypedUsage(field, text);
  if ('problem' in read || typeof read.value !== 'number') return usageFieldText(field);
  const { name } = usageFieldInfo(field);
  const figure = plainNumber(read.value, MAX_DIGITS);
  const unit = typedUnit(field) === 'seconds' ? 's' : usageUnitText(field);
  return unit === '' ? `${name} = ${figure}` : `${name} = ${figure} ${unit}`;
}

/** What a field is now, as it would be typed; empty where nobody says it. */
export function usageAsTyped(usage: ResolvedUsage | null, field: UsageField): string {
  if (!usage || usage.origins[field].source === 'default') return '';
  const value = usage.usage[field];
  if (value === null) return '';
  return typeof value === 'number' ? plainNumber(value, MAX_DIGITS).replace(/,/g, '') : writtenUsage(value);
}
