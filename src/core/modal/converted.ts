import type { Reason } from './reason';

/** A Python value converted to what Modal takes it for, or the reason why Modal would not take it. */
export type Converted<T> = { readonly value: T } | { readonly refused: Reason };
