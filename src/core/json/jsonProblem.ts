/**
 * What can be wrong with a JSON text, beside what its values mean. Words and names are as written: whoever shows them makes
 * them short and harmless.
 */
export type JsonProblem =
  | MisplacedProblem
  /** An object or array within more than `max` others; it is not read. */
  | { readonly kind: 'nestedTooDeep'; readonly max: number }
  /** The first of the members or items that are too many; it and what follows are not read. */
  | { readonly kind: 'tooManyItems'; readonly max: number }
  | { readonly kind: 'nameTwice'; readonly name: string }
  | { readonly kind: 'notJsonValue'; readonly word: string }
  | {
      readonly kind:
        'commentNotAllowed' | 'commentNotClosed' | 'textNotClosed' | 'unknownEscape' | 'tabInText';
    };

/** Whether every editor of JSON says the same. */
export function isSyntaxProblem({ kind }: { readonly kind: string }): boolean {
  return SYNTAX.has(kind);
}

const SYNTAX: ReadonlySet<string> = new Set<JsonProblem['kind']>([
  'nameTwice',
  'notJsonValue',
  'commentNotClosed',
  'textNotClosed',
  'unknownEscape',
  'tabInText',
  'nameMissing',
  'valueMissing',
  'textAfterEnd',
  'nameNotQuoted',
  'colonMissing',
  'commaMissing',
  'commaTooMany',
  'notClosed',
]);

/** Something stands where something else is expected. `found` is its first character, empty at the text's end. */
export type MisplacedProblem =
  | { readonly kind: 'fileEmpty' }
  | { readonly kind: 'nameMissing' | 'valueMissing' | 'textAfterEnd'; readonly found: string }
  | { readonly kind: 'nameNotQuoted'; readonly name: string }
  | { readonly kind: 'colonMissing'; readonly name: string; readonly found: string }
  | { readonly kind: 'commaMissing'; readonly close: Closing; readonly found: string }
  /** A comma where the name of a member or the value of an item is expected. */
  | { readonly kind: 'commaTooMany'; readonly expected: 'name' | 'value' }
  /** An object or array that the text's end, or another's bracket, cuts off. */
  | {
      readonly kind: 'notClosed';
      readonly close: Closing;
      readonly expected: 'name' | 'value' | 'comma';
      readonly found: string;
    };

/** The bracket that closes an object or an array. */
export type Closing = '}' | ']';
