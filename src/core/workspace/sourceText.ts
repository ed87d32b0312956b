/** The text of a Python file from its bytes, in the encoding that Python would read it in. */
import { withPlainLetters } from './identifierLetters';
import type { SkipReason } from './skipReason';
import { westernText, type WesternEncoding } from './westernText';

/** A text, or why the bytes are none. */
export type DecodedText = { readonly text: string } | { readonly reason: SkipReason };

/**
 * Decodes a Python source file as PEP 263 says: by its byte-order mark, or else by a `coding:` comment in its first two
 * lines, or else as UTF-8. Python itself refuses UTF-16; with a mark, it is read all the same, because it is legible.
 */
export function decodeSource(bytes: Uint8Array): DecodedText {
  const marked = encodingOfMark(bytes);
  if (marked !== undefined) return decode(bytes, marked);
  const declared = declaredEncoding(bytes);
  if (declared === undefined) return decode(bytes, 'utf-8');
  const label = labelOf(declared);
  return label === undefined
    ? { reason: { kind: 'unknownEncoding', encoding: declared.slice(0, MAX_NAME) } }
    : decode(bytes, label);
}

/** Characters of an encoding's name that are told. */
const MAX_NAME = 40;

function encodingOfMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = [bytes[0], bytes[1], bytes[2]];
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decode(bytes: Uint8Array, label: string): DecodedText {
  const decoded = decodedBy(label, bytes);
  if (decoded === undefined)
    return { reason: label === 'utf-8' ? { kind: 'notUtf8' } : { kind: 'notInEncoding', encoding: label } };
  const lines = withPythonLines(decoded);
  // As many characters as bytes are all of ASCII, as in most files.
  const text = label === 'utf-8' && lines.length === bytes.length ? lines : withPlainLetters(lines);
  return text === undefined ? { reason: { kind: 'disguisedLetters' } } : { text };
}

function decodedBy(label: string, bytes: Uint8Array): string | undefined {
  if (isWestern(label)) return westernText(bytes, label);
  try {
    const text = (label === 'utf-8' ? UTF_8 : new TextDecoder(label, { fatal: true })).decode(bytes);
    return label.startsWith('utf-') || !DOUBTFUL.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** What decoders make of bytes that Python takes for something else: no text has it. */
const DOUBTFUL = /[\x80-\x9f\ufffd\ue000-\uf8ff]/;

function isWestern(label: string): label is WesternEncoding {
  return label === 'ascii' || label === 'latin-1' || label === 'windows-1252';
}

/** A lone carriage return ends a line for Python, and so it does here. Places stay as they are. */
function withPythonLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

/** What Python looks at for a `coding:` comment. */
const MAX_COMMENT_BYTES = 2_000;

/** The expression of PEP 263. */
const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/** A first line that is blank or a comment begins with one of these: most files begin with code, and declare nothing. */
const BEGINS_BLANK: ReadonlySet<number | undefined> = new Set(
  Array.from(' \t\f\r\n#', (each) => each.charCodeAt(0)),
);

/** The name of the encoding that one of the first two lines declares; the second one only after a blank line or a comment. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  if (!BEGINS_BLANK.has(bytes[0])) return undefined;
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, MAX_COMMENT_BYTES));
  const [first = '', second = ''] = head.split(/\r\n|\r|\n/, 2);
  return CODING.exec(first)?.[1] ?? (BLANK.test(first) ? CODING.exec(second)?.[1] : undefined);
}

/**
 * Python's names of encodings, and those of the WHATWG Encoding Standard that `TextDecoder` takes, where they differ.
 */
const LABELS: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  u8: 'utf-8',
  'utf-8-sig': 'utf-8',
  cp65001: 'utf-8',
  'us-ascii': 'ascii',
  latin: 'latin-1',
  latin1: 'latin-1',
  l1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp936: 'gbk',
  cp950: 'big5',
  cp866: 'ibm866',
  'mac-roman': 'macintosh',
  'iso2022-jp': 'iso-2022-jp',
  macroman: 'macintosh',
  latin9: 'iso-8859-15',
};

/** The encodings of the standard that Python has too, under these names or by adding a hyphen. */
const KNOWN =
  /^(?:utf-8|ascii|latin-1|iso-8859-(?:[2-8]|10|13|14|15|16)|windows-125[0-8]|koi8-[ru]|gbk|gb2312|gb18030|big5|euc-jp|euc-kr|shift-jis|iso-2022-jp)$/;

function labelOf(name: string): string | undefined {
  const plain = name.toLowerCase().replaceAll('_', '-');
  const renamed = plain.replace(/^cp(125[0-8])$/, 'windows-$1').replace(/^iso8859-/, 'iso-8859-');
  const label = LABELS[plain] ?? (KNOWN.test(renamed) ? renamed : undefined);
  return label === 'shift-jis' ? 'shift_jis' : label;
}
