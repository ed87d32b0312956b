/** The fields of a usage comment with their units and examples, and examples of a field's value. */
import type { UsagePlace } from '../../modal/completionPlace';
import { NEEDS } from '../../modal/needs';
import { NO_NEEDS, USAGE_FIELDS, type UsageFieldInfo } from '../../modal/usageFields';
import { plainNumber } from '../money';
import { usageFieldText, usageUnitText } from '../words/usageWords';
import { t } from '../words/translate';
import type { CompletionRow } from './completionRow';

/** The fields that a line does not give yet, in the order that reports list them; or values of the field at hand. */
export function usageRows({ field, given }: Pick<UsagePlace, 'field' | 'given'>): readonly CompletionRow[] {
  if (field) return valuesOf(field).map((value) => valueRow(field, value));
  return USAGE_FIELDS.filter(({ name }) => !given.includes(name)).map((info) => {
    const { name, field: id } = info;
    const example = String(info.example);
    return {
      label: `${name}=`,
      price: info.weights === null ? example : '…',
      month: info.weights === null ? usageUnitText(id) : t('{0} weights', info.weights),
      insert: `${name}=${placeholder(info, example)}`,
      isSnippet: true,
      about: about(info),
      isCurrent: false,
    };
  });
}

/** A value to be typed over, or one of a few to choose from. */
function placeholder({ shape }: UsageFieldInfo, example: string): string {
  if (shape === 'flag') return `\${1|${FLAGS.join(',')}|}`;
  return shape === 'words' ? `\${1|${[...NEEDS, NO_NEEDS].join(',')}|}` : `\${1:${example}}`;
}

const FLAGS = ['true', 'false'];

/** All values, where they are few; else the example, and for a number a tenth and ten times as much, as far as the field takes them. */
function valuesOf({ shape, example, min, max, whole }: UsageFieldInfo): readonly string[] {
  if (shape === 'flag') return FLAGS;
  if (shape === 'words') return [...NEEDS, NO_NEEDS];
  if (typeof example !== 'number') return [String(example)];
  const values = [example / 10, example, example * 10];
  return values
    .filter((each) => each >= min && each <= max && (!whole || Number.isInteger(each)))
    .map(String);
}

function valueRow(info: UsageFieldInfo, value: string): CompletionRow {
  const unit = info.weights === null ? usageUnitText(info.field) : t('{0} weights', info.weights);
  return {
    label: value,
    price: unit,
    month: '',
    insert: value,
    isSnippet: false,
    about: about(info),
    isCurrent: false,
  };
}

function about(info: UsageFieldInfo): string {
  const text = usageFieldText(info.field);
  return info.shape === 'number'
    ? `${text} ${t('From {0} to {1}.', plainNumber(info.min), plainNumber(info.max))}`
    : text;
}
