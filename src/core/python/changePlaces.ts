/** Where what a name holds may be changed in place, by the text alone: most of its uses are passed over without a look at the tree. */

/** Methods of Python's own collections that change them. */
export const CHANGING_METHODS: ReadonlySet<string> = new Set([
  ...['update', 'setdefault', 'pop', 'popitem', 'clear'],
  ...['append', 'extend', 'insert', 'remove', 'sort', 'reverse'],
  ...['add', 'discard', 'move_to_end', 'appendleft', 'popleft', 'extendleft', 'rotate'],
  ...[
    '__setitem__',
    '__delitem__',
    '__setattr__',
    '__delattr__',
    '__ior__',
    '__iadd__',
    '__imul__',
    '__init__',
  ],
]);

/** Functions that change their first argument, or set something in it. */
const CHANGING_FUNCTIONS =
  /(?<![\w.])(setattr|delattr|(?:\w+\.)?__(?:set|del)(?:attr|item)__|(?:\w+\.)?(?:setitem|delitem|shuffle|heapify|heappush|heappop|heapreplace|heappushpop|insort|insort_left|insort_right|iadd|ior|iconcat)|(?:dict|list|set|vars)(?:\.\w+)?)\s*\(\s*$/;

/** Longer chains of attributes and subscripts, and longer subscripts, are taken for changes until the tree is asked. */
const MAX_ACCESSORS = 12;
const MAX_SUBSCRIPT = 400;
const BEFORE = 40;

/** Whether what a name holds may be changed where the name stands: `d["k"] = …`, `d.update(…)`, `del d["k"]`, `setattr(d, …)`. */
export function mayChange(text: string, offset: number, length: number): boolean {
  if (isAttribute(text, offset)) return false;
  const after = accessors(text, offset + length);
  if (after.changes) return true;
  const before = text.slice(Math.max(0, offset - BEFORE), offset);
  if (before.trimEnd().endsWith('(') && CHANGING_FUNCTIONS.test(before)) return true;
  // What a call gives is no target: the colon of `if os.getenv("X"):` annotates nothing.
  return after.count > 0 && !after.isCall && isTarget(text, offset, after.end);
}

function isAttribute(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] === ' ' || text[at] === '\t') at--;
  return text[at] === '.' && text[at - 1] !== '.';
}

interface Accessors {
  readonly end: number;
  readonly count: number;
  readonly changes: boolean;
  /** Whether the last of them is a call. */
  readonly isCall: boolean;
}

/** What follows a name: `["x"].y(…)`, and whether one of the calls changes what it is called on. */
function accessors(text: string, from: number): Accessors {
  let at = from;
  let method = '';
  let isCall = false;
  for (let count = 0; ; count++) {
    at = blanksFrom(text, at);
    const char = text[at];
    if (char !== '[' && char !== '.' && char !== '(' && !(char === ')' && count === 0))
      return { end: at, count, changes: false, isCall };
    if (count > MAX_ACCESSORS) return { end: at, count, changes: true, isCall };
    isCall = char === '(';
    if (char === ')') at++;
    else if (char === '.') {
      const name = /\s*(\w*)/y;
      name.lastIndex = at + 1;
      const found = name.exec(text);
      method = found?.[1] ?? '';
      at = name.lastIndex || at + 1;
    } else {
      if (char === '(' && (method === '' || CHANGING_METHODS.has(method)))
        return { end: at, count, changes: method !== '', isCall };
      method = '';
      const end = closing(text, at);
      if (end === undefined) return { end: at, count, changes: true, isCall };
      at = end;
    }
  }
}

function blanksFrom(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Past the bracket that closes the one at a place; undefined where it is far away. */
function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + MAX_SUBSCRIPT); at++) {
    const char = text[at]!;
    if (char === '"' || char === "'") at = stringEnd(text, at);
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return at + 1;
  }
  return undefined;
}

/** The quote that ends the string at a place, on its line; the place itself where none does. */
function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[open]) return at;
  }
  return open;
}

/** Whether something with accessors is a target: of `=` and its kin, of `for`, `del` or `as`, alone or among others. */
function isTarget(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 3);
  if (/^(=(?!=)|(\/\/|\*\*|<<|>>|[-+*/%@&|^])=|:(?!=)|in\b)/.test(after)) return true;
  const line = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - MAX_SUBSCRIPT), start);
  if (/(?:^|[\s;:])(?:del|as|for)\b[^=:;]*$/.test(line)) return true;
  if (!/^[,)\]]/.test(after)) return false;
  const rest = /[^\n]*/y;
  rest.lastIndex = end;
  return /[^=!<>]=(?!=)/.test(rest.exec(text)?.[0] ?? '') && !/[\w)\]]\s*\($/.test(line);
}
