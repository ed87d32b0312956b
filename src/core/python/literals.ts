import { float, int, type PyValue } from './pyValue';

/** A number as Python reads it; undefined for complex ones and integers that a double cannot hold. */
export function parseNumber(text: string): PyValue | undefined {
  const plain = text.replace(/_/g, '').toLowerCase();
  if (/^0[xob]/.test(plain) || /^\d+$/.test(plain)) {
    const value = Number(plain);
    return Number.isSafeInteger(value) ? int(value) : undefined;
  }
  if (plain.endsWith('j')) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? float(value) : undefined;
}

/** Python's `int()` of a string: white space around, a sign, underscores between digits; undefined where it raises. */
export function parseInteger(text: string): number | undefined {
  const trimmed = text.trim().replace(/[^\P{Nd}0-9]/gu, asciiDigit);
  if (!/^[+-]?\d+(_\d+)*$/.test(trimmed)) return undefined;
  const value = Number(trimmed.replace(/_/g, ''));
  // Python's integers have no −0.
  return Number.isSafeInteger(value) ? value || 0 : undefined;
}

/** Any script's decimal digit as 0 to 9: Unicode keeps them in runs of ten, zero first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** Python's `float()` of a string, finite ones only. */
export function parseFloat(text: string): number | undefined {
  const trimmed = text.trim().replace(/(?<=\d)_(?=\d)/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The text of a string literal's content with its escapes resolved. */
export function unescape(content: string, raw: boolean): string {
  if (raw || !content.includes('\\')) return content;
  return content.replace(
    /\\(\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])/g,
    (whole, escape: string) => {
      if (escape === '\r\n') return '';
      const head = escape[0]!;
      if (escape.length > 1 && 'xuU'.includes(head)) {
        const code = parseInt(escape.slice(1), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
      return SIMPLE_ESCAPES[escape] ?? whole;
    },
  );
}
