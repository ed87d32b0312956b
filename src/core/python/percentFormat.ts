import { format } from './formatSpec';
import { print, repr } from './printing';
import type { PyValue } from './pyValue';

/** `"%s:%d" % (gpu, n)` and `"%(gpu)s" % {"gpu": gpu}`, with widths and decimals; undefined where it raises or is not folded. */
export function percentFormat(template: string, value: PyValue): string | undefined {
  const values = value.kind === 'tuple' ? value.items : [value];
  const isNamed = value.kind === 'dict';
  let failed = false as boolean;
  let used = 0;
  const text = template.replace(
    /%(?:%|(?:\((\w+)\))?([-0 +]*)(\d{0,3})(?:\.(\d{1,2}))?([a-zA-Z])|)/g,
    (whole, name: string | undefined, flags = '', width = '', precision: string | undefined, type = '') => {
      if (whole === '%%') return '%';
      const next = name === undefined ? values[used++] : namedValue(value, name);
      const printed = next && one(next, String(flags), String(width), precision, String(type));
      failed ||= printed === undefined || (name !== undefined && !isNamed);
      return printed ?? '';
    },
  );
  // A dict may hold more than is asked for; for anything else it is an error.
  return failed || (!isNamed && used < values.length) ? undefined : text;
}

function namedValue(value: PyValue, name: string): PyValue | undefined {
  const entry = value.kind === 'dict' ? value.entries.get(name) : undefined;
  return entry?.reason === null && entry.values.length === 1 ? entry.values[0] : undefined;
}

function one(
  value: PyValue,
  flags: string,
  width: string,
  precision: string | undefined,
  type: string,
): string | undefined {
  const isLeft = flags.includes('-');
  const decimals = precision === undefined ? '' : `.${precision}`;
  if (type === 's' || type === 'r') {
    const text = type === 's' ? print(value) : repr(value);
    return text === undefined
      ? undefined
      : format({ kind: 'str', value: text }, `${isLeft ? '<' : '>'}${width}${decimals}`);
  }
  if (type !== 'd' && type !== 'f' && type !== 'i') return undefined;
  if (value.kind !== 'int' && (type !== 'f' || value.kind !== 'float')) return undefined;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const zero = flags.includes('0') && !isLeft ? '0' : '';
  if (type !== 'f' && decimals) return undefined;
  return format(value, `${isLeft ? '<' : ''}${sign}${zero}${width}${decimals}${type === 'f' ? 'f' : 'd'}`);
}
