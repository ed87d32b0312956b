import { fixed } from './formatSpec';
import { jsonValue } from './jsonText';
import { parseFloat, parseInteger } from './literals';
import { binary, compare } from './operators';
import { print, repr } from './printing';
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
import { itemsOf } from './targets';

type Given = readonly PyValue[];

/** Whether a name is that of a built-in conversion or small function that is worked out here. */
export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}

/** Python's built-in conversions and small functions on folded values; undefined for any other name. */
export function builtin(name: string, args: Given): Folded | undefined {
  return BUILTINS.get(name)?.(name, args);
}

const BUILTINS: ReadonlyMap<string, (name: string, args: Given) => Folded> = new Map([
  [
    'int',
    (name: string, args: Given): Folded => (args[0] ? toInt(args[0], args) : notOfSoMany(name, args.length)),
  ],
  ['float', one((name, value) => toFloat(name, value))],
  ['str', one((name, value) => text(name, print(value)))],
  ['repr', one((name, value) => text(name, repr(value)))],
  ['bool', one((name, value) => told(name, truth(value)))],
  ['list', sequence],
  ['tuple', sequence],
  ['len', one((_, value) => len(value))],
  ['max', extreme],
  ['min', extreme],
  ['sum', summed],
  ['any', one((name, value) => quantified(name, value, true))],
  ['all', one((name, value) => quantified(name, value, false))],
  ['sorted', one((name, value) => sorted(name, value))],
  ['abs', one((name, value) => absolute(name, value))],
  ['round', rounded],
  ['divmod', divided],
  [
    'pow',
    (name: string, args: Given): Folded =>
      args.length === 2 ? binary('**', args[0]!, args[1]!) : notOfThese(name),
  ],
  ['chr', one((name, value) => character(name, value))],
  ['math.ceil', one((name, value) => whole(name, value, Math.ceil))],
  ['math.floor', one((name, value) => whole(name, value, Math.floor))],
  ['math.trunc', one((name, value) => whole(name, value, Math.trunc))],
  ['math.sqrt', one((name, value) => root(name, value))],
  ['math.prod', one((name, value) => folded(name, '*', int(1), value))],
  ['os.path.join', joinedPath],
  ['json.loads', one((name, value) => fromJson(name, value))],
]);

type Apply = (name: string, value: PyValue) => Folded;

function one(apply: Apply): (name: string, args: Given) => Folded {
  return (name, args) => (args.length === 1 ? apply(name, args[0]!) : notOfSoMany(name, args.length));
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

function text(name: string, printed: string | undefined): Folded {
  return printed === undefined ? notOfThis(name) : str(printed);
}

function told(name: string, verdict: boolean | undefined): Folded {
  return verdict === undefined ? notOfThis(name) : bool(verdict);
}

function sequence(name: string, args: Given): Folded {
  const kind = name === 'list' ? 'list' : 'tuple';
  if (args.length > 1) return notOfSoMany(name, args.length);
  const items = args[0] ? itemsOf(args[0]) : [];
  return items ? { kind, items } : notOfThis(name);
}

function len(value: PyValue): Folded {
  const items = itemsOf(value);
  return items ? int(items.length) : notOfThis('len');
}

function toInt(value: PyValue, [, base]: Given): Folded {
  if (base) return withBase(value, base);
  if (value.kind === 'str') {
    const parsed = parseInteger(value.value);
    return parsed === undefined
      ? notFolded({ kind: 'invalidInteger', text: value.value.slice(0, 40) })
      : int(parsed);
  }
  return whole('int', value, Math.trunc);
}

/** `int("0x10", 16)`, for the bases that people write. */
function withBase(value: PyValue, base: PyValue): Folded {
  const radix = base.kind === 'int' ? base.value : 0;
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[radix];
  if (value.kind !== 'str' || (prefix === undefined && radix !== 10)) return notOfThese('int');
  const digits = value.value.toLowerCase().replace(new RegExp(`^${prefix ?? '(?!)'}`), '');
  const allowed = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^\d+$/, 16: /^[\da-f]+$/ }[radix]!;
  const parsed = allowed.test(digits) ? Number.parseInt(digits, radix) : undefined;
  return parsed !== undefined && Number.isSafeInteger(parsed)
    ? int(parsed)
    : notFolded({ kind: 'invalidInteger', text: value.value.slice(0, 40) });
}

function toFloat(name: string, value: PyValue): Folded {
  const number = value.kind === 'str' ? parseFloat(value.value) : numeric(value);
  return number === undefined ? notOfThis(name) : float(number);
}

function extreme(name: string, args: Given): Folded {
  const [only] = args;
  const values = args.length === 1 && only ? itemsOf(only) : args;
  if (!values) return notOfThese(name);
  let best: PyValue | undefined;
  for (const value of values) {
    const isBetter = best
      ? compare(name === 'max' ? '>' : '<', value, best)
      : bool(numeric(value) !== undefined || value.kind === 'str');
    if (isBetter.kind !== 'bool' || (!best && !isBetter.value)) return notOfThese(name);
    if (isBetter.value) best = value;
  }
  return best ?? notFolded({ kind: 'emptyArguments', function: name });
}

