/** A stretch of code by its text alone: what it says whatever its layout, and the names that it uses. */
import { textHash } from '../text/textHash';

/** A name that code uses, with the attributes that are taken of it: `config.GPU` is `config` and `GPU`. */
export interface UsedName {
  readonly name: string;
  readonly attributes: readonly string[];
}

export interface CodeText {
  /** The same for code that differs in comments, docstrings, quotes and line breaks alone. */
  readonly hash: string;
  /** Each once. */
  readonly names: readonly UsedName[];
  /** Everything that is taken as an attribute, of a name or of another expression, or may be, by a text such as `"gpu"`. */
  readonly attributes: ReadonlySet<string>;
}

const TOKEN =
  /(?<comment>#[^\n]*)|(?<string>(?:[rbuft]|rb|br|fr|rf|tr|rt)?(?:"""(?:\\[^]|[^\\])*?(?:"""|$)|'''(?:\\[^]|[^\\])*?(?:'''|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?))|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<joined>\\\r?\n)|(?<line>\r\n?|\n)|(?<blank>[ \t\f]+)|(?<other>\d[\w.]*|[^])/giu;

/** @param column where the code begins in its line: what is further right is deeper */
export function readCodeText(code: string, column = 0): CodeText {
  const reader = new Reader(column);
  for (const { groups, index, 0: token } of code.matchAll(TOKEN))
    reader.read(groups as Groups, token, code, index + token.length);
  return reader.end();
}

type Groups = Readonly<
  Partial<Record<'comment' | 'string' | 'name' | 'joined' | 'line' | 'blank' | 'other', string>>
>;

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** A bracket that is open. */
interface Bracket {
  readonly isCall: boolean;
  commas: number;
}

class Reader {
  private readonly lines: string[] = [];
  /** The line of code that is being read, over the line breaks within brackets. */
  private line: string[] = [];
  private readonly brackets: Bracket[] = [];
  private readonly depths: number[];
  private isLineStart = false;
  private indent = 0;
  private readonly names = new Map<string, UsedName>();
  private readonly attributes = new Set<string>();
  /** The name that attributes follow just now. */
  private chain: string[] | null = null;
  /** Whether names are the variables of a `for`, and the variables of all of them. */
  private isTarget = false;
  private readonly targets = new Set<string>();

  constructor(column: number) {
    this.depths = [column];
  }

  read(groups: Groups, token: string, code: string, after: number): void {
    if (groups.comment !== undefined || groups.joined !== undefined) return;
    if (groups.blank !== undefined) {
      if (this.isLineStart) this.indent = token.length;
      return;
    }
    if (groups.line !== undefined) {
      if (this.brackets.length > 0) return;
      this.endLine();
      [this.isLineStart, this.indent] = [true, 0];
      return;
    }
    if (this.isLineStart) this.beginLine();
    if (groups.string !== undefined) this.readString(token);
    else if (groups.name !== undefined) this.readName(token, code, after);
    else this.readOther(token);
  }

  end(): CodeText {
    // All there is may be a text.
    if (this.lines.length === 0) this.lines.push(this.line.splice(0).join(' '));
    this.endLine();
    const names = [...this.names.values()].filter(({ name }) => !this.targets.has(name));
    return { hash: textHash(this.lines.join('\n')), names, attributes: this.attributes };
  }

  private beginLine(): void {
    this.isLineStart = false;
    while (this.depths.length > 1 && this.depths.at(-1)! > this.indent) {
      this.depths.pop();
      this.lines.push('<');
    }
    if (this.indent > this.depths.at(-1)!) {
      this.depths.push(this.indent);
      this.lines.push('>');
    }
  }

  private endLine(): void {
    // A text that stands alone says nothing: a docstring.
    const isText = this.line.length === 1 && /^["']/.test(this.line[0]!);
    if (this.line.length > 0 && !isText) this.lines.push(this.line.join(' '));
    this.line = [];
    this.endChain();
  }

  private readString(token: string): void {
    this.endChain();
    const { prefix, quote, text } = partsOf(token);
    this.line.push(/["'\\]/.test(text) ? prefix + quote + text + quote : `${prefix}"${text}"`);
    if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)) this.attributes.add(text);
    if (/[ft]/.test(prefix)) for (const part of replacedParts(text)) this.addAll(readCodeText(part));
  }

  private addAll({ names, attributes }: CodeText): void {
    for (const each of names) this.add(each.name, each.attributes);
    for (const each of attributes) this.attributes.add(each);
  }

  private readName(token: string, code: string, after: number): void {
    const before = this.line.at(-1);
    this.line.push(token);
    if (before === '.') {
      this.attributes.add(token);
      this.chain?.push(token);
      return;
    }
    this.endChain();
    if (KEYWORDS.has(token)) {
      this.isTarget = token === 'for' || (this.isTarget && token !== 'in');
      return;
    }
    if (this.isTarget) this.targets.add(token);
    else if (this.brackets.length === 0 || !/\s*=(?!=)/y.test(code.slice(after, after + 40)))
      this.chain = [token];
  }

  private readOther(token: string): void {
    if (token !== '.') this.endChain();
    if ('([{'.includes(token)) {
      const before = this.line.at(-1) ?? '';
      const isCall = token === '(' && /[\p{L}\p{N}_)\]]$/u.test(before) && !KEYWORDS.has(before);
      this.brackets.push({ isCall: isCall || token !== '(', commas: 0 });
    } else if (')]}'.includes(token)) {
      const bracket = this.brackets.pop();
      // The last comma is layout, but where it makes a tuple of one.
      if (this.line.at(-1) === ',' && bracket && (bracket.isCall || bracket.commas > 1)) this.line.pop();
    } else if (token === ',' && this.brackets.length > 0) this.brackets.at(-1)!.commas++;
    this.line.push(token);
  }

  private endChain(): void {
    const [name, ...attributes] = this.chain ?? [];
    this.chain = null;
    if (name !== undefined) this.add(name, attributes);
  }

  private add(name: string, attributes: readonly string[]): void {
    this.names.set([name, ...attributes].join('.'), { name, attributes });
  }
}

function partsOf(token: string): { prefix: string; quote: string; text: string } {
  const [, prefix = '', quote = ''] = /^([a-z]*)("""|'''|"|')/i.exec(token) ?? [];
  const text = token.slice(prefix.length + quote.length);
  return {
    prefix: prefix.toLowerCase().replace('u', ''),
    quote,
    text: text.endsWith(quote) ? text.slice(0, text.length - quote.length) : text,
  };
}

/** What stands in the braces of an f-string, without conversions and plain formats. */
function replacedParts(text: string): string[] {
  return [...text.replaceAll('{{', '').matchAll(/\{([^{}]+(?:\{[^{}]*\}[^{}]*)*)\}/g)].map(([, part]) =>
    part!.replace(/(?:![rsa])?(?::[\w.<>^+,%=]*)?$/, '').replaceAll(/[{}]/g, ' '),
  );
}
