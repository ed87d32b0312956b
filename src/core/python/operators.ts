import {
  bool,
  equal,
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
import { isDict, merged } from './dicts';
import { percentFormat } from './percentFormat';

/** Sizes beyond which folding stops: a value that large is no price, and a hostile file must not grow one. */
export const MAX_TEXT = 10_000;
export const MAX_ITEMS = 1_000;

/** A value that would take too much room. */
export const TOO_LARGE: NotFolded = notFolded({ kind: 'valueTooLarge' });
const DIVIDES_BY_ZERO: NotFolded = notFolded({ kind: 'dividesByZero' });

/** Python's binary operators on folded values. */
export function binary(operator: string, a: PyValue, b: PyValue): Folded {
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) {
    const isFloat = a.kind === 'float' || b.kind === 'float';
    const bits = isFloat ? undefined : bitwise(operator, x, y);
    if (bits !== undefined) return a.kind === 'bool' && b.kind === 'bool' ? bool(bits !== 0) : int(bits);
    return arithmetic(operator, x, y, isFloat);
  }
  if (a.kind === 'str') {
    if (operator === '+' && b.kind === 'str') return limited(a.value + b.value);
    if (operator === '%') return limited(percentFormat(a.value, b));
    if (operator === '*' && y !== undefined && b.kind !== 'float') return repeat(a.value, y);
  }
  // `3 * [0]` is `[0] * 3`.
  if (operator === '*' && x !== undefined && a.kind !== 'float') return binary(operator, b, a);
  if ((a.kind === 'list' || a.kind === 'tuple') && a.kind === b.kind && operator === '+') {
    const items = [...a.items, ...b.items];
    return items.length > MAX_ITEMS ? TOO_LARGE : { kind: a.kind, items };
  }
  if (
    (a.kind === 'list' || a.kind === 'tuple') &&
    y !== undefined &&
    b.kind !== 'float' &&
    operator === '*'
  ) {
    const count = a.items.length === 0 ? 0 : Math.max(0, y);
    if (a.items.length * count > MAX_ITEMS) return TOO_LARGE;
    return { kind: a.kind, items: Array.from({ length: count }, () => a.items).flat() };
  }
  if (isDict(a) && isDict(b) && operator === '|') return merged(a, b);
  return notFolded({ kind: 'operandsNotFolded', operator });
}

function bitwise(operator: string, x: number, y: number): number | undefined {
  switch (operator) {
    case '&':
      return Number(BigInt(x) & BigInt(y));
    case '|':
      return Number(BigInt(x) | BigInt(y));
    case '^':
      return Number(BigInt(x) ^ BigInt(y));
    default:
      return undefined;
  }
}

function arithmetic(operator: string, x: number, y: number, isFloat: boolean): Folded {
  const result = (value: number): Folded => {
    if (!Number.isFinite(value)) return TOO_LARGE;
    if (isFloat) return float(value);
    return Number.isSafeInteger(value) ? int(value) : TOO_LARGE;
  };
  switch (operator) {
    case '+':
      return result(x + y);
    case '-':
      return result(x - y);
    case '*':
      return result(x * y);
    case '/':
      return y === 0 ? DIVIDES_BY_ZERO : Number.isFinite(x / y) ? float(x / y) : TOO_LARGE;
    case '//':
      return y === 0 ? DIVIDES_BY_ZERO : result(floorDivided(x, y));
    case '%':
      return y === 0 ? DIVIDES_BY_ZERO : result(modulo(x, y));
    case '**':
      if (!isFloat && y < 0) return x === 0 ? DIVIDES_BY_ZERO : float(x ** y);
      return result(x ** y);
    case '<<':
      return isFloat || y < 0 || y > 52 ? TOO_LARGE : result(x * 2 ** y);
    case '>>':
      return isFloat || y < 0 || y > 52 ? TOO_LARGE : result(Math.floor(x / 2 ** y));
    default:
      return notFolded({ kind: 'operatorNotFolded', operator });
  }
}

