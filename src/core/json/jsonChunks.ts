/** JSON of any size, written piece by piece: neither all of the text nor all of the data need be there at a time. */

/** A list whose items are made when they are asked for, and not kept; for `JSON.stringify` it is an array. */
export class LazyList<From> implements Iterable<unknown> {
  constructor(
    private readonly items: readonly From[],
    private readonly make: (item: From, index: number) => unknown,
  ) {}

  *[Symbol.iterator](): Iterator<unknown> {
    for (const [i, item] of this.items.entries()) yield this.make(item, i);
  }

  toJSON(): unknown[] {
    return [...this];
  }
}

/** What lies deeper is small enough to be written at once. */
const MAX_DEPTH = 4;
/** About so many characters are a piece. */
const PIECE = 65_536;

/** The text that `JSON.stringify(value, null, 2)` has for plain data and lazy lists, in pieces. */
export function* jsonChunks(value: unknown): Iterable<string> {
  let piece = '';
  for (const part of parts(value, 0)) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* parts(value: unknown, depth: number): Iterable<string> {
  if (depth >= MAX_DEPTH || typeof value !== 'object' || value === null) {
    yield whole(value, depth);
    return;
  }
  const isList = Array.isArray(value) || value instanceof LazyList;
  let before = isList ? '[' : '{';
  const inside = '\n' + '  '.repeat(depth + 1);
  if (isList)
    for (const item of value as Iterable<unknown>) {
      yield before + inside;
      // What a lazy list makes is there as a whole: its text is as well, and written at once that is several times as fast.
      if (value instanceof LazyList) yield whole(item, depth + 1);
      else yield* parts(item, depth + 1);
      before = ',';
    }
  else
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${before}${inside}${JSON.stringify(name)}: `;
      yield* parts(member, depth + 1);
      before = ',';
    }
  const end = isList ? ']' : '}';
  yield before === ',' ? `\n${'  '.repeat(depth)}${end}` : before + end;
}

function whole(value: unknown, depth: number): string {
  // The typings leave out that there is none for `undefined`, which is null in a list.
  const text = JSON.stringify(value ?? null, null, 2);
  // In JSON the only line ends are those between its parts.
  return depth === 0 ? text : text.replaceAll('\n', `\n${'  '.repeat(depth)}`);
}
