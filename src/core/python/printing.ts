import type { EnumMember, PyValue } from './pyValue';

/** How Python's `str()` and `repr()` print a number. */
export function printNumber(value: PyValue): string | undefined {
  if (value.kind === 'int') return String(value.value);
  return value.kind === 'float' ? printFloat(value.value) : undefined;
}

/** The shortest digits that read back as the same float, as JavaScript finds them too; laid out as Python does. */
function printFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [, sign, first, rest = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(
    value.toExponential(),
  )!;
  const digits = first! + rest;
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    const size = String(Math.abs(power)).padStart(2, '0');
    return `${sign}${first}${rest && `.${rest}`}e${power < 0 ? '-' : '+'}${size}`;
  }
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  return `${sign}${whole}.${digits.slice(power + 1) || '0'}`;
}

/** Python's `str()` of a scalar; undefined for what has no short and certain print. */
export function print(value: PyValue): string | undefined {
  if (isMember(value)) return value.member.printsValue ? String(value.value) : undefined;
  return value.kind === 'str' ? value.value : printed(value);
}

/** Python's `repr()` of scalars and of lists, tuples and dicts of them; undefined for anything else. */
export function repr(value: PyValue): string | undefined {
  if (isMember(value)) return undefined;
  switch (value.kind) {
    case 'str':
      return quoted(value.value);
    case 'list':
      return within('[', value.items.map(repr), ']');
    case 'tuple':
      return value.items.length === 1
        ? within('(', value.items.map(repr), ',)')
        : within('(', value.items.map(repr), ')');
    default:
      return printed(value);
  }
}

/** Whether a text or number is a member of an `Enum`, too. */
function isMember(
  value: PyValue,
): value is PyValue & { readonly value: number | string; readonly member: EnumMember } {
  return (value.kind === 'int' || value.kind === 'str') && value.member !== undefined;
}

function printed(value: PyValue): string | undefined {
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'list':
    case 'tuple':
      return repr(value);
    default:
      return printNumber(value);
  }
}

function within(open: string, items: readonly (string | undefined)[], close: string): string | undefined {
  return items.includes(undefined) ? undefined : `${open}${items.join(', ')}${close}`;
}

/** Beyond ASCII it takes Unicode's tables to say what Python prints as it is. */
function quoted(text: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(text)) return undefined;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/\\/g, '\\\\');
  return quote + (quote === "'" ? escaped.replace(/'/g, "\\'") : escaped) + quote;
}
