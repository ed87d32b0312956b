import { format, parseFloat, parseInteger, print } from './literals';
import { MAX_ITEMS, MAX_TEXT, TOO_LARGE } from './operators';
import {
  bool,
  float,
  int,
  notFolded,
  numeric,
  str,
  truth,
  type Folded,
  type NotFolded,
  type PyValue,
} from './pyValue';

/** Python's built-in conversions and small functions on folded values; undefined for any other name. */
export function builtin(name: string, args: readonly PyValue[]): Folded | undefined {
  const only = args.length === 1 ? args[0] : undefined;
  switch (name) {
    case 'int':
      return only ? toInt(only) : notOfSoMany(name, args.length);
    case 'float':
      return only ? toFloat(only) : notOfSoMany(name, args.length);
    case 'str': {
      const text = only && print(only);
      return text === undefined ? notOfThis(name) : str(text);
    }
    case 'bool': {
      const value = only && truth(only);
      return value === undefined ? notOfThis(name) : bool(value);
    }
    case 'list':
    case 'tuple':
      return args[0] ? sequence(name, args[0]) : { kind: name, items: [] };
    case 'len':
      return len(args[0]);
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

function notOfThis(name: string): NotFolded {
  return notFolded({ kind: 'argumentNotFolded', function: name });
}

function notOfThese(name: string): NotFolded {
  return notFolded({ kind: 'argumentsNotFolded', function: name });
}

function notOfSoMany(name: string, count: number): NotFolded {
  return notFolded({ kind: 'argumentCountNotFolded', function: name, count });
}

function sequence(name: 'list' | 'tuple', value: PyValue): Folded {
  return value.kind === 'list' || value.kind === 'tuple'
    ? { kind: name, items: value.items }
    : notOfThis(name);
}

function len(value: PyValue | undefined): Folded {
  switch (value?.kind) {
    case 'list':
    case 'tuple':
      return int(value.items.length);
    case 'dict':
      return int(value.entries.size);
    case 'str':
      return int(Array.from(value.value).length);
    default:
      return notOfThis('len');
  }
}

function toInt(value: PyValue): Folded {
  if (value.kind === 'str') {
    const parsed = parseInteger(value.value);
    return parsed === undefined
      ? notFolded({ kind: 'invalidInteger', text: value.value.slice(0, 40) })
      : int(parsed);
  }
  const number = numeric(value);
  return number !== undefined && Number.isSafeInteger(Math.trunc(number))
    ? int(Math.trunc(number))
    : notOfThis('int');
}

function toFloat(value: PyValue): Folded {
  const number = value.kind === 'str' ? parseFloat(value.value) : numeric(value);
  return number === undefined ? notOfThis('float') : float(number);
}

function extreme(name: 'max' | 'min', args: readonly PyValue[]): Folded {
  const [only] = args;
  const values = args.length === 1 && (only?.kind === 'list' || only?.kind === 'tuple') ? only.items : args;
  let best: PyValue | undefined;
  for (const value of values) {
    const number = numeric(value);
    if (number === undefined) return notOfThese(name);
    const current = best && numeric(best)!;
    if (current === undefined || (name === 'max' ? number > current : number < current)) best = value;
  }
  return best ?? notFolded({ kind: 'emptyArguments', function: name });
}

function rounded(name: string, args: readonly PyValue[]): Folded {
  const [value] = args;
  const number = value && args.length === 1 ? numeric(value) : undefined;
  if (value === undefined || number === undefined) return notOfThese(name);
  if (name === 'abs') return value.kind === 'float' ? float(Math.abs(number)) : int(Math.abs(number));
  if (!Number.isSafeInteger(Math.trunc(number)))
    return notFolded({ kind: 'argumentTooLarge', function: name });
  if (name === 'math.ceil') return int(Math.ceil(number));
  if (name === 'math.floor') return int(Math.floor(number));
  // Python rounds halves to the even neighbor.
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
): Folded | undefined {
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
      return pieces.length > MAX_ITEMS ? TOO_LARGE : { kind: 'list', items: pieces.map(str) };
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
function joined(pieces: readonly string[], by: string): Folded {
  const length = pieces.reduce(
    (sum, piece) => sum + piece.length,
    by.length * Math.max(0, pieces.length - 1),
  );
  return length > MAX_TEXT ? TOO_LARGE : str(pieces.join(by));
}

function sized(text: string): Folded {
  return text.length > MAX_TEXT ? TOO_LARGE : str(text);
}

function formatMethod(
  template: string,
  args: readonly PyValue[],
  keywords: ReadonlyMap<string, PyValue>,
): Folded | undefined {
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
  if (length > MAX_TEXT) return TOO_LARGE;
  return failed || /[{}]/.test(text) ? undefined : sized(text);
}