/** Python's `//`: what `%` leaves over goes into it exactly; a zero has the sign of the quotient. */
function floorDivided(x: number, y: number): number {
  return Math.round((x - modulo(x, y)) / y) || 0 * Math.sign(x / y);
}

/** Python's `%`: exact as C's `fmod`, with the sign of the divisor, that of a zero too. */
function modulo(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 !== y < 0 ? rest + y : rest;
}

function limited(text: string | undefined): Folded {
  if (text === undefined) return notFolded({ kind: 'percentFormatNotFolded' });
  return text.length > MAX_TEXT ? TOO_LARGE : str(text);
}

function repeat(text: string, count: number): Folded {
  const times = text === '' ? 0 : Math.max(0, count);
  return text.length * times > MAX_TEXT ? TOO_LARGE : str(text.repeat(times));
}

/** Unary `-`, `+`, `~`. */
export function unary(operator: string, value: PyValue): Folded {
  const x = numeric(value);
  if (x === undefined) return notFolded({ kind: 'unaryOperandNotFolded', operator });
  const make = value.kind === 'float' ? float : int;
  if (operator === '-') return make(-x);
  if (operator === '+') return make(x);
  return operator === '~' && value.kind !== 'float'
    ? int(-x - 1)
    : notFolded({ kind: 'unaryOperatorNotFolded', operator });
}

/** `==`, `<`, `in`, `is None` and their kin. */
export function compare(operator: string, a: PyValue, b: PyValue): Folded {
  const verdict = compareTruth(operator.replace(/\s+/g, ' '), a, b);
  return verdict === undefined ? notFolded({ kind: 'operandsNotFolded', operator }) : bool(verdict);
}

function compareTruth(operator: string, a: PyValue, b: PyValue): boolean | undefined {
  const negate = (value: boolean | undefined): boolean | undefined =>
    value === undefined ? undefined : !value;
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
    case '<>':
      return negate(equal(a, b));
    case 'is':
      return is(a, b);
    case 'is not':
      return negate(is(a, b));
    case 'in':
      return contains(b, a);
    case 'not in':
      return negate(contains(b, a));
    default:
      return ordered(operator, a, b);
  }
}

/** `is` is certain for None, the booleans and values of two types; for others it depends on the interpreter. */
function is(a: PyValue, b: PyValue): boolean | undefined {
  const singleton = (value: PyValue): boolean => value.kind === 'none' || value.kind === 'bool';
  if (a.kind !== b.kind) return isDict(a) && isDict(b) ? undefined : false;
  return singleton(a) ? truth(a) === truth(b) : undefined;
}

function contains(container: PyValue, item: PyValue): boolean | undefined {
  if (container.kind === 'str') return item.kind === 'str' ? container.value.includes(item.value) : undefined;
  if (container.kind === 'dict') return isKeyOf(container.entries, item);
  if (container.kind === 'openDict') return isKeyOf(container.entries, item) === true ? true : undefined;
  if (container.kind !== 'list' && container.kind !== 'tuple') return undefined;
  const found = container.items.map((each) => equal(each, item));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}

/** A dict is only known where all its keys are strings, so that no other scalar is one of them. */
function isKeyOf(entries: ReadonlyMap<string, unknown>, item: PyValue): boolean | undefined {
  if (item.kind === 'str') return entries.has(item.value);
  return item.kind === 'none' || numeric(item) !== undefined ? false : undefined;
}

function ordered(operator: string, a: PyValue, b: PyValue): boolean | undefined {
  const strings = a.kind === 'str' && b.kind === 'str';
  const x = strings ? a.value : numeric(a);
  const y = strings ? b.value : numeric(b);
  if (x === undefined || y === undefined) return undefined;
  switch (operator) {
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
    default:
      return undefined;
  }
}
