import type { JsonProblem } from './jsonProblem';

/** A stretch of a text, by UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value and where it stands. */
export type JsonNode =
  | (Span & { readonly kind: 'object'; readonly members: readonly Member[] })
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'string'; readonly value: string })
  | (Span & { readonly kind: 'number'; readonly value: number })
  | (Span & { readonly kind: 'boolean'; readonly value: boolean })
  | (Span & { readonly kind: 'null'; readonly value: null });

/** A named value of an object. */
export interface Member {
  readonly name: string;
  readonly key: Span;
  readonly value: JsonNode;
}

/** A problem, the stretch to mark, and the offset at which reading met it. */
export interface PlacedJsonProblem extends Span {
  readonly problem: JsonProblem;
  readonly at: number;
}

/** How a text is read. Its length is for the caller to bound. */
export interface JsonReading {
  /** With comments and trailing commas. */
  readonly lenient: boolean;
  /** The most levels of objects and arrays within one another. */
  readonly maxDepth: number;
  /** The most members or items of one object or array. */
  readonly maxItems: number;
  readonly maxProblems: number;
}
