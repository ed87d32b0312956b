import { format } from './formatSpec';
import { MAX_ITEMS, MAX_TEXT, TOO_LARGE } from './operators';
import { print, repr } from './printing';
import { bool, int, str, type Folded, type PyValue } from './pyValue';

type Given = readonly PyValue[];

/** A method of a string: the ones that build names and switches. Undefined for others, and where the call raises. */
export function stringMethod(
  text: string,
  method: string,
  args: Given,
  keywords: ReadonlyMap<string, PyValue>,
): Folded | undefined {
  if (method === 'format') return formatted(text, args, keywords);
  if (keywords.size > 0) return undefined;
  // Beyond ASCII, Python and JavaScript do not quite agree on letters, digits and blanks.
  if (LETTER_BY_LETTER.has(method) && !ASCII.test(text)) return undefined;
  const known = METHODS.get(method);
  return known && (args.length < known.min || args.length > known.max ? undefined : known.apply(text, args));
}

interface Method {
  readonly min: number;
  readonly max: number;
  readonly apply: (text: string, args: Given) => Folded | undefined;
}

const ASCII = /^[\x20-\x7e\t\n\r]*$/;
const LETTER_BY_LETTER = new Set([
  ...['upper', 'lower', 'casefold', 'title', 'capitalize', 'strip', 'lstrip', 'rstrip', 'isdigit', 'isalpha'],
  ...['isalnum', 'isupper', 'islower', 'split', 'rsplit', 'zfill'],
]);

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['upper', plain((text) => str(text.toUpperCase()))],
  ['lower', plain((text) => str(text.toLowerCase()))],
  ['casefold', plain((text) => str(text.toLowerCase()))],
  ['title', plain((text) => str(text.replace(/[a-z]+/gi, capitalized)))],
  ['capitalize', plain((text) => str(capitalized(text)))],
  ['isdigit', plain((text) => bool(/^\d+$/.test(text)))],
  ['isalpha', plain((text) => bool(/^[a-z]+$/i.test(text)))],
  ['isalnum', plain((text) => bool(/^[a-z\d]+$/i.test(text)))],
  ['isupper', plain((text) => bool(/[A-Z]/.test(text) && !/[a-z]/.test(text)))],
  ['islower', plain((text) => bool(/[a-z]/.test(text) && !/[A-Z]/.test(text)))],
  ['strip', { min: 0, max: 1, apply: (text, args) => stripped(text, args, true, true) }],
  ['lstrip', { min: 0, max: 1, apply: (text, args) => stripped(text, args, true, false) }],
  ['rstrip', { min: 0, max: 1, apply: (text, args) => stripped(text, args, false, true) }],
  [
    'startswith',
    { min: 1, max: 1, apply: (text, [affix]) => affixed(affix!, (each) => text.startsWith(each)) },
  ],
  ['endswith', { min: 1, max: 1, apply: (text, [affix]) => affixed(affix!, (each) => text.endsWith(each)) }],
  [
    'removeprefix',
    ofTexts(1, (text, [prefix]) => str(text.startsWith(prefix!) ? text.slice(prefix!.length) : text)),
  ],
  [
    'removesuffix',
    ofTexts(1, (text, [suffix]) =>
      str(suffix && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
    ),
  ],
  ['replace', { min: 2, max: 3, apply: replaced }],
  ['split', { min: 0, max: 2, apply: (text, args) => split(text, args, false) }],
  ['rsplit', { min: 0, max: 2, apply: (text, args) => split(text, args, true) }],
  ['partition', ofTexts(1, (text, [by]) => partition(text, by!, by ? text.indexOf(by) : -1, false))],
  ['rpartition', ofTexts(1, (text, [by]) => partition(text, by!, by ? text.lastIndexOf(by) : -1, true))],
  ['count', ofTexts(1, (text, [part]) => (part === '' ? undefined : int(text.split(part!).length - 1)))],
  ['find', ofTexts(1, (text, [part]) => (isAscii(text) ? int(text.indexOf(part!)) : undefined))],
  ['join', { min: 1, max: 1, apply: (text, [list]) => join(text, list!) }],
  ['zfill', { min: 1, max: 1, apply: (text, [width]) => zeroFilled(text, width!) }],
]);

function plain(apply: (text: string) => Folded): Method {
  return { min: 0, max: 0, apply };
}

/** A method all of whose arguments are strings. */
function ofTexts(
  count: number,
  apply: (text: string, args: readonly string[]) => Folded | undefined,
): Method {
  const texts = (args: Given): string[] => args.flatMap((each) => (each.kind === 'str' ? [each.value] : []));
  return {
    min: count,
    max: count,
    apply: (text, args) => (texts(args).length === count ? apply(text, texts(args)) : undefined),
  };
}

function isAscii(text: string): boolean {
  return ASCII.test(text);
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}

function stripped(text: string, [chars]: Given, left: boolean, right: boolean): Folded | undefined {
  if (chars && chars.kind !== 'none' && chars.kind !== 'str') return undefined;
  const isGone = (at: number): boolean =>
    chars?.kind === 'str' ? chars.value.includes(text[at]!) : /\s/.test(text[at]!);
  let [from, to] = [0, text.length];
  while (left && from < to && isGone(from)) from++;
  while (right && from < to && isGone(to - 1)) to--;
  return str(text.slice(from, to));
}

/** `startswith` and `endswith` take one string or a tuple of them. */
function affixed(affix: PyValue, test: (each: string) => boolean): Folded | undefined {
  const affixes = affix.kind === 'tuple' ? affix.items : [affix];
  const texts = affixes.flatMap((each) => (each.kind === 'str' ? [each.value] : []));
  return texts.length === affixes.length ? bool(texts.some(test)) : undefined;
}

