/** What people say of the environment that their code is deployed with. It is never that of the machine that this runs on. */

/** Where a variable's value is said: in an option of the command line, or in a line of the team file, from 1. */
export type SaidIn =
  { readonly kind: 'option' | 'setting' } | { readonly kind: 'teamFile'; readonly line: number };

export interface SaidVariable {
  readonly value: string;
  readonly saidIn: SaidIn;
}

/** By the variable's name; one that is not here counts as not set. */
export type Variables = ReadonlyMap<string, SaidVariable>;

export const NOTHING_SAID: Variables = new Map();

/** A declaration, by what keys of the team file match. */
export interface NamedPlace {
  readonly file: string;
  readonly name: string;
  readonly qualname: string;
}

export interface Environment {
  /** What holds for a declaration, or with null for all code. The same object where the same holds. */
  readonly of: (place: NamedPlace | null) => Variables;
}

/** Every variable is unset. */
export const UNSET: Environment = { of: () => NOTHING_SAID };
