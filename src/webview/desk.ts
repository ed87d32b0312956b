/** What the panel's parts share. */
import type { FromPanel } from '../protocol';
import type { Keeper } from './kept';
import type { Words } from './strings';

export interface Desk {
  readonly words: Words;
  readonly kept: Keeper;
  post(message: FromPanel): void;
  /** Says something to those who listen to the page, without hurry. */
  announce(text: string): void;
  /** Shows what went wrong in the panel itself. */
  complain(text: string): void;
}
