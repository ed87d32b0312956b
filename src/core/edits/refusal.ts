import type { ParameterName } from '../modal/parameters';

/** Why code cannot be changed as asked. Texts of code are as they stand there, whole. */
export type EditRefusal =
  /** A decorator with nothing below it yet. */
  | { readonly kind: 'nothingDecorated' }
  /** The code of a declaration does not parse at the moment. */
  | { readonly kind: 'codeDoesNotParse'; readonly name: string }
  /** The tree has something else where the declaration was found. */
  | { readonly kind: 'declarationMoved'; readonly name: string }
  /** The same for a call; `line` counts from 1. */
  | { readonly kind: 'callMoved'; readonly line: number }
  /** Several calls give its keywords, or one of another file. */
  | { readonly kind: 'keywordsElsewhere'; readonly name: string }
  /** Other declarations have their keywords from the same call. */
  | { readonly kind: 'keywordsShared'; readonly name: string }
  /** Without the keyword, nothing would show that the declaration is Modal's. */
  | { readonly kind: 'onlySign'; readonly name: string; readonly keyword: string }
  /** A decorator that is called with a generator, `f(x for x in y)`. */
  | { readonly kind: 'noArgumentList'; readonly name: string }
  /** `**spread` gives the key in some runs only. */
  | { readonly kind: 'spreadVaries'; readonly key: string; readonly spread: string }
  /** The key comes from `**spread`, out of which it cannot be taken. */
  | { readonly kind: 'givenBySpread'; readonly key: string; readonly spread: string }
  | {
      readonly kind: 'spreadUsesOldName';
      readonly spread: string;
      readonly name: ParameterName;
      readonly old: string;
    }
  /** A dict without its closing bracket. */
  | { readonly kind: 'dictIncomplete'; readonly key: string }
  /** A constant, or whatever else gives the value, is read by its name. */
  | { readonly kind: 'cannotBeRemoved'; readonly names: readonly string[] }
  /** The value binds a name by `:=` that is read outside of it. */
  | { readonly kind: 'bindsName'; readonly name: string }
  /** The new value is not a multiple of the other factor of a product. */
  | { readonly kind: 'notAMultiple'; readonly value: string; readonly factor: number }
  /** No values for the holes of an f-string come to the new value. */
  | { readonly kind: 'doesNotFit'; readonly value: string; readonly template: string };

/** What comes in the place of a result where code cannot be changed. */
export interface Refused {
  readonly refused: EditRefusal;
}

export function refused(refusal: EditRefusal): Refused {
  return { refused: refusal };
}

export function isRefused(result: object): result is Refused {
  return 'refused' in result;
}
