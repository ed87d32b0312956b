/** Numbers as people type them, with a unit after them or without. What could mean two things is not read. */

/** What a number counts: things, or seconds. */
export type TypedUnit = 'count' | 'seconds';

/** Longer texts are no numbers that anybody types. */
const MAX_LENGTH = 60;

/** A number, thousands grouped by commas, `_` or blanks or not at all, then a word for its unit. */
const AMOUNT =
  /^(\d{1,3}(?:([,_ ])\d{3})(?:\2\d{3})*(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d{1,2}))?\s*([a-zµμ]*)\.?\s*/i;

/** The powers of ten of words behind a count. */
const THOUSANDS: Readonly<Record<string, number>> = { '': 0, k: 3, m: 6, mio: 6, bn: 9, b: 9 };

/** What a count may be said to be of: read over. */
const COUNTED = /^(?:requests?|inputs?|calls?|containers?)?\s*(?:(?:\/|per|a)\s*(?:day|d))?$/i;

/** Units of time: how many seconds, and the power of ten that goes with them. */
const TIMES: Readonly<Record<string, readonly [seconds: number, power: number]>> = {
  '': [1, 0],
  us: [1, -6],
  µs: [1, -6],
  μs: [1, -6],
  ms: [1, -3],
  msec: [1, -3],
  millisecond: [1, -3],
  s: [1, 0],
  sec: [1, 0],
  second: [1, 0],
  m: [60, 0],
  min: [60, 0],
  minute: [60, 0],
  h: [3_600, 0],
  hr: [3_600, 0],
  hour: [3_600, 0],
  d: [86_400, 0],
  day: [86_400, 0],
};

/**
 * A number as a person types it: `10`, `10k`, `5,000`, `1.5 million`’s short forms, and for seconds `90s`, `200ms`, `5 min` or
 * `1 h 30 min`. Undefined for what is none, or could be read in two ways: `0,2` and `1.000,5` are.
 * @returns a count, or seconds; never below 0
 */
export function typedNumber(text: string, unit: TypedUnit): number | undefined {
  const given = text.trim();
  if (given === '' || given.length > MAX_LENGTH) return undefined;
  return unit === 'count' ? countIn(given) : secondsIn(given);
}

function countIn(text: string): number | undefined {
  const found = amountAt(text);
  if (!found) return undefined;
  const { word, rest } = found;
  const power = own(THOUSANDS, word);
  const counted = power === undefined ? `${word} ${rest}` : rest;
  return COUNTED.test(counted.trim()) ? scaled(found, power ?? 0) : undefined;
}

function secondsIn(text: string): number | undefined {
  let sum = 0;
  let least = Infinity;
  for (let rest = text; rest !== '';) {
    const found = amountAt(rest);
    const time = found && (own(TIMES, found.word) ?? own(TIMES, found.word.replace(/s$/, '')));
    if (!time) return undefined;
    const [seconds, power] = time;
    // `1 h 30 min`, the larger unit first, each with its name.
    const size = seconds * 10 ** power;
    if (size >= least || (found.word === '' && rest !== text)) return undefined;
    least = size;
    sum += exact(scaled(found, power) * seconds);
    rest = found.rest;
    if (rest !== '' && found.word === '') return undefined;
  }
  return exact(sum);
}

interface Amount {
  /** Its digits and its exponent, as JavaScript reads them. */
  readonly digits: string;
  readonly exponent: number;
  /** The word behind it, in lower case; empty without one. */
  readonly word: string;
  readonly rest: string;
}

function amountAt(text: string): Amount | undefined {
  const match = AMOUNT.exec(text);
  if (!match) return undefined;
  const [whole, number, group, exponent, word] = match;
  // `0,200` is a fraction to half the world.
  if (group === ',' && number!.startsWith('0')) return undefined;
  return {
    digits: number!.replace(/[,_ ]/g, ''),
    exponent: Number(exponent ?? 0),
    word: word!.toLowerCase(),
    rest: text.slice(whole.length),
  };
}

/** Read from its digits, so that `1.1k` is 1,100 and no digit more. */
function scaled({ digits, exponent }: Amount, power: number): number {
  return Number(`${digits}e${exponent + power}`);
}

/** Without what binary fractions leave over. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
