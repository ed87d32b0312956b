import { format, parseFloat, parseInteger, print } from './literals';
import { MAX_ITEMS, MAX_TEXT, tooLarge } from './operators';
import { bool, float, int, numeric, str, truth, type PyValue } from './pyValue';
import { t } from '../render/words/translate';

/** Python's built-in conversions and small functions on folded values; a string is the reason why not. */
export function builtin(name: string, args: readonly PyValue[]): PyValue | string | undefined {
  const [first] = args;
  switch (name) {
    case 'int':
      return args.length === 1 && first
        ? toInt(first)
        : t('`int` of {0} values is not worked out here', args.length);
    case 'float':
      return args.length === 1 && first
        ? toFloat(first)
        : t('`float` of {0} values is not worked out here', args.length);
    case 'str': {
      const text = args.length === 1 && first ? print(first) : undefined;
      return text === undefined ? t('`str` of this value is not worked out here') : str(text);
    }
    case 'bool': {
      const value = args.length === 1 && first ? truth(first) : undefined;
      return value === undefined ? t('`bool` of this value is not worked out here') : bool(value);
    }
    case 'list':
    case 'tuple':
      if (args.length === 0) return { kind: name, items: [] };
      return first && (first.kind === 'list' || first.kind === 'tuple')
        ? { kind: name, items: first.items }
        : t('`{0}` of this value is not worked out here', name);
    case 'len':
      if (first?.kind === 'list' || first?.kind === 'tuple') return int(first.items.length);
      if (first?.kind === 'dict') return int(first.entries.size);
      return first?.kind === 'str'
        ? int(Array.from(first.value).length)
        : t('`len` of this value is not worked out here');
    case 'max':
    case 'min':
      return extreme(name, args);
    case 'abs':
    case 'round':
    case 'math.ceil':
    case 'math.floor':
      return rounded(name, args);
    default:
      return undefined;
  }
}

function toInt(value: PyValue): PyValue | string {
  if (value.kind === 'str') {
    const parsed = parseInteger(value.value);
    return parsed === undefined ? t('int("{0}") raises ValueError', value.value.slice(0, 40)) : int(parsed);
  }
  const number = numeric(value);
  return number !== undefined && Number.isSafeInteger(Math.trunc(number))
    ? int(Math.trunc(number))
    : t('`int` of this value is not worked out here');
}

function toFloat(value: PyValue): PyValue | string {
  const number = value.kind === 'str' ? parseFloat(value.value) : numeric(value);
  return number === undefined ? t('`float` of this value is not worked out here') : float(number);
}

function extreme(name: 'max' | 'min', args: readonly PyValue[]): PyValue | string {
  const [only] = args;
  const values = args.length === 1 && (only?.kind === 'list' || only?.kind === 'tuple') ? only.items : args;
  let best: PyValue | undefined;
  for (const value of values) {
    const number = numeric(value);
    if (number === undefined) return t('`{0}` of these values is not worked out here', name);
    const current = best && numeric(best)!;
    if (current === undefined || (name === 'max' ? number > current : number < current)) best = value;
  }
  return best ?? t('`{0}` of nothing raises ValueError', name);
}

function rounded(name: string, args: readonly PyValue[]): PyValue | string {
  const [value] = args;
  const number = value && args.length === 1 ? numeric(value) : undefined;
  if (value === undefined || number === undefined)
    return t('`{0}` of these values is not worked out here', name);
  if (name === 'abs') return value.kind === 'float' ? float(Math.abs(number)) : int(Math.abs(number));
  if (!Number.isSafeInteger(Math.trunc(number)))
    return t('`{0}` of so large a number is not worked out here', name);
  if (name === 'math.ceil') return int(Math.ceil(number));
  if (name === 'math.floor') return int(Math.floor(number));
  // Python rounds halves to the even neighbour.
  const floor = Math.floor(number);
  const half = number - floor === 0.5;
  return int(half ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(number));
}

/** A method of a string: the ones that build names and switches. */
export function stringMethod(
  text: string,
  method: string,
  args: readonly PyValue[],
  keywords: ReadonlyMap<string, PyValue>,
): PyValue | string | undefined {
  const strings = args.map((each) => (each.kind === 'str' ? each.value : undefined));
  const [first, second] = strings;
  // Beyond ASCII, Python and JavaScript do not quite agree on letters, digits and blanks.
  if (LETTER_BY_LETTER.has(method) && !/^[\x20-\x7e\t\n\r]*$/.test(text)) return undefined;
  switch (method) {
    case 'upper':
      return str(text.toUpperCase());
    case 'lower':
    case 'casefold':
      return str(text.toLowerCase());
    case 'strip':
      return args.length === 0 ? str(text.trim()) : undefined;
    case 'replace':
      return first !== undefined && second !== undefined && args.length === 2 && first !== ''
        ? joined(text.split(first), second)
        : undefined;
    case 'startswith':
      return first === undefined || args.length > 1 ? undefined : bool(text.startsWith(first));
    case 'endswith':
      return first === undefined || args.length > 1 ? undefined : bool(text.endsWith(first));
    case 'isdigit':
      return bool(/^\d+$/.test(text));
    case 'split': {
      if (args.length > 1 || (args.length === 1 && !first)) return undefined;
      const pieces = first === undefined ? text.trim().split(/\s+/).filter(Boolean) : text.split(first);
      return pieces.length > MAX_ITEMS ? tooLarge() : { kind: 'list', items: pieces.map(str) };
    }
    case 'join': {
      const [list] = args;
      if (list?.kind !== 'list' && list?.kind !== 'tuple') return undefined;
      const pieces = list.items.map((each) => (each.kind === 'str' ? each.value : undefined));
      return pieces.includes(undefined) ? undefined : joined(pieces as string[], text);
    }
    case 'format':
      return formatMethod(text, args, keywords);
    default:
      return undefined;
  }
}

const LETTER_BY_LETTER = new Set(['upper', 'lower', 'casefold', 'strip', 'isdigit', 'split']);

/** What a join gives, weighed before it is made. */
function joined(pieces: readonly string[], by: string): PyValue | string {
  const length = pieces.reduce(
    (sum, piece) => sum + piece.length,
    by.length * Math.max(0, pieces.length - 1),
  );
  return length > MAX_TEXT ? tooLarge() : str(pieces.join(by));
}

function sized(text: string): PyValue | string {
  return text.length > MAX_TEXT ? tooLarge() : str(text);
}

function formatMethod(
  template: string,
  args: readonly PyValue[],
  keywords: ReadonlyMap<string, PyValue>,
): PyValue | string | undefined {
  let automatic = 0;
  let length = 0;
  let failed = false as boolean;
  const text = template.replace(
    /\{\{|\}\}|\{([^{}:!]*)(?::([^{}]*))?\}/g,
    (whole, key: string | undefined, spec: string | undefined) => {
      if (whole === '{{') return '{';
      if (whole === '}}') return '}';
      const index = key === '' ? automatic++ : /^\d+$/.test(key ?? '') ? Number(key) : undefined;
      const value = index === undefined ? keywords.get(key ?? '') : args[index];
      const printed = value && format(value, spec ?? '');
      failed ||= printed === undefined;
      length += printed?.length ?? 0;
      return length > MAX_TEXT ? '' : (printed ?? '');
    },
  );
  if (length > MAX_TEXT) return tooLarge();
  return failed || /[{}]/.test(text) ? undefined : sized(text);
}
