import type { ParsedText, PythonParser } from '../core/python/parser';
import type { ParserService } from './parserService';
import type { Slices } from './slices';

/** Parses in slices, one text after the other, beside the parser of the open documents. */
export class SlicedParser {
  private parser: PythonParser | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly service: ParserService,
    private readonly slices: Slices,
  ) {}

  /** The caller frees the tree. */
  parse(text: string): Promise<ParsedText> {
    const parsed = this.last.then(() => this.run(text));
    this.last = parsed.catch(() => undefined);
    return parsed;
  }

  private async run(text: string): Promise<ParsedText> {
    this.parser ??= (await this.service.get()).another();
    await this.slices.turn();
    return this.slices.run(this.parser.parseInSteps(text, this.slices.isOver));
  }

  /** Frees the parser once the last parse is done; the next one takes a new one. */
  async rest(): Promise<void> {
    await this.last;
    this.parser?.dispose();
    this.parser = undefined;
  }
}
