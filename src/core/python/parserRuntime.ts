/** The WebAssembly that parses: one memory for every parser and tree of this program. The library loads it once. */
import { Language, Parser, type Tree } from 'web-tree-sitter';

/** The two WebAssembly files that parsing needs, as bytes: the host decides where they come from. */
export interface ParserBinaries {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** What the library makes of the options that it is loaded with. */
interface WasmModule {
  /** The memory; another array each time that it grows. */
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}

interface Imports {
  readonly env: { readonly __stack_pointer: { value: number } };
}

/** The same on every host; the core has no types of its own for it. */
declare const WebAssembly: {
  readonly instantiate: (
    bytes: Uint8Array,
    imports: Imports,
  ) => Promise<{ readonly instance: unknown; readonly module: unknown }>;
};

/** The memory as it was before the first parse. */
interface Beginning {
  readonly memory: Uint8Array;
  readonly stack: number;
}

/** More than any free piece of memory there may be before the first parse, so that a new piece lies behind all that is used. */
const BEHIND_ALL = 1 << 20;
/** What the memory's management writes at the beginning of what is free. */
const MARK = 64;

let loading: Promise<ParserRuntime> | undefined;

export class ParserRuntime {
  /** Whether a parse has failed in it: nothing in there is to be trusted any more. */
  isBroken = false;
  private readonly beginning: Beginning;
  private readonly parsers = new Set<Parser>();
  /** Kept from being collected. */
  private readonly lost: object[] = [];

  private constructor(
    private readonly module: WasmModule,
    private readonly stack: Imports['env']['__stack_pointer'],
    readonly language: Language,
  ) {
    const end = module._malloc(BEHIND_ALL);
    module._free(end);
    this.beginning = { memory: module.HEAPU8.slice(0, end + MARK), stack: stack.value };
  }

  /**
   * Loads runtime and grammar, once for all that ask.
   * @throws when the bytes are not the pinned pair (a grammar's ABI must be one the runtime knows)
   */
  static load(binaries: ParserBinaries): Promise<ParserRuntime> {
    return (loading ??= ParserRuntime.start(binaries).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  }

  private static async start({ runtime, grammar }: ParserBinaries): Promise<ParserRuntime> {
    let stack: Imports['env']['__stack_pointer'] | undefined;
    const options = { printErr: () => undefined };
    await new Promise<void>((resolve, reject) => {
      const instantiateWasm = (
        imports: Imports,
        done: (instance: unknown, module: unknown) => void,
      ): object => {
        stack = imports.env.__stack_pointer;
        WebAssembly.instantiate(runtime, imports).then(
          ({ instance, module }) => done(instance, module),
          reject,
        );
        return {};
      };
      Parser.init(Object.assign(options, { instantiateWasm }) as object).then(resolve, reject);
    });
    const language = await Language.load(grammar);
    return new ParserRuntime(options as unknown as WasmModule, stack!, language);
  }

  /** Bytes of its memory, which grows and never shrinks. */
  get bytes(): number {
    return this.module.HEAPU8.length;
  }

  parser(): Parser {
    const parser = new Parser();
    parser.setLanguage(this.language);
    this.parsers.add(parser);
    return parser;
  }

  /** Frees a parser, unless it is lost. */
  free(parser: Parser): void {
    if (this.parsers.delete(parser) && !this.isBroken) parser.delete();
  }

  /** A parser that is not lost: this one, or else a new one. */
  alive(parser: Parser): Parser {
    return this.parsers.has(parser) ? parser : this.parser();
  }

  /**
   * Starts from the beginning after a parse has failed.
   * @param trees every tree that there was: none may be used or freed any more, nor be collected as garbage, since the
   * library would then free what is no longer its own
   */
  restart(trees: Iterable<Tree>): void {
    this.lost.push(...this.parsers, ...trees);
    this.parsers.clear();
    this.module.HEAPU8.set(this.beginning.memory);
    this.stack.value = this.beginning.stack;
    this.isBroken = false;
  }
}
