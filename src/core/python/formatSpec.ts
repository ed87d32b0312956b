import { print } from './printing';
import { numeric, type PyValue } from './pyValue';

/** A format specification: `[[fill]align][sign][0][width][,][.precision][type]`. */
interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

/** Wider and finer than anything that names a GPU. */
const MAX_WIDTH = 200;
const MAX_PRECISION = 20;

/** Python's `format(value, spec)`; undefined where it raises or the form is none of those that are worked out here. */
export function format(value: PyValue, text: string): string | undefined {
  if (text === '' || print(value) === undefined) return print(value);
  const spec = parse(text);
  if (!spec) return undefined;
  if (value.kind === 'str') return ofString(value.value, spec);
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool') return ofNumber(value, spec);
  return undefined;
}

function parse(text: string): Spec | undefined {
  const match = /^(?:([\s\S])?([<>=^]))?([-+ ]?)(0?)(\d{0,4})([,_]?)(?:\.(\d{1,3}))?([a-zA-Z%]?)$/u.exec(
    text,
  );
  if (!match) return undefined;
  const [, fill, align, sign, zero, width, grouping, precision, type] = match;
  const spec = {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero ? '=' : ''),
    sign: sign!,
    width: Number(width),
    grouping: grouping!,
    precision: precision === undefined ? undefined : Number(precision),
    type: type!,
  };
  return spec.width > MAX_WIDTH || (spec.precision ?? 0) > MAX_PRECISION ? undefined : spec;
}

function ofString(value: string, spec: Spec): string | undefined {
  if ((spec.type !== '' && spec.type !== 's') || spec.sign || spec.grouping || spec.align === '=')
    return undefined;
  const letters = Array.from(value);
  return padded('', letters.slice(0, spec.precision ?? letters.length).join(''), {
    ...spec,
    align: spec.align || '<',
  });
}

function ofNumber(value: PyValue, spec: Spec): string | undefined {
  const number = numeric(value)!;
  const size = Math.abs(number);
  const digits = value.kind === 'float' ? ofFloat(size, spec) : ofInteger(size, spec);
  if (digits === undefined) return undefined;
  const isNegative = number < 0 || Object.is(number, -0);
  const sign = isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
  // With zeros in front, Python groups these as well.
  if (spec.grouping && spec.fill === '0' && spec.align === '=') return undefined;
  return padded(sign, digits, { ...spec, align: spec.align || '>' });
}

function ofInteger(size: number, spec: Spec): string | undefined {
  switch (spec.type) {
    case '':
    case 'd':
      return spec.precision === undefined ? grouped(String(size), spec.grouping) : undefined;
    case 'x':
    case 'b':
    case 'o':
      if (spec.precision !== undefined || spec.grouping) return undefined;
      return size.toString({ x: 16, b: 2, o: 8 }[spec.type]);
    default:
      return ofFloat(size, spec);
  }
}

function ofFloat(size: number, spec: Spec): string | undefined {
  switch (spec.type) {
    case 'f':
    case 'F':
      return fixedAndGrouped(size, spec);
    case '%': {
      const text = fixedAndGrouped(size * 100, spec);
      return text === undefined ? undefined : `${text}%`;
    }
    case '':
      // Padded only: with a precision it is a kind of `g`.
      return spec.precision === undefined
        ? grouped(print({ kind: 'float', value: size })!, spec.grouping)
        : undefined;
    default:
      return undefined;
  }
}

function fixedAndGrouped(size: number, { precision = 6, grouping }: Spec): string | undefined {
  const text = fixed(size, precision);
  return text === undefined ? undefined : grouped(text, grouping);
}

function grouped(digits: string, by: string): string | undefined {
  if (by === '') return digits;
  const [, whole, rest] = /^(\d+)(\.\d+)?$/.exec(digits) ?? [];
  return whole === undefined ? undefined : whole.replace(/\B(?=(\d{3})+$)/g, by) + (rest ?? '');
}

/**
 * A number that is not negative with so many decimals. Python rounds what lies exactly halfway to the even neighbor,
 * `toFixed` away from zero. Undefined for what is too large to be written out.
 */
export function fixed(size: number, decimals: number): string | undefined {
  if (!(size < 1e21)) return undefined;
  const text = size.toFixed(decimals);
  const exact = size.toFixed(100);
  const beyond = exact.slice(exact.indexOf('.') + 1 + decimals);
  if (!/^50*$/.test(beyond)) return text;
  const below = exact.slice(0, exact.length - beyond.length).replace(/\.$/, '');
  return /[02468]$/.test(below) ? below : text;
}

function padded(sign: string, text: string, { fill, align, width }: Spec): string {
  const missing = width - Array.from(sign + text).length;
  if (missing <= 0) return sign + text;
  const pad = (count: number): string => fill.repeat(count);
  switch (align) {
    case '<':
      return sign + text + pad(missing);
    case '^':
      return pad(Math.floor(missing / 2)) + sign + text + pad(Math.ceil(missing / 2));
    case '=':
      return sign + pad(missing) + text;
    default:
      return pad(missing) + sign + text;
  }
}
