/** The shape of a day or a week as bars: what each is called, and shapes to begin with. */
import { usageFieldInfo, writtenUsage, type UsageField } from '../../modal/usageFields';
import { t } from '../words/translate';
import type { BarsView } from './panelView';

/**
 * The bars of a field of weights; null for any other field.
 * @param given the weights that the comment, the team file or a setting says; null where nobody does
 */
export function barsOf(field: UsageField, given: string | null): BarsView | null {
  const words = field === 'hourly' ? hourWords() : field === 'weekly' ? dayWords() : null;
  if (!words) return null;
  const even = given === null ? '' : writtenUsage(words.labels.map(() => 1));
  return {
    labels: words.labels,
    of: words.of,
    shapes: [
      { label: t('Even'), value: even },
      ...words.shapes.map(({ label, weights }) => ({ label, value: writtenUsage(weights) })),
      ...(given === null ? [] : [{ label: t('As set'), value: given }]),
    ],
  };
}

interface BarWords {
  readonly labels: string[];
  readonly of: string;
  readonly shapes: readonly { readonly label: string; readonly weights: readonly number[] }[];
}

/** So much later than in an office people come home. */
const EVENING_SHIFT = 8;

function hourWords(): BarWords {
  const office = usageFieldInfo('hourly').example as readonly number[];
  return {
    labels: office.map((_, hour) => `${hour}:00`),
    of: t('of the day’s requests'),
    shapes: [
      { label: t('Office hours'), weights: office },
      { label: t('Evening'), weights: [...office.slice(-EVENING_SHIFT), ...office.slice(0, -EVENING_SHIFT)] },
    ],
  };
}

function dayWords(): BarWords {
  return {
    labels: [t('Mon'), t('Tue'), t('Wed'), t('Thu'), t('Fri'), t('Sat'), t('Sun')],
    of: t('of the week’s requests'),
    shapes: [
      { label: t('Quiet weekend'), weights: usageFieldInfo('weekly').example as readonly number[] },
      { label: t('Weekdays only'), weights: [1, 1, 1, 1, 1, 0, 0] },
    ],
  };
}
