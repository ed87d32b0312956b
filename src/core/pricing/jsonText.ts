/** Plain JSON read from hostile text: bounded in size and depth, with a place for every value and every error. */
import { visible } from '../text';
import { t } from '../render/words/translate';

/** A place in a text, both from 1. */
export interface TextPlace {
  line: number;
  column: number;
}

/** What {@link readJson} answers. `places` knows where each value begins, by JSON path (`$.gpus.H100.active`). */
export type JsonResult =
  | { ok: true; value: unknown; places: ReadonlyMap<string, number> }
  | { ok: false; message: string; offset: number };

/** Bounds of {@link readJson}. */
export interface JsonBounds {
  /** The most bytes of UTF-8 that the text may have. */
  maxBytes: number;
  /** The most levels of objects and arrays within one another. */
  maxDepth: number;
  /** The most members or items that one object or array may have; default 5,000. */
  maxItems?: number;
}

/** Names that would reach an object's prototype. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** A longer name stands in the path of every value within it, and means nothing in a price book. */
const MAX_NAME = 200;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_]\w*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;

/** Thrown within this file only, and turned into a result by {@link readJson}. */
class JsonError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

class Reader {
  readonly places = new Map<string, number>();
  #at = 0;

  constructor(
    readonly text: string,
    readonly maxDepth: number,
    readonly maxItems: number,
  ) {
    if (text.startsWith('\ufeff')) this.#at = 1;
  }

  document(): unknown {
    const value = this.#value('$', 0);
    this.#space();
    if (this.#at < this.text.length) throw this.#unexpected(t('after the end of the JSON value'));
    return value;
  }

  #value(path: string, depth: number): unknown {
    this.#space();
    this.places.set(path, this.#at);
    const next = this.text[this.#at];
    if (next === '{' || next === '[') {
      if (depth >= this.maxDepth) {
        throw new JsonError(t('nested too deep: at most {0} levels', this.maxDepth), this.#at);
      }
      return next === '{' ? this.#object(path, depth) : this.#array(path, depth);
    }
    if (next === '"') return this.#string();
    const number = this.#match(NUMBER);
    if (number !== undefined) return Number(number);
    const start = this.#at;
    const word = this.#match(WORD);
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (word !== undefined) throw new JsonError(t('"{0}" is not a JSON value', word.slice(0, 40)), start);
    throw this.#unexpected(t('where a value is expected'));
  }

  #object(path: string, depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at++;
    this.#space();
    if (this.#take('}')) return object;
    for (let items = 1; ; items++) {
      this.#space();
      if (items > this.maxItems) throw this.#tooMany();
      const start = this.#at;
      if (this.text[start] !== '"') throw this.#unexpected(t('where a name in double quotes is expected'));
      const name = this.#string();
      if (name.length > MAX_NAME)
        throw new JsonError(t('this name is too long: at most {0} characters', MAX_NAME), start);
      if (FORBIDDEN.has(name)) throw new JsonError(t('the name "{0}" is not allowed', name), start);
      if (Object.hasOwn(object, name))
        throw new JsonError(t('"{0}" stands here twice', name.slice(0, 40)), start);
      this.#space();
      if (!this.#take(':')) throw this.#unexpected(t('where ":" is expected'));
      object[name] = this.#value(childPath(path, name), depth + 1);
      this.#space();
      if (this.#take('}')) return object;
      if (!this.#take(',')) throw this.#unexpected(t('where "," or "}" is expected'));
    }
  }

  #array(path: string, depth: number): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    this.#space();
    if (this.#take(']')) return array;
    for (;;) {
      if (array.length >= this.maxItems) throw this.#tooMany();
      array.push(this.#value(childPath(path, array.length), depth + 1));
      this.#space();
      if (this.#take(']')) return array;
      if (!this.#take(',')) throw this.#unexpected(t('where "," or "]" is expected'));
    }
  }

  #string(): string {
    const start = this.#at++;
    let result = '';
    for (;;) {
      result += this.#match(PLAIN) ?? '';
      const next = this.text[this.#at];
      if (next === '"') {
        this.#at++;
        return result;
      }
      if (next !== '\\') throw new JsonError(t('this text has no closing quote on its line'), start);
      const escape = this.text[this.#at + 1] ?? '';
      const simple = Object.hasOwn(ESCAPES, escape) ? ESCAPES[escape] : undefined;
      const hex = escape === 'u' ? this.text.slice(this.#at + 2, this.#at + 6) : '';
      if (simple !== undefined) {
        result += simple;
        this.#at += 2;
      } else if (/^[0-9a-fA-F]{4}$/.test(hex)) {
        result += String.fromCharCode(parseInt(hex, 16));
        this.#at += 6;
      } else {
        throw new JsonError(t('this escape is not known in JSON'), this.#at);
      }
    }
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.text[this.#at] ?? '')) this.#at++;
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.#at += found.length;
    return found;
  }

  #tooMany(): JsonError {
    return new JsonError(t('too long: at most {0} items', this.maxItems.toLocaleString('en-US')), this.#at);
  }

  #unexpected(where: string): JsonError {
    const next = this.text[this.#at];
    if (next === undefined) return new JsonError(t('the text ends {0}', where), this.#at);
    if (next === '/' || next === '#') return new JsonError(t('comments are not allowed here'), this.#at);
    if (next === '}' || next === ']') {
      return new JsonError(t('"{0}" {1}; is there a comma too many before it?', next, where), this.#at);
    }
    return new JsonError(`"${next}" ${where}`, this.#at);
  }
}

/** The JSON path of `name` within `path`: `$.gpus.H100`, `$.providers[2]`, `$.gpus["H100!"]`. */
export function childPath(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`;
  return /^[\w-]+$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

/** Where `offset` (in UTF-16 units, from 0) stands in `text`. Lines end with LF, CRLF or CR. */
export function placeOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split(/\r\n|[\r\n]/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/**
 * Reads plain JSON: as `JSON.parse` does, but refusing names that reach a prototype, names that stand twice in an object,
 * and whatever exceeds the bounds. Never throws.
 */
export function readJson(text: string, { maxBytes, maxDepth, maxItems = 5000 }: JsonBounds): JsonResult {
  if (text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes) {
    return {
      ok: false,
      message: t('too large: at most {0} bytes', maxBytes.toLocaleString('en-US')),
      offset: 0,
    };
  }
  const reader = new Reader(text, maxDepth, maxItems);
  try {
    return { ok: true, value: reader.document(), places: reader.places };
  } catch (error) {
    if (error instanceof JsonError)
      return { ok: false, message: visible(error.message), offset: error.offset };
    throw error;
  }
}