function summed(name: string, [values, start]: Given): Folded {
  return values ? folded(name, '+', start ?? int(0), values) : notOfSoMany(name, 0);
}

/** What an operator makes of the elements, one after another. Python adds floats up in a way of its own since 3.12. */
function folded(name: string, operator: string, start: PyValue, values: PyValue): Folded {
  const items = itemsOf(values);
  if (!items || numeric(start) === undefined) return notOfThis(name);
  let total: Folded = start;
  for (const item of items) {
    const isExact = (item.kind !== 'float' && total.kind !== 'float') || items.length === 1;
    if (!isExact || numeric(item) === undefined) return notOfThis(name);
    if (total.kind === 'notFolded') return total;
    total = binary(operator, total, item);
  }
  return total;
}

function quantified(name: string, value: PyValue, wanted: boolean): Folded {
  const verdicts = itemsOf(value)?.map(truth);
  if (!verdicts) return notOfThis(name);
  // Python stops at the first that decides.
  const first = verdicts.findIndex((each) => each === wanted || each === undefined);
  if (first < 0) return bool(!wanted);
  return told(name, verdicts[first] === undefined ? undefined : wanted);
}

function sorted(name: string, value: PyValue): Folded {
  const items = itemsOf(value);
  if (!items) return notOfThis(name);
  const order = inOrder(items);
  return order ? { kind: 'list', items: order.map((i) => items[i]!) } : notOfThis(name);
}

/** The places of values in their order, as `sorted` keeps it: all numbers or all ASCII strings; undefined for others. */
export function inOrder(keys: readonly PyValue[]): number[] | undefined {
  const places = keys.map((_, i) => i);
  const numbers = keys.map(numeric);
  if (!numbers.includes(undefined)) return places.sort((a, b) => numbers[a]! - numbers[b]!);
  const texts = keys.flatMap((key) =>
    key.kind === 'str' && /^[\x20-\x7e]*$/.test(key.value) ? [key.value] : [],
  );
  if (texts.length < keys.length) return undefined;
  return places.sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0));
}

function absolute(name: string, value: PyValue): Folded {
  const number = numeric(value);
  if (number === undefined) return notOfThis(name);
  return value.kind === 'float' ? float(Math.abs(number)) : int(Math.abs(number));
}

function whole(name: string, value: PyValue, round: (number: number) => number): Folded {
  const number = numeric(value);
  if (number === undefined) return notOfThis(name);
  const rounded = round(number);
  return Number.isSafeInteger(rounded)
    ? int(rounded)
    : notFolded({ kind: 'argumentTooLarge', function: name });
}

function root(name: string, value: PyValue): Folded {
  const number = numeric(value);
  return number !== undefined && number >= 0 ? float(Math.sqrt(number)) : notOfThis(name);
}

/** Python rounds halves to the even neighbor, with decimals by the exact value of the float. */
function rounded(name: string, [value, digits]: Given): Folded {
  const number = value && numeric(value);
  if (number === undefined) return notOfThese(name);
  if (digits === undefined || digits.kind === 'none') {
    const text = fixed(Math.abs(number), 0);
    const even = text === undefined ? NaN : Math.sign(number) * Number(text);
    return Number.isSafeInteger(even) ? int(even) : notFolded({ kind: 'argumentTooLarge', function: name });
  }
  if (digits.kind !== 'int' || digits.value < 0 || digits.value > 15) return notOfThese(name);
  if (value!.kind !== 'float') return int(number);
  const text = fixed(Math.abs(number), digits.value);
  return text === undefined
    ? notOfThese(name)
    : float((number < 0 || Object.is(number, -0) ? -1 : 1) * Number(text));
}

function divided(name: string, [a, b, ...more]: Given): Folded {
  if (!a || !b || more.length > 0) return notOfThese(name);
  const quotient = binary('//', a, b);
  const rest = binary('%', a, b);
  if (quotient.kind === 'notFolded') return quotient;
  if (rest.kind === 'notFolded') return rest;
  return numeric(a) === undefined ? notOfThese(name) : { kind: 'tuple', items: [quotient, rest] };
}

function fromJson(name: string, value: PyValue): Folded {
  return (value.kind === 'str' ? jsonValue(value.value) : undefined) ?? notOfThis(name);
}

function character(name: string, value: PyValue): Folded {
  return value.kind === 'int' && value.value >= 0x20 && value.value < 0x7f
    ? str(String.fromCharCode(value.value))
    : notOfThis(name);
}

/** What begins with a slash begins anew. */
function joinedPath(name: string, args: Given): Folded {
  const pieces = args.flatMap((each) => (each.kind === 'str' ? [each.value] : []));
  if (pieces.length === 0 || pieces.length < args.length) return notOfThese(name);
  return str(
    pieces.reduce((path, piece) => {
      if (piece.startsWith('/')) return piece;
      return path === '' || path.endsWith('/') ? path + piece : `${path}/${piece}`;
    }),
  );
}
