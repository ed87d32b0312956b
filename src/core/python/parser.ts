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
  private constructor(
    private readonly parser: Parser,
    private readonly language: Language,
  ) {}

  /**
   * Loads runtime and grammar.
   * @throws when the bytes are not the pinned pair (a grammar's ABI must be one the runtime knows)
   */
  static async load(binaries: ParserBinaries): Promise<PythonParser> {
    await Parser.init({ wasmBinary: binaries.runtime });
    return PythonParser.of(await Language.load(binaries.grammar));
  }

  private static of(language: Language): PythonParser {
    const parser = new Parser();
    parser.setLanguage(language);
    return new PythonParser(parser, language);
  }

  /** One more parser, beside this one. The caller frees it with `dispose`. */
  another(): PythonParser {
    return PythonParser.of(this.language);
  }

  /**
   * Parses a text, incrementally where `previous` is given: that tree must have been told of every edit since.
   * The caller owns the result and frees it with `tree.delete()`; `previous` is not freed here.
   * @returns null when the parse was given up as runaway
   */
  parse(text: string, previous?: Tree): Tree | null {
    const steps = this.parseInSteps(text, () => false, previous);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /**
   * The same bit by bit: it stops where `pause` says so, and goes on when it is asked for more. Nothing else may be parsed
   * with this parser until it is done or given up (`return`).
   */
  *parseInSteps(text: string, pause: () => boolean, previous?: Tree): Generator<undefined, Tree | null> {
    let calls = 0;
    try {
      for (;;) {
        const tree = this.parser.parse(text, previous ?? null, {
          // The typings say void; the runtime stops when this returns true, and goes on from there the next time.
          progressCallback: () => ++calls > MAX_PROGRESS_CALLS || pause(),
        });
        if (tree || calls > MAX_PROGRESS_CALLS) return tree;
        yield;
      }
    } finally {
      this.parser.reset();
    }
  }

  dispose(): void {
    this.parser.delete();
  }
}
