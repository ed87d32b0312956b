import { printParseErrorCode, type JSONVisitor, type ParseErrorCode } from 'jsonc-parser';
import type { Closing, JsonProblem } from './jsonProblem';
import type { JsonNode, JsonReading, Member, PlacedJsonProblem, Span } from './jsonNode';

/** What may come next in an object, an array or the file. An array's items are values, an object's members have names. */
type Expected = 'name' | 'colon' | 'value' | 'comma' | 'end';

/** An object or array that is being read, or the file around all. */
interface Open {
  readonly kind: 'object' | 'array' | 'file';
  readonly start: number;
  readonly members: Member[];
  readonly items: JsonNode[];
  readonly names: Set<string>;
  key: { readonly name: string; readonly span: Span } | null;
  expected: Expected;
  /** The member or item that is being read is wrong: it is left out, and nothing more is said of it. */
  broken: boolean;
  /** Another's bracket has cut it off: what is read until it ends was not meant for it. */
  lost: boolean;
  full: boolean;
}

/** Whatever stands together without a blank, bracket, comma, colon, slash or quote. */
const WORD = /[^\s{}[\],:"/]+/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})?/g;

/** So much of a name or word is told of a problem. */
const MAX_WORD = 200;

/** Makes a tree of what `jsonc-parser`'s visitor tells, and says each problem once, where a person would look for it. */
export class TreeBuilder {
  root: JsonNode | null = null;
  readonly problems: PlacedJsonProblem[] = [];
  readonly visitor: JSONVisitor;
  readonly #open: Open[] = [opened('file', 0, false)];
  /** The object or array that has just ended. */
  #ended: Open | undefined;
  /** The value read last, where it is a number: `60s` and `01` are read as one and something behind it. */
  #number: { readonly span: Span; readonly undo: () => void } | undefined;
  /** Something that was cut off has taken in the rest of the file, closing brackets too. */
  #restIsLost = false;

  /** @param cuts the offsets at which something nested too deep has been cut out */
  constructor(
    readonly text: string,
    readonly cuts: ReadonlySet<number>,
    readonly reading: JsonReading,
  ) {
    this.visitor = {
      onObjectBegin: (offset) => this.#begin('object', offset),
      onObjectProperty: (name, offset, length) => this.#name(name, { start: offset, end: offset + length }),
      onObjectEnd: (offset, length) => this.#end(offset + length),
      onArrayBegin: (offset) => this.#begin('array', offset),
      onArrayEnd: (offset, length) => this.#end(offset + length),
      onLiteralValue: (value: unknown, offset, length) =>
        this.#literal(value, { start: offset, end: offset + length }),
      onSeparator: (character) => this.#separator(character),
      onError: (code, offset, length) => this.#error(code, { start: offset, end: offset + length }),
    };
  }

  get #top(): Open {
    return this.#open.at(-1)!;
  }

  #begin(kind: 'object' | 'array', start: number): void {
    const { broken, lost } = this.#top;
    this.#open.push(opened(kind, start, broken || lost));
  }

  #end(end: number): void {
    const { kind, start, members, items } = (this.#ended = this.#open.pop()!);
    this.#value(kind === 'object' ? { kind, members, start, end } : { kind: 'array', items, start, end });
  }

  #name(name: string, span: Span): void {
    const top = this.#top;
    top.key = { name, span };
    top.expected = 'colon';
    if (this.cuts.has(span.start)) this.#tooDeep(span);
  }

  #separator(character: string): void {
    const top = this.#top;
    if (character === ':') top.expected = 'value';
    else {
      top.expected = slot(top);
      top.broken = false;
    }
  }

  #literal(value: unknown, span: Span): void {
    if (this.cuts.has(span.start)) this.#tooDeep(span);
    if (typeof value === 'string') this.#value({ kind: 'string', value, ...span });
    else if (typeof value === 'number') this.#value({ kind: 'number', value, ...span });
    else if (typeof value === 'boolean') this.#value({ kind: 'boolean', value, ...span });
    else this.#value({ kind: 'null', value: null, ...span });
  }

  #value(node: JsonNode): void {
    const top = this.#top;
    if (!top.broken && !top.lost) {
      if (top.kind === 'file') this.root = node;
      else if (top.kind === 'array') this.#item(top, node);
      else this.#member(top, node);
    }
    top.expected = top.kind === 'file' ? 'end' : 'comma';
  }

  #item(array: Open, node: JsonNode): void {
    if (array.items.length >= this.reading.maxItems) return this.#tooMany(array, node);
    array.items.push(node);
    this.#mayUndo(node, () => array.items.pop());
  }

  #member(object: Open, node: JsonNode): void {
    const { name, span: key } = object.key!;
    if (object.names.has(name)) return this.#say({ kind: 'nameTwice', name: short(name) }, key);
    if (object.members.length >= this.reading.maxItems) return this.#tooMany(object, key);
    object.members.push({ name, key, value: node });
    object.names.add(name);
    this.#mayUndo(node, () => {
      object.members.pop();
      object.names.delete(name);
    });
  }

  #mayUndo({ kind, start, end }: JsonNode, undo: () => void): void {
    this.#number = kind === 'number' ? { span: { start, end }, undo } : undefined;
  }

  #tooMany(of: Open, span: Span): void {
    if (!of.full) this.#say({ kind: 'tooManyItems', max: this.reading.maxItems }, span);
    of.full = true;
  }

  #tooDeep({ start }: Span): void {
    const top = this.#top;
    if (!top.broken && !top.lost)
      this.#say({ kind: 'nestedTooDeep', max: this.reading.maxDepth }, { start, end: start + 1 });
    top.broken = true;
  }

  #error(code: ParseErrorCode, span: Span): void {
    const { start } = span;
    switch (printParseErrorCode(code)) {
      case 'InvalidCommentToken':
        return this.#say({ kind: 'commentNotAllowed' }, span);
      case 'UnexpectedEndOfComment':
        return this.#say({ kind: 'commentNotClosed' }, { start, end: start + 2 });
      case 'UnexpectedEndOfString':
      case 'InvalidCharacter':
      case 'InvalidUnicode':
      case 'InvalidEscapeCharacter':
        return this.#brokenText(span);
      case 'CloseBraceExpected':
      case 'CloseBracketExpected':
        return this.#notClosedAtEnd(this.#ended!);
      case 'InvalidSymbol':
      case 'InvalidNumberFormat':
      case 'UnexpectedEndOfNumber':
        return this.#unexpected(start, true);
      default:
        return this.#unexpected(start, false);
    }
  }

  /** A text in quotes that is none, marked where it goes wrong. */
  #brokenText(span: Span): void {
    const top = this.#top;
    if (!top.broken && !top.lost) {
      const written = this.text.slice(span.start, span.end);
      const control = written.search(/[\u0000-\u001f]/);
      const escape = [...written.matchAll(ESCAPE)].find(([found]) => found === '\\');
      const at = span.start + (escape?.index ?? control);
      if (escape) this.#say({ kind: 'unknownEscape' }, { start: at, end: at + 1 });
      else if (written[control] === '\t') this.#say({ kind: 'tabInText' }, { start: at, end: at + 1 });
      else this.#say({ kind: 'textNotClosed' }, span);
    }
    top.broken = true;
  }

  /**
   * Something stands where something else is expected.
   * @param isWord a word that the parser passes over
   */
  #unexpected(at: number, isWord: boolean): void {
    const top = this.#top;
    const found = this.text.slice(at, at + 1);
    // After something wrong the parser may take another's bracket for the file's last: what follows is no news.
    if (top.expected === 'end' && this.problems.length > 0) return;
    if (top.lost || (top.expected === 'comma' && this.#isBehindNumber(at))) return;
    if (this.#isCutOff(top, found)) return this.#cutOff(top, found, at);
    if (top.broken && (top.expected !== 'comma' || !mayBegin(top, found))) return;
    if (top.expected === 'comma') {
      this.#say({ kind: 'commaMissing', close: closing(top), found }, { start: at, end: at + 1 });
      top.expected = slot(top);
      top.broken = false;
      // Any other is read on, as what comes after the comma.
      if (!isWord) return;
    }
    top.broken = true;
    this.#say(...this.#wrong(top, found, at));
  }

  /** What is wrong with what stands at an offset, by what is expected there, and the stretch to mark. */
  #wrong(top: Open, found: string, at: number): [JsonProblem, Span, number] {
    const word = this.#wordAt(at);
    const span = { start: at, end: Math.min(at + Math.max(1, word.length), this.text.length) };
    const isSlot = top.kind !== 'file' && top.expected === slot(top);
    if (top.expected === 'colon') {
      const { name, span: key } = top.key!;
      return [{ kind: 'colonMissing', name: short(name), found }, key, at];
    }
    if (top.expected === 'end')
      return [{ kind: 'textAfterEnd', found }, { start: at, end: this.text.length }, at];
    if (isSlot && found === ',') return [{ kind: 'commaTooMany', expected: slot(top) }, span, at];
    if (top.expected === 'name')
      return word === ''
        ? [{ kind: 'nameMissing', found }, span, at]
        : [{ kind: 'nameNotQuoted', name: short(word) }, span, at];
    if (word !== '') return [{ kind: 'notJsonValue', word: short(word) }, span, at];
    if (top.kind === 'file' && found === '') return [{ kind: 'fileEmpty' }, { start: 0, end: 0 }, at];
    return [{ kind: 'valueMissing', found }, span, at];
  }

  /** Whether what stands behind a number belongs to it: then the whole is no value. */
  #isBehindNumber(at: number): boolean {
    if (this.#number?.span.end !== at || this.#wordAt(at) === '') return false;
    const { start } = this.#number.span;
    this.#number.undo();
    this.#number = undefined;
    this.#top.broken = true;
    const word = this.#wordAt(start);
    this.#say({ kind: 'notJsonValue', word: short(word) }, { start, end: start + word.length });
    return true;
  }

  /** Whether an object or array is over, by another's bracket or by the text's end, without its own. */
  #isCutOff({ kind, expected }: Open, found: string): boolean {
    if (kind === 'file' || expected === 'colon' || (kind === 'object' && expected === 'value')) return false;
    return found === '' || found === (kind === 'object' ? ']' : '}');
  }

  #cutOff(top: Open, found: string, at: number): void {
    // The parser itself tells of the text's end.
    if (found === '') return;
    top.lost = true;
    this.#notClosed(top, found, at);
  }

  #notClosedAtEnd(ended: Open): void {
    if (ended.lost) this.#restIsLost = true;
    else if (!this.#restIsLost) this.#notClosed(ended, '', this.text.length);
  }

  #notClosed(of: Open, found: string, at: number): void {
    const expected = of.expected === slot(of) ? slot(of) : 'comma';
    const { start } = of;
    this.#say({ kind: 'notClosed', close: closing(of), expected, found }, { start, end: start + 1 }, at);
  }

  #wordAt(at: number): string {
    WORD.lastIndex = at;
    return WORD.exec(this.text)?.[0] ?? '';
  }

  #say(problem: JsonProblem, { start, end }: Span, at = start): void {
    if (this.problems.length < this.reading.maxProblems) this.problems.push({ problem, start, end, at });
  }
}

function opened(kind: Open['kind'], start: number, lost: boolean): Open {
  const expected = kind === 'object' ? 'name' : 'value';
  return {
    kind,
    start,
    members: [],
    items: [],
    names: new Set(),
    key: null,
    expected,
    broken: false,
    lost,
    full: false,
  };
}

/** A name or word of the file, as much of it as a problem carries. */
function short(text: string): string {
  return text.slice(0, MAX_WORD);
}

/** What begins a member or an item. */
function slot({ kind }: Open): 'name' | 'value' {
  return kind === 'object' ? 'name' : 'value';
}

function closing({ kind }: Open): Closing {
  return kind === 'object' ? '}' : ']';
}

/** Whether a member or an item can begin so, where the comma before it is missing. */
function mayBegin({ kind }: Open, found: string): boolean {
  return found === '"' || (kind === 'array' && /[[{\w-]/.test(found));
}