function replaced(text: string, [from, to, count]: Given): Folded | undefined {
  if (from?.kind !== 'str' || to?.kind !== 'str' || from.value === '') return undefined;
  if (count && count.kind !== 'int') return undefined;
  const pieces = text.split(from.value);
  if (!count || count.value < 0 || count.value >= pieces.length - 1) return joined(pieces, to.value);
  const head = pieces.slice(0, count.value + 1);
  const rest = pieces.slice(count.value + 1).map((each) => from.value + each);
  return joined([head.join(to.value).slice(0, MAX_TEXT + 1), ...rest], '');
}

function split(text: string, [by, most]: Given, fromRight: boolean): Folded | undefined {
  if (most && most.kind !== 'int') return undefined;
  const pieces =
    by && by.kind !== 'none' ? by.kind === 'str' && by.value !== '' && text.split(by.value) : blanks(text);
  if (!pieces) return undefined;
  const limit = most?.value ?? -1;
  const items = limit < 0 || pieces.length <= limit + 1 ? pieces : limitedSplit(pieces, by, limit, fromRight);
  if (!items) return undefined;
  return items.length > MAX_ITEMS ? TOO_LARGE : { kind: 'list', items: items.map(str) };
}

function blanks(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** With a limit the rest stays together; at blanks it keeps those in it, which is left to CPython. */
function limitedSplit(
  pieces: readonly string[],
  by: PyValue | undefined,
  limit: number,
  fromRight: boolean,
): string[] | undefined {
  if (by?.kind !== 'str') return undefined;
  if (!fromRight) return [...pieces.slice(0, limit), pieces.slice(limit).join(by.value)];
  const kept = pieces.length - limit;
  return [pieces.slice(0, kept).join(by.value), ...pieces.slice(kept)];
}

function partition(text: string, by: string, at: number, fromRight: boolean): Folded | undefined {
  if (by === '') return undefined;
  const parts =
    at < 0
      ? fromRight
        ? ['', '', text]
        : [text, '', '']
      : [text.slice(0, at), by, text.slice(at + by.length)];
  return { kind: 'tuple', items: parts.map(str) };
}

function join(by: string, list: PyValue): Folded | undefined {
  if (list.kind === 'str') return joined(Array.from(list.value), by);
  if (list.kind === 'dict') return joined([...list.entries.keys()], by);
  if (list.kind !== 'list' && list.kind !== 'tuple') return undefined;
  const pieces = list.items.map((each) => (each.kind === 'str' ? each.value : undefined));
  return pieces.includes(undefined) ? undefined : joined(pieces as string[], by);
}

function zeroFilled(text: string, width: PyValue): Folded | undefined {
  if (width.kind !== 'int') return undefined;
  if (width.value > MAX_TEXT) return TOO_LARGE;
  const [, sign, digits] = /^([-+]?)([\s\S]*)$/.exec(text)!;
  return str(sign! + digits!.padStart(width.value - sign!.length, '0'));
}

/** What a join gives, weighed before it is made. */
function joined(pieces: readonly string[], by: string): Folded {
  const length = pieces.reduce(
    (sum, piece) => sum + piece.length,
    by.length * Math.max(0, pieces.length - 1),
  );
  return length > MAX_TEXT ? TOO_LARGE : str(pieces.join(by));
}

function formatted(
  template: string,
  args: Given,
  keywords: ReadonlyMap<string, PyValue>,
): Folded | undefined {
  let automatic = 0;
  let length = 0;
  let failed = false as boolean;
  const text = template.replace(
    /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}|[{}]/g,
    (whole, key: string | undefined, conversion: string | undefined, spec: string | undefined) => {
      if (whole === '{{') return '{';
      if (whole === '}}') return '}';
      const value = fieldOf(key === '' ? String(automatic++) : (key ?? '?'), args, keywords);
      const printed = value && converted(value, conversion, spec ?? '');
      failed ||= printed === undefined;
      length += printed?.length ?? 0;
      return length > MAX_TEXT ? '' : (printed ?? '');
    },
  );
  if (length > MAX_TEXT || text.length > MAX_TEXT) return TOO_LARGE;
  // Numbered and automatic fields do not mix.
  return failed || (automatic > 0 && /\{\d/.test(template)) ? undefined : str(text);
}

/** What a field such as `0`, `gpu` or `0[name]` names. */
function fieldOf(key: string, args: Given, keywords: ReadonlyMap<string, PyValue>): PyValue | undefined {
  const [, head, indices] = /^(\d+|[A-Za-z_]\w*)((?:\[\w+\])*)$/.exec(key) ?? [];
  if (head === undefined) return undefined;
  let value = /^\d/.test(head) ? args[Number(head)] : keywords.get(head);
  for (const [, at] of indices!.matchAll(/\[(\w+)\]/g)) value = value && element(value, at!);
  return value;
}

function element(value: PyValue, at: string): PyValue | undefined {
  if (value.kind === 'list' || value.kind === 'tuple')
    return /^\d+$/.test(at) ? value.items[Number(at)] : undefined;
  const entry = value.kind === 'dict' && !/^\d+$/.test(at) ? value.entries.get(at) : undefined;
  return entry?.reason === null && entry.values.length === 1 ? entry.values[0] : undefined;
}

/** A field of `format` or of an f-string, its conversion and its specification applied. */
export function converted(value: PyValue, conversion: string | undefined, spec: string): string | undefined {
  if (conversion === undefined) return format(value, spec);
  const text = conversion === 'r' ? repr(value) : print(value);
  return text === undefined ? undefined : format({ kind: 'str', value: text }, spec);
}
