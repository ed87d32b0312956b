/** A character that is not seen, or that ends a line. */
export const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;
