/** What `json.loads` makes of a text: Python keeps integers apart from floats, which JavaScript's own parser does not. */
import { MAX_ITEMS } from './operators';
import { bool, float, int, known, NONE, str, type Evaluation, type PyValue } from './pyValue';

/** Deeper than this nobody nests. */
const MAX_DEPTH = 32;

const TOKEN =
  /[ \t\n\r]*(?:([[\]{}:,])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null))/y;

/** The value of a JSON text; undefined where it is none, or is too large or too deep. */
export function jsonValue(text: string): PyValue | undefined {
  try {
    // What passes here Python takes as well: only numbers that are none, such as NaN, are its own.
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return new JsonText(text).value(0);
}

/** Goes through a text that is known to be JSON. */
class JsonText {
  private at = 0;
  private items = 0;

  constructor(private readonly text: string) {}

  value(depth: number): PyValue | undefined {
    const token = this.next();
    if (token === undefined || depth > MAX_DEPTH || ++this.items > MAX_ITEMS) return undefined;
    switch (token) {
      case '[':
        return this.list(depth);
      case '{':
        return this.dict(depth);
      case 'null':
        return NONE;
      case 'true':
      case 'false':
        return bool(token === 'true');
      default:
        return token.startsWith('"') ? str(JSON.parse(token) as string) : number(token);
    }
  }

  private list(depth: number): PyValue | undefined {
    const items: PyValue[] = [];
    if (this.isNext(']')) return { kind: 'list', items };
    do {
      const item = this.value(depth + 1);
      if (!item) return undefined;
      items.push(item);
    } while (this.next() === ',');
    return { kind: 'list', items };
  }

  private dict(depth: number): PyValue | undefined {
    const entries = new Map<string, Evaluation>();
    if (this.isNext('}')) return { kind: 'dict', entries };
    do {
      const key = JSON.parse(this.next() ?? '""') as string;
      this.next();
      const value = this.value(depth + 1);
      if (!value) return undefined;
      // A key that stands twice keeps its place, and has the later value.
      entries.set(key, known(value));
    } while (this.next() === ',');
    return { kind: 'dict', entries };
  }

  private next(): string | undefined {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    this.at = TOKEN.lastIndex;
    const groups: readonly (string | undefined)[] = found?.slice(1) ?? [];
    return groups.find((each) => each !== undefined);
  }

  private isNext(token: string): boolean {
    const { at } = this;
    if (this.next() === token) return true;
    this.at = at;
    return false;
  }
}

function number(text: string): PyValue | undefined {
  const value = Number(text);
  if (/[.eE]/.test(text)) return Number.isFinite(value) ? float(value) : undefined;
  return Number.isSafeInteger(value) ? int(value) : undefined;
}
