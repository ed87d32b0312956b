/** What a scenario says of the usage and nobody else does, to be written to where usage is kept. */
import { usageFieldNamed, type UsageField, type UsageFigure } from '../../modal/usageFields';
import type { ReadInputs } from './scenarioInputs';
import { parsedUsage, writtenPlainly } from './usageInputs';

export interface UsageChange {
  readonly field: UsageField;
  readonly name: string;
  /** As it is written; empty where the field is to be said no longer. */
  readonly text: string;
  /** Null where the field is to be said no longer. */
  readonly value: UsageFigure | null;
}

/** The inputs that are fields of a usage, are valid, and differ. */
export function usageChanges({ inputs }: Pick<ReadInputs, 'inputs'>): readonly UsageChange[] {
  return inputs.flatMap(({ name, text, changed, error }): UsageChange[] => {
    const field = usageFieldNamed(name)?.field;
    if (field === undefined || !changed || error !== null) return [];
    if (text === '') return [{ field, name, text, value: null }];
    const parsed = parsedUsage(field, text);
    return 'value' in parsed
      ? [{ field, name, text: writtenPlainly(parsed.value), value: parsed.value }]
      : [];
  });
}
