import type { PythonModule } from '../python/module';

/** A value that can be written into the code. */
export type WritableValue = null | boolean | number | string | readonly WritableValue[];

/**
 * A value as Python source, its strings in the quotes that the file uses most.
 * @throws RangeError for a number that Python has no literal for
 */
export function pythonSource(module: PythonModule, value: WritableValue): string {
  return print(value, dominantQuote(module));
}

/** A string as Python source, in the given quotes. */
export function pythonString(text: string, quote: Quote): string {
  const escaped = text.replace(
    /[\\"'\u0000-\u001f\u007f\u2028\u2029]|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g,
    (char) => {
      if (char === '"' || char === "'") return char === quote ? `\\${char}` : char;
      if (char.length > 1) return char;
      return ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    },
  );
  return quote + escaped + quote;
}

export type Quote = '"' | "'";

/** The quotes that most one-line strings of a file stand in; double ones where it has none. */
export function dominantQuote(module: PythonModule): Quote {
  let single = 0;
  let double = 0;
  for (const node of module.root.descendantsOfType('string_start')) {
    const quotes = node.text.replace(/^\w*/, '');
    if (quotes === "'") single++;
    else if (quotes === '"') double++;
  }
  return single > double ? "'" : '"';
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function print(value: WritableValue, quote: Quote): string {
  if (value === null) return 'None';
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False';
    case 'string':
      return pythonString(value, quote);
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written in Python`);
      return String(value);
    default:
      return `[${value.map((each) => print(each, quote)).join(', ')}]`;
  }
}
