import { Language, Parser, type Tree } from 'web-tree-sitter';

/** The two WebAssembly files that parsing needs, as bytes: the host decides where they come from. */
export interface ParserBinaries {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** tree-sitter counts columns and indices in UTF-16 code units here, as `vscode.Position` does. */
export interface TextEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly start: Point;
  readonly oldEnd: Point;
  readonly newEnd: Point;
}

/** A place in a text: line and column from 0, the column in UTF-16 code units. */
export interface Point {
  readonly line: number;
  readonly column: number;
}

/** How often the parser may report progress before a parse is given up as runaway. */
const MAX_PROGRESS_CALLS = 20_000;

/** Parses Python. One per host; `parse` is synchronous and re-entrant only between calls. */
export class PythonParser {
  private constructor(private readonly parser: Parser) {}

  /**
   * Loads runtime and grammar.
   * @throws when the bytes are not the pinned pair (a grammar's ABI must be one the runtime knows)
   */
  static async load(binaries: ParserBinaries): Promise<PythonParser> {
    await Parser.init({ wasmBinary: binaries.runtime });
    const parser = new Parser();
    parser.setLanguage(await Language.load(binaries.grammar));
    return new PythonParser(parser);
  }

  /**
   * Parses a text, incrementally where `previous` is given: that tree must have been told of every edit since.
   * The caller owns the result and frees it with `tree.delete()`; `previous` is not freed here.
   * @returns null when the parse was given up as runaway
   */
  parse(text: string, previous?: Tree): Tree | null {
    let calls = 0;
    const tree = this.parser.parse(text, previous ?? null, {
      // The typings say void; the runtime cancels when this returns true.
      progressCallback: () => ++calls > MAX_PROGRESS_CALLS,
    });
    if (!tree) this.parser.reset();
    return tree;
  }

  dispose(): void {
    this.parser.delete();
  }
}
