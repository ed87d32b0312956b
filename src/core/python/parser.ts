import { Language, Parser, type Tree } from 'web-tree-sitter';
import { atOnce, neverPause, type Pause, type Steps } from './resumable';
import { parserText } from './parserText';

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

/** Tells the time in milliseconds, best that of the processor: the core has no clock of its own. */
export type Clock = () => number;

/**
 * How often the parser may report progress before a parse is given up as runaway: on some texts its recovery from errors goes
 * round in circles. An ordinary text takes it one report for every hundred characters.
 */
const MAX_REPORTS = 1_000;
const MAX_REPORTS_A_CHARACTER = 0.1;
/**
 * And how long it may take, where there is a clock: now and then a report is long in coming. Far more than an ordinary text
 * takes where the code is not compiled yet, the machine slow and busy, and the clock counts the time of others as well: what
 * is given up shows no prices until somebody edits it.
 */
const MAX_MS = 5_000;
const MAX_MS_A_CHARACTER = 0.02;

/** Parses Python. One per host; `parse` is synchronous and re-entrant only between calls. */
export class PythonParser {
  private broken = false;

  private constructor(
    private readonly parser: Parser,
    private readonly language: Language,
    private readonly clock: Clock,
  ) {}

  /**
   * Loads runtime and grammar.
   * @throws when the bytes are not the pinned pair (a grammar's ABI must be one the runtime knows)
   */
  static async load(binaries: ParserBinaries, clock: Clock = () => 0): Promise<PythonParser> {
    await Parser.init({ wasmBinary: binaries.runtime });
    return PythonParser.of(await Language.load(binaries.grammar), clock);
  }

  private static of(language: Language, clock: Clock): PythonParser {
    const parser = new Parser();
    parser.setLanguage(language);
    return new PythonParser(parser, language, clock);
  }

  /** One more parser, beside this one. The caller frees it with `dispose`. */
  another(): PythonParser {
    return PythonParser.of(this.language, this.clock);
  }

  /**
   * Parses a text, incrementally where `previous` is given: that tree must have been told of every edit since.
   * The caller owns the result and frees it with `tree.delete()`; `previous` is not freed here.
   * @returns null when the parse was given up as runaway, or the text is none that the parser can take
   */
  parse(text: string, previous?: Tree): Tree | null {
    return atOnce(this.parseInSteps(text, neverPause, previous));
  }

  /**
   * The same bit by bit: it stops where `pause` says so, and goes on when it is asked for more. Nothing else may be parsed
   * with this parser until it is done or given up (`return`).
   */
  *parseInSteps(text: string, pause: Pause, previous?: Tree): Steps<Tree | null> {
    const input = this.broken ? undefined : parserText(text);
    if (input === undefined) return null;
    const maxReports = MAX_REPORTS + text.length * MAX_REPORTS_A_CHARACTER;
    let left = MAX_MS + text.length * MAX_MS_A_CHARACTER;
    let reports = 0;
    try {
      for (;;) {
        const began = this.clock();
        const isRunaway = (): boolean => reports > maxReports || this.clock() - began > left;
        const tree = this.parser.parse(input, previous ?? null, {
          // The typings say void; the runtime stops when this returns true, and goes on from there the next time.
          progressCallback: () => {
            reports++;
            return isRunaway() || pause();
          },
        });
        if (tree || isRunaway()) return tree;
        left -= this.clock() - began;
        yield;
      }
    } catch {
      // The runtime has run out of its memory, or over it: nothing in there is to be trusted any more.
      this.broken = true;
      return null;
    } finally {
      if (!this.broken) this.parser.reset();
    }
  }

  dispose(): void {
    this.parser.delete();
  }
}
