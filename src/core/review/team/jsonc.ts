/**
 * JSON with comments and trailing commas, read from hostile text that a person is typing: bounded in size, depth and
 * number of errors, and going on after an error with what can still be understood.
 */

import { quoted } from '../../text';
import { t } from '../../render/words/translate';

/** A value and where it stands, by UTF-16 offsets. */
export type JsonNode =
  | (Span & { readonly kind: 'object'; readonly members: readonly Member[] })
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'string'; readonly value: string })
  | (Span & { readonly kind: 'number'; readonly value: number })
  | (Span & { readonly kind: 'boolean'; readonly value: boolean })
  | (Span & { readonly kind: 'null'; readonly value: null });

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Member {
  readonly name: string;
  readonly key: Span;
  readonly value: JsonNode;
}

export interface SyntaxProblem extends Span {
  readonly message: string;
}

export interface JsoncBounds {
  /** The most UTF-16 units that the text may have. */
  readonly maxLength: number;
  readonly maxDepth: number;
  /** The most members or items of one object or array. */
  readonly maxItems: number;
  readonly maxProblems: number;
}

/** A team file's. */
export const BOUNDS: JsoncBounds = { maxLength: 500_000, maxDepth: 8, maxItems: 500, maxProblems: 50 };

export interface JsoncResult {
  /** What could be read; null where nothing could. */
  readonly root: JsonNode | null;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads a text. Never throws. */
export function readJsonc(text: string, bounds: JsoncBounds): JsoncResult {
  if (text.length > bounds.maxLength) {
    const message = t(
      'The file is too large: it may have {0} characters. Split it, or use globs for many keys.',
      bounds.maxLength.toLocaleString('en-US'),
    );
    return { root: null, problems: [{ start: 0, end: 0, message }] };
  }
  const reader = new Reader(text, bounds);
  const root = reader.document();
  return { root, problems: reader.problems };
}

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
/** Whatever stands together without a blank, bracket, comma, colon or quote: a word that is no value. */
const WORD = /[^\s{}[\],:"/]+/y;
const PLAIN = /[^"\\\u0000-\u001f]+/y;
const SPACE = /[ \t\r\n\ufeff]+|\/\/[^\r\n]*|\/\*[^]*?\*\//y;

class Reader {
  readonly problems: SyntaxProblem[] = [];
  #at = 0;

  constructor(
    readonly text: string,
    readonly bounds: JsoncBounds,
  ) {}

  document(): JsonNode | null {
    this.#space();
    if (this.#at >= this.text.length) {
      this.#problem(t('The file is empty. Write { "version": 1 }.'), 0, 0);
      return null;
    }
    const root = this.#value(0);
    this.#space();
    if (this.#at < this.text.length)
      this.#problem(t('Nothing may follow the closing “}”. Remove it.'), this.#at, this.text.length);
    return root;
  }

  /** A value, or null with a problem named; always moves on, but for a bracket, comma or colon that is its caller's. */
  #value(depth: number): JsonNode | null {
    const start = this.#at;
    const next = this.text[start];
    if (next === '{' || next === '[') {
      if (depth >= this.bounds.maxDepth) {
        this.#skipNested();
        this.#problem(
          t('This is nested too deep: at most {0} levels. It is not read.', this.bounds.maxDepth),
          start,
          start + 1,
        );
        return null;
      }
      return next === '{' ? this.#object(depth) : this.#array(depth);
    }
    if (next === '"') {
      const value = this.#string();
      return value === null ? null : { kind: 'string', value, start, end: this.#at };
    }
    const word = this.#match(WORD);
    const span = { start, end: this.#at };
    if (word === undefined) {
      this.#problem(t('A value is missing here.'), start, Math.min(start + 1, this.text.length));
      return null;
    }
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', ...span };
    if (word === 'null') return { kind: 'null', value: null, ...span };
    NUMBER.lastIndex = 0;
    const value = NUMBER.exec(word)?.[0] === word ? Number(word) : NaN;
    if (Number.isFinite(value)) return { kind: 'number', value, ...span };
    const remedy = /^['‘“]/.test(word)
      ? t('Texts stand in double quotes.')
      : t('Put a text in double quotes.');
    this.#problem(t('{0} is not a JSON value. {1}', quoted(word), remedy), start, this.#at);
    return null;
  }

  #object(depth: number): JsonNode {
    const start = this.#at++;
    const members: Member[] = [];
    const names = new Set<string>();
    let separated = true;
    for (;;) {
      this.#space();
      const at = this.#at;
      if (this.#ends('}', start)) return { kind: 'object', members, start, end: this.#at };
      if (this.#take(',')) {
        if (separated) this.#problem(t('There is a comma too many here.'), at, at + 1);
        separated = true;
        continue;
      }
      if (!separated) this.#problem(t('A comma is missing before this.'), at, at + 1);
      separated = false;
      const member = this.#member(depth);
      if (!member) continue;
      if (names.has(member.name)) {
        this.#problem(
          t('{0} stands here twice: the first one counts. Remove one.', quoted(member.name)),
          member.key.start,
          member.key.end,
        );
      } else if (members.length < this.bounds.maxItems) members.push(member);
      else if (members.length === names.size) this.#tooMany(member.key);
      names.add(member.name);
    }
  }

  #member(depth: number): Member | null {
    const start = this.#at;
    const next = this.text[start];
    let name: string | null = null;
    if (next === '"') name = this.#string();
    else {
      const word = this.#match(WORD);
      if (word === undefined) this.#skipOne();
      this.#problem(
        word === undefined
          ? t('A name in double quotes is expected here.')
          : t('{0} is a name: put it in double quotes.', quoted(word)),
        start,
        this.#at,
      );
      name = word ?? null;
    }
    const key = { start, end: this.#at };
    this.#space();
    if (!this.#take(':')) {
      if (next === '"' && name !== null)
        this.#problem(t('{0} has no value: “:” and a value are missing.', quoted(name)), start, key.end);
      return null;
    }
    this.#space();
    const value = this.#value(depth + 1);
    return name === null || value === null || next !== '"' ? null : { name, key, value };
  }

  #array(depth: number): JsonNode {
    const start = this.#at++;
    const items: JsonNode[] = [];
    let count = 0;
    let separated = true;
    for (;;) {
      this.#space();
      const at = this.#at;
      if (this.#ends(']', start)) return { kind: 'array', items, start, end: this.#at };
      if (this.#take(',')) {
        if (separated) this.#problem(t('There is a comma too many here.'), at, at + 1);
        separated = true;
        continue;
      }
      if (!separated) this.#problem(t('A comma is missing before this.'), at, at + 1);
      separated = false;
      const item = this.#value(depth + 1);
      if (this.#at === at) this.#skipOne();
      count++;
      if (count === this.bounds.maxItems + 1) this.#tooMany({ start: at, end: this.#at });
      if (item && count <= this.bounds.maxItems) items.push(item);
    }
  }

  /** Whether an object or array is over: by its bracket, by another's, which is left to its owner, or by the text's end. */
  #ends(bracket: '}' | ']', start: number): boolean {
    const next = this.text[this.#at];
    if (next === bracket) {
      this.#at++;
      return true;
    }
    if (next !== undefined && next !== '}' && next !== ']') return false;
    this.#problem(t('This is not closed: “{0}” is missing.', bracket), start, start + 1);
    return true;
  }

  /** A text, or null where it is broken; then the rest of its line is skipped. */
  #string(): string | null {
    const start = this.#at++;
    let result = '';
    let broken = false;
    for (;;) {
      result += this.#match(PLAIN) ?? '';
      const next = this.text[this.#at];
      if (next === '"') {
        this.#at++;
        return broken ? null : result;
      }
      if (next === '\\') {
        const escape = this.text[this.#at + 1] ?? '';
        const simple = Object.hasOwn(ESCAPES, escape) ? ESCAPES[escape] : undefined;
        const hex = escape === 'u' ? this.text.slice(this.#at + 2, this.#at + 6) : '';
        if (simple !== undefined) {
          result += simple;
          this.#at += 2;
          continue;
        }
        if (/^[0-9a-fA-F]{4}$/.test(hex)) {
          result += String.fromCharCode(parseInt(hex, 16));
          this.#at += 6;
          continue;
        }
        this.#problem(
          t('JSON has no such escape. Write “\\\\” for a backslash; paths take “/”.'),
          this.#at,
          this.#at + 1,
        );
        broken = true;
        this.#at += 1;
        continue;
      }
      if (next === '\t') {
        this.#problem(t('A tab in a text is written “\\t”.'), this.#at, this.#at + 1);
        broken = true;
        this.#at += 1;
        continue;
      }
      this.#problem(t('This text has no closing quote on its line.'), start, this.#at);
      return null;
    }
  }

  /** Moves behind a bracket that is too deep, without recursion. */
  #skipNested(): void {
    let depth = 0;
    do {
      const next = this.text[this.#at];
      if (next === undefined) return;
      if (next === '"') {
        this.#quietly(() => void this.#string());
        continue;
      }
      if (next === '{' || next === '[') depth++;
      if (next === '}' || next === ']') depth--;
      this.#at++;
      this.#space();
    } while (depth > 0);
  }

  #quietly(read: () => void): void {
    const before = this.problems.length;
    read();
    this.problems.length = before;
  }

  #space(): void {
    while (this.#match(SPACE) !== undefined);
    if (this.text.startsWith('/*', this.#at)) {
      this.#problem(t('This comment is not closed: “*/” is missing.'), this.#at, this.#at + 2);
      this.#at = this.text.length;
    }
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }

  /** Past a character that fits nowhere, so that reading always goes on. */
  #skipOne(): void {
    if (this.#at < this.text.length) this.#at++;
  }

  #tooMany({ start, end }: Span): void {
    const most = this.bounds.maxItems.toLocaleString('en-US');
    this.#problem(
      t('There are too many: at most {0} count, this and what follows is not read.', most),
      start,
      end,
    );
  }

  #problem(message: string, start: number, end: number): void {
    if (this.problems.length < this.bounds.maxProblems) this.problems.push({ message, start, end });
  }
}
