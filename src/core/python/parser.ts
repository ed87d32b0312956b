import type { Parser, Tree } from 'web-tree-sitter';
import type { SkipReason } from '../workspace/skipReason';
import { ParserRuntime, type ParserBinaries } from './parserRuntime';
import { MAX_INDENTS, parserText } from './parserText';
import { atOnce, neverPause, type Pause, type Steps } from './resumable';

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
 * How long a parse may take before it is given up as runaway: on some texts the parser’s recovery from errors goes round in
 * circles. Far more than an ordinary text takes where the code is not compiled yet, the machine slow and busy, and the clock
 * counts the time of others as well: what is given up shows no prices until somebody edits it.
 */
const MAX_MS = 5_000;
const MAX_MS_A_CHARACTER = 0.02;
/**
 * To how much memory a parse may grow the parser’s: of the 2 GiB that there can be, so much that the runtime does not fail
 * for lack of it. Trees take 20 to 130 bytes a character; five million one-letter lines take 1.3 GB.
 */
const MAX_BYTES = 1_600_000_000;
/** How many steps of the parser pass between two looks at clock and memory; one is some microseconds. */
const STEPS_A_LOOK = 16;
/** How many characters the parser gets at once: after an edit it jumps from place to place, and reads little in each. */
const CHUNK = 1_000;

/** A text’s tree, or why there is none. */
export type ParsedText = { readonly tree: Tree } | { readonly reason: SkipReason };

/** Parses Python. One per host; `parse` is synchronous and re-entrant only between calls. */
export class PythonParser {
  private constructor(
    private readonly runtime: ParserRuntime,
    private readonly clock: Clock,
    private parser: Parser = runtime.parser(),
  ) {}

  /**
   * Loads runtime and grammar.
   * @param clock without one, no parse is given up for the time that it takes
   * @throws when the bytes are not the pinned pair (a grammar's ABI must be one the runtime knows)
   */
  static async load(binaries: ParserBinaries, clock: Clock = () => 0): Promise<PythonParser> {
    return new PythonParser(await ParserRuntime.load(binaries), clock);
  }

  /** One more parser, beside this one. The caller frees it with `dispose`. */
  another(): PythonParser {
    return new PythonParser(this.runtime, this.clock);
  }

  /**
   * Parses a text, incrementally where `previous` is given: that tree must have been told of every edit since.
   * The caller owns the result and frees it with `tree.delete()`; `previous` is not freed here.
   * @returns null where `parseInSteps` has a reason
   */
  parse(text: string, previous?: Tree): Tree | null {
    const parsed = atOnce(this.parseInSteps(text, neverPause, previous));
    return 'tree' in parsed ? parsed.tree : null;
  }

  /**
   * The same bit by bit: it stops where `pause` says so, and goes on when it is asked for more. Nothing else may be parsed
   * with this parser until it is done or given up (`return`).
   */
  *parseInSteps(text: string, pause: Pause, previous?: Tree): Steps<ParsedText> {
    if (this.runtime.isBroken) return { reason: { kind: 'parserFailed' } };
    const input = parserText(text);
    if (input === undefined) return { reason: { kind: 'tooManyIndents', max: MAX_INDENTS } };
    this.parser = this.runtime.alive(this.parser);
    let left = MAX_MS + text.length * MAX_MS_A_CHARACTER;
    const maxBytes = Math.max(MAX_BYTES, this.runtime.bytes);
    try {
      for (;;) {
        const began = this.clock();
        let reason: SkipReason | undefined;
        let steps = 0;
        const tree = this.parser.parse((index) => input.slice(index, index + CHUNK), previous ?? null, {
          // The typings say void; the runtime stops when this returns true, and goes on from there the next time.
          progressCallback: () => {
            steps += 1;
            if (steps % STEPS_A_LOOK > 0) return pause();
            if (this.clock() - began > left) reason = { kind: 'parsingTooSlow' };
            else if (this.runtime.bytes > maxBytes) reason = { kind: 'tooMuchMemory' };
            return reason !== undefined || pause();
          },
        });
        if (tree) return { tree };
        if (reason) return { reason };
        left -= this.clock() - began;
        yield;
      }
    } catch {
      // The runtime has run out of its memory, or over it.
      this.runtime.isBroken = true;
      return { reason: { kind: 'parserFailed' } };
    } finally {
      if (!this.runtime.isBroken) this.parser.reset();
    }
  }

  /** Whether a parse has failed: until a restart no text is parsed any more, and no tree is to be trusted. */
  get isBroken(): boolean {
    return this.runtime.isBroken;
  }

  /**
   * Takes up work after a parse has failed. Only for who knows all trees and parsers that there are.
   * @param trees all that there were: they are lost, and must neither be used nor freed
   */
  restart(trees: Iterable<Tree>): void {
    this.runtime.restart(trees);
  }

  dispose(): void {
    this.runtime.free(this.parser);
  }
}
