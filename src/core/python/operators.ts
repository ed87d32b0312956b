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
import { print } from './literals';

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
  if (x !== undefined && y !== undefined)
    return arithmetic(operator, x, y, a.kind === 'float' || b.kind === 'float');
  if (a.kind === 'str') {
    if (operator === '+' && b.kind === 'str') return limited(a.value + b.value);
    if (operator === '%') return percentFormat(a.value, b);
    if (operator === '*' && b.kind === 'int') return repeat(a.value, b.value);
  }
  if (a.kind === 'int' && b.kind === 'str' && operator === '*') return repeat(b.value, a.value);
  if ((a.kind === 'list' || a.kind === 'tuple') && a.kind === b.kind && operator === '+') {
    const items = [...a.items, ...b.items];
    return items.length > MAX_ITEMS ? TOO_LARGE : { kind: a.kind, items };
  }
  if ((a.kind === 'list' || a.kind === 'tuple') && b.kind === 'int' && operator === '*') {
    const count = a.items.length === 0 ? 0 : Math.max(0, b.value);
    if (a.items.length * count > MAX_ITEMS) return TOO_LARGE;
    return { kind: a.kind, items: Array.from({ length: count }, () => a.items).flat() };
  }
  if (a.kind === 'dict' && b.kind === 'dict' && operator === '|') {
    return { kind: 'dict', entries: new Map([...a.entries, ...b.entries]) };
  }
  return notFolded({ kind: 'operandsNotFolded', operator });
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

function limited(text: string): Folded {
  return text.length > MAX_TEXT ? TOO_LARGE : str(text);
}

function repeat(text: string, count: number): Folded {
  const times = text === '' ? 0 : Math.max(0, count);
  return text.length * times > MAX_TEXT ? TOO_LARGE : str(text.repeat(times));
}

/** `"%s:%d" % (gpu, n)`, for plain `%s` and `%d`. */
function percentFormat(template: string, value: PyValue): Folded {
  const values = value.kind === 'tuple' ? value.items : [value];
  let failed = false as boolean;
  let used = 0;
  const text = template.replace(/%([sd%]|.|$)/g, (_, type: string) => {
    if (type === '%') return '%';
    const next = values[used++];
    const printed = next && (type === 's' || (type === 'd' && next.kind === 'int')) ? print(next) : undefined;
    failed ||= printed === undefined;
    return printed ?? '';
  });
  return failed || used < values.length ? notFolded({ kind: 'percentFormatNotFolded' }) : limited(text);
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

/** `is` is certain for None and the booleans; for other values it depends on the interpreter. */
function is(a: PyValue, b: PyValue): boolean | undefined {
  const singleton = (value: PyValue): boolean => value.kind === 'none' || value.kind === 'bool';
  if (!singleton(a) && !singleton(b)) return undefined;
  return a.kind === b.kind && truth(a) === truth(b);
}

function contains(container: PyValue, item: PyValue): boolean | undefined {
  if (container.kind === 'str') return item.kind === 'str' ? container.value.includes(item.value) : undefined;
  if (container.kind === 'dict') return item.kind === 'str' ? container.entries.has(item.value) : undefined;
  if (container.kind !== 'list' && container.kind !== 'tuple') return undefined;
  const found = container.items.map((each) => equal(each, item));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
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
